"""Reading the trees. Nothing here knows of rights: rooms scope what they show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from liangxin.core.errors import NotFound
from liangxin.trees.models import Node


def get_node(*, node_id: int) -> Node:
    """The node. Raises NotFound."""
    node = Node.objects.filter(pk=node_id).first()
    if node is None:
        raise NotFound()
    return node


def get_node_by_slug(*, slug: str, kind: str) -> Node:
    """The node with this public address. Raises NotFound."""
    node = Node.objects.filter(slug=slug, kind=kind).first()
    if node is None:
        raise NotFound()
    return node


def nodes_of(*, kind: str) -> QuerySet[Node]:
    """All nodes of a kind, unscoped, unordered."""
    return Node.objects.filter(kind=kind)


def all_nodes() -> QuerySet[Node]:
    """All nodes of all kinds, unscoped, unordered."""
    return Node.objects.all()


def below(path: str, *, field: str = "") -> Q:
    """The condition "this node and all below it"; field: the way to the node, for example "node"."""
    return Q(**{f"{field}__path__startswith" if field else "path__startswith": path})


def on_day(day: date, *, field: str = "") -> Q:
    """The condition "exists on `day`"."""
    return Q(**{f"{field}__during__contains" if field else "during__contains": day})


def ancestor_ids(path: str) -> list[int]:
    """Ids from the root down to the node itself."""
    return [int(part) for part in path.split("/") if part]


def ancestors_of(node: Node) -> list[Node]:
    """The nodes from the root down to the parent."""
    ids = ancestor_ids(node.path)[:-1]
    found = Node.objects.in_bulk(ids)
    return [found[node_id] for node_id in ids if node_id in found]


def trails_of(paths: Iterable[str], *, most: int = 500) -> dict[str, list[Node]]:
    """For each path the nodes from the root to the node itself, in one query."""
    wanted = list(dict.fromkeys(paths))[:most]
    ids = {node_id for path in wanted for node_id in ancestor_ids(path)}
    found = Node.objects.in_bulk(ids)
    return {path: [found[node_id] for node_id in ancestor_ids(path) if node_id in found] for path in wanted}


@dataclass(frozen=True)
class NodeOnDay:
    """A node as it stood on a day."""

    node_id: int
    parent_id: int | None
    name: str
    depth: int
    path: str


def tree_on_day(*, kind: str, day: date, under: int | None = None) -> Sequence[NodeOnDay]:
    """The tree of `kind` as it stood on `day`, from its roots (or from node `under`) down; parents before children."""
    start = "p.parent_id IS NULL" if under is None else "p.node_id = %(under)s"
    query = f"""
        WITH RECURSIVE day AS (
            SELECT p.node_id, p.parent_id, p.name
            FROM trees_placement p JOIN trees_node n ON n.id = p.node_id
            WHERE n.kind = %(kind)s AND p.during @> %(day)s::date
        ), tree AS (
            SELECT p.node_id, p.parent_id, p.name, 0 AS depth, p.node_id::text || '/' AS path
            FROM day p WHERE {start}
            UNION ALL
            SELECT d.node_id, d.parent_id, d.name, t.depth + 1, t.path || d.node_id::text || '/'
            FROM day d JOIN tree t ON d.parent_id = t.node_id
        )
        SELECT node_id, parent_id, name, depth, path FROM tree ORDER BY depth, name, node_id
    """
    with connection.cursor() as cursor:
        cursor.execute(query, {"kind": kind, "day": day, "under": under})
        return [NodeOnDay(*row) for row in cursor.fetchall()]
