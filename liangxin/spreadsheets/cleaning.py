"""Cleaners for cells: each makes a function that turns what a person typed into plain JSON, or raises Invalid.

Blank cells never reach a cleaner. Numbers arrive as int or float, dates as date or datetime, all else as text.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext_lazy as _

from liangxin.core.validators import citizen_id as citizen_ids
from liangxin.core.validators import credit_code as credit_codes
from liangxin.core.validators import dates, geo, phone, texts
from liangxin.core.validators import money as amounts
from liangxin.core.validators.invalid import Invalid
from liangxin.core.validators.numerals import NotANumeral, number_of

Cleaner = Callable[[Any, "CleanContext"], Any]


@dataclass(frozen=True, kw_only=True)
class CleanContext:
    """today: of the person importing. heading: as written above the cell, with its unit: 注册资本（万元）."""

    today: date
    heading: str = ""
    area_code: str = ""


@dataclass(frozen=True, kw_only=True)
class Flagged:
    """A value that is accepted with a word of caution; message: for the person."""

    value: Any
    code: str
    message: Any


class TooLong(Invalid):
    code = "cell.too_long"
    message = _("最多 {longest} 个字，这里有 {length} 个。")


class NotANumber(Invalid):
    code = "cell.not_a_number"
    message = _("“{text}”不是数字。不确定就留空，以后再补。")


class NumberOutOfRange(Invalid):
    code = "cell.number_range"
    message = _("应在 {least} 与 {most} 之间。")


class NotAChoice(Invalid):
    code = "cell.not_a_choice"
    message = _("“{text}”不在可选内容中：{choices}。")


class NotYesOrNo(Invalid):
    code = "cell.not_yes_no"
    message = _("请填“是”或“否”，这里是“{text}”。")


def plain(cell: Any) -> str:
    """A cell as a person reads it: 3.0 is 3, a date is 1990-01-05; cleaned of invisible characters."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if not (cell.hour or cell.minute or cell.second) else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    return texts.clean(str(cell))


def text(longest: int = 500) -> Cleaner:
    """Any text of at most `longest` characters."""

    def clean(cell: Any, context: CleanContext) -> str:
        value = plain(cell)
        if len(value) > longest:
            raise TooLong(longest=longest, length=len(value))
        return value

    return clean


def person_name() -> Cleaner:
    """王　伟 → 王伟."""
    return lambda cell, context: texts.person_name(plain_name(cell))


def plain_name(cell: Any) -> str:
    """A name's cell without NFKC, which would break its dots."""
    return cell if isinstance(cell, str) else plain(cell)


def body_name(longest: int = 200) -> Cleaner:
    """The name of a company or body, brackets in one form."""

    def clean(cell: Any, context: CleanContext) -> str:
        value = texts.body_name(plain(cell))
        if len(value) > longest:
            raise TooLong(longest=longest, length=len(value))
        return value

    return clean


def credit_code() -> Cleaner:
    """The unified social credit code, upper case."""

    def clean(cell: Any, context: CleanContext) -> str:
        if isinstance(cell, (int, float)):
            raise credit_codes.CreditCodeLostDigits
        return credit_codes.validate(str(cell)).value

    return clean


def citizen_id() -> Cleaner:
    """The identity number, 18 characters; lost digits are refused, an unknown division is flagged."""

    def clean(cell: Any, context: CleanContext) -> Any:
        found = citizen_ids.validate(
            cell if isinstance(cell, (str, int, float)) else plain(cell), today=context.today, pasted=True
        )
        if found.warnings:
            return Flagged(
                value=found.value, code="citizen_id.division", message=_("前六位不是现行的行政区划代码，请核对。")
            )
        return found.value

    return clean


def phones(most: int = 2) -> Cleaner:
    """A list of at most `most` numbers: two are often written in one cell."""

    def clean(cell: Any, context: CleanContext) -> list[str]:
        return [found.value for found in phone.validate_all(_digits(cell), area_code=context.area_code)][:most]

    return clean


def mobile() -> Cleaner:
    """One mobile number."""

    def clean(cell: Any, context: CleanContext) -> str:
        found = phone.validate(_digits(cell))
        if found.kind != phone.MOBILE:
            raise phone.PhoneInvalid(text=plain(cell))
        return found.value

    return clean


def _digits(cell: Any) -> str:
    return f"{cell:.0f}" if isinstance(cell, (int, float)) and not isinstance(cell, bool) else str(cell)


def stated_date(*, past: bool = False) -> Cleaner:
    """1990-01-05, 1990-01 or 1990: the length states the precision (read back with `dates.validate`)."""

    def clean(cell: Any, context: CleanContext) -> str:
        value = cell if isinstance(cell, (date, int, float)) else str(cell)
        return str(dates.validate(value, today=context.today, past=past))

    return clean


