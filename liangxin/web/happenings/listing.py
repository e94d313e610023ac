"""What is on: the list that anyone may read, by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from liangxin.activities.choices import Track
from liangxin.activities.selectors.activities import ActivityFilter, list_kinds
from liangxin.activities.selectors.public import list_public
from liangxin.places.choices import PlaceLevel
from liangxin.places.selectors import public_places
from liangxin.web.shared.rendering import template_for

if TYPE_CHECKING:
    from liangxin.activities.models import Activity
    from liangxin.places.models import Place

PER_PAGE = 20
LAST_PAGE = 200
SPANS = {"today": 1, "week": 7, "month": 31}  # days, today included


@dataclass(frozen=True)
class Row:
    """An activity of the list and how it stands. state: for the tag of that name."""

    activity: "Activity"
    state: str
    left: int | None

    @property
    def is_short(self) -> bool:
        """Few places are left: the number is worth saying first."""
        return self.left is not None and 0 < self.left <= 5


@dataclass(frozen=True)
class Day:
    day: date
    rows: list[Row]


def row_of(activity: "Activity", now: datetime) -> Row:
    """How it stands now."""
    left = activity.left
    if now < activity.opens_at:
        state = "later"
    elif now >= (activity.late_until or activity.closes_at):
        state = "closed"
    elif left is not None and left <= 0:
        state = "full" if activity.has_waiting_list else "gone"
    else:
        state = "open"
    return Row(activity, state, left)


def days_of(activities: "Iterable[Activity]", now: datetime) -> list[Day]:
    """Grouped by the local day on which they begin."""
    found: list[Day] = []
    for each in activities:
        day = timezone.localtime(each.starts_at).date()
        if not found or found[-1].day != day:
            found.append(Day(day, []))
        found[-1].rows.append(row_of(each, now))
    return found


@dataclass(frozen=True)
class Asked:
    """What the address asks for; what it does not know of is left out."""

    q: str
    area: str
    kind: str
    track: str
    span: str
    page: int

    @property
    def is_narrowed(self) -> bool:
        return any((self.q, self.area, self.kind, self.track, self.span))


def _asked(request: HttpRequest) -> Asked:
    given = request.GET
    page = given.get("page", "")
    return Asked(
        q=given.get("q", "").strip()[:60].replace("\0", ""), area=given.get("area", "")[:20], kind=given.get("kind", "")[:40],
        track=given.get("track", "") if given.get("track") in Track.values else "",
        span=given.get("span", "") if given.get("span") in SPANS else "",
        page=min(max(int(page), 1), LAST_PAGE) if page.isascii() and page.isdigit() and len(page) < 5 else 1,
    )  # fmt: skip


@require_safe
def activities(request: Any) -> HttpResponse:
    """The list, the soonest first; the same for everybody, so that it holds no name."""
    asked, now = _asked(request), timezone.now()
    today = timezone.localdate(now)
    areas = list(public_places(today=today, levels=[PlaceLevel.REGION, PlaceLevel.AREA])[:60])
    kinds = list(list_kinds(usable=True))
    rows = list(_found(asked, areas, kinds, now)[(asked.page - 1) * PER_PAGE : asked.page * PER_PAGE + 1])
    context = {
        "asked": asked, "areas": areas, "kinds": kinds, "tracks": Track.choices,
        "days": days_of(rows[:PER_PAGE], now), "today": today,
        "next_page": asked.page + 1 if len(rows) > PER_PAGE else None,
        "previous_page": asked.page - 1 if asked.page > 1 else None,
    }  # fmt: skip
    template = template_for(request, page="happenings/activities.html", fragment="happenings/_activities.html")
    response = render(request, template, context)
    response["Cache-Control"] = "private, no-cache"
    if not request.user.is_authenticated:
        response["X-Liangxin-Public"] = "1"  # the service worker keeps only such pages
    return response


def _found(asked: Asked, areas: "Iterable[Place]", kinds: Iterable[Any], now: datetime) -> Any:
    area = next((one for one in areas if one.node.slug == asked.area), None)
    kind = next((one for one in kinds if one.code == asked.kind), None)
    until = None
    if asked.span:
        last = timezone.localdate(now) + timedelta(days=SPANS[asked.span])
        until = timezone.make_aware(datetime.combine(last, time.min))
    narrowed = ActivityFilter(
        text=asked.q, kind_id=kind.pk if kind else None, track=asked.track, until=until,
        place_path=area.node.path if area else "",
    )  # fmt: skip
    return list_public(now=now, asked=narrowed)
