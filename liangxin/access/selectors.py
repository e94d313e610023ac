"""Reading grants, and becoming an actor."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import BooleanField, Case, Model, Q, QuerySet, Value, When

from liangxin.access.actor import NOBODY, Actor
from liangxin.access.choices import Anchor, Part
from liangxin.access.models import AccessToken, Grant, Role
from liangxin.access.permissions import Permission
from liangxin.access.reach import own_permissions
from liangxin.access.registry import BY_HAND, PERMISSIONS, READ_PERMISSIONS, Reach, Way, ways_of
from liangxin.accounts.selectors import get_user_by_login, list_users
from liangxin.core.audit import audit_entries
from liangxin.core.errors import NotAllowed, NotFound
from liangxin.core.statements import row_of
from liangxin.trees.selectors import all_nodes, below

if TYPE_CHECKING:
    from liangxin.accounts.models import User
    from liangxin.core.models import AuditEntry
    from liangxin.trees.models import Node

MOST_VIEWERS = 200  # grants shown under 谁能看到，为什么
GRANTS_A_QUERY = 50
HOLDS_ANY = "SELECT 1 FROM access_grant WHERE user_id = %(user_id)s AND ended_at IS NULL LIMIT 1"


def in_force(today: date) -> Q:
    """The condition on grants "in force today", a delegation only with the grant it came from."""
    alive = Q(ended_at=None, valid_from__lte=today, user__is_active=True) & (Q(valid_to=None) | Q(valid_to__gte=today))
    origin = Q(delegated_from=None) | (
        Q(delegated_from__ended_at=None, delegated_from__valid_from__lte=today)
        & (Q(delegated_from__valid_to=None) | Q(delegated_from__valid_to__gte=today))
    )
    return alive & origin


def list_grants_of(*, user: "User", today: date) -> Sequence[Grant]:
    """The grants that the user may act under today, the widest first."""
    return list(
        Grant.objects.filter(in_force(today), user=user)
        .select_related("role", "node", "delegated_from")
        .order_by("role__position", "node__depth", "id")
    )


def actor_for(*, user: "User", grant_id: int, today: date, door: str = "web") -> Actor:
    """The user acting under this grant of theirs. Raises NotFound where it is not theirs or not in force."""
    grant = Grant.objects.filter(in_force(today), user=user, pk=grant_id).select_related("role", "node", "user").first()
    if grant is None:
        raise NotFound()
    return _actor(grant, user, door)


def default_actor(*, user: "User", today: date, door: str = "web") -> Actor:
    """The user under the first of their grants, or on their own account where they hold none."""
    if row_of(HOLDS_ANY, {"user_id": user.pk}) is None:
        return own_actor(user=user, door=door)
    grants = list_grants_of(user=user, today=today)
    return _actor(grants[0], user, door) if grants else own_actor(user=user, door=door)


def own_actor(*, user: "User", door: str = "web") -> Actor:
    """The user on their own account: sees what is theirs, under no grant."""
    return Actor(
        user_id=user.pk, user_name=user.display_name, anchor=Anchor.OWN, permissions=own_permissions(), door=door,
        role_code="self",
    )  # fmt: skip


def tokens_of(*, user: "User") -> "QuerySet[AccessToken]":
    """A person's tokens, those that act first; secrets are not kept."""
    return (
        AccessToken.objects.filter(user=user)
        .select_related("grant__role", "grant__node")
        .order_by("-ended_at", "-made_at", "-id")
    )


def actor_by_token(*, hashed: str, today: date) -> tuple[Actor, AccessToken] | None:
    """Who acts by the token of this hash, at the door "api"; None where it, its grant or its person has ended.

    The actor never holds what is done by hand alone: revealing, granting, administering.
    """
    token = (
        AccessToken.objects.filter(hashed=hashed, ended_at=None, ends_on__gte=today, user__is_active=True)
        .select_related("user")
        .first()
    )
    if token is None or token.user.must_change_password:
        return None
    if token.grant_id is None:
        actor = own_actor(user=token.user, door="api")
    else:
        try:
            actor = actor_for(user=token.user, grant_id=token.grant_id, today=today, door="api")
        except NotFound:  # the grant ended
            return None
    return replace(actor, permissions=actor.permissions - BY_HAND), token


