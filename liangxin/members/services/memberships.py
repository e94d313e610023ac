"""Changing a membership, transferring its home, linking further organisations, ending it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from liangxin.access.actor import Actor
from liangxin.access.reach import visible
from liangxin.access.services import require, require_somewhere
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.events import publish
from liangxin.core.history import because
from liangxin.members.choices import LinkKind, MembershipStatus
from liangxin.members.events import HomeChanged, MembershipEnded
from liangxin.members.models import HomeSpan, LinkedOrganisation, Membership
from liangxin.members.permissions import Permission
from liangxin.members.services.enrolment import BATCH, AlreadyMember, check_backdating, check_dates, check_home
from liangxin.people.services.persons import hand_over

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation

CHANGEABLE = frozenset(
    {
        "category", "status", "joined_on", "joined_precision", "converted_on", "converted_precision", "located_at",
        "lost_contact_on", "outflow",
    }
)  # fmt: skip


class MembershipHasEnded(RuleBroken):
    code, field, message = "members.has_ended", "", _("组织关系已结束，不能再更改；重新登记请用“登记党员”。")


class SameHome(RuleBroken):
    code, field, message = "members.same_home", "organisation", _("组织关系已在这个组织，请选另一个。")


class ReasonMissing(RuleBroken):
    code, field, message = "members.reason_missing", "reason", _("请写明原因。")


class BeforeThisHome(RuleBroken):
    code, field, message = (
        "members.before_this_home", "effective", _("生效日期须晚于 {since}（转入现在组织的日子）。"),
    )  # fmt: skip


class StatusEndsElsewhere(RuleBroken):
    code, field, message = "members.status_ends_elsewhere", "status", _("结束组织关系请用“结束”，并写明日期和原因。")


class LinkedToHome(RuleBroken):
    code, field, message = "members.linked_to_home", "organisation", _("这就是组织关系所在的组织，不必再关联。")


class AlreadyLinked(RuleBroken):
    code, field, message = "members.already_linked", "organisation", _("已关联这个组织。")


class LinkHasEnded(RuleBroken):
    code, field, message = "members.link_ended", "", _("这项关联已结束。")


@transaction.atomic
def change_membership(
    *, actor: Actor, membership: Membership, changes: Mapping[str, Any], today: date, reason: str = ""
) -> Membership:
    """Change fields of a membership (see CHANGEABLE); unchanged values write nothing.

    Raises NotAllowed, NotFound, MembershipHasEnded, StatusEndsElsewhere, DatesOutOfOrder, JoinedInFuture,
    ConvertedButProbationary.
    """
    require(actor, Permission.MEMBERSHIP_CHANGE, scope=membership)
    return _change([(membership, changes)], today=today, reason=reason)[0]


@transaction.atomic
def change_memberships(
    *, actor: Actor, changes: Sequence[tuple[Membership, Mapping[str, Any]]], today: date, reason: str = ""
) -> list[Membership]:
    """Change many different memberships under the same rules, in a fixed number of statements.

    Raises as `change_membership`.
    """
    ids = {membership.pk for membership, _values in changes}
    if len(ids) != len(changes):
        raise ValueError("a membership stands twice in one change")
    require_somewhere(actor, Permission.MEMBERSHIP_CHANGE)
    if visible(actor, Membership.objects.filter(pk__in=ids), Permission.MEMBERSHIP_CHANGE).count() != len(ids):
        raise NotFound()
    return _change(changes, today=today, reason=reason)


def _change(changes: Sequence[tuple[Membership, Mapping[str, Any]]], *, today: date, reason: str) -> list[Membership]:
    unknown = {name for _membership, values in changes for name in values} - CHANGEABLE
    if unknown:
        raise TypeError(f"a membership has no field {sorted(unknown)} to change")
    if any(values.get("status") == MembershipStatus.ENDED for _membership, values in changes):
        raise StatusEndsElsewhere()
    held = _all_alive([membership for membership, _values in changes])
    groups: dict[tuple[str, ...], list[Membership]] = {}
    for stale, values in changes:
        membership = held[stale.pk]
        changed = [name for name, value in values.items() if getattr(membership, name) != value]
        for name in changed:
            setattr(membership, name, values[name])
        check_dates(membership.category, membership.joined_on, membership.converted_on, today)
        if changed:
            groups.setdefault(tuple(sorted(changed)), []).append(membership)
    with because(reason):
        for names, alike in groups.items():
            Membership.objects.bulk_update(alike, names, batch_size=BATCH)
    return [held[membership.pk] for membership, _values in changes]


@transaction.atomic
def transfer_home(
    *, actor: Actor, membership: Membership, to: "Organisation | None", effective: date, reason: str, today: date,
    outside: str = "",
) -> Membership:  # fmt: skip
    """Let another organisation be home from `effective` on. `to`: of the house; else `outside` names it.

    The new home keeps the person's record from then on; for a home outside the house the old one does.
    Raises NotAllowed, NotFound, BackdatingNotAllowed, ReasonMissing, SameHome, MembershipHasEnded, BeforeThisHome,
    HomeMissing, OrganisationHoldsNoMembers, OrganisationIsClosed, EffectiveInFuture, AlreadyMember.
    Publishes HomeChanged.
    """
    require(actor, Permission.MEMBERSHIP_TRANSFER, scope=membership)
    if to is not None:
        require(actor, Permission.MEMBERSHIP_TRANSFER, scope=to)
    if not reason.strip():
        raise ReasonMissing()
    check_backdating(actor, effective, today)
    check_home(to, outside, effective)
    membership = _alive(membership)
    before = membership.home_id
    if (to is not None and to.pk == before) or (to is None and outside == membership.home_outside):
        raise SameHome()
    with because(reason), constraint_as(AlreadyMember(), name="members_one_home_a_day"):
        _close_span(membership, effective)
        HomeSpan.objects.create(
            membership=membership, organisation=to, outside=outside, during=DateRange(effective, None), reason=reason
        )
        membership.home, membership.home_outside = to, outside
        membership.save(update_fields=["home", "home_outside"])
        if to is not None:
            hand_over(people=[membership.person], keeper=to.node)
            _end_links(membership, effective, organisation=to)
    publish(
        HomeChanged(membership_id=membership.pk, from_organisation_id=before, to_organisation_id=to.pk if to else None)
    )
    return membership


@transaction.atomic
def end_membership(*, actor: Actor, membership: Membership, effective: date, reason: str, today: date) -> Membership:
    """End a membership: `effective` is the first day without it. Its history stays.

    Raises NotAllowed, NotFound, BackdatingNotAllowed, ReasonMissing, MembershipHasEnded, EffectiveInFuture,
    BeforeThisHome. Publishes MembershipEnded.
    """
    require(actor, Permission.MEMBERSHIP_CHANGE, scope=membership)
    if not reason.strip():
        raise ReasonMissing()
    check_backdating(actor, effective, today)
    return finish(_alive(membership), effective, reason)


def finish(membership: Membership, effective: date, reason: str) -> Membership:
    """The ending itself, for the use cases of this room."""
    with because(reason):
        _close_span(membership, effective, allow_empty=True)
        _end_links(membership, effective)
        membership.status = MembershipStatus.ENDED
        membership.save(update_fields=["status"])
    publish(MembershipEnded(membership_id=membership.pk))
    return membership


@transaction.atomic
def link_organisation(
    *, actor: Actor, membership: Membership, organisation: "Organisation", kind: str, effective: date, today: date,
    reason: str = "",
) -> LinkedOrganisation:  # fmt: skip
    """Let a further organisation know of the member: it sees name and post.

    Raises NotAllowed, NotFound, BackdatingNotAllowed, EffectiveInFuture, MembershipHasEnded, LinkedToHome,
    AlreadyLinked, OrganisationIsClosed.
    """
    require(actor, Permission.MEMBERSHIP_CHANGE, scope=membership)
    check_backdating(actor, effective, today)
    membership = _alive(membership)
    if organisation.pk == membership.home_id:
        raise LinkedToHome()
    with because(reason), constraint_as(AlreadyLinked(), name="members_one_link_a_day"):
        return LinkedOrganisation.objects.create(
            membership=membership, organisation=organisation, kind=LinkKind(kind), during=DateRange(effective, None)
        )


@transaction.atomic
def end_link(
    *, actor: Actor, link: LinkedOrganisation, effective: date, today: date, reason: str = ""
) -> LinkedOrganisation:
    """End a link. Raises NotAllowed, NotFound, BackdatingNotAllowed, EffectiveInFuture, LinkHasEnded."""
    require(actor, Permission.MEMBERSHIP_CHANGE, scope=link.membership)
    check_backdating(actor, effective, today)
    link = LinkedOrganisation.objects.select_for_update().get(pk=link.pk)
    if link.during.upper is not None:
        raise LinkHasEnded()
    with because(reason):
        _end(link, effective)
    return link


def _alive(membership: Membership) -> Membership:
    return _all_alive([membership])[membership.pk]


def _all_alive(memberships: Sequence[Membership]) -> dict[int, Membership]:
    """The memberships as they are now by id, locked in one order. Raises MembershipHasEnded."""
    ids = [membership.pk for membership in memberships]
    locked = Membership.objects.select_for_update(of=("self",)).select_related("person").filter(pk__in=ids)
    held = {membership.pk: membership for membership in locked.order_by("pk")}
    if any(membership.status == MembershipStatus.ENDED for membership in held.values()):
        raise MembershipHasEnded()
    return held


def _close_span(membership: Membership, effective: date, *, allow_empty: bool = False) -> None:
    span = membership.homes.order_by("-during").first()
    if span is None:
        return
    since = span.during.lower
    if effective < since or (effective == since and not allow_empty):
        raise BeforeThisHome(since=since)
    if effective == since:
        span.delete()  # recorded and taken back on the same day: it never held
        return
    span.during = DateRange(since, effective)
    span.save(update_fields=["during"])


def _end_links(membership: Membership, effective: date, organisation: "Organisation | None" = None) -> None:
    links = membership.links.filter(during__upper_inf=True)
    if organisation is not None:
        links = links.filter(organisation=organisation)
    for link in links:
        _end(link, effective)


def _end(link: LinkedOrganisation, effective: date) -> None:
    if effective <= link.during.lower:
        link.delete()  # made and taken back on the same day: it never held
        return
    link.during = DateRange(link.during.lower, effective)
    link.save(update_fields=["during"])
