"""What anybody does: write, and read the answer."""

from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liangxin.core.errors import NotFound
from liangxin.places.choices import FeedbackKind, PlaceLevel
from liangxin.places.selectors import feedback_by_code, get_public_place, own_feedback, public_places
from liangxin.places.services.feedback import NewFeedback, index_of_code, send_feedback
from liangxin.web.feedback.forms import CodeForm, FeedbackForm
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import posted

MOST_SHOWN = 100


@require_http_methods(["GET", "POST"])
def send(request: Any) -> HttpResponse:
    """Where to complain or suggest; POST sends."""
    page = request.POST.get("page") or request.GET.get("page", "")
    places = _places(page)
    form = FeedbackForm(posted(request), places=[(slug, name) for slug, name in places], initial={"page": page})
    if request.method == "POST" and form.is_valid():
        if not _within_limits(request):
            form.add_error(None, _("送得太多了，请过一会儿再试。"))
        else:
            with refusals_on(form):
                return _sent(request, form)
    context = {
        "form": form, "email": settings.COMPLAINTS_EMAIL, "address": settings.COMPLAINTS_ADDRESS, "may_write": bool(places),
    }  # fmt: skip
    return render(request, "feedback/send.html", context, status=422 if form.errors else 200)


def _sent(request: Any, form: FeedbackForm) -> HttpResponse:
    given = form.cleaned_data
    new = NewFeedback(
        place=get_public_place(slug=given["place"], today=timezone.localdate()), kind=FeedbackKind(given["kind"]),
        words=given["words"], page=given["page"], contact=given["contact"],
    )  # fmt: skip
    sent = send_feedback(actor=request.own_actor, new=new, now=timezone.now())
    response = render(request, "feedback/sent.html", {"sent": sent, "signed_in": request.user.is_authenticated})
    response["Cache-Control"] = "no-store"
    return response


def _places(page: str) -> list[tuple[str, str]]:
    """To whom one may write: the place whose page it was, and the districts."""
    today = timezone.localdate()
    found = [
        (place.node.slug, place.node.name) for place in public_places(today=today, levels=[PlaceLevel.REGION])[:50]
    ]
    try:
        match = resolve(page.split("?")[0])
        if match.url_name == "portal-place":
            place = get_public_place(slug=match.kwargs["slug"], today=today)
            own = (place.node.slug, place.node.name)
            return [own, *(one for one in found if one != own)]
    except (Resolver404, NotFound):
        pass
    return found


def _within_limits(request: Any) -> bool:
    if request.user.is_authenticated and not ratelimit.consume(request, action="feedback_account"):
        return False
    return bool(ratelimit.consume(request, action="feedback"))


@require_http_methods(["GET", "POST"])
def by_code(request: Any) -> HttpResponse:
    """The answer, for whoever holds the code."""
    form, found = CodeForm(posted(request)), None
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="feedback_code"):
            form.add_error(None, _("试得太多次了，请过一会儿再试。"))
        else:
            try:
                found = feedback_by_code(code_index=index_of_code(form.cleaned_data["code"]))
            except NotFound:
                form.add_error("code", _("没有这个查询码，请核对后再试。"))
    response = render(
        request, "feedback/by_code.html", {"form": form, "one": found}, status=422 if form.errors else 200
    )
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_GET
def mine(request: Any) -> HttpResponse:
    """What I sent, and what was answered."""
    sent = list(own_feedback(user_id=request.user.pk)[:MOST_SHOWN])
    return render(request, "feedback/mine.html", {"sent": sent})
