"""Who is expected at a station on a day: for those who receive them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.reach import visible
from liangxin.activities.choices import ActivityStatus, RegistrationStatus
from liangxin.activities.models import Activity, Attendance, Registration
from liangxin.activities.permissions import Permission
from liangxin.activities.selectors.registrations import masked_name_of

MOST_ACTIVITIES, MOST_COMING = 60, 1_000  # of one station and day


@dataclass(frozen=True)
class Coming:
    """Someone who registered, masked. state: "" while nothing is noted, else an AttendanceState."""

    registration_id: int
    name: str
    state: str
    at: datetime | None


@dataclass(frozen=True)
class OfDay:
    """An activity of the day, with those who come; nobody of a confidential kind."""

    activity: Activity
    coming: Sequence[Coming]


def day_at_station(*, actor: Actor, station_id: int, start: datetime, end: datetime) -> Sequence[OfDay]:
    """The published activities at a station that begin in [start, end), in order. Three queries."""
    rows = visible(actor, Activity.objects.filter(station=station_id), Permission.ACTIVITY_READ, part=Part.FULL)
    shown = (ActivityStatus.PUBLISHED, ActivityStatus.FINISHED)
    rows = rows.filter(starts_at__gte=start, starts_at__lt=end, status__in=shown)
    activities = list(rows.select_related("kind", "room_booking__room").order_by("starts_at", "pk")[:MOST_ACTIVITIES])
    open_kinds = [row.pk for row in activities if not row.kind.is_confidential]
    registrations = visible(
        actor, Registration.objects.filter(activity__in=open_kinds), Permission.REGISTRATION_READ
    ).filter(status=RegistrationStatus.REGISTERED)
    found = list(registrations.select_related("user", "person").order_by("activity", "seq", "pk")[:MOST_COMING])
    noted = {
        row.registration_id: row
        for row in Attendance.objects.filter(registration__in=[one.pk for one in found], session=None).order_by("pk")
    }
    coming: dict[int, list[Coming]] = {}
    for one in found:
        seen = noted.get(one.pk)
        line = Coming(one.pk, masked_name_of(one), seen.state if seen else "", seen.at if seen else None)
        coming.setdefault(one.activity_id, []).append(line)
    return [OfDay(row, tuple(coming.get(row.pk, ()))) for row in activities]
