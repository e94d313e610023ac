"""What else is free, where what somebody asked for is taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from psycopg.types.range import Range, TimestamptzRange

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.reach import may
from liangxin.venues.choices import Audience, RoomStatus
from liangxin.venues.models import Room
from liangxin.venues.permissions import Permission
from liangxin.venues.rules.rooms import (
    ALTERNATIVE_DAYS,
    MOST_ALTERNATIVES,
    at_minute,
    ends_of,
    first_bookable,
    free_starts,
    held_span,
    last_bookable_day,
    local_day,
    minutes_between,
    nearest,
    overlaps,
)
from liangxin.venues.selectors.rooms import get_room, hours_of, rooms_for, taken_of


@dataclass(frozen=True)
class Alternative:
    """A room and a span that are free when asked: nothing is held by it."""

    room: Room
    during: TimestamptzRange


def free_alternatives(
    *, actor: Actor, room_id: int, during: "Range[datetime]", headcount: int, now: datetime
) -> list[Alternative]:
    """Other rooms of the station at the same time, then other times of the same room; each kind at most three.

    Only what the actor may book and what the rooms' own terms allow. Raises NotFound.
    """
    room = get_room(actor=actor, room_id=room_id, permission=Permission.ROOM_BOOK)
    staff = may(actor, Permission.BOOKING_DECIDE, room)
    return [
        *_other_rooms(actor, room, during, headcount, now, staff),
        *_other_times(room, during, now),
    ]


def _other_rooms(
    actor: Actor, room: Room, during: "Range[datetime]", headcount: int, now: datetime, staff: bool
) -> list[Alternative]:
    start, end = ends_of(during)
    minutes = minutes_between(start, end)
    rooms = (
        rooms_for(actor=actor, part=Part.BASIC, permission=Permission.ROOM_BOOK)
        .filter(station=room.station_id, status=RoomStatus.OPEN, capacity__gte=headcount)
        .filter(min_minutes__lte=minutes, max_minutes__gte=minutes)
        .exclude(pk=room.pk)
    )
    if not staff:
        rooms = rooms.exclude(audience=Audience.STAFF)
    found = list(rooms.order_by("capacity", "name", "pk")[:20])
    if not found:
        return []
    hours = hours_of(rooms=found, first=local_day(start), last=local_day(end))
    longest = max(each.buffer_minutes for each in found)
    taken = taken_of(room_ids=[each.pk for each in found], start=start, end=end + timedelta(minutes=longest))
    fitting = [
        each
        for each in found
        if start >= first_bookable(now, each.lead_minutes)
        and local_day(start) <= last_bookable_day(now, each.ahead_days)
        and hours[each.pk].is_open(start, end)
        and hours[each.pk].closure_over(start, end) is None
        and not overlaps(held_span(start, end, each.buffer_minutes), taken.get(each.pk, ()))
    ]
    return [Alternative(each, TimestamptzRange(start, end)) for each in fitting[:MOST_ALTERNATIVES]]


def _other_times(room: Room, during: "Range[datetime]", now: datetime) -> list[Alternative]:
    if room.status != RoomStatus.OPEN:
        return []
    wanted, minutes = ends_of(during)[0], minutes_between(*ends_of(during))
    not_before = first_bookable(now, room.lead_minutes)
    first = max(local_day(not_before), local_day(wanted) - timedelta(days=1))
    last = min(first + timedelta(days=ALTERNATIVE_DAYS), last_bookable_day(now, room.ahead_days))
    if last < first:
        return []
    hours = hours_of(rooms=[room], first=first, last=last)[room.pk]
    taken = taken_of(room_ids=[room.pk], start=at_minute(first, 0), end=at_minute(last, 0) + timedelta(days=2))
    starts: list[datetime] = []
    for day in _days_from(local_day(wanted), first, last):
        starts += free_starts(
            day=day, minutes=minutes, buffer_minutes=room.buffer_minutes, hours=hours, taken=taken.get(room.pk, ()),
            not_before=not_before,
        )  # fmt: skip
        if len(starts) >= MOST_ALTERNATIVES:
            break
    return [
        Alternative(room, TimestamptzRange(start, start + timedelta(minutes=minutes)))
        for start in nearest(starts, wanted, MOST_ALTERNATIVES)
    ]


def _days_from(wanted: date, first: date, last: date) -> Sequence[date]:
    """The days between first and last, the wanted one first, then by distance."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return sorted(days, key=lambda day: (abs((day - wanted).days), day))
