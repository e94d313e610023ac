"""Reading places, each read scoped by the actor; `public_…` is what anyone may see without signing in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.reach import part_of, visible
from liangxin.core.errors import NotFound
from liangxin.core.validators.geo import Point
from liangxin.places import geometry
from liangxin.places.choices import PlaceLevel
from liangxin.places.divisions import Division, division_named
from liangxin.places.models import Feedback, Place, PlaceKind
from liangxin.places.permissions import Permission
from liangxin.search.selectors import closest_first, matching, matching_ids
from liangxin.trees.choices import NodeKind
from liangxin.trees.selectors import below, on_day, trails_of, tree_on_day

if TYPE_CHECKING:
    from liangxin.trees.models import Node

MOST_CHOICES = 20
MOST_ON_MAP = 5_000
MOST_CHILDREN = 500

__all__ = ["Division", "division_named"]


@dataclass(frozen=True, kw_only=True)
class PlaceFilter:
    """What a list asks for. under: a place's id, itself included; kinds: codes; day: as of, else all days."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    under: int | None = None
    parks: bool = False
    doubted: bool = False
    day: date | None = None
    sort: str = "name"


@dataclass(frozen=True)
class KindCount:
    """How many places of a kind."""

    kind: PlaceKind
    count: int


@dataclass(frozen=True)
class PlaceRecord:
    """A place as the actor may see it. trail: from the root to the place itself; part: how much may be read."""

    place: Place
    part: Part
    trail: Sequence["Node"]
    kind_counts: Sequence[KindCount] = field(default_factory=tuple)


def get_place(*, actor: Actor, place_id: int, part: Part = Part.BASIC) -> Place:
    """The place, where the actor reaches at least `part` of it. Raises NotFound."""
    reached = visible(actor, Place.objects.filter(pk=place_id), Permission.PLACE_READ, part=part)
    place: Place | None = reached.select_related("node", "node__parent", "kind", "owner").first()
    if place is None:
        raise NotFound()
    return place


def places_by_id(*, actor: Actor, place_ids: Iterable[int], part: Part = Part.BASIC) -> dict[int, Place]:
    """Those of at most 500 places that the actor reaches."""
    ids = list(place_ids)[:500]
    reached = visible(actor, Place.objects.filter(pk__in=ids), Permission.PLACE_READ, part=part)
    return {place.pk: place for place in reached.select_related("node", "kind")}


def get_record(*, actor: Actor, place_id: int, today: date) -> PlaceRecord:
    """The place with its trail and what stands below it by kind. Raises NotFound."""
    place = get_place(actor=actor, place_id=place_id)
    part = part_of(actor, place) or Part.BASIC
    trail = trails_for(actor=actor, places=[place])[place.pk]
    return PlaceRecord(place, part, trail, count_below(actor=actor, place=place, today=today))


def trails_for(*, actor: Actor, places: Iterable[Place]) -> dict[int, list["Node"]]:
    """For each place the nodes from the root to itself, without those the actor may not know of. Two queries."""
    places = list(places)
    trails = trails_of([place.node.path for place in places])
    ids = {node.pk for trail in trails.values() for node in trail}
    reached = visible(actor, Place.objects.filter(pk__in=ids), Permission.PLACE_READ, part=Part.BASIC)
    known = set(reached.values_list("pk", flat=True))
    return {
        place.pk: [node for node in trails.get(place.node.path, []) if node.pk in known or node.pk == place.pk]
        for place in places
    }


@dataclass(frozen=True)
class Standing:
    """A place as it stood on a day, with what stood below it."""

    place_id: int
    name: str
    kind: str
    below: list["Standing"]


def tree_as_of(*, actor: Actor, day: date) -> list[Standing]:
    """The tree as it stood on `day`, of places the actor may know of, by name. Two queries."""
    reached = visible(actor, Place.objects.all(), Permission.PLACE_READ, part=Part.BASIC)
    kinds = dict(reached.values_list("pk", "kind__name"))
    roots: list[Standing] = []
    made: dict[int, Standing] = {}
    for node in tree_on_day(kind=NodeKind.PLACE, day=day):  # parents before children
        if node.node_id not in kinds:
            continue
        made[node.node_id] = Standing(node.node_id, node.name, kinds[node.node_id], [])
        above = made.get(node.parent_id) if node.parent_id is not None else None
        (above.below if above is not None else roots).append(made[node.node_id])
    return roots


def get_public_place(*, slug: str, today: date) -> Place:
    """The public place with this address, for anyone. Raises NotFound."""
    place = public_places(today=today).filter(node__slug=slug).first()
    if place is None:
        raise NotFound()
    return place


