"""SMS by the providers' SDKs, against servers of this machine that check the signature as the provider would."""

import hashlib
import hmac
import json
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

import pytest

from liangxin.notifications.channels.carriers import Message, Refused, Unavailable, carrier_of, offered
from liangxin.notifications.models import Delivery
from liangxin.notifications.services.codes import CodeNotSent, may_send_codes, send_code
from liangxin.notifications.services.delivering import deliver_due
from liangxin.notifications.services.planning import plan_notices
from liangxin.notifications.services.provider_tokens import KeptTokens
from tests.access.factories import NOW
from tests.notifications.factories import PLACE_OFFERED, make_notice, make_reader
from tests.notifications.servers import Received, Web

pytestmark = pytest.mark.django_db
MESSAGE = Message(to="13800001234", title="午间沙龙有名额了", body="", purpose="activities", at=NOW)
TENCENT_OK = {
    "Response": {"SendStatusSet": [{"SerialNo": "5000:1", "Code": "Ok", "Message": "send success"}], "RequestId": "1"}
}
ALIYUN_OK = {"Code": "OK", "Message": "OK", "BizId": "900619^0", "RequestId": "1"}


def sent(message: Message = MESSAGE) -> str:
    carrier = carrier_of("sms")
    assert carrier is not None
    return carrier.send(message, KeptTokens())


def aliyun_values(request: Received) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(request.path).query) + parse_qsl(request.body.decode()))


def aliyun_signature(request: Received, *, secret: str) -> str:
    """ACS3-HMAC-SHA256, as Aliyun documents it."""
    parts = urlsplit(request.path)
    query = "&".join(
        f"{quote(name, safe='~')}={quote(value, safe='~')}"
        for name, value in sorted(parse_qsl(parts.query, keep_blank_values=True))
    )
    signed = request.headers["authorization"].partition("SignedHeaders=")[2].partition(",")[0]
    headers = "".join(f"{name}:{request.headers[name].strip()}\n" for name in signed.split(";"))
    digest = hashlib.sha256(request.body).hexdigest()
    canonical = "\n".join(["POST", parts.path, query, headers, signed, digest])
    text = "ACS3-HMAC-SHA256\n" + hashlib.sha256(canonical.encode()).hexdigest()
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def tencent_signature(request: Received, *, secret: str) -> str:
    """TC3-HMAC-SHA256, as Tencent Cloud documents it."""
    authorization = request.headers["authorization"]
    scope = authorization.partition("Credential=")[2].partition(",")[0].partition("/")[2]
    signed = authorization.partition("SignedHeaders=")[2].partition(",")[0]
    headers = "".join(f"{name}:{request.headers[name].strip().lower()}\n" for name in signed.split(";"))
    digest = hashlib.sha256(request.body).hexdigest()
    canonical = "\n".join(["POST", "/", "", headers, signed, digest])
    text = "\n".join(
        ["TC3-HMAC-SHA256", request.headers["x-tc-timestamp"], scope, hashlib.sha256(canonical.encode()).hexdigest()]
    )
    key = f"TC3{secret}".encode()
    for part in (*scope.split("/"),):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def test_aliyun_is_asked_in_its_own_signed_words(aliyun: Web) -> None:
    aliyun.answer = lambda request: (200, ALIYUN_OK)
    assert sent() == "900619^0"
    (request,) = aliyun.received
    values = aliyun_values(request)
    assert (values["PhoneNumbers"], values["SignName"], values["TemplateCode"]) == (
        "13800001234",
        "滨港两新",
        "SMS_1234",
    )
    assert json.loads(values["TemplateParam"]) == {"title": "午间沙龙有名额了"}
    assert (request.headers["x-acs-action"], request.headers["x-acs-version"]) == ("SendSms", "2017-05-25")
    given = request.headers["authorization"].partition("Signature=")[2]
    assert given == aliyun_signature(request, secret="key-secret")
    assert given != aliyun_signature(request, secret="another")


