"""Columns: what is shown of a row, how it sorts, how it leaves in a file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from liangxin.web.shared.templatetags import lx

Kind = Literal["text", "number", "money", "percent", "day", "when"]
Phone = Literal["show", "label", "hide"]

RIGHT = {"number", "money", "percent"}


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column. The first is the row's name: always shown, the head of its card on a phone.

    value: how the plain value is found (callable, or dotted path; the key without it); exported as it is.
    cell: what is shown where that is more than the value (chips, states); a SafeString or plain text.
    small: a second line under the value. url: where the value leads.
    sort: the fields it sorts by (ascending); without them it does not sort.
    hidden: shown only when chosen. phone: "show" plain, "label" with its label before it, "hide" not on a phone.
    permission: only for actors whose role has it.
    """

    key: str
    label: object
    value: Callable[[Any], Any] | str = ""
    cell: Callable[[Any], object] | None = None
    small: Callable[[Any], object] | None = None
    url: Callable[[Any], str] | None = None
    sort: tuple[str, ...] = ()
    kind: Kind = "text"
    hidden: bool = False
    phone: Phone = "show"
    permission: str = ""
    exported: bool = True

    @property
    def unbroken(self) -> bool:
        """Numbers and days stay on one line."""
        return self.kind != "text"

    @property
    def right(self) -> bool:
        return self.kind in RIGHT

    def value_of(self, row: Any) -> Any:
        """The plain value."""
        if callable(self.value):
            return self.value(row)
        found = row
        for part in (self.value or self.key).split("."):
            found = found.get(part) if isinstance(found, dict) else getattr(found, part, None)
            found = found() if callable(found) else found
            if found is None:
                return None
        return found

    def shown(self, row: Any) -> object:
        """What stands in the cell."""
        inner = self.cell(row) if self.cell is not None else self._formatted(self.value_of(row))
        if inner is None or inner == "":
            inner = "—"
        if self.url is not None and (address := self.url(row)):
            inner = format_html('<a href="{}">{}</a>', address, inner)
        if self.small is not None and (second := self.small(row)):
            inner = format_html("{}<small>{}</small>", inner, second)
        return inner

    def _formatted(self, value: Any) -> SafeString | str:
        if value is None or value == "":
            return "—"
        if self.kind == "number":
            return lx.number(value)
        if self.kind == "money":
            return lx.money(value)
        if self.kind == "percent":
            return lx.percent(value)
        if self.kind == "day":
            return lx.exact_day(value)
        if self.kind == "when":
            return lx.when(value)
        return value if isinstance(value, SafeString) else str(value)

    def exported_value(self, row: Any) -> str | int | float | Decimal | date | datetime | None:
        """What goes into the file: numbers and days as such, everything else as text."""
        value = self.value_of(row)
        if value is None or isinstance(value, bool):
            return None if value is None else str(value)
        if isinstance(value, datetime):
            return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
        if isinstance(value, int | float | Decimal | date):
            return value
        return str(value)
