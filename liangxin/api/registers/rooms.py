"""Rooms of stations, when they are taken, booking them, and waiting for a time."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Router, Schema, Status
from psycopg.types.range import TimestamptzRange
from pydantic import AwareDatetime

from liangxin.access.choices import Part
from liangxin.access.services.require import require_somewhere
from liangxin.api import references
from liangxin.api.paging import Page, Paging, page_of
from liangxin.api.words import READING, WRITING, Code, Coded, Day, Id, Moment, Name, Named, coded, named
from liangxin.core.errors import RuleBroken
from liangxin.core.names import masked_name
from liangxin.venues.choices import Audience, BookingStatus, RoomStatus
from liangxin.venues.permissions import Permission
from liangxin.venues.selectors.alternatives import free_alternatives
from liangxin.venues.selectors.bookings import BookingFilter, get_booking, list_bookings
from liangxin.venues.selectors.public_rooms import list_room_functions, list_room_kinds
from liangxin.venues.selectors.room_list import RoomFilter, find_rooms
from liangxin.venues.selectors.rooms import get_room, taken_of
from liangxin.venues.services.room_bookings import NewBooking, book_room, cancel_booking, move_room_booking
from liangxin.venues.services.room_desk import decide_booking, record_no_show
from liangxin.venues.services.room_waits import join_wait

router = Router(tags=["rooms"])
PART = Field(
    "basic", pattern="^(full|basic)$", description="full: of the stations one keeps; basic: all one may know of"
)
LONGEST_LOOK = 35  # days of taken spans in one answer
LONGEST_KEY = 64  # characters


class EndsBeforeStart(RuleBroken):
    code, field, message = "api.ends_before_start", "ends_at", _("结束须晚于开始。")


class RoomOut(Schema):
    """A room and the rules of booking it. Price in fen an hour; quota: minutes for an organisation and month."""

    id: int
    slug: str
    name: str
    station: Named
    kind: Coded
    description: str
    floor: str
    directions: str
    capacity: int
    equipment: list[str]
    status: str
    status_note: str
    audience: str
    min_minutes: int
    max_minutes: int
    lead_minutes: int
    ahead_days: int
    buffer_minutes: int
    cancel_minutes: int
    needs_approval: bool
    quota_minutes: int | None
    price_fen: int
    is_public: bool


class RoomQuery(Schema):
    """As the list's filters. kind, function: codes; capacity: at least so many people."""

    text: Name = ""
    station: Id | None = None
    kind: Code = ""
    function: Code = ""
    audience: Audience | None = None
    capacity: int | None = Field(None, ge=1, le=32_000)
    status: RoomStatus | None = None
    part: str = PART


class SpanOut(Schema):
    """A span that is taken, [starts_at, ends_at). Nobody is named."""

    starts_at: AwareDatetime
    ends_at: AwareDatetime


class TakenQuery(Schema):
    """From starts_at on, at most 35 days."""

    starts_at: Moment
    ends_at: Moment


class AlternativeOut(SpanOut):
    room: Named


class AlternativeQuery(TakenQuery):
    headcount: int = Field(1, ge=1, le=32_000)


class BookingOut(Schema):
    """A booking. booker: masked."""

    id: int
    room: Named
    station: Named
    organisation: Named | None
    booker: str
    purpose: str
    headcount: int
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    status: str
    price_fen: int
    is_late_cancellation: bool


class BookingQuery(Schema):
    """As the list's filters. first, last: days, both included; organisation: with all below."""

    text: Name = ""
    station: Id | None = None
    room: Id | None = None
    organisation: Id | None = None
    status: BookingStatus | None = None
    first: Day | None = None
    last: Day | None = None
    late: bool = False


class BookingIn(Schema):
    """organisation: for which one books, or null for oneself."""

    starts_at: Moment
    ends_at: Moment
    headcount: int = Field(ge=1, le=32_000)
    purpose: Name = Field(max_length=120)
    organisation: Id | None = None


class MovingIn(Schema):
    """room: another one, or null for the same."""

    starts_at: Moment
    ends_at: Moment
    room: Id | None = None
    headcount: int | None = Field(None, ge=1, le=32_000)