def public_places(*, today: date, levels: Sequence[str] = ()) -> "QuerySet[Place]":
    """The public places of today, for anyone, in pinyin order."""
    places = Place.objects.filter(on_day(today, field="node"), is_public=True).select_related("node", "kind")
    if levels:
        places = places.filter(kind__level__in=levels)
    return places.order_by("node__sort_key", "pk")


def list_places(*, actor: Actor, asked: PlaceFilter, part: Part = Part.FULL) -> "QuerySet[Place]":
    """The places that fit `asked` and of which the actor reaches at least `part`."""
    places = _fitting(visible(actor, Place.objects.all(), Permission.PLACE_READ, part=part), asked)
    order = {
        "name": ("node__sort_key", "pk"),
        "-name": ("-node__sort_key", "-pk"),
        "kind": ("kind__position", "node__sort_key", "pk"),
        "-kind": ("-kind__position", "node__sort_key", "pk"),
        "-area": ("-area_m2", "node__sort_key", "pk"),
        "area": ("area_m2", "node__sort_key", "pk"),
        "tree": ("node__path",),
    }.get(asked.sort, ("node__sort_key", "pk"))
    return places.select_related("node", "node__parent", "kind").order_by(*order)


def _fitting(places: "QuerySet[Place]", asked: PlaceFilter) -> "QuerySet[Place]":
    if asked.text:
        places = places.filter(pk__in=matching_ids(kind="place", text=asked.text))
    if asked.kinds:
        places = places.filter(kind__code__in=asked.kinds)
    if asked.levels:
        places = places.filter(kind__level__in=asked.levels)
    if asked.parks:
        places = places.filter(kind__is_park=True)
    if asked.doubted:
        places = places.exclude(coordinate_doubt="")
    if asked.under is not None:
        path = Place.objects.filter(pk=asked.under).values_list("node__path", flat=True).first()
        places = places.filter(below(path, field="node")) if path else places.none()
    if asked.day is not None:
        places = places.filter(on_day(asked.day, field="node"))
    return places


def count_by_kind(*, actor: Actor, asked: PlaceFilter, part: Part = Part.FULL) -> list[KindCount]:
    """How many of the places that fit `asked` there are of each kind, in the order of the kinds."""
    places = _fitting(visible(actor, Place.objects.all(), Permission.PLACE_READ, part=part), asked)
    counts = dict(places.order_by().values_list("kind").annotate(count=Count("pk")))
    return [KindCount(kind, counts[kind.pk]) for kind in list_kinds() if kind.pk in counts]


def count_below(*, actor: Actor, place: Place, today: date) -> list[KindCount]:
    """What stands below the place today, by kind, as far as the actor may know of it."""
    places = visible(actor, Place.objects.exclude(pk=place.pk), Permission.PLACE_READ, part=Part.BASIC)
    places = places.filter(below(place.node.path, field="node"), on_day(today, field="node"))
    counts = dict(places.order_by().values_list("kind").annotate(count=Count("pk")))
    return [KindCount(kind, counts[kind.pk]) for kind in list_kinds() if kind.pk in counts]


def children_of(*, actor: Actor, place: Place | None, day: date, most: int = MOST_CHILDREN) -> list[Place]:
    """At most `most` places directly below `place` (or, for None, the topmost the actor reaches) on `day`, by name.

    Their `has_children` says whether there is anything below that the actor may know of. Two queries.
    """
    reached = visible(actor, Place.objects.all(), Permission.PLACE_READ, part=Part.BASIC)
    reached = reached.filter(on_day(day, field="node"))
    if place is not None:
        children = reached.filter(node__parent_id=place.pk)
    else:
        children = reached.filter(Q(node__parent=None) | ~Q(node__parent__in=reached.values("pk")))
    found = list(children.select_related("node", "kind").order_by("node__sort_key", "pk")[:most])
    ids = [child.pk for child in found]
    parents = set(reached.filter(node__parent_id__in=ids).values_list("node__parent_id", flat=True).distinct())
    for child in found:
        child.has_children = child.pk in parents  # type: ignore[attr-defined]
    return found


def choose_places(
    *, actor: Actor, text: str, today: date, levels: Sequence[str] = (), part: Part = Part.BASIC,
    permission: str = Permission.PLACE_READ,
) -> list[Place]:  # fmt: skip
    """For pickers: at most MOST_CHOICES places of today that `text` finds, the closest first."""
    reached = visible(actor, Place.objects.filter(on_day(today, field="node")), permission, part=part)
    if levels:
        reached = reached.filter(kind__level__in=levels)
    if not text.strip():
        return list(reached.select_related("node", "kind").order_by("node__depth", "node__sort_key")[:MOST_CHOICES])
    entries = closest_first(matching(kind="place", text=text).filter(object_id__in=reached.values("pk")), text)
    ids = list(entries.values_list("object_id", flat=True)[:MOST_CHOICES])
    found = Place.objects.select_related("node", "kind").in_bulk(ids)
    return [found[place_id] for place_id in ids if place_id in found]


