"""Looking at stations."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.access.choices import Anchor, Part
from liangxin.access.reach import may, part_of
from liangxin.access.selectors import who_can_see
from liangxin.access.services import require_somewhere
from liangxin.core.errors import NotFound
from liangxin.places.choices import PlaceLevel
from liangxin.places.selectors import PlaceFilter, features_of, get_place, list_places
from liangxin.trees.selectors import trails_of
from liangxin.venues.choices import StationStatus, Weekday
from liangxin.venues.permissions import Permission
from liangxin.venues.rules import Span, area_words, clock, joined
from liangxin.venues.selectors.levels import level_lines, target_lines
from liangxin.venues.selectors.record import history_of
from liangxin.venues.selectors.stations import (
    StationFilter,
    get_station,
    list_children,
    list_co_owners,
    list_exceptions,
    list_hosts,
    list_stations,
    list_works,
    timetables_of,
)
from liangxin.web.shared.maps import Map
from liangxin.web.shared.panels import panels_of
from liangxin.web.venues.lists import StationList

if TYPE_CHECKING:
    from liangxin.venues.models import OpeningException, Station

MOST_CHILDREN = 500
MOST_POINTS = 2_000
MOST_AREAS = 300


@login_required
@require_http_methods(["GET", "POST"])
def stations(request: Any) -> HttpResponse:
    """The list; POST exports it or keeps it as a view."""
    require_somewhere(request.actor, Permission.STATION_READ)
    return StationList(request).answer()


@login_required
@require_safe
def station(request: Any, station_id: int) -> HttpResponse:
    """The record: what it is, what is due, what happened, who can see it."""
    found = get_station(actor=request.actor, station_id=station_id)
    today = timezone.localdate()
    full = part_of(request.actor, found) == Part.FULL
    context = {
        "area": area_words(found.area_m2) if found.area_m2 is not None else "",
        "station": found, "full": full, "today": today, "trail": _trail(request, found),
        "functions": [offer.function for offer in found.offers.select_related("function").order_by("function__position")],
        "week": _week(found, today), "special": _special(found, today),
        "co_owners": [one for one in list_co_owners(station=found) if full or one.organisation.is_public], "works": list_works(station=found),
        "hosts": list_hosts(station=found) if full else [], "below": _below(request, found),
        "panels": panels_of("station", request.actor, found, today),
        "may_change": may(request.actor, Permission.STATION_CHANGE, found),
        "may_close": may(request.actor, Permission.STATION_CLOSE, found),
        "closed": found.node.during.upper is not None and found.node.during.upper <= today,
        "history": history_of(actor=request.actor, station=found) if full else [],
        "viewers": who_can_see(record=found, today=today) if full else [],
    }  # fmt: skip
    context["due"] = _due(found, context) if context["may_change"] else None
    return render(request, "venues/station.html", context)


def _trail(request: Any, found: "Station") -> list[tuple[object, str]]:
    """The stations above that the actor may know of, for the crumb line."""
    trail: list[tuple[object, str]] = [(_("站点"), reverse("station-list"))]
    for node in trails_of([found.node.path])[found.node.path][:-1]:
        try:
            get_station(actor=request.actor, station_id=node.pk)
        except NotFound:
            continue
        trail.append((node.name, reverse("station", args=[node.pk])))
    return trail


def _week(found: "Station", today: date) -> list[tuple[object, str]]:
    """Each weekday with its hours; nothing where none are known."""
    week = timetables_of(station_ids=[found.pk], day=today)[found.pk].week
    return [(day.label, _said(joined(week.get(day.value, ())))) for day in Weekday] if week else []


def _said(spans: Sequence[Span]) -> str:
    return "、".join(f"{clock(start)}–{clock(end)}" for start, end in spans)


def _special(found: "Station", today: date) -> "list[tuple[OpeningException, str]]":
    return [
        (row, _said([(row.minutes.lower, row.minutes.upper)]) if row.minutes is not None else "")
        for row in list_exceptions(station=found, day=today)
    ]


def _below(request: Any, found: "Station") -> "list[Station]":
    return list(list_children(actor=request.actor, parent_id=found.pk, day=timezone.localdate())[:MOST_CHILDREN])


def _due(found: "Station", context: dict[str, Any]) -> dict[str, Any] | None:
    """The one thing to do now."""
    if context["closed"]:
        return None
    if found.status == StationStatus.OPEN and not context["week"]:
        action = {"label": _("填开放时间"), "url": reverse("station-hours", args=[found.pk]), "primary": True}
        return {"words": _("还没有公布开放时间，来的人不知道几点能进门。"), "actions": [action]}
    if found.status != StationStatus.OPEN and not found.status_note:
        action = {"label": _("写明何时开放"), "url": reverse("station-edit", args=[found.pk]), "primary": True}
        return {"words": _("没有写什么时候开放，公开页面上只能说“暂不开放”。"), "actions": [action]}
    return None


@login_required
@require_safe
def tree(request: Any) -> HttpResponse:
    """Levels with their targets, and the tree of stations."""
    require_somewhere(request.actor, Permission.STATION_READ)
    today, actor = timezone.localdate(), request.actor
    place = _asked_place(request)
    lines = list(target_lines(actor=actor, path=place.node.path if place else "", day=today))
    if place is not None and not lines:
        lines = list(level_lines(actor=actor, place=place, day=today))
    context = {
        "place": place, "lines": lines, "roots": list_children(actor=actor, parent_id=None, day=today)[:MOST_CHILDREN],
        "may_manage": place is not None and may(actor, Permission.SCHEME_MANAGE, place),
    }  # fmt: skip
    return render(request, "venues/tree.html", context)


def _asked_place(request: Any) -> Any:
    """The place asked for, else the one acted at."""
    given = request.GET.get("place", "")
    if given.isdecimal() and len(given) < 19:
        return get_place(actor=request.actor, place_id=int(given))
    if request.actor.anchor == Anchor.PLACE and request.actor.node_id is not None:
        return get_place(actor=request.actor, place_id=request.actor.node_id)
    return None


@login_required
@require_safe
def branch(request: Any, station_id: int) -> HttpResponse:
    """What stands below one station, for the tree."""
    get_station(actor=request.actor, station_id=station_id)
    rows = list_children(actor=request.actor, parent_id=station_id, day=timezone.localdate())[:MOST_CHILDREN]
    return render(request, "venues/_nodes.html", {"nodes": rows})


@login_required
@require_safe
def station_map(request: Any) -> HttpResponse:
    """Where the stations are; the same figures in a table below."""
    require_somewhere(request.actor, Permission.STATION_READ)
    today, actor, place = timezone.localdate(), request.actor, _asked_place(request)
    asked = PlaceFilter(levels=(PlaceLevel.REGION, PlaceLevel.AREA), under=place.pk if place else None, day=today)
    areas = [one for one in list_places(actor=actor, asked=asked, part=Part.BASIC)[:MOST_AREAS] if one.boundary]
    narrowed = StationFilter(place_path=place.node.path if place else "")
    rows = list(list_stations(actor=actor, narrowed=narrowed, day=today)[:MOST_POINTS])
    dots = [feature for row in rows if (feature := _dot(row)) is not None]
    counts = [(one, sum(row.place.node.path.startswith(one.node.path) for row in rows)) for one in areas]
    words = _("{total} 个站点，{shown} 个有位置。").format(total=len(rows), shown=len(dots))
    shapes = [
        {**one, "properties": {**one["properties"], "label": one["properties"]["level"] == PlaceLevel.AREA}}
        for one in features_of(areas)
    ]
    legend: dict[str, object] = {"ok": _("开放"), "gap": _("暂停或筹建")}
    drawn = Map(features=[*shapes, *dots], words=words, legend=legend, tall=True)
    return render(request, "venues/map.html", {"map": drawn, "counts": counts, "place": place})


def _dot(row: "Station") -> dict[str, Any] | None:
    """The station as a point of the map; None where nobody knows where it is."""
    own = row.latitude is not None
    latitude, longitude = (row.latitude, row.longitude) if own else (row.place.latitude, row.place.longitude)
    if latitude is None or longitude is None:
        return None
    properties = {
        "name": row.node.name, "note": row.level.name if row.level else row.kind.name,
        "tone": "ok" if row.status == StationStatus.OPEN else "gap", "url": reverse("station", args=[row.pk]),
    }  # fmt: skip
    point = {"type": "Point", "coordinates": [float(longitude), float(latitude)]}
    return {"type": "Feature", "geometry": point, "properties": properties}
