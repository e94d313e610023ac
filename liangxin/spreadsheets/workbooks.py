"""Cells on their way out: their type kept, and nothing that a spreadsheet program would run."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import is_aware, localtime

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(value: Any) -> Any:
    """Text that a spreadsheet program would take for a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def local(value: Any) -> Any:
    """An instant as the people here read it; a spreadsheet knows no zones."""
    if isinstance(value, datetime) and is_aware(value):
        return localtime(value).replace(tzinfo=None)
    return value


class Formats:
    """The few formats of a workbook."""

    def __init__(self, book: Any) -> None:
        self.heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self.text = book.add_format({"num_format": "@"})
        self.bad = book.add_format({"num_format": "@", "bg_color": "#FBE3DF", "border": 1, "border_color": "#B3261E"})
        self.reason = book.add_format({"font_color": "#B3261E", "text_wrap": True, "valign": "top"})


def write_cell(sheet: Any, row: int, column: int, value: Any, formats: Formats, *, style: Any = None) -> None:
    """Write one value by its type; text that would be a formula is neutralised."""
    value = local(value)
    if value is None or value == "":
        if style is not None:
            sheet.write_blank(row, column, None, style)
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value, style or formats.moment)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), style or formats.day)  # noqa: DTZ001
    elif isinstance(value, (int, float, Decimal)):
        sheet.write_number(row, column, float(value), style)
    else:
        sheet.write_string(row, column, neutral(str(value)), style or formats.text)
