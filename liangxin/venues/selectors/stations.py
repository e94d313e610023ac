"""Reading stations, scoped by the actor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.reach import visible
from liangxin.core.errors import NotFound
from liangxin.search.selectors import matching_ids
from liangxin.trees.selectors import below, on_day
from liangxin.venues.models import (
    CoOwner,
    OpeningException,
    OpeningHours,
    Station,
    StationOffer,
    StationWork,
    StudioHost,
)
from liangxin.venues.permissions import Permission
from liangxin.venues.rules import SpecialDays, Timetable


@dataclass(frozen=True, kw_only=True)
class StationFilter:
    """What a list of stations is narrowed to. place_path, owner_path: that node and below."""

    text: str = ""
    kind_id: int | None = None
    level_id: int | None = None
    without_level: bool = False
    place_path: str = ""
    owner_path: str = ""
    function_id: int | None = None
    brand_id: int | None = None
    status: str = ""
    shared: bool = False
    with_closed: bool = False


ORDERS = {
    "name": ("node__sort_key", "pk"),
    "-name": ("-node__sort_key", "-pk"),
    "level": ("level__rank", "node__sort_key", "pk"),
    "-level": ("-level__rank", "node__sort_key", "pk"),
    "area": ("area_m2", "pk"),
    "-area": ("-area_m2", "-pk"),
}


def stations_for(*, actor: Actor, part: Part = Part.BASIC) -> "QuerySet[Station]":
    """The stations that the actor reaches, at least to `part`; unordered."""
    return visible(actor, Station.objects.all(), Permission.STATION_READ, part=part)


def _with_words(stations: "QuerySet[Station]") -> "QuerySet[Station]":
    return stations.select_related("node", "kind", "level", "place__node", "owner__node", "brand")


def get_station(*, actor: Actor, station_id: int, part: Part = Part.BASIC) -> Station:
    """The station. Raises NotFound, also for what the actor may not know of."""
    station = _with_words(stations_for(actor=actor, part=part)).filter(pk=station_id).first()
    if station is None:
        raise NotFound()
    return station


def list_stations(
    *, actor: Actor, narrowed: StationFilter, day: date, order: str = "name", part: Part = Part.BASIC
) -> "QuerySet[Station]":
    """The stations of a list page, in the order asked for (a key of ORDERS)."""
    stations = _with_words(stations_for(actor=actor, part=part)).filter(_condition(narrowed, day))
    shared = CoOwner.objects.filter(station=OuterRef("pk"), during__contains=day)
    stations = stations.annotate(is_shared=Exists(shared))
    if narrowed.shared:
        stations = stations.filter(is_shared=True)
    return stations.order_by(*ORDERS.get(order, ORDERS["name"]))


def _condition(narrowed: StationFilter, day: date) -> Q:
    condition = Q() if narrowed.with_closed else on_day(day, field="node")
    plain = {
        "kind": narrowed.kind_id, "level": narrowed.level_id, "brand": narrowed.brand_id,
        "status": narrowed.status or None,
    }  # fmt: skip
    condition &= Q(**{name: value for name, value in plain.items() if value is not None})
    if narrowed.without_level:
        condition &= Q(level=None)
    if narrowed.place_path:
        condition &= below(narrowed.place_path, field="place")
    if narrowed.owner_path:
        condition &= below(narrowed.owner_path, field="owner__node")
    if narrowed.function_id is not None:
        condition &= Q(pk__in=StationOffer.objects.filter(function=narrowed.function_id).values("station"))
    if narrowed.text:
        condition &= Q(pk__in=matching_ids(kind="station", text=narrowed.text))
    return condition


def list_children(*, actor: Actor, parent_id: int | None, day: date) -> "QuerySet[Station]":
    """The stations directly below `parent_id` (or the roots) on `day`, with whether anything stands below them.

    Where the actor may not know of the station above, what is below shows as a root.
    """
    known = stations_for(actor=actor).filter(on_day(day, field="node"))
    below_it = known.filter(node__parent=OuterRef("pk"))
    stations = _with_words(known).annotate(has_below=Exists(below_it))
    if parent_id is None:
        stations = stations.filter(Q(node__parent=None) | ~Q(node__parent__in=known.values("pk")))
    else:
        stations = stations.filter(node__parent=parent_id)
    return stations.order_by("level__rank", "node__sort_key", "pk")


def count_stations(*, actor: Actor, day: date, place_path: str = "", owner_path: str = "") -> int:
    """How many stations the actor knows of on `day`: at and below a place, under an organisation and those below."""
    narrowed = StationFilter(place_path=place_path, owner_path=owner_path)
    return stations_for(actor=actor).filter(_condition(narrowed, day)).count()


def list_co_owners(*, station: Station) -> Sequence[CoOwner]:
    """All co-owners, those of today first, then the latest."""
    return list(station.co_owners.select_related("organisation__node").order_by("-during", "pk"))


def get_co_owner(*, actor: Actor, co_owner_id: int) -> CoOwner:
    """The co-ownership of a station that the actor reaches fully. Raises NotFound."""
    row = (
        CoOwner.objects.filter(pk=co_owner_id, station__in=stations_for(actor=actor, part=Part.FULL))
        .select_related("station__node", "station__place__node", "organisation__node")
        .first()
    )
    if row is None:
        raise NotFound()
    return row


def list_hosts(*, station: Station) -> Sequence[StudioHost]:
    """The hosts of a studio, the latest first."""
    return list(station.hosts.select_related("person").order_by("-during", "pk"))


def list_works(*, station: Station) -> Sequence[StationWork]:
    """What was built or upgraded, the latest first."""
    return list(station.works.order_by("-completed_on", "-pk"))


def list_exceptions(*, station: Station, day: date) -> Sequence[OpeningException]:
    """The special days that are not over on `day`."""
    return list(station.opening_exceptions.filter(days__endswith__gt=day).order_by("days", "pk"))


def get_exception(*, actor: Actor, exception_id: int) -> OpeningException:
    """The special days of a station that the actor reaches fully. Raises NotFound."""
    row = (
        OpeningException.objects.filter(pk=exception_id, station__in=stations_for(actor=actor, part=Part.FULL))
        .select_related("station__node", "station__place__node")
        .first()
    )
    if row is None:
        raise NotFound()
    return row


def timetables_of(*, station_ids: Sequence[int], day: date) -> dict[int, Timetable]:
    """When each of these stations (a page of them, at most 500) is open, from `day` on. Two queries."""
    ids = list(station_ids)[:500]
    weeks: dict[int, dict[int, list[tuple[int, int]]]] = {}
    for row in OpeningHours.objects.filter(station__in=ids).order_by("station", "weekday", "minutes"):
        weeks.setdefault(row.station_id, {}).setdefault(row.weekday, []).append((row.minutes.lower, row.minutes.upper))
    special: dict[int, list[SpecialDays]] = {}
    for days in OpeningException.objects.filter(station__in=ids, days__endswith__gt=day).order_by("station", "days"):
        span = (days.minutes.lower, days.minutes.upper) if days.minutes is not None else None
        special.setdefault(days.station_id, []).append(SpecialDays(days.days.lower, days.days.upper, span, days.note))
    return {pk: Timetable(weeks.get(pk, {}), tuple(special.get(pk, ()))) for pk in ids}
