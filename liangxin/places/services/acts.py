"""Acts with an effective day: naming, moving, closing. The effective day decides; history keeps when it was recorded."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.permissions import Permission as AccessPermission
from liangxin.access.services import require
from liangxin.core.errors import RuleBroken
from liangxin.core.history import because
from liangxin.places.models import Place
from liangxin.places.permissions import Permission
from liangxin.places.services.coordinates import doubt_below
from liangxin.places.services.findable import SEARCH_KIND, make_findable
from liangxin.places.services.places import (
    DivisionCodeElsewhere,
    ParentClosed,
    ParentNotYetOpen,
    PlaceExists,
    PlaceNameMissing,
    check_kind_under,
    division_stem_above,
)
from liangxin.search.services.entries import forget
from liangxin.trees.selectors import below
from liangxin.trees.services.nodes import close_node, move_node, rename_node


class PlaceHasChildren(RuleBroken):
    code, field, message = (
        "places.has_children",
        "effective_date",
        _("其下还有 {count} 个场所没有撤销，请先移走或撤销它们。"),
    )


class RegionCannotMove(RuleBroken):
    code, field, message = "places.region_cannot_move", "parent", _("区（自贸区）没有上级，不能移动。")


class PlaceInUse(RuleBroken):
    code, field, message = "places.in_use", "", _("“{name}”已被其他记录使用，不能删除；可以改为撤销。")


@transaction.atomic
def rename_place(
    *, actor: Actor, place: Place, name: str, effective: date, now: datetime, today: date, reason: str = ""
) -> Place:
    """Call the place `name` from `effective` on. Raises NotAllowed, PlaceNameMissing, PlaceExists and trees' refusals."""
    _require(actor, place, Permission.PLACE_CHANGE, effective, today)
    name = name.strip()
    if not name:
        raise PlaceNameMissing()
    place = _locked(place)
    _check_name_free(place, name, place.node.parent_id)
    with because(reason):
        place.node = rename_node(node=place.node, name=name, effective=effective, now=now, reason=reason)
    make_findable([place])
    return place


@transaction.atomic
def move_place(
    *, actor: Actor, place: Place, parent: Place, effective: date, now: datetime, today: date, reason: str = ""
) -> Place:
    """Hang the place, with all below it, under `parent` from `effective` on.

    Needs the right to change the place and to register below `parent`. Raises NotAllowed, NotFound,
    RegionCannotMove, KindNotHere, ParentClosed, ParentNotYetOpen, PlaceExists, DivisionCodeElsewhere and trees'
    refusals. The coordinates of all that moved are doubted anew.
    """
    _require(actor, place, Permission.PLACE_CHANGE, effective, today)
    require(actor, Permission.PLACE_CREATE, scope=parent)
    place = _locked(place)
    parent = Place.objects.select_related("node", "kind").get(pk=parent.pk)
    if place.node.parent_id is None:
        raise RegionCannotMove()
    check_kind_under(place.kind, parent.kind.level)
    if parent.node.during.upper is not None:
        raise ParentClosed()
    if effective < parent.node.during.lower:
        raise ParentNotYetOpen(opened=parent.node.during.lower)
    _check_name_free(place, place.node.name, parent.pk)
    stem = division_stem_above(parent.node)
    coded = Place.objects.filter(below(place.node.path, field="node")).exclude(division_code="")
    if stem and coded.exclude(division_code__startswith=stem).exists():
        raise DivisionCodeElsewhere(stem=stem)
    with because(reason):
        place.node = move_node(node=place.node, parent=parent.node, effective=effective, now=now, reason=reason)
        doubt_below(place.node.path)
    return place


@transaction.atomic
def close_place(*, actor: Actor, place: Place, effective: date, now: datetime, today: date, reason: str = "") -> Place:
    """End the place: `effective` is the first day on which it is no more. Raises NotAllowed, PlaceHasChildren."""
    _require(actor, place, Permission.PLACE_CLOSE, effective, today)
    place = _locked(place)
    standing = Place.objects.filter(below(place.node.path, field="node"), node__during__upper_inf=True)
    count = standing.exclude(pk=place.pk).count()
    if count:
        raise PlaceHasChildren(count=count)
    with because(reason):
        place.node = close_node(node=place.node, effective=effective, now=now, reason=reason)
    return place


@transaction.atomic
def remove_place(*, actor: Actor, place: Place) -> None:
    """Take back a registration as if it had not been, while nothing depends on it. Raises NotAllowed, PlaceInUse."""
    require(actor, Permission.PLACE_CLOSE, scope=place)
    place = _locked(place)
    node, node_id, name = place.node, place.pk, place.node.name
    try:
        with transaction.atomic():
            place.delete()
            node.delete()
    except ProtectedError:
        raise PlaceInUse(name=name) from None
    forget(kind=SEARCH_KIND, object_ids=[node_id])


def _require(actor: Actor, place: Place, permission: Permission, effective: date, today: date) -> None:
    require(actor, permission, scope=place)
    if effective < today:
        require(actor, AccessPermission.HISTORY_BACKDATE, scope=place)


def _locked(place: Place) -> Place:
    found: Place = Place.objects.select_for_update(of=("self",)).select_related("node", "kind").get(pk=place.pk)
    return found


def _check_name_free(place: Place, name: str, parent_id: int | None) -> None:
    same = Place.objects.filter(
        node__parent_id=parent_id, node__name=name, node__during__upper_inf=True, address=place.address
    )
    if same.exclude(pk=place.pk).exists():
        raise PlaceExists(name=name)
