"""Pages that belong to no area: refusals, failures, complaints, preferences."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from liangxin.core.errors import Refusal


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page of a refusal: 403, 404 or 422."""
    return render(request, f"{refusal.status}.html", {"refusal": refusal}, status=refusal.status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came without its token: the page stood open too long, or cookies are off."""
    return render(request, "403_csrf.html", status=403)


@require_GET
def complaints(request: HttpRequest) -> HttpResponse:
    """Where to complain or suggest."""
    context: dict[str, Any] = {"email": settings.COMPLAINTS_EMAIL, "address": settings.COMPLAINTS_ADDRESS}
    return render(request, "shared/complaints.html", context)
