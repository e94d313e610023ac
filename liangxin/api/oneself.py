"""What one does for oneself, and not in a role: registering, booking, appointments, notices."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from liangxin.access.selectors import own_actor
from liangxin.core.errors import NotAllowed

if TYPE_CHECKING:
    from liangxin.access.actor import Actor


class TokenIsForARole(NotAllowed):
    code, message = "api.token_is_for_a_role", _("这个令牌只以授权的身份办事；本人的事请用本人账号的令牌。")


def oneself(request: Any) -> "Actor":
    """The person on their own account. Raises TokenIsForARole for a token that is bound to a grant."""
    if request.token is None:
        return own_actor(user=request.user, door="api")
    if request.token.grant_id is not None:
        raise TokenIsForARole()
    actor: Actor = request.actor
    return actor
