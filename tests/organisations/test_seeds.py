"""The demo world's organisations reproduce the figures of the source, by the same services as people use."""

import random
from datetime import date

import pytest

from liangxin.access.actor import SYSTEM
from liangxin.core.demo import Scale, World
from liangxin.organisations import seeds
from liangxin.organisations.models import Organisation, PostHolding
from liangxin.organisations.selectors.links import leads_of
from liangxin.organisations.selectors.organisations import OrganisationFilter, list_organisations
from liangxin.organisations.selectors.posts import list_cross_postings, list_vacancies
from liangxin.organisations.services.types import install_types
from liangxin.places.seeds import seed as seed_places
from liangxin.places.services.kinds import install_kinds
from tests.organisations.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


def sown(scale: Scale) -> World:
    install_kinds()
    install_types()
    world = World(
        scale=scale, now=NOW, today=TODAY, random=random.Random(1), say=lambda words: None, password_of=lambda name: ""
    )
    seed_places(world)
    seeds.seed(world)
    return world


@pytest.mark.parametrize(("scale", "bonded"), [("small", 15), ("seed", 169)])
def test_the_figures_of_the_source(scale: Scale, bonded: int) -> None:
    world = sown(scale)
    things = world.things
    area = things["organisation:bonded"]
    listed = list_organisations(actor=SYSTEM, today=TODAY, only=OrganisationFilter(parent=area.node.path))
    assert listed.count() == bonded
    assert listed.filter(type__code="industry_hub").count() == 4
    at_place = OrganisationFilter(place=things["place:bonded"].node.path)
    assert list_organisations(actor=SYSTEM, today=TODAY, only=at_place).count() == bonded
    port = things["organisation:autoport"]
    assert (port.node.name, port.node.during.lower) == ("汽车创新港党支部", date(2018, 6, 15))
    assert [each.lead.node.name for each in leads_of(organisation=port, day=TODAY)] == ["临江汽车城集团党委"]
    committees = [things["organisation:internet"], things["organisation:culture"]]
    assert [[act.kind for act in each.acts.order_by("effective_on")] for each in committees] == [
        ["found", "upgrade", "upgrade"],
        ["found", "upgrade", "upgrade"],
    ]
    overseas = things["organisation:overseas"]
    assert (overseas.is_overseas, overseas.is_public, overseas.time_zone) == (True, False, "Europe/Minsk")
    assert not Organisation.objects.filter(node__name="").exists()
    assert list_vacancies(actor=SYSTEM, today=TODAY).count() >= 1
    assert list_cross_postings(actor=SYSTEM, today=TODAY).count() >= 4
    assert len(things["leaders"]) > 20
    assert PostHolding.objects.filter(secondment_ends_on__isnull=False).count() == 1
