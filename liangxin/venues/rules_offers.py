"""Pure rules of what stations offer. Ids: docs/rules/offers.md."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

SLOTS_AHEAD = timedelta(days=28)  # R-OFF-01: how far ahead slots are opened
CODE_LENGTH = 6  # R-OFF-05
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
MOST_FEE_FEN = 10_000_000  # R-OFF-02
MOST_WALK_INS = 5_000  # people in a part of a day, R-OFF-14
EXPIRY_NOTICE = timedelta(days=30)  # R-OFF-09: how long before a check runs out it is named
MOST_PIECES = 100_000  # R-OFF-10
NOTES_KEPT_OPEN = timedelta(days=14)  # R-OFF-15: how long an unsettled note is shown


@dataclass(frozen=True)
class WeeklyHours:
    """When a provider gives a service. minutes: since local midnight, [from, to)."""

    hours_id: int
    weekday: int
    start: int
    end: int
    slot_minutes: int
    first: date
    after: date | None  # the first day no longer in force


def slot_starts(hours: WeeklyHours) -> Iterator[tuple[int, int]]:
    """The slots of one such day, in minutes since midnight; a rest shorter than a slot is left out (R-OFF-01)."""
    at = hours.start
    while at + hours.slot_minutes <= hours.end:
        yield at, at + hours.slot_minutes
        at += hours.slot_minutes


def days_of(hours: WeeklyHours, *, first: date, after: date) -> Iterator[date]:
    """The days from `first` to before `after` on which these hours hold."""
    day = max(first, hours.first)
    day += timedelta(days=(hours.weekday - day.isoweekday()) % 7)
    end = min(after, hours.after) if hours.after is not None else after
    while day < end:
        yield day
        day += timedelta(days=7)


def months_later(day: date, months: int) -> date:
    """The same day some months later, the last of its month where that month is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def part_of_day(local: datetime) -> str:
    """Into which part of the day a moment falls (R-OFF-14)."""
    if local.hour < 12:
        return "morning"
    return "afternoon" if local.hour < 18 else "evening"


@dataclass(frozen=True)
class GroupCount:
    """Of a group of a template (室, 厅, 岗): how many points it has, how many are met."""

    group: str
    wanted: int
    met: int

    @property
    def missing(self) -> int:
        return max(0, self.wanted - self.met)


def counted(points: Sequence[tuple[str, bool]]) -> list[GroupCount]:
    """Points as (group, met) counted by group, in the order in which the groups first occur."""
    wanted: dict[str, int] = {}
    met: dict[str, int] = {}
    for group, is_met in points:
        wanted[group] = wanted.get(group, 0) + 1
        met[group] = met.get(group, 0) + is_met
    return [GroupCount(group, wanted[group], met[group]) for group in wanted]


def told_as_sum(groups: Sequence[GroupCount]) -> str:
    """ "2+5+1"."""
    return "+".join(str(one.wanted) for one in groups)
