"""Finding what a sheet means: its header under title rows, its columns by their headings, its rows among the rest."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import Any

from liangxin.spreadsheets import rules
from liangxin.spreadsheets.cleaning import YES, plain
from liangxin.spreadsheets.kinds import Column, ImportKind
from liangxin.spreadsheets.reading import Sheet

BRACKETS = re.compile(r"[(\[【〔{][^)\]】〕}]*[)\]】〕}]")
DITTO = re.compile(r"^[-—\s]*(同上|〃|″|\"|''|”|“|ditto)[-—\s]*$", re.IGNORECASE)
FOOTER = re.compile(
    r"^(填表人|制表人|制表|填报人|填写人|审核人|复核人|经办人|负责人签字|单位盖章|盖章|填报单位|填表单位|制表单位"
    r"|填报日期|填表日期|填表时间|制表日期|联系人|联系电话|注|备注|说明|附注|填表说明)\s*\d*\s*[:：]"
)
SUBTOTAL = re.compile(r"^.{0,12}(小计|合计|总计|共计|累计)\s*[:：]?\s*(\d+\s*[家人个名条项户]?)?$")
ENUMERATION = re.compile(r"^(\d{1,2}|[①-⑳]|[一二三四五六七八九十]{1,3})[.、)]\s*")
MARKS = {word.casefold() for word in YES} | {"v", "o", "○", "●"}
TITLE_WIDTH = 3  # columns merged over a single filled cell make it a title inside the data


@dataclass(frozen=True)
class Layout:
    """Where things are in one sheet, all counted from 0. headings: of every column, as read."""

    sheet: int = 0
    first_row: int = 0
    depth: int = 1
    columns: Mapping[str, int] = field(default_factory=dict)
    wide: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # key → column (as text) → value
    headings: Sequence[str] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain JSON; `Layout(**layout)` reads it back."""
        return asdict(self)

    def heading_of(self, key: str) -> str:
        """The heading above a mapped column, "" where it is not mapped."""
        at = self.columns.get(key)
        return self.headings[at] if at is not None and at < len(self.headings) else ""


@dataclass(frozen=True)
class SourceRow:
    """One row of data. number: in the sheet, from 1. cells: column key → cell as stored."""

    number: int
    cells: Mapping[str, Any]


@lru_cache(maxsize=10_000)
def folded(heading: str) -> str:
    """A heading without white space, marks of obligation, enumeration and case: " * 1、信用代码：" → "信用代码"."""
    text = re.sub(r"[\s*＊:：_]", "", unicodedata.normalize("NFKC", heading)).casefold()
    text = re.sub(r"[(\[](必填|选填|必填项)[)\]]", "", text)
    return ENUMERATION.sub("", text)


def signature_of(headings: Sequence[str]) -> str:
    """What tells one set of headings from another."""
    return hashlib.sha256("\n".join(folded(heading) for heading in headings).encode()).hexdigest()


def text_of(cell: Any) -> str:
    """A stored cell as text, "" for blanks, dates and errors."""
    return "" if cell is None or isinstance(cell, dict) else plain(cell)


def _cell(sheet: Sheet, row: int, column: int) -> Any:
    cells = sheet.rows[row] if row < len(sheet.rows) else []
    return cells[column] if column < len(cells) else None


def header_cells(sheet: Sheet, first_row: int, depth: int) -> list[list[str]]:
    """The texts of the header rows, merged cells filled; a blank upper cell above a filled one takes its left
    neighbour's where the file has no merges to tell."""
    width = max((len(row) for row in sheet.rows[first_row : first_row + depth]), default=0)
    for top, _left, bottom, right in sheet.merged:
        if top < first_row + depth and bottom >= first_row:
            width = max(width, min(right + 1, rules.MOST_COLUMNS))
    grid = [
        [text_of(_cell(sheet, row, column)) for column in range(width)] for row in range(first_row, first_row + depth)
    ]
    for top, left, bottom, right in sheet.merged:
        if top < first_row or bottom >= first_row + depth:
            continue
        word = text_of(_cell(sheet, top, left))
        for row in range(top, bottom + 1):
            for column in range(left, min(right + 1, width)):
                grid[row - first_row][column] = word if row == top else ""
    if depth > 1 and not sheet.merged:
        for row in range(depth - 1):
            for column in range(1, width):
                if not grid[row][column] and grid[row + 1][column]:
                    grid[row][column] = grid[row][column - 1]
    return grid