class WhyIn(Schema):
    reason: Name = ""


class DecisionIn(Schema):
    agreed: bool
    note: Name = ""


class WaitOut(Schema):
    """That one waits for a time; one is told when it frees."""

    id: int
    status: str


def span_of(start: datetime, end: datetime) -> TimestamptzRange:
    """[start, end). Raises EndsBeforeStart."""
    if end <= start:
        raise EndsBeforeStart()
    return TimestamptzRange(start, end)


def shape(one: Any) -> dict[str, Any]:
    """A room as it is told."""
    plain = set(RoomOut.model_fields) - {"id", "station", "kind"}
    return {
        "id": one.pk, "station": named(one.station), "kind": coded(one.kind),
        **{name: getattr(one, name) for name in plain},
    }  # fmt: skip


def booking_shape(one: Any) -> dict[str, Any]:
    """A booking as it is told."""
    return {
        "id": one.pk, "room": Named(id=one.room.pk, name=one.room.name), "station": named(one.room.station),
        "organisation": named(one.organisation), "purpose": one.purpose, "headcount": one.headcount,
        "booker": masked_name(one.booker.display_name) if one.booker is not None else "",
        "starts_at": one.starts_at, "ends_at": one.ends_at, "status": one.status, "price_fen": one.price_fen,
        "is_late_cancellation": one.is_late_cancellation,
    }  # fmt: skip


def told(request: Any, booking_id: int) -> dict[str, Any]:
    """A booking as this reader may see it."""
    return booking_shape(get_booking(actor=request.actor, booking_id=booking_id))


@router.get("/rooms", response={200: Page[RoomOut], **READING}, summary="List rooms", url_name="room-list")
def rooms(request: Any, asked: Query[RoomQuery], paging: Query[Paging]) -> Any:
    require_somewhere(request.actor, Permission.ROOM_READ)
    kinds, functions = (
        {one.code: one.pk for one in list_room_kinds()},
        {one.code: one.pk for one in list_room_functions()},
    )
    narrowed = RoomFilter(
        text=asked.text, station_id=asked.station, kind_id=kinds.get(asked.kind, 0) if asked.kind else None,
        function_id=functions.get(asked.function, 0) if asked.function else None, audience=asked.audience or "",
        capacity=asked.capacity, status=asked.status or "",
    )  # fmt: skip
    part = Part.FULL if asked.part == "full" else Part.BASIC
    return page_of(find_rooms(actor=request.actor, narrowed=narrowed, part=part), paging, shape=shape)


@router.get("/rooms/{room_id}", response={200: RoomOut, **READING}, summary="One room", url_name="room")
def room(request: Any, room_id: Id) -> Any:
    return shape(get_room(actor=request.actor, room_id=room_id))


@router.get(
    "/rooms/{room_id}/taken",
    response={200: list[SpanOut], **READING},
    summary="When it is taken",
    url_name="room-taken",
)
def taken(request: Any, room_id: Id, asked: Query[TakenQuery]) -> Any:
    found = get_room(actor=request.actor, room_id=room_id)
    span_of(asked.starts_at, asked.ends_at)
    end = min(asked.ends_at, asked.starts_at + timedelta(days=LONGEST_LOOK))
    spans = taken_of(room_ids=[found.pk], start=asked.starts_at, end=end).get(found.pk, [])
    return [{"starts_at": start, "ends_at": until} for start, until in spans]


@router.get(
    "/rooms/{room_id}/alternatives",
    response={200: list[AlternativeOut], **READING},
    summary="Where or when else",
    url_name="room-alternatives",
)
def alternatives(request: Any, room_id: Id, asked: Query[AlternativeQuery]) -> Any:
    found = free_alternatives(
        actor=request.actor, room_id=room_id, during=span_of(asked.starts_at, asked.ends_at),
        headcount=asked.headcount, now=timezone.now(),
    )  # fmt: skip
    return [
        {"room": Named(id=one.room.pk, name=one.room.name), "starts_at": one.during.lower, "ends_at": one.during.upper}
        for one in found
    ]


