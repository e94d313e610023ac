"""Residents let themselves in: a code for their number, by SMS or from the station's keeper.

A code proves the number and never the person. Counting tries must survive a refusal, so these functions are not one
transaction: they count, then decide, then write.
"""

import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require_somewhere
from liangxin.accounts.selectors import get_user_by_phone
from liangxin.accounts.services.guests import release_phone
from liangxin.core import audit
from liangxin.core.codes import digest_of, digits
from liangxin.core.crypto import blind_index
from liangxin.core.errors import RuleBroken
from liangxin.core.limits import take
from liangxin.core.validators import phone as phones
from liangxin.core.validators.invalid import Invalid
from liangxin.notifications.services.codes import may_send_codes, send_code
from liangxin.notifications.services.notices import queue_facts
from liangxin.people import rules
from liangxin.people.choices import CodeWay
from liangxin.people.models import GuestCode
from liangxin.people.notices import CODE_HANDED_OUT
from liangxin.people.permissions import Permission

if TYPE_CHECKING:
    from liangxin.accounts.models import User

PURPOSE = "people.guest_code"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class NotAMobile(RuleBroken):
    code, field, message = "people.not_a_mobile", "phone", _("请填写 11 位手机号。")


class CodeJustSent(RuleBroken):
    code, field, message = "people.code_just_sent", "phone", _("刚发过验证码，请等 1 分钟再试。")


class TooManyCodes(RuleBroken):
    code, field, message = "people.too_many_codes", "phone", _("这个手机号今天的验证码已用完，请明天再试或请站点帮忙。")


class TooBusy(RuleBroken):
    code, field, message = "people.too_busy", "phone", _("现在申请的人太多，请过一会儿再试，或请站点帮忙。")


class CodeWrong(RuleBroken):
    code, field, message = "people.code_wrong", "code", _("验证码不对或已过期，请核对后再填，或重新获取。")


class NumberHasAccount(RuleBroken):
    code, field, message = (
        "people.number_has_account", "code", _("这个手机号属于一个用密码登录的账号，请用密码登录，或联系站点。"),
    )  # fmt: skip


class CodesGoBySms(RuleBroken):
    code, field, message = "people.codes_go_by_sms", "phone", _("这里可以发短信验证码，请居民用短信登录。")


class TooManyHandedOut(RuleBroken):
    code, field, message = "people.too_many_handed_out", "phone", _("您今天开的登录码太多，请明天再试。")


def mobile(text: str) -> str:
    """The 11 digits of a mobile number. Raises NotAMobile."""
    try:
        found = phones.validate(text)
    except Invalid:
        found = None
    if found is None or found.kind != phones.MOBILE:
        raise NotAMobile()
    return str(found.value)


def ask_code(*, phone: str, address: str, now: datetime) -> datetime:
    """Send a code by SMS; until when it is good. The same answer and the same work whether or not the number is known.

    Raises NotAMobile, CodeJustSent, TooManyCodes, TooBusy, CodeNotSent.
    """
    number = mobile(phone)
    index = _index(number)
    if GuestCode.objects.filter(phone_index=index, way=CodeWay.SMS, made_at__gt=now - rules.CODE_GAP).exists():
        raise CodeJustSent()
    if not _take(f"address {_network(address)}", rules.CODES_AN_ADDRESS_AN_HOUR, HOUR, now):
        raise TooBusy()
    if not _take(f"number {index}", rules.CODES_A_NUMBER_A_DAY, DAY, now):
        raise TooManyCodes()
    if not _take("house", rules.CODES_OF_THE_HOUSE_A_DAY, DAY, now):
        raise TooBusy()
    kept, code = _keep(index, CodeWay.SMS, now)
    try:
        send_code(phone=number, code=code, now=now)
    except RuleBroken:
        kept.delete()
        raise
    return kept.expires_at


@dataclass(frozen=True)
class HandedOut:
    """What the keeper reads out. It is stored nowhere in clear."""

    code: str
    expires_at: datetime


