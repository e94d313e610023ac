"""iCalendar: events in, bytes out (RFC 5545, text/calendar).

Times are written in UTC, which every client reads alike; only an event that recurs is written in the time of the house
with its VTIMEZONE: “every Saturday” at seven in the morning is a Friday in UTC.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import CLASS, STATUS, TRANSP, Alarm, Calendar, Event, Timezone
from icalendar.prop import vDuration, vRecur

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//liangxin//calendar//ZH"
ZONE_SINCE = date(2000, 1, 1)  # no summer time in Shanghai since 1991
ZONE_SINCE = date(2000, 1, 1)  # no summer time in Shanghai since 1991
HOUSE_ZONE = ZoneInfo("Asia/Shanghai")
REFRESH = timedelta(hours=1)  # how often a client that subscribes should ask again


class CalendarStatus(StrEnum):
    """How far an event is settled. A cancelled one stays in the feed for a while, so that clients strike it out."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, kw_only=True)
class CalendarEvent:
    """One event of a calendar.

    uid: the same for all time, e.g. "registration-17@liangxin" (see `uid_of`). starts/ends: aware datetimes, or dates for
    whole days ([starts, ends) as everywhere). updated_at: when the facts last changed. sequence: grows with each change
    of time, place or status. private: marked as such, and free of details by whoever makes the event.
    """

    uid: str
    title: str
    starts: datetime | date
    ends: datetime | date
    updated_at: datetime
    description: str = ""
    location: str = ""
    url: str = ""
    status: CalendarStatus = CalendarStatus.CONFIRMED
    sequence: int = 0
    remind_before: timedelta | None = None
    private: bool = False
    latitude: float | None = None
    longitude: float | None = None
    categories: tuple[str, ...] = ()
    recurs: str = ""  # an RFC 5545 rule in the time of the house, "FREQ=MONTHLY;BYDAY=-1SA"
    leaves_out: tuple[datetime | date, ...] = ()  # starts of the rule that do not take place


def uid_of(kind: str, object_id: int | str, *, host: str = "liangxin") -> str:
    """The lasting name of an event, from what it is of."""
    return f"{kind}-{object_id}@{host}"


def build_calendar(events: Iterable[CalendarEvent], *, name: str = "", url: str = "") -> bytes:
    """The calendar with these events, as a file or a feed. name: shown by clients that subscribe; "" for a single file."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(REFRESH))
    if url:
        calendar.add("url", url)
    listed = list(events)
    if any(one.recurs for one in listed):
        calendar.add_component(Timezone.from_tzid(HOUSE_ZONE.key, first_date=ZONE_SINCE))
    for one in listed:
        calendar.add_component(_event(one))
    return bytes(calendar.to_ical())


def read_calendar(content: bytes) -> list[CalendarEvent]:
    """The events of a calendar file, as far as this module writes them: for tests and for checking what was made."""
    return [_read(event) for event in Calendar.from_ical(content).walk("VEVENT") if isinstance(event, Event)]


def _event(one: CalendarEvent) -> Event:
    timed = _local if one.recurs else _utc
    event = Event.new(
        uid=one.uid, summary=one.title, start=timed(one.starts), end=timed(one.ends), stamp=_utc(one.updated_at),
        last_modified=_utc(one.updated_at), description=one.description or None, location=one.location or None,
        url=one.url or None, status=STATUS(one.status.value), sequence=one.sequence, categories=one.categories,
        classification=CLASS.PRIVATE if one.private else None,
        transparency=TRANSP.TRANSPARENT if one.status == CalendarStatus.CANCELLED else TRANSP.OPAQUE,
    )  # fmt: skip
    if one.recurs:
        event.add("rrule", vRecur.from_ical(one.recurs))
        for left_out in one.leaves_out:
            event.add("exdate", timed(left_out))
    if one.latitude is not None and one.longitude is not None:
        event.add("geo", (one.latitude, one.longitude))
    if one.remind_before is not None and one.status != CalendarStatus.CANCELLED:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", one.title)
        alarm.add("trigger", -one.remind_before)
        event.add_component(alarm)
    return event


def _read(event: Event) -> CalendarEvent:
    alarms = event.walk("VALARM")
    geo = event.get("geo")
    return CalendarEvent(
        uid=str(event.uid), title=str(event.summary), starts=event.start, ends=event.end, updated_at=event.stamp,
        description=str(event.get("description", "")), location=str(event.get("location", "")), url=str(event.get("url", "")),
        status=CalendarStatus(str(event.get("status", "CONFIRMED"))), sequence=int(event.get("sequence", 0)),
        remind_before=-alarms[0].get("trigger").dt if alarms else None,
        private=str(event.get("class", "")) == "PRIVATE", categories=tuple(str(word) for word in event.categories),
        latitude=float(geo.latitude) if geo else None, longitude=float(geo.longitude) if geo else None,
    )  # fmt: skip


def _local(moment: datetime | date) -> datetime | date:
    aware = _utc(moment)
    return aware.astimezone(HOUSE_ZONE) if isinstance(aware, datetime) else aware


def _utc(moment: datetime | date) -> datetime | date:
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        raise ValueError("a calendar needs aware datetimes")
    return moment.astimezone(UTC)
