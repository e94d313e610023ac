from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from liangxin.access.services import require_somewhere
from liangxin.core.names import masked_name
from liangxin.organisations.choices import EstablishmentMode, Strand
from liangxin.organisations.permissions import Permission
from liangxin.organisations.selectors.days import CrossTab, cross_tab
from liangxin.organisations.selectors.links import list_alliances
from liangxin.organisations.selectors.organisations import list_types
from liangxin.organisations.selectors.posts import list_cross_postings, list_ends_of_term, list_vacancies
from liangxin.web.organisations.lists import term_cell
from liangxin.web.shared.forms import parse_day
from liangxin.web.shared.lists import Column, ListPage, TextFilter
from liangxin.web.shared.templatetags import lx

NOT_STATED = gettext_lazy("未填")


class TermList(ListPage):
    """Terms that end soon or are over."""

    name, title, unit, default_sort = "terms", gettext_lazy("届期"), gettext_lazy("个组织"), "ends"
    template = "organisations/report.html"
    export_permission = Permission.ORGANISATION_EXPORT
    empty_title, empty_words = gettext_lazy("近期没有届满的组织"), gettext_lazy("任期还有 90 天以内的会列在这里。")
    intro = gettext_lazy("任期还有 90 天以内或已经届满的组织。任期年限取自规则库。")
    columns = [
        Column(key="name", label=gettext_lazy("组织"), value="node.name", sort=("node__sort_key",), url=lambda row: reverse("organisation", args=[row.pk])),
        Column(key="type", label=gettext_lazy("类型"), value="type.name", sort=("type__position",), phone="hide"),
        Column(key="starts", label=gettext_lazy("本届开始"), value="term_starts_on", kind="day", phone="hide"),
        Column(key="ends", label=gettext_lazy("任期到"), value="term_ends_on", cell=term_cell, sort=("term_ends_on",)),
        Column(key="next", label=gettext_lazy("下一步"), value=lambda row: str(_("登记新一届任期")), url=lambda row: reverse("organisation-change", args=[row.pk]), exported=False, permission=Permission.ORGANISATION_CHANGE),
    ]  # fmt: skip
    filters = [TextFilter(key="q", label=gettext_lazy("找组织"), lookup="node__name__icontains")]

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        return list_ends_of_term(actor=self.actor, today=timezone.localdate())

    def extra(self) -> dict[str, Any]:
        return {"report": "terms"}


class VacancyList(ListPage):
    """Vacant posts, the longest vacant first."""

    name, title, unit, default_sort = "vacancies", gettext_lazy("职务空缺"), gettext_lazy("个职务"), "since"
    template = "organisations/report.html"
    export_permission = Permission.ORGANISATION_EXPORT
    empty_title, empty_words = gettext_lazy("没有空缺的职务"), gettext_lazy("离任后还没有人接任的职务会列在这里。")
    columns = [
        Column(key="name", label=gettext_lazy("组织"), value="organisation.node.name", sort=("organisation__node__sort_key",), url=lambda row: reverse("organisation", args=[row.organisation_id])),
        Column(key="post", label=gettext_lazy("职务"), value=lambda row: row.title or row.kind.name, sort=("kind__position",)),
        Column(key="since", label=gettext_lazy("空缺自"), value="vacant_since", kind="day", sort=("vacant_since",), phone="label"),
        Column(key="days", label=gettext_lazy("天数"), value=lambda row: (timezone.localdate() - row.vacant_since).days, kind="number", phone="label"),
        Column(key="next", label=gettext_lazy("下一步"), value=lambda row: str(_("登记任职")), url=lambda row: reverse("organisation-appoint", args=[row.pk]), exported=False, permission=Permission.POST_MANAGE),
    ]  # fmt: skip
    filters = [TextFilter(key="q", label=gettext_lazy("找组织"), lookup="organisation__node__name__icontains")]

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        return list_vacancies(actor=self.actor, today=timezone.localdate())

    def extra(self) -> dict[str, Any]:
        return {"report": "vacancies"}


def _home_unit(row: Any) -> str:
    return str(row.home_unit.name if row.home_unit is not None else row.home_unit_name)


