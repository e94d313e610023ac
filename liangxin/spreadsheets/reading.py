"""Opening a file that a stranger made: in a process of its own, with limits, or not at all."""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from liangxin.core.errors import RuleBroken
from liangxin.spreadsheets import rules

READER = Path(__file__).with_name("reader_process.py")
MEGABYTE = 1024 * 1024


class FileRefused(RuleBroken):
    """A file that is not opened; the subclass says why."""

    code = "spreadsheets.file_refused"
    field = "file"
    message = _("这个文件不能导入。")
    reason: ClassVar[str] = ""


class FileTooLarge(FileRefused):
    code, message = "spreadsheets.file_too_large", _("文件超过 {most} MB，请分成几份。")


class FileEmpty(FileRefused):
    code, message, reason = "spreadsheets.file_empty", _("文件是空的。"), "empty"


class FileDamaged(FileRefused):
    code, message, reason = (
        "spreadsheets.file_damaged",
        _("文件打不开，可能已损坏。请用表格软件另存为 .xlsx 再试。"),
        "damaged",
    )


class FileWithMacros(FileRefused):
    code, message, reason = "spreadsheets.file_macro", _("文件里有宏，不能导入。请另存为不带宏的 .xlsx。"), "macro"


class FileWithPassword(FileRefused):
    code, message, reason = "spreadsheets.file_password", _("文件设有密码，不能导入。请去掉密码后再试。"), "password"


class FileIsBomb(FileRefused):
    code, message, reason = "spreadsheets.file_bomb", _("文件解开后过大，不能导入。"), "bomb"


class FileTooHeavy(FileRefused):
    code, message, reason = (
        "spreadsheets.file_too_heavy",
        _("读这个文件要用的时间或内存过多。请只留要导入的行和列，另存后再试。"),
        "too_heavy",
    )


class FileIsWebPage(FileRefused):
    code, message, reason = (
        "spreadsheets.file_web_page",
        _("这是网页格式的表格。请用表格软件打开，另存为 .xlsx 再试。"),
        "web_page",
    )


class NotASpreadsheet(FileRefused):
    code, message, reason = (
        "spreadsheets.not_a_spreadsheet",
        _("这不是表格文件。可导入 .xlsx、.xls 和 .csv。"),
        "not_a_spreadsheet",
    )


class EncodingUnknown(FileRefused):
    code, message, reason = (
        "spreadsheets.encoding_unknown",
        _("认不出文字编码。请另存为 UTF-8 或 GB18030 的 .csv，或 .xlsx。"),
        "encoding",
    )


class TooManyRows(FileRefused):
    code, message, reason = "spreadsheets.too_many_rows", _("一张表最多 {most} 行，请分成几份。"), "too_many_rows"


class TooManyColumns(FileRefused):
    code, message, reason = (
        "spreadsheets.too_many_columns",
        _("一张表最多 {most} 列，请删去不用的列。"),
        "too_many_columns",
    )


class TooManySheets(FileRefused):
    code, message, reason = (
        "spreadsheets.too_many_sheets",
        _("最多 {most} 张工作表，请只留要导入的。"),
        "too_many_sheets",
    )


REFUSALS = {refusal.reason: refusal for refusal in FileRefused.__subclasses__() if refusal.reason}


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A formula's error, as stored: #N/A, #REF! …"""

    text: str


@dataclass(frozen=True)
class Sheet:
    """One sheet as read: rows from the top, cells in plain JSON (`cell_of` gives their value)."""

    name: str
    rows: list[list[Any]]
    merged: list[list[int]]
    is_hidden: bool = False
    hidden_rows: tuple[int, ...] = ()


def cell_of(stored: Any) -> Any:
    """A cell's value: text, number, bool, None, date, datetime or ErrorCell."""
    if not isinstance(stored, dict):
        return stored
    if "e" in stored:
        return ErrorCell(stored["e"])
    moment = datetime.fromisoformat(stored["d"]) if "T" in stored["d"] else None
    if moment is None:
        return date.fromisoformat(stored["d"])
    return moment.date() if not (moment.hour or moment.minute or moment.second) else moment


def read_sheets(content: bytes) -> list[Sheet]:
    """The sheets of an .xlsx, .xls or .csv file, told apart by what is in them, not by their name.

    Formulas are never evaluated: the values stored beside them are read. Raises a subclass of FileRefused.
    """
    if len(content) > rules.LARGEST_FILE:
        raise FileTooLarge(most=rules.LARGEST_FILE // MEGABYTE)
    limits = {
        "memory": rules.READER_MEMORY, "seconds": rules.READER_SECONDS, "rows": rules.MOST_ROWS,
        "columns": rules.MOST_COLUMNS, "sheets": rules.MOST_SHEETS, "cell": rules.LONGEST_CELL,
        "parts": rules.MOST_PARTS, "unpacked": rules.LARGEST_UNPACKED, "ratio": rules.HIGHEST_RATIO,
        "ratio_from": rules.RATIO_FROM,
    }  # fmt: skip
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(READER), json.dumps(limits)],
            input=content, capture_output=True, timeout=rules.READER_SECONDS * 2, env={"PYTHONUTF8": "1"}, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise FileTooHeavy() from error
    if done.returncode < 0 or b"MemoryError" in done.stderr or b"memory allocation" in done.stderr:
        raise FileTooHeavy()
    if done.returncode != 0:
        raise FileDamaged()
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise REFUSALS[answer["refused"]](**answer["facts"])
    return [
        Sheet(sheet["name"], sheet["rows"], sheet["merged"], sheet["hidden"], tuple(sheet["hidden_rows"]))
        for sheet in answer["sheets"]
    ]
