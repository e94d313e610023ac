"""The rooms of the demo stations, and a month of bookings around today."""

import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from psycopg.types.range import TimestamptzRange

from liangxin.access.actor import SYSTEM
from liangxin.core.demo import World
from liangxin.venues.choices import Audience, BookingStatus
from liangxin.venues.models import Room, Station
from liangxin.venues.rules.rooms import Moments, at_minute, held_span, local_day, overlaps
from liangxin.venues.selectors.public_rooms import list_room_functions, list_room_kinds
from liangxin.venues.selectors.rooms import hours_of
from liangxin.venues.services.room_bookings import NewBooking
from liangxin.venues.services.room_bulk import record_bookings
from liangxin.venues.services.rooms import RoomValues, register_rooms, shut_room

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation

ROOMS_FILE = Path(__file__).resolve().parent / "data" / "rooms.toml"
PAST_DAYS, COMING_DAYS = 21, 14
STARTS = (9 * 60, 10 * 60, 12 * 60, 13 * 60 + 30, 14 * 60, 15 * 60, 16 * 60, 17 * 60 + 30, 18 * 60 + 30)
LENGTHS = (60, 60, 90, 120)
MOST_STATIONS = {"small": 6, "seed": 40}  # stations of each kind whose rooms are booked


def seed_rooms(world: World) -> None:
    """Give the stations their rooms and the rooms their bookings; needs the stations and their hours."""
    data = tomllib.loads(ROOMS_FILE.read_text("utf-8"))
    most = MOST_STATIONS[world.scale]
    kinds = {kind.code: kind for kind in list_room_kinds()}
    functions = {function.code: function for function in list_room_functions()}
    news: list[tuple[Station, RoomValues]] = []
    for key, stations in _stations(world, most):
        for station in stations:
            for name, kind, floor, capacity, equipment, codes in data[key]["rooms"]:
                news.append(
                    (
                        station,
                        RoomValues(
                            name=name, kind=kinds[kind], floor=floor, capacity=capacity, equipment=tuple(equipment),
                            functions=tuple(functions[code] for code in codes),
                            directions=world.random.choice(data["words"]["directions"]), **_terms(kind),
                        ),
                    )
                )  # fmt: skip
    rooms = register_rooms(actor=SYSTEM, news=news)
    world.things["room:all"] = rooms
    keeper = [room for room in rooms if room.station_id == world.things["station:demo_keeper"].pk]
    world.things["room:demo"] = next(room for room in keeper if room.name == "共享会议室")
    world.things["room:hall"] = keeper[0]
    bookings = list(_month(world, rooms, data["words"]["purposes"]))
    count = record_bookings(actor=SYSTEM, news=bookings, now=world.now)
    soon = world.today + timedelta(days=COMING_DAYS + 3)
    shut_room(
        actor=SYSTEM, room=world.things["room:hall"], note="音响检修", now=world.now,
        during=TimestamptzRange(at_minute(soon, 9 * 60), at_minute(soon, 18 * 60)),
    )  # fmt: skip
    world.say(f"{len(rooms)} rooms with {count} bookings")


def _stations(world: World, most: int) -> Iterator[tuple[str, Sequence[Station]]]:
    things = world.things
    yield "centre", [things["station:finance_centre"]]
    yield "area", things["station:finance_subcentres"][:most]
    yield "building", things["station:buildings"][:most]
    yield "shared", things["station:shared"]
    yield "long", [things["station:catalogue"]]
    yield "area", [things["station:autoport"], things["station:jinsha"]]
    yield "studio", things["station:studios"][:most]


def _terms(kind: str) -> dict[str, Any]:
    """What is usual for a kind of room."""
    plain: dict[str, Any] = {"ahead_days": 30, "cancel_minutes": 240, "buffer_minutes": 15, "max_minutes": 180}
    special: dict[str, dict[str, Any]] = {
        "lecture_hall": {
            "needs_approval": True, "audience": Audience.ORGANISATIONS, "max_minutes": 240, "lead_minutes": 24 * 60,
            "buffer_minutes": 30, "quota_minutes": 960,
        },
        "ceremony_hall": {"needs_approval": True, "audience": Audience.ORGANISATIONS, "lead_minutes": 48 * 60},
        "meeting_room": {"lead_minutes": 0, "quota_minutes": 720, "offer_minutes": 30},
        "talk_room": {"max_minutes": 120, "buffer_minutes": 0},
        "studio": {"is_hosted": True, "needs_approval": True, "min_minutes": 30, "max_minutes": 90},
        "cafe": {"price_fen": 10_000, "lead_minutes": 24 * 60},
    }  # fmt: skip
    return plain | special.get(kind, {})


def _month(world: World, rooms: Sequence[Room], purposes: Sequence[str]) -> Iterator[tuple[NewBooking, str]]:
    """Bookings within the hours, never two at once; the busy rooms are the meeting rooms."""
    chance = world.random
    organisations: list[Organisation] = [
        *world.things.get("organisation:finance_branches", ())[:30],
        *world.things.get("organisation:hubs", ()),
    ]
    first, last = world.today - timedelta(days=PAST_DAYS), world.today + timedelta(days=COMING_DAYS)
    hours = hours_of(rooms=rooms, first=first, last=last)
    for room in rooms:
        taken: list[Moments] = []
        for day in _days(first, last):
            for start in chance.sample(STARTS, k=chance.choice((0, 1, 1, 2, 3))):
                span = (at_minute(day, start), at_minute(day, start + min(chance.choice(LENGTHS), room.max_minutes)))
                held = held_span(*span, room.buffer_minutes)
                if not hours[room.pk].is_open(*span) or overlaps(held, taken):
                    continue
                if room.pk == world.things["room:demo"].pk and local_day(span[0]) > world.today + timedelta(days=2):
                    continue
                status = _status(chance.random(), span, world)
                if status in (BookingStatus.CONFIRMED, BookingStatus.REQUESTED):
                    taken.append(held)
                yield (
                    NewBooking(
                        room_id=room.pk, during=TimestamptzRange(*span), purpose=chance.choice(purposes),
                        headcount=chance.randint(2, room.capacity),
                        organisation_id=chance.choice(organisations).pk if organisations else None,
                    ),
                    status,
                )  # fmt: skip


def _status(lot: float, span: Moments, world: World) -> str:
    if lot < 0.06:
        return BookingStatus.CANCELLED
    if span[1] < world.now and lot < 0.09:
        return BookingStatus.NO_SHOW
    if span[0] > world.now and lot > 0.97:
        return BookingStatus.REQUESTED
    return BookingStatus.CONFIRMED


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
