"""How many members: by home and by location, each member once in each (R-MEM-04); small counts hidden (R-MEM-05)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from django.db import connection
from django.db.models import Case, CharField, Count, F, Func, IntegerField, QuerySet, Value, When
from django.db.models.functions import Cast

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.members.choices import MembershipStatus
from liangxin.members.models import HomeSpan, Membership
from liangxin.members.permissions import Permission
from liangxin.members.rules import suppressed, too_small
from liangxin.members.selectors.memberships import at_place
from liangxin.trees.choices import NodeKind
from liangxin.trees.models import Node
from liangxin.trees.selectors import ancestor_ids, ancestors_of, below, tree_on_day


def counted() -> QuerySet[Membership]:
    """The memberships that count today: all that have not ended. Unscoped."""
    return Membership.objects.exclude(status=MembershipStatus.ENDED)


# By home ----------------------------------------------------------------------------------------------------------


def count_by_organisation(*, organisation_ids: Iterable[int] | None = None, day: date | None = None) -> dict[int, int]:
    """Unscoped: members whose home is that very organisation, today or on `day`; organisations without are left out."""
    if day is None:
        spans = HomeSpan.objects.filter(during__upper_inf=True)
    else:
        spans = HomeSpan.objects.filter(during__contains=day)
    spans = spans.exclude(organisation=None)
    if organisation_ids is not None:
        spans = spans.filter(organisation_id__in=organisation_ids)
    return dict(spans.order_by().values_list("organisation_id").annotate(members=Count("pk")))


def count_below(*, path: str, day: date | None = None) -> int:
    """Unscoped: members whose home is this organisation or one below it, in the tree as it is now."""
    spans = HomeSpan.objects.filter(below(path, field="organisation__node"))
    return spans.filter(during__upper_inf=True).count() if day is None else spans.filter(during__contains=day).count()


def rolled_up(parents: Mapping[int, int | None], direct: Mapping[int, int]) -> dict[int, int]:
    """For each node of a tree the count of its own and all below. parents: node → parent, any order."""
    children: dict[int | None, list[int]] = {}
    for node, parent in parents.items():
        children.setdefault(parent if parent in parents else None, []).append(node)
    order: list[int] = list(children.get(None, []))
    for node in order:
        order.extend(children.get(node, []))
    totals = {node: direct.get(node, 0) for node in order}
    for node in reversed(order):
        parent = parents[node]
        if parent is not None and parent in totals:
            totals[parent] += totals[node]
    return totals


def count_on_day(*, day: date, under: int | None = None) -> dict[int, int]:
    """Unscoped: for each organisation of the tree as it stood on `day` the members at home there or below."""
    tree = tree_on_day(kind=NodeKind.ORGANISATION, day=day, under=under)
    parents = {node.node_id: node.parent_id for node in tree}
    return rolled_up(parents, count_by_organisation(day=day))


def count_children(*, path: str, depth: int, place: bool = False) -> dict[int, int]:
    """Unscoped: for each node directly below `path` the members there or below; 0 stands for those at the node itself."""
    if place:
        return _children(_count_each_place(path), path, depth)
    rows = (
        counted()
        .filter(below(path, field="home__node"))
        .annotate(
            step=Func(
                F("home__node__path"), Value("/"), Value(depth + 2), function="split_part", output_field=CharField()
            )
        )
        .annotate(child=Case(When(step="", then=Value(0)), default=Cast("step", IntegerField())))
        .order_by()
        .values_list("child")
        .annotate(members=Count("pk"))
    )
    return dict(rows)


# By location ------------------------------------------------------------------------------------------------------
# Each member once where stated, else where the home organisation has its place (R-MEM-04). Counted by
# place first: one reading of the memberships serves a node, all above it and all below.
EACH_PLACE = """
SELECT p.path, c.members FROM (
    SELECT COALESCE(m.located_at_id, o.home_place_id) AS place_id, count(*) AS members
    FROM members_membership m LEFT JOIN organisations_organisation o ON o.node_id = m.home_id
    WHERE m.status <> %(ended)s GROUP BY 1
) c JOIN places_place p ON p.node_id = c.place_id WHERE p.path LIKE %(below)s
"""


def _count_each_place(path: str) -> list[tuple[str, int]]:
    """For each place at `path` or below that has any: its own path and the members located at that very place."""
    with connection.cursor() as cursor:
        cursor.execute(EACH_PLACE, {"ended": str(MembershipStatus.ENDED), "below": f"{path}%"})
        rows: list[tuple[str, int]] = cursor.fetchall()
        return rows


def _children(each: Iterable[tuple[str, int]], path: str, depth: int) -> dict[int, int]:
    """The counts of places summed for the nodes directly below `path`; 0 stands for the node itself."""
    totals: dict[int, int] = {}
    for place, members in each:
        if place.startswith(path):
            steps = place.split("/")
            child = int(steps[depth + 1] or 0)
            totals[child] = totals.get(child, 0) + members
    return totals


def count_located(*, path: str) -> int:
    """Unscoped: members located at this place or below it."""
    return counted().filter(at_place(path)).count()


@dataclass(frozen=True)
class NodeCount:
    """Members of a node as this reader may see them: None stands for a number that is not shown.

    elsewhere: of those at a place, members whose home has its place elsewhere (#087); always None for organisations.
    parts: node → count for the nodes directly below; 0 stands for the node itself.
    """

    total: int | None
    elsewhere: int | None = None
    parts: Mapping[int, int | None] = field(default_factory=dict)


NOTHING = NodeCount(None)


def count_at_organisation(*, actor: Actor, node: Node) -> NodeCount:
    """Members whose home is this organisation or below it: exact for those who read their records, else hidden if small."""
    if not actor.may_somewhere(Permission.COUNT_READ):
        return NOTHING
    parts = count_children(path=node.path, depth=node.depth)
    if actor.is_system or (actor.anchor == Anchor.ORGANISATION and _covers(actor, node)):
        return NodeCount(sum(parts.values()), None, parts)
    shown = _total_is_shown(node, lambda above: count_children(path=above.path, depth=above.depth))
    return NodeCount(sum(parts.values()) if shown else None, None, suppressed(parts, total_shown=shown))


def count_at_place(*, actor: Actor, node: Node) -> NodeCount:
    """Members located at a place the reader knows of. Small numbers, and what would give them away, are hidden.

    Hiding begins at the root of the tree, so that no two readers can put their tables together (R-MEM-05).
    """
    if not actor.may_somewhere(Permission.COUNT_READ) or (actor.anchor == Anchor.PLACE and not _covers(actor, node)):
        return NOTHING
    each = _count_each_place(f"{ancestor_ids(node.path)[0]}/")
    parts = _children(each, node.path, node.depth)
    total = sum(parts.values())
    stated = counted().filter(below(node.path, field="located_at"))  # the others are where their home is
    elsewhere = stated.exclude(below(node.path, field="home__home_place")).count()
    if actor.is_system:
        return NodeCount(total, elsewhere, parts)
    shown = _total_is_shown(node, lambda above: _children(each, above.path, above.depth))
    halves = suppressed({"elsewhere": elsewhere, "home": total - elsewhere}, total_shown=shown)
    return NodeCount(total if shown else None, halves["elsewhere"], suppressed(parts, total_shown=shown))


def lines_of(seen: NodeCount) -> list[tuple[Node, int | None]]:
    """The nodes directly below with their counts, by name."""
    nodes = Node.objects.in_bulk([key for key in seen.parts if key])
    return [(node, seen.parts[node.pk]) for node in sorted(nodes.values(), key=lambda node: node.sort_key)]


def _total_is_shown(node: Node, children: Callable[[Node], dict[int, int]]) -> bool:
    """Whether the node's total survives the hiding in the tables of all nodes above it. children: a node's table."""
    chain = [*ancestors_of(node), node]
    root = children(chain[0])
    shown, parts = not too_small(sum(root.values())), root
    for above, below_it in pairwise(chain):
        if above is not chain[0]:
            parts = children(above)
        shown = suppressed(parts, total_shown=shown).get(below_it.pk, 0) is not None
    return shown


def _covers(actor: Actor, node: Node) -> bool:
    return actor.node_id == node.pk or (actor.downwards and node.path.startswith(actor.path))
