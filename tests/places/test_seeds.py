"""The demo world's places reproduce the figures of the source."""

import random
from collections import Counter

import pytest

from liangxin.places.models import Place
from liangxin.places.seeds import seed
from liangxin.places.services.kinds import install_kinds
from tests.places.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


class World:
    def __init__(self, scale: str) -> None:
        self.scale, self.rng, self.now, self.today = scale, random.Random(1), NOW, TODAY
        self.things: dict[str, object] = {}

    def say(self, text: str) -> None:
        pass


@pytest.mark.parametrize("scale", ["small", "seed"])
def test_the_figures_of_the_source(scale: str) -> None:
    install_kinds()
    world = World(scale)
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