def nobody() -> Actor:
    """A visitor who has not signed in."""
    return NOBODY


def _actor(grant: Grant, user: "User", door: str) -> Actor:
    node = grant.node
    return Actor(
        user_id=user.pk, user_name=user.display_name, grant_id=grant.pk, role_code=grant.role.code,
        role_name=grant.role.name, anchor=Anchor(node.kind) if node is not None else Anchor.INSTALLATION,
        node_id=node.pk if node is not None else None, node_name=node.name if node is not None else "",
        path=node.path if node is not None else "", downwards=grant.downwards,
        permissions=frozenset(grant.role.permissions), door=door,
    )  # fmt: skip


@dataclass(frozen=True)
class Viewer:
    """One grant by which a record is seen, and why."""

    grant: Grant
    sentence: object
    part: Part


def who_can_see(*, record: Model, today: date) -> Sequence[Viewer]:
    """The grants in force through which `record` can be read, each with its reason; at most MOST_VIEWERS.

    The same conditions as `visible`, asked for many grants at once: one query for the grants, then one for each
    GRANTS_A_QUERY of them.
    """
    model = type(record)
    read = READ_PERMISSIONS[model._meta.label]
    ways = sorted(ways_of(model), key=lambda way: -way.part)
    candidates = [
        (grant, way)
        for grant in Grant.objects.filter(
            in_force(today), role__permissions__contains=[read], node__kind__in={str(way.anchor) for way in ways}
        )
        .select_related("role", "node", "user")
        .order_by("role__position", "id")[:MOST_VIEWERS]
        for way in ways
        if grant.node is not None and way.anchor == grant.node.kind
    ]
    viewers: dict[int, Viewer] = {}
    for at in range(0, len(candidates), GRANTS_A_QUERY):
        some = candidates[at : at + GRANTS_A_QUERY]
        for (grant, way), reached in zip(some, _reached(record, some), strict=True):
            if reached and grant.pk not in viewers:
                viewers[grant.pk] = Viewer(grant, way.sentence, way.part)
    return list(viewers.values())


def _reached(record: Model, candidates: "Sequence[tuple[Grant, Way]]") -> Sequence[bool]:
    columns = {}
    for number, (grant, way) in enumerate(candidates):
        reach = Reach(grant.user_id, grant.node_id, grant.node.path, grant.downwards)  # type: ignore[union-attr]
        columns[f"reached_{number}"] = Case(
            When(way.condition(reach), then=Value(True)), default=Value(False), output_field=BooleanField()
        )
    row = type(record)._default_manager.filter(pk=record.pk).values(**columns).first() or {}
    return [bool(row.get(f"reached_{number}")) for number in range(len(candidates))]


def list_grants(*, actor: Actor) -> "QuerySet[Grant]":
    """The grants the actor may know of: all for an administrator of the installation, else those within their node."""
    grants = Grant.objects.select_related("role", "node", "user", "given_by", "delegated_from")
    if not actor.may_somewhere(Permission.GRANT_READ):
        return grants.none()
    if actor.is_system or actor.anchor == Anchor.INSTALLATION:
        return grants
    return grants.filter(actor.reach.covers("node"))


def list_roles() -> "QuerySet[Role]":
    """All roles in their order."""
    return Role.objects.order_by("position", "id")


def list_accounts(*, actor: Actor, text: str = "", phone: str = "") -> "QuerySet[User]":
    """Accounts the actor may know of: all for an administrator of the installation, else those with a grant in their
    node. text: part of a user name or name; phone: the whole number."""
    users = list_users(text=text, phone=phone)
    if not actor.may_somewhere(Permission.ACCOUNT_READ):
        return users.none()
    if actor.is_system or actor.anchor == Anchor.INSTALLATION:
        return users
    within = Grant.objects.filter(actor.reach.covers("node"), ended_at=None)
    return users.filter(pk__in=within.values("user_id"))


def get_account(*, actor: Actor, user_id: int) -> "User":
    """One account. Raises NotFound, also for one the actor may not know of."""
    user = list_accounts(actor=actor).filter(pk=user_id).first()
    if user is None:
        raise NotFound()
    return user