def whole_day(*, past: bool = False) -> Cleaner:
    """A date whose day is stated: 1990-01-05."""

    def clean(cell: Any, context: CleanContext) -> str:
        value = cell if isinstance(cell, (date, int, float)) else str(cell)
        found = dates.validate(value, today=context.today, past=past)
        if found.precision != dates.DAY:
            raise DayMissing(text=plain(cell))
        return str(found)

    return clean


class DayMissing(Invalid):
    code = "date.day_missing"
    message = _("“{text}”没有写到日，这一格要年月日，例如 2020-07-15。不知道是哪天就先留空，以后再补。")


def money() -> Cleaner:
    """{"amount": "5000000", "currency": "CNY", "unit": "万", "text": as written}; the heading may state the unit."""

    def clean(cell: Any, context: CleanContext) -> dict[str, str]:
        stated = re.search(r"[（(【\[]\s*(亿|千万|百万|万|千)?元?[^（(]*[)）】\]]", context.heading)
        value = cell if isinstance(cell, (int, float)) else str(cell)
        found = amounts.validate(value, unit=(stated[1] or "") if stated else "")
        return {
            "amount": format(found.amount, "f"), "currency": found.currency, "unit": found.unit, "text": plain(cell),
        }  # fmt: skip

    return clean


def number(*, least: Decimal | int | None = None, most: Decimal | int | None = None, whole: bool = False) -> Cleaner:
    """A number as text (exact), or an int where `whole`; 1,200 and 三十 and 58人 are understood, 约三十几 is not."""

    def clean(cell: Any, context: CleanContext) -> str | int:
        written = plain(cell)
        bare = re.sub(r"(?<=\d)[,](?=\d{3})", "", re.sub(r"\s+", "", written))
        bare = re.sub(r"(人|名|个|家|位|户|平方米|㎡|m2|平米|层)$", "", bare)
        try:
            value = number_of(bare) if not bare[:1].isascii() else Decimal(bare)
        except (InvalidOperation, NotANumeral):
            raise NotANumber(text=written) from None
        if not value.is_finite() or (whole and value != value.to_integral_value()):
            raise NotANumber(text=written)
        if (least is not None and value < least) or (most is not None and value > most):
            raise NumberOutOfRange(least="−∞" if least is None else least, most="∞" if most is None else most)
        return int(value) if whole else format(value, "f")

    return clean


def whole_number(*, least: int = 0, most: int = 10_000_000) -> Cleaner:
    """A count."""
    return number(least=least, most=most, whole=True)


def choice(words: Mapping[str, str], *, case: bool = False) -> Cleaner:
    """The code of a word: `words` maps every known way of writing (大本, 本科, 大学本科) to its code.

    A near miss is suggested, never applied.
    """
    known = {_folded(word): code for word, code in words.items()}
    known |= {_folded(code): code for code in words.values()}
    shown = "、".join(dict.fromkeys({code: word for word, code in reversed(list(words.items()))}.values()))

    def clean(cell: Any, context: CleanContext) -> str:
        written = plain(cell)
        code = known.get(_folded(written))
        if code is not None:
            return code
        near = get_close_matches(written, list(words), n=1, cutoff=0.6)
        raise NotAChoice(suggestion=near[0] if near else "", text=written, choices=shown)

    return clean


def _folded(word: str) -> str:
    return re.sub(r"[\s()（）、\-/]", "", unicodedata.normalize("NFKC", word)).casefold()


YES = {"是", "有", "已", "对", "y", "yes", "true", "1", "√", "✓", "✔", "已建", "已建立"}
NO = {"否", "无", "未", "没有", "n", "no", "false", "0", "×", "✗", "x", "未建", "未建立"}


def yes_no() -> Cleaner:
    """True or False."""

    def clean(cell: Any, context: CleanContext) -> bool:
        word = plain(cell).casefold()
        if word in YES or word in NO:
            return word in YES
        raise NotYesOrNo(text=plain(cell))

    return clean


def several(one: Cleaner) -> Cleaner:
    """A list of what `one` cleans, written with 、 , ; / or on several lines."""

    def clean(cell: Any, context: CleanContext) -> list[Any]:
        parts = re.split(r"[、,，;；/\n]", str(cell)) if isinstance(cell, str) else [cell]
        return [one(part, context) for part in parts if str(part).strip()]

    return clean


def longitude() -> Cleaner:
    """Degrees as a float."""
    return lambda cell, context: float(number(least=-180, most=180)(cell, context))


def latitude() -> Cleaner:
    """Degrees as a float; a value that is a longitude is refused with that word."""

    def clean(cell: Any, context: CleanContext) -> float:
        value = float(number(least=-180, most=180)(cell, context))
        if abs(value) > 90:
            raise geo.CoordinatesSwapped
        return value

    return clean
