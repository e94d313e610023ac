"""Looking at masked data, accounts from the register, corrections."""

from typing import Any

import pytest

from liangxin.access.choices import Anchor
from liangxin.access.permissions import Permission as AccessPermission
from liangxin.accounts.models import User
from liangxin.core.errors import NotAllowed, NotFound
from liangxin.core.models import AuditEntry
from liangxin.people.choices import CaseState, LookKind
from liangxin.people.models import Correction, Person, Reveal
from liangxin.people.permissions import Permission
from liangxin.people.rules import reason_holds
from liangxin.people.selectors import get_correction, get_person, list_corrections, list_looks, own_person
from liangxin.people.services import accounts, corrections, reveals
from liangxin.people.services.accounts import create_account_for, link_account, link_account_on_paper, unlink_account
from liangxin.people.services.corrections import (
    accept_correction,
    decline_correction,
    propose_correction,
    withdraw_correction,
)
from liangxin.people.services.reveals import record_disclosure, reveal_field, reveal_names
from tests.people.factories import NOW, TODAY, identity, officer, oneself, organisation_node, person, user

pytestmark = pytest.mark.django_db
WHY = "核对参会名单"


def test_a_reveal_gives_the_value_logs_it_and_the_person_sees_who_looked() -> None:
    keeper, account = organisation_node(), user(display_name="陈静")
    one = person(keeper, "陈静", phone="13812345678")
    Person.objects.filter(pk=one.pk).update(user=account)
    actor = officer(keeper)
    assert reveal_field(actor=actor, person=one, field="phone", reason=f" {WHY} ", now=NOW) == "13812345678"
    look = Reveal.objects.get()
    assert (look.person, look.field, look.reason, look.user_id) == (one, "phone", WHY, actor.user_id)
    assert look.acting_as == "金融城综合党委 · 组织员"
    entry = AuditEntry.objects.get(action="people.revealed")
    assert (entry.object_id, entry.object_label, entry.reason, entry.facts) == (one.pk, "陈*", WHY, {"field": "phone"})
    assert list(list_looks(actor=oneself(account), person=one)) == [look]
    assert list(list_looks(actor=oneself(user()), person=one)) == []


