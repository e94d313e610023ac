"""Accounts that residents open for themselves: a name to be called by, a number or WeChat, and no more."""

import secrets
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.accounts.backends import phone_index
from liangxin.accounts.events import AccountDeactivated, GuestRegistered
from liangxin.accounts.models import User
from liangxin.accounts.services.accounts import PhoneTaken
from liangxin.core import audit
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import RuleBroken
from liangxin.core.events import publish
from liangxin.core.names import normalised

LONGEST_NAME = 30  # characters


class GuestNameMissing(RuleBroken):
    code, field, message = "accounts.guest_name_missing", "name", _("请填写怎么称呼您，最多 30 个字。")


class NotAGuest(RuleBroken):
    code, field, message = "accounts.not_a_guest", "", _("这个账号不是自己注册的，请由管理员办理。")


@transaction.atomic
def register_guest(*, name: str, phone: str, way: str, language: str = "zh-hans", now: datetime) -> User:
    """Open an account without a password. phone: 11 digits that were proven, or "" (WeChat). way: for the audit log.

    Raises GuestNameMissing, PhoneTaken. Publishes GuestRegistered.
    """
    user = User(
        username=f"guest-{secrets.token_hex(6)}", display_name=_called(name), phone=phone, phone_index=phone_index(phone),
        is_guest=True, must_change_password=False, password=make_password(None), language=language, created_at=now,
    )  # fmt: skip
    with constraint_as(PhoneTaken(), name="accounts_phone_once"):
        user.save()
    audit.record(action="accounts.registered", now=now, user=user, way=way)
    publish(GuestRegistered(user_id=user.pk))
    return user


@transaction.atomic
def rename_guest(*, user: User, name: str) -> User:
    """Be called otherwise. Raises NotAGuest, GuestNameMissing."""
    if not user.is_guest:
        raise NotAGuest()
    user.display_name = _called(name)
    user.save(update_fields=["display_name"])
    return user


@transaction.atomic
def release_phone(*, user: User, now: datetime, reason: str) -> User:
    """Take the number off an account: it may have been given to somebody else since. The account stays."""
    user.phone = user.phone_index = ""
    user.save(update_fields=["phone", "phone_index"])
    audit.record(
        action="accounts.phone_released", now=now, object_kind="accounts.user", object_id=user.pk, reason=reason
    )
    return user


@transaction.atomic
def become_known(*, user: User) -> User:
    """The account belongs to a person of the registers from now on: a code for its number no longer signs in."""
    user.is_guest = False
    user.save(update_fields=["is_guest"])
    return user


@transaction.atomic
def close_own_account(*, user: User, now: datetime) -> User:
    """A guest leaves: name and number are deleted, nobody signs in any more. Raises NotAGuest."""
    if not user.is_guest:
        raise NotAGuest()
    audit.record(action="accounts.left", now=now, user=user)
    user.display_name, user.phone, user.phone_index, user.email = str(_("已注销")), "", "", ""
    user.is_active, user.deactivated_at = False, now
    user.save()
    publish(AccountDeactivated(user_id=user.pk))
    return user


def _called(name: str) -> str:
    called = normalised(name)
    if not 1 <= len(called) <= LONGEST_NAME:
        raise GuestNameMissing()
    return called
