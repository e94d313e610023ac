"""The page of an activity, and registering there."""

import secrets
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from liangxin.activities.rules import is_open
from liangxin.activities.selectors.activities import get_activity_by_slug
from liangxin.activities.selectors.public import PublicActivity, contingents_of, id_of, page_of, questions_asked
from liangxin.activities.selectors.registrations import clashes_of, my_registration
from liangxin.activities.services.groups import register_child
from liangxin.activities.services.registrations import Outcome, cancel_registration, register
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.web.happenings.cached import cached_page
from liangxin.web.happenings.forms import RegisterForm
from liangxin.web.shared.rendering import is_fragment, leave, say, warn

PAGE, PART = "happenings/activity.html", "happenings/_activity.html"


@require_safe
def activity(request: Any, slug: str) -> HttpResponse:
    """What it is, when and where, what is left, and the button."""
    if not request.user.is_authenticated and not is_fragment(request):
        return cached_page(request, slug, lambda left: _page(request, slug, left=left))
    return _page(request, slug)


def _page(request: Any, slug: str, *, left: str = "") -> HttpResponse:
    found = page_of(slug=slug)
    if found is None:
        if not request.user.is_authenticated:
            raise NotFound()
        reached = get_activity_by_slug(actor=request.own_actor, slug=slug)
        found = page_of(slug=slug, known=reached.pk)
    if found is None:
        raise NotFound()
    return render(request, PART if is_fragment(request) else PAGE, _context(request, found, left))


def _context(request: Any, found: PublicActivity, left: str) -> dict[str, Any]:
    now, own, clashes = timezone.now(), None, None
    if request.user.is_authenticated:
        own = my_registration(actor=request.own_actor, activity_id=found.pk)
        if own is None and found.ends_at > now:
            clashes = clashes_of(
                actor=request.own_actor, activity_id=found.pk, since=found.starts_at, until=found.ends_at
            )
    return {
        "activity": found, "own": own, "clashes": clashes, "key": secrets.token_urlsafe(12),
        "is_open": found.status == "published"
        and is_open(now=now, opens_at=found.opens_at, closes_at=found.closes_at, late_until=found.late_until),
        "left": left or found.left, "is_full": found.is_full, "opens_later": found.opens_at > now,
        "is_over": found.ends_at <= now,
        "contingents": contingents_of(activity_id=found.pk) if found.has_contingents else [],
        "questions": questions_asked(activity_id=found.pk) if found.asks_questions else [],
    }  # fmt: skip


@login_required
@require_POST
def register_here(request: Any, slug: str) -> HttpResponse:
    """Take a place, or a place in the line."""
    form = RegisterForm(request.POST)
    here = reverse("activity-page", args=[slug])
    if not form.is_valid():
        warn(request, _("请刷新页面后再报名。"))
        return leave(request, here)
    values, now = form.values(), timezone.now()
    try:
        if form.cleaned_data["child"]:
            outcome = register_child(
                actor=request.own_actor, activity_id=slug, child=form.cleaned_data["child"],
                consents=form.cleaned_data["consent"], now=now, **values,
            )  # fmt: skip
        else:
            outcome = register(actor=request.own_actor, activity_id=slug, now=now, **values)
    except RuleBroken as refusal:
        return _refused(request, refusal, here)
    say(request, _said(outcome))
    return leave(request, here)


@login_required
@require_POST
def cancel_here(request: Any, slug: str) -> HttpResponse:
    """Give one's own place back."""
    here = reverse("activity-page", args=[slug])
    own = my_registration(actor=request.own_actor, activity_id=id_of(slug=slug))
    if own is None:
        raise NotFound()
    try:
        cancel_registration(actor=request.own_actor, registration_id=own.pk, now=timezone.now())
    except RuleBroken as refusal:
        return _refused(request, refusal, here)
    say(request, _("已取消报名，名额给下一位。"))
    return leave(request, here)


def _refused(request: HttpRequest, refusal: RuleBroken, here: str) -> HttpResponse:
    """htmx shows the sentence where one is; without it the page is shown again, which says how things stand."""
    if is_fragment(request):
        raise refusal
    warn(request, str(refusal))
    return HttpResponseRedirect(here)


def _said(outcome: Outcome) -> str:
    if outcome.position is not None:
        return _("名额已满，您在候补第 {position} 位，轮到您会通知。").format(position=outcome.position)
    return _("报名成功。来不了请提前取消。")
