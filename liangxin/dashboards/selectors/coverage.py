"""Coverage in numbers: organisational and work coverage of any place, organisation, industry, label and day.

Counted are entities in operation (docs/rules/enterprises.md, R-COV-01 to 03): every share has that denominator. The
numbers are open to whoever holds the permission to count and knows of the place; the rows behind them are scoped.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.access.services import require_somewhere
from liangxin.enterprises.permissions import Permission
from liangxin.enterprises.rules import DAYS_TO_COVER, DAYS_TO_DESIGNATE
from liangxin.enterprises.selectors.population import Scope, count_rows
from liangxin.places.selectors import children_of, get_place
from liangxin.rulebook.selectors import section_by_industry

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation
    from liangxin.places.models import Place

ORGANISATIONAL, WORK = "organisational", "work"


@dataclass(frozen=True, kw_only=True)
class CoverageNumbers:
    """entities: the denominator. overdue: uncovered over 90 days; late_contact: without contact over 15 days."""

    entities: int = 0
    covered: int = 0
    contacted: int = 0
    overdue: int = 0
    late_contact: int = 0
    neither: int = 0

    @property
    def gap(self) -> int:
        return self.entities - self.covered

    @property
    def uncontacted(self) -> int:
        return self.entities - self.contacted

    @property
    def covered_share(self) -> Decimal | None:
        """Percent with one decimal; None of nothing."""
        return share(self.covered, self.entities)

    @property
    def contacted_share(self) -> Decimal | None:
        """Percent with one decimal; None of nothing."""
        return share(self.contacted, self.entities)


def share(part: int, whole: int) -> Decimal | None:
    """Percent with one decimal, never rounded up to 100 or down to 0 where something is missing or there."""
    if whole == 0:
        return None
    percent = (Decimal(part) * 100 / whole).quantize(Decimal("0.1"))
    if percent == 100 and part < whole:
        return Decimal("99.9")
    if percent == 0 and part > 0:
        return Decimal("0.1")
    return percent


def _numbers(row: Sequence[Any]) -> CoverageNumbers:
    return CoverageNumbers(
        entities=row[1], covered=row[2], contacted=row[3], overdue=row[4], late_contact=row[5], neither=row[6]
    )


def _counted(scope: Scope, group: str = "NULL::bigint", **extra: object) -> dict[Any, CoverageNumbers]:
    rows = count_rows(
        scope, group=group, overdue_days=DAYS_TO_COVER.days, undesignated_days=DAYS_TO_DESIGNATE.days, **extra
    )
    return {row[0]: _numbers(row) for row in rows}


def scope_of(
    *, day: date, place: "Place | None" = None, organisation: "Organisation | None" = None,
    industry_ids: Sequence[int] | None = None, label_id: int | None = None, ownership: str = "",
) -> Scope:  # fmt: skip
    """What is counted. organisation: those it, or one below it, answers for, and all on its home ground."""
    home = organisation.home_place if organisation is not None else None
    return Scope(
        day=day, place_path=place.node.path if place is not None else "",
        organisation_path=organisation.node.path if organisation is not None else None,
        home_path=home.node.path if home is not None else None,
        industry_ids=industry_ids, label_id=label_id, ownership=ownership,
    )  # fmt: skip


def coverage_of(*, actor: Actor, scope: Scope) -> CoverageNumbers:
    """The numbers of a scope. Raises NotAllowed. One query."""
    require_somewhere(actor, Permission.COVERAGE_COUNT)
    return _counted(scope).get(None, CoverageNumbers())


@dataclass(frozen=True)
class PlaceCoverage:
    """A line of the table. readable: whether the actor may read all the rows behind its numbers."""

    place: "Place"
    numbers: CoverageNumbers
    has_children: bool
    readable: bool


@dataclass(frozen=True)
class CoverageTable:
    """Lines for the places directly below one. directly: what operates in none of them, None where all do."""

    lines: Sequence[PlaceCoverage]
    directly: CoverageNumbers | None


def coverage_by_place(*, actor: Actor, scope: Scope, under: "Place | None") -> CoverageTable:
    """One line for each place directly below `under` (or for each topmost place). A fixed number of queries.

    An entity that operates in two of the places counts in both lines, and once in the place above. A place that the
    actor may not know of has no line of its own. Raises NotAllowed.
    """
    require_somewhere(actor, Permission.COVERAGE_COUNT)
    children = list(children_of(actor=actor, place=under, day=scope.day))
    if not children:
        return CoverageTable((), None)
    depth = children[0].node.depth + 1
    below = replace(scope, place_path=under.node.path if under is not None else "")
    counted = _counted(below, group="NULLIF(split_part(p.path, '/', %(depth)s), '')::bigint", depth=depth)
    lines = [
        PlaceCoverage(
            child,
            counted.pop(child.pk, CoverageNumbers()),
            bool(getattr(child, "has_children", False)),
            rows_readable(actor, child),
        )
        for child in children
    ]
    return CoverageTable(lines, _together(counted.values()) if counted else None)


def _together(numbers: Iterable[CoverageNumbers]) -> CoverageNumbers:
    parts = list(numbers)
    return CoverageNumbers(
        **{each.name: sum(getattr(part, each.name) for part in parts) for each in fields(CoverageNumbers)}
    )


def coverage_by_label(*, actor: Actor, scope: Scope) -> dict[int, CoverageNumbers]:
    """The numbers for each label, by its id; an enterprise with two labels counts in both. One query."""
    require_somewhere(actor, Permission.COVERAGE_COUNT)
    return _counted(replace(scope, by_label=True), group="b.label_id")


def coverage_by_industry(*, actor: Actor, scope: Scope) -> dict[str | None, CoverageNumbers]:
    """The numbers for each section of GB/T 4754, by its letter; None for those without an industry. Two queries."""
    require_somewhere(actor, Permission.COVERAGE_COUNT)
    sections = {str(pk): letter for pk, letter in section_by_industry().items()}
    group = "(%(sections)s::jsonb ->> e.industry_id::text)"
    return _counted(scope, group=group, sections=json.dumps(sections))


def coverage_by_ownership(*, actor: Actor, scope: Scope) -> dict[str, CoverageNumbers]:
    """The numbers for each kind of ownership, "" where it is not known. One query."""
    require_somewhere(actor, Permission.COVERAGE_COUNT)
    return _counted(scope, group="e.ownership")


def rows_readable(actor: Actor, place: "Place") -> bool:
    """Whether every enterprise operating in `place` may be read by the actor."""
    if actor.is_system:
        return True
    if Permission.ENTERPRISE_READ not in actor.permissions or actor.anchor != Anchor.PLACE:
        return False
    return place.pk == actor.node_id or (actor.downwards and place.node.path.startswith(actor.path))


def organisation_rows_readable(actor: Actor, organisation: "Organisation") -> bool:
    """Whether every enterprise that the organisation answers for may be read by the actor."""
    if actor.is_system:
        return True
    if Permission.ENTERPRISE_READ not in actor.permissions or actor.anchor != Anchor.ORGANISATION:
        return False
    return organisation.pk == actor.node_id or (actor.downwards and organisation.node.path.startswith(actor.path))


def starting_place(*, actor: Actor, place_id: int | None) -> "Place | None":
    """The place asked for, else the one the actor stands on, else None for all. Raises NotFound."""
    if place_id is not None:
        return get_place(actor=actor, place_id=place_id)
    if actor.anchor == Anchor.PLACE and actor.node_id is not None:
        return get_place(actor=actor, place_id=actor.node_id)
    return None
