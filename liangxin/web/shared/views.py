"""Pages that belong to no area: refusals, failures, preferences."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from liangxin.core.errors import NotFound, Refusal
from liangxin.web.shared.picks import MOST_OPTIONS, PICK_KINDS


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page of a refusal: 403, 404 or 422."""
    return render(request, f"{refusal.status}.html", {"refusal": refusal}, status=refusal.status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came without its token: the page stood open too long, or cookies are off."""
    return render(request, "403_csrf.html", status=403)


LONGEST_ASKED = 60  # characters


@login_required
@require_GET
def pick(request: Any, kind: str) -> HttpResponse:
    """The options of a picker, within the actor's scope."""
    if kind not in PICK_KINDS:
        raise NotFound()
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_ASKED]
    list_id = "".join(part for part in request.GET.get("list", "") if part.isalnum() or part in "_-")[:80] or "options"
    picks = PICK_KINDS[kind].find(request.actor, text, MOST_OPTIONS)
    return render(request, "shared/_options.html", {"picks": picks, "list_id": list_id})
