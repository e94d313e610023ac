"""Subscription messages of a WeChat official account (订阅通知): a registered template, sent to one openid."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from liangxin.core.outgoing import Limits, Unreachable, send
from liangxin.notifications.channels.carriers import Message, Refused, Tokens, Unavailable
from liangxin.notifications.choices import Failure
from liangxin.notifications.rules import HOUSE_ZONE, shortened

TOKEN_GONE = {40001, 40014, 42001}
ADDRESS = {40003, 40037}
NOT_SUBSCRIBED = {43004, 43101, 43107, 43108}
LATER = {-1, 45009, 45011}
SETTINGS = {40013, 40125, 40164, 41030, 47003, 48001, 50002, 20001}
MARGIN = timedelta(minutes=5)  # a token is not used in its last minutes
LIMITS = Limits(guarded=False, seconds=10)  # the provider's address is the operator's own setting
LONGEST_THING = 20  # characters of a “thing” in a template


class WeChat:
    name = "wechat"

    def send(self, message: Message, tokens: Tokens) -> str:
        answer = self._post(message, tokens)
        if answer.get("errcode") in TOKEN_GONE:
            tokens.forget(_token_name())
            answer = self._post(message, tokens)
        code = answer.get("errcode", 0)
        if code == 0:
            return str(answer.get("msgid", ""))
        raise _problem(int(code))

    def _post(self, message: Message, tokens: Tokens) -> dict[str, Any]:
        token = tokens.token_of(_token_name(), now=message.at, ask=_new_token)
        body = {
            "touser": message.to, "template_id": settings.WECHAT_TEMPLATE, "page": message.url,
            "data": {name: {"value": value} for name, value in _values(message).items()},
        }  # fmt: skip
        return _asked("POST", f"/cgi-bin/message/subscribe/bizsend?access_token={token}", body)


def _values(message: Message) -> dict[str, str]:
    """The template's fields ("title:thing1,body:thing4,at:time3") with their values."""
    known = {
        "title": shortened(message.title, most=LONGEST_THING),
        "body": shortened(" ".join(message.body.split()) or message.title, most=LONGEST_THING),
        "at": f"{message.at.astimezone(HOUSE_ZONE):%Y-%m-%d %H:%M}",
        "site": shortened(settings.SITE_NAME, most=LONGEST_THING),
    }
    return {name: known[what] for what, name in settings.WECHAT_FIELDS.items() if what in known}


def _token_name() -> str:
    return f"wechat:{settings.WECHAT_APP_ID}"


def _new_token(now: datetime) -> tuple[str, datetime]:
    body = {"grant_type": "client_credential", "appid": settings.WECHAT_APP_ID, "secret": settings.WECHAT_APP_SECRET}
    answer = _asked("POST", "/cgi-bin/stable_token", body)
    if "access_token" not in answer:
        raise _problem(int(answer.get("errcode", -1)))
    return str(answer["access_token"]), now + timedelta(seconds=int(answer["expires_in"])) - MARGIN


def _asked(method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
    content = json.dumps(body, ensure_ascii=False).encode()
    try:
        answer = send(
            method, settings.WECHAT_ENDPOINT + path, body=content, limits=LIMITS,
            headers={"Content-Type": "application/json; charset=utf-8"},
        )  # fmt: skip
        found = json.loads(answer.body)
    except (Unreachable, ValueError) as error:
        raise Unavailable(type(error).__name__) from error
    return found if isinstance(found, dict) else {"errcode": -1}


def _problem(code: int) -> Refused | Unavailable:
    if code in ADDRESS:
        return Refused(Failure.REFUSED_ADDRESS, str(code))
    if code in NOT_SUBSCRIBED:
        return Refused(Failure.REFUSED_BY_PERSON, str(code))
    if code in SETTINGS:
        return Refused(Failure.MISCONFIGURED, str(code))
    if code in LATER or code in TOKEN_GONE:
        return Unavailable(str(code))
    return Refused(Failure.BLOCKED, str(code))


def configured() -> WeChat | None:
    """WeChat, where the account, the template and its fields are set."""
    complete = (
        settings.WECHAT_APP_ID and settings.WECHAT_APP_SECRET and settings.WECHAT_TEMPLATE and settings.WECHAT_FIELDS
    )
    return WeChat() if complete else None
