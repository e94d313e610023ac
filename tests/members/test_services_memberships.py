"""Enrolling, transferring, linking, ending: exactly one home on each day."""

from datetime import date
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connections

from liangxin.access.actor import SYSTEM
from liangxin.access.permissions import Permission as AccessPermission
from liangxin.access.registry import PERMISSIONS
from liangxin.core.errors import NotAllowed, NotFound
from liangxin.core.models import OutboxEvent
from liangxin.members.choices import LinkKind, MembershipStatus
from liangxin.members.models import HomeSpan, LinkedOrganisation, Membership
from liangxin.members.permissions import Permission
from liangxin.members.selectors.memberships import get_membership, home_on, list_linked, list_memberships, membership_of
from liangxin.members.services import enrolment as enrolment_service
from liangxin.members.services import memberships as service
from liangxin.members.services.enrolment import Enrolment, enrol, enrol_many
from liangxin.members.services.memberships import (
    change_membership,
    end_link,
    end_membership,
    link_organisation,
    transfer_home,
)
from liangxin.members.services.merging import merge_members
from liangxin.people.models import Person
from liangxin.people.selectors import get_person, list_persons
from liangxin.trees.services.nodes import close_node
from tests.members.factories import SINCE, membership, organisation
from tests.people.factories import NOW, TODAY, identity, officer, organisation_node, person

pytestmark = pytest.mark.django_db
MOVE = date(2026, 10, 1)


def test_a_member_is_enrolled_with_one_home_that_keeps_the_record() -> None:
    home = organisation()
    someone = person(organisation_node("别处"), "王伟")
    made = enrol(
        actor=SYSTEM, enrolment=Enrolment(person=someone, organisation=home, effective=SINCE), now=NOW, today=TODAY
    )
    span = HomeSpan.objects.get()
    assert (span.membership, span.organisation, span.during.lower, span.during.upper) == (made, home, SINCE, None)
    assert Person.objects.get().keeper_id == home.pk
    event = OutboxEvent.objects.get(name="members.enrolled")
    assert event.payload == {"membership_id": made.pk, "organisation_id": home.pk}


@pytest.mark.parametrize(
    ("_case", "values", "refusal"),
    [
        ("no home", {"organisation": None}, enrolment_service.HomeMissing),
        ("two homes", {"outside": "别处党支部"}, enrolment_service.HomeMissing),
        ("tomorrow", {"effective": date(2026, 11, 24)}, enrolment_service.EffectiveInFuture),
        ("before it was founded", {"effective": date(2001, 1, 1)}, enrolment_service.OrganisationIsClosed),
        ("joined tomorrow", {"joined_on": date(2026, 11, 24)}, enrolment_service.JoinedInFuture),
        (
            "converted before joined",
            {"joined_on": date(2010, 7, 1), "converted_on": date(2009, 7, 1)},
            enrolment_service.DatesOutOfOrder,
        ),
        (
            "converted but probationary",
            {"converted_on": date(2019, 7, 1), "category": "probationary"},
            enrolment_service.ConvertedButProbationary,
        ),
        ("a committee", {"organisation": "committee"}, enrolment_service.OrganisationHoldsNoMembers),
    ],
)
def test_what_cannot_be_enrolled(_case: str, values: dict[str, Any], refusal: type[Exception]) -> None:
    home = organisation()
    if values.get("organisation") == "committee":
        values = {"organisation": organisation("综合党委", holds_members=False)}
    someone = person(home.node)
    given = {"person": someone, "organisation": home, "effective": SINCE, **values}
    with pytest.raises(refusal):
        enrol(actor=SYSTEM, enrolment=Enrolment(**given), now=NOW, today=TODAY)
    assert (Membership.objects.count(), HomeSpan.objects.count()) == (0, 0)
    assert not OutboxEvent.objects.filter(name="members.enrolled").exists()


def test_nobody_is_enrolled_twice_and_an_ended_member_comes_back_on_the_same_record() -> None:
    home, other = organisation(), organisation("另一支部")
    one = membership(home)
    again = Enrolment(person=one.person, organisation=other, effective=TODAY)
    with pytest.raises(enrolment_service.AlreadyMember):
        enrol(actor=SYSTEM, enrolment=again, now=NOW, today=TODAY)
    end_membership(actor=SYSTEM, membership=one, effective=MOVE, reason="出国定居", today=TODAY)
    back = enrol(actor=SYSTEM, enrolment=again, now=NOW, today=TODAY)
    assert (back.pk, back.status, back.home) == (one.pk, MembershipStatus.ACTIVE, other)
    assert HomeSpan.objects.count() == 2