def find_account_to_grant(*, actor: Actor, login: str) -> "User | None":
    """The account with exactly this user name or phone, for one who may give grants; None where there is none."""
    if not (actor.may_somewhere(Permission.GRANT_GIVE) or actor.may_somewhere(Permission.GRANT_DELEGATE)):
        return None
    user = get_user_by_login(login=login)
    return user if user is not None and user.is_active else None


def get_grant(*, actor: Actor, grant_id: int) -> Grant:
    """One grant: one of one's own, or one the actor may know of. Raises NotFound."""
    known = list_grants(actor=actor).filter(pk=grant_id).first()
    if known is None:
        owned = Grant.objects.select_related("role", "node", "user", "given_by", "delegated_from").filter(pk=grant_id)
        known = owned.filter(Q(user_id=actor.user_id) | Q(delegated_from_id=actor.grant_id or 0)).first()
    if known is None:
        raise NotFound()
    return known


def get_role(*, role_id: int) -> Role:
    """One role. Raises NotFound."""
    role = Role.objects.filter(pk=role_id).first()
    if role is None:
        raise NotFound()
    return role


def registered_permissions() -> list[tuple[str, object]]:
    """All declared permissions with their labels, by name."""
    return sorted(PERMISSIONS.items())


def openable_grants(*, actor: Actor, grants: "Iterable[Grant]") -> set[int]:
    """The ids of those of `grants` whose record the actor may open."""
    return set(list_grants(actor=actor).filter(pk__in=[grant.pk for grant in grants]).values_list("pk", flat=True))


def may_list_grants_at(*, actor: Actor, node: "Node") -> bool:
    """Whether the actor may see who holds rights at this node."""
    if not actor.may_somewhere(Permission.GRANT_READ):
        return False
    if actor.is_system or actor.anchor == Anchor.INSTALLATION or node.pk == actor.node_id:
        return True
    return actor.downwards and node.path.startswith(actor.path)


def list_grants_at(*, actor: Actor, node: "Node", today: date) -> "tuple[list[Grant], list[Grant]]":
    """Who holds a grant here: given at the node itself, and inherited from above. Raises NotFound outside the scope."""
    if not may_list_grants_at(actor=actor, node=node):
        raise NotFound()
    grants = Grant.objects.filter(in_force(today)).select_related("role", "node", "user", "given_by", "delegated_from")
    above = [int(part) for part in node.path.split("/") if part][:-1]
    direct = list(grants.filter(node=node).order_by("role__position", "id"))
    inherited = list(grants.filter(node_id__in=above, downwards=True).order_by("node__depth", "role__position", "id"))
    return direct, inherited


def list_grantable_nodes(*, actor: Actor) -> "QuerySet[Node]":
    """The nodes at which the actor may give or delegate a grant."""
    nodes = all_nodes()
    if not (actor.may_somewhere(Permission.GRANT_GIVE) or actor.may_somewhere(Permission.GRANT_DELEGATE)):
        return nodes.none()
    if actor.is_system or actor.anchor == Anchor.INSTALLATION:
        return nodes
    return nodes.filter(below(actor.path)) if actor.downwards else nodes.filter(pk=actor.node_id or 0)


def list_entries(*, actor: Actor) -> "QuerySet[AuditEntry]":
    """The audit log, for one who may read it. Raises NotAllowed."""
    if not actor.may_somewhere(Permission.AUDIT_READ):
        raise NotAllowed()
    return audit_entries()


def colleagues(*, actor: Actor, today: date) -> "QuerySet[Grant, int]":
    """Ids of the accounts that hold a grant at the actor's node, below it or above it: who can be asked to do something."""
    if actor.is_system:
        return Grant.objects.filter(in_force(today)).values_list("user_id", flat=True)
    ids = [int(part) for part in actor.path.split("/") if part]
    if not ids:
        return Grant.objects.none().values_list("user_id", flat=True)
    near = Q(node__path__startswith=actor.path) | Q(node_id__in=ids)
    return Grant.objects.filter(in_force(today) & near).values_list("user_id", flat=True)


def holders_at(*, node: "Node", permission: str, today: date) -> "QuerySet[Grant, int]":
    """Ids of the accounts that may do this at the node itself, by a grant given there: who is asked to."""
    held = Grant.objects.filter(in_force(today), node=node, role__permissions__contains=[permission])
    return held.values_list("user_id", flat=True)
