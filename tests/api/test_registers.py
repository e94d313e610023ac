"""The registers through the programs' door: what is told, what is done, and what is never said."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from liangxin.core.names import masked_name
from liangxin.enterprises.models import Coverage, Enterprise, OperatingPlace
from liangxin.members.models import HomeSpan, Membership
from liangxin.organisations.models import Organisation
from liangxin.people.models import Person
from liangxin.venues.models import Station
from tests.access.factories import grant, role
from tests.api.conftest import Program, program_for
from tests.enterprises.factories import enterprise
from tests.members.factories import membership
from tests.organisations.factories import branch, committee, post, root
from tests.people.factories import person
from tests.places.factories import area, region, tower
from tests.venues.factories import make_scheme, make_station

pytestmark = pytest.mark.django_db


def today() -> str:
    return timezone.localdate().isoformat()


@pytest.fixture
def top(district: Any) -> Organisation:
    """The district's committee."""
    return root(home_place=district)


@pytest.fixture
def party(officer: Any, top: Organisation) -> Program:
    """A program of the officer who stands at the committee."""
    return program_for(officer, grant(officer, role("district_officer"), top.node).pk)


def ids(answer: Any) -> list[int]:
    assert answer.status_code == 200, answer.content.decode()
    return [each["id"] for each in answer.json()["items"]]


def refusal(answer: Any) -> tuple[int, str, str]:
    return answer.status_code, answer.json()["code"], answer.json()["field"]


# ------------------------------------------------------------------------------------------------- organisations


def test_an_organisation_is_founded_renamed_moved_and_dissolved(party, top, district):
    one = committee(top)
    new = {
        "name": "云帆大厦联合党支部",
        "type": "branch",
        "parent": one.pk,
        "effective": "2026-01-05",
        "home_place": district.pk,
    }
    made = party("post", "/organisations", new)
    assert made.status_code == 201, made.content.decode()
    pk = made.json()["id"]
    assert (made.json()["parent"]["id"], made.json()["type"]["code"]) == (one.pk, "branch")
    assert ids(party("get", "/organisations", under=one.pk)) == [one.pk, pk]
    renamed = party(
        "post", f"/organisations/{pk}/renaming", {"name": "云帆大厦党支部", "effective": "2026-02-05", "reason": "更名"}
    )
    assert (renamed.status_code, renamed.json()["kind"]) == (201, "rename")
    moved = party("post", f"/organisations/{pk}/move", {"parent": top.pk, "effective": "2026-03-05", "reason": "调整"})
    assert (moved.status_code, moved.json()["kind"]) == (201, "move")
    assert party("get", f"/organisations/{pk}").json()["name"] == "云帆大厦党支部"
    ended = party("post", f"/organisations/{pk}/dissolution", {"effective": today(), "reason": "撤销"})
    assert (ended.status_code, ended.json()["kind"]) == (201, "dissolve")
    acts = party("get", f"/organisations/{pk}/acts").json()
    assert [each["kind"] for each in acts] == ["dissolve", "move", "rename", "found"]
    back = party("post", f"/organisations/acts/{ended.json()['id']}/taking-back", {"reason": "误办"})
    assert back.status_code == 204, back.content.decode()
    assert ids(party("get", "/organisations", text="云帆大厦")) == [pk]


def test_only_what_is_sent_is_changed(party, top):
    one = branch(top, "启航支部", telephone="021-5500 0318", strand="unit")
    answer = party("patch", f"/organisations/{one.pk}", {"telephone": "", "reason": "停机"})
    assert (answer.status_code, answer.json()["telephone"], answer.json()["strand"]) == (200, "", "unit")
    told = party("get", f"/organisations/{one.pk}/history").json()
    assert (told[0]["fields"][0]["field"], told[0]["reason"]) == ("telephone", "停机")


def test_refusals_are_those_of_the_pages(party, top):
    branch(top, "启航支部")
    new = {"name": "启航支部", "type": "branch", "parent": top.pk, "effective": today()}
    assert refusal(party("post", "/organisations", new)) == (422, "organisations.name_taken", "name")
    elsewhere = root("临江区社会工作党委")
    assert refusal(party("post", "/organisations", new | {"parent": elsewhere.pk})) == (
        422, "api.reference_unknown", "parent",
    )  # fmt: skip
    assert party("get", f"/organisations/{elsewhere.pk}").status_code == 404
    assert Organisation.objects.count() == 3


