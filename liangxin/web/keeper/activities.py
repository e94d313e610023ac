"""Activities in the keeper's day: who is expected, and noting who came, also late from a device without a network."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from liangxin.access.actor import Actor
from liangxin.activities.choices import AttendanceState
from liangxin.activities.permissions import Permission
from liangxin.activities.selectors.activities import get_activity
from liangxin.activities.selectors.door import day_at_station
from liangxin.activities.selectors.registrations import get_registration
from liangxin.activities.services.attendance import Entry, record_attendance
from liangxin.web.shared.keeping import ABSENT, CAME, EXPECTED, Act, Sitting, Visitor, keeper_act, keeper_source

STATES = {"": EXPECTED, AttendanceState.PRESENT: CAME}
TONES = {"management": "mgmt", "service": "serv", "industry": "indu"}


@keeper_source(order=30)
def activities(actor: Actor, station: Any, day: date, now: datetime) -> Iterable[Sitting]:
    """The activities of the day at the station; of confidential kinds only that something is on."""
    if not actor.may_somewhere(Permission.ACTIVITY_READ):
        return
    start = timezone.make_aware(datetime.combine(day, time()))
    for one in day_at_station(actor=actor, station_id=station.pk, start=start, end=start + timedelta(days=1)):
        row, hidden = one.activity, one.activity.kind.is_confidential
        room = row.room_booking.room if row.room_booking is not None else None
        yield Sitting(
            kind="activity", id=row.pk, starts_at=row.starts_at, ends_at=row.ends_at, sealed=hidden,
            title=_("已占用") if hidden else row.title, note=_("保密") if hidden else row.kind.name,
            where="" if hidden else (room.name if room else row.where), room_id=room.pk if room else None,
            tone=TONES.get(row.kind.track, "mgmt"),
            count="" if hidden else (f"{row.taken} / {row.capacity}" if row.capacity else str(row.taken)),
            visitors=[
                Visitor(
                    id=who.registration_id, name=who.name, state=STATES.get(who.state, ABSENT), at=who.at,
                    came_act="activity.came", absent_act="activity.absent" if row.starts_at <= now else "",
                    back_act="activity.absent" if who.state == AttendanceState.PRESENT else "activity.came",
                    back_label=_("改为未到") if who.state == AttendanceState.PRESENT else _("改为已到"),
                )
                for who in one.coming
            ],
        )  # fmt: skip


def _note(act: Act, state: str) -> object:
    registration = get_registration(actor=act.actor, registration_id=act.subject_id)
    activity = get_activity(actor=act.actor, activity_id=registration.activity_id)
    entry = Entry(registration_id=registration.pk, state=state, at=act.at)
    (line,) = record_attendance(actor=act.actor, activity=activity, entries=[entry], now=act.now)
    if line.refusal is not None:
        raise line.refusal
    return line


@keeper_act("activity.came")
def came(act: Act) -> object:
    return _note(act, AttendanceState.PRESENT)


@keeper_act("activity.absent")
def absent(act: Act) -> object:
    return _note(act, AttendanceState.ABSENT)
