"""What the terms of a room allow. Those who run the station are bound by time and space only, not by its terms."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.db.models.functions import Extract
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import Range, TimestamptzRange

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor, Part
from liangxin.access.reach import may
from liangxin.access.services import require
from liangxin.core.errors import NotAllowed, NotFound, RuleBroken
from liangxin.organisations.selectors.organisations import get_organisation
from liangxin.venues.choices import LIVE_BOOKINGS, Audience, BookingStatus, RoomStatus
from liangxin.venues.models import Room, RoomBooking, RoomClosure
from liangxin.venues.permissions import Permission
from liangxin.venues.rules.rooms import (
    LONGEST,
    Hours,
    ends_of,
    first_bookable,
    last_bookable_day,
    local_day,
    minutes_between,
    month_of,
    on_the_step,
)
from liangxin.venues.selectors.rooms import get_room, hours_of

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation


class SpanBackwards(RuleBroken):
    code, field, message = "venues.room_span_backwards", "end", _("结束时间应晚于开始时间。")


class SpanOffTheStep(RuleBroken):
    code, field, message = "venues.room_span_off_the_step", "start", _("时间请取整五分钟。")


class SpanInThePast(RuleBroken):
    code, field, message = "venues.room_span_past", "start", _("这段时间已经过去，请选以后的时间。")


class BookingTooShort(RuleBroken):
    code, field, message = "venues.room_booking_too_short", "end", _("这个房间一次至少约 {least} 分钟。")


class BookingTooLong(RuleBroken):
    code, field, message = "venues.room_booking_too_long", "end", _("这个房间一次最多约 {most} 分钟。")


class BookedTooLate(RuleBroken):
    code, field, message = "venues.room_booked_too_late", "start", _("这个房间最晚要提前 {minutes} 分钟预约。")


class BookedTooFarAhead(RuleBroken):
    code, field, message = "venues.room_booked_too_far_ahead", "start", _("这个房间最多提前 {days} 天预约。")


class TooManyForRoom(RuleBroken):
    code, field, message = (
        "venues.room_too_many_people",
        "headcount",
        _("“{room}”最多容纳 {capacity} 人，请另选大一些的房间。"),
    )


class NobodyComes(RuleBroken):
    code, field, message = "venues.room_nobody_comes", "headcount", _("请填写人数，至少 1 人。")


class PurposeMissing(RuleBroken):
    code, field, message = "venues.room_purpose_missing", "purpose", _("请写明用途。")


class StationShutThen(RuleBroken):
    code, field, message = "venues.room_station_shut", "start", _("站点在这段时间不开放，请在开放时间内选择。")


class RoomShutThen(RuleBroken):
    code, field, message = "venues.room_shut", "start", _("房间在这段时间停用：{note}")


class RoomNotBookable(RuleBroken):
    code, field, message = "venues.room_not_bookable", "", _("“{room}”现在不接受预约。")


class OnlyOrganisationsBook(RuleBroken):
    code, field, message = (
        "venues.room_for_organisations",
        "",
        _("这个房间以组织或企业身份预约。请在页面上方换一个身份。"),
    )


class OnlyStaffBook(RuleBroken):
    code, field, message = "venues.room_for_staff", "", _("这个房间由站点工作人员安排，请与站点联系。")


class QuotaUsedUp(RuleBroken):
    code, field, message = "venues.room_quota_used_up", "end", _("本组织这个月在这里还可约 {left} 分钟，不够这一次。")


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What somebody asks of a room, checked against who they are."""

    room: Room
    during: TimestamptzRange
    headcount: int
    purpose: str
    organisation: "Organisation | None"
    is_staff: bool

    @property
    def start(self) -> datetime:
        return ends_of(self.during)[0]

    @property
    def end(self) -> datetime:
        return ends_of(self.during)[1]

    @property
    def minutes(self) -> int:
        return minutes_between(self.start, self.end)


def ask_for(
    *, actor: Actor, room_id: int, during: "Range[datetime]", headcount: int, purpose: str, organisation_id: int | None
) -> Ask:
    """The ask of this actor. Raises NotAllowed, NotFound for a room or an organisation they may not speak for,
    SpanBackwards."""
    if Permission.ROOM_BOOK not in actor.permissions and not actor.is_system:
        get_room(actor=actor, room_id=room_id)
        raise NotAllowed()
    room = get_room(actor=actor, room_id=room_id, permission=Permission.ROOM_BOOK)
    start, end = ends_of(during)
    if end <= start:
        raise SpanBackwards()
    staff = actor.is_system or may(actor, Permission.BOOKING_DECIDE, room)
    if organisation_id is None and actor.anchor == Anchor.ORGANISATION:
        organisation_id = actor.node_id
    organisation = None
    if organisation_id is not None:
        part = Part.BASIC if staff else Part.FULL
        if not staff and actor.anchor != Anchor.ORGANISATION:
            raise NotFound()
        organisation = get_organisation(actor=actor, organisation_id=organisation_id, part=part)
        if not staff:
            require(actor, Permission.ROOM_BOOK, scope=organisation)
    return Ask(
        room=room, during=TimestamptzRange(start, end), headcount=headcount, purpose=purpose.strip(),
        organisation=organisation, is_staff=staff,
    )  # fmt: skip


