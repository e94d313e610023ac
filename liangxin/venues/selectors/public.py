"""What anyone may know of stations without signing in: only what is public, by random addresses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from liangxin.core.errors import NotFound
from liangxin.search.selectors import matching
from liangxin.trees.selectors import below, on_day
from liangxin.venues.models import Brand, CoOwner, Station, StationFunction, StationOffer, StudioHost
from liangxin.venues.rules import Timetable, area_words
from liangxin.venues.selectors.stations import timetables_of

MOST_POINTS = 2_000  # stations on one map or in one list of the nearest


@dataclass(frozen=True, kw_only=True)
class PublicStation:
    """The public part of a station. latitude, longitude: WGS-84, its own or its place's."""

    slug: str
    name: str
    kind: str
    icon: str
    address: str
    place: str
    place_path: str
    telephone: str
    status: str
    status_note: str
    area_m2: Decimal | None
    description: str
    latitude: Decimal | None
    longitude: Decimal | None
    brand: str
    brand_slug: str
    timetable: Timetable
    level: str
    functions: Sequence[StationFunction] = ()

    @property
    def area(self) -> str:
        """The area in words, or ""."""
        return area_words(self.area_m2) if self.area_m2 is not None else ""


def public_stations(
    *, day: date, path: str = "", function_code: str = "", kind_code: str = "", text: str = ""
) -> "QuerySet[Station]":
    """The public stations that exist on `day` in public places, at and below the place with `path`; open ones first.

    text: found by name, pinyin, kind, place or address.
    """
    stations = Station.objects.filter(on_day(day, field="node"), is_public=True, place__is_public=True)
    if path:
        stations = stations.filter(below(path, field="place"))
    if kind_code:
        stations = stations.filter(kind__code=kind_code)
    if function_code:
        stations = stations.filter(pk__in=StationOffer.objects.filter(function__code=function_code).values("station"))
    if text:
        stations = stations.filter(pk__in=matching(kind="station", text=text).values("object_id"))
    return stations.select_related("node", "kind", "level", "place__node", "brand").order_by(
        "level__rank", "node__sort_key", "pk"
    )


def told(*, stations: Iterable[Station], day: date) -> list[PublicStation]:
    """The public part of each of a page of stations (at most 500), in three further queries."""
    rows = list(stations)[:500]
    tables = timetables_of(station_ids=[row.pk for row in rows], day=day)
    functions: dict[int, list[StationFunction]] = {}
    offers = StationOffer.objects.filter(station__in=[row.pk for row in rows]).select_related("function")
    for offer in offers.order_by("function__position", "function_id"):
        functions.setdefault(offer.station_id, []).append(offer.function)
    return [_told(row, tables[row.pk], functions.get(row.pk, [])) for row in rows]


def _told(row: Station, timetable: Timetable, functions: Sequence[StationFunction]) -> PublicStation:
    own = row.latitude is not None
    brand = row.brand if row.brand is not None and row.brand.is_public else None
    return PublicStation(
        slug=row.node.slug, name=row.node.name, kind=row.kind.name, icon=row.kind.icon, address=row.address,
        place=row.place.node.name, place_path=row.place.node.path, telephone=row.telephone, status=row.status,
        status_note=row.status_note, area_m2=row.area_m2, description=row.description,
        latitude=row.latitude if own else row.place.latitude, longitude=row.longitude if own else row.place.longitude,
        brand=brand.name if brand else "", brand_slug=brand.slug if brand else "", timetable=timetable,
        level=row.level.name if row.level else "", functions=tuple(functions),
    )  # fmt: skip


def get_public_station(*, slug: str, day: date) -> PublicStation:
    """The public station with this address. Raises NotFound."""
    row = public_stations(day=day).filter(node__slug=slug).first()
    if row is None:
        raise NotFound()
    return told(stations=[row], day=day)[0]


def public_co_owners(*, slug: str, day: date) -> Sequence[str]:
    """The names of the public organisations that share a station on `day`."""
    shared = CoOwner.objects.filter(
        station__node__slug=slug, station__is_public=True, during__contains=day, organisation__is_public=True
    )
    return list(shared.order_by("organisation__node__sort_key").values_list("organisation__node__name", flat=True))


def public_host_titles(*, slug: str, day: date) -> Sequence[str]:
    """The titles of those who host a studio on `day`: never their names."""
    hosts = StudioHost.objects.filter(station__node__slug=slug, station__is_public=True, during__contains=day)
    return list(hosts.order_by("during", "pk").values_list("title", flat=True))


def stations_below(*, slug: str, day: date) -> "QuerySet[Station]":
    """The public stations directly below the station with this address."""
    return public_stations(day=day).filter(node__parent__slug=slug)


@dataclass(frozen=True)
class FunctionCount:
    """A function and how many public stations fulfil it."""

    function: StationFunction
    stations: int


def functions_offered(*, path: str, day: date) -> Sequence[FunctionCount]:
    """Each function with its public stations at and below a place; those that nobody fulfils are left out."""
    stations = public_stations(day=day, path=path).order_by()
    counts = dict(
        StationOffer.objects.filter(station__in=stations.values("pk"))
        .values_list("function")
        .annotate(number=Count("pk"))
        .order_by()
    )
    functions = StationFunction.objects.filter(pk__in=counts).order_by("position", "pk")
    return [FunctionCount(function, counts[function.pk]) for function in functions]


def station_counts(*, paths: Sequence[str], day: date) -> dict[str, int]:
    """How many public stations stand at and below each place of a page. One query."""
    if not paths:
        return {}
    counts = {f"c{number}": Count("pk", filter=Q(place__path__startswith=path)) for number, path in enumerate(paths)}
    found = public_stations(day=day).order_by().aggregate(**counts)
    return {path: found[f"c{number}"] for number, path in enumerate(paths)}


def get_public_brand(*, slug: str) -> Brand:
    """The public brand with this address. Raises NotFound."""
    brand = Brand.objects.filter(slug=slug, is_public=True, place__is_public=True).select_related("place__node").first()
    if brand is None:
        raise NotFound()
    return brand


def public_brands(*, path: str) -> Sequence[Brand]:
    """The public brands of a place and below."""
    return list(Brand.objects.filter(below(path, field="place"), is_public=True).order_by("name", "pk"))
