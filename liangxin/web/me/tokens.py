"""Tokens: programs that act for me. Made here, shown once, ended here."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liangxin.access.selectors import list_grants_of, tokens_of
from liangxin.access.services.tokens import end_token, make_token
from liangxin.web.me.forms import TokenForm
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, posted, say

MOST_SHOWN = 100
USUAL_LIFE = timedelta(days=90)


@login_required
@require_GET
def tokens(request: Any) -> HttpResponse:
    """Those that act, then those that have ended."""
    today = timezone.localdate()
    grants = {each.pk for each in list_grants_of(user=request.user, today=today)}
    rows = [
        {"token": each, "acts": each.ended_at is None and each.ends_on >= today and each.grant_id in {None, *grants}}
        for each in tokens_of(user=request.user)[:MOST_SHOWN]
    ]
    return render(request, "me/tokens.html", {"rows": sorted(rows, key=lambda row: not row["acts"])})


@login_required
@require_http_methods(["GET", "POST"])
@sensitive_variables("secret")
def new_token(request: Any) -> HttpResponse:
    """Make one; its secret is on the page that follows, and nowhere else."""
    now, today = timezone.now(), timezone.localdate()
    grants = list_grants_of(user=request.user, today=today)
    form = TokenForm(posted(request), grants=grants, initial={"ends_on": today + USUAL_LIFE, "may_write": "read"})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made, secret = make_token(actor=request.own_actor, user=request.user, new=form.new(), now=now, today=today)
            response = render(request, "me/token_secret.html", {"token": made, "secret": secret})
            response["Cache-Control"] = "no-store"
            return response
    return answer(request, "me/token_new.html", "me/_token_new.html", {"form": form}, form=form)


@login_required
@require_POST
def stop_token(request: Any, token_id: int) -> HttpResponse:
    """End one at once."""
    ended = end_token(actor=request.own_actor, token_id=token_id, now=timezone.now())
    say(request, _("令牌“{name}”已停用。").format(name=ended.name))
    return redirect("me-tokens")
