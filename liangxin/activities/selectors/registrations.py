"""Reading registrations: one's own, and the organiser's list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from liangxin.access.actor import Actor
from liangxin.access.reach import visible
from liangxin.activities.choices import LIVE, ActivityStatus, RegistrationStatus
from liangxin.activities.models import Activity, Registration
from liangxin.activities.permissions import Permission
from liangxin.core.errors import NotFound
from liangxin.core.names import masked_name


def list_registrations(*, actor: Actor, activity: Activity, statuses: Iterable[str] = LIVE) -> "QuerySet[Registration]":
    """The organiser's list, by number of arrival; empty for one who may not read names."""
    rows = visible(actor, Registration.objects.filter(activity=activity), Permission.REGISTRATION_READ)
    return rows.filter(status__in=list(statuses)).select_related("user", "person", "contingent").order_by("seq", "pk")


def get_registration(*, actor: Actor, registration_id: int) -> Registration:
    """One registration of the organiser's list. Raises NotFound."""
    rows = visible(actor, Registration.objects.filter(pk=registration_id), Permission.REGISTRATION_READ)
    found = rows.select_related("activity", "organisation__node", "user", "person", "contingent").first()
    if found is None:
        raise NotFound()
    return found


def name_of(registration: Registration) -> str:
    """Whose registration it is, in clear: the child or guest, the person of the registers, else the account."""
    if registration.guest_name:
        return registration.guest_name
    if registration.person is not None:
        return registration.person.name
    return registration.user.display_name if registration.user is not None else ""


def masked_name_of(registration: Registration) -> str:
    """As `name_of`, masked."""
    return masked_name(name_of(registration)) if name_of(registration) else ""


def my_registrations(*, actor: Actor, now: datetime, past: bool = False) -> "QuerySet[Registration]":
    """One's own, with the activity: those to come, the soonest first; past: those before, the newest first."""
    rows = Registration.objects.filter(user_id=actor.user_id or 0).select_related(
        "activity__kind", "activity__station__node", "activity__place__node", "contingent"
    )
    if past:
        return rows.filter(Q(activity__ends_at__lte=now) | ~Q(status__in=LIVE)).order_by("-activity__starts_at", "-pk")
    return rows.filter(status__in=LIVE, activity__ends_at__gt=now).order_by("activity__starts_at", "pk")


def my_registration(*, actor: Actor, activity_id: int) -> Registration | None:
    """One's own live registration at an activity, or None."""
    rows = Registration.objects.filter(
        user_id=actor.user_id or 0, activity_id=activity_id, status__in=LIVE, guest_name=""
    )
    return rows.select_related("contingent").first()


def my_children(*, actor: Actor, activity_id: int) -> Sequence[Registration]:
    """The live registrations of one's children at an activity."""
    rows = Registration.objects.filter(user_id=actor.user_id or 0, activity_id=activity_id, status__in=LIVE)
    return list(rows.exclude(guest_name="").order_by("pk"))


def positions_of(*, activity_ids: Iterable[int]) -> dict[int, int]:
    """The place in the waiting list of everybody who waits at these activities, from 1, by registration."""
    rows = Registration.objects.filter(activity_id__in=list(activity_ids), status=RegistrationStatus.WAITING)
    ranked = rows.annotate(place=Window(RowNumber(), partition_by=[F("activity_id")], order_by=F("seq").asc()))
    return dict(ranked.order_by().values_list("pk", "place"))


def position_in_line(*, registration: Registration) -> int:
    """The place of one that waits, from 1."""
    rows = Registration.objects.filter(
        activity_id=registration.activity_id, status=RegistrationStatus.WAITING, seq__lte=registration.seq
    )
    return rows.count()


@dataclass(frozen=True)
class Clash:
    """Something in one's own calendar at the same time."""

    title: str
    starts_at: datetime
    ends_at: datetime


def clashes_of(*, actor: Actor, activity: Activity) -> Sequence[Clash]:
    """One's other registrations at the same time, named so that nobody books twice unawares; at most 5."""
    if actor.user_id is None:
        return []
    rows = Registration.objects.filter(
        user_id=actor.user_id or 0, status__in=LIVE, activity__status=ActivityStatus.PUBLISHED,
        activity__starts_at__lt=activity.ends_at, activity__ends_at__gt=activity.starts_at,
    ).exclude(activity=activity)  # fmt: skip
    return [
        Clash(*row)
        for row in rows.order_by("activity__starts_at").values_list(
            "activity__title", "activity__starts_at", "activity__ends_at"
        )[:5]
    ]


def count_by_status(*, activity: Activity) -> dict[str, int]:
    """How many registrations of each status."""
    rows = Registration.objects.filter(activity=activity).values_list("status").order_by("status")
    return dict(rows.annotate(count=Count("pk")))
