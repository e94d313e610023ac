"""The delivery log, for administrators: who, over what, when, and how it ended; never what it said."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from liangxin.access.services.require import require_somewhere
from liangxin.notifications.choices import Channel, DeliveryState, Failure
from liangxin.notifications.permissions import Permission
from liangxin.notifications.registry import KINDS
from liangxin.notifications.selectors import list_deliveries
from liangxin.web.shared.lists import Column, DayFilter, ListPage, MultiChoiceFilter, TextFilter, View
from liangxin.web.shared.templatetags import lx

TONES = {DeliveryState.SENT: "done", DeliveryState.FAILED: "over", DeliveryState.SKIPPED: "none"}


def _kind(delivery: Any) -> str:
    kind = KINDS.get(delivery.notice.kind)
    return str(kind.label) if kind else delivery.notice.kind


def _state(delivery: Any) -> SafeString:
    shown = lx.state(TONES.get(delivery.state, "due"), delivery.get_state_display())
    return format_html("{}<small>{}</small>", shown, delivery.get_failure_display()) if delivery.failure else shown


class DeliveryList(ListPage):
    name, title, unit, default_sort = "deliveries", gettext_lazy("通知发送记录"), gettext_lazy("条"), "-changed_at"
    export_permission = Permission.DELIVERY_READ
    search_hint = gettext_lazy("用户名或服务商的编号")
    empty_title = gettext_lazy("还没有发送记录")
    empty_words = gettext_lazy("通知先在站内显示；开通邮件、短信或微信后，发出的每一条记在这里，不记内容和地址。")
    columns = (
        Column(key="changed_at", label=gettext_lazy("时间"), kind="when", sort=("changed_at",)),
        Column(key="user", label=gettext_lazy("谁"), value="notice.user.username"),
        Column(key="kind", label=gettext_lazy("种类"), value=_kind),
        Column(
            key="channel", label=gettext_lazy("渠道"), value=lambda row: row.get_channel_display(), sort=("channel",)
        ),
        Column(
            key="state",
            label=gettext_lazy("结果"),
            value=lambda row: row.get_state_display(),
            cell=_state,
            sort=("state",),
        ),
        Column(key="attempts", label=gettext_lazy("次数"), kind="number", sort=("attempts",), phone="hide"),
        Column(key="provider", label=gettext_lazy("服务商"), phone="hide"),
        Column(key="detail", label=gettext_lazy("服务商的说法"), phone="hide"),
        Column(key="provider_id", label=gettext_lazy("服务商的编号"), hidden=True, phone="hide"),
    )
    filters = (
        TextFilter(
            key="q", label=gettext_lazy("找记录"),
            apply=lambda rows, text: rows.filter(Q(notice__user__username__iexact=text) | Q(provider_id=text)),
        ),
        MultiChoiceFilter(key="state", label=gettext_lazy("结果"), choices=DeliveryState.choices, lookup="state__in"),
        MultiChoiceFilter(key="channel", label=gettext_lazy("渠道"), choices=Channel.choices, lookup="channel__in"),
        MultiChoiceFilter(key="failure", label=gettext_lazy("原因"), choices=Failure.choices, lookup="failure__in"),
        DayFilter(key="at", label=gettext_lazy("日期"), lookup="changed_at__date"),
    )  # fmt: skip
    views = (View(label=gettext_lazy("没有送达"), query="state=failed"),)

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        return list_deliveries(actor=self.actor)


@login_required
@require_http_methods(["GET", "POST"])
def delivery_log(request: Any) -> HttpResponse:
    """What was sent, newest first."""
    require_somewhere(request.actor, Permission.DELIVERY_READ)
    return DeliveryList(request).answer()