def list_kinds(*, usable: bool = False) -> list[PlaceKind]:
    """The kinds in their order; usable: without the retired ones."""
    kinds = PlaceKind.objects.filter(is_retired=False) if usable else PlaceKind.objects.all()
    return list(kinds.order_by("position", "code"))


def get_kind(*, code: str) -> PlaceKind:
    """The kind with this code. Raises NotFound."""
    kind: PlaceKind | None = PlaceKind.objects.filter(code=code).first()
    if kind is None:
        raise NotFound()
    return kind


def kinds_under(*, parent: Place | None) -> list[PlaceKind]:
    """The kinds that may be registered below `parent`, or as a root for None."""
    if parent is None:
        return [kind for kind in list_kinds(usable=True) if not kind.parent_levels]
    return [kind for kind in list_kinds(usable=True) if parent.kind.level in kind.parent_levels]


def places_under(*, place: Place) -> "QuerySet[Place]":
    """The place and all below it, unscoped: as a subquery for counts of rooms above."""
    return Place.objects.filter(below(place.node.path, field="node"))


def region_at(*, actor: Actor, longitude: float, latitude: float, day: date) -> Place | None:
    """The region in whose boundary the WGS-84 point lies, or None."""
    point = Point(longitude, latitude)
    regions = visible(actor, Place.objects.all(), Permission.PLACE_READ, part=Part.BASIC).filter(
        on_day(day, field="node"), kind__level=PlaceLevel.REGION, boundary__isnull=False
    )
    region: Place
    for region in regions.select_related("node", "kind").order_by("pk"):
        if region.boundary and geometry.contains(region.boundary, point):
            return region
    return None


@dataclass(frozen=True)
class OnMap:
    """What a map shows: a GeoJSON FeatureCollection of boundaries and points; `left_out`: how many did not fit."""

    collection: dict[str, Any]
    left_out: int


def map_of(*, actor: Actor, asked: PlaceFilter, part: Part = Part.BASIC) -> OnMap:
    """The boundaries and points of the places that fit `asked`; at most MOST_ON_MAP of them."""
    places = list_places(actor=actor, asked=asked, part=part).filter(
        Q(boundary__isnull=False) | Q(latitude__isnull=False)
    )
    rows = list(places.order_by("node__depth", "node__sort_key", "pk")[: MOST_ON_MAP + 1])
    left_out = places.count() - MOST_ON_MAP if len(rows) > MOST_ON_MAP else 0
    return OnMap({"type": "FeatureCollection", "features": features_of(rows[:MOST_ON_MAP])}, left_out)


def features_of(places: Iterable[Place]) -> list[dict[str, Any]]:
    """Each place as a GeoJSON feature: its boundary where it has one, else its point; without either it is left out."""
    features = []
    for place in places:
        if place.boundary is not None:
            shape = place.boundary
        elif place.latitude is not None and place.longitude is not None:
            shape = {"type": "Point", "coordinates": [float(place.longitude), float(place.latitude)]}
        else:
            continue
        properties = {
            "id": place.pk, "name": place.node.name, "kind": place.kind.name, "level": place.kind.level,
            "doubt": place.coordinate_doubt,
        }  # fmt: skip
        features.append({"type": "Feature", "geometry": shape, "properties": properties})
    return features


def list_feedback(*, actor: Actor) -> "QuerySet[Feedback]":
    """What was written to the places of the actor."""
    return visible(actor, Feedback.objects.select_related("place__node", "answered_by"), Permission.FEEDBACK_READ)


def get_feedback(*, actor: Actor, feedback_id: int) -> Feedback:
    """One of them. Raises NotFound."""
    found: Feedback | None = list_feedback(actor=actor).filter(pk=feedback_id).first()
    if found is None:
        raise NotFound()
    return found


def own_feedback(*, user_id: int) -> "QuerySet[Feedback]":
    """What somebody sent, newest first."""
    return Feedback.objects.filter(sender_id=user_id).select_related("place__node").order_by("-sent_at", "-pk")


def feedback_by_code(*, code_index: str) -> Feedback:
    """What was sent with this code, for whoever holds it. Raises NotFound."""
    found = Feedback.objects.filter(code_index=code_index).exclude(code_index="").select_related("place__node").first()
    if found is None:
        raise NotFound()
    return found
