"""Asking whether an actor may. Every use case begins with it."""

from django.db.models import Model

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor, Part
from liangxin.access.reach import may, part_of
from liangxin.access.registry import check_known
from liangxin.core.errors import NotAllowed, NotFound


def require(actor: Actor, permission: str, *, scope: Model | None) -> None:
    """Refuse unless the acting grant holds `permission` and fully reaches `scope`.

    scope: the record concerned (for a new record: the one above it), or None for what concerns the whole
    installation. Raises NotFound where the actor may not know of `scope`, else NotAllowed.
    """
    check_known(permission)
    if actor.is_system:
        return
    if scope is None:
        if permission in actor.permissions and actor.anchor == Anchor.INSTALLATION:
            return
        raise NotAllowed()
    if may(actor, permission, scope):
        return
    if part_of(actor, scope) is None:
        raise NotFound()
    raise NotAllowed()


def require_part(actor: Actor, permission: str, *, scope: Model, part: Part) -> None:
    """As `require`, where a lesser part of the record suffices."""
    if may(actor, permission, scope, part=part):
        return
    if part_of(actor, scope) is None:
        raise NotFound()
    raise NotAllowed()


def require_somewhere(actor: Actor, permission: str) -> None:
    """Refuse unless the acting role holds `permission` at all; what it reaches is narrowed by `visible`."""
    check_known(permission)
    if not actor.may_somewhere(permission):
        raise NotAllowed()
