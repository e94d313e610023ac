"""One's own registration: the code for the door, giving it back, and a word afterwards."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangxin.activities.choices import LIVE, RegistrationStatus
from liangxin.activities.rules import EARLY_ENTRY
from liangxin.activities.selectors.own import get_own_registration, may_say, was_present
from liangxin.activities.selectors.registrations import positions_of
from liangxin.activities.services.afterwards import give_feedback
from liangxin.activities.services.attendance import own_code_of
from liangxin.activities.services.changes import confirm_again
from liangxin.activities.services.registrations import accept_offer, cancel_registration
from liangxin.core.calendars import MEDIA_TYPE, CalendarEvent, CalendarStatus, build_calendar, uid_of
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.papers.rendering import MEDIA_TYPE as PDF
from liangxin.core.papers.sheets import Certificate, certificate
from liangxin.core.qr import qr_svg
from liangxin.web.happenings.forms import FeedbackForm
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, posted, say, warn

if TYPE_CHECKING:
    from liangxin.activities.models import Registration

PAGE, PART = "happenings/registration.html", "happenings/_registration.html"


@login_required
@require_http_methods(["GET", "POST"])
def registration(request: Any, registration_id: int) -> HttpResponse:
    """How it stands, the code to show, what can be done; POST: a word afterwards."""
    now = timezone.now()
    own = get_own_registration(actor=request.own_actor, registration_id=registration_id)
    questions = may_say(registration=own, now=now)
    form = FeedbackForm(posted(request), questions=questions) if questions else None
    if request.method == "POST":
        if form is None:
            warn(request, _("现在不能评价，或者您已经评过。"))
            return redirect("my-registration", own.pk)
        if form.is_valid():
            with refusals_on(form):
                give_feedback(
                    actor=request.own_actor, registration_id=own.pk, answers=form.answers(),
                    today=timezone.localdate(now), now=now,
                )  # fmt: skip
                say(request, _("已收到，谢谢您。"))
                return _to(request, own)
    return answer(request, PAGE, PART, _context(own, form, now), form=form)


def _to(request: Any, own: "Registration") -> HttpResponse:
    address = reverse("my-registration", args=[own.pk])
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def _context(own: "Registration", form: Any, now: Any) -> dict[str, Any]:
    activity = own.activity
    is_ahead = activity.ends_at > now and activity.status == "published"
    at_door = is_ahead and own.status == RegistrationStatus.REGISTERED and activity.starts_at - EARLY_ENTRY <= now
    code = own_code_of(own, now=now) if at_door else ""
    return {
        "own": own, "activity": activity, "form": form, "is_ahead": is_ahead, "is_live": own.status in LIVE,
        "position": positions_of(activity_ids=[activity.pk]).get(own.pk) if own.status == "waiting" else None,
        "code": qr_svg(code, label=_("到场二维码")) if code else "", "code_text": code,
        "shows_code_from": activity.starts_at - EARLY_ENTRY,
        "may_print": not is_ahead and was_present(registration=own),
    }  # fmt: skip


@login_required
@require_POST
def cancel(request: Any, registration_id: int) -> HttpResponse:
    """Give the place, or the place in the line, back."""
    try:
        cancel_registration(actor=request.own_actor, registration_id=registration_id, now=timezone.now())
        say(request, _("已取消报名，名额给下一位。"))
    except RuleBroken as refusal:
        warn(request, str(refusal))
    return redirect("my-registration", registration_id)


@login_required
@require_POST
def accept(request: Any, registration_id: int) -> HttpResponse:
    """Take the place that is held."""
    try:
        accept_offer(actor=request.own_actor, registration_id=registration_id, now=timezone.now())
        say(request, _("名额是您的了。"))
    except RuleBroken as refusal:
        warn(request, str(refusal))
    return redirect("my-registration", registration_id)


@login_required
@require_POST
def confirm(request: Any, registration_id: int) -> HttpResponse:
    """Still coming, after time or place changed."""
    try:
        confirm_again(actor=request.own_actor, registration_id=registration_id, now=timezone.now())
        say(request, _("好，到时见。"))
    except RuleBroken as refusal:
        warn(request, str(refusal))
    return redirect("my-registration", registration_id)


@login_required
@require_safe
def calendar(request: Any, registration_id: int) -> HttpResponse:
    """The registration as a file for the phone's calendar; of a confidential kind only that one is away."""
    own = get_own_registration(actor=request.own_actor, registration_id=registration_id)
    activity, quiet = own.activity, own.activity.kind.is_confidential
    place = activity.station or activity.place
    event = CalendarEvent(
        uid=uid_of("registration", own.pk), title=_("预约") if quiet else activity.title, starts=activity.starts_at,
        ends=activity.ends_at, updated_at=own.placed_at or own.registered_at, private=quiet,
        location="" if quiet or place is None else f"{place.node.name} {activity.where}".strip(),
        url="" if quiet else request.build_absolute_uri(reverse("activity-page", args=[activity.slug])),
        status=_status(own),
    )  # fmt: skip
    response = HttpResponse(build_calendar([event]), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="activity-{activity.slug}.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


def _status(own: "Registration") -> CalendarStatus:
    if own.activity.status == "cancelled" or own.status not in LIVE:
        return CalendarStatus.CANCELLED
    return CalendarStatus.CONFIRMED if own.status == RegistrationStatus.REGISTERED else CalendarStatus.TENTATIVE


@login_required
@require_safe
def proof(request: Any, registration_id: int) -> HttpResponse:
    """The certificate of one who was there, as PDF."""
    now = timezone.now()
    own = get_own_registration(actor=request.own_actor, registration_id=registration_id)
    if own.activity.ends_at > now or not was_present(registration=own):
        raise NotFound()
    day = timezone.localtime(own.activity.starts_at).date()
    paper = certificate(
        Certificate(
            name=own.guest_name or (own.person.name if own.person else request.user.display_name),
            sentence=_("于 {day} 参加“{title}”。").format(day=date_format(day, "DATE_FORMAT"), title=own.activity.title),
            issuer=own.activity.organiser.node.name, day=date_format(timezone.localdate(now), "DATE_FORMAT"),
        )
    )  # fmt: skip
    response = HttpResponse(paper, content_type=PDF)
    response["Content-Disposition"] = f'attachment; filename="certificate-{own.pk}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
