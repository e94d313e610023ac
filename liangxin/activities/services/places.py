"""The places of an activity: the only module that changes `taken`, `waiting` and `last_seq`.

Raw SQL, because the counter and the registration must change in one statement: the row of the activity is locked for
as short as the database can make it, and a second statement cannot come between (docs/adr/0090). The order of locks is
always activity, then contingent, then registration. Every function but `take_place` expects the activity to be locked
by `lock_activity` in the same transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F

from liangxin.activities.choices import HOLDING, ActivityStatus, Origin, RegistrationStatus
from liangxin.activities.models import Activity, Contingent, Registration
from liangxin.activities.rules import Waiter, next_in_line, offered_until

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


def lock_activity(activity_id: int) -> Activity | None:
    """The activity, held until the end of the transaction; statements after this one see what was before it."""
    rows = Activity.objects.select_for_update(of=("self",), no_key=True).select_related("kind")
    return rows.filter(pk=activity_id).first()


def give_back(registration: Registration, *, status: str, was_late: bool = False, now: datetime) -> None:
    """End a live registration and give its place, or its place in the line, back."""
    held = registration.status in HOLDING
    field = "taken" if held else "waiting"
    Activity.objects.filter(pk=registration.activity_id).update(**{field: F(field) - 1})
    if held and registration.contingent_id is not None:
        Contingent.objects.filter(pk=registration.contingent_id).update(taken=F("taken") - 1)
    registration.status, registration.ended_at, registration.was_late = status, now, was_late
    registration.offered_until = None
    registration.save(update_fields=["status", "ended_at", "was_late", "ended_by", "end_reason", "offered_until"])


def lapse_offers(activity: Activity, *, now: datetime) -> Sequence[Registration]:
    """End the offers whose time is over; returns them."""
    lapsed = Registration.objects.filter(
        activity=activity, status=RegistrationStatus.OFFERED, offered_until__lte=now
    ).order_by("seq")
    ended = list(lapsed)
    for registration in ended:
        give_back(registration, status=RegistrationStatus.EXPIRED, now=now)
    return ended


def promote(activity: Activity, *, now: datetime) -> Sequence[Registration]:
    """Give what is free to those who wait, the first of the line first, until nothing fits; returns them.

    Nobody is promoted once the activity has begun or is not published.
    """
    activity.refresh_from_db(fields=["taken", "waiting", "capacity"])
    if not activity.waiting or activity.status != ActivityStatus.PUBLISHED or now >= activity.starts_at:
        return []
    free = activity.left
    if free is not None and free <= 0:
        return []
    contingents = {each.pk: each.capacity - each.taken for each in Contingent.objects.filter(activity=activity)}
    waiting = Registration.objects.filter(activity=activity, status=RegistrationStatus.WAITING).order_by("seq")
    line = (Waiter(*row) for row in waiting.values_list("pk", "contingent_id"))
    chosen = next_in_line(line, free=free, free_by_contingent=contingents)
    if not chosen:
        return []
    until = offered_until(now=now, minutes=activity.offer_minutes, starts_at=activity.starts_at)
    ids = [waiter.registration_id for waiter in chosen]
    Registration.objects.filter(pk__in=ids).update(
        status=RegistrationStatus.OFFERED if until else RegistrationStatus.REGISTERED,
        placed_at=now,
        offered_until=until,
    )
    Activity.objects.filter(pk=activity.pk).update(taken=F("taken") + len(chosen), waiting=F("waiting") - len(chosen))
    for contingent_id in contingents:
        count = sum(waiter.contingent_id == contingent_id for waiter in chosen)
        if count:
            Contingent.objects.filter(pk=contingent_id).update(taken=F("taken") + count)
    return list(Registration.objects.filter(pk__in=ids).order_by("seq"))
