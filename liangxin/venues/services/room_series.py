"""Recurring bookings (RFC 5545): planned date by date, the good ones taken, the others told with their reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from dateutil.rrule import rrulestr
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import Range, TimestamptzRange

from liangxin.access.actor import Actor
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import RuleBroken
from liangxin.core.events import publish_many
from liangxin.venues.events import RoomBooked
from liangxin.venues.models import Room, RoomBooking, RoomSeries
from liangxin.venues.rules.rooms import (
    MOST_IN_SERIES,
    ZONE,
    ends_of,
    held_span,
    minutes_between,
    month_of,
    price_of,
    span_words,
)
from liangxin.venues.selectors.rooms import hours_of, taken_of
from liangxin.venues.selectors.series import Board, board_of
from liangxin.venues.services.room_bookings import ONE_AT_A_TIME, RoomAlreadyBooked, first_status, held_of
from liangxin.venues.services.room_freeing import locked_rooms
from liangxin.venues.services.room_terms import Ask, ask_for, check_ask, has_quota, refuse_over_quota, used_minutes

PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYSETPOS", "WKST"}
FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY"}


class RepeatUnreadable(RuleBroken):
    code, field, message = "venues.room_repeat_unreadable", "rrule", _("看不懂这条重复规则，请重新选择。")


class RepeatTooLong(RuleBroken):
    code, field, message = "venues.room_repeat_too_long", "count", _("一次最多约 {most} 次，请缩短。")


class NothingPicked(RuleBroken):
    code, field, message = "venues.room_nothing_picked", "", _("没有选中任何一次，请至少选一次。")


class NoneOfThemFree(RuleBroken):
    code, field, message = "venues.room_none_free", "", _("选中的时间都已被约走，请重新选择。")


@dataclass(frozen=True, kw_only=True)
class NewSeries:
    """A series to be. first: its first span; rrule: RFC 5545, without DTSTART."""

    room_id: int
    first: "Range[datetime]"
    rrule: str
    headcount: int
    purpose: str
    organisation_id: int | None = None
    key: str = ""


@dataclass(frozen=True)
class SeriesLine:
    """One date of a series. refusal: why not, or None; instead: a room and a start that are free."""

    during: TimestamptzRange
    room: Room
    refusal: RuleBroken | None = None
    instead: tuple[Room, TimestamptzRange] | None = None


@dataclass(frozen=True)
class Pick:
    """One booking chosen from the plan."""

    room_id: int
    during: TimestamptzRange


@dataclass(frozen=True)
class SeriesOutcome:
    """What became of the picks: bookings made, and lines that were refused."""

    series: RoomSeries
    bookings: Sequence[RoomBooking]
    refused: Sequence[SeriesLine] = field(default_factory=tuple)


def starts_of(rrule: str, first: datetime) -> list[datetime]:
    """The starts of a rule in local time. Raises RepeatUnreadable, RepeatTooLong."""
    rule = rrule.strip().upper().removeprefix("RRULE:")
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    if set(parts) - PARTS or parts.get("FREQ") not in FREQUENCIES or not {"COUNT", "UNTIL"} & set(parts):
        raise RepeatUnreadable()
    local = first.astimezone(ZONE).replace(tzinfo=None)
    try:
        repeated = iter(rrulestr(rule, dtstart=local))
    except (ValueError, KeyError, TypeError) as error:
        raise RepeatUnreadable() from error
    found: list[datetime] = []
    for start in repeated:
        if len(found) == MOST_IN_SERIES:
            raise RepeatTooLong(most=MOST_IN_SERIES)
        found.append(start.replace(tzinfo=ZONE))
    if not found:
        raise RepeatUnreadable()
    return found


def plan_series(*, actor: Actor, new: NewSeries, now: datetime) -> list[SeriesLine]:
    """Each date of the series: free, or why not and what is free instead. Writes nothing.

    Raises NotAllowed, NotFound, RepeatUnreadable, RepeatTooLong, and what the room refuses on every date.
    """
    ask, starts = _asked(actor, new)
    board = board_of(actor=actor, room=ask.room, starts=starts, minutes=ask.minutes, headcount=ask.headcount)
    used: dict[tuple[int, datetime], int] = {}
    return [
        _line(replace(ask, during=_span(start, ask.minutes)), board, used, actor=actor, now=now) for start in starts
    ]


def _line(ask: Ask, board: Board, used: dict[tuple[int, datetime], int], *, actor: Actor, now: datetime) -> SeriesLine:
    refusal = _refusal(ask, board, used, actor=actor, now=now)
    if refusal is None:
        return SeriesLine(ask.during, ask.room)

    def fits(room: Room) -> bool:
        try:
            check_ask(replace(ask, room=room), actor=actor, now=now, hours=board.hours[room.pk])
        except RuleBroken:
            return False
        return True

    found = board.instead(
        ask.room, ask.start, ask.end, fits=fits, not_before=now + timedelta(minutes=ask.room.lead_minutes)
    )
    instead = (found[0], _span(found[1], ask.minutes)) if found is not None else None
    return SeriesLine(ask.during, ask.room, refusal, instead)


def _refusal(
    ask: Ask, board: Board, used: dict[tuple[int, datetime], int], *, actor: Actor, now: datetime
) -> RuleBroken | None:
    """Why this one cannot be, or None; then its minutes count.

    used: minutes by room and month, filled as they are needed.
    """
    month = (ask.room.pk, month_of(ask.start)[0])
    try:
        check_ask(ask, actor=actor, now=now, hours=board.hours[ask.room.pk])
        if not board.is_free(ask.room, ask.start, ask.end) and not ask.is_staff:
            raise _clash(ask)
        held = held_span(ask.start, ask.end, ask.room.buffer_minutes)
        if any(start < held[1] and held[0] < end for start, end in board.taken.get(ask.room.pk, ())):
            raise _clash(ask)
        if has_quota(ask) and ask.organisation is not None:
            if month not in used:
                used[month] = used_minutes(ask.room, ask.organisation.pk, ask.start)
            refuse_over_quota(ask, used=used[month])
            used[month] += ask.minutes
    except RuleBroken as refusal:
        return refusal
    return None


def _clash(ask: Ask) -> RoomAlreadyBooked:
    return RoomAlreadyBooked(room=ask.room.name, clash=span_words(ask.start, ask.end))


@transaction.atomic
def book_series(*, actor: Actor, new: NewSeries, picks: Sequence[Pick], now: datetime) -> SeriesOutcome:
    """Make the picked bookings under the locks of their rooms; one that was taken meanwhile is told, not made.

    The same key sent again gives what it made.

    Raises NotAllowed, NotFound, NothingPicked, RepeatTooLong, RepeatUnreadable, NoneOfThemFree.
    Publishes RoomBooked for each.
    """
    made = _made_with(actor, new.key)
    if made is not None:
        return made
    if not picks:
        raise NothingPicked()
    if len(picks) > MOST_IN_SERIES:
        raise RepeatTooLong(most=MOST_IN_SERIES)
    ask, _starts = _asked(actor, new)
    asks = {ask.room.pk: ask}
    for room_id in sorted({pick.room_id for pick in picks} - set(asks)):
        asks[room_id] = ask_for(
            actor=actor, room_id=room_id, during=new.first, headcount=new.headcount, purpose=new.purpose,
            organisation_id=new.organisation_id,
        )  # fmt: skip
    locked_rooms(asks)
    board = _board_now([each.room for each in asks.values()], picks)
    used: dict[tuple[int, datetime], int] = {}
    good: list[Ask] = []
    refused: list[SeriesLine] = []
    for pick in sorted(picks, key=lambda pick: ends_of(pick.during)):
        one = replace(asks[pick.room_id], during=pick.during)
        refusal = _refusal(one, board, used, actor=actor, now=now)
        if refusal is not None:
            refused.append(SeriesLine(pick.during, one.room, refusal))
        else:
            good.append(one)
            board.taken[one.room.pk].append(held_span(one.start, one.end, one.room.buffer_minutes))
    if not good:
        raise NoneOfThemFree()
    return _stored(new, good, refused, actor=actor, now=now)


def _made_with(actor: Actor, key: str) -> SeriesOutcome | None:
    """What the same form made when it was sent before."""
    if not key or actor.user_id is None:
        return None
    rows = RoomBooking.objects.filter(booker=actor.user_id, key__startswith=f"{key[:60]}-", series__isnull=False)
    bookings = list(rows.select_related("series", "room").order_by("during__startswith", "pk"))
    if not bookings or bookings[0].series is None:
        return None
    return SeriesOutcome(bookings[0].series, bookings)


def _stored(
    new: NewSeries, good: Sequence[Ask], refused: Sequence[SeriesLine], *, actor: Actor, now: datetime
) -> SeriesOutcome:
    start, end = ends_of(new.first)
    series = RoomSeries.objects.create(
        room_id=new.room_id, rrule=new.rrule.strip()[:200], first_starts_at=start, minutes=minutes_between(start, end),
        booker_id=actor.user_id, created_at=now,
    )  # fmt: skip
    with constraint_as(NoneOfThemFree(), name=ONE_AT_A_TIME):
        bookings = RoomBooking.objects.bulk_create(
            [
                RoomBooking(
                    room=ask.room, organisation=ask.organisation, booker_id=actor.user_id, series=series,
                    purpose=ask.purpose, headcount=ask.headcount, during=ask.during, held=held_of(ask),
                    status=first_status(ask), requested_at=now, price_fen=price_of(ask.room.price_fen, ask.minutes),
                    key=f"{new.key[:60]}-{number}" if new.key else "",
                )
                for number, ask in enumerate(good)
            ]
        )  # fmt: skip
    publish_many([RoomBooked(booking_id=booking.pk) for booking in bookings])
    return SeriesOutcome(series, bookings, tuple(refused))


def _board_now(rooms: Sequence[Room], picks: Sequence[Pick]) -> Board:
    first = min(ends_of(pick.during)[0] for pick in picks)
    last = max(ends_of(pick.during)[1] for pick in picks)
    taken = taken_of(room_ids=[room.pk for room in rooms], start=first, end=last + timedelta(days=1))
    hours = hours_of(rooms=rooms, first=first.astimezone(ZONE).date(), last=last.astimezone(ZONE).date())
    return Board(rooms, hours, {room.pk: list(taken.get(room.pk, ())) for room in rooms})


def _asked(actor: Actor, new: NewSeries) -> tuple[Ask, list[datetime]]:
    ask = ask_for(
        actor=actor, room_id=new.room_id, during=new.first, headcount=new.headcount, purpose=new.purpose,
        organisation_id=new.organisation_id,
    )  # fmt: skip
    return ask, starts_of(new.rrule, ask.start)


def _span(start: datetime, minutes: int) -> TimestamptzRange:
    return TimestamptzRange(start, start + timedelta(minutes=minutes))