def headings_of(sheet: Sheet, first_row: int, depth: int) -> list[str]:
    """One heading a column: the distinct words above it, joined by /."""
    grid = header_cells(sheet, first_row, depth)
    return ["/".join(dict.fromkeys(word for word in words if word)) for words in zip(*grid, strict=True)]


def _names(heading: str) -> list[str]:
    """The ways to read a heading, best first: whole, joined, the lowest word, each without what is in brackets."""
    parts = heading.split("/")
    whole = [heading, "".join(parts), parts[-1]] if len(parts) > 1 else [heading]
    names = [folded(name) for name in whole]
    names += [folded(BRACKETS.sub("", unicodedata.normalize("NFKC", name))) for name in whole]
    return [name for name in dict.fromkeys(names) if name]


def _words_of(column: Column) -> set[str]:
    return {folded(str(word)) for word in (column.key, column.title, *column.synonyms)}


def map_columns(headings: Sequence[str], columns: Sequence[Column]) -> tuple[dict[str, int], dict[str, dict[str, str]]]:
    """Column key → index by synonyms (the better reading of a heading wins, then the left one), and wide columns."""
    offers: list[tuple[int, int, str]] = []
    words = {column.key: _words_of(column) for column in columns}
    for index, heading in enumerate(headings):
        for quality, name in enumerate(_names(heading)):
            offers += [(quality, index, key) for key, known in words.items() if name in known]
    found: dict[str, int] = {}
    taken: set[int] = set()
    for _quality, index, key in sorted(offers, key=lambda offer: offer[:2]):
        if key not in found and index not in taken:
            found[key] = index
            taken.add(index)
    wide: dict[str, dict[str, str]] = {}
    for column in columns:
        values = {folded(heading): value for heading, value in column.wide.items()}
        marked = {
            str(i): values[name]
            for i, heading in enumerate(headings)
            for name in _names(heading)[:1]
            if i not in taken and name in values
        }
        if marked:
            wide[column.key] = marked
    return found, wide


def find_layout(sheets: Sequence[Sheet], kind: ImportKind, *, sheet: int | None = None) -> Layout:
    """The best header among the first rows of the visible sheets (or of `sheet`): most columns known, shallowest, first.

    Where no heading is known, the first row with two words in it is taken and nothing is mapped.
    """
    best, best_rank = Layout(sheet=sheet or 0), (0, 0, 0, 0)
    order = [sheet] if sheet is not None else [i for i, each in enumerate(sheets) if not each.is_hidden and each.rows]
    for index in order or range(len(sheets)):
        for first_row in range(min(rules.HEADER_WITHIN, len(sheets[index].rows))):
            for depth in range(1, rules.DEEPEST_HEADER + 1):
                headings = headings_of(sheets[index], first_row, depth)
                columns, wide = map_columns(headings, kind.columns)
                rank = (len(columns) + len(wide), -depth, -index, -first_row)
                if rank[0] and rank > best_rank:
                    best, best_rank = Layout(index, first_row, depth, columns, wide, headings), rank
    return best if best_rank[0] else _unknown_layout(sheets, order)


def _unknown_layout(sheets: Sequence[Sheet], order: Sequence[int]) -> Layout:
    for index in order:
        for row, cells in enumerate(sheets[index].rows[: rules.HEADER_WITHIN]):
            if sum(isinstance(cell, str) for cell in cells) > 1:
                return Layout(index, row, 1, {}, {}, headings_of(sheets[index], row, 1))
    return Layout(sheet=order[0] if order else 0)


def layout_at(sheet: Sheet, kind: ImportKind, *, index: int, first_row: int, depth: int) -> Layout:
    """The layout with a header that a person pointed at."""
    headings = headings_of(sheet, first_row, depth)
    columns, wide = map_columns(headings, kind.columns)
    return Layout(index, first_row, depth, columns, wide, headings)


