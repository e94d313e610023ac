"""Making, naming, moving and closing nodes, each with the day from which it holds."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from liangxin.core.errors import RuleBroken
from liangxin.core.names import sort_key
from liangxin.trees.models import Node, Placement

LONGEST_PATH = 200  # characters: about twenty levels


class NodeMovedUnderItself(RuleBroken):
    code, field, message = "trees.moved_under_itself", "parent", _("不能移到自己或自己的下级之下，请另选上级。")


class NodeKindsDiffer(RuleBroken):
    code, field, message = "trees.kinds_differ", "parent", _("上级与下级必须属于同一棵树。")


class DayBeforeNode(RuleBroken):
    code, field, message = "trees.day_before_node", "effective_date", _("生效日期早于成立日期（{opened}），请改日期。")


class DayBeforeLastChange(RuleBroken):
    code, field, message = (
        "trees.day_before_last_change",
        "effective_date",
        _("生效日期早于最近一次变更（{last}），请改为当日或之后。"),
    )


class NodeIsClosed(RuleBroken):
    code, field, message = "trees.node_closed", "effective_date", _("它已于 {closed} 撤销，不能再变更。")


class NodeIsOpen(RuleBroken):
    code, field, message = "trees.node_open", "", _("它没有撤销，无须恢复。")


@dataclass(frozen=True, kw_only=True)
class NewNode:
    """What a node is made of. opened: the first day; parent: a node of the same kind, or None for a root."""

    kind: str
    name: str
    opened: date
    parent: Node | None = None
    short_name: str = ""
    closed: date | None = None


@transaction.atomic
def create_node(*, new: NewNode, now: datetime, reason: str = "") -> Node:
    """Make a node and its first placement. Raises NodeKindsDiffer."""
    return create_nodes(news=[new], now=now, reason=reason)[0]


@transaction.atomic
def create_nodes(*, news: list[NewNode], now: datetime, reason: str = "") -> list[Node]:
    """Make many nodes under the same rules; parents must exist already. Raises NodeKindsDiffer."""
    for new in news:
        if new.parent is not None and new.parent.kind != new.kind:
            raise NodeKindsDiffer()
    ids = _next_ids(len(news))
    nodes = [_node(node_id, new) for node_id, new in zip(ids, news, strict=True)]
    Node.objects.bulk_create(nodes, batch_size=2_000)
    Placement.objects.bulk_create(
        [
            Placement(node=node, parent=node.parent, name=node.name, during=node.during, recorded_at=now, reason=reason)
            for node in nodes
        ],
        batch_size=2_000,
    )
    return nodes


def _node(node_id: int, new: NewNode) -> Node:
    above = new.parent.path if new.parent is not None else ""
    return Node(
        id=node_id, kind=new.kind, parent=new.parent, path=f"{above}{node_id}/",
        depth=new.parent.depth + 1 if new.parent is not None else 0, name=new.name, short_name=new.short_name,
        sort_key=sort_key(new.name), during=DateRange(new.opened, new.closed),
    )  # fmt: skip


def _next_ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('trees_node', 'id')) FROM generate_series(1, %s)", [count]
        )
        return [row[0] for row in cursor.fetchall()]


@transaction.atomic
def rename_node(*, node: Node, name: str, effective: date, now: datetime, reason: str = "") -> Node:
    """Call the node `name` from `effective` on. Raises NodeIsClosed, DayBeforeNode, DayBeforeLastChange."""
    node = _locked(node)
    _place(node, parent=node.parent, name=name, effective=effective, now=now, reason=reason)
    node.name, node.sort_key = name, sort_key(name)
    node.save(update_fields=["name", "sort_key"])
    return node


@transaction.atomic
def move_node(*, node: Node, parent: Node | None, effective: date, now: datetime, reason: str = "") -> Node:
    """Hang the node, with all below it, under `parent` from `effective` on.

    Raises NodeMovedUnderItself, NodeKindsDiffer, NodeIsClosed, DayBeforeNode, DayBeforeLastChange.
    """
    _lock_tree(node.kind)
    node = _locked(node)
    parent = Node.objects.get(pk=parent.pk) if parent is not None else None
    if parent is not None and parent.kind != node.kind:
        raise NodeKindsDiffer()
    if parent is not None and parent.path.startswith(node.path):
        raise NodeMovedUnderItself()
    _place(node, parent=parent, name=node.name, effective=effective, now=now, reason=reason)
    old_path, old_depth = node.path, node.depth
    new_path = f"{parent.path if parent is not None else ''}{node.pk}/"
    new_depth = parent.depth + 1 if parent is not None else 0
    Node.objects.filter(path__startswith=old_path).update(
        path=Concat(Value(new_path), Substr("path", len(old_path) + 1)),
        depth=F("depth") + (new_depth - old_depth),
    )
    node.parent, node.path, node.depth = parent, new_path, new_depth
    node.save(update_fields=["parent"])
    return node


@transaction.atomic
def close_node(*, node: Node, effective: date, now: datetime, reason: str = "") -> Node:
    """End the node: `effective` is the first day on which it is no more. Raises NodeIsClosed, DayBeforeLastChange."""
    node = _locked(node)
    if node.during.upper is not None:
        raise NodeIsClosed(closed=node.during.upper)
    last = _last_placement(node)
    if effective < last.during.lower:
        raise DayBeforeLastChange(last=last.during.lower)
    last.during = DateRange(last.during.lower, effective)
    last.save(update_fields=["during"])
    node.during = DateRange(node.during.lower, effective)
    node.save(update_fields=["during"])
    return node


@transaction.atomic
def reopen_node(*, node: Node) -> Node:
    """Take a closing back: the node goes on as if it had never been closed. Raises NodeIsOpen."""
    node = _locked(node)
    if node.during.upper is None:
        raise NodeIsOpen()
    last = _last_placement(node)
    last.during = DateRange(last.during.lower, None)
    last.save(update_fields=["during"])
    node.during = DateRange(node.during.lower, None)
    node.save(update_fields=["during"])
    return node


def _locked(node: Node) -> Node:
    return Node.objects.select_for_update(of=("self",)).select_related("parent").get(pk=node.pk)


def _last_placement(node: Node) -> Placement:
    return node.placements.order_by("-during")[:1].get()


def _lock_tree(kind: str) -> None:
    """One move in a tree at a time: two crossing moves could otherwise make a circle."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"trees:{kind}"])


def _place(node: Node, *, parent: Node | None, name: str, effective: date, now: datetime, reason: str) -> None:
    if node.during.upper is not None and effective >= node.during.upper:
        raise NodeIsClosed(closed=node.during.upper)
    if effective < node.during.lower:
        raise DayBeforeNode(opened=node.during.lower)
    last = _last_placement(node)
    if effective < last.during.lower:
        raise DayBeforeLastChange(last=last.during.lower)
    if effective == last.during.lower:
        last.parent, last.name, last.recorded_at, last.reason = parent, name, now, reason
        last.save(update_fields=["parent", "name", "recorded_at", "reason"])
        return
    end = last.during.upper
    last.during = DateRange(last.during.lower, effective)
    last.save(update_fields=["during"])
    Placement.objects.create(
        node=node, parent=parent, name=name, during=DateRange(effective, end), recorded_at=now, reason=reason
    )
