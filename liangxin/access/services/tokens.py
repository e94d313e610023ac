"""Secrets by which programs act for a person: made once, stored as a hash, ended by a day, a grant or by hand."""

import hashlib
import secrets
import zlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.events import TokenEnded, TokenMade
from liangxin.access.models import AccessToken, Grant
from liangxin.access.selectors import in_force
from liangxin.access.services.accounts import note
from liangxin.core.errors import NotAllowed, NotFound, RuleBroken
from liangxin.core.events import publish

if TYPE_CHECKING:
    from liangxin.accounts.models import User

PREFIX = "liangxin_pat_"  # leak scanners know a secret by a fixed prefix and a checksum
LENGTH = 36  # letters and digits: 214 bits
LONGEST_LIFE = timedelta(days=366)  # R-ACC-08
MOST_TOKENS = 20  # a person; R-ACC-08
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BUSY = timedelta(minutes=1)  # how exactly the last use is kept: a write a minute, not a request


class TokenEndsTooLate(RuleBroken):
    code, field, message = "access.token_ends_too_late", "ends_on", _("令牌最长用一年，请把截止日期改在 {last} 以前。")


class TokenEndsInThePast(RuleBroken):
    code, field, message = "access.token_ends_in_the_past", "ends_on", _("截止日期已经过去，请改为今天或以后。")


class TooManyTokens(RuleBroken):
    code, field, message = "access.too_many_tokens", "", _("一个人最多有 {most} 个有效令牌，请先停用不再使用的。")


@dataclass(frozen=True, kw_only=True)
class NewToken:
    """What is asked for. grant_id: the grant it acts under, or None for one's own account; ends_on: last day."""

    name: str
    grant_id: int | None
    ends_on: date
    may_write: bool = False


@transaction.atomic
def make_token(*, actor: Actor, user: "User", new: NewToken, now: datetime, today: date) -> tuple[AccessToken, str]:
    """Make a token for oneself; returns it with its secret, which nobody can read again.

    Only from a browser: a token makes no token. Raises NotAllowed, NotFound (a grant that is not theirs or not in
    force), TokenEndsInThePast, TokenEndsTooLate, TooManyTokens. Publishes TokenMade.
    """
    if actor.user_id != user.pk or actor.door == "api":
        raise NotAllowed()
    if new.ends_on < today:
        raise TokenEndsInThePast()
    if new.ends_on > today + LONGEST_LIFE:
        raise TokenEndsTooLate(last=today + LONGEST_LIFE)
    grant = None
    if new.grant_id is not None:
        grant = Grant.objects.filter(in_force(today), user=user, pk=new.grant_id).first()
        if grant is None:
            raise NotFound()
    user.__class__._default_manager.select_for_update().get(pk=user.pk)  # two at once count one another
    if AccessToken.objects.filter(user=user, ended_at=None, ends_on__gte=today).count() >= MOST_TOKENS:
        raise TooManyTokens(most=MOST_TOKENS)
    secret = new_secret()
    token = AccessToken.objects.create(
        user=user, grant=grant, name=new.name, hint=f"…{secret[-4:]}", hashed=hashed(secret), may_write=new.may_write,
        ends_on=new.ends_on, made_at=now,
    )  # fmt: skip
    publish(TokenMade(token_id=token.pk, user_id=user.pk))
    note(actor, "access.token_made", user=user, now=now, name=new.name, ends_on=str(new.ends_on))
    return token, secret


@transaction.atomic
def end_token(*, actor: Actor, token_id: int, now: datetime) -> AccessToken:
    """End a token of one's own at once; ending an ended one changes nothing. Raises NotFound. Publishes TokenEnded."""
    if actor.user_id is None:
        raise NotFound()
    token = AccessToken.objects.select_for_update(of=("self",)).filter(pk=token_id, user_id=actor.user_id).first()
    if token is None:
        raise NotFound()
    if token.ended_at is None:
        token.ended_at = now
        token.save(update_fields=["ended_at"])
        publish(TokenEnded(token_id=token.pk, user_id=token.user_id))
        note(actor, "access.token_ended", user=token.user, now=now, name=token.name)
    return token


def touch_token(*, token: AccessToken, now: datetime) -> None:
    """Keep when it was last used, to the minute."""
    if token.last_used_at is None or now - token.last_used_at >= BUSY:
        AccessToken.objects.filter(pk=token.pk).update(last_used_at=now)


def new_secret() -> str:
    """A fresh secret: the prefix, 36 random letters and digits, and a checksum of six."""
    body = "".join(secrets.choice(ALPHABET) for _each in range(LENGTH))
    return f"{PREFIX}{body}{checksum(body)}"


def checksum(body: str) -> str:
    """CRC-32 in base 62, six letters: a scanner tells a real secret from a look-alike without asking."""
    number, letters = zlib.crc32(body.encode()), ""
    for _each in range(6):
        number, rest = divmod(number, len(ALPHABET))
        letters = ALPHABET[rest] + letters
    return letters


def hashed(secret: str) -> str:
    """What is stored: 214 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
