"""Accounts, grants and actors for tests."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import count

from liangxin.access.actor import SYSTEM, Actor
from liangxin.access.models import Grant, Role
from liangxin.access.selectors import actor_for
from liangxin.access.services.grants import NewGrant, give_grant
from liangxin.access.services.roles import install_built_in_roles
from liangxin.accounts.models import User
from liangxin.accounts.services.accounts import NewAccount, create_account
from liangxin.trees.models import Node
from liangxin.trees.services.nodes import NewNode, create_node

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
TODAY = date(2026, 11, 23)
LONG_AGO = date(2018, 1, 1)
numbers = count(1)


def make_user(name: str = "", *, password: str = "correct horse battery", phone: str = "") -> User:
    """An account with a chosen password."""
    name = name or f"user{next(numbers)}"
    return create_account(
        new=NewAccount(username=name, display_name=name, password=password, phone=phone, must_change_password=False),
        now=NOW,
    )[0]


def make_node(name: str = "", *, kind: str = "place", parent: Node | None = None) -> Node:
    """A bare node."""
    return create_node(
        new=NewNode(kind=kind, name=name or f"node {next(numbers)}", opened=LONG_AGO, parent=parent), now=NOW
    )


def role(code: str) -> Role:
    """A built-in role."""
    if not Role.objects.filter(code=code).exists():
        install_built_in_roles()
    return Role.objects.get(code=code)


def make_role(
    permissions: Iterable[str], *, anchors: Iterable[str] = ("place", "organisation", "station", "enterprise")
) -> Role:
    """A role of exactly these permissions."""
    return Role.objects.create(
        code=f"role{next(numbers)}", name="试验角色", permissions=sorted(permissions), anchors=list(anchors)
    )


def grant(user: User, held: Role, node: Node | None, *, downwards: bool = True, valid_to: date | None = None) -> Grant:
    """A grant in force today."""
    return give_grant(
        actor=SYSTEM,
        new=NewGrant(user=user, role=held, node=node, downwards=downwards, valid_from=LONG_AGO, valid_to=valid_to),
        now=NOW,
    )


def actor(held: Role | str, node: Node | None, *, downwards: bool = True, user: User | None = None) -> Actor:
    """Somebody acting under a fresh grant of the role at the node."""
    user = user or make_user()
    held = role(held) if isinstance(held, str) else held
    return actor_for(user=user, grant_id=grant(user, held, node, downwards=downwards).pk, today=TODAY)
