"""Registering places and changing what is known of them. Moving, naming and closing: `services.acts`."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.permissions import Permission as AccessPermission
from liangxin.access.services import require
from liangxin.core.errors import RuleBroken
from liangxin.core.history import because
from liangxin.places.models import Place, PlaceKind
from liangxin.places.permissions import Permission
from liangxin.places.rules import division_stem, is_division_code, may_stand_under
from liangxin.places.services.coordinates import (
    Coordinates,
    boundaries_above,
    checked_boundary,
    coordinate_columns,
    doubt_of,
)
from liangxin.places.services.findable import make_findable
from liangxin.trees.choices import NodeKind
from liangxin.trees.selectors import ancestor_ids
from liangxin.trees.services.nodes import NewNode, create_nodes

if TYPE_CHECKING:
    from liangxin.trees.models import Node


class PlaceExists(RuleBroken):
    code, field, message = (
        "places.exists",
        "name",
        _("“{name}”在这里已经登记过（同一上级、同一名称和地址），请直接打开它。"),
    )


class PlaceNameMissing(RuleBroken):
    code, field, message = "places.name_missing", "name", _("请写场所名称。")


class KindNotHere(RuleBroken):
    code, field, message = "places.kind_not_here", "kind", _("“{kind}”不能登记在这个上级之下，请换类别或上级。")


class KindRetired(RuleBroken):
    code, field, message = "places.kind_retired", "kind", _("“{kind}”已停用，请换一个类别。")


class ParentClosed(RuleBroken):
    code, field, message = "places.parent_closed", "parent", _("上级场所届时已经撤销，请另选上级。")


class ParentNotYetOpen(RuleBroken):
    code, field, message = (
        "places.parent_not_open",
        "opened",
        _("上级场所 {opened} 才启用，启用日期不能早于它。"),
    )


class DivisionCodeWrong(RuleBroken):
    code, field, message = (
        "places.division_code_wrong",
        "division_code",
        _("行政区划代码应为 6、9 或 12 位数字，并以省级代码开头。"),
    )


class DivisionCodeElsewhere(RuleBroken):
    code, field, message = (
        "places.division_code_elsewhere",
        "division_code",
        _("行政区划代码应以上级的 {stem} 开头。"),
    )


class OwnerIsNoOrganisation(RuleBroken):
    code, field, message = "places.owner_no_organisation", "owner", _("归属单位必须是一个组织。")


class AreaNotPositive(RuleBroken):
    code, field, message = "places.area_not_positive", "area_m2", _("面积应大于 0 平方米。")


@dataclass(frozen=True, kw_only=True)
class PlaceFacts:
    """What is known of a place beside its name and where it stands. owner: the node of an organisation; area in m²."""

    kind: PlaceKind
    short_name: str = ""
    owner: "Node | None" = None
    division_code: str = ""
    address: str = ""
    area_m2: Decimal | None = None
    property_manager: str = ""
    description: str = ""
    is_public: bool = True


@dataclass(frozen=True, kw_only=True)
class NewPlace:
    """A place to be registered. opened: its first day; parent: None for a region; boundary: GeoJSON in WGS-84."""

    name: str
    facts: PlaceFacts
    parent: Place | None
    opened: date
    coordinates: Coordinates | None = None
    boundary: object | None = None


def register_place(*, actor: Actor, new: NewPlace, now: datetime, today: date, reason: str = "") -> Place:
    """Register one place.

    Raises NotAllowed, NotFound, PlaceNameMissing, PlaceExists, KindNotHere, KindRetired, ParentClosed,
    ParentNotYetOpen, DivisionCodeWrong, DivisionCodeElsewhere, OwnerIsNoOrganisation, AreaNotPositive,
    CoordinatesWrong, BoundaryWrong. An opening before `today` is back-dated and needs that permission too.
    """
    return register_places(actor=actor, news=[new], now=now, today=today, reason=reason)[0]


@transaction.atomic
def register_places(
    *, actor: Actor, news: Sequence[NewPlace], now: datetime, today: date, reason: str = ""
) -> list[Place]:
    """Register many places under the same rules, all or none; parents must be registered already."""
    parents = _locked_parents(news)
    _check_rights(actor, news, today)
    stems = _division_stems([parent.node.path for parent in parents.values()])
    for new in news:
        _check(new, parents, stems)
    _check_new(news)
    with because(reason):
        nodes = create_nodes(
            news=[
                NewNode(
                    kind=NodeKind.PLACE, name=new.name.strip(), opened=new.opened, short_name=new.facts.short_name,
                    parent=parents[new.parent.pk].node if new.parent is not None else None,
                )
                for new in news
            ],
            now=now,
            reason=reason,
        )  # fmt: skip
        boundaries = boundaries_above([parent.node.path for parent in parents.values()])
        places = [_made(node, new, boundaries) for node, new in zip(nodes, news, strict=True)]
        Place.objects.bulk_create(places, batch_size=1_000)
    make_findable(places)
    return places


@transaction.atomic
def change_place(*, actor: Actor, place: Place, facts: PlaceFacts, reason: str = "") -> Place:
    """Let a place say `facts`. Raises NotAllowed, NotFound and the refusals of `register_place` that concern them."""
    require(actor, Permission.PLACE_CHANGE, scope=place)
    place = (
        Place.objects.select_for_update(of=("self",)).select_related("node", "node__parent", "kind").get(pk=place.pk)
    )
    parent = place.node.parent
    if facts.kind.pk != place.kind_id:
        if facts.kind.is_retired:
            raise KindRetired(kind=facts.kind.name)
        check_kind_under(facts.kind, level_of(parent.pk) if parent is not None else None)
        _check_kind_above_children(facts.kind, place)
    _check_facts(facts)
    if facts.division_code != place.division_code:
        check_division(facts.division_code, _division_stems([parent.path]).get(parent.pk, "") if parent else "")
    with because(reason):
        for name, value in _columns(facts).items():
            setattr(place, name, value)
        place.save()
        if facts.short_name != place.node.short_name:
            place.node.short_name = facts.short_name
            place.node.save(update_fields=["short_name"])
    make_findable([place])
    return place


def level_of(place_id: int) -> str:
    """The level of a place."""
    return str(Place.objects.values_list("kind__level", flat=True).get(pk=place_id))


def check_kind_under(kind: PlaceKind, parent_level: str | None) -> None:
    """Raises KindNotHere."""
    if not may_stand_under(parent_levels=kind.parent_levels, parent_level=parent_level):
        raise KindNotHere(kind=kind.name)


def check_division(code: str, stem: str) -> None:
    """Raises DivisionCodeWrong, DivisionCodeElsewhere. stem: what the code above begins with, or ""."""
    if not code:
        return
    if not is_division_code(code):
        raise DivisionCodeWrong()
    if not code.startswith(stem):
        raise DivisionCodeElsewhere(stem=stem)


def division_stem_above(node: "Node | None") -> str:
    """What a division code below `node` begins with, or ""."""
    return _division_stems([node.path]).get(node.pk, "") if node is not None else ""


def _check_rights(actor: Actor, news: Sequence[NewPlace], today: date) -> None:
    if any(new.parent is None for new in news):
        require(actor, Permission.REGION_FOUND, scope=None)
    parents = {new.parent.pk: new.parent for new in news if new.parent is not None}
    dated_back = {new.parent.pk for new in news if new.parent is not None and new.opened < today}
    for parent in parents.values():
        require(actor, Permission.PLACE_CREATE, scope=parent)
        if parent.pk in dated_back:
            require(actor, AccessPermission.HISTORY_BACKDATE, scope=parent)


def _locked_parents(news: Sequence[NewPlace]) -> dict[int, Place]:
    ids = sorted({new.parent.pk for new in news if new.parent is not None})
    found = Place.objects.filter(pk__in=ids).select_related("node", "kind").order_by("pk")
    return {place.pk: place for place in found.select_for_update(of=("self",))}


def _check(new: NewPlace, parents: dict[int, Place], stems: dict[int, str]) -> None:
    if not new.name.strip():
        raise PlaceNameMissing()
    if new.facts.kind.is_retired:
        raise KindRetired(kind=new.facts.kind.name)
    parent = parents[new.parent.pk] if new.parent is not None else None
    check_kind_under(new.facts.kind, parent.kind.level if parent is not None else None)
    if parent is not None:
        during = parent.node.during
        if during.upper is not None and during.upper <= new.opened:
            raise ParentClosed()
        if new.opened < during.lower:
            raise ParentNotYetOpen(opened=during.lower)
    _check_facts(new.facts)
    check_division(new.facts.division_code, stems.get(parent.pk, "") if parent is not None else "")


def _check_facts(facts: PlaceFacts) -> None:
    if facts.owner is not None and facts.owner.kind != NodeKind.ORGANISATION:
        raise OwnerIsNoOrganisation()
    if facts.area_m2 is not None and facts.area_m2 <= 0:
        raise AreaNotPositive()


def _check_kind_above_children(kind: PlaceKind, place: Place) -> None:
    children = Place.objects.filter(node__parent_id=place.pk, node__during__upper_inf=True)
    for child in PlaceKind.objects.filter(pk__in=children.values("kind")):
        if not may_stand_under(parent_levels=child.parent_levels, parent_level=kind.level):
            raise KindNotHere(kind=child.name)


def _check_new(news: Sequence[NewPlace]) -> None:
    """Not twice the same name and address under one parent, neither on record nor among the new."""
    seen: dict[int | None, set[tuple[str, str]]] = defaultdict(set)
    names = {new.name.strip() for new in news}
    parents = {new.parent.pk if new.parent is not None else None for new in news}
    standing = Place.objects.filter(node__name__in=names, node__during__upper_inf=True)
    standing = (
        standing.filter(node__parent__in=[pk for pk in parents if pk is not None])
        if None not in parents
        else standing.filter(node__parent__isnull=True)
    )
    for parent_id, name, address in standing.values_list("node__parent_id", "node__name", "address"):
        seen[parent_id].add((name, address))
    for new in news:
        parent_id = new.parent.pk if new.parent is not None else None
        key = (new.name.strip(), new.facts.address)
        if key in seen[parent_id]:
            raise PlaceExists(name=new.name.strip())
        seen[parent_id].add(key)


def _division_stems(paths: Sequence[str]) -> dict[int, str]:
    """For each node its own or the nearest division stem above it."""
    ids = {node_id for path in paths for node_id in ancestor_ids(path)}
    coded = dict(Place.objects.filter(pk__in=ids).exclude(division_code="").values_list("pk", "division_code"))
    stems: dict[int, str] = {}
    for path in paths:
        stem = ""
        for node_id in ancestor_ids(path):
            stem = division_stem(coded[node_id]) if node_id in coded else stem
        stems[ancestor_ids(path)[-1]] = stem
    return stems


def _columns(facts: PlaceFacts) -> dict[str, Any]:
    return {
        "kind": facts.kind, "owner": facts.owner, "division_code": facts.division_code,
        "address": facts.address.strip(), "area_m2": facts.area_m2, "property_manager": facts.property_manager,
        "description": facts.description, "is_public": facts.is_public,
    }  # fmt: skip


def _made(node: "Node", new: NewPlace, boundaries: dict[int, tuple[str, dict[str, Any]]]) -> Place:
    place = Place(
        node=node, boundary=checked_boundary(new.boundary), **_columns(new.facts), **coordinate_columns(new.coordinates)
    )
    own = {node.pk: (new.facts.kind.level, place.boundary)} if place.boundary is not None else {}
    place.coordinate_doubt = doubt_of(place, boundaries | own)
    return place
