"""The demo district's enterprises."""

from datetime import UTC, date, datetime
from random import Random

import pytest
from django.db.models import Sum

from liangxin.access.actor import SYSTEM
from liangxin.core.demo import World
from liangxin.core.validators.credit_code import validate
from liangxin.dashboards.selectors.coverage import coverage_of, scope_of
from liangxin.enterprises import seeds
from liangxin.enterprises.models import Correction, CoverageClaim, Enterprise, PendingRegistration
from liangxin.enterprises.selectors.enterprises import EnterpriseFilter, list_enterprises
from liangxin.places import prepare as places_prepare
from liangxin.places import seeds as places_seeds
from tests.enterprises.factories import organisation
from tests.organisations.factories import alliance

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def world() -> World:
    made = World(
        scale="small", now=NOW, today=date(2026, 11, 23), random=Random(1), say=lambda text: None,
        password_of=lambda name: f"{name}-long-enough",
    )  # fmt: skip
    places_prepare.prepare(NOW)
    places_seeds.seed(made)
    for key in ("finance", "science", "bonded", "linjiang", "autoport"):
        made.things[f"organisation:{key}"] = organisation(f"{key}综合党委", home_place=made.things[f"place:{key}"])
    made.things["organisation:jinsha_alliance"] = alliance(made.things["organisation:linjiang"])
    seeds.seed(made)
    return made


def test_the_innovation_port_and_the_open_work() -> None:
    made = world()
    port = made.things["enterprise:autoport"]
    assert len(port) == 51
    assert sum(one.young_staff_count for one in port) == 3_000
    assert Enterprise.objects.filter(labels__code="new_force").count() == 17
    place = made.things["place:autoport"]
    rows = list_enterprises(actor=SYSTEM, asked=EnterpriseFilter(day=made.today, place=place.pk))
    assert rows.count() == 51
    assert rows.aggregate(young=Sum("young_staff_count")) == {"young": 3_000}
    numbers = coverage_of(actor=SYSTEM, scope=scope_of(day=made.today))
    assert 300 < numbers.entities < 420
    assert 5 < 100 * numbers.gap / numbers.entities < 16
    assert numbers.overdue > 0
    assert numbers.late_contact > 0
    moved = made.things["enterprise:moved"]
    assert (made.today - moved.operating_places.get(during__upper_inf=True).during.lower).days == 97
    assert CoverageClaim.objects.count() == 3
    assert Correction.objects.count() == 2
    assert PendingRegistration.objects.count() == 1
    for code in Enterprise.objects.exclude(credit_code="").values_list("credit_code", flat=True):
        assert validate(code).value == code
