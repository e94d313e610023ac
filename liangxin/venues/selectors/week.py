"""A room's week as a table of hours: what is free, taken, one's own, shut. Who has booked is told to the staff only."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from liangxin.venues.models import Room, RoomBooking
from liangxin.venues.rules.rooms import (
    STEP,
    ZONE,
    Hours,
    at_minute,
    first_bookable,
    last_bookable_day,
)
from liangxin.venues.selectors.rooms import hours_of, live_bookings

HOUR = timedelta(hours=1)
SHORTEST = timedelta(minutes=30)  # less of an hour than this is not offered
USUAL_ROWS = (9, 18)  # shown where a week has no open hour at all


@dataclass(frozen=True)
class Cell:
    """One hour. state: free, busy, mine or off; word: shown once at the head of a run; words: read aloud."""

    start: datetime
    state: str
    word: str = ""
    words: str = ""
    booking: RoomBooking | None = None
    until: datetime | None = None

    @property
    def value(self) -> str:
        """The start as the booking form takes it."""
        return self.start.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")

    @property
    def until_value(self) -> str:
        """The end of what is free, as the booking form takes it; midnight is the next day's beginning."""
        return (self.until or self.start + HOUR).astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")


@dataclass(frozen=True)
class Week:
    """Seven days of a room. rows: (hour, its seven cells)."""

    days: Sequence[date]
    rows: Sequence[tuple[int, Sequence[Cell]]]
    notes: Sequence[tuple[date, str]]
    free: int

    @property
    def first(self) -> date:
        return self.days[0]

    @property
    def last(self) -> date:
        return self.days[-1]


def week_of(*, room: Room, day: date, now: datetime, user_id: int | None, staff: bool = False) -> Week:
    """The week (from Monday) that `day` lies in. Six queries, whatever is booked."""
    monday = day - timedelta(days=day.weekday())
    days = [monday + timedelta(days=number) for number in range(7)]
    hours = hours_of(rooms=[room], first=monday, last=days[-1])[room.pk]
    rows = live_bookings(room_ids=[room.pk], start=at_minute(monday, 0), end=at_minute(days[-1], 1440))
    if staff:
        rows = rows.select_related("organisation__node", "booker")
    bookings = list(rows.order_by("held"))
    opened = {each: hours.open_on(each) for each in days}
    first, last = _rows_shown([span for spans, _note in opened.values() for span in spans], bookings)
    table = [
        (hour, [_cell(at_minute(each, hour * 60), room, hours, bookings, now, user_id, staff) for each in days])
        for hour in range(first, last)
    ]
    free = sum(cell.state == "free" for _hour, cells in table for cell in cells)
    return Week(days, _once(table), [(each, note) for each, (_spans, note) in opened.items() if note], free)


def _rows_shown(spans: Sequence[tuple[datetime, datetime]], bookings: Sequence[RoomBooking]) -> tuple[int, int]:
    starts = [start.astimezone(ZONE).hour for start, _end in spans] + [
        each.starts_at.astimezone(ZONE).hour for each in bookings
    ]
    ends = [_hour_after(end) for _start, end in spans] + [_hour_after(each.ends_at) for each in bookings]
    if not starts:
        return USUAL_ROWS
    return min(starts), max(max(ends), min(starts) + 1)


def _hour_after(end: datetime) -> int:
    local = end.astimezone(ZONE)
    return (local.hour + (1 if local.minute else 0)) or 24


def _cell(
    start: datetime, room: Room, hours: Hours, bookings: Sequence[RoomBooking], now: datetime, user_id: int | None,
    staff: bool,
) -> Cell:  # fmt: skip
    end = start + HOUR
    booking = next((each for each in bookings if each.starts_at < end and start < each.ends_at), None)
    if booking is not None:
        if staff:
            mine = user_id is not None and booking.booker_id == user_id
            return Cell(start, "mine" if mine else "busy", booking.purpose, _who(booking), booking)
        if user_id is not None and booking.booker_id == user_id:
            return Cell(start, "mine", _("我的"), _("我的预约：{purpose}").format(purpose=booking.purpose), booking)
        return Cell(start, "busy", _("已约"), _("已约"))
    closed = hours.closure_over(start, end)
    if closed is not None:
        return Cell(start, "off", _("停用"), closed)
    if not hours.is_open(start, end):
        return Cell(start, "off", "", _("不开放"))
    if start < (now if staff else first_bookable(now, room.lead_minutes)):
        return Cell(start, "off", "", _("来不及了"))
    if not staff and start.astimezone(ZONE).date() > last_bookable_day(now, room.ahead_days):
        return Cell(start, "off", "", _("还不能约"))
    return _free(start, end, room, bookings)


def _free(start: datetime, end: datetime, room: Room, bookings: Sequence[RoomBooking]) -> Cell:
    """The part of an hour that one may book between the buffers of what stands before and after it."""
    buffer = timedelta(minutes=room.buffer_minutes)
    begins = max([start, *(each.held.upper for each in bookings if each.held.lower < end and each.ends_at <= start)])
    ends = min([end, *(each.starts_at - buffer for each in bookings if each.starts_at >= end)])
    begins += timedelta(minutes=-begins.minute % STEP)
    ends -= timedelta(minutes=ends.minute % STEP)
    if ends - begins < SHORTEST:
        return Cell(start, "busy", "", _("整理房间"))
    if (begins, ends) == (start, end):
        return Cell(start, "free", "", _("可约"), until=end)
    words = f"{begins.astimezone(ZONE):%H:%M}–{ends.astimezone(ZONE):%H:%M}"
    word = f"{begins.astimezone(ZONE):%H:%M}–" if begins > start else f"–{ends.astimezone(ZONE):%H:%M}"
    return Cell(begins, "free", word, _("可约 {span}").format(span=words), until=ends)


def _who(booking: RoomBooking) -> str:
    who = booking.organisation.node.name if booking.organisation is not None else ""
    return f"{booking.purpose} {who}".strip()


def _once(table: Sequence[tuple[int, Sequence[Cell]]]) -> list[tuple[int, list[Cell]]]:
    """The word of a run stands at its head only."""
    told: list[tuple[int, list[Cell]]] = []
    for number, (hour, cells) in enumerate(table):
        above = table[number - 1][1] if number else None
        row = []
        for column, cell in enumerate(cells):
            same = above is not None and (above[column].state, above[column].words, above[column].booking) == (
                cell.state, cell.words, cell.booking,
            ) and cell.state != "free"  # fmt: skip
            row.append(replace(cell, word="" if same else cell.word))
        told.append((hour, row))
    return told
