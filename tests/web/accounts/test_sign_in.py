"""Signing in, and what is told to one who cannot."""

import pytest
from django.test import Client

from liangxin.accounts.models import User
from liangxin.accounts.services.accounts import NewAccount, create_account, set_active
from liangxin.core.models import AuditEntry
from tests.access.factories import NOW, make_user
from tests.helpers import client_for

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
WRONG = "用户名、手机号或密码不对。请核对后再试，或请管理员重置密码。"


@pytest.fixture
def user() -> User:
    return make_user("chen.mingning", password=PASSWORD, phone="13812342046")


def sign_in(client: Client, login: str, password: str = PASSWORD):  # type: ignore[no-untyped-def]
    return client.post("/login/", {"login": login, "password": password})


@pytest.mark.parametrize(
    "login", ["chen.mingning", "Chen.Mingning", " chen.mingning ", "13812342046", "１３８１２３４２０４６"]
)
def test_by_user_name_or_phone(client: Client, user: User, login: str) -> None:
    assert sign_in(client, login)["Location"] == "/desk/"
    assert client.session["_auth_user_id"] == str(user.pk)
    assert AuditEntry.objects.get(action="accounts.signed_in").user_id == user.pk


@pytest.mark.parametrize("login", ["chen.mingning", "nobody", "13800000000", "13812342046"])
def test_the_same_word_whether_or_not_the_account_exists(client: Client, user: User, login: str) -> None:
    answer = sign_in(client, login, "wrong password")
    assert WRONG in answer.content.decode()
    assert f'value="{login}"' in answer.content.decode()
    assert "wrong password" not in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_stopped_account_is_told_the_same(client: Client, user: User) -> None:
    set_active(user=user, active=False, now=NOW)
    assert WRONG in sign_in(client, "chen.mingning").content.decode()


def test_failures_are_noted_and_no_unknown_name_is_kept(client: Client, user: User) -> None:
    sign_in(client, "chen.mingning", "wrong")
    sign_in(client, "my secret typed into the wrong box", "wrong")
    entries = AuditEntry.objects.filter(action="accounts.sign_in_failed").order_by("id")
    assert [entry.object_label for entry in entries] == ["chen.mingning", ""]
    assert [entry.address for entry in entries] == ["127.0.0.1", "127.0.0.1"]


def test_an_account_is_locked_however_it_is_named(client: Client, user: User) -> None:
    for attempt in range(5):
        sign_in(client, "chen.mingning" if attempt % 2 else "13812342046", "wrong")
    answer = sign_in(client, "13812342046")
    assert "试得太多次了" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_there_is_no_sign_up(client: Client) -> None:
    assert client.get("/signup/").status_code == 404
    assert "账号由管理员建立" in client.get("/login/forgotten/").content.decode()


def test_a_first_password_is_changed_on_the_first_sign_in(client: Client) -> None:
    user, first = create_account(new=NewAccount(username="new.person", display_name="新人"), now=NOW)
    sign_in(client, "new.person", first)
    assert client.get("/desk/")["Location"] == "/account/password/"
    refused = client.post("/account/password/", {"oldpassword": first, "password1": "12345", "password2": "12345"})
    assert "fld-err" in refused.content.decode()
    changed = client.post(
        "/account/password/",
        {"oldpassword": first, "password1": "three unlikely words", "password2": "three unlikely words"},
    )
    assert changed.status_code == 302
    user.refresh_from_db()
    assert not user.must_change_password
    assert client.get("/desk/").status_code == 200
    assert AuditEntry.objects.filter(action="accounts.password_changed", user_id=user.pk).count() == 1


def test_signing_out_everywhere_ends_every_session(user: User) -> None:
    here, there = Client(), Client()
    sign_in(here, "chen.mingning")
    sign_in(there, "chen.mingning")
    there.get("/account/devices/")
    assert "退出其他设备" in here.get("/account/devices/").content.decode()
    assert here.post("/account/devices/leave/")["Location"] == "/login/"
    for client in (here, there):
        assert client.get("/desk/")["Location"].startswith("/login/")


@pytest.mark.parametrize(
    "path",
    [
        "/account/",
        "/account/grants/",
        "/account/password/",
        "/account/two-step/",
        "/account/devices/",
        "/desk/search/",
        "/desk/search/?q=ab",
    ],
)
def test_ones_own_pages(user: User, path: str) -> None:
    answer = client_for(user).get(path)
    assert answer.status_code == 200
    assert "Sign" not in answer.content.decode()


def test_preferences_are_kept(user: User) -> None:
    client = client_for(user)
    client.post("/account/preferences/", {"theme": "dark"})
    client.post("/account/preferences/", {"text": "large"})
    client.post("/account/preferences/", {"language": "en"})
    client.post("/account/preferences/", {"theme": "nonsense", "language": "xx"})
    user.refresh_from_db()
    assert (user.theme, user.large_text, user.language) == ("dark", True, "en")
    html = client.get("/account/").content.decode()
    assert '<html lang="en" data-bs-theme="dark" data-lx-theme-chosen data-lx-text="large">' in html


def test_preferences_of_a_visitor_are_kept_in_cookies(client: Client) -> None:
    client.post("/account/preferences/", {"text": "large", "next": "/login/"})
    assert client.cookies["lx_text"].value == "large"
    assert 'data-lx-text="large"' in client.get("/login/").content.decode()
