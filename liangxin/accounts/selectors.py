"""Reading accounts."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from liangxin.accounts.backends import find_account, phone_index
from liangxin.accounts.models import User
from liangxin.core.errors import NotFound


def get_user(*, user_id: int) -> User:
    """The account. Raises NotFound."""
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise NotFound()
    return user


def users_by_id(*, user_ids: Iterable[int]) -> dict[int, User]:
    """Those accounts, by id."""
    return {user.pk: user for user in User.objects.filter(pk__in=list(user_ids)).order_by("pk")}


def list_users(*, text: str = "", phone: str = "") -> QuerySet[User]:
    """Accounts by user name: whose user name or display name contains `text`, whose number is `phone` (all of it)."""
    found = User.objects.order_by("username")
    if phone:
        found = found.filter(phone_index=phone_index(phone))
    return found.filter(Q(username__icontains=text) | Q(display_name__icontains=text)) if text else found


def get_user_by_phone(*, phone: str) -> User | None:
    """The account with exactly this number, stopped ones too, or None."""
    return User.objects.filter(phone_index=phone_index(phone)).first() if phone else None


def get_user_by_login(*, login: str) -> User | None:
    """The account with exactly this user name or phone, or None."""
    return find_account(login)
