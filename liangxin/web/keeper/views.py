"""One page for today. With scripts it keeps entries on the device until they are sent; without, forms are posted."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from liangxin.access.services import require_somewhere
from liangxin.core.errors import RuleBroken
from liangxin.venues.choices import DayPart, EntryOutcome
from liangxin.venues.permissions import OfferPermission
from liangxin.venues.rules import clock, hours_on
from liangxin.venues.selectors.appointments import count_open_requests
from liangxin.venues.selectors.keeping import (
    get_kept_station,
    kept_stations,
    open_notes,
    part_now,
    recent_conflicts,
    rooms_of_day,
    walk_ins_on,
)
from liangxin.venues.selectors.stations import timetables_of
from liangxin.venues.services.keeping import NewEntry, take_entry
from liangxin.web.shared.keeping import Act, Sitting, do_act, sittings_of
from liangxin.web.shared.rendering import is_fragment, say, warn

if TYPE_CHECKING:
    from liangxin.venues.models import Station

MOST_ENTRIES = 200  # in one sending
MOST_STATIONS = 200
FIRST_HOUR, LAST_HOUR = 8, 20  # the lanes at least


@login_required
@require_safe
def home(request: Any) -> HttpResponse:
    """The station that one keeps; a choice where there are several."""
    require_somewhere(request.actor, OfferPermission.KEEPER_KEEP)
    stations = list(kept_stations(actor=request.actor, day=timezone.localdate())[:MOST_STATIONS])
    if len(stations) == 1:
        return redirect("keeper-day", stations[0].pk)
    return render(request, "keeper/home.html", {"stations": stations})


@login_required
@require_safe
def day(request: Any, station_id: int) -> HttpResponse:
    """Today at one station."""
    now = timezone.now()
    station = get_kept_station(actor=request.actor, station_id=station_id, day=timezone.localdate())
    context = _told(request, station, now)
    template = "keeper/_day.html" if is_fragment(request) else "keeper/day.html"
    response = render(request, template, context)
    response["Cache-Control"] = "private, no-store"  # the page's own worker keeps the one copy that it needs
    response["Vary"] = "HX-Request"
    return response


@dataclass(frozen=True)
class Lane:
    """A room's line of the day; of what stands in no room, a line each window."""

    room: Any
    name: object
    shut: str
    blocks: Sequence[Mapping[str, Any]]


def _told(request: Any, station: "Station", now: datetime) -> dict[str, Any]:
    today = timezone.localdate(now)
    sittings = sittings_of(request.actor, station, today, now)
    first, last = _hours(sittings, today)
    opening = hours_on(timetables_of(station_ids=[station.pk], day=today)[station.pk], today)[0]
    counts = walk_ins_on(station=station, day=today)
    return {
        "station": station, "today": today, "now": now, "open_today": [f"{clock(start)}–{clock(end)}" for start, end in opening],
        "sittings": sittings, "next": _next(sittings, now), "hours": range(first, last),
        "lanes": _lanes(station, sittings, first, now), "span": last - first, "now_left": _share(now, first, last), "now_left_text": str(_share(now, first, last)),
        "walk_ins": [(part.value, part.label, counts.get(part.value, 0)) for part in DayPart],
        "now_part": part_now(now), "total": sum(counts.values()), "notes": open_notes(station=station, now=now),
        "conflicts": recent_conflicts(station=station, now=now), "requests": count_open_requests(actor=request.actor),
        "key": secrets.token_hex(12), "user": request.user, "reload": reverse("keeper-day", args=[station.pk]),
        "asset_urls": _assets(),
    }  # fmt: skip


def _assets() -> str:
    names = ("liangxin/liangxin.css", "vendor/tabler.min.css", "vendor/tabler-icons.css", "vendor/tabler-icons.woff2", "keeper/keeper.css", "keeper/keeper.js",
             "liangxin/lx.js", "liangxin/desk.js", "liangxin/early.js", "vendor/htmx.min.js", "liangxin/mark.svg")  # fmt: skip
    return json.dumps([static(name) for name in names])


def _hours(sittings: Sequence[Sitting], today: date) -> tuple[int, int]:
    """The hours that the lanes show."""
    starts = [timezone.localtime(one.starts_at).hour for one in sittings]
    ends = [_end_hour(one, today) for one in sittings]
    return min([FIRST_HOUR, *starts]), max([LAST_HOUR, *ends])


def _end_hour(one: Sitting, today: date) -> int:
    local = timezone.localtime(one.ends_at)
    return 24 if local.date() > today else local.hour + bool(local.minute)


