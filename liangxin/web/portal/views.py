"""Pages that anyone may read."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from liangxin.core.errors import NotFound
from liangxin.core.validators.geo import Point, distance
from liangxin.places.choices import PlaceLevel
from liangxin.places.selectors import get_public_place, public_places
from liangxin.trees.selectors import trails_of
from liangxin.venues.rules import area_words
from liangxin.venues.selectors import public as venues
from liangxin.venues.selectors.catalogue import list_functions, list_kinds
from liangxin.venues.selectors.public import PublicStation
from liangxin.web.portal.structured import as_script, station_data
from liangxin.web.portal.words import OpeningWords, opening_words, special_in_words, week_in_words
from liangxin.web.shared.panels import parts_of

if TYPE_CHECKING:
    from liangxin.places.models import Place

HOME_STATIONS = 6  # shown on the home page before "all"
PER_PAGE = 20
NEIGHBOURS = 4
POINTS_REMEMBERED = 300  # seconds, in browsers and proxies: names and places of stations seldom change


@dataclass(frozen=True)
class Row:
    """A station of a list, and whether one can go there now."""

    station: PublicStation
    opening: OpeningWords
    metres: int | None = None


def _answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A public page: always asked again, never kept by what stands between; readers without account may keep a copy."""
    response = render(request, template, context)
    response["Cache-Control"] = "private, no-cache"
    if not request.user.is_authenticated:
        response["X-Liangxin-Public"] = "1"  # the service worker keeps only such pages
    return response


def _rows(stations: list[PublicStation], local: datetime) -> list[Row]:
    return [Row(station, opening_words(station, local)) for station in stations]


def _open_first(rows: list[Row]) -> list[Row]:
    """Open ones first, then those that open soonest; those that do not open come last."""
    return sorted(rows, key=lambda row: (not row.opening.is_open, row.opening.opens or "9"))


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The one district's page, or a choice where the installation holds several."""
    today = timezone.localdate()
    regions = list(public_places(today=today, levels=[PlaceLevel.REGION]).filter(node__parent=None))
    if len(regions) == 1:
        return _district(request, regions[0])
    counts = venues.station_counts(paths=[region.node.path for region in regions], day=today)
    listed = [(region, counts[region.node.path]) for region in regions]
    return _answer(request, "portal/chooser.html", {"regions": listed})


@require_safe
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """A district, an area, a park or a tower."""
    found = get_public_place(slug=slug, today=timezone.localdate())
    return _district(request, found) if found.node.parent_id is None else _area(request, found)


def _children(place: "Place", local: datetime) -> list[tuple["Place", int]]:
    """The public places directly below in which stations stand."""
    found = list(public_places(today=local.date()).filter(node__parent=place.node)[:200])
    counts = venues.station_counts(paths=[one.node.path for one in found], day=local.date())
    return [(one, counts[one.node.path]) for one in found if counts[one.node.path]]


def _district(request: HttpRequest, place: "Place") -> HttpResponse:
    local = timezone.localtime()
    stations = venues.public_stations(day=local.date(), path=place.node.path)
    rows = _rows(venues.told(stations=stations[:500], day=local.date()), local)
    context = {
        "place": place, "total": stations.count(), "open_now": sum(row.opening.is_open for row in rows),
        "rows": _open_first(rows)[:HOME_STATIONS], "soonest": _soonest(rows), "areas": _children(place, local),
        "functions": venues.functions_offered(path=place.node.path, day=local.date()),
        "brands": venues.public_brands(path=place.node.path), "is_root": True,
        "parts": parts_of("portal-home", request, place, timezone.now()),
    }  # fmt: skip
    return _answer(request, "portal/home.html", context)


def _soonest(rows: list[Row]) -> Row | None:
    """The station that opens first, where none is open."""
    closed = [row for row in rows if row.opening.opens]
    if any(row.opening.is_open for row in rows) or not closed:
        return None
    return min(closed, key=lambda row: row.opening.opens)


def _area(request: HttpRequest, place: "Place") -> HttpResponse:
    local = timezone.localtime()
    stations = venues.public_stations(day=local.date(), path=place.node.path)
    rows = _rows(venues.told(stations=stations[:PER_PAGE], day=local.date()), local)
    context = {
        "place": place, "total": stations.count(), "rows": rows, "areas": _children(place, local),
        "functions": venues.functions_offered(path=place.node.path, day=local.date()),
        "trail": _public_trail(place.node.path, local), "more": stations.count() > PER_PAGE,
    }  # fmt: skip
    return _answer(request, "portal/place.html", context)


def _public_trail(path: str, local: datetime) -> list[Any]:
    """The public places above, from the district down to the place itself."""
    nodes = trails_of([path])[path]
    public = {one.pk for one in public_places(today=local.date()).filter(pk__in=[node.pk for node in nodes])}
    return [node for node in nodes if node.pk in public]


