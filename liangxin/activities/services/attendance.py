"""Who came: by list, by code, by the signed sheet; entered at once or after the network came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services.require import require, require_somewhere
from liangxin.activities.choices import AttendanceState, AttendanceWay, RegistrationStatus
from liangxin.activities.events import AttendanceConfirmed
from liangxin.activities.models import Activity, Attendance, Registration, Session
from liangxin.activities.permissions import Permission
from liangxin.activities.rules import DOOR_CODE, EARLY_ENTRY, LATE_ENTRY, OWN_CODE_LIFE, REGISTRATION_CODE
from liangxin.core.codes import DoorCode, door_code, is_door_code, make_code, read_code
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.events import publish


class NotTheTime(RuleBroken):
    code, field, message = "activities.not_the_time", "", _("现在不能登记到场：活动还没到时间，或结束已久。")


class NotOnTheList(RuleBroken):
    code, field, message = "activities.not_on_the_list", "", _("名单上没有这个人，或其报名已取消。")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One person at the door. at: by the clock there; key: of the entry, so that sending it again changes nothing."""

    registration_id: int
    state: str = AttendanceState.PRESENT.value
    way: str = AttendanceWay.LIST.value
    session_id: int | None = None
    at: datetime
    key: str = ""


@dataclass(frozen=True)
class EntryLine:
    """What came of an entry. conflict: somebody noted the opposite later; that stands, and is shown."""

    entry: Entry
    attendance: Attendance | None
    conflict: bool = False
    refusal: RuleBroken | None = None


@transaction.atomic
def record_attendance(
    *, actor: Actor, activity: Activity, entries: Sequence[Entry], now: datetime
) -> Sequence[EntryLine]:
    """Note who came, one by one; of two entries about one person the one made later stands.

    Raises NotAllowed, NotFound, NotTheTime. An entry about somebody not on the list is returned with NotOnTheList.
    """
    require(actor, Permission.ATTENDANCE_RECORD, scope=activity)
    check_time(activity, now)
    ids = [entry.registration_id for entry in entries]
    rows = Registration.objects.filter(activity=activity, pk__in=ids, status=RegistrationStatus.REGISTERED)
    known = set(rows.order_by("pk").select_for_update().values_list("pk", flat=True))
    sessions = set(Session.objects.filter(activity=activity).values_list("pk", flat=True))
    lines = []
    for entry in entries:
        if entry.registration_id not in known or (entry.session_id is not None and entry.session_id not in sessions):
            lines.append(EntryLine(entry, None, refusal=NotOnTheList()))
            continue
        lines.append(_note(entry, by=actor.user_id, now=now))
    return lines


@transaction.atomic
def check_in_own(
    *, actor: Actor, activity_id: int, session_id: int | None = None, way: str = AttendanceWay.DOOR_CODE.value,
    now: datetime,
) -> Attendance:  # fmt: skip
    """The registrant shows that they are there, with the code shown at the door (which the caller has checked).

    Raises NotAllowed, NotOnTheList, NotTheTime.
    """
    require_somewhere(actor, Permission.REGISTRATION_CREATE)
    rows = Registration.objects.filter(
        activity_id=activity_id, user_id=actor.user_id or 0, status=RegistrationStatus.REGISTERED, guest_name=""
    )
    registration = rows.select_for_update(of=("self",)).select_related("activity").first()
    if registration is None:
        raise NotOnTheList()
    check_time(registration.activity, now)
    if session_id is not None and not Session.objects.filter(activity_id=activity_id, pk=session_id).exists():
        raise NotFound()
    entry = Entry(registration_id=registration.pk, way=way, session_id=session_id, at=now)
    line = _note(entry, by=actor.user_id, now=now)
    if line.attendance is None:
        raise NotOnTheList()
    return line.attendance


@transaction.atomic
def confirm_attendance(*, actor: Actor, activity: Activity, now: datetime) -> int:
    """Say that the list is complete: who has a place and was not noted did not come. Returns how many came.

    Raises NotAllowed, NotFound, NotTheTime. Publishes AttendanceConfirmed.
    """
    require(actor, Permission.ATTENDANCE_RECORD, scope=activity)
    if now < activity.starts_at:
        raise NotTheTime()
    registered = Registration.objects.filter(activity=activity, status=RegistrationStatus.REGISTERED)
    unnoted = registered.exclude(
        pk__in=Attendance.objects.filter(registration__activity=activity).values("registration")
    )
    Attendance.objects.bulk_create(
        [
            Attendance(
                registration=each, state=AttendanceState.ABSENT, at=now, recorded_at=now, recorded_by_id=actor.user_id
            )
            for each in unnoted.order_by("pk")
        ]
    )
    publish(AttendanceConfirmed(activity_id=activity.pk))
    came = Attendance.objects.filter(registration__activity=activity, state=AttendanceState.PRESENT)
    return came.values("registration").distinct().count()


def check_time(activity: Activity, now: datetime) -> None:
    """Refuse before the doors open and long after the end (R-ACT-11)."""
    if not activity.starts_at - EARLY_ENTRY <= now <= activity.ends_at + LATE_ENTRY:
        raise NotTheTime()


def _note(entry: Entry, *, by: int | None, now: datetime) -> EntryLine:
    noted = Attendance.objects.filter(registration_id=entry.registration_id)
    of_session = noted.filter(session=None) if entry.session_id is None else noted.filter(session_id=entry.session_id)
    existing = of_session.first()
    if existing is None:
        made = Attendance.objects.create(
            registration_id=entry.registration_id, session_id=entry.session_id, state=entry.state, way=entry.way,
            at=entry.at, recorded_at=now, recorded_by_id=by, key=entry.key,
        )  # fmt: skip
        return EntryLine(entry, made)
    if existing.at > entry.at:
        return EntryLine(entry, existing, conflict=existing.state != entry.state)
    if existing.state != entry.state:
        existing.state, existing.way, existing.at, existing.key = entry.state, entry.way, entry.at, entry.key
        existing.recorded_at, existing.recorded_by_id = now, by
        existing.save(update_fields=["state", "way", "at", "key", "recorded_at", "recorded_by"])
    return EntryLine(entry, existing)


def door_code_of(activity: Activity, *, now: datetime) -> DoorCode:
    """What the organiser's screen shows at the door now (R-ACT-21)."""
    return door_code(DOOR_CODE, activity.pk, now=now)


def fits_door(*, activity_id: int, code: str, now: datetime) -> bool:
    """Whether a code is the one shown at the door of the activity."""
    return is_door_code(DOOR_CODE, activity_id, code, now=now)


def own_code_of(registration: Registration, *, now: datetime) -> str:
    """The code that a registrant shows at the door: opaque, signed, good for OWN_CODE_LIFE."""
    return make_code(REGISTRATION_CODE, registration.pk, now=now, lifetime=OWN_CODE_LIFE)


@transaction.atomic
def check_in_by_code(*, actor: Actor, activity: Activity, code: str, now: datetime) -> EntryLine:
    """Note that the registrant whose code was scanned is there.

    Raises NotAllowed, NotFound, NotTheTime, CodeInvalid, CodeExpired, NotOnTheList.
    """
    require(actor, Permission.ATTENDANCE_RECORD, scope=activity)
    registration_id = read_code(REGISTRATION_CODE, code, now=now)
    entry = Entry(registration_id=registration_id, way=AttendanceWay.OWN_CODE.value, at=now)
    line = record_attendance(actor=actor, activity=activity, entries=[entry], now=now)[0]
    if line.refusal is not None:
        raise line.refusal
    return line
