"""What a span of time came to, over the activities whose statistics the actor may read."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, Sum

from liangxin.access.actor import Actor
from liangxin.access.reach import visible
from liangxin.activities.choices import AttendanceState
from liangxin.activities.models import Activity, Attendance, Registration
from liangxin.activities.permissions import Permission


@dataclass(frozen=True)
class Totals:
    """activities: published and not cancelled. held, waiting, came: registrations. people: accounts and persons who
    came at least once; first_timers: of them, those who had never been to one here before the span."""

    activities: int
    cancelled: int
    held: int
    waiting: int
    came: int
    people: int
    first_timers: int


def totals(*, actor: Actor, since: datetime, until: datetime) -> Totals:
    """The figures of [since, until); three queries."""
    reached = visible(actor, Activity.objects.all(), Permission.STATISTICS_READ)
    rows = reached.filter(published_at__isnull=False, starts_at__gte=since, starts_at__lt=until)
    held = Q(cancelled_at=None)
    counted = rows.aggregate(
        activities=Count("pk", filter=held), cancelled=Count("pk", filter=~held),
        held=Sum("taken", filter=held, default=0), waiting=Sum("waiting", filter=held, default=0),
    )  # fmt: skip
    present = Attendance.objects.filter(state=AttendanceState.PRESENT)
    came = Registration.objects.filter(
        Exists(present.filter(registration=OuterRef("pk"))), activity__in=rows.filter(held).values("pk")
    )
    earlier = present.filter(registration__user_id=OuterRef("user_id"), registration__activity__starts_at__lt=since)
    people = came.aggregate(
        came=Count("pk"), people=Count("user_id", distinct=True),
        first=Count("user_id", distinct=True, filter=~Exists(earlier)),
    )  # fmt: skip
    return Totals(
        counted["activities"], counted["cancelled"], counted["held"], counted["waiting"], people["came"],
        people["people"], people["first"],
    )  # fmt: skip
