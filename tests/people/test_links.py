"""An account is linked to a record by the secretary who keeps it, never by a number; nothing tells what the register holds."""

from typing import Any

import pytest

from liangxin.accounts.models import User
from liangxin.accounts.services.guests import register_guest
from liangxin.core.errors import NotAllowed, NotFound
from liangxin.core.models import OutboxEvent
from liangxin.notifications.models import Notice
from liangxin.people.choices import CaseState
from liangxin.people.models import LinkRequest, Person
from liangxin.people.permissions import Permission
from liangxin.people.selectors import candidates_for, get_link, list_links
from liangxin.people.services import links
from liangxin.people.services.accounts import PersonHasAccount, link_account
from liangxin.people.services.links import accept_link, ask_link, decline_link, withdraw_link
from liangxin.trees.services.nodes import NewNode, create_node
from tests.helpers import at_once, queries
from tests.people.factories import NOW, OPENED, officer, oneself, organisation_node, person, user

pytestmark = pytest.mark.django_db
CHECKED = "当面看过工作证"


def guest(phone: str = "13800138001", *, password: bool = True) -> User:
    one = register_guest(name="小林", phone=phone, way="sms", now=NOW)
    if password:
        one.set_password("three unrelated words")
        one.save()
    return one


def asked(node: Any, one: User | None = None, name: str = "林静") -> LinkRequest:
    return ask_link(actor=oneself(one or guest()), node=node, name=name, note="2024 年入职", now=NOW)


def test_the_secretary_finds_the_record_and_links_it() -> None:
    keeper = organisation_node()
    record, namesake = person(keeper, "林静", phone="13800138001"), person(organisation_node("别处"), "林静")
    one = guest()
    request = asked(keeper, one)
    secretary = officer(keeper)
    assert [found.pk for found in list_links(actor=secretary)] == [request.pk]
    with queries(exactly=1):
        found = candidates_for(actor=secretary, request=request)
    assert [(candidate.person, candidate.same_number) for candidate in found] == [(record, True)]
    accept_link(actor=secretary, request=request, person=record, answer=CHECKED, now=NOW)
    one.refresh_from_db()
    record.refresh_from_db()
    request.refresh_from_db()
    assert (record.user_id, one.is_guest) == (one.pk, False)
    assert (request.state, request.person, request.decided_by_id) == (CaseState.DONE, record, secretary.user_id)
    linked = OutboxEvent.objects.get(name="people.account_linked")
    assert linked.payload == {"user_id": one.pk, "person_id": record.pk}
    assert list(Notice.objects.values_list("user_id", "kind")) == [(one.pk, "people.link_accepted")]
    assert list(list_links(actor=secretary)) == []
    namesake.refresh_from_db()
    assert namesake.user_id is None
    change = record.events.latest("pgh_id")
    assert (change.user_id, change.pgh_context.metadata["reason"]) == (one.pk, CHECKED)


def test_a_refusal_tells_the_guest_nothing_and_keeps_its_reason() -> None:
    keeper = organisation_node()
    one = guest()
    request = asked(keeper, one)
    decline_link(actor=officer(keeper), request=request, answer="名册里没有这个人", now=NOW)
    request.refresh_from_db()
    assert (request.state, request.answer) == (CaseState.DECLINED, "名册里没有这个人")
    notice = Notice.objects.get()
    assert (notice.kind, notice.facts) == ("people.link_declined", {"organisation": "金融城综合党委"})
    one.refresh_from_db()
    assert one.is_guest and not OutboxEvent.objects.filter(name="people.account_linked").exists()


def test_asking_answers_alike_whether_or_not_there_is_such_a_record() -> None:
    keeper = organisation_node()
    person(keeper, "林静", phone="13800138001")
    known, unknown = asked(keeper, guest(), "林静"), asked(keeper, guest("13800138002"), "无此人")
    with queries() as one:
        get_link(actor=oneself(known.user), request_id=known.pk)
    with queries() as other:
        get_link(actor=oneself(unknown.user), request_id=unknown.pk)
    assert (known.state, len(one)) == (unknown.state, len(other))


