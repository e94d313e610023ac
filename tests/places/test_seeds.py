"""The demo world's places reproduce the figures of the source."""

import random
from collections import Counter

import pytest

from liangxin.core.demo import Scale, World
from liangxin.places.models import Place
from liangxin.places.seeds import seed
from liangxin.places.services.kinds import install_kinds
from tests.places.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("scale", ["small", "seed"])
def test_the_figures_of_the_source(scale: Scale) -> None:
    install_kinds()
    world = World(
        scale=scale, now=NOW, today=TODAY, random=random.Random(1), say=lambda words: None, password_of=lambda name: ""
    )
    seed(world)
    below = world.things["place:linjiang"].node.path
    counts = Counter(Place.objects.filter(node__path__startswith=below).values_list("kind__code", flat=True))
    assert (counts["municipal_park"], counts["private_economy_park"], counts["service_industry_park"]) == (3, 33, 21)
    assert len(world.things["place:towers"]) == 30
    assert len(world.things["place:finance_subareas"]) == 10
    assert world.things["place:autoport"].node.parent.name == "安江镇"
    for key in ("bingang", "finance", "bonded", "science", "linjiang", "jinsha"):
        assert isinstance(world.things[f"place:{key}"], Place)
    assert not Place.objects.exclude(coordinate_doubt="").exists()
