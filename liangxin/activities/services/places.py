"""The places of an activity: the only module that changes `taken`, `waiting` and `last_seq`.

Raw SQL, because the counter and the registration must change in one statement: the row of the activity is locked for
as short as the database can make it, and a second statement cannot come between (docs/adr/0090). The order of locks is
always activity, then contingent, then registration. Every function but `take_place` expects the activity to be locked
by `lock_activity` in the same transaction.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F, Q

from liangxin.activities.choices import HOLDING, ActivityStatus, Origin, RegistrationStatus
from liangxin.activities.models import Activity, ActivityKind, Contingent, Registration
from liangxin.activities.rules import Waiter, next_in_line, offered_until
from liangxin.core.statements import row_of, run

AT_ONCE = 500  # promoted in one statement

_ROW = """INSERT INTO activities_registration (
    activity_id, contingent_id, user_id, person_id, guest_name, guest_phone, guardian_consented_at, organisation_id,
    registered_by_id, origin, status, seq, key, registered_at, placed_at, end_reason, was_late, gave_feedback)
SELECT counted.id, {contingent}, %(user_id)s, %(person_id)s, %(guest_name)s, %(guest_phone)s, %(consented_at)s,
    %(organisation_id)s, %(registered_by_id)s, %(origin)s, {status}, counted.last_seq, %(key)s, %(now)s, {placed}, '',
    false, false
FROM counted RETURNING id, seq"""
_WINDOW = """status = 'published' AND (%(anytime)s OR (
        opens_at <= %(now)s AND (closes_at > %(now)s OR late_until > %(now)s)))"""
_TAKE = f"""WITH counted AS (
    UPDATE activities_activity SET taken = taken + 1, last_seq = last_seq + 1
    WHERE id = %(activity_id)s AND (capacity IS NULL OR taken < capacity) AND {_WINDOW}
    RETURNING id, last_seq)
"""
TAKE = _TAKE + _ROW.format(contingent="NULL", status="'registered'", placed="%(now)s")
TAKE_OF_CONTINGENT = (
    _TAKE.rstrip()
    + """, of_contingent AS (
    UPDATE activities_contingent SET taken = taken + 1
    WHERE id = (SELECT %(contingent_id)s::bigint FROM counted) AND activity_id = %(activity_id)s
    RETURNING id)
"""
    + _ROW.format(contingent="of_contingent.id", status="'registered'", placed="%(now)s").replace(
        "FROM counted", "FROM counted, of_contingent"
    )
)  # where it is full its CHECK refuses, and takes the whole statement back
WAIT = f"""WITH counted AS (
    UPDATE activities_activity SET waiting = waiting + 1, last_seq = last_seq + 1
    WHERE id = %(activity_id)s AND has_waiting_list AND {_WINDOW}
    RETURNING id, last_seq)
