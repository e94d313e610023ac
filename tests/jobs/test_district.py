"""The demo district at the scale `seed` reproduces the source document's figures exactly (R-DEMO-01)."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import Q, Sum

from liangxin.access.models import Grant
from liangxin.accounts.models import User
from liangxin.core.demo import World
from liangxin.enterprises.models import Enterprise, EnterpriseFigure
from liangxin.jobs import demo
from liangxin.jobs.services.demo_loads import loaded_scale
from liangxin.members.models import Membership
from liangxin.organisations.models import AllianceMember, Organisation, OrganisationAct
from liangxin.places.models import Place
from liangxin.venues.models import CoOwner, Station

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture
def load(settings: Any, tmp_path: Path) -> Any:
    """Load the demo district and hand back its world."""
    settings.DATA = tmp_path

    def loaded(scale: Any) -> World:
        call_command("prepare", verbosity=0)
        world = demo.load(scale, NOW, lambda words: None)
        assert world is not None
        return world

    return loaded


def within(world: World, key: str, field: str = "node") -> Q:
    """In the place or organisation of that name, or below it."""
    return Q(**{f"{field}__path__startswith": world.things[key].node.path})


def test_the_source_documents_figures(load: Any) -> None:
    world = load("seed")
    finance = Station.objects.filter(within(world, "place:finance", "place__node"))
    assert [
        finance.filter(kind__code=code).count()
        for code in ("service_centre", "sub_centre", "building_station", "micro_station")
    ] == [1, 10, 30, 6]
    assert len(world.things["station:shared"]) == 4
    assert CoOwner.objects.filter(station__in=world.things["station:shared"]).values("station").distinct().count() == 4

    bonded = Organisation.objects.filter(within(world, "organisation:bonded"))
    assert bonded.count() == 169
    assert bonded.filter(type__code="industry_hub").count() == 4
    assert Membership.objects.filter(within(world, "organisation:bonded", "home__node")).count() == 4_300

    port = Enterprise.objects.filter(
        operating_places__place__node__path__startswith=world.things["place:autoport"].node.path
    )
    assert port.distinct().count() == 51
    assert port.filter(labels__code="new_force").distinct().count() == 17
    young = EnterpriseFigure.objects.filter(enterprise__in=port, kind="young_staff")
    assert young.aggregate(all=Sum("value"))["all"] == 3_000
    assert Membership.objects.filter(within(world, "place:autoport", "located_at__node")).count() == 120
    founded = OrganisationAct.objects.get(organisation=world.things["organisation:autoport"], kind="found").effective_on
    assert (founded.year, founded.month) == (2018, 6)

    parks = Place.objects.filter(within(world, "place:linjiang"), kind__is_park=True)
    codes = ("municipal_park", "private_economy_park", "service_industry_park")
    assert [parks.filter(kind__code=code).count() for code in codes] == [3, 33, 21]
    assert AllianceMember.objects.filter(alliance=world.things["organisation:jinsha_alliance"]).count() == 180


def test_the_small_district_has_an_account_for_each_kind_of_user_and_loads_once(load: Any, tmp_path: Path) -> None:
    world = load("small")
    kept = json.loads((tmp_path / demo.ACCOUNTS_FILE).read_text(encoding="utf-8"))
    listed = {account["username"]: account["password"] for account in world.accounts}
    assert {account["username"]: account["password"] for account in kept}.items() >= listed.items()
    for username, password in listed.items():
        user = User.objects.get(username=username)
        assert user.is_demo
        assert user.check_password(password)
    assert set(Grant.objects.values_list("role__code", flat=True)) >= {
        "district_officer", "organisation_officer", "place_officer", "branch_secretary", "station_keeper",
        "enterprise_contact", "system_admin", "security_admin", "audit_admin",
    }  # fmt: skip
    assert Enterprise.objects.count() > 200
    before = Enterprise.objects.count(), User.objects.count()
    assert demo.load("small", NOW, lambda words: None) is None
    assert (Enterprise.objects.count(), User.objects.count()) == before
    assert loaded_scale() == "small"
    assert date(2026, 11, 23) == world.today
