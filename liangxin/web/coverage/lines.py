"""The lines of the coverage table, with where each number leads."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.dashboards.selectors import coverage
from liangxin.dashboards.selectors.coverage import WORK, CoverageNumbers, PlaceCoverage
from liangxin.enterprises.choices import Ownership
from liangxin.enterprises.selectors.enterprises import list_labels
from liangxin.enterprises.selectors.population import Scope
from liangxin.places.choices import PlaceLevel
from liangxin.rulebook.selectors import list_industries
from liangxin.web.coverage.entries import rows_url
from liangxin.web.coverage.forms import Asked

if TYPE_CHECKING:
    from liangxin.places.models import Place

BAR = 3  # pixels of the bar for each enterprise without
LONGEST_BAR = 90  # pixels


@dataclass(frozen=True)
class Line:
    """One line: level 1 to 3; toggle: the address that opens or closes it, "" for none; url: rows of a number, or ""."""

    level: int
    name: str
    numbers: CoverageNumbers
    share: Any
    gap: int
    late: int
    url: Callable[[str], str]
    toggle: str = ""
    is_open: bool = False
    place_url: str = ""

    @property
    def bar(self) -> int:
        return min(self.gap * BAR, LONGEST_BAR)

    @property
    def all_url(self) -> str:
        return self.url("all")

    @property
    def covered_url(self) -> str:
        return self.url("covered")

    @property
    def contacted_url(self) -> str:
        return self.url("contacted")

    @property
    def gap_url(self) -> str:
        return self.url("gap")

    @property
    def late_url(self) -> str:
        return self.url("late")


def urls_for(asked: Asked, *, readable: bool, **params: object) -> Callable[[str], str]:
    """Where the numbers of a line lead; nowhere for one who may not read all their rows."""
    work = asked.view == WORK
    which = {"gap": "uncontacted" if work else "gap", "late": "late_contact" if work else "overdue"}

    def url(number: str) -> str:
        if not readable:
            return ""
        return rows_url(
            counted=which.get(number, number), day=asked.given["day"], industry=asked.industry, label=asked.label,
            **params,
        )  # fmt: skip

    return url


def made_line(
    asked: Asked, level: int, name: str, numbers: CoverageNumbers, url: Callable[[str], str], **more: Any
) -> Line:
    """A line under the view that is asked for."""
    if asked.view == WORK:
        return Line(
            level, name, numbers, numbers.contacted_share, numbers.uncontacted, numbers.late_contact, url, **more
        )
    return Line(level, name, numbers, numbers.covered_share, numbers.gap, numbers.overdue, url, **more)


def place_lines(
    actor: Actor, asked: Asked, scope: Scope, under: "Place | None"
) -> tuple[list[Line], list[PlaceCoverage]]:  # fmt: skip
    """The lines by place, those that are open with what is below them; and the topmost ones, for the map."""
    top = coverage.coverage_by_place(actor=actor, scope=scope, under=under)
    return _with_children(actor, asked, scope, top, level=1, under=under), list(top.lines)


def _with_children(
    actor: Actor, asked: Asked, scope: Scope, table: coverage.CoverageTable, *, level: int, under: "Place | None"
) -> list[Line]:  # fmt: skip
    lines: list[Line] = []
    for one in table.lines:
        if not one.numbers.entities and level > 1:
            continue
        opens = one.has_children and level < 3 and one.place.kind.level in {PlaceLevel.REGION, PlaceLevel.AREA}
        is_open = opens and one.place.pk in asked.opened
        others = [pk for pk in asked.opened if pk != one.place.pk]
        toggle = (
            asked.url(open=",".join(str(pk) for pk in (others if is_open else [*others, one.place.pk])))
            if opens
            else ""
        )
        url = urls_for(asked, readable=one.readable, place=one.place.pk)
        lines.append(
            made_line(
                asked, level, one.place.node.name, one.numbers, url, toggle=toggle, is_open=is_open,
                place_url=asked.url(place=one.place.pk, open=None) if opens else "",
            )
        )  # fmt: skip
        if is_open:
            below = coverage.coverage_by_place(actor=actor, scope=scope, under=one.place)
            lines += _with_children(actor, asked, scope, below, level=level + 1, under=one.place)
    if table.directly is not None and table.directly.entities:
        nowhere = urls_for(asked, readable=False)
        lines.append(made_line(asked, level, _("未落到园区楼宇"), table.directly, nowhere))
    return lines


def group_lines(actor: Actor, asked: Asked, scope: Scope, under: "Place | None") -> list[Line]:
    """The lines by industry, label or ownership within the place."""
    readable = actor.is_system or (coverage.rows_readable(actor, under) if under is not None else False)
    place = under.pk if under is not None else None
    found: Iterable[tuple[str, str, CoverageNumbers, dict[str, str]]]
    if asked.by == "label":
        numbers = coverage.coverage_by_label(actor=actor, scope=scope)
        found = [
            (label.name, label.code, numbers[label.pk], {"label": label.code})
            for label in list_labels()
            if label.pk in numbers
        ]
    elif asked.by == "industry":
        by_section = coverage.coverage_by_industry(actor=actor, scope=scope)
        names = {one.code: str(one) for one in list_industries().filter(code__regex="^[A-T]$")}
        known = [
            (names.get(code, code), code, by_section[code], {"industry": code})
            for code in sorted(filter(None, by_section))
        ]
        unknown: list[tuple[str, str, CoverageNumbers, dict[str, str]]] = (
            [(_("没有登记行业"), "", by_section[None], {})] if None in by_section else []
        )
        found = [*known, *unknown]
    else:
        by_kind = coverage.coverage_by_ownership(actor=actor, scope=scope)
        words = dict(Ownership.choices)
        found = [
            (str(words.get(code, _("没有登记所有制"))), code, by_kind[code], {"ownership": code})
            for code in sorted(by_kind)
        ]
    return [
        made_line(asked, 1, name, one, _urls(asked, readable and bool(extra) and bool(code), place, extra))
        for name, code, one, extra in found
    ]


def _urls(asked: Asked, readable: bool, place: int | None, extra: dict[str, str]) -> Callable[[str], str]:
    plain = urls_for(asked, readable=readable, place=place)

    def url(number: str) -> str:
        address = plain(number)
        return "&".join([address, *(f"{key}={value}" for key, value in extra.items())]) if address else ""

    return url


def is_whole(actor: Actor) -> bool:
    """Whether the actor stands on places, so that gaps are theirs to work on."""
    return actor.is_system or actor.anchor == Anchor.PLACE
