"""Dates as rosters write them, with the precision they state: a day, a month or a year."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from liangxin.core.validators.invalid import Invalid
from liangxin.core.validators.numerals import NotANumeral, digits_of, number_of

DAY, MONTH, YEAR = "day", "month", "year"
SERIAL_ZERO = date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 7_000, 73_050
EARLIEST_YEAR, LATEST_YEAR = 1850, 2149
CENTURY_PIVOT = 30
CHINESE = r"[〇○零一二三四五六七八九十廿卅]"
WORDED = re.compile(r"(\d{4}|\d{2})年(?:(\d{1,2})月份?(?:(\d{1,2})[日号]?)?)?")
SEPARATED = re.compile(r"(\d{4}|\d{2})([./\-_,、 ])(\d{1,2})(?:\2(\d{1,2}))?[./日]?")
COMPACT = re.compile(r"(\d{4})(\d{2})?(\d{2})?")
TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$")


class DateInvalid(Invalid):
    code = "date.invalid"
    message = _("看不懂日期“{text}”。请写成 1990-01-05、1990-01 或 1990。")


class DateImpossible(DateInvalid):
    code = "date.impossible"
    message = _("“{text}”这一天不存在。")


class DateAmbiguous(DateInvalid):
    code = "date.ambiguous"
    message = _("“{text}”是数值，可能是 1 月也可能是 10 月。请把该列设为文本后重新填写。")
    can_be_known = False


class DateInFuture(DateInvalid):
    code = "date.future"
    message = _("“{text}”晚于今天。")


@dataclass(frozen=True, slots=True)
class StatedDate:
    """value: the first day of what is stated; precision: "day", "month" or "year"."""

    value: date
    precision: str

    def __str__(self) -> str:
        """1990-01-05, 1990-01 or 1990."""
        return self.value.isoformat()[: {DAY: 10, MONTH: 7, YEAR: 4}[self.precision]]


def _full_year(digits: str, today: date | None) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    pivot = today.year % 100 if today else CENTURY_PIVOT
    return year + (2000 if year <= pivot else 1900)


def _stated(text: str, parts: tuple[str | None, ...], today: date | None) -> StatedDate:
    year, month, day = parts
    whole_year = _full_year(str(year), today)
    if not EARLIEST_YEAR <= whole_year <= LATEST_YEAR:
        raise DateInvalid(text=text)
    try:
        value = date(whole_year, int(month or 1), int(day or 1))
    except ValueError:
        raise DateImpossible(text=text) from None
    return StatedDate(value, DAY if day else MONTH if month else YEAR)


def _serial(number: float, text: str) -> StatedDate:
    if not FIRST_SERIAL <= number <= LAST_SERIAL:
        raise DateInvalid(text=text)
    return StatedDate(SERIAL_ZERO + timedelta(days=int(number)), DAY)


def _number(value: float) -> str | StatedDate:
    """A numeric cell: a serial day, or a year, month or day written in digits (1990, 199001, 1990.01, 19900105)."""
    text = f"{value:.10g}"
    if FIRST_SERIAL <= value <= LAST_SERIAL:
        return _serial(value, text)
    if value != int(value) and re.fullmatch(r"\d{4}\.1", text):
        raise DateAmbiguous(text=text)
    return text


def _arabic(text: str) -> str:
    """Chinese numerals of a date as digits: 一九九〇年十二月五日 → 1990年12月5日."""

    def digits(found: re.Match[str]) -> str:
        numeral = found[0]
        if any(character in "十廿卅" for character in numeral):
            try:
                return str(number_of(numeral))
            except NotANumeral:
                return numeral
        return digits_of(numeral)

    return re.sub(f"{CHINESE}+", digits, text)


def validate(value: str | float | date, *, today: date | None = None, past: bool = False) -> StatedDate:
    """The date in `value`: text, a numeric cell (serial days count from 1899-12-30), a date or a datetime.

    today: two-digit years up to its own are of this century, others of the last. past: a later day is refused.
    Raises DateInvalid, DateImpossible, DateAmbiguous, DateInFuture.
    """
    stated = _validate(value, today)
    if past and today is not None and stated.value > today:
        raise DateInFuture(text=str(stated))
    return stated


def _validate(value: str | float | date, today: date | None) -> StatedDate:
    if isinstance(value, datetime):
        return StatedDate(value.date(), DAY)
    if isinstance(value, date):
        return StatedDate(value, DAY)
    if isinstance(value, (int, float)):
        number = _number(value)
        if isinstance(number, StatedDate):
            return number
        value = number
    text = unicodedata.normalize("NFKC", value).strip().strip("'’‘`\u200b\ufeff ")
    plain = TIME.sub("", _arabic(text)).removesuffix(".0")
    worded = re.sub(r"\s+", "", plain)
    if found := WORDED.fullmatch(worded):
        return _stated(text, found.groups(), today)
    if re.fullmatch(r"\d{5}", plain):
        return _serial(int(plain), text)
    if found := COMPACT.fullmatch(plain):
        return _stated(text, found.groups(), today)
    spaced = re.sub(r"\s*([./\-_,、])\s*", r"\1", plain)
    if found := SEPARATED.fullmatch(spaced):
        return _stated(text, (found[1], found[3], found[4]), today)
    raise DateInvalid(text=text)
