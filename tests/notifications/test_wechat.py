"""WeChat subscription messages, against a server of this machine that speaks the account's protocol."""

from datetime import timedelta
from typing import Any

import pytest

from liangxin.notifications.channels.carriers import Message, Refused, Unavailable, carrier_of, offered
from liangxin.notifications.models import Delivery, ProviderToken
from liangxin.notifications.services.delivering import deliver_due
from liangxin.notifications.services.planning import plan_notices
from liangxin.notifications.services.preferences import bind_wechat, unbind_wechat
from liangxin.notifications.services.provider_tokens import KeptTokens
from tests.access.factories import NOW
from tests.notifications.factories import PLACE_OFFERED, make_notice, make_reader
from tests.notifications.servers import Received, Web

pytestmark = pytest.mark.django_db


def speaking(codes: list[int]) -> Any:
    """The protocol: a token for the right secret, then an answer of the list for each message with that token."""
    tokens: list[str] = []

    def answer(request: Received) -> tuple[int, Any]:
        if request.path == "/cgi-bin/stable_token":
            wanted = {"grant_type": "client_credential", "appid": "wx1", "secret": "app-secret"}
            if request.json != wanted:
                return 200, {"errcode": 40125, "errmsg": "invalid appsecret"}
            tokens.append(f"token-{len(tokens)}")
            return 200, {"access_token": tokens[-1], "expires_in": 7200}
        if request.path != f"/cgi-bin/message/subscribe/bizsend?access_token={tokens[-1]}":
            return 200, {"errcode": 40001, "errmsg": "invalid credential"}
        code = codes.pop(0)
        return 200, {"errcode": code, "errmsg": "ok" if code == 0 else "no", **({"msgid": 77} if code == 0 else {})}

    return answer


def sent(minutes: int = 0) -> str:
    carrier = carrier_of("wechat")
    assert carrier is not None
    message = Message(
        to="openid-1", title="午间沙龙有名额了，请尽快确认，过时让给下一位", body="", purpose="activities",
        url="https://liangxin.example/me/", at=NOW + timedelta(minutes=minutes),
    )  # fmt: skip
    return carrier.send(message, KeptTokens())


def paths(web: Web) -> list[str]:
    return [request.path.partition("?")[0].rpartition("/")[2] for request in web.received]


def test_a_message_is_sent_with_a_token_that_is_kept_encrypted_for_all_processes(wechat: Web) -> None:
    wechat.answer = speaking([0, 0, 0])
    assert sent() == "77"
    assert wechat.received[1].json == {
        "touser": "openid-1", "template_id": "template-1", "page": "https://liangxin.example/me/",
        "data": {"thing1": {"value": "午间沙龙有名额了，请尽快确认，过时让给…"}, "time3": {"value": "2026-11-23 16:00"}},
    }  # fmt: skip
    sent(minutes=60)
    assert paths(wechat) == ["stable_token", "bizsend", "bizsend"]
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT token FROM notifications_providertoken")
        assert "token-0" not in cursor.fetchone()[0]
    sent(minutes=116)
    assert paths(wechat)[3:] == ["stable_token", "bizsend"]


def test_a_token_that_is_no_longer_taken_is_asked_for_anew_once(wechat: Web) -> None:
    wechat.answer = speaking([42001, 0])
    assert sent() == "77"
    assert paths(wechat) == ["stable_token", "bizsend", "stable_token", "bizsend"]
    wechat.answer = speaking([40001, 40001])
    ProviderToken.objects.all().delete()
    with pytest.raises(Unavailable, match="40001"):
        sent()


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        (43101, "refused_by_person"),
        (40003, "refused_address"),
        (47003, "misconfigured"),
        (45009, "later"),
        (99999, "blocked"),
    ],
)
def test_what_is_refused_is_told_apart(code: int, failure: str, wechat: Web) -> None:
    wechat.answer = speaking([code])
    with pytest.raises((Refused, Unavailable)) as problem:
        sent()
    assert getattr(problem.value, "failure", "later") == failure


def test_a_wrong_secret_and_a_broken_answer(wechat: Web, settings: Any) -> None:
    wechat.answer = lambda request: (502, b"<html>bad gateway</html>")
    with pytest.raises(Unavailable):
        sent()
    wechat.answer = speaking([0])
    settings.WECHAT_APP_SECRET = "wrong"
    with pytest.raises(Refused) as problem:
        sent()
    assert problem.value.failure == "misconfigured"
    assert not ProviderToken.objects.exists()


def test_a_notice_reaches_those_who_follow_the_account(wechat: Web) -> None:
    wechat.answer = speaking([0])
    follower, other = make_reader(email=""), make_reader(email="")
    bind_wechat(user_id=follower.pk, openid="openid-9", now=NOW)
    for reader in (follower, other):
        make_notice(reader, kind=PLACE_OFFERED)
    plan_notices(now=NOW)
    assert deliver_due(now=NOW) == 1
    assert Delivery.objects.get().state == "sent"
    assert wechat.received[-1].json["touser"] == "openid-9"
    unbind_wechat(user_id=follower.pk)
    make_notice(follower, kind=PLACE_OFFERED, key="two")
    plan_notices(now=NOW)
    assert deliver_due(now=NOW) == 0


def test_half_configured_is_not_offered(wechat: Web, settings: Any) -> None:
    assert offered() == ["wechat"]
    settings.WECHAT_TEMPLATE = ""
    assert offered() == []
