"""A place bears its node's path (ADR 0090): whatever is registered or moved, the two are equal, and so are the scopes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liangxin.places.models import Place
from liangxin.trees.models import Node
from liangxin.trees.services.nodes import NodeMovedUnderItself, move_node
from tests.places.factories import NOW, TODAY, area, region, tower

pytestmark = pytest.mark.django_db


def differing() -> int:
    return Place.objects.exclude(path=F("node__path")).count()


def test_a_new_place_has_the_path_of_its_node() -> None:
    home = tower(area(region()))
    assert Place.objects.get(pk=home.pk).path == home.node.path != ""


def test_a_moved_area_takes_the_paths_of_all_below_along() -> None:
    top, other = region(), region("临江区")
    moved = area(top)
    standing = tower(moved)
    move_node(node=moved.node, parent=other.node, effective=TODAY, now=NOW)
    assert Place.objects.get(pk=standing.pk).path == f"{other.pk}/{moved.pk}/{standing.pk}/"
    assert differing() == 0


def test_a_move_with_a_future_date_is_the_same_for_both() -> None:
    top = region()
    one, two = area(top), area(top, "保税片区")
    standing = tower(one)
    move_node(node=standing.node, parent=two.node, effective=TODAY + timedelta(days=40), now=NOW)
    assert Place.objects.get(pk=standing.pk).path == Node.objects.get(pk=standing.pk).path
    assert differing() == 0


def test_the_database_refuses_a_path_that_no_node_has() -> None:
    place = region()
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(pk=place.pk).update(path="1/2/3/")
        connection.check_constraints()
    assert differing() == 0


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=8))
def test_after_any_moves_every_scope_by_place_is_the_scope_by_node(moves: list[tuple[int, int]]) -> None:
    with transaction.atomic():
        top = region()
        areas = [area(top), area(top, "保税片区")]
        places = [top, *areas, *(tower(areas[number % 2], f"第{number}大厦") for number in range(5))]
        for number, (moved, under) in enumerate(moves):
            try:
                move_node(
                    node=places[moved].node,
                    parent=places[under].node,
                    effective=TODAY + timedelta(days=number),
                    now=NOW,
                )
            except NodeMovedUnderItself:
                continue
        assert differing() == 0
        for node in Node.objects.filter(pk__in=[place.pk for place in places]):
            by_node = set(Place.objects.filter(node__path__startswith=node.path).values_list("pk", flat=True))
            assert set(Place.objects.filter(path__startswith=node.path).values_list("pk", flat=True)) == by_node
        transaction.set_rollback(True)