def test_tencent_is_asked_in_its_own_signed_words(tencent: Web) -> None:
    tencent.answer = lambda request: (200, TENCENT_OK)
    assert sent() == "5000:1"
    (request,) = tencent.received
    assert request.json == {
        "PhoneNumberSet": ["+8613800001234"], "SmsSdkAppId": "1400000000", "SignName": "滨港两新", "TemplateId": "987654",
        "TemplateParamSet": ["午间沙龙有名额了"],
    }  # fmt: skip
    assert (request.headers["x-tc-action"], request.headers["x-tc-version"]) == ("SendSms", "2021-01-11")
    given = request.headers["authorization"].partition("Signature=")[2]
    assert given == tencent_signature(request, secret="key-secret")
    assert given != tencent_signature(request, secret="another")


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("isv.MOBILE_NUMBER_ILLEGAL", "refused_address"),
        ("isv.SMS_TEMPLATE_ILLEGAL", "blocked"),
        ("isv.AMOUNT_NOT_ENOUGH", "misconfigured"),
        ("isv.BUSINESS_LIMIT_CONTROL", "later"),
    ],
)
def test_what_aliyun_refuses_is_told_apart(code: str, problem: str, aliyun: Web) -> None:
    aliyun.answer = lambda request: (200, {"Code": code, "Message": "…", "RequestId": "1"})
    assert outcome() == (problem, code)


@pytest.mark.parametrize(
    ("status", "code", "problem"),
    [(403, "SignatureDoesNotMatch", "misconfigured"), (503, "ServiceUnavailable", "later")],
)
def test_aliyuns_errors_are_told_apart(status: int, code: str, problem: str, aliyun: Web) -> None:
    aliyun.answer = lambda request: (status, {"Code": code, "Message": "…", "RequestId": "1"})
    assert outcome() == (problem, code)


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("InvalidParameterValue.IncorrectPhoneNumber", "refused_address"),
        ("FailedOperation.TemplateIncorrectOrUnapproved", "blocked"),
        ("FailedOperation.InsufficientBalanceInSmsPackage", "misconfigured"),
        ("LimitExceeded.PhoneNumberThirtySecondLimit", "later"),
    ],
)
def test_what_tencent_refuses_is_told_apart(code: str, problem: str, tencent: Web) -> None:
    tencent.answer = lambda request: (200, {"Response": {"SendStatusSet": [{"Code": code}], "RequestId": "1"}})
    assert outcome() == (problem, code)
    tencent.answer = lambda request: (
        200,
        {"Response": {"Error": {"Code": "AuthFailure.SignatureFailure", "Message": "no"}, "RequestId": "1"}},
    )
    assert outcome() == ("misconfigured", "AuthFailure.SignatureFailure")


def outcome() -> tuple[str, str]:
    try:
        sent()
    except Refused as refusal:
        return str(refusal.failure), refusal.detail
    except Unavailable as problem:
        return "later", problem.detail
    return "sent", ""


@pytest.mark.parametrize("provider", ["aliyun", "tencent"])
def test_a_provider_that_cannot_be_reached_is_tried_later(provider: str, request: Any, settings: Any) -> None:
    request.getfixturevalue(provider)
    settings.SMS_ENDPOINT = "http://127.0.0.1:9"
    assert outcome()[0] == "later"


def test_a_notice_goes_out_by_sms(aliyun: Web) -> None:
    aliyun.answer = lambda request: (200, ALIYUN_OK)
    make_notice(make_reader(email="", phone="13800001234"), kind=PLACE_OFFERED, title="一" * 50)
    plan_notices(now=NOW)
    assert deliver_due(now=NOW) == 1
    delivery = Delivery.objects.get()
    assert (delivery.channel, delivery.state, delivery.provider, delivery.provider_id) == (
        "sms",
        "sent",
        "aliyun",
        "900619^0",
    )
    assert json.loads(aliyun_values(aliyun.received[0])["TemplateParam"]) == {"title": "一" * 34 + "…"}


def test_a_code_goes_out_with_its_own_template(aliyun: Web) -> None:
    aliyun.answer = lambda request: (200, ALIYUN_OK)
    assert may_send_codes()
    send_code(phone="13800001234", code="482913", now=NOW)
    values = aliyun_values(aliyun.received[0])
    assert (values["TemplateCode"], json.loads(values["TemplateParam"])) == ("SMS_12349", {"code": "482913"})
    aliyun.answer = lambda request: (200, {"Code": "isv.MOBILE_NUMBER_ILLEGAL"})
    with pytest.raises(CodeNotSent):
        send_code(phone="1", code="482913", now=NOW)


@pytest.mark.parametrize("missing", ["SMS_KEY_ID", "SMS_KEY_SECRET", "SMS_SIGN", "SMS_TEMPLATES", "SMS_PROVIDER"])
def test_half_configured_is_not_offered(missing: str, aliyun: Web, settings: Any) -> None:
    assert offered() == ["sms"]
    setattr(settings, missing, {} if missing == "SMS_TEMPLATES" else "")
    assert offered() == []
    assert not may_send_codes()
    with pytest.raises(CodeNotSent):
        send_code(phone="13800001234", code="1", now=NOW)