def test_posts_are_held_by_masked_people(party, top):
    one = branch(top)
    seat = post(one)
    someone = person(one.node, "欧阳晓晓")
    made = party("post", f"/posts/{seat.pk}/holding", {"person": someone.pk, "start": today(), "source": "elected"})
    assert (made.status_code, made.json()["name"]) == (201, masked_name("欧阳晓晓"))
    [told] = party("get", f"/organisations/{one.pk}/posts").json()
    assert (told["id"], told["holding"]["person"], told["vacant_since"]) == (seat.pk, someone.pk, None)


# --------------------------------------------------------------------------------------------------- enterprises


def test_an_enterprise_is_registered_covered_and_moved(program, district):
    here, there = tower(district), tower(district, "望潮大厦")
    new = {
        "name": "滨港砺石智驾技术有限公司",
        "place": here.pk,
        "moved_in": today(),
        "staff": 120,
        "labels": [],
    }
    made = program("post", "/enterprises", new)
    assert made.status_code == 201, made.content.decode()
    pk = made.json()["enterprise"]
    assert made.json()["pending"] is None
    assert ids(program("get", "/enterprises", place=here.pk)) == [pk]
    assert ids(program("get", "/enterprises", coverage="none", text="砺石")) == [pk]
    spot = {"place": there.pk, "unit": "12F", "effective": today()}
    assert program("post", f"/enterprises/{pk}/places", spot).status_code == 201
    told = program("get", f"/enterprises/{pk}").json()
    assert (told["place"]["place"]["id"], told["place"]["unit"], told["staff"]) == (there.pk, "12F", 120)
    assert OperatingPlace.objects.filter(enterprise_id=pk).count() == 2
    changed = program("patch", f"/enterprises/{pk}", {"legal_representative": "沈一帆", "reason": "核对"})
    assert (changed.status_code, changed.json()["legal_representative"]) == (200, "沈一帆")
    assert Enterprise.objects.get(pk=pk).staff_count == 120


def test_coverage_is_assigned_handed_over_and_ended(party, top):
    mine, other = branch(top), branch(top)
    one = enterprise(organisation=mine, mode="own", covered_from=date(2024, 1, 1))
    body = {"organisation": other.pk, "mode": "joint", "effective": today(), "reason": "调整"}
    assert refusal(party("post", f"/enterprises/{one.pk}/coverage", body))[:2] == (422, "enterprises.already_covered")
    handed = party("post", f"/enterprises/{one.pk}/coverage/transfer", body)
    assert (handed.status_code, handed.json()["organisation"]["id"]) == (201, other.pk)
    line = party("get", f"/enterprises/{one.pk}/coverage").json()
    assert [part["organisation"]["id"] for part in line] == [mine.pk, other.pk]
    assert Coverage.objects.filter(enterprise=one).count() == 2


def test_contacts_are_masked_and_never_revealed(program, district):
    one = enterprise(place=tower(district))
    made = program(
        "post", f"/enterprises/{one.pk}/contacts", {"name": "沈一帆", "role": "人事", "phone": "13812345678"}
    )
    assert (made.status_code, made.json()["name"], made.json()["phone"]) == (201, masked_name("沈一帆"), "138****5678")
    answer = program("get", f"/enterprises/{one.pk}/contacts")
    assert "13812345678" not in answer.content.decode()
    assert "沈一帆" not in answer.content.decode()
    assert program("post", f"/enterprises/{one.pk}/contacts/{made.json()['id']}/ending", {}).status_code == 204


# ------------------------------------------------------------------------------------------------ members, people


def test_a_member_is_enrolled_and_told_masked(party, top):
    home = branch(top)
    new = {
        "person": {"name": "欧阳晓晓", "phone": "13812345678"}, "organisation": home.pk, "effective": today(),
        "joined_on": "2011-07-01", "joined_precision": "month",
    }  # fmt: skip
    made = party("post", "/members", new)
    assert made.status_code == 201, made.content.decode()
    told = made.json()
    assert (told["name"], told["phone"], told["joined_on"]) == (masked_name("欧阳晓晓"), "138****5678", "2011-07")
    assert ids(party("get", "/members", under=home.pk)) == [told["id"]]
    for path in (
        "/members",
        f"/members/{told['id']}",
        "/people",
        f"/people/{told['person']}",
        f"/members/{told['id']}/history",
    ):
        answer = party("get", path).content.decode()
        assert "欧阳晓晓" not in answer
        assert "13812345678" not in answer


