"""The tree of nodes: what moves take along, and the tree of a past day."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liangxin.trees.models import Node, Placement
from liangxin.trees.selectors import ancestors_of, tree_on_day
from liangxin.trees.services import nodes as service
from liangxin.trees.services.nodes import NewNode, close_node, create_node, move_node, rename_node

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
START = date(2020, 1, 1)


def node(name: str, parent: Node | None = None, kind: str = "place") -> Node:
    return create_node(new=NewNode(kind=kind, name=name, opened=START, parent=parent), now=NOW)


def test_a_move_takes_all_below_along_and_keeps_the_past() -> None:
    root = node("滨港区")
    east, west = node("东片", root), node("西片", root)
    tower = node("云帆大厦", east)
    floor = node("三层", tower)
    move_node(node=tower, parent=west, effective=date(2024, 5, 1), now=NOW, reason="区划调整")
    floor.refresh_from_db()
    assert floor.path == f"{root.pk}/{west.pk}/{tower.pk}/{floor.pk}/"
    assert floor.depth == 3
    assert [each.name for each in ancestors_of(floor)] == ["滨港区", "西片", "云帆大厦"]
    before = {each.node_id: each.parent_id for each in tree_on_day(kind="place", day=date(2024, 4, 30))}
    after = {each.node_id: each.parent_id for each in tree_on_day(kind="place", day=date(2024, 5, 1))}
    assert (before[tower.pk], after[tower.pk]) == (east.pk, west.pk)


def test_a_rename_holds_from_its_day() -> None:
    root = node("党建服务中心")
    rename_node(node=root, name="党群服务中心", effective=date(2021, 3, 1), now=NOW)
    assert [each.name for each in tree_on_day(kind="place", day=date(2021, 2, 28))] == ["党建服务中心"]
    assert [each.name for each in tree_on_day(kind="place", day=date(2021, 3, 1))] == ["党群服务中心"]


def test_a_closed_node_is_there_until_its_last_day() -> None:
    root = node("旧楼")
    close_node(node=root, effective=date(2022, 1, 1), now=NOW)
    assert len(tree_on_day(kind="place", day=date(2021, 12, 31))) == 1
    assert tree_on_day(kind="place", day=date(2022, 1, 1)) == []


@pytest.mark.parametrize(
    ("_case", "act", "refusal"),
    [
        (
            "under itself",
            lambda a, b: move_node(node=a, parent=a, effective=START, now=NOW),
            service.NodeMovedUnderItself,
        ),
        (
            "under its child",
            lambda a, b: move_node(node=a, parent=b, effective=START, now=NOW),
            service.NodeMovedUnderItself,
        ),
        (
            "before it existed",
            lambda a, b: rename_node(node=b, name="x", effective=date(2019, 1, 1), now=NOW),
            service.DayBeforeNode,
        ),
    ],
)
def test_refusals_change_nothing(_case, act, refusal) -> None:  # type: ignore[no-untyped-def]
    a = node("上")
    b = node("下", a)
    before = list(Node.objects.order_by("pk").values()), list(Placement.objects.order_by("pk").values())
    with pytest.raises(refusal):
        act(a, b)
    assert (list(Node.objects.order_by("pk").values()), list(Placement.objects.order_by("pk").values())) == before


def test_trees_of_two_kinds_do_not_mix() -> None:
    place, organisation = node("楼"), node("支部", kind="organisation")
    with pytest.raises(service.NodeKindsDiffer):
        move_node(node=place, parent=organisation, effective=START, now=NOW)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=12))
def test_any_moves_keep_paths_true_to_parents(moves: list[tuple[int, int]]) -> None:
    nodes = [node("0")]
    for number in range(1, 8):
        nodes.append(node(str(number), nodes[number // 2]))
    for day, (moved, parent) in enumerate(moves):
        try:
            move_node(node=nodes[moved], parent=nodes[parent], effective=date(2021, 1, 1 + day), now=NOW)
        except service.NodeMovedUnderItself:
            continue
    mine = Node.objects.filter(pk__in=[each.pk for each in nodes])
    parents = dict(mine.values_list("pk", "parent_id"))
    for each in mine:
        trail, at = [], each.pk
        while at is not None:
            trail.append(at)
            at = parents[at]
        assert each.path == "".join(f"{pk}/" for pk in reversed(trail))
        assert each.depth == len(trail) - 1
    tree = tree_on_day(kind="place", day=date(2022, 1, 1), under=nodes[0].pk)
    today = {each.node_id: each.parent_id for each in tree}
    assert today == parents
