"""The audit log, for the audit administrator."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from liangxin.access.permissions import Permission
from liangxin.access.selectors import list_entries
from liangxin.access.services.require import require_somewhere
from liangxin.core.audit import audit_actions
from liangxin.web.administration.words import ACTION_WORDS, FACT_WORDS
from liangxin.web.shared.lists import Column, DayFilter, ListPage, MultiChoiceFilter, TextFilter, View


def _actions(request: Any) -> list[tuple[str, object]]:
    return [(action, ACTION_WORDS.get(action, action)) for action in audit_actions()]


def _what(entry: Any) -> str:
    return str(ACTION_WORDS.get(entry.action, entry.action))


def _facts(entry: Any) -> str:
    pairs = ((FACT_WORDS.get(key, key), value) for key, value in entry.facts.items() if value not in ("", None, []))
    return "；".join(
        f"{label} {', '.join(map(str, value)) if isinstance(value, list) else value}" for label, value in pairs
    )


def _who(entry: Any) -> SafeString | str:
    return (
        format_html("{}<small>{}</small>", entry.user_name or "—", entry.acting_as)
        if entry.acting_as
        else entry.user_name
    )


class AuditList(ListPage):
    name, title, unit, default_sort = "audit", gettext_lazy("操作记录"), gettext_lazy("条"), "-at"
    export_permission = Permission.AUDIT_READ
    search_hint = gettext_lazy("用户名、对象、地址或请求号")
    empty_title = gettext_lazy("还没有操作记录")
    empty_words = gettext_lazy("登录、导出、查看完整资料、授权这类要负责的事，都会记在这里，谁也不能改。")
    columns = (
        Column(key="at", label=gettext_lazy("时间"), kind="when", sort=("at",)),
        Column(key="action", label=gettext_lazy("做了什么"), value=_what, sort=("action",)),
        Column(key="user_name", label=gettext_lazy("谁"), cell=_who, sort=("user_name",)),
        Column(key="object_label", label=gettext_lazy("对象")),
        Column(key="reason", label=gettext_lazy("理由"), phone="label"),
        Column(key="facts", label=gettext_lazy("细节"), value=_facts, phone="hide"),
        Column(key="address", label=gettext_lazy("地址"), phone="hide"),
        Column(key="acting_as", label=gettext_lazy("身份"), hidden=True, phone="hide"),
        Column(key="request_id", label=gettext_lazy("请求号"), hidden=True, phone="hide"),
    )
    filters = (
        TextFilter(
            key="q", label=gettext_lazy("找记录"),
            apply=lambda rows, text: rows.filter(
                Q(user_name__icontains=text) | Q(object_label__icontains=text) | Q(request_id=text) | Q(reason__icontains=text)
                | Q(address__startswith=text)
            ),
        ),
        MultiChoiceFilter(key="action", label=gettext_lazy("做了什么"), choices=_actions, lookup="action__in"),
        DayFilter(key="at", label=gettext_lazy("日期"), lookup="at__date"),
    )  # fmt: skip
    views = (
        View(label=gettext_lazy("登录失败"), query="action=accounts.sign_in_failed"),
        View(label=gettext_lazy("查看完整资料"), query="action=people.revealed"),
        View(label=gettext_lazy("导出"), query="action=export"),
    )

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        return list_entries(actor=self.actor)


@login_required
@require_http_methods(["GET", "POST"])
def audit_list(request: Any) -> HttpResponse:
    """What must be answered for, newest first."""
    require_somewhere(request.actor, Permission.AUDIT_READ)
    return AuditList(request).answer()