def with_columns(layout: Layout, columns: Mapping[str, int], kind: ImportKind) -> Layout:
    """`layout` with the columns a person chose; wide columns that were taken are no longer wide."""
    taken = {str(index) for index in columns.values()}
    wide = {
        key: {at: value for at, value in marks.items() if at not in taken} for key, marks in layout.wide.items()
    }  # fmt: skip
    known = {column.key for column in kind.columns}
    return Layout(
        layout.sheet, layout.first_row, layout.depth, {key: at for key, at in columns.items() if key in known},
        {key: marks for key, marks in wide.items() if marks}, layout.headings,
    )  # fmt: skip


@dataclass
class Skipped:
    """How many rows are no data, by reason; told to the person."""

    subtotals: int = 0
    footers: int = 0
    titles: int = 0
    repeated_headers: int = 0

    def to_notes(self) -> list[dict[str, Any]]:
        """One note for each reason that occurred."""
        return [{"code": f"skipped_{name}", "facts": {"count": count}} for name, count in asdict(self).items() if count]


def rows_of(sheet: Sheet, layout: Layout, kind: ImportKind, skipped: Skipped) -> Iterator[SourceRow]:
    """The rows of data below the header: vertical merges and 同上 filled; totals, footers, titles and blanks left out."""
    start = layout.first_row + layout.depth
    header = [folded(heading) for heading in headings_of(sheet, start - 1, 1)] if layout.headings else []
    merged, titles = _merged_values(sheet, start)
    above: dict[int, Any] = {}
    for index in range(start, len(sheet.rows)):
        cells = list(sheet.rows[index])
        if not any(cell is not None for cell in cells) and index not in merged:
            continue
        if reason := _no_data(cells, header, index, start, titles):
            setattr(skipped, reason, getattr(skipped, reason) + 1)
            continue
        for column, value in merged.get(index, {}).items():
            cells.extend([None] * (column + 1 - len(cells)))
            cells[column] = value if cells[column] is None else cells[column]
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and DITTO.match(cell) and column in above:
                cells[column] = above[column]
        above |= {column: cell for column, cell in enumerate(cells) if cell is not None}
        read = _mapped(cells, layout)
        if any(cell is not None for cell in read.values()):
            yield SourceRow(index + 1, read)


def _no_data(cells: list[Any], header: list[str], index: int, start: int, titles: set[int]) -> str:
    """The reason why a row is no data, "" if it is."""
    filled = [cell for cell in cells if cell is not None]
    first = plain(filled[0]) if filled and isinstance(filled[0], str) else ""
    words = [plain(cell) for cell in filled[:3] if isinstance(cell, str)]
    if any(SUBTOTAL.match(word) for word in words):
        return "subtotals"
    if FOOTER.match(first):
        return "footers"
    if len(filled) == 1 and index in titles:
        return "titles"
    if len(filled) > 1 and [folded(text_of(cell)) for cell in cells] == header[: len(cells)]:
        return "repeated_headers"
    numbers = [int(cell) for cell in (text_of(cell) for cell in filled) if cell.isdigit()]
    if index == start and len(filled) > 2 and numbers == list(range(1, len(filled) + 1)):
        return "repeated_headers"
    return ""


def _merged_values(sheet: Sheet, start: int) -> tuple[dict[int, dict[int, Any]], set[int]]:
    """Row → column → value for cells merged downwards, and the rows whose only cell spans several columns."""
    values: dict[int, dict[int, Any]] = {}
    titles: set[int] = set()
    for top, left, bottom, right in sheet.merged:
        if bottom < start:
            continue
        if top == bottom and right - left + 1 >= TITLE_WIDTH:
            titles.add(top)
        word = _cell(sheet, top, left)
        if word is not None:
            for row in range(max(top + 1, start), bottom + 1):
                values.setdefault(row, {})[left] = word
    return values, titles


def _mapped(cells: Sequence[Any], layout: Layout) -> dict[str, Any]:
    read = {key: cells[at] if at < len(cells) else None for key, at in layout.columns.items()}
    for key, marks in layout.wide.items():
        chosen = [
            value for at, value in marks.items()
            if int(at) < len(cells) and text_of(cells[int(at)]).casefold() in MARKS
        ]  # fmt: skip
        if read.get(key) is None:
            read[key] = "、".join(chosen) or None
    return read
