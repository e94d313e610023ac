"""Reading accounts."""

from django.db.models import Q, QuerySet

from liangxin.accounts.models import User
from liangxin.core.errors import NotFound


def get_user(*, user_id: int) -> User:
    """The account. Raises NotFound."""
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise NotFound()
    return user


def list_users(*, text: str = "") -> QuerySet[User]:
    """Accounts whose user name or display name contains `text`, by user name."""
    found = User.objects.order_by("username")
    return found.filter(Q(username__icontains=text) | Q(display_name__icontains=text)) if text else found
