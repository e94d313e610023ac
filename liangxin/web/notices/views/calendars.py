"""Calendars for calendar programs: a private address, public ones, a file for one event."""

import hashlib
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.core.calendars import MEDIA_TYPE
from liangxin.notifications.links import absolute
from liangxin.notifications.selectors import feed_of, read_calendar_file, read_feed, read_public_calendar
from liangxin.notifications.services.feeds import renew_feed, revoke_feed
from liangxin.web.shared.rendering import say

PUBLIC_SECONDS = 300


@login_required
@require_http_methods(["GET", "POST"])
def own(request: Any) -> HttpResponse:
    """My calendar address: shown, renewed, taken back."""
    if request.method == "POST":
        if request.POST.get("act") == "revoke":
            revoke_feed(actor=request.own_actor)
            say(request, _("日历地址已停用，订阅过的日历不会再更新。"))
        else:
            renew_feed(actor=request.own_actor, now=timezone.now())
            say(request, _("日历地址已生成，旧地址（如有）已停用。"))
        return redirect("calendar-own")
    feed = feed_of(actor=request.own_actor)
    address = absolute(reverse("calendar-private", args=[feed.token])) if feed else ""
    context = {"feed": feed, "address": address, "webcal": "webcal://" + address.partition("://")[2] if address else ""}
    response = render(request, "notices/calendar.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def private(request: Any, token: str) -> HttpResponse:
    """A person's own calendar: whoever knows the address may read it."""
    return _calendar(request, read_feed(token=token, now=timezone.now()), cache="private, no-cache")


@require_safe
def public(request: Any, kind: str, slug: str) -> HttpResponse:
    """The calendar of a station or a series."""
    content = read_public_calendar(kind=kind, slug=slug, now=timezone.now())
    return _calendar(request, content, cache=f"public, max-age={PUBLIC_SECONDS}")


@login_required
@require_safe
def file(request: Any, kind: str, object_id: str) -> HttpResponse:
    """One event as a file."""
    content = read_calendar_file(actor=request.own_actor, kind=kind, object_id=int(object_id), now=timezone.now())
    response = _calendar(request, content, cache="private, no-cache")
    response["Content-Disposition"] = f'attachment; filename="{kind}-{object_id}.ics"'
    return response


def _calendar(request: Any, content: bytes, *, cache: str) -> HttpResponse:
    """The calendar, or 304 where the program has it already."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    known = [each.strip().removeprefix("W/") for each in request.headers.get("If-None-Match", "").split(",")]
    response = (
        HttpResponse(status=304) if tag in known or "*" in known else HttpResponse(content, content_type=MEDIA_TYPE)
    )
    response["ETag"], response["Cache-Control"] = tag, cache
    response["X-Robots-Tag"] = "noindex"
    return response