def _next(sittings: Sequence[Sitting], now: datetime) -> list[Sitting]:
    """What is on or comes next; what ended an hour ago drops out, and slots that nobody took."""
    ahead = [one for one in sittings if one.ends_at > now - timedelta(hours=1)]
    return [one for one in ahead if one.kind != "slot" or one.sealed or one.visitors]


def _share(now: datetime, first: int, last: int) -> float | None:
    """Where the line “now” stands, from 0 to 1."""
    local = timezone.localtime(now)
    share = (local.hour + local.minute / 60 - first) / (last - first)
    return round(share, 4) if 0 <= share <= 1 else None


def _lanes(station: "Station", sittings: Sequence[Sitting], first: int, now: datetime) -> list[Lane]:
    """A lane a room, and one for what stands in no room. Columns are quarters of an hour."""
    rooms = rooms_of_day(station=station, now=now)
    by_name = {room.name: room.pk for room, _shut in rooms}
    known = set(by_name.values())
    lines: dict[Any, list[Sitting]] = {}
    for one in sittings:
        room_id = one.room_id if one.room_id in known else by_name.get(str(one.where))
        lines.setdefault(room_id or (_("保密服务") if one.sealed else str(one.where) or _("窗口与服务")), []).append(
            one
        )
    lanes = [Lane(room, room.name, shut, _blocks(lines.get(room.pk, ()), first)) for room, shut in rooms]
    lanes += [Lane(None, name, "", _blocks(rows, first)) for name, rows in lines.items() if isinstance(name, str)]
    return lanes


def _blocks(sittings: Sequence[Sitting], first: int) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for one in sittings:
        start, end = timezone.localtime(one.starts_at), timezone.localtime(one.ends_at)
        column = (start.hour - first) * 4 + start.minute // 15
        length = max(1, round((end - start).total_seconds() / 900))
        found.append({"sitting": one, "column": max(column, 0) + 2, "length": length})
    return found


# -------------------------------------------------------------------------------------------- what the keeper does


def _act_of(request: Any, station: "Station", given: Mapping[str, Any], now: datetime) -> Act:
    subject = str(given.get("subject") or "0")
    noted = parse_datetime(str(given.get("at") or "")) if given.get("at") else None
    if noted is None or timezone.is_naive(noted) or noted > now:
        noted = now
    return Act(
        actor=request.actor, station=station, subject_id=int(subject) if subject.isdecimal() and len(subject) < 19 else 0,
        value=str(given.get("value") or "")[:300], at=max(noted, now - timedelta(days=7)), now=now,
    )  # fmt: skip


def _take(request: Any, station: "Station", given: Mapping[str, Any], now: datetime) -> Any:
    act = _act_of(request, station, given, now)
    name = str(given.get("act") or "")
    new = NewEntry(key=str(given.get("key") or ""), act=name, noted_at=act.at)
    return take_entry(actor=request.actor, station=station, new=new, apply=lambda: do_act(name, act), now=now)


@login_required
@require_POST
def do(request: Any, station_id: int) -> HttpResponse:
    """One entry by a plain form."""
    now = timezone.now()
    station = get_kept_station(actor=request.actor, station_id=station_id, day=timezone.localdate())
    try:
        row = _take(request, station, request.POST, now)
        if row.outcome == EntryOutcome.CONFLICT:
            warn(request, row.message)
        else:
            say(request, _("已记下。"))
    except RuleBroken as refusal:
        warn(request, str(refusal))
    return redirect("keeper-day", station.pk)


@login_required
@require_POST
def entries(request: Any, station_id: int) -> HttpResponse:
    """What a device noted, also while it was without a network: each once, in its order; conflicts are told."""
    now = timezone.now()
    station = get_kept_station(actor=request.actor, station_id=station_id, day=timezone.localdate())
    try:
        given = json.loads(request.body)["entries"]
        rows = [dict(row) for row in given[:MOST_ENTRIES]]
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"message": _("看不懂这些记录。")}, status=400)
    results = []
    for row in rows:
        try:
            taken = _take(request, station, row, now)
        except RuleBroken as refusal:  # it bears no number: it cannot be kept, only told
            results.append({"key": str(row.get("key", "")), "outcome": EntryOutcome.CONFLICT, "message": str(refusal)})
            continue
        results.append({"key": taken.key, "outcome": taken.outcome, "message": taken.message})
    return JsonResponse({"results": results})


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker of these pages alone: its scope is the folder that it lies in."""
    response = render(request, "keeper/sw.js", {}, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response