def check_ask(ask: Ask, *, actor: Actor, now: datetime, hours: Hours | None = None) -> None:
    """Refuse what the room's terms do not allow; the month's quota is asked under the lock, by `check_quota`.

    hours: where they are known already. Raises each of the refusals above it.
    """
    room, start, end = ask.room, ask.start, ask.end
    if not ask.purpose:
        raise PurposeMissing()
    if not (on_the_step(start) and on_the_step(end)):
        raise SpanOffTheStep()
    if (end if ask.is_staff else start) < now:
        raise SpanInThePast()
    if end - start > LONGEST:
        raise BookingTooLong(most=int(LONGEST.total_seconds() // 60))
    if ask.headcount < 1:
        raise NobodyComes()
    if ask.headcount > room.capacity:
        raise TooManyForRoom(room=room.name, capacity=room.capacity)
    if room.status == RoomStatus.CLOSED or (room.status != RoomStatus.OPEN and not ask.is_staff):
        raise RoomNotBookable(room=room.name)
    if not ask.is_staff:
        _check_terms(ask, actor=actor, now=now)
    hours = hours or hours_of(rooms=[room], first=local_day(start), last=local_day(end))[room.pk]
    note = hours.closure_over(start, end)
    if note is not None:
        raise RoomShutThen(note=note)
    if not ask.is_staff and not hours.is_open(start, end):
        raise StationShutThen()


def _check_terms(ask: Ask, *, actor: Actor, now: datetime) -> None:
    room, start = ask.room, ask.start
    if room.audience == Audience.STAFF:
        raise OnlyStaffBook()
    if room.audience == Audience.ORGANISATIONS and actor.anchor not in (Anchor.ORGANISATION, Anchor.ENTERPRISE):
        raise OnlyOrganisationsBook()
    if ask.minutes < room.min_minutes:
        raise BookingTooShort(least=room.min_minutes)
    if ask.minutes > room.max_minutes:
        raise BookingTooLong(most=room.max_minutes)
    if start < first_bookable(now, room.lead_minutes):
        raise BookedTooLate(minutes=room.lead_minutes)
    if local_day(start) > last_bookable_day(now, room.ahead_days):
        raise BookedTooFarAhead(days=room.ahead_days)


def refuse_if_shut(ask: Ask) -> None:
    """Asked again under the room's lock: the room may have been shut meanwhile. Raises RoomShutThen."""
    closure = RoomClosure.objects.filter(room=ask.room, during__overlap=ask.during).order_by("during").first()
    if closure is not None:
        raise RoomShutThen(note=closure.note)


def check_quota(ask: Ask, *, without_booking: int | None = None) -> None:
    """Refuse what passes the organisation's minutes of the calendar month; call it under the room's lock (R-ROM-08).

    Raises QuotaUsedUp.
    """
    if has_quota(ask) and ask.organisation is not None:
        refuse_over_quota(
            ask, used=used_minutes(ask.room, ask.organisation.pk, ask.start, without_booking=without_booking)
        )


def has_quota(ask: Ask) -> bool:
    """Whether a quota binds this ask: the room has one, and an organisation books that does not run the station."""
    return ask.room.quota_minutes is not None and ask.organisation is not None and not ask.is_staff


def refuse_over_quota(ask: Ask, *, used: int) -> None:
    """Refuse where `used` minutes of the month and this ask pass the quota. Raises QuotaUsedUp."""
    left = (ask.room.quota_minutes or 0) - used
    if ask.minutes > left:
        raise QuotaUsedUp(left=max(left, 0))


def used_minutes(room: Room, organisation_id: int, moment: datetime, *, without_booking: int | None = None) -> int:
    """The minutes an organisation has booked in a room in the month of `moment`; what was not used counts too."""
    first, after = month_of(moment)
    rows = RoomBooking.objects.filter(
        room=room, organisation=organisation_id, status__in=[*LIVE_BOOKINGS, BookingStatus.NO_SHOW],
        during__startswith__gte=first, during__startswith__lt=after,
    ).exclude(pk=without_booking or 0)  # fmt: skip
    seconds = rows.aggregate(
        seconds=Sum(Extract("during__endswith", "epoch") - Extract("during__startswith", "epoch"))
    )["seconds"]
    return int(seconds or 0) // 60