def _new(request: Any, room_id: int, values: BookingIn) -> NewBooking:
    organisation = references.organisation(request.actor, values.organisation)
    return NewBooking(
        room_id=room_id, during=span_of(values.starts_at, values.ends_at), headcount=values.headcount,
        purpose=values.purpose, organisation_id=organisation.pk if organisation is not None else None,
        key=request.headers.get("Idempotency-Key", "")[:LONGEST_KEY],
    )  # fmt: skip


@router.post(
    "/rooms/{room_id}/bookings", response={201: BookingOut, **WRITING}, summary="Book it", url_name="booking-new"
)
def book(request: Any, room_id: Id, values: BookingIn) -> Any:
    """A clash is refused with rooms.already_booked; ask for alternatives, or wait."""
    made = book_room(actor=request.actor, new=_new(request, room_id, values), now=timezone.now())
    return Status(201, told(request, made.pk))


@router.post(
    "/rooms/{room_id}/waits",
    response={201: WaitOut, **WRITING},
    summary="Wait for a time that is taken",
    url_name="wait-new",
)
def wait(request: Any, room_id: Id, values: BookingIn) -> Any:
    made = join_wait(actor=request.actor, new=_new(request, room_id, values), now=timezone.now())
    return Status(201, {"id": made.pk, "status": made.status})


@router.get(
    "/bookings",
    response={200: Page[BookingOut], **READING},
    summary="Bookings of one's stations, organisation and own",
    url_name="booking-list",
)
def bookings(request: Any, asked: Query[BookingQuery], paging: Query[Paging]) -> Any:
    require_somewhere(request.actor, Permission.BOOKING_READ)
    narrowed = BookingFilter(
        text=asked.text, station_id=asked.station, room_id=asked.room, status=asked.status or "", first=asked.first,
        last=asked.last, late_only=asked.late,
        organisation_path=references.path(references.organisation(request.actor, asked.organisation)),
    )  # fmt: skip
    return page_of(list_bookings(actor=request.actor, narrowed=narrowed), paging, shape=booking_shape)


@router.get("/bookings/{booking_id}", response={200: BookingOut, **READING}, summary="One booking", url_name="booking")
def booking(request: Any, booking_id: Id) -> Any:
    return told(request, booking_id)


@router.post(
    "/bookings/{booking_id}/move",
    response={200: BookingOut, **WRITING},
    summary="Another time or room",
    url_name="booking-move",
)
def move(request: Any, booking_id: Id, values: MovingIn) -> Any:
    move_room_booking(
        actor=request.actor, booking_id=booking_id, during=span_of(values.starts_at, values.ends_at),
        now=timezone.now(), room_id=values.room, headcount=values.headcount,
    )  # fmt: skip
    return told(request, booking_id)


@router.post(
    "/bookings/{booking_id}/cancellation",
    response={200: BookingOut, **WRITING},
    summary="Cancel it",
    url_name="booking-cancel",
)
def cancel(request: Any, booking_id: Id, values: WhyIn) -> Any:
    found = get_booking(actor=request.actor, booking_id=booking_id)
    cancel_booking(actor=request.actor, booking_id=found.pk, reason=values.reason, now=timezone.now())
    return told(request, booking_id)


@router.post(
    "/bookings/{booking_id}/decision",
    response={200: BookingOut, **WRITING},
    summary="Agree to a request, or decline it",
    url_name="booking-decide",
)
def decide(request: Any, booking_id: Id, values: DecisionIn) -> Any:
    found = get_booking(actor=request.actor, booking_id=booking_id)
    decide_booking(actor=request.actor, booking_id=found.pk, agreed=values.agreed, note=values.note, now=timezone.now())
    return told(request, booking_id)


@router.post(
    "/bookings/{booking_id}/absence",
    response={200: BookingOut, **WRITING},
    summary="Nobody came",
    url_name="booking-absent",
)
def absent(request: Any, booking_id: Id) -> Any:
    found = get_booking(actor=request.actor, booking_id=booking_id)
    record_no_show(actor=request.actor, booking_id=found.pk, now=timezone.now())
    return told(request, booking_id)
