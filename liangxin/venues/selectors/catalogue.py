"""Kinds, functions and brands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.reach import visible
from liangxin.core.errors import NotFound
from liangxin.trees.selectors import ancestor_ids, on_day
from liangxin.venues.models import Brand, Station, StationFunction, StationKind
from liangxin.venues.permissions import Permission
from liangxin.venues.rules import area_words


def may_manage_words(*, actor: Actor) -> bool:
    """Kinds and functions serve the whole installation: only a grant at a district's root may change them (R-VEN-09)."""
    root = actor.is_system or len(ancestor_ids(actor.path)) == 1
    return root and actor.may_somewhere(Permission.KIND_MANAGE)


def list_kinds() -> Sequence[StationKind]:
    """All kinds of station in their order."""
    return list(StationKind.objects.order_by("position", "pk"))


def get_kind(*, kind_id: int) -> StationKind:
    """The kind. Raises NotFound."""
    kind = StationKind.objects.filter(pk=kind_id).first()
    if kind is None:
        raise NotFound()
    return kind


def kind_by_code(*, code: str) -> StationKind:
    """The kind with this code. Raises NotFound."""
    kind = StationKind.objects.filter(code=code).first()
    if kind is None:
        raise NotFound()
    return kind


def list_functions() -> Sequence[StationFunction]:
    """All functions in their order."""
    return list(StationFunction.objects.order_by("position", "pk"))


def get_function(*, function_id: int) -> StationFunction:
    """The function. Raises NotFound."""
    function = StationFunction.objects.filter(pk=function_id).first()
    if function is None:
        raise NotFound()
    return function


def list_brands(*, actor: Actor) -> "QuerySet[Brand]":
    """The brands the actor may know of."""
    brands = visible(actor, Brand.objects.all(), Permission.STATION_READ, part=Part.BASIC)
    return brands.select_related("place__node").order_by("name", "pk")


def get_brand(*, actor: Actor, brand_id: int) -> Brand:
    """The brand. Raises NotFound."""
    brand = list_brands(actor=actor).filter(pk=brand_id).first()
    if brand is None:
        raise NotFound()
    return brand


@dataclass(frozen=True)
class BrandFigures:
    """What stands under a brand. area_m2: the sum of the known areas; measured: how many have a known area."""

    stations: int
    measured: int
    area_m2: Decimal

    @property
    def area(self) -> str:
        return area_words(self.area_m2)


def brand_figures(*, actor: Actor, brand: Brand, day: date) -> BrandFigures:
    """Stations and square metres under a brand, of what the actor may know of."""
    stations = visible(actor, Station.objects.all(), Permission.STATION_READ, part=Part.BASIC)
    sums = stations.filter(on_day(day, field="node"), brand=brand).aggregate(
        stations=Count("pk"), measured=Count("area_m2"), area=Sum("area_m2")
    )
    return BrandFigures(sums["stations"], sums["measured"], sums["area"] or Decimal(0))
