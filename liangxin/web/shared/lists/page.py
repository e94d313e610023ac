"""One list page: `MyList(request).answer()` in a view. Addresses carry everything: filters, sort, columns, page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liangxin.access.services.require import require_somewhere
from liangxin.web.shared.lists.columns import Column
from liangxin.web.shared.lists.exporting import export_response
from liangxin.web.shared.lists.filters import Filter, NodeFilter, TextFilter
from liangxin.web.shared.lists.slices import ordered, sliced
from liangxin.web.shared.lists.views import View, forget, keep, kept_views
from liangxin.web.shared.picks import Pick
from liangxin.web.shared.rendering import is_fragment, template_for

COUNTED_EXACTLY = 10_000  # rows; above it "10,000+" and the exact count on request
LAST_PAGE = 200  # pages; further on a condition helps more than leafing
OURS = {"sort", "cols", "page", "exact"}  # parameters that are no filters
NO_PICK = Pick(0, "")
MOST_TICKED = 500  # rows one form may name


@dataclass(frozen=True, kw_only=True)
class Action:
    """A button at the head of the page."""

    label: object
    url: str
    icon: str = "plus"
    primary: bool = False
    permission: str = ""


@dataclass(frozen=True, kw_only=True)
class BulkAction:
    """A verb for the ticked rows: they are posted as `id` to `url`; read them there with `MyList(request).selection()`."""

    label: object
    url: str
    icon: str
    permission: str = ""


@dataclass(frozen=True)
class Cell:
    column: Column
    shown: object

    @property
    def nil(self) -> bool:
        """Nothing to show: a phone leaves it out."""
        return self.shown == "—"


@dataclass(frozen=True)
class Row:
    record: Any
    name: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Chip:
    filter: Filter
    words: str
    without: str


@dataclass(frozen=True)
class Control:
    filter: Filter
    options: list[tuple[str, object]]
    given: dict[str, Any]
    pick: Pick


@dataclass
class Shown:
    """What the fragment shows."""

    rows: list[Row] = field(default_factory=list)
    page: int = 1
    first: int = 0
    last: int = 0
    more: bool = False


class ListPage:
    """Subclass it, one class a list. `rows` is the only method that must be written."""

    name: ClassVar[str] = ""  # "enterprises": key of saved views and of the exported file
    title: ClassVar[object] = ""
    unit: ClassVar[object] = gettext_lazy("条")
    columns: ClassVar[Sequence[Column]] = ()
    filters: ClassVar[Sequence[Filter]] = ()
    views: ClassVar[Sequence[View]] = ()
    default_sort: ClassVar[str] = ""  # a column's key, "-" before it for descending
    per_page: ClassVar[int] = 50
    template: ClassVar[str] = "shared/list/page.html"
    fragment: ClassVar[str] = "shared/list/_list.html"
    export_permission: ClassVar[str] = ""  # without it the list is not exported
    search_hint: ClassVar[object] = gettext_lazy("名称、拼音首字母或代码")
    empty_title: ClassVar[object] = gettext_lazy("还没有记录")
    empty_words: ClassVar[object] = ""
    intro: ClassVar[object] = ""

    def __init__(self, request: Any) -> None:
        self.request = request
        self.actor = request.actor
        self.params: QueryDict = request.GET

    # ── what a list says of itself ──

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        """The rows within the actor's scope, from a selector; values: the set filters by key."""
        raise NotImplementedError

    def prepare(self, records: list[Any]) -> list[Any]:
        """Add to the records of one page what their cells need, in a fixed number of queries."""
        return records

    def actions(self) -> Iterable[Action]:
        return ()

    def bulk(self) -> Iterable[BulkAction]:
        return ()

    def empty_action(self) -> Action | None:
        return None

    def extra(self) -> dict[str, Any]:
        """More for the template."""
        return {}

    # ── what the template asks ──

    @cached_property
    def values(self) -> dict[str, Any]:
        """The set filters that make sense."""
        found = {one.key: one.read(self.params, self.request) for one in self._filters}
        return {key: value for key, value in found.items() if value is not None}

    @cached_property
    def _filters(self) -> list[Filter]:
        return [one for one in self.filters if self._may(one.permission)]

    @cached_property
    def all_columns(self) -> list[Column]:
        return [one for one in self.columns if self._may(one.permission)]

    @cached_property
    def shown_columns(self) -> list[Column]:
        chosen = {part for one in self.params.getlist("cols") for part in one.split(",") if part}
        head, *others = self.all_columns
        return [head, *(one for one in others if (one.key in chosen if chosen else not one.hidden))]

    @cached_property
    def column_choices(self) -> list[tuple[Column, bool]]:
        return [(one, one in self.shown_columns) for one in self.all_columns[1:]]

    @cached_property
    def search(self) -> TextFilter | None:
        """The filter that stands as the search box."""
        return next((one for one in self._filters if isinstance(one, TextFilter)), None)

    @property
    def search_text(self) -> str:
        return self.values.get(self.search.key, "") if self.search else ""

    @cached_property
    def panel(self) -> list[Control]:
        """The controls of the filter panel."""
        controls = []
        for one in self._filters:
            if one is not self.search:
                pick = self.values.get(one.key, NO_PICK) if isinstance(one, NodeFilter) else NO_PICK
                controls.append(Control(one, one.options(self.request), one.given(self.params), pick))
        return controls

    @cached_property
    def chips(self) -> list[Chip]:
        """One for each set filter but the search box."""
        return [
            Chip(
                one, one.words(self.values[one.key], self.request), self._address(dict.fromkeys([*one.names(), "page"]))
            )
            for one in self._filters
            if one.key in self.values and one is not self.search
        ]

    @cached_property
    def query(self) -> str:
        """The set filters alone, as a query string: what a saved view keeps and a bulk action is told."""
        kept = QueryDict(mutable=True)
        for one in self._filters:
            if one.key in self.values:
                for name in one.names():
                    if given := [text for text in self.params.getlist(name) if text]:
                        kept.setlist(name, given)
        return kept.urlencode()

    @cached_property
    def carried(self) -> list[tuple[str, str]]:
        """Parameters that the filter form hands on: sort and columns."""
        return [(name, text) for name in ("sort", "cols") for text in self.params.getlist(name) if text]

    @cached_property
    def carried_filters(self) -> list[tuple[str, str]]:
        """Parameters that the column form hands on: filters and sort."""
        kept = QueryDict(self.query)
        pairs = [(name, text) for name in kept for text in kept.getlist(name)]
        return [*pairs, *((name, text) for name, text in self.carried if name == "sort")]

    @cached_property
    def segments(self) -> list[dict[str, Any]]:
        """All, the list's own views, and the person's."""
        offered = [View(label=_("全部"), query=""), *self.views, *kept_views(self.request.user, self.name)]
        now = _sorted(self.query)
        if len(offered) == 1:
            return []
        made = []
        for view in offered:
            address = f"{self.request.path}?{view.query}" if view.query else self.request.path
            made.append({"label": view.label, "url": address, "current": _sorted(view.query) == now, "own": view.own})
        return made

    @property
    def is_kept(self) -> bool:
        """Whether what is shown is one of the views already."""
        return any(one["current"] for one in self.segments) or not self.query

    @cached_property
    def sort(self) -> tuple[Column | None, bool]:
        """The column the rows are sorted by, and whether downwards."""
        for given in (self.params.get("sort", ""), self.default_sort):
            key, down = given.removeprefix("-"), given.startswith("-")
            found = next((one for one in self.all_columns if one.key == key and one.sort), None)
            if found is not None:
                return found, down
        return None, False

    @cached_property
    def heads(self) -> list[dict[str, Any]]:
        """The head of each shown column, with its aria-sort and where a click leads."""
        column, down = self.sort
        made = []
        for one in self.shown_columns:
            here = one is column
            target = f"-{one.key}" if here and not down else one.key
            address = self._address({"sort": target, "page": None}) if one.sort else ""
            order = ("descending" if down else "ascending") if here else ""
            made.append({"column": one, "url": address, "order": order})
        return made

    @cached_property
    def queryset(self) -> QuerySet[Any]:
        """The rows that are shown, filtered, unsorted."""
        found = self.rows(self.values)
        for one in self._filters:
            if one.key in self.values:
                found = one.narrow(found, self.values[one.key])
        return found

    @cached_property
    def sorted_rows(self) -> QuerySet[Any]:
        column, down = self.sort
        fields = column.sort if column is not None else ()
        order = [ordered(self.queryset.model, name, down) for name in fields]
        return self.queryset.order_by(*order, "-pk" if down else "pk")

    @cached_property
    def count(self) -> int:
        """How many rows; at most one more than is counted exactly unless asked for."""
        found = self.queryset.order_by()
        return found.count() if self.params.get("exact") else found[: COUNTED_EXACTLY + 1].count()

    @property
    def is_counted(self) -> bool:
        return self.count <= COUNTED_EXACTLY or bool(self.params.get("exact"))

    @property
    def count_words(self) -> str:
        return f"{self.count:,}" if self.is_counted else f"{COUNTED_EXACTLY:,}+"

    @property
    def exact_url(self) -> str:
        return self._address({"exact": "1"})

    @cached_property
    def shown(self) -> Shown:
        """One page of rows."""
        given = self.params.get("page", "1")
        page = min(max(int(given), 1), LAST_PAGE) if given.isdigit() and len(given) < 6 else 1
        start = (page - 1) * self.per_page
        found = list(sliced(self.sorted_rows, start, start + self.per_page + 1))
        records = self.prepare(found[: self.per_page])
        rows = [self._row(record) for record in records]
        return Shown(
            rows, page, start + 1 if rows else 0, start + len(rows), len(found) > self.per_page and page < LAST_PAGE
        )

    @property
    def previous_url(self) -> str:
        return (
            self._address({"page": self.shown.page - 1 if self.shown.page > 2 else None}) if self.shown.page > 1 else ""
        )

    @property
    def next_url(self) -> str:
        return self._address({"page": self.shown.page + 1}) if self.shown.more else ""

    @cached_property
    def head_actions(self) -> list[Action]:
        """Buttons at the head, the primary one last."""
        return sorted((one for one in self.actions() if self._may(one.permission)), key=lambda one: one.primary)

    @cached_property
    def bulk_actions(self) -> list[BulkAction]:
        return [one for one in self.bulk() if self._may(one.permission)]

    @cached_property
    def offered(self) -> Action | None:
        """The first step of an empty list."""
        action = self.empty_action()
        return action if action is not None and self._may(action.permission) else None

    @property
    def may_export(self) -> bool:
        return bool(self.export_permission) and self.actor.may_somewhere(self.export_permission)

    def _row(self, record: Any) -> Row:
        cells = [Cell(column, column.shown(record)) for column in self.shown_columns]
        return Row(record, str(self.all_columns[0].value_of(record) or ""), cells)

    def _may(self, permission: str) -> bool:
        return not permission or self.actor.may_somewhere(permission)

    def _address(self, changes: dict[str, Any]) -> str:
        params = self.params.copy()
        for name, value in changes.items():
            params.pop(name, None)
            if value not in (None, ""):
                params[name] = str(value)
        for name in [name for name in params if not any(params.getlist(name))]:
            params.pop(name)
        return f"{self.request.path}?{params.urlencode()}" if params else self.request.path

    # ── answering ──

    def answer(self) -> HttpResponse:
        """GET shows the list or its fragment; POST exports it, keeps it as a view or forgets one."""
        if self.request.method == "POST":
            return self._posted()
        context = {"list": self, **self.extra()}
        response = render(self.request, template_for(self.request, self.template, self.fragment), context)
        response["Vary"] = "HX-Request"
        if is_fragment(self.request):
            response["HX-Push-Url"] = self._address({})
        return response

    def _posted(self) -> HttpResponse:
        posted = self.request.POST
        self.params = QueryDict(posted.get("query", ""))
        if posted.get("do", "").startswith("export"):
            require_somewhere(self.actor, self.export_permission)
            return export_response(self, form=posted)
        if posted.get("do") == "keep":
            keep(self.request, self.name, posted.get("view", ""), self.query)
        elif posted.get("do") == "forget":
            forget(self.request, self.name, posted.get("view", ""))
            return HttpResponseRedirect(self.request.path)
        return HttpResponseRedirect(f"{self.request.path}?{self.query}" if self.query else self.request.path)

    def selection(self) -> QuerySet[Any]:
        """In the view of a bulk action: the ticked rows, within what the actor may read; all of them where asked."""
        posted = self.request.POST
        self.params = QueryDict(posted.get("query", ""))
        if posted.get("whole"):
            return self.queryset
        ids = [int(one) for one in posted.getlist("id")[:MOST_TICKED] if one.isdigit() and len(one) < 19]
        return self.rows({}).filter(pk__in=ids)


def _sorted(query: str) -> list[tuple[str, list[str]]]:
    return sorted((name, sorted(QueryDict(query).getlist(name))) for name in QueryDict(query))
