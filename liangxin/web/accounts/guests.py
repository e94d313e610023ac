"""Residents let themselves in: number, code, a name to be called by. Nothing on the way tells whether a number is known."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liangxin.accounts.services.guests import close_own_account, register_guest, rename_guest
from liangxin.core.crypto import Undecipherable, decrypt, encrypt
from liangxin.core.logs import client_address
from liangxin.notifications.services.codes import may_send_codes
from liangxin.people.services.guests import ask_code, enter_by_code, mobile
from liangxin.web.accounts.guest_forms import CalledForm, CodeForm, NameForm, NumberForm
from liangxin.web.accounts.wechat import may_enter_by_wechat
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, leave, next_address, posted, say

ON_THE_WAY = "guest_on_the_way"  # the session's key
PROOF_HOLDS = timedelta(minutes=15)
BOUND_TO = "session.guest"


@require_http_methods(["GET", "POST"])
def join(request: Any) -> HttpResponse:
    """My number: a code goes there, or the station's keeper tells it."""
    if request.user.is_authenticated:
        return redirect(next_address(request, reverse("me")))
    by_sms = may_send_codes()
    form = NumberForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            number, now = mobile(form.cleaned_data["phone"]), timezone.now()
            if by_sms:
                ask_code(phone=number, address=client_address.get() or "", now=now)
            _set_out(request, number)
            return leave(request, reverse("guest-code"))
    context = {
        "form": form, "by_sms": by_sms, "next": next_address(request, ""),
        "wechat": may_enter_by_wechat(request.headers.get("User-Agent", "")),
    }  # fmt: skip
    return answer(request, "accounts/join.html", "accounts/_join.html", context, form=form)


@require_http_methods(["GET", "POST"])
def code(request: Any) -> HttpResponseBase:
    """The code: into the account of the number, or on to a name where there is none."""
    number = _number(request)
    if request.user.is_authenticated or number is None:
        return redirect("guest-join")
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            now = timezone.now()
            user = enter_by_code(
                phone=number, code=form.cleaned_data["code"], address=client_address.get() or "", now=now
            )
            if user is not None:
                return _enter(request, user)
            request.session[ON_THE_WAY] = {**request.session[ON_THE_WAY], "proven": now.isoformat()}
            return leave(request, reverse("guest-name"))
    context = {"form": form, "by_sms": may_send_codes(), "tail": number[-4:]}
    return answer(request, "accounts/join_code.html", "accounts/_join_code.html", context, form=form)


@require_http_methods(["GET", "POST"])
def name(request: Any) -> HttpResponseBase:
    """How one wants to be called; then the account is there."""
    number = _number(request)
    if request.user.is_authenticated or number is None or not _is_proven(request, timezone.now()):
        return redirect("guest-join")
    form = NameForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            user = register_guest(
                name=form.cleaned_data["name"], phone=number, way="code", language=get_language() or "zh-hans",
                now=timezone.now(),
            )  # fmt: skip
            return _enter(request, user)
    return answer(request, "accounts/join_name.html", "accounts/_join_name.html", {"form": form}, form=form)


@login_required
@require_http_methods(["GET", "POST"])
def rename(request: Any) -> HttpResponse:
    """Be called otherwise."""
    form = CalledForm(posted(request), initial={"name": request.user.display_name})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            rename_guest(user=request.user, name=form.cleaned_data["name"])
            say(request, _("已改好。"))
            return leave(request, reverse("account-settings"))
    return answer(request, "accounts/rename.html", "accounts/_rename.html", {"form": form}, form=form)


@login_required
@require_http_methods(["GET", "POST"])
def close(request: Any) -> HttpResponse:
    """A guest leaves: asked once, then name and number are deleted."""
    if request.method == "POST":
        close_own_account(user=request.user, now=timezone.now())
        logout(request)
        return redirect(reverse("portal-home"))
    return render(request, "accounts/close.html", {})


def _set_out(request: Any, number: str) -> None:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    request.session[ON_THE_WAY] = {"number": encrypt(number, bound_to=BOUND_TO), "next": wanted if safe else ""}


def _number(request: Any) -> str | None:
    """The number of this visitor, from the step before; None where there was none."""
    try:
        return decrypt(request.session[ON_THE_WAY]["number"], bound_to=BOUND_TO)
    except (KeyError, TypeError, Undecipherable):
        return None


def _is_proven(request: Any, now: datetime) -> bool:
    proven = request.session[ON_THE_WAY].get("proven", "")
    return bool(proven) and now - datetime.fromisoformat(proven) < PROOF_HOLDS


def _enter(request: Any, user: Any) -> HttpResponseBase:
    wanted = request.session.pop(ON_THE_WAY, {}).get("next") or reverse("me")
    entered: HttpResponseBase = perform_login(
        request,
        Login(user=user, email_verification="none", redirect_url=wanted),  # type: ignore[arg-type]
    )
    address = entered.headers.get("Location", "")
    return leave(request, address) if address else entered