@pytest.mark.parametrize(
    ("_case", "field", "reason", "refusal"),
    [
        ("no reason", "phone", "", reveals.ReasonMissing),
        ("a dot", "phone", "……", reveals.ReasonMissing),
        ("one letter again and again", "phone", "aaaaaa", reveals.ReasonMissing),
        ("nothing stored", "landline", WHY, reveals.NothingToReveal),
    ],
)
def test_a_reveal_without_a_reason_is_refused(_case: str, field: str, reason: str, refusal: type[Exception]) -> None:
    keeper = organisation_node()
    one = person(keeper, phone="13812345678")
    with pytest.raises(refusal):
        reveal_field(actor=officer(keeper), person=one, field=field, reason=reason, now=NOW)
    assert (Reveal.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_who_may_not_reveal_sees_nothing() -> None:
    here, there = organisation_node("甲"), organisation_node("乙")
    one = person(here, phone="13812345678")
    reader = officer(here, Permission.PERSON_READ)
    with pytest.raises(NotAllowed):
        reveal_field(actor=reader, person=one, field="phone", reason=WHY, now=NOW)
    with pytest.raises(NotFound):
        reveal_field(actor=officer(there), person=one, field="phone", reason=WHY, now=NOW)
    assert reveal_names(actor=officer(there), person_ids=[one.pk], reason=WHY, now=NOW) == {}
    with pytest.raises(NotAllowed):
        reveal_names(actor=reader, person_ids=[one.pk], reason=WHY, now=NOW)
    assert Reveal.objects.count() == 0


def test_names_of_a_page_are_logged_for_each_person_and_limited() -> None:
    keeper = organisation_node()
    people = [person(keeper, name) for name in ("王伟", "李敏")]
    names = reveal_names(actor=officer(keeper), person_ids=[one.pk for one in people], reason=WHY, now=NOW)
    assert names == {people[0].pk: "王伟", people[1].pk: "李敏"}
    assert set(Reveal.objects.values_list("person_id", "field")) == {(one.pk, "name") for one in people}
    with pytest.raises(reveals.TooManyAtOnce):
        reveal_names(actor=officer(keeper), person_ids=list(range(1, 102)), reason=WHY, now=NOW)


def test_an_export_is_told_to_each_person_in_it() -> None:
    keeper, other = organisation_node("甲"), organisation_node("乙")
    mine, _theirs = person(keeper), person(other)
    count = record_disclosure(
        actor=officer(keeper),
        person_ids=Person.objects.values("pk"),
        kind=LookKind.EXPORT,
        reason=WHY,
        now=NOW,
        what="党员名册",
    )
    assert count == 1
    assert list(Reveal.objects.values_list("person_id", "kind", "field")) == [(mine.pk, "export", "")]
    assert AuditEntry.objects.get().facts == {"field": "", "count": 1}


@pytest.mark.parametrize(
    ("reason", "holds"), [("核对名单", True), ("核对", False), ("    ", False), ("1111", False), ("a" * 301, False)]
)
def test_what_a_reason_is(reason: str, holds: bool) -> None:
    assert reason_holds(reason) is holds


# Accounts ---------------------------------------------------------------------------------------------------------


def test_an_account_from_the_register_carries_name_and_phone_and_a_first_password() -> None:
    keeper = organisation_node()
    one = person(keeper, "单雄", phone="13812345678")
    account, password = create_account_for(actor=officer(keeper), person=one, now=NOW)
    one.refresh_from_db()
    assert (account.username, account.display_name, account.phone) == (f"shanxiong{one.pk}", "单雄", "13812345678")
    assert account.must_change_password
    assert account.check_password(password)
    assert own_person(user=account) == one
    assert get_person(actor=oneself(account), person_id=one.pk) == one
    with pytest.raises(accounts.PersonHasAccount):
        create_account_for(actor=officer(keeper), person=one, now=NOW)
    assert User.objects.filter(display_name="单雄").count() == 1


def test_an_account_is_one_persons_only() -> None:
    keeper, account = organisation_node(), user()
    one, other = person(keeper, "王伟"), person(keeper, "李敏")
    actor = officer(keeper)
    link_account(actor=actor, person=one, user=account)
    with pytest.raises(accounts.AccountHasPerson):
        link_account(actor=actor, person=other, user=account)
    with pytest.raises(accounts.PersonHasAccount):
        link_account(actor=actor, person=one, user=user())
    unlink_account(actor=actor, person=one, reason="连错了")
    assert own_person(user=account) is None


def test_a_stranger_makes_no_account() -> None:
    one = person(organisation_node("甲"))
    with pytest.raises(NotFound):
        create_account_for(actor=officer(organisation_node("乙")), person=one, now=NOW)


def test_an_administrator_links_by_paper_and_learns_nothing_from_a_wrong_number() -> None:
    number = identity()
    one, account = person(name="王伟", identity_number=number), user()
    admin = _admin()
    for name, given in (("王伟", identity()), ("李敏", number)):
        with pytest.raises(accounts.NoSuchPersonOnPaper):
            link_account_on_paper(actor=admin, user=account, name=name, identity_number=given, reason="纸面登记")
    assert (
        link_account_on_paper(actor=admin, user=account, name="王伟", identity_number=number, reason="纸面登记") == one
    )
    with pytest.raises(NotAllowed):
        link_account_on_paper(
            actor=officer(one.keeper), user=account, name="王伟", identity_number=number, reason="纸面登记"
        )


def _admin() -> Any:
    from dataclasses import replace

    return replace(
        oneself(user()), anchor=Anchor.INSTALLATION, permissions=frozenset({AccessPermission.ACCOUNT_ADMINISTER})
    )


# Corrections ------------------------------------------------------------------------------------------------------


def _own(keeper: Any) -> tuple[Person, Any]:
    account = user()
    one = person(keeper, "陈静", phone="13812345678")
    Person.objects.filter(pk=one.pk).update(user=account)
    return one, oneself(account)


def test_a_person_proposes_and_the_keeper_accepts() -> None:
    keeper = organisation_node()
    one, me = _own(keeper)
    made = propose_correction(
        actor=me, person=one, field="phone", proposed="139 0000 1111", now=NOW, today=TODAY, note="换号了"
    )
    officer_here = officer(keeper)
    assert list(list_corrections(actor=officer_here)) == [made]
    assert list(list_corrections(actor=officer(organisation_node("乙")))) == []
    with pytest.raises(NotAllowed):
        accept_correction(actor=me, correction=made, now=NOW, today=TODAY)
    accept_correction(actor=officer_here, correction=made, now=NOW, today=TODAY)
    one.refresh_from_db()
    assert (one.phone, get_correction(actor=me, correction_id=made.pk).state) == ("13900001111", CaseState.DONE)
    with pytest.raises(corrections.CorrectionIsDecided):
        decline_correction(actor=officer_here, correction=made, answer="不", now=NOW)


@pytest.mark.parametrize(
    ("_case", "field", "proposed", "refusal"),
    [
        ("empty", "phone", " ", corrections.NothingProposed),
        ("no phone", "phone", "12", Exception),
    ],
)
def test_a_proposal_must_be_usable(_case: str, field: str, proposed: str, refusal: type[Exception]) -> None:
    one, me = _own(organisation_node())
    with pytest.raises(refusal):
        propose_correction(actor=me, person=one, field=field, proposed=proposed, now=NOW, today=TODAY)
    assert Correction.objects.count() == 0


def test_one_open_proposal_for_a_field_and_it_can_be_withdrawn_or_declined_with_a_reason() -> None:
    keeper = organisation_node()
    one, me = _own(keeper)
    first = propose_correction(
        actor=me, person=one, field="other", proposed="入党日期应为 2011 年", now=NOW, today=TODAY
    )
    with pytest.raises(corrections.CorrectionWaiting):
        propose_correction(actor=me, person=one, field="other", proposed="又一条", now=NOW, today=TODAY)
    withdraw_correction(actor=me, correction=first, now=NOW)
    second = propose_correction(actor=me, person=one, field="other", proposed="又一条", now=NOW, today=TODAY)
    with pytest.raises(corrections.AnswerMissing):
        decline_correction(actor=officer(keeper), correction=second, answer=" ", now=NOW)
    decline_correction(actor=officer(keeper), correction=second, answer="以档案为准", now=NOW)
    second.refresh_from_db()
    assert (second.state, second.answer) == (CaseState.DECLINED, "以档案为准")


def test_nobody_proposes_for_somebody_else() -> None:
    one, _me = _own(organisation_node())
    with pytest.raises(NotFound):
        propose_correction(actor=oneself(user()), person=one, field="other", proposed="改", now=NOW, today=TODAY)
