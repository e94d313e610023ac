"""Giving, delegating and ending grants."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.access.events import GrantEnded, GrantGiven
from liangxin.access.models import Grant, Role
from liangxin.access.permissions import Permission
from liangxin.access.services.accounts import note
from liangxin.access.services.require import require_somewhere
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import NotAllowed, NotFound, RuleBroken
from liangxin.core.events import publish

if TYPE_CHECKING:
    from liangxin.accounts.models import User
    from liangxin.trees.models import Node


class RoleNotForThisNode(RuleBroken):
    code, field, message = "access.role_not_for_node", "role", _("“{role}”不能授在这类对象上，请换角色或对象。")


class RolesKeptApart(RuleBroken):
    code, field, message = "access.roles_kept_apart", "role", _("系统、安全、审计三种管理员不能由同一人担任。")


class GivesMoreThanOwn(RuleBroken):
    code, field, message = "access.gives_more_than_own", "role", _("这个角色的权限多于您现有的，请选权限较小的角色。")


class NotToOneself(RuleBroken):
    code, field, message = "access.not_to_oneself", "user", _("不能给自己授权，请由另一位管理员办理。")


class GrantExists(RuleBroken):
    code, field, message = "access.grant_exists", "user", _("此人在这里已有同样的授权。")


class EndBeforeStart(RuleBroken):
    code, field, message = "access.end_before_start", "valid_to", _("截止日期早于开始日期，请改日期。")


class DelegationNeedsEnd(RuleBroken):
    code, field, message = "access.delegation_needs_end", "valid_to", _("委托须有截止日期，且不晚于您自己的授权。")


@dataclass(frozen=True, kw_only=True)
class NewGrant:
    """What is granted. node: None for the whole installation; valid_to: the last day, inclusive, or None."""

    user: "User"
    role: Role
    node: "Node | None"
    downwards: bool = True
    valid_from: date
    valid_to: date | None = None
    reason: str = ""


@transaction.atomic
def give_grant(*, actor: Actor, new: NewGrant, now: datetime) -> Grant:
    """Grant a role at a node.

    A security administrator grants anywhere, to others; anyone else only within their own node and only roles whose
    permissions they hold themselves. Raises NotAllowed, NotFound, RoleNotForThisNode, RolesKeptApart,
    GivesMoreThanOwn, NotToOneself, GrantExists, EndBeforeStart. Publishes GrantGiven.
    """
    require_somewhere(actor, Permission.GRANT_GIVE)
    _check_within(actor, new)
    return _store(actor, new, now, delegated_from=None)


@transaction.atomic
def delegate_grant(*, actor: Actor, grant: Grant, new: NewGrant, now: datetime) -> Grant:
    """Let another person act under a part of one's own grant, until a day.

    Raises as `give_grant`, and DelegationNeedsEnd. It ends with the grant it came from.
    """
    require_somewhere(actor, Permission.GRANT_DELEGATE)
    if grant.pk != actor.grant_id:
        raise NotFound()
    if new.valid_to is None or (grant.valid_to is not None and new.valid_to > grant.valid_to):
        raise DelegationNeedsEnd()
    _check_within(actor, new)
    return _store(actor, new, now, delegated_from=grant)


@transaction.atomic
def end_grant(*, actor: Actor, grant: Grant, now: datetime, reason: str) -> Grant:
    """End a grant at once, with all that was delegated from it. Raises NotAllowed, NotFound. Publishes GrantEnded."""
    if actor.grant_id is None or grant.delegated_from_id != actor.grant_id:
        require_somewhere(actor, Permission.GRANT_GIVE)
        _check_node_within(actor, grant.node)
    for each in [grant, *grant.delegations.filter(ended_at=None)]:
        each.ended_at = now
        each.save(update_fields=["ended_at"])
        publish(GrantEnded(grant_id=each.pk, user_id=each.user_id))
        _note(actor, "access.grant_ended", each, now, reason)
    return grant


def _check_within(actor: Actor, new: NewGrant) -> None:
    anchor = new.node.kind if new.node is not None else Anchor.INSTALLATION
    _check_node_within(actor, new.node)
    if anchor not in new.role.anchors:
        raise RoleNotForThisNode(role=new.role.name)
    if new.user.pk == actor.user_id:
        raise NotToOneself()
    if (
        actor.anchor != Anchor.INSTALLATION
        and not actor.is_system
        and not set(new.role.permissions) <= actor.permissions
    ):
        raise GivesMoreThanOwn()
    if new.valid_to is not None and new.valid_to < new.valid_from:
        raise EndBeforeStart()


def _check_node_within(actor: Actor, node: "Node | None") -> None:
    if actor.is_system or actor.anchor == Anchor.INSTALLATION:
        return
    if node is None:
        raise NotAllowed()
    if actor.node_id != node.pk and not (actor.downwards and node.path.startswith(actor.path)):
        raise NotFound()


def _store(actor: Actor, new: NewGrant, now: datetime, *, delegated_from: Grant | None) -> Grant:
    _lock_user(new.user)
    others = Grant.objects.filter(user=new.user, role__separated=True, ended_at=None).exclude(role=new.role)
    if new.role.separated and others.exists():
        raise RolesKeptApart()
    with constraint_as(GrantExists(), name="access_grant_once"):
        grant = Grant.objects.create(
            user=new.user, role=new.role, node=new.node, downwards=new.downwards, valid_from=new.valid_from,
            valid_to=new.valid_to, delegated_from=delegated_from, given_by_id=actor.user_id, given_at=now, reason=new.reason,
        )  # fmt: skip
    publish(GrantGiven(grant_id=grant.pk, user_id=new.user.pk))
    _note(actor, "access.grant_given" if delegated_from is None else "access.grant_delegated", grant, now, new.reason)
    return grant


def _note(actor: Actor, action: str, grant: Grant, now: datetime, reason: str) -> None:
    node = grant.node.name if grant.node is not None else ""
    note(actor, action, user=grant.user, now=now, reason=reason, role=grant.role.name, node=node)


def _lock_user(user: "User") -> None:
    type(user).objects.select_for_update().get(pk=user.pk)
