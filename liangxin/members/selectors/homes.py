"""Organisations as homes of members: which the actor may enrol into, by their names in rosters."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.access.reach import visible
from liangxin.core.names import sort_key
from liangxin.members.permissions import Permission
from liangxin.members.roster_words import organisation_names
from liangxin.organisations.selectors.organisations import reached

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation


def possible_homes(*, actor: Actor, today: date) -> "QuerySet[Organisation]":
    """Open organisations that hold members and into which the actor may enrol."""
    found = visible(actor, reached(actor=actor), Permission.MEMBERSHIP_CREATE)
    return found.filter(type__holds_members=True, node__during__contains=today).select_related("node", "type")


def homes_named(*, actor: Actor, today: date, names: Iterable[str]) -> "dict[str, Organisation]":
    """For names as written in a roster the organisation meant; names that fit none or several are left out."""
    ways = {written: organisation_names(written) for written in names}
    wanted = {way for each in ways.values() for way in each}
    if not wanted:
        return {}
    found = possible_homes(actor=actor, today=today).filter(
        Q(node__kind="organisation", node__sort_key__in=[sort_key(way) for way in wanted])
        | Q(node__short_name__in=wanted)
    )
    by_name: dict[str, list[Organisation]] = {}
    for organisation in found:
        for name in {organisation.node.name, organisation.node.short_name} - {""}:
            by_name.setdefault(name, []).append(organisation)
    result: dict[str, Organisation] = {}
    for written, each in ways.items():
        for way in each:
            fitting = by_name.get(way, [])
            if len(fitting) == 1:
                result[written] = fitting[0]
                break
    return result


def own_home(*, actor: Actor, today: date) -> "Organisation | None":
    """The organisation the actor stands on, where it holds members: the home of rows that name none."""
    if actor.anchor != Anchor.ORGANISATION or actor.node_id is None:
        return None
    return possible_homes(actor=actor, today=today).filter(pk=actor.node_id).first()
