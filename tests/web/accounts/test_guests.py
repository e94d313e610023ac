"""Residents let themselves in: three small steps, and nothing on the way tells whether a number is known."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

from liangxin.accounts.models import User
from liangxin.accounts.services.guests import register_guest
from liangxin.core.models import AuditEntry
from liangxin.people.models import GuestCode, LinkRequest
from liangxin.people.permissions import Permission
from liangxin.people.services import guests
from liangxin.web.accounts import guests as pages
from liangxin.web.people import guests as desk_pages
from tests.access.factories import grant, make_node, make_role, make_user
from tests.helpers import NOW, client_for, folded, fragment_of

pytestmark = pytest.mark.django_db
PHONE = "13800138001"


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """What went out by SMS, where a gateway is configured."""
    out: list[tuple[str, str]] = []
    monkeypatch.setattr(guests, "send_code", lambda *, phone, code, now: out.append((phone, code)))
    for module in (guests, pages, desk_pages):
        monkeypatch.setattr(module, "may_send_codes", lambda: True)
    yield out


def test_number_code_name_and_one_is_where_one_wanted_to_go(sent: list[tuple[str, str]]) -> None:
    client = client_for()
    first = client.post("/join/", {"phone": "138 0013 8001", "next": "/activities/?on=week"})
    assert (first.status_code, first["Location"]) == (302, "/join/code/")
    assert PHONE not in str(dict(client.session))  # sealed in the session too
    page = client.get("/join/code/").content.decode()
    assert "尾号 8001" in page and PHONE not in page
    second = client.post("/join/code/", {"code": sent[0][1]})
    assert second["Location"] == "/join/name/"
    refused = client.post("/join/name/", {"name": "小林"})
    assert refused.status_code == 422 and "请先看一看，再打勾。" in refused.content.decode()
    third = client.post("/join/name/", {"name": "小林", "agreed": "on"})
    assert third["Location"] == "/activities/?on=week"
    one = User.objects.get()
    assert (one.is_guest, one.display_name, one.phone) == (True, "小林", PHONE)
    assert client.get("/me/").status_code == 200
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "accounts.registered", "accounts.signed_in",
    ]  # fmt: skip


def test_who_comes_again_needs_no_name(sent: list[tuple[str, str]]) -> None:
    one = register_guest(name="小林", phone=PHONE, way="sms", now=NOW)
    User.objects.filter(pk=one.pk).update(created_at="2026-11-01T00:00:00Z", last_login="2099-01-01T00:00:00Z")
    client = client_for()
    client.post("/join/", {"phone": PHONE})
    assert client.post("/join/code/", {"code": sent[0][1]})["Location"] == "/me/"
    assert client.get("/me/").status_code == 200


def test_asking_for_a_code_looks_alike_for_every_number(sent: list[tuple[str, str]]) -> None:
    register_guest(name="小林", phone=PHONE, way="sms", now=NOW)
    make_user(phone="13800138002")
    pages_seen = set()
    for number in (PHONE, "13800138002", "13800138003"):
        client = client_for()
        answer = client.post("/join/", {"phone": number})
        page = fragment_of(client.get("/join/code/").content.decode(), "join")
        pages_seen.add((answer.status_code, answer["Location"], re.sub(rf"{number[-4:]}", "", page)))
    assert len(pages_seen) == 1 and len(sent) == 3


def test_no_step_is_skipped() -> None:
    client = client_for()
    for address in ("/join/code/", "/join/name/"):
        assert client.get(address)["Location"] == "/join/"
    client.post("/join/", {"phone": PHONE})
    assert client.get("/join/name/")["Location"] == "/join/"
    assert client.post("/join/name/", {"name": "x", "agreed": "on"})["Location"] == "/join/"
    assert not User.objects.exists()


def test_nobody_is_sent_to_another_site(sent: list[tuple[str, str]]) -> None:
    client = client_for()
    client.post("/join/", {"phone": PHONE, "next": "https://evil.example/"})
    client.post("/join/code/", {"code": sent[0][1]})
    assert client.post("/join/name/", {"name": "小林", "agreed": "on"})["Location"] == "/me/"


def test_htmx_gets_the_fragment_of_the_page_and_goes_on(sent: list[tuple[str, str]]) -> None:
    client = client_for()
    swapped = client.post("/join/", {"phone": "1"}, headers={"HX-Request": "true"})
    whole = client.post("/join/", {"phone": "1"})
    assert folded(swapped.content.decode()) == fragment_of(whole.content.decode(), "join")
    assert "请填写 11 位手机号。" in swapped.content.decode()
    assert client.post("/join/", {"phone": PHONE}, headers={"HX-Request": "true"})["HX-Redirect"] == "/join/code/"


def test_without_a_gateway_the_keeper_tells_the_code() -> None:
    keeper = make_user()
    held = grant(keeper, make_role([Permission.GUEST_WELCOME]), make_node("中心", kind="station"))
    desk = client_for(keeper, grant=held)
    answer = desk.post("/desk/people/guests/", {"phone": PHONE})
    assert answer["Cache-Control"] == "no-store"
    found = re.search(r'big-code mono">(\d{3}) (\d{3})<', answer.content.decode())
    assert found is not None
    visitor = client_for()
    assert "请站点工作人员告诉您一个登录码" in visitor.get("/join/").content.decode()
    visitor.post("/join/", {"phone": PHONE})
    assert visitor.post("/join/code/", {"code": f"{found[1]}{found[2]}"})["Location"] == "/join/name/"
    assert found[1] + found[2] not in desk.get("/desk/people/guests/").content.decode()
    assert GuestCode.objects.get().node == held.node


def test_with_a_gateway_the_keepers_page_says_so(sent: list[tuple[str, str]]) -> None:
    keeper = make_user()
    held = grant(keeper, make_role([Permission.GUEST_WELCOME]), make_node("中心", kind="station"))
    desk = client_for(keeper, grant=held)
    assert '<form method="post" action="/desk/people/guests/"' not in desk.get("/desk/people/guests/").content.decode()
    assert desk.post("/desk/people/guests/", {"phone": PHONE}).status_code == 422
    assert not GuestCode.objects.exists()


def test_a_guest_sets_a_password_and_leaves() -> None:
    one = register_guest(name="小林", phone=PHONE, way="sms", now=NOW)
    client = client_for(one)
    assert "注销账号" in client.get("/account/").content.decode()
    words = {"password1": "three unrelated words", "password2": "three unrelated words"}
    assert client.post("/account/password/first/?next=/me/link/", words)["Location"] == "/me/link/"
    one.refresh_from_db()
    assert one.check_password("three unrelated words")
    assert client_for().post("/login/", {"login": PHONE, "password": "three unrelated words"}).status_code == 302
    assert client.post("/account/name/", {"name": "林小姐"})["Location"] == "/account/"
    assert client.post("/account/close/")["Location"] == "/"
    one.refresh_from_db()
    assert (one.is_active, one.phone, one.display_name) == (False, "", "已注销")
    assert client.get("/me/").status_code == 302
    member = make_user()
    assert client_for(member).post("/account/close/").status_code == 422
    assert "注销账号" not in client_for(member).get("/account/").content.decode()


def test_a_guest_acts_on_their_own_account_only() -> None:
    client = client_for(register_guest(name="小林", phone=PHONE, way="sms", now=NOW))
    for address in ("/desk/people/", "/desk/people/guests/", "/desk/people/links/"):
        assert client.get(address).status_code == 403
    assert client.get("/me/link/").status_code == 200
    assert not LinkRequest.objects.exists()


def test_forms_need_their_token() -> None:
    assert Client(enforce_csrf_checks=True).post("/join/", {"phone": PHONE}).status_code == 403
    assert settings.SESSION_COOKIE_HTTPONLY