def test_refusals_of_asking() -> None:
    keeper = organisation_node()
    one = guest()
    park = create_node(new=NewNode(kind="place", name="园区", opened=OPENED), now=NOW)
    cases: list[tuple[type[Exception], dict[str, Any]]] = [
        (links.OrganisationMissing, {"node": park}),
        (links.LinkNameMissing, {"name": "  "}),
        (links.PasswordMissing, {"actor": oneself(guest("13800138002", password=False))}),
        (links.LinkedAlready, {"actor": oneself(user())}),
    ]
    for refusal, changed in cases:
        with pytest.raises(refusal):
            ask_link(**{"actor": oneself(one), "node": keeper, "name": "林静", "note": "", "now": NOW, **changed})
    assert not LinkRequest.objects.exists()
    for time in range(3):
        request = asked(keeper, one)
        if time == 0:
            with pytest.raises(links.LinkWaiting):
                asked(keeper, one)
        withdraw_link(actor=oneself(one), request=request, now=NOW)
    with pytest.raises(links.TooManyLinks):
        asked(keeper, one)
    assert set(LinkRequest.objects.values_list("state", flat=True)) == {CaseState.WITHDRAWN}


def test_who_may_decide_and_of_whom() -> None:
    keeper, other = organisation_node(), organisation_node("别的党委")
    record, elsewhere = person(keeper, "林静"), person(other, "林静")
    request = asked(keeper)
    stranger, reader = officer(other), officer(keeper, Permission.PERSON_READ)
    for actor, refusal in ((stranger, NotFound), (reader, NotAllowed), (oneself(request.user), NotAllowed)):
        with pytest.raises(refusal):
            accept_link(actor=actor, request=request, person=record, answer=CHECKED, now=NOW)
        with pytest.raises(refusal):
            decline_link(actor=actor, request=request, answer=CHECKED, now=NOW)
    assert list(list_links(actor=stranger)) == [] == list(list_links(actor=reader))
    with pytest.raises(NotFound):
        get_link(actor=stranger, request_id=request.pk)
    with pytest.raises(NotFound):
        accept_link(actor=officer(keeper), request=request, person=elsewhere, answer=CHECKED, now=NOW)
    with pytest.raises(NotFound):
        withdraw_link(actor=oneself(user()), request=request, now=NOW)
    for answer in ("", "……"):
        with pytest.raises(links.LinkAnswerMissing):
            accept_link(actor=officer(keeper), request=request, person=record, answer=answer, now=NOW)
        with pytest.raises(links.LinkAnswerMissing):
            decline_link(actor=officer(keeper), request=request, answer=answer, now=NOW)
    request.refresh_from_db()
    assert request.state == CaseState.WAITING and not Person.objects.exclude(user=None).exists()


def test_a_record_with_an_account_is_not_given_away() -> None:
    keeper = organisation_node()
    record = person(keeper, "林静")
    Person.objects.filter(pk=record.pk).update(user=user())
    request = asked(keeper)
    assert candidates_for(actor=officer(keeper), request=request) == []
    with pytest.raises(PersonHasAccount):
        accept_link(actor=officer(keeper), request=request, person=record, answer=CHECKED, now=NOW)
    request.refresh_from_db()
    assert request.state == CaseState.WAITING


def test_however_it_is_linked_a_code_no_longer_opens_the_account() -> None:
    keeper = organisation_node()
    one = guest()
    link_account(actor=officer(keeper), person=person(keeper, "林静"), user=one, reason=CHECKED)
    one.refresh_from_db()
    assert one.is_guest is False


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_at_once_one_decides() -> None:
    keeper = organisation_node()
    record = person(keeper, "林静")
    request = asked(keeper)
    first, second = officer(keeper), officer(keeper)
    results = at_once(
        lambda: accept_link(actor=first, request=request, person=record, answer=CHECKED, now=NOW),
        lambda: decline_link(actor=second, request=request, answer="核对不上", now=NOW),
    )
    assert sorted(type(result).__name__ for result in results) == ["LinkIsDecided", "LinkRequest"]
