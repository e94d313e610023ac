"""Enrolling members: recorded by the home organisation, one by one or in bulk under the same rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from liangxin.access.actor import Actor
from liangxin.access.permissions import Permission as AccessPermission
from liangxin.access.reach import visible
from liangxin.access.services import require, require_somewhere
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import NotAllowed, NotFound, RuleBroken
from liangxin.core.events import publish_many
from liangxin.core.history import because
from liangxin.members.choices import MemberCategory, MembershipStatus
from liangxin.members.events import MemberEnrolled
from liangxin.members.models import HomeSpan, Membership
from liangxin.members.permissions import Permission
from liangxin.members.rules import in_future
from liangxin.people.choices import Precision
from liangxin.people.permissions import Permission as PersonPermission
from liangxin.people.services.persons import NewPerson, hand_over, register_person

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation
    from liangxin.people.models import Person
    from liangxin.places.models import Place
    from liangxin.trees.models import Node

BATCH = 1_000


class AlreadyMember(RuleBroken):
    code, field, message = "members.already_member", "person", _("此人已登记组织关系；换组织请办转接。")


class OrganisationHoldsNoMembers(RuleBroken):
    code, field, message = (
        "members.holds_no_members", "organisation", _("“{organisation}”不直接接收党员，请选支部。"),
    )  # fmt: skip


class OrganisationIsClosed(RuleBroken):
    code, field, message = (
        "members.organisation_closed", "organisation", _("“{organisation}”在这一天不存在，请换组织或日期。"),
    )  # fmt: skip


class HomeMissing(RuleBroken):
    code, field, message = "members.home_missing", "organisation", _("请写明组织关系所在的组织，且只能有一个。")


class EffectiveInFuture(RuleBroken):
    code, field, message = "members.effective_in_future", "effective", _("生效日期晚于今天，请到那天再办。")


class DatesOutOfOrder(RuleBroken):
    code, field, message = "members.dates_out_of_order", "converted_on", _("转正日期早于入党日期，请改正。")


class JoinedInFuture(RuleBroken):
    code, field, message = "members.joined_in_future", "joined_on", _("入党日期或转正日期晚于今天，请改正。")


class ConvertedButProbationary(RuleBroken):
    code, field, message = (
        "members.converted_but_probationary", "category", _("有转正日期的是正式党员，请改人员类别或日期。"),
    )  # fmt: skip


class BackdatingNotAllowed(NotAllowed):
    code, message = (
        "members.backdating_not_allowed",
        _("您以现在的身份不能补记过去的日期，请用今天的日期或请上级办理。"),
    )


@dataclass(frozen=True, kw_only=True)
class Enrolment:
    """One membership to record. organisation, or for a home outside the house: outside (its name) and keeper.

    effective: the first day with this home, today or earlier. located_at: where the member in fact works.
    """

    person: "Person"
    effective: date
    category: str = MemberCategory.FULL
    organisation: "Organisation | None" = None
    outside: str = ""
    joined_on: date | None = None
    joined_precision: str = Precision.DAY
    converted_on: date | None = None
    converted_precision: str = Precision.DAY
    located_at: "Place | None" = None
    status: str = MembershipStatus.ACTIVE
    declared_by_person: bool = False
    lost_contact_on: date | None = None
    outflow: str = ""


@transaction.atomic
def enrol(*, actor: Actor, enrolment: Enrolment, now: datetime, today: date, reason: str = "") -> Membership:
    """Record one member. Raises as `enrol_many`."""
    return enrol_many(actor=actor, enrolments=[enrolment], now=now, today=today, reason=reason)[0]


@transaction.atomic
def enrol_new_person(
    *, actor: Actor, new: NewPerson, facts: Mapping[str, Any], now: datetime, today: date, reason: str = ""
) -> Membership:
    """Register a person and record their membership in one step. facts: the fields of Enrolment without person.

    Raises what register_persons and `enrol_many` raise; then neither is recorded.
    """
    person = register_person(actor=actor, new=new, now=now, today=today)
    return enrol(actor=actor, enrolment=Enrolment(person=person, **facts), now=now, today=today, reason=reason)


@transaction.atomic
def enrol_many(
    *, actor: Actor, enrolments: Sequence[Enrolment], now: datetime, today: date, reason: str = ""
) -> list[Membership]:
    """Record many members under the same rules, in a fixed number of statements a batch.

    A person whose membership has ended is enrolled again on the same record. The home organisation becomes the keeper
    of the person's record.
    Raises NotAllowed, NotFound, BackdatingNotAllowed, AlreadyMember, OrganisationHoldsNoMembers, OrganisationIsClosed,
    HomeMissing, EffectiveInFuture, DatesOutOfOrder, JoinedInFuture, ConvertedButProbationary.
    Publishes MemberEnrolled for each.
    """
    for organisation in {e.organisation.pk: e.organisation for e in enrolments if e.organisation is not None}.values():
        require(actor, Permission.MEMBERSHIP_CREATE, scope=organisation)
    require_somewhere(actor, Permission.MEMBERSHIP_CREATE)
    for enrolment in enrolments:
        _check(enrolment, today)
        check_backdating(actor, enrolment.effective, today)
    _require_persons(actor, enrolments)
    with because(reason), constraint_as(AlreadyMember(), name="members_one_home_a_day"):
        memberships = _store(enrolments)
        HomeSpan.objects.bulk_create(
            [
                HomeSpan(
                    membership=membership, organisation=enrolment.organisation, outside=enrolment.outside,
                    during=DateRange(enrolment.effective, None), reason=reason,
                )
                for membership, enrolment in zip(memberships, enrolments, strict=True)
            ],
            batch_size=BATCH,
        )  # fmt: skip
        _keep_at_home(enrolments)
    publish_many([MemberEnrolled(membership_id=one.pk, organisation_id=one.home_id) for one in memberships])
    return memberships


def check_home(organisation: "Organisation | None", outside: str, day: date) -> None:
    """Raises HomeMissing, OrganisationHoldsNoMembers, OrganisationIsClosed."""
    if (organisation is None) == (not outside):
        raise HomeMissing()
    if organisation is None:
        return
    if not organisation.type.holds_members:
        raise OrganisationHoldsNoMembers(organisation=organisation.node.name)
    if day not in organisation.node.during:
        raise OrganisationIsClosed(organisation=organisation.node.name)


def check_dates(category: str, joined_on: date | None, converted_on: date | None, today: date) -> None:
    """Raises DatesOutOfOrder, JoinedInFuture, ConvertedButProbationary."""
    if any(day is not None and day > today for day in (joined_on, converted_on)):
        raise JoinedInFuture()
    if joined_on is not None and converted_on is not None and _clearly_before(converted_on, joined_on):
        raise DatesOutOfOrder()
    if converted_on is not None and category == MemberCategory.PROBATIONARY:
        raise ConvertedButProbationary()


def _clearly_before(later: date, earlier: date) -> bool:
    """A date known to the month or year stands on its first day: within one month nothing is out of order."""
    return (later.year, later.month) < (earlier.year, earlier.month) and (later.month > 1 or later.year < earlier.year)


def check_backdating(actor: Actor, effective: date, today: date) -> None:
    """Raises EffectiveInFuture, BackdatingNotAllowed."""
    if in_future(effective, today):
        raise EffectiveInFuture()
    if effective < today and not actor.may_somewhere(AccessPermission.HISTORY_BACKDATE):
        raise BackdatingNotAllowed()


def _check(enrolment: Enrolment, today: date) -> None:
    check_home(enrolment.organisation, enrolment.outside, enrolment.effective)
    check_dates(enrolment.category, enrolment.joined_on, enrolment.converted_on, today)


def _require_persons(actor: Actor, enrolments: Sequence[Enrolment]) -> None:
    if actor.is_system:
        return
    ids = {enrolment.person.pk for enrolment in enrolments}
    people = type(enrolments[0].person)._default_manager.filter(pk__in=ids)
    if visible(actor, people, PersonPermission.PERSON_CHANGE).count() != len(ids):
        raise NotFound()


def _store(enrolments: Sequence[Enrolment]) -> list[Membership]:
    existing = {
        membership.person_id: membership
        for membership in Membership.objects.select_for_update()
        .filter(person_id__in=[enrolment.person.pk for enrolment in enrolments])
        .order_by("pk")
    }
    if any(membership.status != MembershipStatus.ENDED for membership in existing.values()):
        raise AlreadyMember()
    memberships = [
        _filled(existing.get(enrolment.person.pk) or Membership(person=enrolment.person), enrolment)
        for enrolment in enrolments
    ]
    with constraint_as(AlreadyMember(), name="members_membership_person_id_key"):
        Membership.objects.bulk_create([each for each in memberships if each.pk is None], batch_size=BATCH)
    for membership in memberships:
        if membership.person_id in existing:
            membership.save()
    return memberships


def _filled(membership: Membership, enrolment: Enrolment) -> Membership:
    membership.home, membership.home_outside = enrolment.organisation, enrolment.outside
    membership.category, membership.status = enrolment.category, enrolment.status
    membership.joined_on, membership.joined_precision = enrolment.joined_on, enrolment.joined_precision
    membership.converted_on, membership.converted_precision = enrolment.converted_on, enrolment.converted_precision
    membership.located_at, membership.declared_by_person = enrolment.located_at, enrolment.declared_by_person
    membership.lost_contact_on, membership.outflow = enrolment.lost_contact_on, enrolment.outflow
    return membership


def _keep_at_home(enrolments: Sequence[Enrolment]) -> None:
    by_keeper: dict[int, tuple[Node, list[Person]]] = {}
    for enrolment in enrolments:
        if enrolment.organisation is not None and enrolment.person.keeper_id != enrolment.organisation.pk:
            node = enrolment.organisation.node
            by_keeper.setdefault(node.pk, (node, []))[1].append(enrolment.person)
    for node, people in by_keeper.values():
        hand_over(people=people, keeper=node)
