"""Files as people make them, and a register that lives in memory."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
import xlwt


def xlsx(
    rows: Sequence[Sequence[Any]], *, merged: Sequence[tuple[int, int, int, int]] = (), name: str = "Sheet1"
) -> bytes:
    """A workbook of one sheet; merged: top, left, bottom, right from 0."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False}
    ) as book:
        book.set_properties({"created": datetime(2026, 11, 23)})  # noqa: DTZ001 - the same file each time
        sheet = book.add_worksheet(name)
        for top, left, bottom, right in merged:
            sheet.merge_range(top, left, bottom, right, "")
        write(sheet, rows)
    return file.getvalue()


def write(sheet: Any, rows: Sequence[Sequence[Any]]) -> None:
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, column, cell)
            elif cell is not None:
                sheet.write(number, column, cell)


def xls(rows: Sequence[Sequence[Any]], *, name: str = "名册") -> bytes:
    """An old workbook of one sheet."""
    file = io.BytesIO()
    book = xlwt.Workbook()
    sheet = book.add_sheet(name)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is not None:
                sheet.write(number, column, cell)
    book.save(file)
    return file.getvalue()


def csv_bytes(rows: Sequence[Sequence[Any]], encoding: str = "utf-8") -> bytes:
    """A file of text."""
    return "\r\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in rows).encode(encoding)


def with_part(workbook: bytes, name: str, content: bytes) -> bytes:
    """`workbook` with one more file inside."""
    file = io.BytesIO(workbook)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()
