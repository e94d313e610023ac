"""The keeper's day: walk-ins, notes, and entries that a device kept while it was without a network."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.errors import NotFound, Refusal, RuleBroken
from liangxin.venues.choices import DayPart, EntryOutcome
from liangxin.venues.models import KeeperEntry, KeeperNote, Station, WalkInCount
from liangxin.venues.permissions import OfferPermission
from liangxin.venues.rules_offers import MOST_WALK_INS


class WalkInsOdd(RuleBroken):
    code, field, message = "venues.walk_ins_odd", "people", _("人数应在 0 到 {most} 之间。")


class WalkInsInTheFuture(RuleBroken):
    code, field, message = "venues.walk_ins_in_the_future", "day", _("还没到这一天。")


class NoteEmpty(RuleBroken):
    code, field, message = "venues.note_empty", "text", _("请写一句要交接的话。")


class KeyMissing(RuleBroken):
    code, field, message = "venues.key_missing", "key", _("这条记录缺少编号，请重新打开页面。")


ADD = """
INSERT INTO venues_walkincount (station_id, day, part, people) VALUES (%s, %s, %s, greatest(0, %s))
ON CONFLICT (station_id, day, part)
DO UPDATE SET people = least(%s, greatest(0, venues_walkincount.people + %s))
RETURNING people
"""


@transaction.atomic
def add_walk_ins(*, actor: Actor, station: Station, day: date, part: str, people: int, today: date) -> int:
    """Count people who came in, or take a slip of the finger back (people < 0); returns the new count (R-OFF-14).

    Raises NotAllowed, NotFound, WalkInsOdd, WalkInsInTheFuture.
    """
    require(actor, OfferPermission.KEEPER_KEEP, scope=station)
    if part not in DayPart.values or not -200 <= people <= 200:
        raise WalkInsOdd(most=200)
    if day > today:
        raise WalkInsInTheFuture()
    with connection.cursor() as cursor:
        cursor.execute(ADD, [station.pk, day, part, people, MOST_WALK_INS, people])
        return int(cursor.fetchone()[0])


@transaction.atomic
def set_walk_ins(*, actor: Actor, station: Station, counts: Sequence[tuple[date, str, int]], today: date) -> None:
    """Put counts of a monthly sheet in place: (day, part, people). Raises as `add_walk_ins`."""
    require(actor, OfferPermission.KEEPER_KEEP, scope=station)
    for day, _part, people in counts:
        if not 0 <= people <= MOST_WALK_INS:
            raise WalkInsOdd(most=MOST_WALK_INS)
        if day > today:
            raise WalkInsInTheFuture()
    WalkInCount.objects.bulk_create(
        [WalkInCount(station=station, day=day, part=part, people=people) for day, part, people in counts],
        update_conflicts=True, unique_fields=["station", "day", "part"], update_fields=["people"],
    )  # fmt: skip


@transaction.atomic
def write_note(*, actor: Actor, station: Station, text: str, at: datetime) -> KeeperNote:
    """Leave a note for the next keeper. Raises NotAllowed, NotFound, NoteEmpty."""
    require(actor, OfferPermission.KEEPER_KEEP, scope=station)
    if not text.strip():
        raise NoteEmpty()
    return KeeperNote.objects.create(
        station=station, text=text.strip()[:300], written_by_id=actor.user_id, written_at=at
    )


@transaction.atomic
def settle_note(*, actor: Actor, note_id: int, at: datetime) -> KeeperNote:
    """Note that what a note asked for is done. Raises NotAllowed, NotFound."""
    note = KeeperNote.objects.select_for_update(of=("self",)).select_related("station").filter(pk=note_id).first()
    if note is None:
        raise NotFound()
    require(actor, OfferPermission.KEEPER_KEEP, scope=note)
    if note.settled_at is None:
        note.settled_at = at
        note.save(update_fields=["settled_at"])
    return note


@dataclass(frozen=True, kw_only=True)
class NewEntry:
    """An entry of a device. key: random, made when it was noted; noted_at: then; act: which act it is."""

    key: str
    act: str
    noted_at: datetime


@transaction.atomic
def take_entry(
    *, actor: Actor, station: Station, new: NewEntry, apply: Callable[[], object], now: datetime
) -> KeeperEntry:
    """Do what an entry says, once, however often it is sent; a refusal is kept as a conflict, to be shown (R-OFF-16).

    apply: the use case; it runs in a savepoint. Raises NotAllowed, NotFound, KeyMissing.
    """
    require(actor, OfferPermission.KEEPER_KEEP, scope=station)
    if not 8 <= len(new.key) <= 64:
        raise KeyMissing()
    row, made = KeeperEntry.objects.get_or_create(
        station=station, key=new.key,
        defaults={
            "user_id": actor.user_id, "act": new.act[:40], "noted_at": min(new.noted_at, now), "received_at": now,
            "outcome": EntryOutcome.TAKEN,
        },
    )  # fmt: skip
    if not made:
        return row
    try:
        with transaction.atomic():
            apply()
    except Refusal as refusal:
        row.outcome, row.message = EntryOutcome.CONFLICT, str(refusal)[:300]
        row.save(update_fields=["outcome", "message"])
    return row
