"""The pending box and the numbers of a node: rooms' areas register callables, the home page asks them all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from liangxin.access.actor import Actor

REMEMBERED = 60  # seconds that the count in the header may be old; a person's own change clears it at once
SHOWN_PER_SOURCE = 50


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to do on the spot. method "get" leads to a page, "post" acts at once."""

    label: object
    url: str
    method: str = "get"


@dataclass(frozen=True, kw_only=True)
class Pending:
    """One entry of the box: a title that begins with the verb, who waits and why, when it is due."""

    title: object
    url: str
    why: object = ""
    due: date | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NodeNumber:
    """A figure of my node, in words; `url` opens exactly its rows (empty: they may not be read, only counted)."""

    value: object
    words: object
    note: object = ""
    url: str = ""


PendingSource = Callable[["Actor", date], Iterable[Pending]]
NumberSource = Callable[["Actor", date], Iterable[NodeNumber]]

PENDING_SOURCES: list[PendingSource] = []
NUMBER_SOURCES: list[tuple[int, NumberSource]] = []


def pending_source(function: PendingSource) -> PendingSource:
    """Register what waits for an actor: at most 50 entries, oldest first, a fixed number of queries."""
    PENDING_SOURCES.append(function)
    return function


def node_numbers(*, order: int = 50) -> Callable[[NumberSource], NumberSource]:
    """Register figures of the acting node; each must open its rows where the actor may read them."""

    def register(function: NumberSource) -> NumberSource:
        NUMBER_SOURCES.append((order, function))
        return function

    return register


@dataclass(frozen=True)
class PendingGroup:
    label: object
    items: list[Pending]


@dataclass(frozen=True)
class PendingBrief:
    count: int
    oldest: str


def pending_of(actor: "Actor", today: date) -> list[Pending]:
    """Everything that waits for `actor`, the most urgent first."""
    found = [item for source in PENDING_SOURCES for item in list(source(actor, today))[:SHOWN_PER_SOURCE]]
    return sorted(found, key=lambda item: (item.due is None, item.due or date.max))


def grouped(items: list[Pending], today: date) -> list[PendingGroup]:
    """逾期 / 今天 / 本周 / 以后."""
    end_of_week = today + timedelta(days=6 - today.weekday())
    groups: dict[str, list[Pending]] = {"overdue": [], "today": [], "week": [], "later": []}
    for item in items:
        if item.due is None or item.due > end_of_week:
            groups["later"].append(item)
        elif item.due < today:
            groups["overdue"].append(item)
        elif item.due == today:
            groups["today"].append(item)
        else:
            groups["week"].append(item)
    labels = {
        "overdue": gettext_lazy("逾期"),
        "today": gettext_lazy("今天"),
        "week": gettext_lazy("本周"),
        "later": gettext_lazy("以后"),
    }
    return [PendingGroup(labels[key], found) for key, found in groups.items() if found]


def numbers_of(actor: "Actor", today: date) -> list[NodeNumber]:
    """The figures of the acting node."""
    return [
        number for _order, source in sorted(NUMBER_SOURCES, key=lambda one: one[0]) for number in source(actor, today)
    ]


def _key(actor: "Actor", today: date) -> str:
    return f"pending:{actor.user_id}:{actor.grant_id}:{today:%Y%m%d}"


def brief(actor: "Actor", today: date) -> PendingBrief:
    """How many wait and how old the oldest is; remembered for a minute."""
    known = cache.get(_key(actor, today))
    if known is None:
        items = pending_of(actor, today)
        overdue = [item.due for item in items if item.due and item.due < today]
        known = (len(items), (today - min(overdue)).days if overdue else 0)
        cache.set(_key(actor, today), known, REMEMBERED)
    count, days = known
    return PendingBrief(count, _("最久 {days} 天").format(days=days) if days else "")


def forget_brief(actor: "Actor", today: date) -> None:
    """After a change: the next page counts anew."""
    cache.delete(_key(actor, today))
