"""The second step of signing in."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from tests.access.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def secret(client: Client) -> str:
    """An account that has opened the second step; the client is signed in."""
    make_user("chen.mingning", password=PASSWORD)
    client.post("/login/", {"login": "chen.mingning", "password": PASSWORD})
    asked = client.get("/account/two-step/totp/activate/", follow=True)
    assert "请再输一次密码" in asked.content.decode()
    assert "密码不对" in client.post(asked.request["PATH_INFO"], {"password": "wrong"}).content.decode()
    again = {"password": PASSWORD, "next": "/account/two-step/totp/activate/"}
    html = client.post(asked.request["PATH_INFO"], again, follow=True).content.decode()
    found = html.split('<span class="mono">')[1].split("</span>")[0]
    assert "data:image/svg+xml" in html
    wrong = client.post("/account/two-step/totp/activate/", {"code": "000000"})
    assert "这个码不对" in wrong.content.decode()
    assert client.post("/account/two-step/totp/activate/", {"code": code_for(found)}).status_code == 302
    return found


def test_the_secret_of_the_second_step_is_stored_encrypted(client: Client, secret: str) -> None:
    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP).data
    assert secret not in str(stored)
    assert stored["secret"].startswith("a:1:")


def test_signing_in_asks_for_the_second_step(client: Client, secret: str) -> None:
    visitor = Client()
    asked = visitor.post("/login/", {"login": "chen.mingning", "password": PASSWORD})
    assert asked["Location"] == "/account/two-step/authenticate/"
    assert visitor.get("/desk/")["Location"].startswith("/login/")
    page = visitor.get("/account/two-step/authenticate/").content.decode()
    assert "6 位数或备用码" in page
    assert "这个码不对" in visitor.post("/account/two-step/authenticate/", {"code": "000000"}).content.decode()
    codes = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()
    assert visitor.post("/account/two-step/authenticate/", {"code": codes[0]})["Location"] == "/desk/"
    assert visitor.get("/desk/").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/account/two-step/", "/account/two-step/recovery-codes/", "/account/two-step/recovery-codes/generate/",
        "/account/two-step/totp/deactivate/", "/account/two-step/webauthn/", "/account/two-step/webauthn/add/",
    ],
)  # fmt: skip
def test_its_pages_are_in_our_words(client: Client, secret: str, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert 'class="p-main"' in text
    assert not [word for word in ("Two-Factor", "Recovery Codes", "Security Key") if word in text]
