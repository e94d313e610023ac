"""Activities in calendars: one's own registrations, the dates of a series, what is on at a station.

A confidential kind is in none of them. Each change of an activity is in its history: the number of changes is the
SEQUENCE that lets a calendar program take a new time over the old one.
"""

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from liangxin.activities.choices import LIVE, ActivityStatus, RegistrationStatus
from liangxin.activities.models import Activity, Registration, Series
from liangxin.core.calendars import HOUSE_ZONE, CalendarEvent, CalendarStatus, uid_of
from liangxin.notifications.registry import PublicCalendar
from liangxin.venues.selectors.public import public_stations

KEPT = timedelta(days=30)  # R-NOT-10: what is over or called off stays in a feed, so that programs strike it out
MOST = 300  # events of one feed
REMIND_BEFORE = timedelta(hours=1)
SHOWN = (ActivityStatus.PUBLISHED, ActivityStatus.CANCELLED, ActivityStatus.FINISHED)


def own_events(user_id: int, now: datetime) -> list[CalendarEvent]:
    """The private feed's part: one's registrations, those called off as such."""
    again = Registration.objects.filter(user_id=user_id, activity=OuterRef("activity"), guest_name="", status__in=LIVE)
    rows = (
        Registration.objects.filter(
            Q(status__in=LIVE) | Q(ended_at__gt=now - KEPT), user_id=user_id, activity__ends_at__gt=now - KEPT,
            activity__kind__is_confidential=False,
        )
        .exclude(Q(Exists(again)) & ~Q(status__in=LIVE))
        .order_by("activity__starts_at", "pk")
    )  # fmt: skip
    found = list(rows[:MOST])
    activities = {each.pk: each for each in _told(Activity.objects.filter(pk__in=[row.activity_id for row in found]))}
    return [_of_registration(row, activities[row.activity_id]) for row in found]


def series_calendar(slug: str, now: datetime) -> PublicCalendar | None:
    """The dates of a public series."""
    series = Series.objects.filter(slug=slug, is_public=True, kind__is_confidential=False).first()
    if series is None:
        return None
    return PublicCalendar(name=series.title, events=_public(Activity.objects.filter(series=series), now))


def station_calendar(slug: str, now: datetime) -> PublicCalendar | None:
    """What is on at a station, for all."""
    day = now.astimezone(HOUSE_ZONE).date()
    station = public_stations(day=day).filter(node__slug=slug).select_related("node").first()
    if station is None:
        return None
    held = _public(Activity.objects.filter(station=station), now)
    return PublicCalendar(name=station.node.name, events=held, url=f"/s/{slug}/")


def _public(rows: "QuerySet[Activity]", now: datetime) -> list[CalendarEvent]:
    shown = rows.filter(is_public=True, status__in=SHOWN, ends_at__gt=now - KEPT, kind__is_confidential=False)
    return [
        _event(each, uid=uid_of("activity", each.pk), status=_status_of(each))
        for each in _told(shown).order_by("starts_at", "pk")[:MOST]
    ]


def _told(rows: "QuerySet[Activity]") -> "QuerySet[Any]":
    """With place, number of changes and the last of them."""
    history = (
        apps.get_model("activities", "ActivityEvent")
        .objects.filter(pgh_obj_id=OuterRef("pk"))
        .order_by()
        .values("pgh_obj_id")
    )
    return rows.select_related("station__node", "place__node", "kind").annotate(
        changes=Subquery(history.annotate(number=Count("pgh_id")).values("number")),
        changed_at=Subquery(history.annotate(last=Max("pgh_created_at")).values("last")),
    )


def _of_registration(row: Registration, activity: Any) -> CalendarEvent:
    if activity.status == ActivityStatus.CANCELLED or row.status not in LIVE:
        status = CalendarStatus.CANCELLED
    elif row.status == RegistrationStatus.REGISTERED:
        status = CalendarStatus.CONFIRMED
    else:
        status = CalendarStatus.TENTATIVE
    return _event(activity, uid=uid_of("registration", row.pk), status=status, since=row.ended_at or row.placed_at)


def _event(activity: Any, *, uid: str, status: CalendarStatus, since: datetime | None = None) -> CalendarEvent:
    place = activity.station or activity.place
    updated_at = activity.changed_at or activity.created_at
    return CalendarEvent(
        uid=uid, title=activity.title, starts=activity.starts_at, ends=activity.ends_at,
        updated_at=max(updated_at, since) if since else updated_at,
        location=f"{place.node.name if place else ''} {activity.where}".strip(), description=activity.summary[:1_000],
        url=f"/activities/{activity.slug}/", status=status,
        sequence=(activity.changes or 0) + (1 if status == CalendarStatus.CANCELLED else 0), remind_before=REMIND_BEFORE,
    )  # fmt: skip


def _status_of(activity: Activity) -> CalendarStatus:
    return CalendarStatus.CANCELLED if activity.status == ActivityStatus.CANCELLED else CalendarStatus.CONFIRMED
