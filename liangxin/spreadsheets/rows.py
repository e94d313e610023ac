"""A row as the preview shows it: its cells, what is wrong with each, the faulty characters marked."""

from dataclasses import dataclass, field
from typing import Any

from liangxin.core.names import masked_name
from liangxin.spreadsheets.choices import Outcome, Severity
from liangxin.spreadsheets.cleaning import plain
from liangxin.spreadsheets.codec import from_text, problems_from_text
from liangxin.spreadsheets.kinds import ImportKind, Problem
from liangxin.spreadsheets.layout import Layout
from liangxin.spreadsheets.models import ImportRow
from liangxin.spreadsheets.reading import ErrorCell, cell_of

SHOWN_OF_PERSONAL = 4


@dataclass(frozen=True)
class CellView:
    """One cell. text: as in the file, masked where personal and without a problem; before, mark, after: its parts."""

    key: str
    text: str
    problems: list[Problem] = field(default_factory=list)
    changed_from: str = ""

    @property
    def worst(self) -> Problem | None:
        """The problem shown first."""
        order = {"lost": 0, "error": 1, "flag": 2}
        return min(self.problems, key=lambda problem: order.get(problem.severity, 3), default=None)

    @property
    def parts(self) -> tuple[str, str, str]:
        """Before the faulty characters, they themselves, and after."""
        mark = self.worst.mark if self.worst else ""
        before, found, after = self.text.partition(mark) if mark else (self.text, "", "")
        return (before, found, after)


@dataclass(frozen=True)
class RowView:
    """One row of the preview. problems: of the whole row."""

    number: int
    cells: list[CellView]
    problems: list[Problem]
    planned: str
    outcome: str
    severity: str
    object_id: int | None

    @property
    def planned_label(self) -> str:
        """What will become, or became, of it, in words."""
        if not self.outcome and self.planned == Outcome.REFUSED and self.severity:
            return str(Severity(self.severity).label)
        word = self.outcome or self.planned
        return str(Outcome(word).label) if word else ""


def text_of(stored: Any) -> str:
    """A stored cell as a person reads it."""
    cell = cell_of(stored)
    if cell is None:
        return ""
    return cell.text if isinstance(cell, ErrorCell) else plain(cell)


def masked(text: str) -> str:
    """王* for a name, the last four characters of anything else."""
    if not any(character.isdigit() for character in text):
        return masked_name(text)
    return f"{'*' * max(len(text) - SHOWN_OF_PERSONAL, 0)}{text[-SHOWN_OF_PERSONAL:]}"


def view_of(row: ImportRow, kind: ImportKind, layout: Layout) -> RowView:
    """`row` with a cell for every column that the file has, in the order of the kind."""
    raw = from_text(row.raw, {})
    problems = problems_from_text(row.problems)
    changes = from_text(row.plan, {}).get("changes", {})
    cells = []
    for column in kind.columns:
        if column.key not in {*layout.columns, *layout.wide}:
            continue
        mine = [problem for problem in problems if problem.column == column.key]
        text = text_of(raw.get(column.key))
        if column.personal and not mine and text:
            text = masked(text)
        changed = changes.get(column.key)
        before = "" if changed is None else masked(changed[0]) if column.personal else changed[0]
        cells.append(CellView(column.key, text, mine, before))
    shown = {cell.key for cell in cells}
    return RowView(
        row.number, cells, [problem for problem in problems if problem.column not in shown], row.planned, row.outcome,
        row.severity, row.object_id if row.outcome != Outcome.QUEUED else None,
    )  # fmt: skip
