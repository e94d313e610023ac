"""SMS by Aliyun or Tencent Cloud, through their own SDKs. In China an SMS is a registered template with a few values."""

import json
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from liangxin.notifications.channels.carriers import Carrier, Message, Refused, Tokens, Unavailable
from liangxin.notifications.choices import Failure
from liangxin.notifications.rules import shortened

SECONDS = 10
DEFAULT = "default"
ALIYUN_ADDRESS = {"isv.MOBILE_NUMBER_ILLEGAL", "isv.MOBILE_COUNT_OVER_LIMIT", "isv.BLACK_KEY_CONTROL_LIMIT"}
ALIYUN_LATER = {"isp.SYSTEM_ERROR", "isv.BUSINESS_LIMIT_CONTROL", "Throttling", "Throttling.User", "ServiceUnavailable"}
ALIYUN_SETTINGS = {"isv.ACCOUNT_NOT_EXISTS", "isv.ACCOUNT_ABNORMAL", "isv.PRODUCT_UN_SUBSCRIPT", "isv.AMOUNT_NOT_ENOUGH",
                   "isv.OUT_OF_SERVICE", "InvalidAccessKeyId.NotFound", "SignatureDoesNotMatch", "Forbidden.RAM"}  # fmt: skip
TENCENT_ADDRESS = {"InvalidParameterValue.IncorrectPhoneNumber", "FailedOperation.PhoneNumberInBlacklist",
                   "UnsupportedOperation.ChineseMainlandTemplateToGlobalPhone"}  # fmt: skip
TENCENT_LATER = ("InternalError", "LimitExceeded", "RequestLimitExceeded", "RequestTimeException")
TENCENT_SETTINGS = ("AuthFailure", "UnauthorizedOperation", "FailedOperation.InsufficientBalanceInSmsPackage",
                    "InvalidParameterValue.SdkAppIdNotExist")  # fmt: skip


def template_for(purpose: str) -> str:
    """The registered template for the purpose (a group of notices, or "code"), else the default one, else ""."""
    templates: dict[str, str] = settings.SMS_TEMPLATES
    return templates.get(purpose) or templates.get(DEFAULT, "")


def _template(message: Message) -> str:
    template = template_for(message.purpose)
    if not template:
        raise Refused(Failure.MISCONFIGURED, f"no template for {message.purpose}")
    return template


def _values(message: Message) -> dict[str, str]:
    return {name: shortened(value) for name, value in (message.values or {"title": message.title}).items()}


class Aliyun:
    name = "aliyun"

    def send(self, message: Message, tokens: Tokens) -> str:
        from alibabacloud_dysmsapi20170525 import models
        from alibabacloud_dysmsapi20170525.client import Client
        from alibabacloud_tea_openapi.utils_models import Config
        from darabonba.exceptions import RetryError
        from darabonba.runtime import RuntimeOptions
        from Tea.exceptions import TeaException

        endpoint = urlsplit(settings.SMS_ENDPOINT)
        client = Client(
            Config(
                access_key_id=settings.SMS_KEY_ID, access_key_secret=settings.SMS_KEY_SECRET,
                region_id=settings.SMS_REGION or "cn-hangzhou", protocol=endpoint.scheme or "https",
                endpoint=endpoint.netloc or "dysmsapi.aliyuncs.com",
            )
        )  # fmt: skip
        request = models.SendSmsRequest(
            phone_numbers=message.to, sign_name=settings.SMS_SIGN, template_code=_template(message),
            template_param=json.dumps(_values(message), ensure_ascii=False),
        )  # fmt: skip
        runtime = RuntimeOptions(connect_timeout=4_000, read_timeout=SECONDS * 1_000, autoretry=False)
        try:
            answer = client.send_sms_with_options(request, runtime).body
        except (TeaException, RetryError) as error:
            raise self._problem(str(getattr(error, "code", "") or type(error).__name__)) from error
        except OSError as error:
            raise Unavailable(type(error).__name__) from error
        if answer.code != "OK":
            raise self._problem(answer.code or "")
        return answer.biz_id or ""

    def _problem(self, code: str) -> Refused | Unavailable:
        if code in ALIYUN_ADDRESS:
            return Refused(Failure.REFUSED_ADDRESS, code)
        if code in ALIYUN_SETTINGS:
            return Refused(Failure.MISCONFIGURED, code)
        if code in ALIYUN_LATER or not code.startswith("isv."):
            return Unavailable(code)
        return Refused(Failure.BLOCKED, code)


class Tencent:
    name = "tencent"

    def send(self, message: Message, tokens: Tokens) -> str:
        from tencentcloud.common.credential import Credential
        from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
        from tencentcloud.common.profile.client_profile import ClientProfile
        from tencentcloud.common.profile.http_profile import HttpProfile
        from tencentcloud.sms.v20210111.models import SendSmsRequest
        from tencentcloud.sms.v20210111.sms_client import SmsClient

        endpoint = urlsplit(settings.SMS_ENDPOINT)
        profile = HttpProfile(
            protocol=endpoint.scheme or "https",
            endpoint=endpoint.netloc or "sms.tencentcloudapi.com",
            reqTimeout=SECONDS,
        )
        client = SmsClient(
            Credential(settings.SMS_KEY_ID, settings.SMS_KEY_SECRET), settings.SMS_REGION or "ap-guangzhou",
            ClientProfile(signMethod="TC3-HMAC-SHA256", httpProfile=profile),
        )  # fmt: skip
        request: Any = SendSmsRequest()
        request.PhoneNumberSet = [message.to if message.to.startswith("+") else f"+86{message.to}"]
        request.SmsSdkAppId, request.SignName = settings.SMS_APP_ID, settings.SMS_SIGN
        request.TemplateId, request.TemplateParamSet = _template(message), list(_values(message).values())
        try:
            answer: Any = client.SendSms(request)
        except TencentCloudSDKException as error:
            raise self._problem(str(error.code)) from error
        except OSError as error:
            raise Unavailable(type(error).__name__) from error
        if not answer.SendStatusSet:
            raise Unavailable("no status")
        status = answer.SendStatusSet[0]
        if status.Code != "Ok":
            raise self._problem(status.Code)
        return str(status.SerialNo)

    def _problem(self, code: str) -> Refused | Unavailable:
        if code in TENCENT_ADDRESS:
            return Refused(Failure.REFUSED_ADDRESS, code)
        if code.startswith(TENCENT_SETTINGS):
            return Refused(Failure.MISCONFIGURED, code)
        if code.startswith(TENCENT_LATER) or code in {"ClientNetworkError", "ServerNetworkError"}:
            return Unavailable(code)
        return Refused(Failure.BLOCKED, code)


PROVIDERS: dict[str, type[Aliyun] | type[Tencent]] = {"aliyun": Aliyun, "tencent": Tencent}


def configured() -> Carrier | None:
    """The chosen provider, where its key, signature and a template are set."""
    provider = PROVIDERS.get(settings.SMS_PROVIDER)
    complete = settings.SMS_KEY_ID and settings.SMS_KEY_SECRET and settings.SMS_SIGN and settings.SMS_TEMPLATES
    return provider() if provider and complete else None
