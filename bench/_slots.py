"""A hundred room slots, and who races for them."""

import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from bench._load import Call

ROOMS, SLOTS_A_ROOM, RACERS = 5, 20, 8  # racers for each slot
FIRST_MINUTE, SLOT_MINUTES = 480, 30


@dataclass(frozen=True)
class Hall:
    """A station with rooms, open all day. day: the one that is raced for."""

    station: str
    rooms: Sequence[Any]
    day: date


def make_hall(organiser: Any, *, after: int) -> Hall:
    """after: days from today."""
    from django.utils import timezone

    from liangxin.access.actor import SYSTEM
    from liangxin.places.models import Place, PlaceKind
    from liangxin.trees.services.nodes import NewNode, create_node
    from liangxin.venues.models import RoomKind, StationKind
    from liangxin.venues.services.opening import set_opening_hours
    from liangxin.venues.services.rooms import RoomValues, register_room
    from liangxin.venues.services.stations import NewStation, StationValues, register_station

    now = timezone.now()
    today = timezone.localdate()
    long_ago = today - timedelta(days=900)
    node = create_node(new=NewNode(kind="place", name="金融城片区", opened=long_ago), now=now)
    kind = PlaceKind.objects.order_by("position").first() or PlaceKind.objects.create(
        code="bench", name="bench", level="area"
    )
    place = Place.objects.create(node=node, kind=kind, owner=organiser.node, is_public=True)
    station = register_station(
        actor=SYSTEM,
        new=NewStation(
            name="金融城党群服务中心", opened=long_ago,
            values=StationValues(kind=StationKind.objects.order_by("position")[0], place=place, owner=organiser),
        ),
        now=now, today=today,
    )  # fmt: skip
    set_opening_hours(actor=SYSTEM, station=station, week={weekday: [(0, 1440)] for weekday in range(1, 8)})
    values = {"kind": RoomKind.objects.order_by("position")[0], "capacity": 20, "opens_on_holidays": True}
    rooms = [
        register_room(actor=SYSTEM, station=station, values=RoomValues(name=f"{number}号会议室", **values))
        for number in range(1, ROOMS + 1)
    ]
    return Hall(node_slug(station), rooms, today + timedelta(days=after))


def node_slug(station: Any) -> str:
    return str(station.node.slug)


def attempts(hall: Hall, people: Sequence[tuple[int, str, str]]) -> list[Call]:
    """RACERS for each slot, in an order drawn by lot. people: account, session key, csrf secret."""
    slots = [(room, at) for room in hall.rooms for at in range(SLOTS_A_ROOM)]
    wanted = [slot for slot in slots for _ in range(RACERS)]
    random.Random(0).shuffle(wanted)
    calls = []
    for (room, at), (user, session, token) in zip(wanted, people, strict=False):
        start = FIRST_MINUTE + at * SLOT_MINUTES
        body = urlencode(
            {
                "day": f"{hall.day:%Y-%m-%d}", "start": _clock(start), "end": _clock(start + SLOT_MINUTES), "headcount": 6,
                "purpose": "支部主题党日", "key": secrets.token_hex(8),
            }
        )  # fmt: skip
        path = f"/stations/{hall.station}/rooms/{room.slug}/book/"
        calls.append(Call("POST", path, f"sessionid={session}; csrftoken={token}", token, body, tag=user))
    return calls


def faults_of_slots(hall: Hall) -> dict[str, int]:
    """Two live bookings of one slot, and slots that nobody got though eight wanted each."""
    from liangxin.venues.models import RoomBooking

    rows = RoomBooking.objects.filter(room__in=[room.pk for room in hall.rooms], status__in=["requested", "confirmed"])
    starts = [(room, during.lower) for room, during in rows.values_list("room", "during")]
    starts = [each for each in starts if each[1].astimezone().date() >= hall.day - timedelta(days=1)]
    return {"booked twice": len(starts) - len(set(starts)), "slots unused": ROOMS * SLOTS_A_ROOM - len(set(starts))}


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
