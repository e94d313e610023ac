"""Where the rest of the portal finds what is on."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liangxin.activities.selectors.activities import ActivityFilter
from liangxin.activities.selectors.own import own_before
from liangxin.activities.selectors.public import list_public
from liangxin.activities.selectors.registrations import my_registrations, positions_of
from liangxin.trees.selectors import get_node_by_slug
from liangxin.web.happenings.listing import days_of
from liangxin.web.shared.navigation import Tab, register_tab
from liangxin.web.shared.panels import Panel, page_part

MOST_HOME, MOST_HERE, MOST_MINE, MOST_BEFORE = 4, 8, 50, 12

register_tab(Tab(label=gettext_lazy("活动"), icon="calendar-event", url_name="activities", order=20))


@page_part("my-bookings", order=10)
def my_activities(request: Any, user: Any, now: datetime) -> Panel | None:
    """One's own registrations to come, and the last that are over."""
    rows: list[Any] = list(my_registrations(actor=request.own_actor, now=now)[:MOST_MINE])
    places = positions_of(activity_ids=[each.activity_id for each in rows if each.status == "waiting"])
    for each in rows:
        each.position = places.get(each.pk)
    past: list[Any] = list(own_before(actor=request.own_actor, now=now)[:MOST_BEFORE])
    for each in past:
        each.may_say = each.has_questions and each.is_recent
    if not rows and not past:
        return None
    return Panel(
        title=_("活动"), template="happenings/_mine.html", context={"rows": rows, "past": past},
        more_url=reverse("activities"), more_words=_("看看有什么活动"),
    )  # fmt: skip


@page_part("portal-home", order=5)
def on_soon(request: Any, place: Any, now: datetime) -> Panel | None:
    """What is on in a district next."""
    rows = list(list_public(now=now, asked=ActivityFilter(place_path=place.node.path))[:MOST_HOME])
    if not rows:
        return None
    return Panel(
        title=_("近期活动"), template="happenings/_here.html",
        context={"days": days_of(rows, now), "today": timezone.localdate(now)},
        more_url=reverse("activities"), more_words=_("全部活动"),
    )  # fmt: skip


@page_part("portal-station", order=5)
def on_here(request: Any, station: Any, now: datetime) -> Panel | None:
    """What is on at a station next."""
    node = get_node_by_slug(slug=station.slug, kind="station")
    rows = list(list_public(now=now, asked=ActivityFilter(station_id=node.pk))[:MOST_HERE])
    if not rows:
        return None
    return Panel(
        title=_("近期活动"), template="happenings/_here.html",
        context={"days": days_of(rows, now), "today": timezone.localdate(now)},
        more_url=reverse("activities"), more_words=_("全部活动"),
    )  # fmt: skip
