"""A series with its dates and a subscription; a campaign with what belongs to it."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from liangxin.activities.selectors.activities import ActivityFilter
from liangxin.activities.selectors.afterwards import share_of
from liangxin.activities.selectors.around import get_public_campaign, get_public_series, is_subscribed
from liangxin.activities.selectors.public import list_public
from liangxin.activities.services.series import subscribe, unsubscribe
from liangxin.core.errors import RuleBroken
from liangxin.web.happenings.listing import days_of
from liangxin.web.shared.rendering import say, warn

MOST_DATES, MOST_OF_CAMPAIGN = 24, 60


@require_safe
def series(request: Any, slug: str) -> HttpResponse:
    """The dates to come, being told of each, and the calendar that anyone may subscribe to."""
    now, found = timezone.now(), get_public_series(slug=slug)
    rows = list_public(now=now, asked=ActivityFilter(series_id=found.pk))[:MOST_DATES]
    context = {
        "series": found, "days": days_of(rows, now), "today": timezone.localdate(now),
        "subscribed": request.user.is_authenticated and is_subscribed(actor=request.own_actor, series=found),
        "calendar_url": reverse("calendar-public", args=["series", found.slug]),
    }  # fmt: skip
    return render(request, "happenings/series.html", context)


@login_required
@require_POST
def follow(request: Any, slug: str) -> HttpResponse:
    """Be told of every date, or (stop) no more."""
    found, now = get_public_series(slug=slug), timezone.now()
    try:
        if request.POST.get("stop"):
            unsubscribe(actor=request.own_actor, series=found, now=now)
            say(request, _("不再通知您这个系列的新场次。"))
        else:
            subscribe(actor=request.own_actor, series=found, now=now)
            say(request, _("有新场次时通知您。"))
    except RuleBroken as refusal:
        warn(request, str(refusal))
    return redirect("activity-series", slug)


@require_safe
def campaign(request: Any, slug: str) -> HttpResponse:
    """What belongs to it and is still to come, and how much of it grew from below (#152)."""
    now, found = timezone.now(), get_public_campaign(slug=slug)
    rows = list_public(now=now, asked=ActivityFilter(campaign_id=found.pk))[:MOST_OF_CAMPAIGN]
    context = {
        "campaign": found, "days": days_of(rows, now), "today": timezone.localdate(now),
        "share": share_of(campaign=found), "last_on": found.during.upper - timedelta(days=1),
    }  # fmt: skip
    return render(request, "happenings/campaign.html", context)
