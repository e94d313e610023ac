"""Installing the portal as a web app, and reading what was last seen without a network.

Only public pages read without an account are kept; signing in or out throws them away.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

KEPT = 3_600  # seconds that a browser may keep the manifest


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What the installed app is called and looks like."""
    described: dict[str, Any] = {
        "name": settings.SITE_NAME, "short_name": settings.SITE_NAME, "description": _("身边的党群服务站"),
        "lang": "zh-CN", "start_url": reverse("portal-home"), "scope": "/", "display": "standalone",
        "background_color": "#f7f8fa", "theme_color": "#f7f8fa",
        "icons": [{"src": static("liangxin/mark.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    }  # fmt: skip
    response = JsonResponse(described, content_type="application/manifest+json")
    response["Cache-Control"] = f"public, max-age={KEPT}"
    return response


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker, at the root so that it serves every public page; browsers ask for it each time."""
    context = {
        "offline": reverse("portal-offline"), "logout": reverse("account_logout"), "login": reverse("account_login"),
        "assets": [static("liangxin/liangxin.css"), static("vendor/tabler.min.css"), static("vendor/tabler-icons.css")],
    }  # fmt: skip
    response = render(request, "portal/sw.js", context, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Shown where there is no network and the page was not seen before."""
    response = render(request, "portal/offline.html")
    response["Cache-Control"] = "private, no-cache"
    if not request.user.is_authenticated:
        response["X-Liangxin-Public"] = "1"
    return response
