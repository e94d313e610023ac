"""Accounts are opened, reset, stopped and reopened by the system administrator alone."""

import re
from typing import Any

import pytest
from django.test import Client

from liangxin.accounts.models import User
from liangxin.core.models import AuditEntry
from tests.access.factories import grant, make_node, make_user, role
from tests.helpers import client_for, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def system() -> Client:
    user = make_user("sys")
    return client_for(user, grant=grant(user, role("system_admin"), None))


def acting_as(code: str, node: Any = None) -> Client:
    user = make_user()
    return client_for(user, grant=grant(user, role(code), node))


NEW = {"username": "chen.mingning", "display_name": "陈明宁", "phone": "138 1234-2046", "language": "zh-hans"}


def test_an_account_is_opened_and_its_first_password_shown_once(system: Client) -> None:
    answer = system.post("/desk/accounts/new/", NEW)
    html = answer.content.decode()
    found = re.search(r'<b class="mono grow">([^<]+)</b>', html)
    assert found
    assert answer["Cache-Control"] == "no-store"
    user = User.objects.get(username="chen.mingning")
    assert user.check_password(found[1])
    assert user.must_change_password
    assert user.phone == "13812342046"
    assert found[1] not in system.get(f"/desk/accounts/{user.pk}/").content.decode()
    entry = AuditEntry.objects.get(action="accounts.opened")
    assert (entry.object_label, entry.acting_as) == ("chen.mingning", "系统管理员")
    assert found[1] not in str(entry.facts)


@pytest.mark.parametrize(
    ("_case", "change", "words"),
    [
        ("taken", {"username": "SYS"}, "这个用户名已被使用，请换一个。"),
        ("no user name", {"username": "a b"}, "用 3–60 个字母、数字、点或短横。"),
        ("no phone", {"phone": "12345"}, "电话号码“12345”不正确"),
        ("a landline", {"phone": "021-58888888"}, "登录要用手机号，固定电话不行。"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(system: Client, _case: str, change: dict[str, str], words: str) -> None:
    before = User.objects.count()
    answer = system.post("/desk/accounts/new/", {**NEW, **change})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'value="陈明宁"' in answer.content.decode()
    assert User.objects.count() == before


def test_htmx_gets_the_form_back_with_its_errors(system: Client) -> None:
    answer = system.post("/desk/accounts/new/", {**NEW, "phone": "1"}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert answer.content.decode().lstrip().startswith('<form id="account-new"')


def test_a_password_is_reset_with_a_reason(system: Client) -> None:
    user = make_user("li.ning")
    address = f"/desk/accounts/{user.pk}/reset/"
    assert system.post(address, {"reason": ""}).status_code == 422
    assert User.objects.get(pk=user.pk).password == user.password
    html = system.post(address, {"reason": "本人到窗口，核对过身份证"}).content.decode()
    found = re.search(r'<b class="mono grow">([^<]+)</b>', html)
    assert found
    user.refresh_from_db()
    assert user.check_password(found[1]) and user.must_change_password
    assert AuditEntry.objects.get(action="accounts.password_reset").reason == "本人到窗口，核对过身份证"


def test_stopping_ends_what_is_open_and_reopening_lets_in_again(system: Client) -> None:
    user = make_user("li.ning")
    theirs = client_for(user)
    assert theirs.get("/desk/").status_code == 200
    assert system.post(f"/desk/accounts/{user.pk}/stop/", {"reason": "离职"}).status_code == 302
    assert theirs.get("/desk/")["Location"].startswith("/login/")
    assert "已停用" in system.get(f"/desk/accounts/{user.pk}/").content.decode()
    again = system.post(f"/desk/accounts/{user.pk}/stop/", {"reason": "离职"})
    assert again.status_code == 422 and "账号已经是这个状态" in again.content.decode()
    system.post(f"/desk/accounts/{user.pk}/reopen/", {"reason": "返聘"})
    user.refresh_from_db()
    assert user.is_active


@pytest.mark.parametrize("act", ["stop", "reset"])
def test_nobody_does_so_to_themselves(act: str) -> None:
    user = make_user("sys")
    client = client_for(user, grant=grant(user, role("system_admin"), None))
    answer = client.post(f"/desk/accounts/{user.pk}/{act}/", {"reason": "试一试"})
    assert answer.status_code == 422
    assert "请由另一位管理员办理" in answer.content.decode()
    user.refresh_from_db()
    assert user.is_active and not user.must_change_password


def test_a_locked_account_is_let_in_again(system: Client) -> None:
    user = make_user("li.ning", password="correct horse battery")
    visitor = Client()
    for _attempt in range(6):
        answer = visitor.post("/login/", {"login": "li.ning", "password": "wrong"})
    assert "试得太多次了" in answer.content.decode()
    system.post(f"/desk/accounts/{user.pk}/unlock/", {"reason": "本人来电，核对过"})
    assert visitor.post("/login/", {"login": "li.ning", "password": "correct horse battery"}).status_code == 302


@pytest.mark.parametrize("code", ["security_admin", "audit_admin"])
def test_the_other_two_administrators_read_but_do_not_administer(code: str) -> None:
    client, user = acting_as(code), make_user("li.ning")
    assert "li.ning" in client.get("/desk/accounts/").content.decode()
    assert client.get("/desk/accounts/new/").status_code == 403
    assert client.post("/desk/accounts/new/", NEW).status_code == 403
    for act in ("reset", "stop", "reopen", "unlock"):
        assert client.post(f"/desk/accounts/{user.pk}/{act}/", {"reason": "x"}).status_code == 403
    user.refresh_from_db()
    assert user.is_active


def test_an_officer_knows_of_those_with_a_grant_in_the_node() -> None:
    district, elsewhere = make_node("滨港区"), make_node("临江区")
    inside, outside = make_user("inside"), make_user("outside")
    grant(inside, role("place_officer"), make_node("金融城", parent=district))
    grant(outside, role("place_officer"), elsewhere)
    client = acting_as("district_officer", district)
    html = client.get("/desk/accounts/").content.decode()
    assert "inside" in html and "outside" not in html
    assert client.get(f"/desk/accounts/{outside.pk}/").status_code == 404
    assert client.get(f"/desk/accounts/{inside.pk}/").status_code == 200


def test_the_list_takes_a_fixed_number_of_queries(system: Client) -> None:
    system.get("/desk/accounts/")
    with queries() as few:
        system.get("/desk/accounts/")
    for number in range(6):
        make_user(f"more{number}")
    with queries() as many:
        system.get("/desk/accounts/")
    assert len(few) == len(many)


def test_a_phone_is_found_whole_only(system: Client) -> None:
    make_user("li.ning", phone="13900001111")
    assert "li.ning" in system.get("/desk/accounts/?q=13900001111").content.decode()
    assert "li.ning" not in system.get("/desk/accounts/?q=1390000111").content.decode()
