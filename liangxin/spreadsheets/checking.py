"""Cleaning the cells of a row, and saying at the cell what is wrong. Pure: no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from liangxin.core.validators.invalid import Invalid
from liangxin.spreadsheets.choices import Severity
from liangxin.spreadsheets.cleaning import CleanContext, Flagged, plain
from liangxin.spreadsheets.kinds import ImportKind, Problem
from liangxin.spreadsheets.layout import Layout
from liangxin.spreadsheets.reading import ErrorCell, cell_of

WEIGHT = {"": 0, Severity.FLAG: 1, Severity.ERROR: 2, Severity.LOST: 3}


@dataclass(frozen=True)
class CheckedRow:
    """values: of the cells that were understood."""

    values: dict[str, Any]
    problems: tuple[Problem, ...]

    @property
    def is_good(self) -> bool:
        return heaviest(self.problems) in {"", Severity.FLAG}


def heaviest(problems: tuple[Problem, ...] | list[Problem]) -> str:
    """The severity of the worst problem, "" for none."""
    return max((str(problem.severity) for problem in problems), key=lambda severity: WEIGHT[severity], default="")


def check_cells(
    kind: ImportKind, cells: Mapping[str, Any], *, layout: Layout, today: date, area_code: str = ""
) -> CheckedRow:
    """Clean the cells of one row; a blank cell is None, a column that the file lacks is absent."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for column in kind.columns:
        if column.key not in cells:
            continue
        cell = cell_of(cells[column.key])
        if cell is None or (isinstance(cell, str) and not plain(cell)):
            values[column.key] = None
            if column.required:
                problems.append(Problem(column=column.key, code="cell.required", message=_("这一格必须填写。")))
            continue
        context = CleanContext(today=today, heading=layout.heading_of(column.key), area_code=area_code)
        outcome = _clean(column.key, column.clean, cell, context)
        if isinstance(outcome, Problem):
            problems.append(outcome)
        elif isinstance(outcome, Flagged):
            values[column.key] = outcome.value
            problems.append(
                Problem(column=column.key, code=outcome.code, message=str(outcome.message), severity=Severity.FLAG)
            )
        else:
            values[column.key] = outcome
    return CheckedRow(values, tuple(problems))


def _clean(key: str, clean: Any, cell: Any, context: CleanContext) -> Any:
    if isinstance(cell, ErrorCell):
        message = _("这一格是公式错误 {error}，请改成数值或文字。").format(error=cell.text)
        return Problem(column=key, code="cell.formula_error", message=message, mark=cell.text)
    try:
        return clean(cell, context)
    except Invalid as refusal:
        severity = Severity.ERROR if refusal.can_be_known else Severity.LOST
        mark = str(refusal.facts.get("character", ""))
        return Problem(
            column=key,
            code=refusal.code,
            message=str(refusal),
            suggestion=refusal.suggestion,
            severity=severity,
            mark=mark,
        )


def duplicate_of(column: str, number: int) -> Problem:
    """The problem of a row that says again what row `number` says."""
    message = _("和第 {number} 行重复，只留一行。").format(number=number)
    return Problem(column=column, code="row.duplicate", message=message)
