"""Roles: installing the built-in ones, changing what a role may do."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.models import Role
from liangxin.access.permissions import Permission
from liangxin.access.registry import PERMISSIONS, PermissionUnknown, check_known
from liangxin.access.roles import BUILT_IN_ROLES
from liangxin.access.services.require import require
from liangxin.core.errors import RuleBroken


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
def install_built_in_roles() -> None:
    """Make the built-in roles that are missing; existing ones keep what administrators made of them."""
    with translation.override("zh-hans"):
        for position, role in enumerate(BUILT_IN_ROLES):
            Role.objects.get_or_create(
                code=role.code,
                defaults={
                    "name": str(role.name), "description": str(role.description), "anchors": list(role.anchors),
                    "permissions": matching(role.permissions), "is_built_in": True, "separated": role.separated,
                    "position": position,
                },
            )  # fmt: skip


@transaction.atomic
def change_role(*, actor: Actor, role: Role, permissions: Iterable[str]) -> Role:
    """Let `role` hold exactly `permissions`. Raises NotAllowed, SeparatedRoleIsFixed, PermissionUnknown."""
    require(actor, Permission.ROLE_ADMINISTER, scope=None)
    if role.separated:
        raise SeparatedRoleIsFixed()
    role.permissions = sorted({check_known(name) for name in permissions})
    role.save(update_fields=["permissions"])
    return role


@transaction.atomic
def create_role(*, actor: Actor, code: str, name: str, description: str, anchors: Iterable[str],
                permissions: Iterable[str], position: int = 100) -> Role:  # fmt: skip
    """Make a role of one's own. Raises NotAllowed, PermissionUnknown."""
    require(actor, Permission.ROLE_ADMINISTER, scope=None)
    return Role.objects.create(
        code=code, name=name, description=description, anchors=list(anchors),
        permissions=sorted({check_known(item) for item in permissions}), position=position,
    )  # fmt: skip
