"""Reading the keeper's day: notes, walk-ins, what a device sent."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import QuerySet, Sum
from django.utils import timezone

from liangxin.access.actor import Actor
from liangxin.access.reach import visible
from liangxin.core.errors import NotFound
from liangxin.trees.selectors import on_day
from liangxin.venues.choices import LIVE_BOOKINGS, BookingStatus, DayPart, EntryOutcome, RoomStatus
from liangxin.venues.models import (
    KeeperEntry,
    KeeperNote,
    Room,
    RoomBooking,
    RoomClosure,
    Station,
    WalkInCount,
)
from liangxin.venues.permissions import OfferPermission
from liangxin.venues.rules_offers import NOTES_KEPT_OPEN, part_of_day
from liangxin.venues.selectors.appointments import on_days


def kept_stations(*, actor: Actor, day: date) -> "QuerySet[Station]":
    """The stations that the actor may keep."""
    rows = visible(actor, Station.objects.all(), OfferPermission.KEEPER_KEEP)
    return rows.filter(on_day(day, field="node")).select_related("node", "place__node").order_by("node__sort_key", "pk")


def get_kept_station(*, actor: Actor, station_id: int, day: date) -> Station:
    """A station that the actor may keep. Raises NotFound."""
    row = kept_stations(actor=actor, day=day).filter(pk=station_id).first()
    if row is None:
        raise NotFound()
    return row


def open_notes(*, station: Station, now: datetime) -> Sequence[KeeperNote]:
    """The notes that nobody settled yet, the latest first (R-OFF-15)."""
    rows = KeeperNote.objects.filter(station=station, settled_at=None, written_at__gt=now - NOTES_KEPT_OPEN)
    return list(rows.select_related("written_by").order_by("-written_at", "-pk")[:30])


def walk_ins_on(*, station: Station, day: date) -> dict[str, int]:
    """The walk-ins of a day by its parts."""
    return dict(WalkInCount.objects.filter(station=station, day=day).values_list("part", "people"))


@dataclass(frozen=True)
class SheetRow:
    """A day of the monthly sheet."""

    day: date
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def cells(self) -> list[tuple[str, str, int | None]]:
        """(part, its word, people) in the order of the day; None where nobody counted."""
        return [(part.value, str(part.label), self.counts.get(part.value)) for part in DayPart]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def month_of(*, station: Station, first: date) -> Sequence[SheetRow]:
    """Every day of the month that begins on `first`, with its walk-ins. One query."""
    after = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    rows: dict[date, dict[str, int]] = {first + timedelta(days=number): {} for number in range((after - first).days)}
    for row in WalkInCount.objects.filter(station=station, day__gte=first, day__lt=after).order_by("day"):
        rows[row.day][row.part] = row.people
    return [SheetRow(day, counts) for day, counts in rows.items()]


def walk_ins_between(*, actor: Actor, first: date, last: date) -> int:
    """How many walked in at the actor's stations on these days."""
    rows = visible(actor, WalkInCount.objects.all(), OfferPermission.KEEPER_READ)
    return int(rows.filter(day__range=(first, last)).aggregate(sum=Sum("people"))["sum"] or 0)


def recent_conflicts(*, station: Station, now: datetime) -> Sequence[KeeperEntry]:
    """What devices sent in the last day and could not be done."""
    rows = KeeperEntry.objects.filter(
        station=station, outcome=EntryOutcome.CONFLICT, received_at__gt=now - timedelta(days=1)
    )
    return list(rows.order_by("-received_at", "-pk")[:20])


def get_sheet_station(*, actor: Actor, station_id: int) -> Station:
    """A station whose walk-ins the actor may read. Raises NotFound."""
    rows = visible(actor, Station.objects.all(), OfferPermission.KEEPER_READ)
    row = rows.filter(pk=station_id).select_related("node").first()
    if row is None:
        raise NotFound()
    return row


def part_now(now: datetime) -> str:
    """The part of the day that it is."""
    return part_of_day(timezone.localtime(now))


def rooms_of_day(*, station: Station, now: datetime) -> Sequence[tuple[Room, str]]:
    """The rooms of a station, each with why it is shut now, "" where it is open. Two queries."""
    rooms = list(Room.objects.filter(station=station).exclude(status=RoomStatus.CLOSED).order_by("name", "pk")[:60])
    shut = RoomClosure.objects.filter(room__in=rooms, during__contains=now).order_by("pk")
    why = {row.room_id: row.note for row in shut}
    return [(room, why.get(room.pk, "")) for room in rooms]


def closure_now(*, room: Room, now: datetime) -> RoomClosure | None:
    """Why a room is shut now, or None."""
    return RoomClosure.objects.select_related("room__station").filter(room=room, during__contains=now).first()


def room_bookings_of_day(*, station: Station, day: date) -> Sequence[RoomBooking]:
    """The bookings of a station's rooms on a day that hold, or whose people did not come. One query."""
    rows = RoomBooking.objects.filter(
        on_days(day, day), room__station=station, status__in=[*LIVE_BOOKINGS, BookingStatus.NO_SHOW]
    )
    return list(rows.select_related("room", "organisation__node", "booker").order_by("during__startswith", "pk")[:300])
