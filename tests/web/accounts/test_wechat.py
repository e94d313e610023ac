"""Entering inside WeChat, against a local server that speaks its protocol."""

import json
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken

from liangxin.accounts.models import User
from liangxin.notifications.models import WeChatFollower
from tests.helpers import client_for

pytestmark = pytest.mark.django_db
INSIDE = {"User-Agent": "Mozilla/5.0 (iPhone) MicroMessenger/8.0.50"}


class WeChat(ThreadingHTTPServer):
    """The two addresses that are used: the page that asks (silently), and the exchange of a code for an openid."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.openid, self.asked = "oABC-1", []  # type: ignore[var-annotated]
        self.codes: set[str] = set()


class Handler(BaseHTTPRequestHandler):
    server: WeChat

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        given = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.server.asked.append((parts.path, given))
        if parts.path == "/connect/oauth2/authorize":
            assert [name.split("=")[0] for name in parts.query.split("&")] == [
                "appid", "redirect_uri", "response_type", "scope", "state",
            ]  # fmt: skip
            code = f"code{len(self.server.asked)}"
            self.server.codes.add(code)
            self.send_response(302)
            query = urlencode({"code": code, "state": given["state"]})
            self.send_header("Location", f"{given['redirect_uri']}?{query}")
            self.end_headers()
            return
        good = (
            parts.path == "/sns/oauth2/access_token"
            and (given["appid"], given["secret"], given["grant_type"]) == ("wx-app", "wx-secret", "authorization_code")
            and given["code"] in self.server.codes
        )
        self.server.codes.discard(given.get("code", ""))
        answer: dict[str, Any] = {"errcode": 40029, "errmsg": "invalid code"}
        if good:
            answer = {"access_token": "T", "expires_in": 7200, "refresh_token": "R", "openid": self.server.openid,
                      "scope": "snsapi_base"}  # fmt: skip
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""


@pytest.fixture
def wechat(settings: Any) -> Iterator[WeChat]:
    server = WeChat()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.WECHAT_APP_ID, settings.WECHAT_APP_SECRET = "wx-app", "wx-secret"
    settings.WECHAT_ENDPOINT = settings.WECHAT_PAGES = f"http://127.0.0.1:{server.server_port}"
    settings.SOCIALACCOUNT_PROVIDERS = {
        "weixin": {
            **settings.SOCIALACCOUNT_PROVIDERS["weixin"],
            "APPS": [{"client_id": "wx-app", "secret": "wx-secret", "key": ""}],
            "AUTHORIZE_URL": f"{settings.WECHAT_PAGES}/connect/oauth2/authorize",
        }
    }
    yield server
    server.shutdown()
    server.server_close()


def there_and_back(client: Any, wechat: WeChat, *, wanted: str = "") -> Any:
    """Press the button, follow WeChat's page as a browser does, and come back."""
    leaving = client.post(f"/join/wechat/{f'?next={wanted}' if wanted else ''}")
    assert leaving.status_code == 302
    away = urlsplit(leaving["Location"])
    assert (away.netloc, away.fragment) == (f"127.0.0.1:{wechat.server_port}", "wechat_redirect")
    connection = HTTPConnection("127.0.0.1", wechat.server_port)
    connection.request("GET", f"{away.path}?{away.query}")
    back = urlsplit(connection.getresponse().getheader("Location") or "")
    connection.close()
    return client.get(f"{back.path}?{back.query}")


def test_the_first_time_a_name_is_asked_for_and_no_profile_is_fetched(wechat: WeChat) -> None:
    client = client_for()
    assert "用微信进入" in client.get("/join/", headers=INSIDE).content.decode()
    assert "用微信进入" not in client.get("/join/").content.decode()
    back = there_and_back(client, wechat, wanted="/activities/")
    assert back["Location"] == "/join/wechat/name/"
    page = client.get("/join/wechat/name/").content.decode()
    assert "username" not in page and "email" not in page
    assert client.post("/join/wechat/name/", {"name": "小林"}).status_code == 200  # not agreed: asked again
    assert not User.objects.exists()
    done = client.post("/join/wechat/name/", {"name": "小林", "agreed": "on"})
    assert (done.status_code, done["Location"]) == (302, "/activities/")
    one = User.objects.get()
    assert (one.is_guest, one.display_name, one.phone, one.has_usable_password()) == (True, "小林", "", False)
    assert [path for path, _given in wechat.asked] == ["/connect/oauth2/authorize", "/sns/oauth2/access_token"]
    assert wechat.asked[0][1]["scope"] == "snsapi_base"
    account = SocialAccount.objects.get()
    assert (account.user_id, account.uid, account.extra_data) == (one.pk, "oABC-1", {"openid": "oABC-1"})
    assert not SocialToken.objects.exists()
    assert WeChatFollower.objects.get(pk=one.pk).openid == "oABC-1"
    assert client.get("/me/").status_code == 200


def test_the_second_time_one_is_in_at_once_and_another_is_another(wechat: WeChat) -> None:
    first = client_for()
    there_and_back(first, wechat)
    first.post("/join/wechat/name/", {"name": "小林", "agreed": "on"})
    again = client_for()
    assert there_and_back(again, wechat)["Location"] == "/me/"
    assert again.get("/me/").status_code == 200 and User.objects.count() == 1
    wechat.openid = "oABC-2"
    assert there_and_back(client_for(), wechat)["Location"] == "/join/wechat/name/"


def test_a_wrong_code_a_strange_state_and_a_refusal_lead_back_to_the_door(wechat: WeChat) -> None:
    client = client_for()
    there_and_back(client, wechat)
    state = wechat.asked[0][1]["state"]
    for query in (
        f"code=made-up&state={state}",
        "code=code1&state=strange",
        "code=code1",
        f"error=access_denied&state={state}",
    ):
        answer = client.get(f"/join/wechat/back/?{query}")
        assert (answer.status_code, answer["Location"]) == (302, "/join/"), query
    assert not User.objects.exists() and not SocialAccount.objects.exists()


def test_without_an_official_account_there_is_no_such_way() -> None:
    client = client_for()
    assert client.post("/join/wechat/").status_code == 404
    assert client.get("/join/wechat/back/?code=1").status_code == 404
    assert "用微信进入" not in client.get("/join/", headers=INSIDE).content.decode()
