"""What anyone may know of activities without signing in: what is published and public, by random addresses."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from liangxin.activities.choices import ActivityStatus
from liangxin.activities.models import Activity
from liangxin.activities.selectors.activities import RELATED, SHOWN, ActivityFilter, _condition
from liangxin.core.errors import NotFound


def list_public(*, now: datetime, asked: ActivityFilter | None = None) -> "QuerySet[Activity]":
    """What is on and still to come, the soonest first."""
    rows = Activity.objects.filter(is_public=True, status=ActivityStatus.PUBLISHED, ends_at__gt=now)
    if asked is not None:
        rows = rows.filter(_condition(asked))
    return rows.select_related(*RELATED).order_by("starts_at", "pk")


def get_public(*, slug: str) -> Activity:
    """A published activity by its address. Raises NotFound."""
    found = Activity.objects.filter(slug=slug, is_public=True, status__in=SHOWN).select_related(*RELATED).first()
    if found is None:
        raise NotFound()
    return found


def find_public(*, slug: str) -> Activity | None:
    """As `get_public`, None where there is none."""
    return Activity.objects.filter(slug=slug, is_public=True, status__in=SHOWN).select_related(*RELATED).first()


def id_of(*, slug: str) -> int:
    """The id behind an address that was published; who may register there is asked by `register`. Raises NotFound."""
    found = Activity.objects.filter(slug=slug, status__in=SHOWN).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound()
    return int(found)


@dataclass(frozen=True)
class Standing:
    """How a public activity stands at a moment. left: places; None without end. state: changes with what a page says
    besides that number."""

    left: int | None
    state: tuple[object, ...]


def standing_of(*, slug: str, now: datetime) -> Standing | None:
    """How it stands, exactly, in one narrow read; None where there is none."""
    rows = Activity.objects.filter(slug=slug, is_public=True, status__in=SHOWN)
    row = rows.values_list("status", "capacity", "taken", "opens_at", "closes_at", "late_until", "ends_at").first()
    if row is None:
        return None
    status, capacity, taken, opens_at, closes_at, late_until, ends_at = row
    left = None if capacity is None else capacity - taken
    moments = [at is not None and at <= now for at in (opens_at, closes_at, late_until, ends_at)]
    return Standing(left, (status, left is not None and left <= 0, *moments))