""" + _ROW.format(contingent="%(contingent_id)s", status="'waiting'", placed="NULL")


@dataclass(frozen=True, kw_only=True)
class NewRow:
    """A registration about to be written."""

    activity_id: int
    contingent_id: int | None = None
    user_id: int | None = None
    person_id: int | None = None
    guest_name: str = ""
    guest_phone: str = ""  # sealed
    consented_at: datetime | None = None
    organisation_id: int | None = None
    registered_by_id: int | None = None
    origin: str = Origin.SELF.value
    anytime: bool = False  # entered by the organiser, whatever the registration window
    key: str

    def values(self, now: datetime) -> dict[str, Any]:
        return {**self.__dict__, "now": now}


def take_place(row: NewRow, *, now: datetime) -> tuple[int, int] | None:
    """Take a place and write the registration, in one statement: (id, seq); None where none is free or it is not the
    time. Raises IntegrityError where the kind of place is full or the person is registered already."""
    return _one(TAKE if row.contingent_id is None else TAKE_OF_CONTINGENT, row.values(now))


def join_line(row: NewRow, *, now: datetime) -> tuple[int, int] | None:
    """Write the registration at the end of the waiting list: (id, seq); None where there is none, or not the time."""
    return _one(WAIT, row.values(now))


def _one(statement: str, values: dict[str, Any]) -> tuple[int, int] | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    return (row[0], row[1]) if row is not None else None


_COLUMNS = [field.attname for field in Activity._meta.concrete_fields]
LOCK = f"""SELECT {", ".join(f'a."{name}"' for name in _COLUMNS)}, k.is_confidential
FROM activities_activity a JOIN activities_activitykind k ON k.id = a.kind_id
WHERE a.id = %(id)s FOR NO KEY UPDATE OF a"""


def lock_activity(activity_id: int) -> Activity | None:
    """The activity, held until the end of the transaction; statements after this one see what was before it."""
    row = row_of(LOCK, {"id": activity_id})
    if row is None:
        return None
    activity = Activity.from_db("default", _COLUMNS, row[:-1])
    activity.kind = ActivityKind.from_db("default", ["id", "is_confidential"], [activity.kind_id, row[-1]])
    return activity


def give_back(
    activity: Activity, registration: Registration, *, status: str, was_late: bool = False, now: datetime
) -> None:
    """End a live registration and give its place, or its place in the line, back."""
    held = registration.status in HOLDING
    _count(activity, taken=-1 if held else 0, waiting=0 if held else -1)
    if held and registration.contingent_id is not None:
        Contingent.objects.filter(pk=registration.contingent_id).update(taken=F("taken") - 1)
    registration.status, registration.ended_at, registration.was_late = status, now, was_late
    registration.offered_until = None
    registration.save(update_fields=["status", "ended_at", "was_late", "ended_by", "end_reason", "offered_until"])


def _count(activity: Activity, *, taken: int, waiting: int) -> None:
    """Change the counters, in the row and in the instance."""
    run(COUNT, {"id": activity.pk, "taken": taken, "waiting": waiting})
    activity.taken += taken
    activity.waiting += waiting


COUNT = """UPDATE activities_activity SET taken = taken + %(taken)s, waiting = waiting + %(waiting)s
WHERE id = %(id)s"""


def lapse_offers(activity: Activity, *, now: datetime) -> Sequence[Registration]:
    """End the offers whose time is over; returns them."""
    if not activity.offer_minutes:
        return []
    lapsed = Registration.objects.filter(
        activity=activity, status=RegistrationStatus.OFFERED, offered_until__lte=now
    ).order_by("seq")
    ended = list(lapsed)
    for registration in ended:
        give_back(activity, registration, status=RegistrationStatus.EXPIRED, now=now)
    return ended


def promote(activity: Activity, *, now: datetime) -> Sequence[Registration]:
    """Give what is free to those who wait, the first of the line first, until nothing fits; returns them.

    Nobody is promoted once the activity has begun or is not published.
    """
    promoted: list[Registration] = []
    if activity.status != ActivityStatus.PUBLISHED or now >= activity.starts_at:
        return promoted
    until = offered_until(now=now, minutes=activity.offer_minutes, starts_at=activity.starts_at)
    while activity.waiting and (activity.left is None or activity.left > 0):
        chosen = _next(activity)
        if not chosen:
            break
        for each in chosen:
            each.status = RegistrationStatus.OFFERED if until else RegistrationStatus.REGISTERED
            each.placed_at, each.offered_until = now, until
        Registration.objects.filter(pk__in=[each.pk for each in chosen]).update(
            status=chosen[0].status, placed_at=now, offered_until=until
        )
        _count(activity, taken=len(chosen), waiting=-len(chosen))
        for contingent_id, count in Counter(each.contingent_id for each in chosen).items():
            if contingent_id is not None:
                Contingent.objects.filter(pk=contingent_id).update(taken=F("taken") + count)
        promoted += chosen
    return promoted


def _next(activity: Activity) -> Sequence[Registration]:
    """The next of the line for whom there is a place, in their order; at most AT_ONCE."""
    room = {each.pk: each.capacity - each.taken for each in Contingent.objects.filter(activity=activity)}
    fitting = Q(contingent=None) | Q(contingent__in=[pk for pk, free in room.items() if free > 0])
    waiting = Registration.objects.filter(activity=activity, status=RegistrationStatus.WAITING)
    if room:
        waiting = waiting.filter(fitting)
    most = AT_ONCE if activity.left is None else min(AT_ONCE, activity.left)
    line = {
        each.pk: each for each in waiting.only("contingent_id", "user_id", "seq", "activity_id").order_by("seq")[:most]
    }
    waiters = [Waiter(each.pk, each.contingent_id) for each in line.values()]
    chosen = next_in_line(waiters, free=activity.left, free_by_contingent=room)
    return [line[each.registration_id] for each in chosen]
