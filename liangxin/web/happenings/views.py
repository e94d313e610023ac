"""The page of an activity, and registering there."""

import secrets
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from liangxin.activities.choices import Audience
from liangxin.activities.rules import ANSWER_PURPOSE, is_open
from liangxin.activities.selectors.activities import get_activity_by_slug
from liangxin.activities.selectors.public import (
    PublicActivity,
    contingents_of,
    id_of,
    next_of_series,
    page_of,
    public_photos,
    public_report,
    questions_asked,
    sessions_of,
    stops_of,
)
from liangxin.activities.selectors.registrations import clashes_of, my_children, my_registration
from liangxin.activities.services.entry import AnswerValues
from liangxin.activities.services.groups import register_child
from liangxin.activities.services.registrations import Outcome, cancel_registration, register
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.files.services.uploads import keep_file
from liangxin.web.happenings import listing
from liangxin.web.happenings.cached import cached_page
from liangxin.web.happenings.events import event_data
from liangxin.web.happenings.forms import RegisterForm
from liangxin.web.shared.rendering import is_fragment, leave, say, warn

PAGE, PART = "happenings/activity.html", "happenings/_activity.html"
FEW, MOST_DATES = 5, 3  # places that are few; other dates of a series shown


@require_safe
def activity(request: Any, slug: str) -> HttpResponse:
    """What it is, when and where, what is left, and the button."""
    if not request.user.is_authenticated and not is_fragment(request):
        return cached_page(request, slug, lambda left: _page(request, slug, left=left))
    return _page(request, slug)


def _page(request: Any, slug: str, *, left: str = "") -> HttpResponse:
    found = _found(request, slug)
    return render(request, PART if is_fragment(request) else PAGE, _context(request, found, left))


def _found(request: Any, slug: str) -> PublicActivity:
    found = page_of(slug=slug)
    if found is None and request.user.is_authenticated:
        reached = get_activity_by_slug(actor=request.own_actor, slug=slug)
        found = page_of(slug=slug, known=reached.pk)
    if found is None:
        raise NotFound()
    return found


def _context(request: Any, found: PublicActivity, left: str) -> dict[str, Any]:
    now, signed_in = timezone.now(), request.user.is_authenticated
    own = my_registration(actor=request.own_actor, activity_id=found.pk) if signed_in else None
    takes = found.status == "published" and is_open(
        now=now, opens_at=found.opens_at, closes_at=found.closes_at, late_until=found.late_until
    )
    may_join = takes and own is None and (not found.is_full or found.has_waiting_list)
    return {
        "activity": found, "own": own, "key": secrets.token_urlsafe(12), "is_open": takes, "may_join": may_join,
        "left": left or found.left, "is_full": found.is_full, "is_short": 0 < (found.left or 0) <= FEW,
        "opens_later": found.opens_at > now, "is_over": found.ends_at <= now, "has_begun": found.starts_at <= now,
        "audience": Audience(found.audience).label, "ahead": found.waiting + 1, "refusal": "", "given_contingent": "",
        "given_child": "",
        "shows_form": may_join and signed_in and "form" in request.GET,
        **_parts(found, now), **_asked(request, found, may_join=may_join and signed_in),
    }  # fmt: skip


def _parts(found: PublicActivity, now: datetime) -> dict[str, Any]:
    """What only some activities have, each read only where it is there."""
    starts, ends = timezone.localtime(found.starts_at), timezone.localtime(found.ends_at)
    contingents: list[Any] = contingents_of(activity_id=found.pk) if found.has_contingents else []
    for one in contingents:
        one.left = max(one.capacity - one.taken, 0)
        one.share = 100 * one.taken // one.capacity if one.capacity else 100
    first = next((one.pk for one in [*filter(lambda one: one.left, contingents), *contingents]), None)
    dates = next_of_series(slug=found.series_slug, now=now, most=MOST_DATES + 1) if found.series_slug else []
    return {
        "day": starts.date(), "ends_same_day": starts.date() == ends.date(),
        "minutes": int((found.ends_at - found.starts_at).total_seconds() // 60), "contingents": contingents, "first": first,
        "dates": [listing.row_of(one, now) for one in dates if one.slug != found.slug][:MOST_DATES],
        "sessions": sessions_of(activity_id=found.pk) if found.shape == "sessions" else [],
        **_told(found), "data": event_data(found),
        "stops": stops_of(activity_id=found.pk) if found.shape == "tour" else [],
    }  # fmt: skip


def _told(found: PublicActivity) -> dict[str, Any]:
    """What became of it, where its report is public (#198)."""
    if not found.has_report:
        return {"report": None, "photos": []}
    return {"report": public_report(activity_id=found.pk), "photos": public_photos(activity_id=found.pk)}


def _asked(request: Any, found: PublicActivity, *, may_join: bool) -> dict[str, Any]:
    """What the sheet asks and names before one registers, for one who signed in."""
    actor = request.own_actor
    children = my_children(actor=actor, activity_id=found.pk) if found.for_minors and actor.user_id else []
    if not may_join:
        return {"clashes": [], "questions": [], "children": children}
    clashes = clashes_of(actor=actor, activity_id=found.pk, since=found.starts_at, until=found.ends_at)
    questions: list[Any] = questions_asked(activity_id=found.pk) if found.asks_questions else []
    for one in questions:
        one.given = request.POST.get(f"answer-{one.pk}", "")
    return {"clashes": clashes, "questions": questions, "children": children}


@login_required
@require_POST
def register_here(request: Any, slug: str) -> HttpResponse:
    """Take a place, or a place in the line; then to one's own registration."""
    form = RegisterForm(request.POST, request.FILES)
    here = reverse("activity-page", args=[slug])
    if not form.is_valid():
        warn(request, _("请刷新页面后再报名。"))
        return leave(request, here)
    now = timezone.now()
    try:
        outcome = _registered(request, slug, form, now)
    except RuleBroken as refusal:
        if refusal.field:
            return _asked_again(request, slug, str(refusal))
        return _refused(request, refusal, here)
    say(request, _said(outcome))
    return leave(request, reverse("my-registration", args=[outcome.registration_id]))


def _registered(request: Any, slug: str, form: RegisterForm, now: datetime) -> Outcome:
    values = form.values()
    for question_id, upload in form.uploads():
        file = keep_file(
            actor_user_id=request.user.pk, upload=upload, name=upload.name or "", purpose=ANSWER_PURPOSE, now=now
        )
        values["answers"].append(AnswerValues(question_id, file=file))
    if form.cleaned_data["child"]:
        return register_child(
            actor=request.own_actor, activity_id=slug, child=form.cleaned_data["child"],
            consents=form.cleaned_data["consent"], now=now, **values,
        )  # fmt: skip
    return register(actor=request.own_actor, activity_id=slug, now=now, **values)


def _asked_again(request: Any, slug: str, refusal: str) -> HttpResponse:
    """The page with the sheet open, what was entered kept, and what is wrong said first."""
    found = _found(request, slug)
    context = _context(request, found, "")
    context.update(
        refusal=refusal, shows_form=True, given_contingent=request.POST.get("contingent", ""),
        given_child=request.POST.get("child", ""), key=request.POST.get("key", ""),
    )  # fmt: skip
    return render(request, PAGE, context, status=422)


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
