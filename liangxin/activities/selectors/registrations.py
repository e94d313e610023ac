"""Reading registrations: one's own, and the organiser's list."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from liangxin.access.actor import Actor
from liangxin.access.reach import visible
from liangxin.activities.choices import LIVE, RegistrationStatus
from liangxin.activities.models import Activity, Registration
from liangxin.activities.permissions import Permission
from liangxin.core.errors import NotFound
from liangxin.core.names import masked_name
from liangxin.core.statements import row_of


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


@dataclass(frozen=True)
class OwnRegistration:
    """One's own live registration, as its page shows it. position: in the waiting list, from 1."""

    pk: int
    status: str
    seq: int
    offered_until: datetime | None
    asked_again_at: datetime | None
    confirmed_at: datetime | None
    contingent: str
    position: int | None


OWN = """SELECT r.id, r.status, r.seq, r.offered_until, r.asked_again_at, r.confirmed_at, coalesce(c.name, ''),
    CASE WHEN r.status = 'waiting' THEN (SELECT count(*) FROM activities_registration w
        WHERE w.activity_id = r.activity_id AND w.status = 'waiting' AND w.seq <= r.seq) END
FROM activities_registration r LEFT JOIN activities_contingent c ON c.id = r.contingent_id
WHERE r.activity_id = %(activity_id)s AND r.user_id = %(user_id)s AND r.guest_name = ''
    AND r.status IN ('registered', 'waiting', 'offered')"""


def my_registration(*, actor: Actor, activity_id: int) -> OwnRegistration | None:
    """One's own live registration at an activity, or None."""
    row = row_of(OWN, {"activity_id": activity_id, "user_id": actor.user_id or 0})
    return OwnRegistration(*row) if row is not None else None


def my_children(*, actor: Actor, activity_id: int) -> Sequence[Registration]:
    """The live registrations of one's children at an activity."""
    rows = Registration.objects.filter(user_id=actor.user_id or 0, activity_id=activity_id, status__in=LIVE)
    return list(rows.exclude(guest_name="").order_by("pk"))


def positions_of(*, activity_ids: Iterable[int]) -> dict[int, int]:
    """The place in the waiting list of everybody who waits at these activities, from 1, by registration."""
    rows = Registration.objects.filter(activity_id__in=list(activity_ids), status=RegistrationStatus.WAITING)
    ranked = rows.annotate(place=Window(RowNumber(), partition_by=[F("activity_id")], order_by=F("seq").asc()))
    return dict(ranked.order_by().values_list("pk", "place"))


@dataclass(frozen=True)
class Clash:
    """Something in one's own calendar at the same time."""

    title: str
    starts_at: datetime
    ends_at: datetime


CLASHES = """SELECT json_agg(json_build_array(a.title, a.starts_at, a.ends_at))::text FROM (
    SELECT a.title, a.starts_at, a.ends_at FROM activities_registration r JOIN activities_activity a ON a.id = r.activity_id
    WHERE r.user_id = %(user_id)s AND r.status IN ('registered', 'waiting', 'offered') AND a.status = 'published'
        AND a.starts_at < %(until)s AND a.ends_at > %(since)s AND a.id <> %(activity_id)s
    ORDER BY a.starts_at LIMIT 5) a"""


def clashes_of(*, actor: Actor, activity_id: int, since: datetime, until: datetime) -> Sequence[Clash]:
    """One's other registrations in [since, until), named so that nobody books twice unawares; at most 5."""
    values = {"user_id": actor.user_id or 0, "activity_id": activity_id, "since": since, "until": until}
    row = row_of(CLASHES, values) if actor.user_id is not None else None
    found = json.loads(row[0]) if row is not None and row[0] else []
    return [Clash(title, datetime.fromisoformat(start), datetime.fromisoformat(end)) for title, start, end in found]


def count_by_status(*, activity: Activity) -> dict[str, int]:
    """How many registrations of each status."""
    rows = Registration.objects.filter(activity=activity).values_list("status").order_by("status")
    return dict(rows.annotate(count=Count("pk")))
