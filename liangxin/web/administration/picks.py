"""What the grant forms choose from: nodes within the giver's scope, accounts by name, phone or user name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from liangxin.access.selectors import find_account_to_grant, list_accounts, list_grantable_nodes
from liangxin.core.names import masked_name
from liangxin.search.selectors import matching_ids
from liangxin.trees.choices import NodeKind
from liangxin.trees.selectors import trails_of
from liangxin.web.shared.picks import Pick, PickKind

if TYPE_CHECKING:
    from liangxin.access.actor import Actor
    from liangxin.accounts.models import User
    from liangxin.trees.models import Node


def _node_picks(nodes: Sequence["Node"]) -> list[Pick]:
    trails = trails_of([node.path for node in nodes])
    return [
        Pick(
            node.pk,
            node.name,
            " / ".join([str(NodeKind(node.kind).label), *(one.name for one in trails[node.path][:-1])]),
            node,
        )
        for node in nodes
    ]


def find_nodes(actor: "Actor", text: str, limit: int) -> list[Pick]:
    """Nodes of all kinds by name, pinyin, initials or code."""
    nodes = list_grantable_nodes(actor=actor)
    if text:
        found = Q(name__icontains=text)
        for kind in NodeKind.values:
            found |= Q(kind=kind, pk__in=matching_ids(kind=kind, text=text))
        nodes = nodes.filter(found)
    kinds = Case(*(When(kind=kind, then=Value(at)) for at, kind in enumerate(NodeKind.values)), default=Value(9))
    return _node_picks(list(nodes.order_by(kinds, "depth", "sort_key", "id")[:limit]))


def get_node(actor: "Actor", node_id: int) -> Pick | None:
    """The node, where the actor may give grants at it."""
    found = _node_picks(list(list_grantable_nodes(actor=actor).filter(pk=node_id)))
    return found[0] if found else None


def _account_pick(user: "User") -> Pick:
    return Pick(user.pk, user.username, masked_name(user.display_name), user)


def find_accounts(actor: "Actor", text: str, limit: int) -> list[Pick]:
    """Accounts the actor may know of, by part of a name; any account by its whole user name or phone."""
    found = {user.pk: user for user in list_accounts(actor=actor, text=text).filter(is_active=True)[:limit]}
    exact = find_account_to_grant(actor=actor, login=text) if text else None
    if exact is not None:
        found = {exact.pk: exact, **found}
    return [_account_pick(user) for user in list(found.values())[:limit]]


def get_account(actor: "Actor", user_id: int) -> Pick | None:
    """The account, where the actor may know of it; others are named by their whole user name or phone each time."""
    known = list_accounts(actor=actor).filter(pk=user_id, is_active=True).first()
    return _account_pick(known) if known is not None else None


NODE_PICK = PickKind(label=_("对象"), find=find_nodes, get=get_node)
ACCOUNT_PICK = PickKind(label=_("账号"), find=find_accounts, get=get_account, hint=_("用户名或手机号"))
