"""Every operation keeps to what the description says, whatever is sent: schemathesis, and what it does not think of."""

import json
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import checks

from tests.access.factories import grant, role
from tests.activities.factories import published
from tests.api.conftest import program_for
from tests.enterprises.factories import contacted, enterprise
from tests.members.factories import membership
from tests.organisations.factories import branch, post, root
from tests.places.factories import tower
from tests.venues.factories import make_room, make_station, make_world
from tests.venues.offer_factories import make_service, make_slot

pytestmark = pytest.mark.django_db
EXAMPLES = 3  # of each operation
CHECKS = [
    checks.not_a_server_error, checks.status_code_conformance, checks.content_type_conformance,
    checks.response_schema_conformance, checks.response_headers_conformance,
]  # fmt: skip
NASTY = [
    "\x00", "\ud800", "%\\'_\u202e", "𠮷" * 50, "9" * 30, -1, 10**30, None, [], "0001-01-01", "9999-12-31",
    "2026-01-01T00:00:00+99:99", "x" * 30_000,
]  # fmt: skip


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Requests share the test's connection, as with Django's own client."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def secrets(officer: Any, district: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Programs of the officer: at the committee, at the district, and on the officer's own account."""
    monkeypatch.setattr("liangxin.api.middleware.REQUESTS_A_MINUTE", 10**9)
    top = root(home_place=district)
    held = role("district_officer")
    return {
        "organisation": program_for(officer, grant(officer, held, top.node).pk).secret,
        "place": program_for(officer, grant(officer, held, district.node).pk).secret,
        "own": program_for(officer, None).secret,
    }


@pytest.fixture
def known(secrets: dict[str, str], officer: Any, district: Any) -> dict[str, int]:
    """The id of one record of each kind, by the name of the path's parameter."""
    from liangxin.organisations.models import Organisation

    top = Organisation.objects.get(node__parent=None)
    here = tower(district)
    one = branch(top, home_place=here)
    firm = enterprise(place=here, organisation=one, mode="own", covered_from=date(2024, 1, 1))
    member = membership(one)
    make_world()
    station = make_station("云帆站", place=here)
    service = make_service(station, "家庭医生")
    activity = published(one)
    return {
        "place_id": here.pk, "organisation_id": one.pk, "enterprise_id": firm.pk, "member_id": member.pk,
        "person_id": member.person_id, "station_id": station.pk, "room_id": make_room(station, "会议室").pk,
        "service_id": service.pk, "slot_id": make_slot(service).pk, "activity_id": activity.pk, "post_id": post(one).pk,
        "keeper_id": contacted(firm, officer).pk,
    }  # fmt: skip


def operations() -> Iterator[Any]:
    """Each operation of the description."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    for found in schema.get_all_operations():
        yield found.ok()


def test_each_operation_answers_as_described(known: dict[str, int], secrets: dict[str, str]) -> None:
    wrong: list[str] = []
    for operation in operations():

        @seed(20261123)
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def holds(case: Any) -> None:
            chance = Random(repr(case.path_parameters))
            for name in case.path_parameters or {}:
                if name in known and chance.random() < 0.8:
                    case.path_parameters[name] = known[name]
            who = chance.choice(sorted(secrets))
            with transaction.atomic():
                answer = case.call(headers={"Authorization": f"Bearer {secrets[who]}"})
                transaction.set_rollback(True)
            case.validate_response(answer, checks=CHECKS)

        try:
            holds()
        except (BaseExceptionGroup, schemathesis.core.failures.Failure, Exception) as failure:  # noqa: BLE001
            wrong.append(f"{operation.method} {operation.path}: {describe(failure)}")
    assert wrong == []


def describe(failure: BaseException) -> str:
    """The failures in a few lines."""
    parts = getattr(failure, "exceptions", [failure])
    return " ".join(str(part)[:500] for part in parts)


def bodies(schema: dict[str, Any], operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Bodies in which every field holds what nobody expects."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    fields = schema["components"]["schemas"].get(name, {}).get("properties", {})
    for value in NASTY if fields else []:
        yield dict.fromkeys(fields, value)


def test_what_nobody_expects_is_refused_in_words(known: dict[str, int], secrets: dict[str, str]) -> None:
    client = Client(headers={"Authorization": f"Bearer {secrets['organisation']}"}, raise_request_exception=False)
    schema = client.get("/api/v1/openapi.json").json()
    wrong = []
    for path, methods in schema["paths"].items():
        address = path.format_map({**dict.fromkeys(NAMES, 1), **known})
        for method, operation in methods.items():
            asked = [one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"]
            with transaction.atomic():
                for value in NASTY if asked else []:
                    text = str(value).encode("utf-8", "surrogatepass")[:2_000]
                    answer = getattr(client, method)(address, query_params=dict.fromkeys(asked, text))
                    wrong += judged(operation, method, address, value, answer)
                for body in bodies(schema, operation):
                    answer = getattr(client, method)(address, json.dumps(body), content_type="application/json")
                    wrong += judged(operation, method, address, body, answer)
                transaction.set_rollback(True)
    assert wrong == []


NAMES = (
    "act_id", "holding_id", "spot_id", "contact_id", "link_id", "booking_id", "appointment_id", "registration_id", "notice_id",
    "webhook_id", "ruleset_id", "keeper_id", "post_id",
)  # fmt: skip


def judged(operation: dict[str, Any], method: str, address: str, sent: Any, answer: Any) -> list[str]:
    """What is wrong with an answer."""
    if str(answer.status_code) in operation["responses"]:
        return []
    return [f"{answer.status_code} {method} {address} {str(sent)[:80]!r}"]


def test_the_description_itself_is_whole() -> None:
    told = Client().get("/api/v1/openapi.json").json()
    ids = [operation["operationId"] for methods in told["paths"].values() for operation in methods.values()]
    assert len(ids) == len(set(ids))
    assert [one for methods in told["paths"].values() for one in methods.values() if not one.get("summary")] == []
