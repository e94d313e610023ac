"""How one wants to be reached, and having no more of it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from liangxin.core.errors import NotFound
from liangxin.notifications.choices import Channel
from liangxin.notifications.links import read_unsubscribe
from liangxin.notifications.registry import DIGEST_KIND, GROUPS
from liangxin.notifications.selectors import preferences_of
from liangxin.notifications.services.preferences import keep_preferences, unsubscribe
from liangxin.web.notices.forms import PreferencesForm
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, posted, say


@login_required
@require_http_methods(["GET", "POST"])
def preferences(request: Any) -> HttpResponse:
    """Channels by group, quiet hours, digest, reminders."""
    kept = preferences_of(actor=request.own_actor)
    form = PreferencesForm(posted(request), preferences=kept)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            keep_preferences(actor=request.own_actor, wishes=form.wishes())
            say(request, _("已按您的选择发送通知。"))
            return redirect("notice-settings")
    context = {
        "form": form, "rows": form.rows(), "channels": kept.channels,
        "unreachable": [channel.label for channel in kept.channels if not kept.reachable[channel]],
        "mail_offered": Channel.EMAIL in kept.channels,
    }  # fmt: skip
    return answer(request, "notices/settings.html", "notices/_settings.html", context, form=form)


@csrf_exempt  # a mail program posts here by itself (RFC 8058); the signature in the address is what counts
@require_http_methods(["GET", "POST"])
def unsubscribe_by_link(request: Any, token: str) -> HttpResponse:
    """Turn off what a message came from, without signing in. Opening the address alone changes nothing."""
    asked = read_unsubscribe(token)
    if asked is None or asked.channel not in Channel.values:
        raise NotFound()
    done = request.method == "POST"
    if done:
        unsubscribe(asked=asked, now=timezone.now())
    everything = asked.group == DIGEST_KIND.code
    group = "" if everything or asked.group not in GROUPS else GROUPS[asked.group].label
    context = {"done": done, "token": token, "group": group, "channel": Channel(asked.channel).label}
    return render(request, "notices/unsubscribe.html", context)