def test_enrolling_needs_the_right_at_the_organisation_and_reach_of_the_person() -> None:
    home, other = organisation(), organisation("另一支部")
    mine, theirs = person(home.node), person(other.node)
    for actor, someone, refusal in (
        (officer(other.node), mine, NotFound),
        (officer(home.node), theirs, NotFound),
        (officer(home.node, Permission.MEMBERSHIP_READ, "organisations:organisation:read"), mine, NotAllowed),
    ):
        with pytest.raises(refusal):
            enrol(
                actor=actor, now=NOW, today=TODAY,
                enrolment=Enrolment(person=someone, organisation=home, effective=TODAY),
            )  # fmt: skip
    assert Membership.objects.count() == 0


def test_a_past_date_needs_the_right_to_backdate() -> None:
    home = organisation()
    actor = officer(home.node, *(set(PERMISSIONS) - {AccessPermission.HISTORY_BACKDATE}))
    given = Enrolment(person=person(home.node), organisation=home, effective=SINCE)
    with pytest.raises(enrolment_service.BackdatingNotAllowed):
        enrol(actor=actor, enrolment=given, now=NOW, today=TODAY)
    assert Membership.objects.count() == 0


def test_bulk_enrols_exactly_as_one_by_one() -> None:
    homes = [organisation("甲"), organisation("乙")]
    facts = []
    for bulk in (True, False):
        people = [person(home.node, identity_number=identity()) for home in homes]
        given = [
            Enrolment(person=one, organisation=home, effective=SINCE, joined_on=date(2011, 7, 1))
            for one, home in zip(people, homes, strict=True)
        ]
        if bulk:
            made = enrol_many(actor=SYSTEM, enrolments=given, now=NOW, today=TODAY)
        else:
            made = [enrol(actor=SYSTEM, enrolment=each, now=NOW, today=TODAY) for each in given]
        facts.append([_facts(each) for each in made])
    assert facts[0] == facts[1]


def _facts(one: Membership) -> list[object]:
    one = Membership.objects.get(pk=one.pk)
    spans = list(one.homes.values_list("organisation_id", "during", "outside"))
    plain = {
        f.name: getattr(one, f.attname) for f in Membership._meta.concrete_fields if f.name not in {"id", "person"}
    }
    return [plain, spans]


def test_a_transfer_moves_home_record_and_reach_from_its_day() -> None:
    top = organisation("综合党委", holds_members=False)
    old, new = organisation("甲支部", top), organisation("乙支部", top)
    one = membership(old)
    transfer_home(actor=officer(top.node), membership=one, to=new, effective=MOVE, reason="换工作", today=TODAY)
    one.refresh_from_db()
    assert one.home == new
    assert [(s.organisation_id, s.during.lower, s.during.upper) for s in one.homes.order_by("during")] == [
        (old.pk, SINCE, MOVE),
        (new.pk, MOVE, None),
    ]
    assert home_on(membership=one, day=date(2026, 9, 30)).organisation == old
    assert home_on(membership=one, day=MOVE).organisation == new
    assert list(list_memberships(actor=officer(new.node))) == [one]
    assert list(list_memberships(actor=officer(old.node))) == []
    assert list(list_persons(actor=officer(old.node))) == []
    assert OutboxEvent.objects.get(name="members.home_changed").payload["from_organisation_id"] == old.pk


@pytest.mark.parametrize(
    ("_case", "values", "refusal"),
    [
        ("same", {"to": "old"}, service.SameHome),
        ("no reason", {"reason": " "}, service.ReasonMissing),
        ("before it began", {"effective": date(2019, 1, 1)}, service.BeforeThisHome),
        ("tomorrow", {"effective": date(2026, 11, 24)}, enrolment_service.EffectiveInFuture),
        ("nowhere", {"to": None}, enrolment_service.HomeMissing),
        ("both", {"outside": "别处"}, enrolment_service.HomeMissing),
        ("committee", {"to": "top"}, enrolment_service.OrganisationHoldsNoMembers),
    ],
)
def test_what_cannot_be_transferred(_case: str, values: dict[str, Any], refusal: type[Exception]) -> None:
    top = organisation("综合党委", holds_members=False)
    world = {"top": top, "old": organisation("甲支部", top), "new": organisation("乙支部", top)}
    one = membership(world["old"])
    given = {"to": "new", "effective": MOVE, "reason": "换工作", **values}
    given["to"] = world[given["to"]] if given["to"] else None
    with pytest.raises(refusal):
        transfer_home(actor=SYSTEM, membership=one, today=TODAY, **given)
    assert HomeSpan.objects.get().during.upper is None
    assert Membership.objects.get().home == world["old"]


def test_an_ended_membership_cannot_be_moved_changed_or_ended_again() -> None:
    one, other = membership(), organisation("乙支部")
    end_membership(actor=SYSTEM, membership=one, effective=MOVE, reason="停止", today=TODAY)
    for act in (
        lambda: transfer_home(actor=SYSTEM, membership=one, to=other, effective=TODAY, reason="换", today=TODAY),
        lambda: change_membership(actor=SYSTEM, membership=one, changes={"outflow": "外地"}, today=TODAY),
        lambda: end_membership(actor=SYSTEM, membership=one, effective=TODAY, reason="又", today=TODAY),
    ):
        with pytest.raises(service.MembershipHasEnded):
            act()
    assert Membership.objects.get().status == MembershipStatus.ENDED
    with pytest.raises(service.StatusEndsElsewhere):
        change_membership(actor=SYSTEM, membership=membership(name="李敏"), changes={"status": "ended"}, today=TODAY)


