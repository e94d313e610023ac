"""Pure rules of stations. Hours are minutes since local midnight, [from, to)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

DAY_MINUTES = 1440
LOOK_AHEAD = timedelta(days=14)  # R-VEN-08: how far the next opening is looked for
CLOSING_SOON = 30  # minutes, R-VEN-08
MOST_SPANS_A_DAY = 4  # R-VEN-07
MOST_TARGET = 9_999  # stations, R-VEN-05
MOST_LEVELS = 9  # R-VEN-01

Span = tuple[int, int]
_MOBILE = re.compile(r"(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)")


def is_personal_phone(text: str) -> bool:
    """Whether a mobile number stands in `text`: a station's public telephone must be a landline (R-VEN-04)."""
    return _MOBILE.search(re.sub(r"[\s\-—()（）]", "", text)) is not None


def may_stand_below(*, rank: int | None, parent_rank: int | None) -> bool:
    """A station's level is never above its parent's (R-VEN-02); stations outside the levels may stand anywhere."""
    return rank is None or parent_rank is None or rank >= parent_rank


@dataclass(frozen=True)
class SpecialDays:
    """Days that differ from the week. span: None where closed."""

    first: date
    after: date  # the first day that is as usual again
    span: Span | None
    note: str


@dataclass(frozen=True)
class Timetable:
    """When a station is open. week: by ISO weekday."""

    week: Mapping[int, Sequence[Span]] = field(default_factory=dict)
    special: Sequence[SpecialDays] = ()

    @property
    def is_known(self) -> bool:
        return any(self.week.values()) or any(days.span for days in self.special)


@dataclass(frozen=True)
class Opening:
    """Open or closed at a moment. opens_on, opens_at: the next opening, where known within LOOK_AHEAD."""

    is_open: bool
    closes_at: int | None = None
    opens_on: date | None = None
    opens_at: int | None = None
    note: str = ""
    closes_soon: bool = False


def joined(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, those that touch made one."""
    whole: list[Span] = []
    for start, end in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        else:
            whole.append((start, end))
    return whole


def hours_on(timetable: Timetable, day: date) -> tuple[list[Span], str]:
    """The spans of a day and the note of a special day."""
    for days in timetable.special:
        if days.first <= day < days.after:
            return ([days.span] if days.span else []), days.note
    return joined(timetable.week.get(day.isoweekday(), ())), ""


def opening_at(timetable: Timetable, local: datetime) -> Opening | None:
    """Open or closed at a local moment; None where no hours are known at all (R-VEN-08)."""
    if not timetable.is_known:
        return None
    minute = local.hour * 60 + local.minute
    spans, note = hours_on(timetable, local.date())
    for start, end in spans:
        if start <= minute < end:
            return Opening(is_open=True, closes_at=end, note=note, closes_soon=end - minute <= CLOSING_SOON)
    later = next((start for start, _ in spans if start > minute), None)
    if later is not None:
        return Opening(is_open=False, opens_on=local.date(), opens_at=later, note=note)
    for ahead in range(1, LOOK_AHEAD.days + 1):
        day = local.date() + timedelta(days=ahead)
        spans, _ = hours_on(timetable, day)
        if spans:
            return Opening(is_open=False, opens_on=day, opens_at=spans[0][0], note=note)
    return Opening(is_open=False, note=note)


def week_in_runs(week: Mapping[int, Sequence[Span]]) -> list[tuple[int, int, list[Span]]]:
    """The week as runs of neighbouring days with the same hours: (first weekday, last weekday, spans)."""
    runs: list[tuple[int, int, list[Span]]] = []
    for weekday in range(1, 8):
        spans = joined(week.get(weekday, ()))
        if runs and runs[-1][2] == spans:
            runs[-1] = (runs[-1][0], weekday, spans)
        else:
            runs.append((weekday, weekday, spans))
    return runs


def area_words(area_m2: Decimal) -> str:
    """2400 → "2,400", 120.50 → "120.5": square metres as people read them."""
    return f"{area_m2:,.1f}".removesuffix(".0")


def clock(minutes: int) -> str:
    """540 → "9:00", 1440 → "24:00"."""
    return f"{minutes // 60}:{minutes % 60:02d}"
