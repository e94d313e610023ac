"""The documented page, and its examples as they stand there."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from liangxin.api.examples import EXAMPLES, Example
from liangxin.api.said import SAID, TAGS
from tests.access.factories import grant, role
from tests.activities.factories import published
from tests.api.conftest import program_for
from tests.enterprises.factories import enterprise
from tests.organisations.factories import branch, committee, root
from tests.places.factories import tower
from tests.venues.factories import make_room, make_station, make_world
from tests.venues.offer_factories import make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def ids(officer: Any, district: Any) -> dict[str, int]:
    top = root(home_place=district)
    above = committee(top)
    one = branch(above, home_place=district)
    here = tower(district)
    make_world()
    station = make_station("云帆站", place=here)
    return {
        "place": district.pk, "top": top.pk, "committee": above.pk, "organisation": one.pk,
        "enterprise": enterprise(place=here, organisation=one).pk, "room": make_room(station).pk,
        "service": make_service(station).pk, "activity": published(one).pk,
    }  # fmt: skip


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.method} {one.path}")
def test_each_example_does_what_it_shows(example: Example, ids: dict[str, int], officer: Any) -> None:
    from liangxin.organisations.models import Organisation

    node = Organisation.objects.get(pk=ids["top"]).node
    program = program_for(officer, None if example.own else grant(officer, role("district_officer"), node).pk)
    if example.tag == "places" and example.method == "post":
        node = Organisation.objects.get(pk=ids["top"]).home_place.node
        program = program_for(officer, grant(officer, role("district_officer"), node).pk)
    path, _mark, query = example.path.partition("?")
    body = json.loads(re.sub(r'"\{(\w+)\}"', lambda found: str(ids[found[1]]), json.dumps(example.body)))
    client = Client(headers={"Authorization": f"Bearer {program.secret}"})
    address = f"/api/v1{re.sub(r'{(.+?)}', lambda found: str(ids[found[1]]), path)}"
    query = re.sub(r"{(\w+)}", lambda found: str(ids[found[1]]), query)
    sent = {} if body is None else {"data": body, "content_type": "application/json"}
    answer = getattr(client, example.method)(f"{address}?{query}", **sent)
    assert answer.status_code == example.status, answer.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_shows_every_operation_and_loads_nothing_from_elsewhere(language: str) -> None:
    client = Client()
    client.cookies["django_language"] = language
    page = client.get("/api/v1/").content.decode()
    described = client.get("/api/v1/openapi.json").json()
    for path, methods in described["paths"].items():
        assert path in page
        for one in methods.values():
            assert f'id="{one["operationId"]}"' in page
    assert re.findall(r'(?:src|href)="(?:https?:)?//', page) == []
    assert "<style" not in page
    assert ("登记企业" in page) == (language == "zh-hans")


def test_every_summary_is_said_in_chinese() -> None:
    described = Client().get("/api/v1/openapi.json").json()
    found = [one for methods in described["paths"].values() for one in methods.values()]
    assert {one["summary"] for one in found} == set(SAID)
    assert {one["tags"][0] for one in found} == set(TAGS)
