"""What holds at every address of the programs' door."""

import json
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from liangxin.api.models import IdempotentAnswer
from liangxin.api.rules import ANSWERS_KEPT, REQUESTS_A_MINUTE
from liangxin.api.services.answers import forget
from liangxin.core.models import RateWindow
from liangxin.places.models import Place
from tests.access.factories import grant, make_user, role
from tests.api.conftest import program_for
from tests.places.factories import area, region, tower

pytestmark = pytest.mark.django_db


def new_tower(parent: Any, name: str = "云帆大厦") -> dict[str, Any]:
    return {"name": name, "kind": "tower", "parent": parent.pk, "opened": "2030-01-01"}


def test_without_a_token_nothing_is_told(district):
    answer = Client().get("/api/v1/places")
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"] == 'Bearer realm="liangxin"'
    assert answer.json()["code"] == "api.not_signed_in"


def test_a_wrong_token_is_refused(district):
    answer = Client(headers={"Authorization": "Bearer liangxin_pat_wrong"}).get("/api/v1/places")
    assert (answer.status_code, answer.json()["code"]) == (401, "api.not_signed_in")


def test_a_token_sees_what_its_grant_reaches(program, district):
    here = area(district)
    elsewhere = region("临江区")
    answer = program("get", "/places", count="true")
    assert answer.status_code == 200
    assert [each["id"] for each in answer.json()["items"]] == [district.pk, here.pk]
    assert (answer.json()["count"], answer.json()["count_is_exact"]) == (2, True)
    assert program("get", "/places", part="basic", count="true").json()["count"] == 3
    assert program("get", f"/places/{elsewhere.pk}").status_code == 200


def test_pages_follow_one_another_by_cursor(program, district):
    ids = [district.pk] + [tower(district, f"大厦{number}").pk for number in range(4)]
    seen, cursor = [], ""
    while cursor is not None:
        page = program("get", "/places", limit=2, cursor=cursor).json()
        seen += [each["id"] for each in page["items"]]
        cursor = page["next_cursor"]
    assert seen == ids


@pytest.mark.parametrize("cursor", ["x", "YWZ0ZXI6LTE", "YWZ0ZXI6OTk5OTk5OTk5OTk5OTk5OTk5OTk", "%00"])
def test_a_wrong_cursor_is_refused(program, cursor):
    answer = program("get", "/places", cursor=cursor)
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, "api.cursor_wrong", "cursor")


def test_a_refusal_is_a_problem_with_code_field_and_facts(program, district):
    tower(district)
    answer = program("post", "/places", new_tower(district))
    assert answer.status_code == 422
    told = answer.json()
    assert (told["code"], told["field"]) == ("places.exists", "name")
    assert told["facts"] == {"name": "云帆大厦"}
    assert Place.objects.count() == 2


def test_a_wrong_shape_names_its_fields(program, district):
    answer = program("post", "/places", {"name": 3})
    assert (answer.status_code, answer.json()["code"]) == (422, "api.invalid")
    assert {each["field"] for each in answer.json()["fields"]} == {"name", "kind", "opened"}


def test_a_body_that_is_no_json_is_refused(program, district):
    answer = program("post", "/places", "{")
    assert (answer.status_code, answer.json()["code"]) == (400, "api.unreadable")


def test_a_token_that_reads_writes_nothing(officer, district):
    program = program_for(officer, grant(officer, role("district_officer"), district.node).pk, may_write=False)
    assert program("get", "/places").status_code == 200
    answer = program("post", "/places", new_tower(district))
    assert (answer.status_code, answer.json()["code"]) == (403, "api.token_reads_only")
    assert Place.objects.count() == 1


def test_a_repeated_write_is_done_once(program, district):
    first = program("post", "/places", new_tower(district), key="k1")
    second = program("post", "/places", new_tower(district), key="k1")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert (first.headers.get("Idempotent-Replayed"), second["Idempotent-Replayed"]) == (None, "true")
    assert Place.objects.count() == 2
    other = program("post", "/places", new_tower(district, "远帆大厦"), key="k1")
    assert (other.status_code, other.json()["code"]) == (422, "api.idempotency_key_reused")


def test_a_refused_write_leaves_its_key_free(program, district):
    assert program("post", "/places", {**new_tower(district), "kind": "district"}, key="k1").status_code == 422
    assert not IdempotentAnswer.objects.exists()
    assert program("post", "/places", new_tower(district), key="k1").status_code == 201


@pytest.mark.django_db(transaction=True)
def test_the_same_write_twice_at_once_is_done_once(program, district):
    answers, start = [], threading.Barrier(2)

    def go() -> None:
        start.wait()
        try:
            answers.append(program("post", "/places", new_tower(district), key="k1"))
        finally:
            connection.close()

    threads = [threading.Thread(target=go) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Place.objects.filter(node__name="云帆大厦").count() == 1


def test_the_limit_is_told_and_kept(program, district):
    answer = program("get", "/places")
    assert (answer["RateLimit-Limit"], answer["RateLimit-Remaining"]) == (str(REQUESTS_A_MINUTE), "599")
    RateWindow.objects.update(count=REQUESTS_A_MINUTE)
    answer = program("get", "/places")
    if answer.status_code == 200:  # the minute has just turned
        RateWindow.objects.update(count=REQUESTS_A_MINUTE)
        answer = program("get", "/places")
    assert (answer.status_code, answer.json()["code"]) == (429, "api.too_many_requests")
    assert int(answer["Retry-After"]) >= 1


def test_history_knows_the_door_and_the_person(program, officer, district):
    made = program("post", "/places", new_tower(district)).json()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.metadata FROM places_placeevent e JOIN pghistory_context c ON c.id = e.pgh_context_id "
            "WHERE e.node_id = %s",
            [made["id"]],
        )
        (known,) = cursor.fetchone()
    known = json.loads(known) if isinstance(known, str) else known
    assert (known["user"], known["door"]) == (officer.pk, "api")


def test_a_browser_session_reads_and_needs_its_csrf_token_to_write(officer, district):
    grant(officer, role("district_officer"), district.node)
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    assert client.get("/api/v1/places").status_code == 200
    answer = client.post("/api/v1/places", new_tower(district), content_type="application/json")
    assert answer.status_code == 403
    assert Place.objects.count() == 1


def test_on_ones_own_account_only_the_public_part_is_told(district):
    program = program_for(make_user("resident"), None)
    assert program("get", "/places").json()["items"] == []
    assert [each["id"] for each in program("get", "/places", part="basic").json()["items"]] == [district.pk]


def test_the_description_is_openapi_3_1():
    told = Client().get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert "/api/v1/places" in told["paths"]


def test_nobody_goes_on_with_a_first_password(officer, district):
    grant(officer, role("district_officer"), district.node)
    type(officer).objects.filter(pk=officer.pk).update(must_change_password=True)
    client = Client()
    client.force_login(officer)
    answer = client.get("/api/v1/places")
    assert (answer.status_code, answer.json()["code"]) == (403, "api.password_first")


def test_kept_answers_are_forgotten_after_two_days(program, district):
    assert program("post", "/places", new_tower(district), key="k1").status_code == 201
    now = IdempotentAnswer.objects.get().made_at
    assert forget(now=now + ANSWERS_KEPT) == 0
    assert forget(now=now + ANSWERS_KEPT + timedelta(seconds=1)) == 1
