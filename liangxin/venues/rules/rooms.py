"""Pure rules of rooms: when a room is open, what its terms allow, which spans are free. All moments are aware."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from psycopg.types.range import Range

from liangxin.venues.rules import DAY_MINUTES, Timetable, hours_on

ZONE = ZoneInfo("Asia/Shanghai")
STEP = 5  # minutes, R-ROM-02: bookings begin and end on whole five minutes
GRID_STEP = 30  # minutes, R-ROM-03: a cell of the week grid
LONGEST = timedelta(hours=24)  # R-ROM-04
USUAL_HOURS = (8 * 60, 22 * 60)  # R-ROM-05: where a station has published no hours at all
MOST_IN_SERIES = 60  # R-ROM-06
MOST_ALTERNATIVES = 3  # R-ROM-07: of each kind
ALTERNATIVE_DAYS = 7  # R-ROM-07: how many days on another time is looked for

Moments = tuple[datetime, datetime]


def ends_of(during: "Range[datetime]") -> Moments:
    """Start and end of a span. Raises ValueError for one without either: no booking is open-ended."""
    if during.lower is None or during.upper is None:
        raise ValueError("the span has no start or no end")
    return during.lower, during.upper


def at_minute(day: date, minute: int) -> datetime:
    """The local moment `minute` minutes after midnight of `day`; 1440 is the next midnight."""
    return datetime.combine(day, time(), ZONE) + timedelta(minutes=minute)


def local_day(moment: datetime) -> date:
    """The day a moment falls on, here."""
    return moment.astimezone(ZONE).date()


def on_the_step(moment: datetime) -> bool:
    """Whether a moment lies on whole five minutes (R-ROM-02)."""
    return moment.minute % STEP == 0 and moment.second == 0 and moment.microsecond == 0


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes from start to end."""
    return int((end - start).total_seconds() // 60)


@dataclass(frozen=True)
class Hours:
    """When a room may be used: its station's hours, without holidays unless it opens on them.

    holidays: the days off by the work calendar with their names; closures: (start, end, note).
    """

    timetable: Timetable
    holidays: Mapping[date, str]
    opens_on_holidays: bool = False
    closures: Sequence[tuple[datetime, datetime, str]] = ()

    def open_on(self, day: date) -> tuple[list[Moments], str]:
        """The open spans of a day, and why it is closed or different. A special day overrules a holiday."""
        special = any(days.first <= day < days.after for days in self.timetable.special)
        if not special and not self.opens_on_holidays and day in self.holidays:
            return [], self.holidays[day]
        if not self.timetable.is_known and not special:
            return [(at_minute(day, USUAL_HOURS[0]), at_minute(day, USUAL_HOURS[1]))], ""
        spans, note = hours_on(self.timetable, day)
        return [(at_minute(day, start), at_minute(day, end)) for start, end in spans], note

    def is_open(self, start: datetime, end: datetime) -> bool:
        """Whether the whole span lies within open hours; hours that meet at midnight are one."""
        reached = start
        day, last = local_day(start), local_day(end)
        while day <= last:
            for opens, closes in self.open_on(day)[0]:
                if opens <= reached < closes:
                    reached = closes
            if reached >= end:
                return True
            day += timedelta(days=1)
        return False

    def closure_over(self, start: datetime, end: datetime) -> str | None:
        """The note of a closure that touches the span, or None."""
        return next((note for begins, ends, note in self.closures if begins < end and start < ends), None)


@dataclass(frozen=True)
class Terms:
    """The rules of a room as numbers. quota: minutes left for the organisation this month, None for no limit."""

    min_minutes: int
    max_minutes: int
    lead_minutes: int
    ahead_days: int
    buffer_minutes: int


def held_span(start: datetime, end: datetime, buffer_minutes: int) -> Moments:
    """What a booking keeps from others: itself, and the buffer after it. Two such spans leave one buffer between."""
    return start, end + timedelta(minutes=buffer_minutes)


def first_bookable(now: datetime, lead_minutes: int) -> datetime:
    """The earliest start that the lead allows."""
    return now + timedelta(minutes=lead_minutes)


def last_bookable_day(now: datetime, ahead_days: int) -> date:
    """The last day that may be booked now."""
    return local_day(now) + timedelta(days=ahead_days)


def overlaps(span: Moments, taken: Iterable[Moments]) -> bool:
    """Whether a span meets one of the taken ones (half-open)."""
    return any(start < span[1] and span[0] < end for start, end in taken)


def free_starts(
    *, day: date, minutes: int, buffer_minutes: int, hours: Hours, taken: Sequence[Moments], not_before: datetime
) -> list[datetime]:
    """Starts on the grid at which `minutes` fit into a day: open, not closed, not taken, not before a moment."""
    found = []
    for minute in range(0, DAY_MINUTES, GRID_STEP):
        start = at_minute(day, minute)
        end = start + timedelta(minutes=minutes)
        if start < not_before or not hours.is_open(start, end) or hours.closure_over(start, end) is not None:
            continue
        if not overlaps(held_span(start, end, buffer_minutes), taken):
            found.append(start)
    return found


def nearest(starts: Iterable[datetime], wanted: datetime, most: int) -> list[datetime]:
    """The starts nearest to the wanted one, in order of time."""
    return sorted(sorted(starts, key=lambda start: (abs(start - wanted), start))[:most])


def price_of(price_fen: int, minutes: int) -> int:
    """The price in fen of so many minutes at so much an hour, rounded up to a whole fen."""
    return -(-price_fen * minutes // 60)


def month_of(moment: datetime) -> Moments:
    """The calendar month that a moment falls in."""
    first = local_day(moment).replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    return at_minute(first, 0), at_minute(after, 0)


def span_words(start: datetime, end: datetime) -> str:
    """“2026-11-24 14:00—15:30” in local time."""
    start, end = start.astimezone(ZONE), end.astimezone(ZONE)
    day = "" if start.date() == end.date() else f"{end:%Y-%m-%d} "
    return f"{start:%Y-%m-%d %H:%M}—{day}{end:%H:%M}"
