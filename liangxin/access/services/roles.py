"""Roles: installing the built-in ones, changing what a role may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import SYSTEM, Actor
from liangxin.access.models import Role
from liangxin.access.permissions import Permission
from liangxin.access.registry import PERMISSIONS, PermissionUnknown, check_known
from liangxin.access.roles import BUILT_IN_ROLES
from liangxin.access.services.require import require
from liangxin.core import audit
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import RuleBroken

ROLE_CODE_ONCE = "access_role_code_key"  # the name PostgreSQL gives to the unique column


class SeparatedRoleIsFixed(RuleBroken):
    code, field, message = "access.separated_role_fixed", "permissions", _("三员的权限不能更改。")


def matching(patterns: Iterable[str]) -> list[str]:
    """The declared permissions that the patterns stand for, sorted. Raises PermissionUnknown for one that fits none."""
    found: set[str] = set()
    for pattern in patterns:
        if pattern.endswith("*"):
            fitting = {name for name in PERMISSIONS if name.startswith(pattern[:-1])}
            if not fitting:
                raise PermissionUnknown(pattern)
            found |= fitting
        else:
            found.add(check_known(pattern))
    return sorted(found)


@transaction.atomic
def install_built_in_roles(*, now: datetime | None = None) -> None:
    """Make the built-in roles that are missing, and give existing ones what rooms have declared since.

    An existing role keeps what administrators made of it: only permissions that its patterns did not stand for before
    are added; one that was taken out is not given again. now: for the entry in the audit log.
    """
    installed = {role.code: role for role in Role.objects.select_for_update().filter(is_built_in=True)}
    with translation.override("zh-hans"):
        for position, role in enumerate(BUILT_IN_ROLES):
            stands_for = set(matching(role.permissions)) - set(matching(role.excluded))
            if role.code in installed:
                _upgrade(installed[role.code], stands_for, now)
                continue
            Role.objects.get_or_create(
                code=role.code,
                defaults={
                    "name": str(role.name), "description": str(role.description), "anchors": list(role.anchors),
                    "permissions": sorted(stands_for), "offered": sorted(stands_for), "is_built_in": True,
                    "separated": role.separated, "position": position,
                },
            )  # fmt: skip


def _upgrade(role: Role, stands_for: set[str], now: datetime | None) -> None:
    offered = set(role.offered)
    added = stands_for - offered
    if not added:
        return
    given = added - set(role.permissions)
    role.permissions = sorted(set(role.permissions) | added)
    role.offered = sorted(offered | stands_for)
    role.save(update_fields=["permissions", "offered"])
    if given and now is not None:
        _note(SYSTEM, "access.role_upgraded", role, now, added=sorted(given))


@transaction.atomic
def change_role(*, actor: Actor, role: Role, permissions: Iterable[str], now: datetime) -> Role:
    """Let `role` hold exactly `permissions`. Raises NotAllowed, SeparatedRoleIsFixed, PermissionUnknown."""
    require(actor, Permission.ROLE_ADMINISTER, scope=None)
    if role.separated:
        raise SeparatedRoleIsFixed()
    before = set(role.permissions)
    role.permissions = sorted({check_known(name) for name in permissions})
    role.save(update_fields=["permissions"])
    after = set(role.permissions)
    _note(actor, "access.role_changed", role, now, added=sorted(after - before), removed=sorted(before - after))
    return role


def _note(actor: Actor, action: str, role: Role, now: datetime, **facts: Any) -> None:
    audit.record(
        action=action, now=now, user=SimpleNamespace(pk=actor.user_id, username=actor.user_name), acting_as=actor.acting_as,
        object_kind="access.role", object_id=role.pk, object_label=role.name, **facts,
    )  # fmt: skip


class RoleCodeTaken(RuleBroken):
    code, field, message = "access.role_code_taken", "code", _("这个代码已被使用，请换一个。")


@dataclass(frozen=True, kw_only=True)
class NewRole:
    """What a role is made of. anchors: the kinds of node it may be granted at."""

    code: str
    name: str
    description: str
    anchors: Iterable[str]
    permissions: Iterable[str]
    position: int = 100


@transaction.atomic
def create_role(*, actor: Actor, new: NewRole, now: datetime) -> Role:
    """Make a role of one's own. Raises NotAllowed, PermissionUnknown, RoleCodeTaken."""
    require(actor, Permission.ROLE_ADMINISTER, scope=None)
    permissions = sorted({check_known(item) for item in new.permissions})
    with constraint_as(RoleCodeTaken(), name=ROLE_CODE_ONCE):
        role = Role.objects.create(
            code=new.code, name=new.name, description=new.description, anchors=list(new.anchors), permissions=permissions,
            position=new.position,
        )  # fmt: skip
    _note(actor, "access.role_made", role, now, permissions=permissions)
    return role
