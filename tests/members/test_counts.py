"""Counting members: nobody twice, and nobody pointed at."""

from collections import Counter
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liangxin.access.actor import SYSTEM
from liangxin.members.rules import suppressed
from liangxin.members.selectors import counts
from liangxin.members.selectors.counts import count_at_organisation, count_at_place
from tests.members.factories import membership, organisation
from tests.people.factories import TODAY, officer, organisation_node
from tests.places import factories as places


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_on_any_tree_each_member_counts_once_by_home_and_once_by_location(seed: int) -> None:
    chance = Random(seed)
    region = places.region(f"区{seed}")
    sites = [region]
    for at in range(5):
        parent = chance.choice(sites[:3])
        sites.append(places.place(f"地{seed}-{at}", parent, "sub_zone" if parent == region else "tower"))
    top = organisation(f"根{seed}", holds_members=False)
    tree = [top]
    for at in range(5):
        tree.append(organisation(f"组织{seed}-{at}", chance.choice(tree), home_place=chance.choice([None, *sites])))
    homes, located = Counter(), Counter()
    for _ in range(12):
        home = chance.choice(tree[1:])
        place = chance.choice([None, None, *sites])
        one = membership(home, located_at=place)
        homes[home.pk] += 1
        stands = place or home.home_place
        if stands is not None:
            located[stands.pk] += 1
        assert one.home == home
    parents = {one.pk: one.node.parent_id for one in tree}
    rolled = counts.rolled_up(parents, homes)
    by_day = counts.count_on_day(day=TODAY, under=top.pk)
    for one in tree:
        assert counts.count_below(path=one.node.path) == rolled[one.pk] == by_day[one.pk]
        parts = counts.count_children(path=one.node.path, depth=one.node.depth)
        assert sum(parts.values()) == rolled[one.pk]
        assert parts.get(0, 0) == homes[one.pk]
    assert rolled[top.pk] == 12
    for site in sites:
        below = [each for each in sites if each.node.path.startswith(site.node.path)]
        expected = sum(located[each.pk] for each in below)
        assert counts.count_located(path=site.node.path) == expected
        assert sum(counts.count_children(path=site.node.path, depth=site.node.depth, place=True).values()) == expected


@given(parts=st.dictionaries(st.integers(0, 9), st.integers(0, 40), max_size=8), total_shown=st.booleans())
def test_hidden_parts_cannot_be_worked_out(parts: dict[int, int], total_shown: bool) -> None:
    total = sum(parts.values())
    if 0 < total < 5:
        total_shown = False
    shown = suppressed(parts, total_shown=total_shown)
    hidden = [count for key, count in parts.items() if shown[key] is None]
    assert all(value is None or value == 0 or value >= 5 for value in shown.values())
    assert all(value is None or value == parts[key] for key, value in shown.items())
    if total_shown and hidden:
        assert len(hidden) >= 2
        assert sum(hidden) >= 5
    if not total_shown and total:
        assert hidden


@pytest.mark.parametrize(
    ("_case", "parts", "expected"),
    [
        ("nothing small", {"a": 9, "b": 7, "c": 0}, {"a": 9, "b": 7, "c": 0}),
        ("one small hides its complement", {"a": 3, "b": 20, "c": 8}, {"a": None, "b": 20, "c": None}),
        ("two small hide each other", {"a": 3, "b": 4, "c": 8}, {"a": None, "b": None, "c": 8}),
        ("two small of too few", {"a": 1, "b": 2, "c": 8}, {"a": None, "b": None, "c": None}),
    ],
)
def test_what_is_hidden(_case: str, parts: dict[str, int], expected: dict[str, int | None]) -> None:
    assert suppressed(parts, total_shown=True) == expected


@pytest.mark.django_db
def test_a_place_officer_sees_counts_with_small_ones_and_their_complements_hidden() -> None:
    region = places.region()
    area = places.area(region)
    tower, other, third = places.tower(area, "云帆大厦"), places.tower(area, "潮生中心"), places.tower(area, "望海阁")
    home = organisation("支部", home_place=tower)
    for place, number in ((tower, 3), (other, 6), (third, 9)):
        for _ in range(number):
            membership(home, located_at=place)
    seen = count_at_place(actor=officer(area.node), node=area.node)
    assert seen.total == 18
    assert dict(seen.parts) == {tower.pk: None, other.pk: None, third.pk: 9}
    assert count_at_place(actor=officer(area.node), node=tower.node).total is None
    assert count_at_place(actor=officer(area.node), node=other.node).total is None, "it would give the tower away"
    assert count_at_place(actor=officer(area.node), node=third.node).total == 9
    assert count_at_place(actor=SYSTEM, node=tower.node).total == 3
    assert count_at_place(actor=officer(other.node), node=area.node) == counts.NOTHING


@pytest.mark.django_db
def test_located_members_with_their_home_elsewhere_are_counted_apart() -> None:
    region = places.region()
    port, tower = places.park(region, "汽车创新港"), places.tower(region)
    here, there = organisation("创新港党支部", home_place=port), organisation("别处党支部", home_place=tower)
    for _ in range(6):
        membership(here)
    for _ in range(7):
        membership(there, located_at=port)
    membership(None, outside="外地党支部", keeper=here.node, located_at=port)
    seen = count_at_place(actor=officer(port.node), node=port.node)
    assert (seen.total, seen.elsewhere) == (14, 8)
    assert count_at_place(actor=officer(tower.node), node=tower.node).total == 0


@pytest.mark.django_db
def test_an_organisation_counts_its_own_exactly_and_a_place_only_what_is_large_enough() -> None:
    region = places.region()
    top = organisation("综合党委", holds_members=False, home_place=region)
    small, large = organisation("小支部", top), organisation("大支部", top)
    for _ in range(2):
        membership(small)
    for _ in range(8):
        membership(large)
    assert count_at_organisation(actor=officer(top.node), node=top.node).parts == {small.pk: 2, large.pk: 8}
    seen = count_at_organisation(actor=officer(region.node), node=top.node)
    assert (seen.total, dict(seen.parts)) == (10, {small.pk: None, large.pk: None})
    nobody = officer(organisation_node("外"), "organisations:organisation:read")
    assert count_at_organisation(actor=nobody, node=top.node) == counts.NOTHING
