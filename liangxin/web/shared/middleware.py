"""Between the street and the views: an id for the request, who acts, and refusals as pages."""

import re
import secrets
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any
from urllib.parse import urlencode, urlsplit

import pghistory
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation

from liangxin.access.selectors import actor_for, default_actor, nobody, own_actor
from liangxin.core.errors import NotFound, Refusal
from liangxin.core.logs import client_address, request_id
from liangxin.web.shared.pending import forget_brief
from liangxin.web.shared.rendering import is_fragment, notice_header
from liangxin.web.shared.views import refused

Answer = Callable[[HttpRequest], HttpResponse]

GRANT = "acting_grant"  # the session's key
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
REQUEST_ID_PATTERN = re.compile(r"[A-Za-z0-9-]{8,40}")
WITH_FIRST_PASSWORD = {"account_change_password", "account_logout", "preference-set", "set_language", "complaints"}


class RequestIdMiddleware:
    """Gives each request an id (a proxy's is kept), for logs, audit and X-Request-ID; notes the address."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        chosen = given if REQUEST_ID_PATTERN.fullmatch(given) else secrets.token_hex(8)
        request_id.set(chosen)  # not reset: what is logged about the answer afterwards belongs to it too
        client_address.set(request.META.get("REMOTE_ADDR") or None)
        response = self.get_response(request)
        response["X-Request-ID"] = chosen
        return response


class ActorMiddleware:
    """Sets request.actor (the one grant chosen in this session) and request.own_actor; history knows both."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.actor = request.own_actor = nobody()
        if not request.user.is_authenticated:
            return self.get_response(request)
        self._become(request)
        translation.activate(request.user.language)
        request.LANGUAGE_CODE = translation.get_language()
        with self._history(request):
            response = self.get_response(request)
        if request.method not in SAFE_METHODS and request.actor.grant_id is not None:
            forget_brief(request.actor, timezone.localdate())
        return response

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Nobody goes on with a first password: it has been on paper."""
        if request.user.is_authenticated and request.user.must_change_password:
            name = request.resolver_match.url_name if request.resolver_match else ""
            if name not in WITH_FIRST_PASSWORD:
                return redirect("account_change_password")
        return None

    def _become(self, request: Any) -> None:
        today = timezone.localdate()
        request.own_actor = own_actor(user=request.user)
        grant_id = request.session.get(GRANT)
        if grant_id is not None:
            try:
                request.actor = actor_for(user=request.user, grant_id=grant_id, today=today)
                return
            except NotFound:  # the grant ended since
                del request.session[GRANT]
        request.actor = default_actor(user=request.user, today=today)
        if request.actor.grant_id is not None:
            request.session[GRANT] = request.actor.grant_id

    def _history(self, request: Any) -> Any:
        if request.method in SAFE_METHODS:
            return nullcontext()
        return pghistory.context(
            user=request.user.pk,
            user_name=request.user.display_name,
            acting_as=request.actor.acting_as,
            role=request.actor.role_name,
            node=request.actor.node_id,
            address=client_address.get(),
            request_id=request_id.get(),
        )


class RefusalMiddleware:
    """Turns a Refusal that no view caught into its page (404, 403, 422), or into a notice where htmx asked.

    It also carries what was said to htmx, which does not load a next page.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_fragment(request) and response.headers.get("Location", "").startswith(reverse("account_login")):
            return _to_sign_in(request)
        if is_fragment(request) and "HX-Redirect" not in response and response.status_code < 300:
            said = list(messages.get_messages(request))
            if said:
                kind = "refused" if said[-1].level >= messages.ERROR else "done"
                response["HX-Trigger"] = notice_header(str(said[-1]), undo=said[-1].extra_tags or "", kind=kind)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        if is_fragment(request):
            response = HttpResponse(status=exception.status)
            response["HX-Reswap"] = "none"
            response["HX-Trigger"] = notice_header(str(exception), kind="refused")
            return response
        return refused(request, exception)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """The session ended while the page stood open: the whole page goes to sign in and comes back, not the fragment."""
    here = urlsplit(request.headers.get("HX-Current-URL", ""))
    came_from = here._replace(scheme="", netloc="").geturl() or request.get_full_path()
    return HttpResponse(headers={"HX-Redirect": f"{reverse('account_login')}?{urlencode({'next': came_from})}"})
