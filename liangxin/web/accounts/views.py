"""The acting role, preferences, one's own account, the desk's home."""

from typing import Any

from allauth.account import views as allauth_views
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liangxin.access.selectors import actor_for, list_grants_of
from liangxin.accounts.choices import Language, Theme
from liangxin.accounts.services.accounts import change_preferences
from liangxin.web.shared.context import TEXT_COOKIE, THEME_COOKIE
from liangxin.web.shared.middleware import GRANT
from liangxin.web.shared.pending import grouped, numbers_of, pending_of
from liangxin.web.shared.rendering import back, is_fragment, next_address, say

A_YEAR = 365 * 24 * 3600  # seconds
LANGUAGE_COOKIE = "django_language"


@login_required
@require_GET
def home(request: Any) -> HttpResponse:
    """What waits for me, and the numbers of my node."""
    today = timezone.localdate()
    at_work = request.actor.grant_id is not None
    pending = pending_of(request.actor, today) if at_work else []
    context = {
        "today": today,
        "pending": pending,
        "groups": grouped(pending, today),
        "numbers": numbers_of(request.actor, today) if at_work else [],
    }
    return render(request, "accounts/home.html", context)


@login_required
@require_POST
def choose_acting(request: Any) -> HttpResponse:
    """Act under another of one's grants from now on. A grant that is not one's own is not found."""
    given = request.POST.get("grant", "")
    grant_id = int(given) if given.isdigit() and len(given) < 19 else 0
    actor = actor_for(user=request.user, grant_id=grant_id, today=timezone.localdate())
    request.session[GRANT] = actor.grant_id
    say(request, _("现在以 {acting} 身份做事。").format(acting=actor.acting_as))
    return back(request, reverse("desk-home"))


@require_POST
def set_preference(request: Any) -> HttpResponse:
    """Theme, size of text, language: kept in a cookie, and with the account where one is signed in."""
    theme, text, language = (request.POST.get(name, "") for name in ("theme", "text", "language"))
    response: HttpResponse = HttpResponse(status=204) if is_fragment(request) else back(request, "/")
    for cookie, value, known in (
        (THEME_COOKIE, theme, Theme.values),
        (TEXT_COOKIE, text, ["normal", "large"]),
        (LANGUAGE_COOKIE, language, Language.values),
    ):
        if value in known:
            response.set_cookie(
                cookie, value, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
            )
    if request.user.is_authenticated:
        user = request.user
        change_preferences(
            user=user,
            language=language if language in Language.values else user.language,
            theme=theme if theme in Theme.values else user.theme,
            large_text={"large": True, "normal": False}.get(text, user.large_text),
        )
    return response


@login_required
@require_GET
def settings_page(request: HttpRequest) -> HttpResponse:
    """Everything about one's own account."""
    return render(request, "accounts/settings.html", {})


@login_required
@require_GET
def grants_page(request: Any) -> HttpResponse:
    """The roles one may act under, and where they come from."""
    grants = list_grants_of(user=request.user, today=timezone.localdate())
    return render(request, "accounts/grants.html", {"grants": grants, "next": next_address(request, "")})


@require_GET
def forgotten(request: HttpRequest) -> HttpResponse:
    """What to do without the password: accounts have no e-mail that could be trusted, an administrator resets it."""
    return render(request, "accounts/forgotten.html", {})


@require_http_methods(["GET", "POST"])
def sign_out(request: Any) -> HttpResponse:
    """Leave; the browser forgets what it kept for this account: copies of pages, entries, drafts."""
    response: HttpResponse = allauth_views.logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"storage"'
    return response


@login_required
@require_POST
def sign_out_everywhere(request: Any) -> HttpResponse:
    """End every session of the account, this one last."""
    end_other_sessions(request, request.user)
    logout(request)
    return HttpResponseRedirect(reverse("account_login"))