@transaction.atomic
def hand_out_code(*, actor: Actor, phone: str, now: datetime) -> HandedOut:
    """Make a code for the number of somebody who stands at the counter, where no SMS can be sent.

    The owner of a guest account of that number is told in the app. The same answer whether or not the number is known.
    Raises NotAllowed, CodesGoBySms, NotAMobile, TooManyHandedOut.
    """
    require_somewhere(actor, Permission.GUEST_WELCOME)
    if may_send_codes():
        raise CodesGoBySms()
    number = mobile(phone)
    made = GuestCode.objects.filter(made_by_id=actor.user_id, made_at__gt=now - DAY).count()
    if made >= rules.STATION_CODES_A_DAY:
        raise TooManyHandedOut()
    kept, code = _keep(_index(number), CodeWay.STATION, now, actor)
    audit.record(
        action="people.code_handed_out", now=now, acting_as=actor.acting_as, object_kind="people.guestcode",
        object_id=kept.pk, object_label=phones.masked(number), by=actor.user_id,
    )  # fmt: skip
    owner = get_user_by_phone(phone=number)
    if owner is not None and owner.is_guest:
        queue_facts(
            kind=CODE_HANDED_OUT, to=[owner.pk], facts={"place": actor.node_name or actor.role_name, "at": now},
            key=f"code-{kept.pk}", now=now,
        )  # fmt: skip
    return HandedOut(code, kept.expires_at)


def enter_by_code(*, phone: str, code: str, address: str, now: datetime) -> "User | None":
    """The guest account of the number that the code proves; None where there is none yet: then `register_guest`.

    A number that rested for NUMBER_RESTS is taken off its old account: it may be somebody else's. An account of a person
    in a register is not entered by a code. Raises NotAMobile, TooBusy, CodeWrong, NumberHasAccount.
    """
    number = mobile(phone)
    if not _take(f"tries {_network(address)}", rules.TRIES_AN_ADDRESS_AN_HOUR, HOUR, now):
        raise TooBusy()
    if not _is_right(_index(number), code, now):
        raise CodeWrong()
    user = get_user_by_phone(phone=number)
    if user is None:
        return None
    if not user.is_guest or not user.is_active:
        raise NumberHasAccount()
    if (user.last_login or user.created_at) < now - rules.NUMBER_RESTS:
        release_phone(user=user, now=now, reason=str(_("很久没有登录，号码可能已换了主人")))
        return None
    return user


@transaction.atomic
def purge_codes(*, now: datetime) -> int:
    """Delete codes a week after their end."""
    return GuestCode.objects.filter(expires_at__lt=now - rules.CODES_KEPT).delete()[0]


def _is_right(index: str, code: str, now: datetime) -> bool:
    """Whether it is the newest live code of the number; the try is counted first, and the code used up."""
    newest = GuestCode.objects.filter(phone_index=index).order_by("-pk").values("pk")[:1]
    live = GuestCode.objects.filter(pk__in=newest, used_at=None, expires_at__gt=now, tries__lt=rules.TRIES_A_CODE)
    if not live.update(tries=F("tries") + 1):
        return False
    kept = GuestCode.objects.filter(phone_index=index).order_by("-pk")[0]
    given = "".join(letter for letter in code if letter.isdigit())
    if not hmac.compare_digest(kept.digest, digest_of(PURPOSE, f"{index} {given}")):
        return False
    return bool(GuestCode.objects.filter(pk=kept.pk, used_at=None).update(used_at=now))


def _keep(index: str, way: CodeWay, now: datetime, actor: Actor | None = None) -> tuple[GuestCode, str]:
    code = digits()
    lives = rules.CODE_LIVES if way == CodeWay.SMS else rules.STATION_CODE_LIVES
    kept = GuestCode.objects.create(
        phone_index=index, digest=digest_of(PURPOSE, f"{index} {code}"), way=way, made_at=now, expires_at=now + lives,
        made_by_id=actor.user_id if actor else None, node_id=actor.node_id if actor else None,
    )  # fmt: skip
    return kept, code


def _take(key: str, most: int, per: timedelta, now: datetime) -> bool:
    return take(f"guests {digest_of(PURPOSE, key)}", limit=most, per=per, now=now).allowed


def _index(number: str) -> str:
    return blind_index(number, field="people.guestcode.phone")


def _network(address: str) -> str:
    """The address; of IPv6 the network that one subscriber has."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(parsed) if parsed.version == 4 else str(ipaddress.ip_network(f"{address}/64", strict=False))
