"""A series of bookings before it is made: each date with what stands against it and what is free instead."""

from collections.abc import Callable, Iterable, Mapping, MutableSequence, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.venues.choices import Audience, RoomStatus
from liangxin.venues.models import Room
from liangxin.venues.permissions import Permission
from liangxin.venues.rules.rooms import Hours, Moments, free_starts, held_span, local_day, nearest, overlaps
from liangxin.venues.selectors.rooms import hours_of, rooms_for, taken_of

MOST_ROOMS = 20


@dataclass(frozen=True)
class Board:
    """Rooms of a station with their hours and what is taken over a span of days. Seven queries, whatever the days."""

    rooms: Sequence[Room]
    hours: Mapping[int, Hours]
    taken: Mapping[int, MutableSequence[Moments]]

    def is_free(self, room: Room, start: datetime, end: datetime) -> bool:
        """Whether the room is open and not taken."""
        return (
            self.hours[room.pk].is_open(start, end)
            and self.hours[room.pk].closure_over(start, end) is None
            and not overlaps(held_span(start, end, room.buffer_minutes), self.taken.get(room.pk, ()))
        )

    def instead(
        self, room: Room, start: datetime, end: datetime, *, fits: Callable[[Room], bool], not_before: datetime
    ) -> tuple[Room, datetime] | None:
        """The smallest other room at that time, else the nearest other time of that day in the same room."""
        for other in self.rooms:
            if other.pk != room.pk and fits(other) and self.is_free(other, start, end):
                return other, start
        starts = free_starts(
            day=local_day(start), minutes=int((end - start).total_seconds() // 60), hours=self.hours[room.pk],
            buffer_minutes=room.buffer_minutes, taken=self.taken.get(room.pk, ()), not_before=not_before,
        )  # fmt: skip
        best = nearest(starts, start, 1)
        return (room, best[0]) if best else None


def board_of(*, actor: Actor, room: Room, starts: Iterable[datetime], minutes: int, headcount: int) -> Board:
    """The board for a room and those beside it that the actor may book for so many people."""
    begins = sorted(starts)
    others = (
        rooms_for(actor=actor, part=Part.BASIC, permission=Permission.ROOM_BOOK)
        .filter(station=room.station_id, status=RoomStatus.OPEN, capacity__gte=headcount)
        .exclude(pk=room.pk)
        .exclude(audience=Audience.STAFF)
        .order_by("capacity", "name", "pk")[: MOST_ROOMS - 1]
    )
    rooms = [room, *others]
    first, last = begins[0], begins[-1] + timedelta(minutes=minutes)
    hours = hours_of(rooms=rooms, first=local_day(first), last=local_day(last))
    margin = timedelta(days=1)
    taken = taken_of(room_ids=[each.pk for each in rooms], start=first - margin, end=last + margin)
    return Board(rooms=rooms, hours=hours, taken=taken)