def test_a_member_is_transferred_and_changed(party, top):
    first, second = branch(top), branch(top)
    one = membership(first)
    changed = party("patch", f"/members/{one.pk}", {"status": "lost_contact", "lost_contact_on": today()})
    assert (changed.status_code, changed.json()["status"]) == (200, "lost_contact")
    body = {"organisation": second.pk, "effective": today(), "reason": "工作调动"}
    assert party("post", f"/members/{one.pk}/transfer", body).status_code == 204
    assert [each["organisation"]["id"] for each in party("get", f"/members/{one.pk}/homes").json()] == [
        second.pk,
        first.pk,
    ]
    assert HomeSpan.objects.filter(membership=one).count() == 2
    assert refusal(party("post", f"/members/{one.pk}/ending", {"effective": today()}))[1] == "members.reason_missing"
    assert Membership.objects.get(pk=one.pk).status == "lost_contact"


def test_a_place_officer_learns_of_no_member(program, district, top):
    one = membership(branch(top), located_at=district)
    assert ids(program("get", "/members")) == []
    assert program("get", f"/members/{one.pk}").status_code == 404


def test_a_person_is_registered_and_changed(party, top):
    one = branch(top)
    made = party("post", "/people", {"name": "沈一帆", "keeper": one.pk, "position_level": "manager"})
    assert (made.status_code, made.json()["position_level"]) == (201, "manager")
    pk = made.json()["id"]
    changed = party("patch", f"/people/{pk}", {"job_title": "部长", "reason": "更正"})
    assert (changed.status_code, changed.json()["job_title"]) == (200, "部长")
    assert Person.objects.get(pk=pk).name == "沈一帆"
    assert party("get", f"/people/{pk}/history").json()[0]["reason"] == "更正"


def test_no_operation_reveals(program):
    told = program("get", "/openapi.json").json()
    assert [path for path in told["paths"] if "reveal" in path] == []


# ------------------------------------------------------------------------------ stations, rulebook, search, others


def test_a_station_is_registered_and_closed(program, district):
    here = area(district)
    levels = make_scheme(district)
    make_station("云帆站")
    new = {"name": "望潮站", "kind": "building_station", "place": here.pk, "level": levels[2].pk, "opened": today()}
    made = program("post", "/stations", new)
    assert made.status_code == 201, made.content.decode()
    pk = made.json()["id"]
    assert ids(program("get", "/stations", place=here.pk, kind="building_station")) == [pk]
    closed = program("post", f"/stations/{pk}/closing", {"effective": today(), "reason": "搬迁"})
    assert (closed.status_code, closed.json()["until"]) == (200, today())
    assert Station.objects.filter(pk=pk, node__during__upper_inf=False).exists()


def test_the_work_calendar_and_industries_are_read(program):
    told = program("get", "/work-calendar", year=2031).json()
    assert (told["year"], told["is_on_record"], told["days"]) == (2031, False, [])
    assert program("get", "/rulesets").status_code == 200
    assert program("get", "/industries", within="J").status_code == 200


def test_search_finds_what_one_may_know_of(program, party, district, top):
    here = tower(district)
    branch(top, "云帆支部")
    assert [(hit["kind"], hit["id"]) for hit in program("get", "/search", text="云帆大厦").json()] == [
        ("place", here.pk)
    ]
    membership(branch(top), "欧阳晓晓")
    [hit] = party("get", "/search", text="欧阳晓晓", kind="person").json()
    assert hit["title"] == masked_name("欧阳晓晓")


def test_lists_ask_a_fixed_number_of_queries(party, top, django_assert_max_num_queries):
    homes = [branch(top) for _each in range(3)]
    for home in homes:
        membership(home)
        enterprise(organisation=home, mode="own", covered_from=date(2024, 1, 1))
    for path in ("/organisations", "/enterprises", "/members", "/people"):
        with django_assert_max_num_queries(20):
            few = party("get", path, limit=1)
        assert few.status_code == 200
        with django_assert_max_num_queries(20):
            assert len(party("get", path, limit=50).json()["items"]) >= 3


def test_a_grant_that_ends_takes_its_token_along(officer, district):
    given = grant(officer, role("district_officer"), district.node, valid_to=timezone.localdate() + timedelta(days=1))
    program = program_for(officer, given.pk)
    assert program("get", "/places").status_code == 200
    given.ended_at = timezone.now()
    type(given).objects.filter(pk=given.pk).update(valid_to=timezone.localdate() - timedelta(days=1))
    assert program("get", "/places").status_code == 401


def test_a_token_for_a_role_does_nothing_for_oneself(program, officer):
    assert refusal(program("get", "/me/registrations"))[:2] == (403, "api.token_is_for_a_role")
    assert program_for(officer, None)("get", "/me/registrations").json()["items"] == []


def test_another_district_stays_unknown(program, district):
    elsewhere = enterprise(place=tower(region("临江区")))
    assert program("get", f"/enterprises/{elsewhere.pk}").status_code == 404
    assert refusal(program("get", "/enterprises", organisation=1)) == (422, "api.reference_unknown", "organisation")
