"""Schemes of levels, and targets against actual counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.reach import visible
from liangxin.core.errors import NotFound
from liangxin.trees.selectors import ancestor_ids, below, on_day
from liangxin.venues.models import LevelScheme, LevelTarget, Station, StationLevel
from liangxin.venues.permissions import Permission

if TYPE_CHECKING:
    from liangxin.places.models import Place


def schemes_of(*, places: "Iterable[Place]") -> dict[int, int]:
    """For each place (by id) the scheme that holds there: its own or the nearest above. One query."""
    trails = {place.pk: ancestor_ids(place.node.path) for place in places}
    own = dict(
        LevelScheme.objects.filter(place__in={node for trail in trails.values() for node in trail}).values_list(
            "place_id", "id"
        )
    )
    found: dict[int, int] = {}
    for place_id, trail in trails.items():
        scheme = next((own[node] for node in reversed(trail) if node in own), None)
        if scheme is not None:
            found[place_id] = scheme
    return found


def get_scheme(*, actor: Actor, scheme_id: int) -> LevelScheme:
    """The scheme. Raises NotFound."""
    schemes = visible(actor, LevelScheme.objects.all(), Permission.STATION_READ, part=Part.BASIC)
    scheme = schemes.filter(pk=scheme_id).select_related("place__node").first()
    if scheme is None:
        raise NotFound()
    return scheme


def scheme_for(*, place: "Place") -> LevelScheme | None:
    """The scheme that holds at a place."""
    scheme_id = schemes_of(places=[place]).get(place.pk)
    return LevelScheme.objects.select_related("place__node").filter(pk=scheme_id).first() if scheme_id else None


def list_schemes(*, actor: Actor) -> "QuerySet[LevelScheme]":
    """All schemes, by the name of their place."""
    schemes = visible(actor, LevelScheme.objects.all(), Permission.STATION_READ, part=Part.BASIC)
    return schemes.select_related("place__node").prefetch_related("levels").order_by("place__node__sort_key", "pk")


def list_levels(*, scheme: LevelScheme) -> Sequence[StationLevel]:
    """The levels of a scheme, the highest first."""
    return list(StationLevel.objects.filter(scheme=scheme).select_related("scheme").order_by("rank"))


def all_levels() -> "QuerySet[StationLevel]":
    """Every level of every scheme, for pickers."""
    return StationLevel.objects.select_related("scheme__place__node").order_by(
        "scheme__place__node__sort_key", "scheme", "rank"
    )


@dataclass(frozen=True)
class LevelLine:
    """A level at a place: how many stations were meant to be there, how many are."""

    place_id: int
    place_name: str
    level: StationLevel
    target: int | None
    actual: int

    @property
    def missing(self) -> int:
        return max(0, (self.target or 0) - self.actual)


def _stations(actor: Actor, day: date) -> "QuerySet[Station]":
    stations = visible(actor, Station.objects.all(), Permission.STATION_READ, part=Part.BASIC)
    return stations.filter(on_day(day, field="node"))


def level_lines(*, actor: Actor, place: "Place", day: date) -> Sequence[LevelLine]:
    """The levels in force at `place`, each with its target there and the count of stations at and below it on `day`."""
    scheme = scheme_for(place=place)
    if scheme is None:
        return []
    counts = dict(
        _stations(actor, day)
        .filter(below(place.node.path, field="place"), level__scheme=scheme)
        .values_list("level")
        .annotate(number=Count("pk"))
        .order_by()
    )
    targets = dict(LevelTarget.objects.filter(place=place, level__scheme=scheme).values_list("level_id", "target"))
    return [
        LevelLine(place.pk, place.node.name, level, targets.get(level.pk), counts.get(level.pk, 0))
        for level in list_levels(scheme=scheme)
    ]


def target_lines(*, actor: Actor, path: str, day: date) -> Sequence[LevelLine]:
    """Every target set at or below the place with `path`, with the actual count on `day`. One query.

    Only counts what the actor may know of, so that each number opens its rows.
    """
    counted = (
        _stations(actor, day)
        .filter(level=OuterRef("level"), place__path__startswith=OuterRef("place__path"))
        .order_by()
        .annotate(one=Value(1))
        .values("one")
        .annotate(number=Count("pk"))
        .values("number")
    )
    rows = (
        LevelTarget.objects.filter(below(path, field="place"))
        .select_related("level__scheme", "place__node")
        .annotate(actual=Coalesce(Subquery(counted, output_field=IntegerField()), 0))
        .order_by("place__node__depth", "place__node__sort_key", "level__rank", "pk")
    )
    return [LevelLine(row.place_id, row.place.node.name, row.level, row.target, row.actual) for row in rows]
