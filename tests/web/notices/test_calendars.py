"""Calendar addresses: private, renewed, taken back; public ones; a file; asked again they answer 304."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client

from liangxin.access.actor import Actor
from liangxin.accounts.models import User
from liangxin.core.calendars import CalendarEvent, CalendarStatus, read_calendar
from liangxin.core.errors import NotFound
from liangxin.notifications import registry
from liangxin.notifications.models import CalendarFeed
from liangxin.notifications.registry import PublicCalendar
from tests.access.factories import NOW, make_user
from tests.helpers import client_for

pytestmark = pytest.mark.django_db
STARTS = datetime(2026, 11, 25, 4, tzinfo=UTC)
NOON = CalendarEvent(
    uid="registration-1@liangxin", title="午间沙龙", starts=STARTS, ends=STARTS + timedelta(hours=1), updated_at=NOW,
    url="/activities/noon/",
)  # fmt: skip
GONE = CalendarEvent(
    uid="registration-2@liangxin", title="夜校", starts=STARTS, ends=STARTS + timedelta(hours=2), updated_at=NOW,
    status=CalendarStatus.CANCELLED, sequence=2,
)  # fmt: skip


@pytest.fixture(autouse=True)
def sources() -> Iterator[dict[int, list[CalendarEvent]]]:
    """What rooms registered: events by account, one series for all."""
    events: dict[int, list[CalendarEvent]] = {}

    def series(slug: str, now: datetime) -> PublicCalendar | None:
        return PublicCalendar(name="午间课堂", events=[NOON], url="/series/noon/") if slug == "noon" else None

    def file(actor: Actor, object_id: int, now: datetime) -> Sequence[CalendarEvent]:
        if object_id != actor.user_id:
            raise NotFound()
        return [NOON]

    with (
        patch.dict(registry.CALENDAR_SOURCES, {"tests": lambda user_id, now: events.get(user_id, [])}, clear=True),
        patch.dict(registry.PUBLIC_CALENDARS, {"series": series}, clear=True),
        patch.dict(registry.CALENDAR_FILES, {"registration": file}, clear=True),
    ):
        yield events


def address_of(user: User) -> str:
    return f"/calendar/{CalendarFeed.objects.get(pk=user.pk).token}.ics"


def test_a_private_address_is_made_read_renewed_and_taken_back(sources: dict[int, list[CalendarEvent]]) -> None:
    user, stranger = make_user(), Client()
    sources[user.pk] = [GONE, NOON]
    client = client_for(user)
    assert "生成我的日历地址" in client.get("/me/calendar/").content.decode()
    client.post("/me/calendar/", {"act": "renew"})
    first = address_of(user)
    assert first in client.get("/me/calendar/").content.decode()
    answer = stranger.get(first)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    noon, gone = read_calendar(answer.content)
    assert (noon.title, noon.url) == ("午间沙龙", "http://127.0.0.1:8000/activities/noon/")
    assert (gone.status, gone.sequence) == (CalendarStatus.CANCELLED, 2)
    again = stranger.get(first, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    sources[user.pk] = [NOON]
    assert stranger.get(first, headers={"If-None-Match": answer["ETag"]}).status_code == 200
    client.post("/me/calendar/", {"act": "renew"})
    assert [stranger.get(first).status_code, stranger.get(address_of(user)).status_code] == [404, 200]
    last = address_of(user)
    client.post("/me/calendar/", {"act": "revoke"})
    assert stranger.get(last).status_code == 404


def test_the_address_is_stored_encrypted_and_ends_with_the_account() -> None:
    user = make_user()
    client_for(user).post("/me/calendar/", {"act": "renew"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT token, token_index FROM notifications_calendarfeed")
        assert CalendarFeed.objects.get().token not in str(cursor.fetchone())
    assert Client().get(address_of(user)).status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert Client().get(address_of(user)).status_code == 404


def test_each_reads_ones_own(sources: dict[int, list[CalendarEvent]]) -> None:
    one, other = make_user(), make_user()
    sources[other.pk] = [NOON]
    for user in (one, other):
        client_for(user).post("/me/calendar/", {"act": "renew"})
    assert read_calendar(Client().get(address_of(one)).content) == []
    assert len(read_calendar(Client().get(address_of(other)).content)) == 1


def test_a_series_is_there_for_everybody() -> None:
    answer = Client().get("/calendar/series/noon.ics")
    assert [event.title for event in read_calendar(answer.content)] == ["午间沙龙"]
    assert "NAME:午间课堂" in answer.content.decode()
    assert answer["Cache-Control"] == "public, max-age=300"
    assert [Client().get(f"/calendar/{path}.ics").status_code for path in ("series/none", "stations/noon")] == [
        404,
        404,
    ]


def test_a_file_for_ones_own_event() -> None:
    user = make_user()
    answer = client_for(user).get(f"/calendar/file/registration/{user.pk}.ics")
    assert answer["Content-Disposition"] == f'attachment; filename="registration-{user.pk}.ics"'
    assert len(read_calendar(answer.content)) == 1
    assert client_for(make_user()).get(f"/calendar/file/registration/{user.pk}.ics").status_code == 404
