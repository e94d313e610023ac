"""Reading and writing the four sheets of the national collection form."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

import xlsxwriter

from liangxin.spreadsheets.kinds import Column
from liangxin.spreadsheets.layout import folded, map_columns, text_of
from liangxin.spreadsheets.national_items import (
    ITEMS_OF,
    JOINT_BRANCH,
    MEMBER_FORM,
    MEMBER_ITEMS,
    MEMBER_LIST,
    ORGANISATION_COLUMNS,
    ORGANISATION_FORM,
    ORGANISATION_LIST,
    SHEETS,
    UNIT_KEYS,
    Item,
)
from liangxin.spreadsheets.reading import Sheet
from liangxin.spreadsheets.workbooks import Formats, write_cell

Record = Mapping[str, Any]
MOST_FORMS = 200  # records of which a form is written besides the line in the list
HEADER_WITHIN = 10  # rows
PAIRS_A_ROW = 2


def is_national(sheets: Sequence[Sheet]) -> bool:
    """Whether the file has one of the two lists or two forms under their official names."""
    return any(title in sheet.name for sheet in sheets for title in ITEMS_OF)


def tables_of(sheets: Sequence[Sheet]) -> dict[str, Sheet]:
    """The organisations and the members of a national file as plain tables: {"organisation": …, "member": …}.

    A list (汇总表) wins over the forms (采集表); where the list is empty, the forms are read, several on a sheet or
    one a sheet. Lines that go on with further units of a joint branch are joined into one.
    """
    found: dict[str, Sheet] = {}
    for name, list_title, form_title, items in (
        ("organisation", ORGANISATION_LIST, ORGANISATION_FORM, ORGANISATION_COLUMNS),
        ("member", MEMBER_LIST, MEMBER_FORM, MEMBER_ITEMS),
    ):
        records: Sequence[Record] = list(
            chain.from_iterable(_listed(sheet, items) for sheet in sheets if list_title in sheet.name)
        )
        records = records or list(
            chain.from_iterable(_forms(sheet, items) for sheet in sheets if form_title in sheet.name)
        )
        if name == "organisation":
            records = _joined(records)
        if records:
            found[name] = _table(list_title, items, records)
    return found


def _columns(items: Sequence[Item]) -> list[Column]:
    return [Column(key=item.key, title=item.heading, synonyms=item.also) for item in items]


def _table(name: str, items: Sequence[Item], records: Sequence[Record]) -> Sheet:
    rows: list[list[Any]] = [[item.heading for item in items]]
    rows += [[record.get(item.key) for item in items] for record in records]
    return Sheet(name, rows, [])


def _listed(sheet: Sheet, items: Sequence[Item]) -> Iterator[Record]:
    """The records of a list, its header found by the most items known; a merged first cell counts for all its rows."""
    best: dict[str, int] = {}
    start = 0
    for number, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        found, _wide = map_columns([text_of(cell) for cell in row], _columns(items))
        if len(found) > len(best):
            best, start = found, number + 1
    if items[0].key not in best:
        return
    merged = {(row, left): top for top, left, bottom, _right in sheet.merged for row in range(top, bottom + 1)}
    for number in range(start, len(sheet.rows)):
        record: dict[str, Any] = {}
        for key, at in best.items():
            source = sheet.rows[merged.get((number, at), number)]
            record[key] = source[at] if at < len(source) else None
        if any(value is not None for value in record.values()):
            yield record


def _forms(sheet: Sheet, items: Sequence[Item]) -> Iterator[Record]:
    """The records of forms: a label, and beside it the value; a form ends where its first label comes again."""
    labels = {folded(word): item.key for item in items for word in (item.heading, *item.also)}
    record: dict[str, Any] = {}
    for row in sheet.rows:
        cells = [cell for cell in row if cell is not None]
        at = 0
        while at < len(cells):
            key = labels.get(folded(text_of(cells[at])))
            at += 1
            if key is None:
                continue
            if key == items[0].key and record.get(key) is not None:
                yield record
                record = {}
            if at < len(cells) and folded(text_of(cells[at])) not in labels:
                record.setdefault(key, cells[at])
                at += 1
    if record.get(items[0].key) is not None:
        yield record


def _joined(records: Iterable[Record]) -> list[dict[str, Any]]:
    """Further lines of one joint branch (same name, or none) add their units to its first line, separated by 、."""
    joined: list[dict[str, Any]] = []
    for record in records:
        last = joined[-1] if joined else None
        same = last is not None and record.get("name") in (None, last.get("name"))
        if last is not None and same and text_of(last.get("unit_relation")) == JOINT_BRANCH:
            for key in UNIT_KEYS:
                words = [text_of(last.get(key)), text_of(record.get(key))]
                last[key] = "、".join(word for word in words if word) or None
        else:
            joined.append(dict(record))
    return joined


def write_national_form(organisations: Iterable[Record], members: Iterable[Record]) -> bytes:
    """The four sheets; the forms of the first MOST_FORMS records stand above one another."""
    with io.BytesIO() as file:
        book = xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
        formats = Formats(book)
        sheets = {title: book.add_worksheet(title) for title in SHEETS}
        for form, listed, items, records in (
            (ORGANISATION_FORM, ORGANISATION_LIST, ORGANISATION_COLUMNS, organisations),
            (MEMBER_FORM, MEMBER_LIST, MEMBER_ITEMS, members),
        ):
            every = iter(records)
            first = list(islice(every, MOST_FORMS))
            _write_forms(sheets[form], form, items, first, formats)
            _write_list(sheets[listed], items, chain(first, every), formats)
        book.close()
        return file.getvalue()


def _write_forms(sheet: Any, title: str, items: Sequence[Item], records: Sequence[Record], formats: Formats) -> None:
    sheet.set_column(0, PAIRS_A_ROW * 2 - 1, 24)
    line = 0
    for record in records or [{}]:
        sheet.merge_range(line, 0, line, PAIRS_A_ROW * 2 - 1, title, formats.heading)
        line += 1
        for number, item in enumerate(items):
            row, column = line + number // PAIRS_A_ROW, number % PAIRS_A_ROW * 2
            sheet.write_string(row, column, item.heading, formats.heading)
            write_cell(sheet, row, column + 1, record.get(item.key), formats)
        line += (len(items) + 1) // PAIRS_A_ROW + 1


def _write_list(sheet: Any, items: Sequence[Item], records: Iterable[Record], formats: Formats) -> None:
    sheet.write_string(0, 0, "序号", formats.heading)
    for column, item in enumerate(items, start=1):
        sheet.set_column(column, column, max(2 * len(item.heading) + 2, 12))
        sheet.write_string(0, column, item.heading, formats.heading)
    for number, record in enumerate(records, start=1):
        sheet.write_number(number, 0, number)
        for column, item in enumerate(items, start=1):
            write_cell(sheet, number, column, record.get(item.key), formats)
    sheet.freeze_panes(1, 2)
