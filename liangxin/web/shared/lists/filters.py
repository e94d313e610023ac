"""Filters: a control in the panel, a chip when set, a parameter in the address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from liangxin.web.shared.forms import parse_day
from liangxin.web.shared.picks import picked

Choices = Iterable[tuple[str, object]]
LONGEST_TEXT = 100  # characters
LARGEST_NUMBER = Decimal(10) ** 15


@dataclass(frozen=True, kw_only=True)
class Filter:
    """One condition. apply narrows the rows by the value; without it `lookup` is used; without both, `rows` does it.

    The value reaches `ListPage.rows` under the filter's key in any case.
    """

    key: str
    label: object
    apply: Callable[[QuerySet[Any], Any], QuerySet[Any]] | None = None
    lookup: str = ""
    hint: object = ""
    permission: str = ""

    template: ClassVar[str] = ""

    def names(self) -> list[str]:
        """Its parameters in the address."""
        return [self.key]

    def read(self, params: QueryDict, request: Any) -> Any:
        """The value, or None where it is not set or makes no sense."""
        raise NotImplementedError

    def words(self, value: Any, request: Any) -> str:
        """The chip's words."""
        return str(value)

    def given(self, params: QueryDict) -> dict[str, Any]:
        """What the control is filled with."""
        return {"text": params.get(self.key, "")}

    def options(self, request: Any) -> list[tuple[str, object]]:
        return []

    def narrow(self, rows: QuerySet[Any], value: Any) -> QuerySet[Any]:
        if self.apply is not None:
            return self.apply(rows, value)
        return rows.filter(**{self.lookup: value}) if self.lookup else rows


@dataclass(frozen=True, kw_only=True)
class TextFilter(Filter):
    """Free text. The first one of a list stands as its search box."""

    template: ClassVar[str] = "shared/list/filters/text.html"

    def read(self, params: QueryDict, request: Any) -> str | None:
        return " ".join(params.get(self.key, "").replace("\x00", "").split())[:LONGEST_TEXT] or None


@dataclass(frozen=True, kw_only=True)
class ChoiceFilter(Filter):
    """One of a few. choices: pairs, or a callable that takes the request."""

    choices: Choices | Callable[[Any], Choices]
    template: ClassVar[str] = "shared/list/filters/choice.html"

    def options(self, request: Any) -> list[tuple[str, object]]:
        found = self.choices(request) if callable(self.choices) else self.choices
        return [(str(value), label) for value, label in found]

    def read(self, params: QueryDict, request: Any) -> str | None:
        given = params.get(self.key, "")
        return given if given and given in dict(self.options(request)) else None

    def words(self, value: Any, request: Any) -> str:
        return str(dict(self.options(request))[value])


@dataclass(frozen=True, kw_only=True)
class MultiChoiceFilter(ChoiceFilter):
    """Any of several. lookup: ends with __in."""

    template: ClassVar[str] = "shared/list/filters/multi.html"

    def read(self, params: QueryDict, request: Any) -> Any:
        known = dict(self.options(request))
        given = [part for one in params.getlist(self.key) for part in one.split(",") if part in known]
        return list(dict.fromkeys(given)) or None

    def words(self, value: Any, request: Any) -> str:
        labels = dict(self.options(request))
        return "、".join(str(labels[one]) for one in value)

    def given(self, params: QueryDict) -> dict[str, Any]:
        return {"chosen": {part for one in params.getlist(self.key) for part in one.split(",")}}


@dataclass(frozen=True, kw_only=True)
class NodeFilter(Filter):
    """A node and everything below it. kind: what `/desk/pick/<kind>/` finds. The value is a `picks.Pick`."""

    kind: str
    template: ClassVar[str] = "shared/list/filters/node.html"

    def read(self, params: QueryDict, request: Any) -> Any:
        return picked(self.kind, request.actor, params.get(self.key, ""))

    def words(self, value: Any, request: Any) -> str:
        return _("{node}及以下").format(node=value.label)


@dataclass(frozen=True)
class Span:
    """From–to, both inclusive; either may be open."""

    start: Any
    end: Any


class _Ends:
    """What filters with two ends share."""

    key: str

    def names(self) -> list[str]:
        return [f"{self.key}_from", f"{self.key}_to"]

    def given(self, params: QueryDict) -> dict[str, Any]:
        return {"start": params.get(f"{self.key}_from", ""), "end": params.get(f"{self.key}_to", "")}

    def read(self, params: QueryDict, request: Any) -> Span | None:
        start, end = (self.parsed(params.get(name, "")) for name in self.names())
        return Span(start, end) if start is not None or end is not None else None

    def parsed(self, text: str) -> Any:
        raise NotImplementedError

    def said(self, value: Any) -> str:
        return f"{value:,}"

    def words(self, value: Any, request: Any) -> str:
        if value.start is not None and value.end is not None:
            return f"{self.said(value.start)} – {self.said(value.end)}"
        if value.start is not None:
            return _("{start} 起").format(start=self.said(value.start))
        return _("到 {end}").format(end=self.said(value.end))


def _between(rows: QuerySet[Any], lookup: str, value: Span) -> QuerySet[Any]:
    if value.start is not None:
        rows = rows.filter(**{f"{lookup}__gte": value.start})
    if value.end is not None:
        rows = rows.filter(**{f"{lookup}__lte": value.end})
    return rows


@dataclass(frozen=True, kw_only=True)
class DayFilter(_Ends, Filter):
    """Days from–to; as people write them. lookup: a date field."""

    template: ClassVar[str] = "shared/list/filters/days.html"

    def parsed(self, text: str) -> date | None:
        try:
            return parse_day(text, timezone.localdate()) if text else None
        except ValueError:
            return None

    def said(self, value: Any) -> str:
        return f"{value:%Y-%m-%d}"

    def narrow(self, rows: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return self.apply(rows, value) if self.apply else _between(rows, self.lookup, value) if self.lookup else rows


@dataclass(frozen=True, kw_only=True)
class NumberFilter(_Ends, Filter):
    """A number from–to. unit: shown in the panel."""

    unit: object = ""
    template: ClassVar[str] = "shared/list/filters/numbers.html"

    def parsed(self, text: str) -> Decimal | None:
        try:
            number = Decimal(text.replace(",", "").strip()) if text else None
        except InvalidOperation:
            return None
        return number if number is not None and number.is_finite() and abs(number) < LARGEST_NUMBER else None

    def narrow(self, rows: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return self.apply(rows, value) if self.apply else _between(rows, self.lookup, value) if self.lookup else rows
