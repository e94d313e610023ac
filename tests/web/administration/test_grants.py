"""Giving, delegating and ending grants by page; roles; the audit log."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from liangxin.access.models import Grant, Role
from liangxin.core.models import AuditEntry
from tests.access.factories import grant, make_node, make_role, make_user, role
from tests.helpers import client_for, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> dict[str, Any]:
    district = make_node("滨港区")
    area = make_node("金融城片区", parent=district)
    tower = make_node("云帆大厦", parent=area)
    return {
        "district": district,
        "area": area,
        "tower": tower,
        "elsewhere": make_node("临江区"),
        "person": make_user("li.ning"),
    }


def acting_as(code: str, node: Any = None) -> Client:
    user = make_user()
    return client_for(user, grant=grant(user, role(code), node))


def form(**change: Any) -> dict[str, Any]:
    today = timezone.localdate().isoformat()
    return {
        "user_text": "li.ning",
        "role": "",
        "node": "",
        "downwards": "on",
        "valid_from": today,
        "reason": "岗位调整",
        **change,
    }


def test_a_security_administrator_grants_anywhere(world: dict[str, Any]) -> None:
    client = acting_as("security_admin")
    sent = form(role=role("place_officer").pk, node=world["area"].pk, node_text="金融城片区", valid_to="2027年9月1日")
    answer = client.post("/desk/grants/new/", sent, follow=True)
    given = Grant.objects.get(user=world["person"])
    assert (given.node, given.role.code, given.downwards, given.valid_to) == (
        world["area"],
        "place_officer",
        True,
        date(2027, 9, 1),
    )
    assert "li.ning 现在是 金融城片区 的园区工作人员。" in answer.content.decode()
    entry = AuditEntry.objects.get(action="access.grant_given", object_label="li.ning")
    assert entry.facts == {"role": "园区工作人员", "node": "金融城片区"}


def test_an_officer_names_a_stranger_whole_and_grants_within_the_node(world: dict[str, Any]) -> None:
    client = acting_as("district_officer", world["district"])
    sent = form(role=role("viewer").pk, node=world["area"].pk, node_text="金融城片区")
    assert client.post("/desk/grants/new/", {**sent, "user_text": "li.nin"}).status_code == 422
    assert client.post("/desk/grants/new/", sent).status_code == 302
    outside = form(role=role("viewer").pk, node=world["elsewhere"].pk, node_text="临江区")
    refused = client.post("/desk/grants/new/", outside)
    assert refused.status_code == 422 and "没有找到，请从列表中选。" in refused.content.decode()
    assert Grant.objects.filter(user=world["person"]).count() == 1


def test_a_role_that_is_more_than_ones_own_is_not_offered(world: dict[str, Any]) -> None:
    client = acting_as("district_officer", world["district"])
    html = client.get("/desk/grants/new/").content.decode()
    assert "园区工作人员" in html and "安全管理员" not in html
    sent = form(role=role("security_admin").pk, node=world["area"].pk, node_text="金融城片区")
    assert client.post("/desk/grants/new/", sent).status_code == 422
    assert not Grant.objects.filter(user=world["person"]).exists()


def test_a_delegation_needs_an_end_and_can_be_ended_by_its_giver(world: dict[str, Any]) -> None:
    client = acting_as("organisation_officer", make_node("金融城片区综合党委", kind="organisation"))
    node = Grant.objects.get(role__code="organisation_officer").node
    sent = form(role=role("branch_secretary").pk, node=node.pk, node_text=node.name)
    assert client.post("/desk/grants/delegate/", sent).status_code == 422
    assert client.post("/desk/grants/delegate/", {**sent, "valid_to": "2027-01-31"}).status_code == 302
    given = Grant.objects.get(user=world["person"])
    assert given.delegated_from_id is not None
    assert client.post(f"/desk/grants/{given.pk}/", {"reason": ""}).status_code == 422
    assert client.post(f"/desk/grants/{given.pk}/", {"reason": "代班结束"}).status_code == 302
    given.refresh_from_db()
    assert given.ended_at is not None
    assert AuditEntry.objects.get(action="access.grant_ended").reason == "代班结束"


def test_direct_and_inherited_are_kept_apart(world: dict[str, Any]) -> None:
    grant(make_user("above"), role("district_officer"), world["district"])
    grant(make_user("only.above"), role("viewer"), world["district"], downwards=False)
    grant(make_user("here"), role("place_officer"), world["area"])
    html = acting_as("security_admin").get(f"/desk/grants/at/{world['area'].pk}/").content.decode()
    direct, inherited = html.split("由上级继承")
    assert "here" in direct and "above" not in direct
    assert "above" in inherited and "only.above" not in inherited


@pytest.mark.parametrize(("_case", "node"), [("above", "district"), ("elsewhere", "elsewhere"), ("nowhere", None)])
def test_grants_outside_the_node_are_not_known(world: dict[str, Any], _case: str, node: str | None) -> None:
    client = acting_as("district_officer", world["area"])
    node_id = world[node].pk if node else 999_999
    assert client.get(f"/desk/grants/at/{node_id}/").status_code == 404


def test_the_list_takes_a_fixed_number_of_queries(world: dict[str, Any]) -> None:
    client = acting_as("security_admin")
    client.get("/desk/grants/")
    with queries() as few:
        client.get("/desk/grants/")
    for number in range(5):
        grant(make_user(f"u{number}"), role("viewer"), world["area"])
    with queries() as many:
        client.get("/desk/grants/")
    assert len(few) == len(many)


def test_a_role_is_changed_by_the_security_administrator_alone() -> None:
    held = make_role(["access:grant:read"])
    client = acting_as("security_admin")
    assert client.post(f"/desk/roles/{held.pk}/", {"permissions": ["access:account:read"]}).status_code == 302
    held.refresh_from_db()
    assert held.permissions == ["access:account:read"]
    entry = AuditEntry.objects.get(action="access.role_changed")
    assert entry.facts == {"added": ["access:account:read"], "removed": ["access:grant:read"]}
    assert client.post(f"/desk/roles/{held.pk}/", {"permissions": ["no:such:thing"]}).status_code == 422
    assert (
        acting_as("district_officer", make_node()).post(f"/desk/roles/{held.pk}/", {"permissions": []}).status_code
        == 403
    )
    held.refresh_from_db()
    assert held.permissions == ["access:account:read"]


def test_the_permissions_of_the_three_are_shown_and_fixed() -> None:
    client, fixed = acting_as("security_admin"), role("audit_admin")
    html = client.get(f"/desk/roles/{fixed.pk}/").content.decode()
    assert "权限固定" in html and "保存权限" not in html
    answer = client.post(f"/desk/roles/{fixed.pk}/", {"permissions": []})
    assert answer.status_code == 422 and "三员的权限不能更改。" in answer.content.decode()


def test_a_role_is_made() -> None:
    client = acting_as("security_admin")
    sent = {
        "name": "片区值班员",
        "code": "area_duty",
        "description": "值班",
        "anchors": ["place"],
        "permissions": ["access:grant:read"],
    }
    assert client.post("/desk/roles/new/", sent).status_code == 302
    assert Role.objects.get(code="area_duty").anchors == ["place"]
    again = client.post("/desk/roles/new/", sent)
    assert again.status_code == 422 and "这个代码已被使用" in again.content.decode()


def test_the_audit_log_is_the_audit_administrators_alone(world: dict[str, Any]) -> None:
    for code, node in [("system_admin", None), ("security_admin", None), ("district_officer", world["district"])]:
        assert acting_as(code, node).get("/desk/audit/").status_code == 403
    client = acting_as("audit_admin")
    html = client.get("/desk/audit/?action=access.grant_given").content.decode()
    assert "授权" in html and "区级专员" in html
    exported = client.post(
        "/desk/audit/", {"do": "export-csv", "query": "action=access.grant_given", "reason": "季度审计"}
    )
    assert "区级专员" in exported.content.decode("utf-8-sig")
    assert AuditEntry.objects.get(action="export").object_kind == "audit"
