"""Making, changing and stopping accounts. Rights to do so are asked by the callers' rooms: access stands above."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.accounts.backends import phone_index
from liangxin.accounts.events import AccountCreated, AccountDeactivated
from liangxin.accounts.models import User
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import RuleBroken
from liangxin.core.events import publish
from liangxin.core.names import normalised

FIRST_PASSWORD_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
FIRST_PASSWORD_LENGTH = 14


class UserNameTaken(RuleBroken):
    code, field, message = "accounts.user_name_taken", "username", _("这个用户名已被使用，请换一个。")


class PhoneTaken(RuleBroken):
    code, field, message = "accounts.phone_taken", "phone", _("这个手机号已用于另一个账号。")


@dataclass(frozen=True, kw_only=True)
class NewAccount:
    """What an account is made of. phone: 11 digits or "". password: None for a random first password."""

    username: str
    display_name: str
    phone: str = ""
    email: str = ""
    language: str = "zh-hans"
    is_demo: bool = False
    must_change_password: bool = True
    password: str | None = None


@transaction.atomic
def create_account(*, new: NewAccount, now: datetime) -> tuple[User, str]:
    """Make an account; returns it with its first password, which is stored nowhere in clear.

    Raises UserNameTaken, PhoneTaken. Publishes AccountCreated.
    """
    password = new.password or first_password()
    user = User(
        username=normalised(new.username), display_name=normalised(new.display_name), phone=new.phone,
        phone_index=phone_index(new.phone), email=new.email, language=new.language, is_demo=new.is_demo,
        must_change_password=new.must_change_password, password=make_password(password), created_at=now,
    )  # fmt: skip
    with (
        constraint_as(UserNameTaken(), name="accounts_user_name_once"),
        constraint_as(PhoneTaken(), name="accounts_phone_once"),
    ):
        user.save()
    publish(AccountCreated(user_id=user.pk))
    return user, password


def first_password() -> str:
    """A random password that a person can type from paper."""
    return "".join(secrets.choice(FIRST_PASSWORD_ALPHABET) for _ in range(FIRST_PASSWORD_LENGTH))


@transaction.atomic
def reset_password(*, user: User, now: datetime) -> str:
    """Give a new first password, to be changed at the next sign-in; returns it."""
    password = first_password()
    user.password, user.must_change_password = make_password(password), True
    user.save(update_fields=["password", "must_change_password"])
    return password


@transaction.atomic
def password_changed(*, user: User) -> None:
    """Note that the person has chosen a password of their own."""
    user.must_change_password = False
    user.save(update_fields=["must_change_password"])


@transaction.atomic
def set_active(*, user: User, active: bool, now: datetime) -> User:
    """Stop an account, or let it sign in again. Publishes AccountDeactivated when stopped."""
    user.is_active, user.deactivated_at = active, None if active else now
    user.save(update_fields=["is_active", "deactivated_at"])
    if not active:
        publish(AccountDeactivated(user_id=user.pk))
    return user


@transaction.atomic
def change_preferences(*, user: User, language: str, theme: str, large_text: bool) -> User:
    """Keep how the person likes to see the house."""
    user.language, user.theme, user.large_text = language, theme, large_text
    user.save(update_fields=["language", "theme", "large_text"])
    return user


@transaction.atomic
def keep_view(*, user: User, page: str, name: str, query: str) -> User:
    """Keep a list's filters under a name; an empty query forgets the name."""
    views = {**user.saved_views.get(page, {}), name: query}
    user.saved_views = {**user.saved_views, page: {key: value for key, value in views.items() if value}}
    user.save(update_fields=["saved_views"])
    return user
