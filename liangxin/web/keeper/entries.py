"""What this area brings to the keeper's day itself: slots, bookings of rooms, walk-ins, notes, rooms shut and open."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg.types.range import TimestamptzRange

from liangxin.access.actor import Actor
from liangxin.core.errors import RuleBroken
from liangxin.core.names import masked_name
from liangxin.venues.permissions import OfferPermission
from liangxin.venues.selectors.appointments import appointment_by_code, slots_of_day
from liangxin.venues.selectors.keeping import closure_now, room_bookings_of_day
from liangxin.venues.selectors.rooms import get_room
from liangxin.venues.services.appointments import mark_again_open, mark_came, mark_no_show
from liangxin.venues.services.keeping import add_walk_ins, settle_note, write_note
from liangxin.venues.services.room_desk import record_no_show, withdraw_no_show
from liangxin.venues.services.rooms import reopen_room, shut_room
from liangxin.web.keeper import activities as activities
from liangxin.web.shared.keeping import ABSENT, CAME, EXPECTED, Act, Sitting, Visitor, keeper_act, keeper_source
from liangxin.web.shared.navigation import Entry, register_entry

STATES = {"booked": EXPECTED, "came": CAME, "no_show": ABSENT}

register_entry(
    Entry(
        group="today", label=gettext_lazy("今日值守"), icon="door-enter", url_name="keeper-home", order=30,
        permission=OfferPermission.KEEPER_KEEP,
    )
)  # fmt: skip


class CodeUnknown(RuleBroken):
    code, field, message = "keeper.code_unknown", "value", gettext_lazy("今天没有这个预约码。")


class NumberOdd(RuleBroken):
    code, field, message = "keeper.number_odd", "value", gettext_lazy("看不懂这个人数。")


@keeper_source(order=10)
def slots(actor: Actor, station: Any, day: date, now: datetime) -> Iterable[Sitting]:
    """The slots of the day; of confidential kinds only that one is taken."""
    for slot in slots_of_day(station=station, day=day):
        yield Sitting(
            kind="slot", id=slot.slot_id, starts_at=slot.starts_at, ends_at=slot.ends_at,
            title=_("已占用") if slot.is_confidential else slot.service, where=slot.where,
            note=_("保密") if slot.is_confidential else slot.provider, sealed=slot.is_confidential, tone="serv",
            count="" if slot.is_confidential else f"{slot.taken} / {slot.places}",
            visitors=[
                Visitor(
                    id=one.appointment_id, name=one.name, state=STATES[one.status], at=one.came_at,
                    words=_("预约码 {code}").format(code=one.code), came_act="appointment.came",
                    absent_act="appointment.absent" if slot.starts_at <= now else "", back_act="appointment.again",
                )
                for one in slot.arrivals
            ],
        )  # fmt: skip


@keeper_source(order=20)
def room_bookings(actor: Actor, station: Any, day: date, now: datetime) -> Iterable[Sitting]:
    """The bookings of rooms, except those that an activity brings itself."""
    for row in room_bookings_of_day(station=station, day=day):
        who = (
            row.organisation.node.name
            if row.organisation
            else masked_name(row.booker.display_name if row.booker else "")
        )
        absent = row.status == "no_show"
        visitor = Visitor(
            id=row.pk, name=who, state=ABSENT if absent else EXPECTED, absent_act="room.absent" if row.starts_at <= now else "",
            back_act="room.back",
        )  # fmt: skip
        yield Sitting(
            kind="room", id=row.pk, starts_at=row.starts_at, ends_at=row.ends_at, title=row.purpose, where=row.room.name,
            room_id=row.room_id, count=_("{n} 人").format(n=row.headcount), tone="indu",
            visitors=[] if row.held_for else [visitor],
        )  # fmt: skip


@keeper_act("appointment.came")
def came(act: Act) -> object:
    return mark_came(actor=act.actor, appointment_id=act.subject_id, at=act.at)


@keeper_act("appointment.absent")
def absent(act: Act) -> object:
    return mark_no_show(actor=act.actor, appointment_id=act.subject_id, now=act.at)


@keeper_act("appointment.again")
def again(act: Act) -> object:
    return mark_again_open(actor=act.actor, appointment_id=act.subject_id)


@keeper_act("appointment.code")
def by_code(act: Act) -> object:
    """Check in by the code that is shown at the door; confidential kinds have no business at the desk."""
    found = appointment_by_code(station=act.station, day=timezone.localdate(act.at), code=act.value)
    if found is None:
        raise CodeUnknown()
    return mark_came(actor=act.actor, appointment_id=found, at=act.at)


@keeper_act("walk-ins")
def walk_ins(act: Act) -> object:
    """value: “morning:1”, “evening:-1”."""
    part, _colon, number = act.value.partition(":")
    try:
        people = int(number)
    except ValueError:
        raise NumberOdd() from None
    today = timezone.localdate(act.now)
    return add_walk_ins(
        actor=act.actor, station=act.station, day=min(timezone.localdate(act.at), today), part=part, people=people,
        today=today,
    )  # fmt: skip


@keeper_act("note.write")
def note(act: Act) -> object:
    return write_note(actor=act.actor, station=act.station, text=act.value, at=act.at)


@keeper_act("note.settle")
def note_settled(act: Act) -> object:
    return settle_note(actor=act.actor, note_id=act.subject_id, at=act.at)


@keeper_act("room.shut")
def room_shut(act: Act) -> object:
    """Shut a room for the rest of the day; value: why, public."""
    room = get_room(actor=act.actor, room_id=act.subject_id)
    end = timezone.localtime(act.now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    note = act.value.strip() or _("今天临时关闭")
    return shut_room(actor=act.actor, room=room, during=TimestamptzRange(act.now, end), note=note, now=act.now)


@keeper_act("room.open")
def room_open(act: Act) -> object:
    closure = closure_now(room=get_room(actor=act.actor, room_id=act.subject_id), now=act.now)
    if closure is None:
        return None  # it is open already: nothing to do
    return reopen_room(actor=act.actor, closure=closure, now=act.now)


@keeper_act("room.absent")
def room_absent(act: Act) -> object:
    return record_no_show(actor=act.actor, booking_id=act.subject_id, now=act.now)


@keeper_act("room.back")
def room_back(act: Act) -> object:
    return withdraw_no_show(actor=act.actor, booking_id=act.subject_id, now=act.now)