def test_a_home_outside_is_one_home_and_the_located_organisation_keeps_the_record() -> None:
    port = organisation("汽车创新港党支部")
    one = membership(None, outside="青川市机关党支部", keeper=port.node)
    assert list(list_memberships(actor=officer(port.node))) == [one]
    back = transfer_home(actor=SYSTEM, membership=one, to=port, effective=MOVE, reason="转入", today=TODAY)
    assert (back.home, back.home_outside) == (port, "")


def test_a_linked_organisation_sees_the_name_and_no_more() -> None:
    home, linked = organisation("甲支部"), organisation("乙支部")
    one = membership(home, person_phone="13812345678")
    link = link_organisation(
        actor=officer(home.node),
        membership=one,
        organisation=linked,
        kind=LinkKind.MOBILE,
        effective=TODAY,
        today=TODAY,
    )
    actor = officer(linked.node)
    assert [each.membership for each in list_linked(actor=actor)] == [one]
    assert list(list_memberships(actor=actor)) == []
    assert membership_of(actor=actor, person=one.person) is None
    with pytest.raises(NotFound):
        get_person(actor=actor, person_id=one.person_id)
    with pytest.raises(NotAllowed):
        change_membership(actor=actor, membership=one, changes={"outflow": "外地"}, today=TODAY)
    with pytest.raises(service.AlreadyLinked):
        link_organisation(
            actor=SYSTEM, membership=one, organisation=linked, kind=LinkKind.GUIDED, effective=TODAY, today=TODAY
        )
    with pytest.raises(service.LinkedToHome):
        link_organisation(
            actor=SYSTEM, membership=one, organisation=home, kind=LinkKind.GUIDED, effective=TODAY, today=TODAY
        )
    end_link(actor=officer(home.node), link=link, effective=TODAY, today=TODAY)
    assert list(list_linked(actor=actor)) == []


def test_a_link_that_has_ended_does_not_end_again() -> None:
    home, linked = organisation("甲支部"), organisation("乙支部")
    one = membership(home)
    link = link_organisation(
        actor=SYSTEM, membership=one, organisation=linked, kind=LinkKind.GUIDED, effective=SINCE, today=TODAY
    )
    end_link(actor=SYSTEM, link=link, effective=MOVE, today=TODAY)
    with pytest.raises(service.LinkHasEnded):
        end_link(actor=SYSTEM, link=link, effective=MOVE, today=TODAY)
    assert LinkedOrganisation.objects.get().during.upper == MOVE


def test_a_closed_organisation_takes_nobody_in() -> None:
    home = organisation()
    close_node(node=home.node, effective=MOVE, now=NOW)
    home.node.refresh_from_db()
    with pytest.raises(enrolment_service.OrganisationIsClosed):
        membership(home, effective=TODAY)


def test_a_merge_of_two_members_keeps_one_membership_and_the_other_as_history() -> None:
    top = organisation("综合党委", holds_members=False)
    kept, duplicate = membership(organisation("甲", top)), membership(organisation("乙", top))
    merge_members(
        actor=officer(top.node), kept=kept.person, duplicate=duplicate.person, reason="同一人", now=NOW, today=TODAY
    )
    duplicate.refresh_from_db()
    assert duplicate.status == MembershipStatus.ENDED
    assert list(list_memberships(actor=officer(top.node))) == [kept]


def test_a_merge_carries_the_only_membership_over() -> None:
    home = organisation()
    one = membership(home)
    kept = person(home.node, "张伟")
    merge_members(actor=SYSTEM, kept=kept, duplicate=one.person, reason="同一人", now=NOW, today=TODAY)
    assert Membership.objects.get().person == kept


def test_a_stranger_finds_nothing() -> None:
    one = membership()
    with pytest.raises(NotFound):
        get_membership(actor=officer(organisation("别处").node), membership_id=one.pk)


@pytest.mark.django_db(transaction=True)
def test_two_transfers_at_once_leave_one_home_a_day() -> None:
    one = membership()
    targets = [organisation("甲"), organisation("乙")]
    barrier, refused = Barrier(2), []

    def run(to: Any) -> None:
        barrier.wait()
        try:
            transfer_home(actor=SYSTEM, membership=one, to=to, effective=MOVE, reason="换工作", today=TODAY)
        except service.BeforeThisHome as refusal:
            refused.append(refusal)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(to,)) for to in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert HomeSpan.objects.filter(during__contains=TODAY).count() == 1
