"""What rooms tell access at start-up: their permissions and the ways to their records."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Model, Q

from liangxin.access.choices import Anchor, Part


@dataclass(frozen=True)
class Reach:
    """What a condition is made from: where the actor stands.

    For a grant: node_id, path and whether it reaches downwards. For one's own account: user_id.
    """

    user_id: int | None
    node_id: int | None
    path: str
    downwards: bool

    def covers(self, field: str) -> Q:
        """The node at `field` is the grant's node, or below it where the grant reaches downwards.

        field: the way to a trees.Node, for example "node" or "responsible__organisation__node"; or to a record that
        bears its node's path itself, as places do, for example "located_at".
        """
        if self.downwards:
            return Q(**{f"{field}__path__startswith": self.path})
        return Q(**{f"{field}__pk": self.node_id})


@dataclass(frozen=True)
class Way:
    """One way in which records of a model are reached. sentence: shown under 谁能看到，为什么."""

    code: str
    anchor: Anchor
    part: Part
    sentence: object
    condition: Callable[[Reach], Q]


class PermissionUnknown(KeyError):
    """A permission was named that no room declares."""


PERMISSIONS: dict[str, object] = {}
OWN_PERMISSIONS: set[str] = set()
BY_HAND: set[str] = set()
WAYS: dict[str, tuple[Way, ...]] = {}
READ_PERMISSIONS: dict[str, str] = {}


def register_permissions(
    permissions: type[StrEnum], *, labels: dict[Any, object], own: Iterable[str] = (), by_hand: Iterable[str] = ()
) -> None:
    """Declare a room's permissions with a label each.

    own: those that every account has on what is its own. by_hand: those that only a person in a browser may use; no
    token ever carries them (revealing, granting).
    """
    for permission in permissions:
        PERMISSIONS[permission.value] = labels[permission]
    OWN_PERMISSIONS.update(str(permission) for permission in own)
    BY_HAND.update(str(permission) for permission in by_hand)


def register_ways(model: type[Model], ways: Iterable[Way], *, read: str) -> None:
    """Declare the ways to the records of `model`; read: the permission that reads them."""
    WAYS[model._meta.label] = tuple(ways)
    READ_PERMISSIONS[model._meta.label] = read


def add_ways(model: type[Model], ways: Iterable[Way]) -> None:
    """Declare further ways to a lower room's records, where only a higher room knows the link."""
    WAYS[model._meta.label] = (*WAYS[model._meta.label], *ways)


def check_known(permission: str) -> str:
    """The permission itself. Raises PermissionUnknown: a typo must not silently deny or allow."""
    if permission not in PERMISSIONS:
        raise PermissionUnknown(permission)
    return permission


def ways_of(model: type[Model]) -> tuple[Way, ...]:
    """The ways registered for a model. Raises KeyError where none are: nothing is readable by accident."""
    return WAYS[model._meta.label]
