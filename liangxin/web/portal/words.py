"""Open or closed in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from liangxin.venues.choices import StationStatus, Weekday
from liangxin.venues.rules import Opening, SpecialDays, Timetable, clock, opening_at, week_in_runs
from liangxin.venues.selectors.public import PublicStation

NEAR_WEEK = 7  # days within which a weekday says enough


@dataclass(frozen=True)
class OpeningWords:
    """state: a kind of {% state %}; word: 开放中; detail: 今天到 21:00; clock and about: the big figure of a row."""

    is_open: bool
    state: str
    word: str
    detail: str
    clock: str
    about: str
    opens: str = ""  # sorts those closed by when they open next


def day_word(day: date, today: date) -> str:
    """今天, 明天, 周三, 11月30日."""
    distance = (day - today).days
    if distance == 0:
        return _("今天")
    if distance == 1:
        return _("明天")
    if 0 < distance < NEAR_WEEK:
        return str(Weekday(day.isoweekday()).label)
    return _("{month}月{day}日").format(month=day.month, day=day.day)


def opening_words(station: PublicStation, local: datetime) -> OpeningWords:
    """Whether one can go there now, and until or from when."""
    if station.status == StationStatus.PREPARING:
        return OpeningWords(False, "none", _("筹建中"), station.status_note, "—", _("筹建中"))
    if station.status == StationStatus.SUSPENDED:
        return OpeningWords(False, "over", _("暂停开放"), station.status_note, "—", _("暂停"))
    opening = opening_at(station.timetable, local)
    if opening is None:
        return OpeningWords(False, "none", _("开放时间未公布"), "", "—", _("未公布"))
    return _open(opening) if opening.is_open else _closed(opening, local.date())


def _open(opening: Opening) -> OpeningWords:
    closes = clock(opening.closes_at or 0)
    detail = _("今天到 {time}").format(time=closes)
    if opening.closes_soon:
        return OpeningWords(True, "due", _("快关门了"), detail, closes, _("关门"))
    return OpeningWords(True, "done", _("开放中"), detail, closes, _("关门"))


def _closed(opening: Opening, today: date) -> OpeningWords:
    note = opening.note
    if opening.opens_on is None or opening.opens_at is None:
        return OpeningWords(False, "none", _("现在不开放"), note, "—", _("不开放"))
    day, time = day_word(opening.opens_on, today), clock(opening.opens_at)
    detail = _("{day} {time} 开门").format(day=day, time=time)
    if note:
        detail = _("{note}，{day} {time} 开门").format(note=note, day=day, time=time)
    order = f"{opening.opens_on:%Y%m%d}{opening.opens_at:04d}"
    return OpeningWords(False, "none", _("已关门"), detail, time, _("{day}开门").format(day=day), order)


@dataclass(frozen=True)
class HoursLine:
    days: str
    hours: str
    is_now: bool


def spans_in_words(spans: Sequence[tuple[int, int]]) -> str:
    """9:00–12:00、13:00–18:00, or 不开放."""
    return "、".join(f"{clock(start)}–{clock(end)}" for start, end in spans) or _("不开放")


def week_in_words(timetable: Timetable, today: date) -> list[HoursLine]:
    """The week, neighbouring days with the same hours in one line; today's line is marked."""
    lines = []
    for first, last, spans in week_in_runs(timetable.week):
        days = str(Weekday(first).label)
        if last != first:
            days = _("{first}至{last}").format(first=days, last=Weekday(last).label)
        lines.append(HoursLine(days, spans_in_words(spans), first <= today.isoweekday() <= last))
    return lines


def special_in_words(special: Iterable[SpecialDays]) -> list[HoursLine]:
    """Days that differ, with their note."""
    lines = []
    for days in special:
        last = date.fromordinal(days.after.toordinal() - 1)
        words = f"{days.first:%Y-%m-%d}" if last == days.first else f"{days.first:%Y-%m-%d} – {last:%Y-%m-%d}"
        hours = spans_in_words([days.span] if days.span else [])
        lines.append(HoursLine(words, f"{days.note} · {hours}" if days.note else hours, False))
    return lines
