"""Where a place is: coordinates kept in WGS-84 with the system they came in, boundaries, and doubts about both."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.errors import RuleBroken
from liangxin.core.validators import geo
from liangxin.core.validators.invalid import Invalid
from liangxin.places import geometry
from liangxin.places.choices import CoordinateDoubt, CoordinateSystem
from liangxin.places.models import Place
from liangxin.places.permissions import Permission
from liangxin.places.rules import DOUBT_OF_LEVEL, MOST_BOUNDARY_POINTS, within_china
from liangxin.trees.selectors import ancestor_ids, below

SIX_PLACES = Decimal("0.000001")
SEVEN_PLACES = Decimal("0.0000001")


class CoordinatesWrong(RuleBroken):
    code, field, message = "places.coordinates_wrong", "longitude", "{problem}"


class BoundaryWrong(RuleBroken):
    code, field, message = (
        "places.boundary_wrong",
        "boundary",
        _("这不是可用的边界：请给 GeoJSON 的 Polygon 或 MultiPolygon（WGS-84），点数不超过 {most}。"),
    )


@dataclass(frozen=True, kw_only=True)
class Coordinates:
    """Degrees as they were given, in `system`."""

    longitude: Decimal
    latitude: Decimal
    system: str = CoordinateSystem.WGS84


Boundaries = dict[int, tuple[str, dict[str, Any]]]  # node id → (level, geometry)


@transaction.atomic
def set_coordinates(*, actor: Actor, place: Place, coordinates: Coordinates | None) -> Place:
    """Keep where the place is, in WGS-84, with what was given; None takes it away. Raises CoordinatesWrong."""
    require(actor, Permission.PLACE_CHANGE, scope=place)
    place = Place.objects.select_for_update(of=("self",)).select_related("node").get(pk=place.pk)
    for name, value in coordinate_columns(coordinates).items():
        setattr(place, name, value)
    place.coordinate_doubt = doubt_of(place, boundaries_above([place.node.path]))
    place.save()
    return place


@transaction.atomic
def set_boundary(*, actor: Actor, place: Place, boundary: object | None) -> Place:
    """Keep the outline of the place and doubt anew the coordinates of all below it. Raises BoundaryWrong."""
    require(actor, Permission.PLACE_CHANGE, scope=place)
    place = Place.objects.select_for_update(of=("self",)).select_related("node").get(pk=place.pk)
    place.boundary = checked_boundary(boundary)
    place.save(update_fields=["boundary"])
    doubt_below(place.node.path)
    place.refresh_from_db()
    return place


def checked_boundary(boundary: object | None) -> dict[str, Any] | None:
    """The geometry to keep. Raises BoundaryWrong."""
    if boundary is None:
        return None
    try:
        return geometry.checked(boundary, most_points=MOST_BOUNDARY_POINTS)
    except geometry.NotABoundary:
        raise BoundaryWrong(most=MOST_BOUNDARY_POINTS) from None


def coordinate_columns(coordinates: Coordinates | None) -> dict[str, Any]:
    """The columns that keep coordinates. Raises CoordinatesWrong."""
    if coordinates is None:
        return {
            "latitude": None, "longitude": None, "source_system": "", "source_latitude": None, "source_longitude": None,
        }  # fmt: skip
    try:
        given = geo.validate(float(coordinates.longitude), float(coordinates.latitude))
    except Invalid as problem:
        raise CoordinatesWrong(problem=str(problem)) from None
    kept = geo.to_wgs84(given, system=str(CoordinateSystem(coordinates.system).label))
    return {
        "longitude": Decimal(str(kept.longitude)).quantize(SIX_PLACES),
        "latitude": Decimal(str(kept.latitude)).quantize(SIX_PLACES),
        "source_system": coordinates.system,
        "source_longitude": coordinates.longitude.quantize(SEVEN_PLACES),
        "source_latitude": coordinates.latitude.quantize(SEVEN_PLACES),
    }


def boundaries_above(paths: Iterable[str]) -> Boundaries:
    """The boundaries of all nodes on these paths, in one query."""
    ids = {node_id for path in paths for node_id in ancestor_ids(path)}
    rows = Place.objects.filter(pk__in=ids, boundary__isnull=False).values_list("pk", "kind__level", "boundary")
    return {pk: (level, boundary) for pk, level, boundary in rows if boundary is not None}


def doubt_of(place: Place, boundaries: Boundaries) -> str:
    """Why the coordinates of `place` are doubted; "" for no doubt or no coordinates."""
    if place.latitude is None or place.longitude is None:
        return ""
    return doubt_at(float(place.longitude), float(place.latitude), place.node.path, boundaries)


def doubt_at(longitude: float, latitude: float, path: str, boundaries: Boundaries) -> str:
    """Why a WGS-84 point is doubted for a node at `path`, from the outermost boundary inwards; "" for no doubt."""
    point = geo.Point(longitude, latitude)
    if not within_china(point):
        return CoordinateDoubt.OUTSIDE_CHINA
    for node_id in ancestor_ids(path):
        if node_id in boundaries:
            level, boundary = boundaries[node_id]
            if not geometry.contains(boundary, point):
                return DOUBT_OF_LEVEL[level]
    return ""


def doubt_below(path: str) -> None:
    """Look again at the coordinates of the node at `path` and of all below it."""
    places = list(Place.objects.filter(below(path, field="node"), latitude__isnull=False).select_related("node"))
    boundaries = boundaries_above([place.node.path for place in places])
    changed = []
    for place in places:
        doubt = doubt_of(place, boundaries)
        if doubt != place.coordinate_doubt:
            place.coordinate_doubt = doubt
            changed.append(place)
    Place.objects.bulk_update(changed, ["coordinate_doubt"], batch_size=500)
