"""Administering accounts: who may, and an entry in the audit log for each act."""

from datetime import datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.permissions import Permission
from liangxin.access.services.require import require
from liangxin.accounts.services import accounts
from liangxin.accounts.services.accounts import NewAccount
from liangxin.core import audit
from liangxin.core.errors import RuleBroken

if TYPE_CHECKING:
    from liangxin.accounts.models import User


class NotOwnAccount(RuleBroken):
    code, field, message = "access.not_own_account", "", _("不能停用自己的账号或重置自己的密码，请由另一位管理员办理。")


class AccountStateUnchanged(RuleBroken):
    code, field, message = "access.account_state_unchanged", "", _("账号已经是这个状态，没有改动。")


@transaction.atomic
def open_account(*, actor: Actor, new: NewAccount, now: datetime) -> "tuple[User, str]":
    """Make an account; returns it with its first password, shown once. Raises NotAllowed, UserNameTaken, PhoneTaken."""
    require(actor, Permission.ACCOUNT_ADMINISTER, scope=None)
    user, password = accounts.create_account(new=new, now=now)
    note(actor, "accounts.opened", user=user, now=now)
    return user, password


@transaction.atomic
def reset_first_password(*, actor: Actor, user: "User", reason: str, now: datetime) -> str:
    """Give a new first password, shown once. Raises NotAllowed, NotOwnAccount."""
    require(actor, Permission.ACCOUNT_ADMINISTER, scope=None)
    if user.pk == actor.user_id:
        raise NotOwnAccount()
    password = accounts.reset_password(user=user, now=now)
    note(actor, "accounts.password_reset", user=user, now=now, reason=reason)
    return password


@transaction.atomic
def stop_account(*, actor: Actor, user: "User", reason: str, now: datetime) -> "User":
    """Nobody signs in with it any more. Raises NotAllowed, NotOwnAccount, AccountStateUnchanged."""
    require(actor, Permission.ACCOUNT_ADMINISTER, scope=None)
    if user.pk == actor.user_id:
        raise NotOwnAccount()
    if not user.is_active:
        raise AccountStateUnchanged()
    accounts.set_active(user=user, active=False, now=now)
    note(actor, "accounts.stopped", user=user, now=now, reason=reason)
    return user


@transaction.atomic
def reopen_account(*, actor: Actor, user: "User", reason: str, now: datetime) -> "User":
    """Let it sign in again. Raises NotAllowed, AccountStateUnchanged."""
    require(actor, Permission.ACCOUNT_ADMINISTER, scope=None)
    if user.is_active:
        raise AccountStateUnchanged()
    accounts.set_active(user=user, active=True, now=now)
    note(actor, "accounts.reopened", user=user, now=now, reason=reason)
    return user


@transaction.atomic
def unlock_account(*, actor: Actor, user: "User", reason: str, now: datetime) -> None:
    """Note that an administrator lets somebody try again at once who typed wrong passwords. Raises NotAllowed."""
    require(actor, Permission.ACCOUNT_ADMINISTER, scope=None)
    note(actor, "accounts.unlocked", user=user, now=now, reason=reason)


def note(actor: Actor, action: str, *, user: "User", now: datetime, reason: str = "", **facts: object) -> None:
    """An entry in the audit log about `user`'s account or rights."""
    audit.record(
        action=action, now=now, user=SimpleNamespace(pk=actor.user_id, username=actor.user_name), acting_as=actor.acting_as,
        object_kind="accounts.user", object_id=user.pk, object_label=user.username, reason=reason, **facts,
    )  # fmt: skip
