"""A room's public page: what it is, how to get there, its week."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from liangxin.core.errors import NotFound
from liangxin.venues.selectors.public import get_public_station, public_host_titles
from liangxin.venues.selectors.public_rooms import get_public_room, public_rooms
from liangxin.venues.selectors.room_photos import photos_of
from liangxin.venues.selectors.week import week_of
from liangxin.web.rooms.words import in_short, terms_of
from liangxin.web.shared.rendering import answer


def asked_day(request: Any) -> date:
    """The day of ?week=2026-11-23, else today."""
    try:
        return date.fromisoformat(request.GET.get("week", "")[:10])
    except ValueError:
        return timezone.localdate()


@require_safe
def rooms(request: Any, station: str) -> HttpResponse:
    """The first room of a station; the others are chosen there."""
    today = timezone.localdate()
    get_public_station(slug=station, day=today)
    found = public_rooms(station_slug=station, day=today)
    if not found:
        raise NotFound()
    return redirect("portal-room", station, found[0].slug)


@require_safe
def room(request: Any, station: str, slug: str) -> HttpResponse:
    """The page of a room; htmx asks for another week."""
    today, now = timezone.localdate(), timezone.now()
    found = get_public_room(station_slug=station, slug=slug, day=today)
    user_id = request.user.pk if request.user.is_authenticated else None
    day = min(max(asked_day(request), today), date.fromordinal(today.toordinal() + 400))
    context = {
        "room": found, "week": week_of(room=found, day=day, now=now, user_id=user_id), "today": today,
        "others": [(one, in_short(one)) for one in public_rooms(station_slug=station, day=today)],
        "photos": photos_of(room=found), "terms": terms_of(found), "hosts": public_host_titles(slug=station, day=today) if found.is_hosted else [],
        "week_url": request.path, "book_url": reverse("portal-room-book", args=[station, slug]), "staff": False,
        **weeks(day, today),
    }  # fmt: skip
    return answer(request, "rooms/portal.html", "rooms/_week.html", context)


def weeks(day: date, today: date) -> dict[str, Any]:
    """The days that the arrows of the week lead to."""
    monday, current = (date.fromordinal(each.toordinal() - each.weekday()) for each in (day, today))
    return {
        "before": date.fromordinal(monday.toordinal() - 7) if monday > current else None,
        "after": date.fromordinal(monday.toordinal() + 7),
    }
