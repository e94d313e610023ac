"""A code by SMS to a number that belongs to no account yet: sent at once, kept nowhere."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from liangxin.core.errors import RuleBroken
from liangxin.notifications.channels.carriers import Message, Refused, Unavailable, carrier_of
from liangxin.notifications.channels.sms import template_for
from liangxin.notifications.choices import Channel
from liangxin.notifications.services.provider_tokens import KeptTokens

PURPOSE = "code"


class CodeNotSent(RuleBroken):
    code, field, message = "notifications.code_not_sent", "phone", _("验证码没有发出去，请核对号码，过一会儿再试。")


def may_send_codes() -> bool:
    """Whether codes can be sent by SMS at all; where not, another way is to be offered."""
    return carrier_of(Channel.SMS) is not None and bool(template_for(PURPOSE))


def send_code(*, phone: str, code: str, now: datetime) -> None:
    """Send `code` to the number with the template for codes. Limits are the caller's. Raises CodeNotSent."""
    carrier = carrier_of(Channel.SMS)
    if carrier is None:
        raise CodeNotSent()
    message = Message(to=phone, title="", body="", purpose=PURPOSE, at=now, values={"code": code})
    try:
        carrier.send(message, KeptTokens())
    except (Refused, Unavailable) as problem:
        raise CodeNotSent() from problem
