"""How the house finds this area."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.core.errors import NotFound
from liangxin.core.names import masked_name
from liangxin.members.permissions import Permission
from liangxin.members.selectors.counts import count_at_organisation, count_at_place
from liangxin.members.selectors.homes import possible_homes
from liangxin.members.selectors.memberships import list_declarations
from liangxin.organisations.selectors.organisations import get_organisation
from liangxin.trees.selectors import get_node
from liangxin.web.shared.navigation import Entry, register_entry
from liangxin.web.shared.pending import NodeNumber, Pending, Step, node_numbers, pending_source
from liangxin.web.shared.picks import Pick, register_pick, search_pick

ANSWER_WITHIN_DAYS = 7  # R-MEM-06

register_entry(
    Entry(
        group="where", label=_("党员"), icon="id-badge-2", url_name="member-list", order=40,
        permission=(Permission.MEMBERSHIP_READ, Permission.COUNT_READ),
    )
)  # fmt: skip


def _home(actor: Actor, organisation_id: int) -> Pick | None:
    found = possible_homes(actor=actor, today=timezone.localdate()).filter(pk=organisation_id).first()
    if found is None:
        return None
    return Pick(found.pk, found.node.name, found.type.name, found)


def _known(actor: Actor, organisation_id: int) -> Pick | None:
    try:
        found = get_organisation(actor=actor, organisation_id=organisation_id)
    except NotFound:
        return None
    return Pick(found.pk, found.node.name, found.type.name, found)


register_pick("known-organisation", search_pick(label=_("组织"), kind="organisation", get=_known))
register_pick("home", search_pick(label=_("组织"), kind="organisation", get=_home))


@pending_source
def declarations(actor: Actor, today: date) -> list[Pending]:
    """Declarations of membership that wait for an answer."""
    if not actor.may_somewhere(Permission.DECLARATION_DECIDE):
        return []
    found = list_declarations(actor=actor)[:50]
    return [
        Pending(
            title=gettext("确认 {name} 的党员身份声明").format(name=masked_name(one.name)), url=reverse("declaration", args=[one.pk]),
            why=one.organisation.node.name, due=_due(one.declared_at),
            steps=(Step(label=gettext("核对"), url=reverse("declaration", args=[one.pk])),),
        )
        for one in found
    ]  # fmt: skip


def _due(declared_at: Any) -> date:
    day: date = timezone.localtime(declared_at).date()
    return day.fromordinal(day.toordinal() + ANSWER_WITHIN_DAYS)


@node_numbers(order=30)
def members_of_my_node(actor: Actor, today: date) -> list[NodeNumber]:
    """Members of the acting organisation, or located at the acting place."""
    if actor.node_id is None or not actor.may_somewhere(Permission.COUNT_READ):
        return []
    node = get_node(node_id=actor.node_id)
    if actor.anchor == Anchor.ORGANISATION:
        total = count_at_organisation(actor=actor, node=node).total
        opens = reverse("member-list") if actor.may_somewhere(Permission.MEMBERSHIP_READ) else ""
        return [NodeNumber(value=total, words=gettext("名党员"), url=opens)]
    if actor.anchor == Anchor.PLACE:
        total = count_at_place(actor=actor, node=node).total
        value = "—" if total is None else total
        return [NodeNumber(value=value, words=gettext("名在地党员"), url=reverse("member-located"))]
    return []
