"""Signing in by user name or phone and password, in constant work whether or not the account exists."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from liangxin.accounts.models import User
from liangxin.core.crypto import blind_index
from liangxin.core.names import normalised
from liangxin.core.statements import row_of

LATER = {"phone", "saved_views"}  # read when asked for: they need converting, and few pages ask
COLUMNS = [field.attname for field in User._meta.concrete_fields if field.attname not in LATER]
READ = f"SELECT {', '.join(COLUMNS)} FROM accounts_user WHERE id = %(id)s AND is_active"


class SignInBackend(BaseBackend):
    """Finds the account by user name (any case) or phone, and checks the password."""

    def authenticate(self, request: Any, **credentials: Any) -> User | None:
        login, password = credentials.get("username"), credentials.get("password")
        if not login or not password:
            return None
        user = find_account(login)
        if user is None:
            User().set_password(password)  # the same work as for an account that exists
            return None
        if user.check_password(password) and user.is_active:
            return user
        return None

    def get_user(self, user_id: int) -> User | None:
        row = row_of(READ, {"id": int(user_id)})
        return User.from_db("default", COLUMNS, row) if row is not None else None


def find_account(login: str) -> User | None:
    """The account with this user name or phone, or None."""
    login = normalised(login)
    by_name = User.objects.filter(username__iexact=login).first()
    if by_name is not None:
        return by_name
    return User.objects.filter(phone_index=phone_index(login)).first() if login.isdigit() else None


def phone_index(phone: str) -> str:
    """The blind index of a phone number as accounts store it."""
    return blind_index(phone, field="accounts.user.phone")
