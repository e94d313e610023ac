from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liangxin.access.choices import Anchor
from liangxin.core.names import masked_name
from liangxin.organisations.choices import EstablishmentMode, Family, Strand
from liangxin.organisations.permissions import Permission
from liangxin.organisations.rules import TERM_WARNING
from liangxin.organisations.selectors.links import list_tags
from liangxin.organisations.selectors.organisations import OrganisationFilter, list_organisations, list_types
from liangxin.organisations.selectors.posts import heads_of
from liangxin.web.shared.lists import (
    Action,
    ChoiceFilter,
    Column,
    DayFilter,
    ListPage,
    MultiChoiceFilter,
    NodeFilter,
    TextFilter,
    View,
)
from liangxin.web.shared.templatetags import lx

YES = [("yes", gettext_lazy("只看这些"))]


def _types(request: Any) -> list[tuple[str, object]]:
    return [(each.code, each.name) for each in list_types()]


def _tags(request: Any) -> list[tuple[str, object]]:
    return [(str(each.pk), each.name) for each in list_tags()]


def term_cell(organisation: Any) -> object:
    """The end of term as a state, where it is near or over."""
    ends, today = organisation.term_ends_on, timezone.localdate()
    if ends is None:
        return ""
    if ends < today:
        return lx.state("over", _("{day} 已届满").format(day=lx.exact_day(ends)))
    if ends <= today + TERM_WARNING:
        return lx.state("due", _("{day} 届满").format(day=lx.exact_day(ends)))
    return lx.exact_day(ends)


def _name_chips(organisation: Any) -> object:
    name = organisation.node.name
    if organisation.is_overseas:
        return format_html('{} <span class="chip plain">{}</span>', name, _("境外"))
    return name


class OrganisationList(ListPage):
    """Organisations the actor reaches: fully through an organisation, the public part through a place."""

    name, title, unit, default_sort = "organisations", gettext_lazy("组织"), gettext_lazy("个"), "name"
    template = "organisations/list.html"
    export_permission = Permission.ORGANISATION_EXPORT
    search_hint = gettext_lazy("名称、拼音首字母或代码")
    empty_title = gettext_lazy("您的范围里还没有组织")
    empty_words = gettext_lazy("党组织、群团组织、共建单位和联盟都登记在这里。")
    columns = [
        Column(
            key="name", label=gettext_lazy("组织"), value="node.name", sort=("node__sort_key",), cell=_name_chips,
            url=lambda row: reverse("organisation", args=[row.pk]),
            small=lambda row: row.node.parent.name if row.node.parent_id else "",
        ),
        Column(key="type", label=gettext_lazy("类型"), value="type.name", sort=("type__position", "node__sort_key")),
        Column(key="strand", label=gettext_lazy("五位一体"), value="get_strand_display", sort=("strand",), phone="hide"),
        Column(key="mode", label=gettext_lazy("组建方式"), value="get_establishment_mode_display", sort=("establishment_mode",), phone="hide"),
        Column(key="place", label=gettext_lazy("所在"), value="home_place.node.name", sort=("home_place__node__sort_key",), phone="label"),
        Column(key="head", label=gettext_lazy("书记或负责人"), value="head_name", phone="label"),
        Column(key="founded", label=gettext_lazy("成立"), value="node.during.lower", kind="day", sort=("node__during__startswith",), phone="hide"),
        Column(key="term", label=gettext_lazy("任期到"), value="term_ends_on", cell=term_cell, sort=("term_ends_on",), phone="label", permission=Permission.POST_MANAGE),
        Column(key="industry", label=gettext_lazy("行业"), value="industry.name", hidden=True, phone="hide"),
        Column(key="parent", label=gettext_lazy("上级"), value="node.parent.name", hidden=True, phone="hide"),
        Column(key="code", label=gettext_lazy("代码"), hidden=True, phone="hide"),
        Column(key="relation", label=gettext_lazy("所在单位情况"), value="get_unit_relation_display", hidden=True, phone="hide"),
        Column(key="telephone", label=gettext_lazy("固定电话"), hidden=True, phone="hide"),
        Column(key="contact", label=gettext_lazy("联系人"), value=lambda row: masked_name(row.contact_name) if row.contact_name else "", hidden=True, phone="hide", permission=Permission.ORGANISATION_CHANGE),
        Column(key="tie", label=gettext_lazy("联系方式说明"), value="link_note", hidden=True, phone="hide"),
    ]  # fmt: skip
    filters = [
        TextFilter(key="q", label=gettext_lazy("找组织")),
        MultiChoiceFilter(key="type", label=gettext_lazy("类型"), choices=_types),
        MultiChoiceFilter(key="family", label=gettext_lazy("大类"), choices=Family.choices),
        MultiChoiceFilter(key="strand", label=gettext_lazy("五位一体"), choices=Strand.choices),
        MultiChoiceFilter(key="mode", label=gettext_lazy("组建方式"), choices=EstablishmentMode.choices),
        NodeFilter(key="under", label=gettext_lazy("上级"), kind="organisation"),
        NodeFilter(key="place", label=gettext_lazy("所在"), kind="place"),
        ChoiceFilter(key="tag", label=gettext_lazy("标签"), choices=_tags),
        ChoiceFilter(key="overseas", label=gettext_lazy("境外"), choices=YES),
        DayFilter(key="founded", label=gettext_lazy("成立"), lookup="node__during__startswith"),
        DayFilter(key="ends", label=gettext_lazy("任期到"), lookup="term_ends_on", permission=Permission.POST_MANAGE),
        ChoiceFilter(key="closed", label=gettext_lazy("已撤销"), choices=YES),
    ]  # fmt: skip
    views = [
        View(label=gettext_lazy("党组织"), query="family=party"),
        View(label=gettext_lazy("行业枢纽"), query="type=industry_hub"),
        View(label=gettext_lazy("群团"), query="family=mass"),
        View(label=gettext_lazy("共建单位"), query="family=partner"),
    ]

    @property
    def today(self) -> date:
        return timezone.localdate()

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        under, place = values.get("under"), values.get("place")
        only = OrganisationFilter(
            text=values.get("q", ""), types=values.get("type", ()), families=values.get("family", ()),
            strands=values.get("strand", ()), modes=values.get("mode", ()),
            parent=under.record.node.path if under is not None else "",
            place=place.record.node.path if place is not None else "",
            tag_id=int(values["tag"]) if "tag" in values else None,
            overseas=True if "overseas" in values else None, closed="closed" in values,
        )  # fmt: skip
        return list_organisations(actor=self.actor, today=self.today, only=only)

    def prepare(self, records: list[Any]) -> list[Any]:
        """Names of the heads, for those who read the whole record."""
        heads = {}
        if self.actor.anchor == Anchor.ORGANISATION:
            mine = [
                each.pk
                for each in records
                if each.pk == self.actor.node_id
                or (self.actor.downwards and each.node.path.startswith(self.actor.path))
            ]
            heads = heads_of(organisation_ids=mine, day=self.today)
        for each in records:
            head = heads.get(each.pk)
            each.head_name = masked_name(head.person.name) if head is not None else ""
        return records

    def actions(self) -> Iterable[Action]:
        return [
            Action(
                label=_("成立组织"), url=reverse("organisation-new"), primary=True,
                permission=Permission.ORGANISATION_FOUND,
            )
        ]  # fmt: skip
