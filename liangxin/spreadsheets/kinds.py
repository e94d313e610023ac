"""What a register declares so that it can be imported: its columns and three functions. See docs/howto/import-kind.md."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from liangxin.core.errors import NotFound, RuleBroken
from liangxin.spreadsheets.choices import Outcome, Severity
from liangxin.spreadsheets.cleaning import CleanContext, text

if TYPE_CHECKING:
    from liangxin.access.actor import Actor

Cell = str | int | float | bool | date | None
Clean = Callable[[Any, CleanContext], Any]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a kind.

    key: the name under which `Row.values` holds the cleaned value. title: the heading in the template.
    synonyms: other headings seen in real files. clean: a cleaner of `cleaning`, or one's own; its value is plain JSON.
    example: a cell of the template. personal: masked in the preview. wide: heading → value, where a sheet has one
    column per value marked with 是 or √ (the marked values are joined with 、 and then cleaned).
    """

    key: str
    title: Any
    synonyms: tuple[str, ...] = ()
    required: bool = False
    clean: Clean = field(default_factory=text)
    example: str = ""
    note: Any = ""
    personal: bool = False
    wide: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something a person must know about a cell; column "" concerns the whole row. mark: the faulty characters."""

    column: str
    code: str
    message: str
    suggestion: str = ""
    severity: str = Severity.ERROR
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row all of whose cells were understood. values: a column missing from the file is missing here; blank is None."""

    number: int
    values: Mapping[str, Any]

    def get(self, key: str, default: Any = None) -> Any:
        """The cleaned value, or `default` where it is missing or blank."""
        value = self.values.get(key)
        return default if value is None else value


@dataclass(frozen=True, kw_only=True)
class ImportContext:
    """Who imports, when, into what. options: the kind's options as chosen for this batch.

    provided: the values that the file itself has in the kind's `provides` column: a row may name one of them before
    it exists.
    """

    actor: "Actor"
    now: datetime
    today: date
    batch_id: int | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    provided: frozenset[str] = frozenset()


class NotYet(RuleBroken):
    """Raised by `apply_row`: the row needs another row of the file that is not in yet; it is tried again after it."""

    code, message = "spreadsheets.not_yet", _("这一行所依赖的另一行没有导入。")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What would become of a row, without writing anything.

    outcome: created, updated, unchanged, queued or refused; refused needs a problem of severity error or lost.
    object_id: what is updated, unchanged or, for queued, the record outside the scope (never shown to the importer).
    queued_node_id: the tree node whose people decide on a queued row. changes: column key → (before, after), for people.
    """

    outcome: str
    object_id: int | None = None
    problems: tuple[Problem, ...] = ()
    queued_node_id: int | None = None
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Applied:
    """What became of a row. before: plain JSON by which `undo` restores an updated object; kept encrypted."""

    outcome: str
    object_kind: str = ""
    object_id: int | None = None
    before: Mapping[str, Any] | None = None


@dataclass(frozen=True, kw_only=True)
class Option:
    """A choice made once per batch; choices: value → label, the first is the default."""

    key: str
    title: Any
    choices: Mapping[str, Any]


PlanRows = Callable[[ImportContext, Sequence[Row]], Sequence[Plan]]
ApplyRow = Callable[[ImportContext, Row, Plan], Applied]
ApplyRows = Callable[[ImportContext, Sequence[tuple[Row, Plan]]], Sequence[Applied]]
UndoRow = Callable[[ImportContext, Applied], None]


@dataclass(frozen=True, kw_only=True)
class ImportKind:
    """A register that can be imported.

    permission: the register's own, required before a file is looked at. identity: column keys whose equal values in
    two rows of one file are a duplicate; each key counts alone, blanks never. provides: the column key whose values
    other rows of the file may refer to (the name of a body, for its children); see ImportContext.provided and NotYet.
    plan_rows: outcomes for at most 500 rows, in their order, with a fixed number of queries.
    apply_row: writes one row through the register's services; a Refusal refuses the row alone.
    apply_rows: the same for many rows at once (bulk services), in their order; where it refuses, nothing of it stays
    and the rows are written one by one.
    undo_row: takes one row back; a Refusal (something depends on it) refuses the whole undo.
    """

    code: str
    title: Any
    columns: tuple[Column, ...]
    permission: str
    plan_rows: PlanRows
    apply_row: ApplyRow
    undo_row: UndoRow
    apply_rows: ApplyRows | None = None
    identity: tuple[str, ...] = ()
    provides: str = ""
    options: tuple[Option, ...] = ()

    def column(self, key: str) -> Column:
        """Raises KeyError."""
        return next((column for column in self.columns if column.key == key), None) or _missing(key)

    def default_options(self) -> dict[str, str]:
        """Each option's first choice."""
        return {option.key: next(iter(option.choices)) for option in self.options}


def _missing(key: str) -> Column:
    raise KeyError(key)


KINDS: dict[str, ImportKind] = {}


def register_kind(kind: ImportKind) -> ImportKind:
    """Make `kind` known; called at import of the room's `importing.py`, which the room's `apps.ready()` imports.

    Raises ValueError for a code that is taken or two columns with one key.
    """
    keys = [column.key for column in kind.columns]
    if kind.code in KINDS:
        raise ValueError(f"two import kinds are named {kind.code}")
    if len(keys) != len(set(keys)):
        raise ValueError(f"two columns of {kind.code} have one key")
    KINDS[kind.code] = kind
    return kind


def get_kind(code: str) -> ImportKind:
    """Raises NotFound."""
    try:
        return KINDS[code]
    except KeyError:
        raise NotFound(kind=code) from None


def refused(*problems: Problem) -> Plan:
    """A plan that refuses the row."""
    return Plan(outcome=Outcome.REFUSED, problems=problems)
