"""Programs that hear of events."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liangxin.access.services.require import require
from liangxin.core.errors import NotFound
from liangxin.notifications.choices import WebhookState
from liangxin.notifications.permissions import Permission
from liangxin.notifications.selectors import get_webhook, list_webhook_deliveries, list_webhooks
from liangxin.notifications.services.webhooks import (
    change_webhook,
    remove_webhook,
    renew_secret,
    send_again,
    subscribe_webhook,
)
from liangxin.web.notices.forms import WebhookChangeForm, WebhookForm
from liangxin.web.shared.lists import Column, ListPage, MultiChoiceFilter
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import posted, say
from liangxin.web.shared.templatetags import lx

TONES = {WebhookState.SENT: "done", WebhookState.FAILED: "over", WebhookState.WAITING: "due"}
SHOWN = 10  # newest deliveries on the record page


@login_required
@require_GET
def webhook_list(request: Any) -> HttpResponse:
    """All of them: at most fifty."""
    require(request.actor, Permission.WEBHOOK_ADMINISTER, scope=None)
    return render(request, "notices/webhooks.html", {"webhooks": list_webhooks(actor=request.actor)})


@login_required
@require_http_methods(["GET", "POST"])
def new_webhook(request: Any) -> HttpResponse:
    """Subscribe a program; its secret is shown once."""
    require(request.actor, Permission.WEBHOOK_ADMINISTER, scope=None)
    form = WebhookForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made, secret = subscribe_webhook(
                actor=request.actor, values=form.values(is_active=True), now=timezone.now()
            )
            return _secret(request, made, secret)
    return render(request, "notices/webhook_new.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def webhook_record(request: Any, webhook_id: int) -> HttpResponse:
    """One of them: change it, look at what went out last."""
    found = get_webhook(actor=request.actor, webhook_id=webhook_id)
    initial = {"name": found.name, "url": found.url, "event_names": found.event_names, "is_active": found.is_active}
    form = WebhookChangeForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            values = form.values(is_active=form.cleaned_data["is_active"])
            change_webhook(actor=request.actor, webhook=found, values=values, now=timezone.now())
            say(request, _("{name} 已改。").format(name=values.name))
            return redirect("webhook", found.pk)
    newest = list(list_webhook_deliveries(actor=request.actor, webhook=found)[:SHOWN])
    context = {
        "webhook": found, "form": form,
        "deliveries": [(each, TONES[WebhookState(each.state)], each.get_state_display()) for each in newest],
    }  # fmt: skip
    return render(request, "notices/webhook.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def webhook_act(request: Any, webhook_id: int, act: str) -> HttpResponse:
    """A new secret, or the end of it; asked once before."""
    found = get_webhook(actor=request.actor, webhook_id=int(webhook_id))
    if request.method == "POST" and act == "renew":
        return _secret(request, found, renew_secret(actor=request.actor, webhook=found, now=timezone.now()))
    if request.method == "POST":
        remove_webhook(actor=request.actor, webhook=found, now=timezone.now())
        say(request, _("{name} 已删去，不再推送。").format(name=found.name))
        return redirect("webhook-list")
    return render(request, "notices/webhook_act.html", {"webhook": found, "act": act})


@login_required
@require_POST
def again(request: Any, webhook_id: int, delivery_id: int) -> HttpResponse:
    """Try one that failed anew."""
    found = get_webhook(actor=request.actor, webhook_id=webhook_id)
    delivery = list_webhook_deliveries(actor=request.actor, webhook=found).filter(pk=delivery_id).first()
    if delivery is None:
        raise NotFound()
    send_again(actor=request.actor, delivery=delivery, now=timezone.now())
    say(request, _("几秒内再推送一次。"))
    return redirect("webhook", found.pk)


def _secret(request: Any, webhook: Any, secret: str) -> HttpResponse:
    response = render(request, "notices/webhook_secret.html", {"webhook": webhook, "secret": secret})
    response["Cache-Control"] = "no-store"
    return response


class WebhookLog(ListPage):
    name, title, unit, default_sort = "webhook-log", gettext_lazy("推送记录"), gettext_lazy("条"), "-created_at"
    empty_title = gettext_lazy("还没有推送")
    empty_words = gettext_lazy("所选事件发生后，几秒内推送到对方，结果记在这里。")
    columns = (
        Column(key="created_at", label=gettext_lazy("时间"), kind="when", sort=("id",)),
        Column(key="event", label=gettext_lazy("事件")),
        Column(
            key="state", label=gettext_lazy("结果"), value=lambda row: row.get_state_display(),
            cell=lambda row: lx.state(TONES[WebhookState(row.state)], row.get_state_display()),
        ),
        Column(key="status", label=gettext_lazy("对方的答复"), kind="number"),
        Column(key="attempts", label=gettext_lazy("次数"), kind="number"),
        Column(key="took_ms", label=gettext_lazy("毫秒"), kind="number", phone="hide"),
        Column(key="problem", label=gettext_lazy("问题"), phone="label"),
    )  # fmt: skip
    filters = (
        MultiChoiceFilter(key="state", label=gettext_lazy("结果"), choices=WebhookState.choices, lookup="state__in"),
    )
    webhook: Any = None

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        return list_webhook_deliveries(actor=self.actor, webhook=self.webhook)


@login_required
@require_http_methods(["GET", "POST"])
def webhook_log(request: Any, webhook_id: int) -> HttpResponse:
    """What went to it."""
    page = WebhookLog(request)
    page.webhook = get_webhook(actor=request.actor, webhook_id=webhook_id)
    return page.answer()