@require_safe
def stations(request: HttpRequest) -> HttpResponse:
    """All stations, narrowed by area, kind, function and words; open ones first where asked."""
    local = timezone.localtime()
    asked = {
        key: " ".join(request.GET.get(key, "").replace("\x00", "").split())[:60]
        for key in ("q", "area", "kind", "function", "open")
    }
    area = _asked_area(asked["area"], local)
    found = venues.public_stations(
        day=local.date(), path=area.node.path if area else "", text=asked["q"], kind_code=asked["kind"],
        function_code=asked["function"],
    )  # fmt: skip
    total, page = found.count(), _page(request)
    if asked["open"]:
        rows = [row for row in _rows(venues.told(stations=found[:500], day=local.date()), local) if row.opening.is_open]
        total, rows = len(rows), rows[(page - 1) * PER_PAGE : page * PER_PAGE]
    else:
        rows = _rows(venues.told(stations=found[(page - 1) * PER_PAGE : page * PER_PAGE], day=local.date()), local)
    regions = public_places(today=local.date(), levels=[PlaceLevel.REGION, PlaceLevel.AREA]).filter(node__depth__lte=1)
    context = {
        "asked": asked, "area": area, "rows": rows, "total": total, "page_number": page,
        "next_page": page + 1 if page * PER_PAGE < total else None, "previous_page": page - 1 if page > 1 else None,
        "areas": list(regions.order_by("node__path")[:200]), "kinds": list_kinds(), "functions": list_functions(),
        "narrowed": any(asked.values()),
    }  # fmt: skip
    return _answer(request, "portal/stations.html", context)


def _page(request: HttpRequest) -> int:
    given = request.GET.get("page", "1")
    return max(1, min(int(given), 500)) if given.isdecimal() and len(given) < 5 else 1


def _asked_area(slug: str, local: datetime) -> "Place | None":
    if not slug:
        return None
    try:
        return get_public_place(slug=slug, today=local.date())
    except NotFound:
        return None


@require_safe
def station(request: HttpRequest, slug: str) -> HttpResponse:
    """One station: can I go now, where is it, what is it for."""
    local = timezone.localtime()
    today = local.date()
    found = venues.get_public_station(slug=slug, day=today)
    trail = _public_trail(found.place_path, local)
    url = request.build_absolute_uri(reverse("portal-station", args=[slug]))
    under = _rows(venues.told(stations=venues.stations_below(slug=slug, day=today)[:PER_PAGE], day=today), local)
    context = {
        "station": found, "opening": opening_words(found, local), "trail": trail,
        "back_slug": trail[-1].slug if trail else "", "week": week_in_words(found.timetable, today) if found.timetable.week else [],
        "special": special_in_words(found.timetable.special), "under": under,
        "neighbours": _neighbours(found, trail, local), "shared_with": venues.public_co_owners(slug=slug, day=today),
        "hosts": venues.public_host_titles(slug=slug, day=today), "data": as_script(station_data(found, url=url)),
        "parts": parts_of("portal-station", request, found, local),
    }  # fmt: skip
    return _answer(request, "portal/station.html", context)


def _neighbours(station: PublicStation, trail: list[Any], local: datetime) -> list[Row]:
    """The nearest other stations of the same area, by the crow."""
    if station.latitude is None or station.longitude is None or len(trail) < 2:
        return []
    others = venues.public_stations(day=local.date(), path=trail[1].path)[:500]
    rows = [
        Row(other, opening_words(other, local), metres)
        for other in venues.told(stations=others, day=local.date())
        if other.slug != station.slug and (metres := _metres(station, other)) is not None
    ]
    return sorted(rows, key=lambda row: row.metres or 0)[:NEIGHBOURS]


def _metres(one: PublicStation, other: PublicStation) -> int | None:
    """The distance in metres, to ten."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    here, there = (Point(float(each.longitude or 0), float(each.latitude or 0)) for each in (one, other))
    return round(distance(here, there) / 10) * 10


@require_safe
def brand(request: HttpRequest, slug: str) -> HttpResponse:
    """A brand and the stations that carry it."""
    local = timezone.localtime()
    found = venues.get_public_brand(slug=slug)
    listed = venues.public_stations(day=local.date()).filter(brand=found)[:PER_PAGE]
    rows = _rows(venues.told(stations=listed, day=local.date()), local)
    measured = [row.station.area_m2 for row in rows if row.station.area_m2 is not None]
    context = {"brand": found, "rows": rows, "area": area_words(sum(measured, Decimal(0))), "measured": len(measured)}
    return _answer(request, "portal/brand.html", context)


@require_safe
def points(request: HttpRequest) -> HttpResponse:
    """Where the stations are, so that a phone finds the nearest by itself: its own position never leaves it."""
    local = timezone.localtime()
    area = _asked_area(request.GET.get("area", "")[:10], local)
    found = venues.public_stations(day=local.date(), path=area.node.path if area else "")[: venues.MOST_POINTS]
    listed = [
        {
            "name": row.node.name, "url": reverse("portal-station", args=[row.node.slug]), "address": row.address,
            "at": [float(latitude), float(longitude)],
        }
        for row in found
        for latitude, longitude in [_where(row)]
        if latitude is not None and longitude is not None
    ]  # fmt: skip
    response = JsonResponse({"stations": listed})
    response["Cache-Control"] = f"public, max-age={POINTS_REMEMBERED}"
    return response


def _where(row: Any) -> tuple[Any, Any]:
    own = row.latitude is not None
    return (row.latitude, row.longitude) if own else (row.place.latitude, row.place.longitude)