class CrossPostingList(ListPage):
    """People who hold posts in several bodies, or in their own unit besides."""

    name, title, unit, default_sort = "cross-postings", gettext_lazy("交叉任职"), gettext_lazy("项任职"), "person"
    template = "organisations/report.html"
    export_permission = Permission.ORGANISATION_EXPORT
    empty_title = gettext_lazy("没有交叉任职")
    empty_words = gettext_lazy("同一人在几个组织任职，或在企业和党组织双向任职的，会列在这里。")
    intro = gettext_lazy("同一人在几个组织任职、挂职兼职、双向进入的任职。")
    columns = [
        Column(key="person", label=gettext_lazy("姓名"), value=lambda row: masked_name(row.person.name), sort=("person__sort_key", "person_id")),
        Column(key="body", label=gettext_lazy("组织"), value="post.organisation.node.name", sort=("post__organisation__node__sort_key",), url=lambda row: reverse("organisation", args=[row.post.organisation_id])),
        Column(key="post", label=gettext_lazy("职务"), value=lambda row: row.post.title or row.post.kind.name, phone="label"),
        Column(key="unit", label=gettext_lazy("原单位"), value=_home_unit, small=lambda row: row.home_unit_post, phone="label"),
        Column(key="source", label=gettext_lazy("来源"), value="get_source_display", cell=lambda row: lx.state("done", _("双向任职")) if row.is_concurrent else row.get_source_display(), phone="label"),
        Column(key="since", label=gettext_lazy("自"), value="during.lower", kind="day", sort=("during",), phone="label"),
    ]  # fmt: skip
    filters = [TextFilter(key="q", label=gettext_lazy("找组织"), lookup="post__organisation__node__name__icontains")]

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        return list_cross_postings(actor=self.actor, today=timezone.localdate())

    def extra(self) -> dict[str, Any]:
        return {"report": "cross-postings"}


class AllianceList(ListPage):
    """Alliances with their size."""

    name, title, unit, default_sort = "alliances", gettext_lazy("联盟"), gettext_lazy("个联盟"), "name"
    template = "organisations/report.html"
    export_permission = Permission.ORGANISATION_EXPORT
    empty_title, empty_words = gettext_lazy("还没有联盟"), gettext_lazy("几家企业和组织一起做事，就成立一个联盟。")
    columns = [
        Column(key="name", label=gettext_lazy("联盟"), value="node.name", sort=("node__sort_key",), url=lambda row: reverse("organisation", args=[row.pk])),
        Column(key="size", label=gettext_lazy("成员"), kind="number", sort=("size",), url=lambda row: reverse("organisation-members", args=[row.pk])),
        Column(key="founded", label=gettext_lazy("成立"), value="node.during.lower", kind="day", sort=("node__during__startswith",)),
    ]  # fmt: skip
    filters = [TextFilter(key="q", label=gettext_lazy("找联盟"), lookup="node__name__icontains")]

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        return list_alliances(actor=self.actor, today=timezone.localdate())

    def extra(self) -> dict[str, Any]:
        return {"report": "alliances"}


@login_required
@require_http_methods(["GET", "POST"])
def terms(request: Any) -> HttpResponse:
    """届期."""
    require_somewhere(request.actor, Permission.ORGANISATION_READ)
    return TermList(request).answer()


@login_required
@require_http_methods(["GET", "POST"])
def vacancies(request: Any) -> HttpResponse:
    """空缺."""
    require_somewhere(request.actor, Permission.ORGANISATION_READ)
    return VacancyList(request).answer()


@login_required
@require_http_methods(["GET", "POST"])
def cross_postings(request: Any) -> HttpResponse:
    """交叉任职."""
    require_somewhere(request.actor, Permission.ORGANISATION_READ)
    return CrossPostingList(request).answer()


@login_required
@require_http_methods(["GET", "POST"])
def alliances(request: Any) -> HttpResponse:
    """联盟."""
    require_somewhere(request.actor, Permission.ORGANISATION_READ)
    return AllianceList(request).answer()


def _strand_lines(tab: CrossTab, rows: Sequence[tuple[str, object]], columns: Sequence[str], key: str) -> list[Any]:
    """Each row: its label, its cells with the address of their rows, its total."""
    base = reverse("organisation-list")
    lines = []
    for code, label in rows:
        if not tab.row_totals.get(code):
            continue
        cells = [
            (tab.counts.get((code, column), 0), f"{base}?{key}={code}&strand={column}" if code and column else "")
            for column in columns
        ]
        lines.append((label, cells, tab.row_totals[code], f"{base}?{key}={code}" if code else ""))
    return lines


@login_required
@require_GET
def strands(request: Any) -> HttpResponse:
    """五位一体: types and modes of establishment against the five strands, as of a day."""
    require_somewhere(request.actor, Permission.ORGANISATION_READ)
    today = timezone.localdate()
    try:
        day: date = min(parse_day(request.GET["day"], today), today) if request.GET.get("day") else today
    except ValueError:
        day = today
    columns = [*Strand.values, ""]
    by_type = cross_tab(actor=request.actor, day=day, rows="type", columns="strand")
    by_mode = cross_tab(actor=request.actor, day=day, rows="mode", columns="strand")
    types = [(each.code, each.name) for each in list_types()]
    modes = [*EstablishmentMode.choices, ("", NOT_STATED)]
    context = {
        "day": day, "past": day != today, "total": by_type.total,
        "heads": [*(label for _value, label in Strand.choices), NOT_STATED],
        "tables": [
            (_("按类型"), _strand_lines(by_type, types, columns, "type")),
            (_("按组建方式"), _strand_lines(by_mode, modes, columns, "mode")),
        ],
        "totals": [by_type.column_totals.get(column, 0) for column in columns], "report": "strands",
    }  # fmt: skip
    return render(request, "organisations/strands.html", context)
