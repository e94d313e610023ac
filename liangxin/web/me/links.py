"""A guest asks to be linked to their record: first the organisation, then a name."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from liangxin.organisations.selectors.organisations import get_public, list_public
from liangxin.people.selectors import get_link, list_links
from liangxin.people.services.links import ask_link, withdraw_link
from liangxin.search.selectors import matching_ids
from liangxin.web.me.forms import LinkForm
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, posted, say

MOST_ORGANISATIONS = 12
MOST_SHOWN = 10


@login_required
@require_http_methods(["GET", "POST"])
def link(request: Any) -> HttpResponse:
    """My requests, and a new one."""
    today = timezone.localdate()
    slug = request.POST.get("organisation") or request.GET.get("organisation", "")
    if not slug:
        return _where(request, today)
    organisation = get_public(slug=slug, today=today)
    form = LinkForm(posted(request), initial={"organisation": slug})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            ask_link(
                actor=request.own_actor, node=organisation.node, name=form.cleaned_data["name"],
                note=form.cleaned_data["note"], now=timezone.now(),
            )  # fmt: skip
            say(request, _("已送出，请等{name}核对。").format(name=organisation.node.name))
            return redirect("me-link")
    context = {"form": form, "organisation": organisation}
    return answer(request, "me/link.html", "me/_link.html", context, form=form)


def _where(request: Any, today: Any) -> HttpResponse:
    text = " ".join(request.GET.get("q", "").split())[:100]
    found = []
    if text:
        hits = matching_ids(kind="organisation", text=text)
        found = list(list_public(today=today).filter(pk__in=hits)[:MOST_ORGANISATIONS])
    asked = list(list_links(actor=request.own_actor, waiting=False).order_by("-asked_at")[:MOST_SHOWN])
    return render(request, "me/link_where.html", {"text": text, "found": found, "asked": asked})


@login_required
@require_POST
def withdraw(request: Any, request_id: int) -> HttpResponse:
    """Take one's request back."""
    found = get_link(actor=request.own_actor, request_id=request_id)
    withdraw_link(actor=request.own_actor, request=found, now=timezone.now())
    say(request, _("已撤回。"))
    return redirect("me-link")
