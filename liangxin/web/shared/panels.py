"""Parts of a record page that other areas bring: what stands in this place, who covers that enterprise."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from liangxin.access.actor import Actor


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number in words; url opens exactly its rows (empty: they may not be read, only counted)."""

    value: object
    words: object
    note: object = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One section of a record page. figures: a table of words; template: for more than that, given `panel`.

    more_url: all of it. side: in the right column.
    """

    title: object
    figures: Sequence[Figure] = ()
    template: str = ""
    context: dict[str, Any] = field(default_factory=dict)
    more_url: str = ""
    more_words: object = ""
    side: bool = False


PanelSource = Callable[["Actor", Any, date], "Panel | None"]
PANELS: dict[str, list[tuple[int, PanelSource]]] = {}


def record_panel(kind: str, *, order: int = 50) -> Callable[[PanelSource], PanelSource]:
    """Register what an area shows on records of `kind` ("place", "organisation", "enterprise", "station").

    The source gets the actor, the record and today; it scopes by the actor and takes a fixed number of queries;
    None where there is nothing to say.
    """

    def register(source: PanelSource) -> PanelSource:
        PANELS.setdefault(kind, []).append((order, source))
        return source

    return register


def panels_of(kind: str, actor: "Actor", record: Any, today: date) -> list[Panel]:
    """The panels of a record, in their order."""
    sources: Iterable[tuple[int, PanelSource]] = sorted(PANELS.get(kind, ()), key=lambda one: one[0])
    found = [source(actor, record, today) for _order, source in sources]
    return [panel for panel in found if panel is not None]


PartSource = Callable[[Any, Any, datetime], "Panel | None"]
PARTS: dict[str, list[tuple[int, PartSource]]] = {}


def page_part(page: str, *, order: int = 50) -> Callable[[PartSource], PartSource]:
    """Register what an area shows on a page that is made of parts.

    "portal-home": the public page of a district; the source gets request, the Place and now. "portal-station": the public page of a station; the source gets request, its PublicStation and now, and shows only
    what is public. "my-bookings": 我的预约; the source gets request, the account and now, and shows only its own.
    None where there is nothing to say; a fixed number of queries.
    """

    def register(source: PartSource) -> PartSource:
        PARTS.setdefault(page, []).append((order, source))
        return source

    return register


def parts_of(page: str, request: Any, record: Any, now: datetime) -> list[Panel]:
    """The parts of a page, in their order."""
    sources = sorted(PARTS.get(page, ()), key=lambda one: one[0])
    found = [source(request, record, now) for _order, source in sources]
    return [panel for panel in found if panel is not None]
