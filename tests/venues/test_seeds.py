"""The demo stations: the source document's figures, exactly."""

import random
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liangxin.access.actor import SYSTEM
from liangxin.places import prepare as places_prepare
from liangxin.places import seeds as places_seeds
from liangxin.venues.models import CoOwner, Station, StationWork
from liangxin.venues.prepare import prepare
from liangxin.venues.seeds import seed
from liangxin.venues.selectors.levels import target_lines
from tests.access.factories import NOW, TODAY
from tests.venues.factories import make_organisation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("scale", ["small", "seed"])
def test_the_figures_of_the_source(scale: str) -> None:
    places_prepare.prepare(NOW)
    prepare(NOW)
    things: dict[str, object] = {
        f"organisation:{key}": make_organisation(key)
        for key in ("finance", "bonded", "science", "linjiang", "autoport")
    }
    district = make_organisation("滨港区社会工作党委")
    things |= {"organisation:bingang": district} | {
        f"organisation:hub{number}": make_organisation(f"枢纽{number}", parent=district) for number in range(4)
    }
    world = SimpleNamespace(
        scale=scale, rng=random.Random(7), random=random.Random(7), now=NOW, today=TODAY, things=things, say=print
    )
    places_seeds.seed(world)
    seed(world)
    bingang = things["place:bingang"].node.path  # type: ignore[attr-defined]
    with CaptureQueriesContext(connection) as queries:
        lines = target_lines(actor=SYSTEM, path=bingang, day=TODAY)
    assert [(line.place_name, line.level.rank, line.target, line.actual) for line in lines] == [
        ("金融城片区", 1, 1, 1), ("金融城片区", 2, 10, 10), ("金融城片区", 3, 30, 30), ("金融城片区", 4, 6, 6),
    ]  # fmt: skip
    assert len(queries) == 1
    shared = Station.objects.filter(kind__code="shared_site")
    assert shared.count() == 4
    assert CoOwner.objects.filter(station__in=shared).count() == 8
    assert sorted(StationWork.objects.values_list("kind", flat=True)) == ["new", "new", "upgrade", "upgrade"]
    linjiang = target_lines(actor=SYSTEM, path=things["place:linjiang"].node.path, day=TODAY)  # type: ignore[attr-defined]
    assert [(line.level.rank, line.target, line.actual) for line in linjiang] == [(1, 7, 7), (2, 24, 12), (3, 12, 4)]
    brand = Station.objects.filter(brand=things["brand:linjiang"])
    assert sorted(brand.values_list("node__name", "area_m2")) == [
        ("云图里·拾光湾党群服务中心", 3000),
        ("创新港·拾光湾党群服务站", 860),
    ]
    kinds = {
        "political_life_hall",
        "pioneer_station",
        "talent_station",
        "mini_practice_hall",
        "startup_station",
        "talent_express",
    }
    assert set(Station.objects.filter(kind__code__in=kinds).values_list("kind__code", flat=True)) == kinds
