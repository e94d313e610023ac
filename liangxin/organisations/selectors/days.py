"""The organisations as of a day: the tree and the counts, from spans of validity."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from liangxin.access.actor import Actor
from liangxin.organisations.models import Organisation, OrganisationTypeSpan
from liangxin.organisations.selectors.organisations import reached
from liangxin.trees.choices import NodeKind
from liangxin.trees.selectors import NodeOnDay, ancestor_ids, tree_on_day


@dataclass(frozen=True)
class OrganisationOnDay:
    """An organisation as it stood on a day. parent_id: the nearest body above that the actor reaches too."""

    organisation_id: int
    parent_id: int | None
    name: str
    depth: int
    type_name: str
    type_code: str


@dataclass(frozen=True)
class CrossTab:
    """Counts by two facts as of a day. rows, columns: codes and labels; an empty code means "not stated"."""

    counts: dict[tuple[str, str], int]
    row_totals: dict[str, int]
    column_totals: dict[str, int]
    total: int


def tree_of_day(*, actor: Actor, day: date, under: int | None = None) -> Sequence[OrganisationOnDay]:
    """The tree as it stood on `day`, of what the actor reaches today; each before what is below it."""
    nodes = tree_on_day(kind=NodeKind.ORGANISATION, day=day, under=under)
    ids = set(reached(actor=actor).filter(node__during__contains=day).values_list("pk", flat=True))
    kinds = {
        row["organisation_id"]: (row["type__name"], row["type__code"])
        for row in OrganisationTypeSpan.objects.filter(during__contains=day, organisation__node__during__contains=day)
        .order_by("organisation_id")
        .values("organisation_id", "type__name", "type__code")
    }
    return [_on_day(node, ids, kinds) for node in nodes if node.node_id in ids]


def _on_day(node: NodeOnDay, ids: set[int], kinds: dict[int, tuple[str, str]]) -> OrganisationOnDay:
    above = [each for each in ancestor_ids(node.path)[:-1] if each in ids]
    type_name, type_code = kinds.get(node.node_id, ("", ""))
    return OrganisationOnDay(
        organisation_id=node.node_id, parent_id=above[-1] if above else None, name=node.name, depth=len(above),
        type_name=type_name, type_code=type_code,
    )  # fmt: skip


def spans_on(*, actor: Actor, day: date, within: Sequence[int] | None = None) -> "Counter[tuple[str, str, str]]":
    """How many of the organisations that the actor reaches were of each (type, strand, mode) on `day`."""
    mine = reached(actor=actor).filter(node__during__contains=day)
    if within is not None:
        mine = mine.filter(pk__in=within)
    span = ("type_spans__type__code", "type_spans__strand", "type_spans__establishment_mode")
    rows = mine.filter(type_spans__during__contains=day).order_by().values_list(*span).annotate(count=Count("pk"))
    return Counter({(type_code, strand, mode): count for type_code, strand, mode, count in rows})


def cross_tab(*, actor: Actor, day: date, rows: str, columns: str) -> CrossTab:
    """Counts as of a day by two of "type", "strand", "mode"."""
    place = {"type": 0, "strand": 1, "mode": 2}
    counts: Counter[tuple[str, str]] = Counter()
    for key, count in spans_on(actor=actor, day=day).items():
        counts[(key[place[rows]], key[place[columns]])] += count
    row_totals: Counter[str] = Counter()
    column_totals: Counter[str] = Counter()
    for (row, column), count in counts.items():
        row_totals[row] += count
        column_totals[column] += count
    return CrossTab(dict(counts), dict(row_totals), dict(column_totals), sum(counts.values()))


def count_on(*, actor: Actor, day: date, under: int | None = None) -> int:
    """How many organisations there were on `day` among what the actor reaches; under: below this one, itself included."""
    if under is None:
        return reached(actor=actor).filter(node__during__contains=day).count()
    return len(tree_of_day(actor=actor, day=day, under=under))


def founded_and_ended(*, actor: Actor, years: Sequence[int]) -> dict[int, tuple[int, int]]:
    """For each year how many were founded and how many ended."""
    mine = reached(actor=actor)
    return {
        year: (
            mine.filter(node__during__startswith__year=year).count(),
            mine.filter(node__during__endswith__year=year).count(),
        )
        for year in years
    }


def alive_on(*, ids: Sequence[int], day: date) -> set[int]:
    """Which of these organisations (at most 500) exist on `day`."""
    return set(
        Organisation.objects.filter(pk__in=list(ids)[:500], node__during__contains=day).values_list("pk", flat=True)
    )
