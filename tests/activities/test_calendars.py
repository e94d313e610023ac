"""Activities in calendars: one's own with changes and cancellations, a series for all, nothing confidential."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liangxin.activities.models import Activity, ActivityKind, Registration
from liangxin.activities.selectors.calendars import own_events, series_calendar, station_calendar
from liangxin.activities.services.registrations import cancel_registration
from liangxin.core.calendars import CalendarStatus
from tests.access.factories import NOW
from tests.activities.factories import HOUR, kind, published, registered, somebody

pytestmark = pytest.mark.django_db


def test_a_registration_is_in_the_feed_and_struck_out_when_cancelled() -> None:
    actor, activity = somebody(), published()
    registered(activity, actor)
    user_id = actor.user_id or 0
    (event,) = own_events(user_id, NOW)
    row = Registration.objects.get(user_id=user_id)
    assert (event.uid, event.title, event.starts, event.url, event.status) == (
        f"registration-{row.pk}@liangxin", activity.title, activity.starts_at, f"/activities/{activity.slug}/",
        CalendarStatus.CONFIRMED,
    )  # fmt: skip
    cancel_registration(actor=actor, registration_id=row.pk, now=NOW)
    (after,) = own_events(user_id, NOW)
    assert (after.uid, after.status, after.sequence > event.sequence) == (event.uid, CalendarStatus.CANCELLED, True)
    registered(activity, actor)
    assert [each.status for each in own_events(user_id, NOW)] == [CalendarStatus.CONFIRMED]
    assert own_events(user_id, NOW + timedelta(days=60)) == []
    assert own_events(somebody().user_id or 0, NOW) == []


def test_a_change_raises_the_sequence() -> None:
    actor, activity = somebody(), published()
    registered(activity, actor)
    (before,) = own_events(actor.user_id or 0, NOW)
    Activity.objects.filter(pk=activity.pk).update(starts_at=activity.starts_at + HOUR)
    (after,) = own_events(actor.user_id or 0, NOW)
    assert after.sequence == before.sequence + 1
    assert after.starts == activity.starts_at + HOUR


def test_a_confidential_kind_is_in_no_calendar() -> None:
    actor, activity = somebody(), published(kind=kind("quiet"))
    registered(activity, actor)
    ActivityKind.objects.filter(code="quiet").update(is_confidential=True)
    assert own_events(actor.user_id or 0, NOW) == []


def test_the_feed_takes_the_same_queries_for_one_and_for_many() -> None:
    actor = somebody()

    def asked() -> int:
        with CaptureQueriesContext(connection) as made:
            own_events(actor.user_id or 0, NOW)
        return len(made)

    registered(published(), actor)
    one = asked()
    for hours in (3, 6, 9):
        start = NOW + timedelta(days=3, hours=hours)
        registered(published(starts_at=start, ends_at=start + HOUR), actor)
    assert len(own_events(actor.user_id or 0, NOW)) == 4
    assert asked() == one == 2


def test_what_is_unknown_has_no_calendar() -> None:
    assert series_calendar("nothing", datetime.now(UTC)) is None
    assert station_calendar("nothing", datetime.now(UTC)) is None
