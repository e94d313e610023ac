"""The list of enterprises."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liangxin.enterprises.choices import CoverageMode, EnterpriseStatus, LabelGroup, Ownership, UnitCategory
from liangxin.enterprises.permissions import Permission
from liangxin.enterprises.selectors.enterprises import (
    EnterpriseFilter,
    Row,
    list_enterprises,
    list_labels,
    rows_of,
)
from liangxin.enterprises.selectors.people import members_shown
from liangxin.rulebook.selectors import industries_within, list_industries
from liangxin.trees.choices import NodeKind
from liangxin.web.shared.forms import parse_day
from liangxin.web.shared.lists import (
    Action,
    BulkAction,
    ChoiceFilter,
    Column,
    Filter,
    ListPage,
    MultiChoiceFilter,
    NodeFilter,
    NumberFilter,
    TextFilter,
    View,
)
from liangxin.web.shared.templatetags import lx

if TYPE_CHECKING:
    from liangxin.enterprises.models import Enterprise


COUNTED = [
    ("all", gettext_lazy("计入的企业")), ("covered", gettext_lazy("有组织覆盖")), ("gap", gettext_lazy("没有组织覆盖")),
    ("overdue", gettext_lazy("没有覆盖超过 90 天")), ("contacted", gettext_lazy("有工作覆盖")),
    ("uncontacted", gettext_lazy("没有工作覆盖")), ("late_contact", gettext_lazy("没有联系人超过 15 天")),
    ("neither", gettext_lazy("两个覆盖都没有")), ("own", gettext_lazy("单独组建")), ("joint", gettext_lazy("联合组建")),
    ("industry", gettext_lazy("行业覆盖")), ("territorial", gettext_lazy("区域覆盖")),
]  # fmt: skip
COVERAGE = [("none", gettext_lazy("没有")), ("any", gettext_lazy("有")), *CoverageMode.choices]
YES = [("1", gettext_lazy("是"))]


@dataclass(frozen=True, kw_only=True)
class AsOfFilter(Filter):
    """One day on which coverage, places and contacts are looked at."""

    template: ClassVar[str] = "shared/list/filters/text.html"

    def read(self, params: Any, request: Any) -> date | None:
        try:
            return parse_day(params.get(self.key, ""), timezone.localdate())
        except ValueError:
            return None

    def words(self, value: Any, request: Any) -> str:
        return f"{value:%Y-%m-%d}"


def division_choices(request: Any) -> list[tuple[str, object]]:
    """The sections and divisions of GB/T 4754."""
    return [(industry.code, str(industry)) for industry in list_industries().filter(code__regex=r"^([A-T]|\d\d)$")]


def label_choices(request: Any) -> list[tuple[str, object]]:
    return [(label.code, label.name) for label in list_labels()]


@dataclass(frozen=True)
class Line(Row):
    """A row with the members as this actor may see them: a number, "<5", or None."""

    members: object = None

    @property
    def pk(self) -> int:
        return int(self.enterprise.pk)


def next_step(row: Row) -> SafeString | str:
    """The last column: what should happen next, not a code."""
    enterprise = row.enterprise
    if enterprise.status != EnterpriseStatus.OPERATING:
        return lx.state("none", enterprise.get_status_display())
    if row.is_overdue:
        return lx.state("over", _("逾期 {days} 天未覆盖").format(days=(row.days or 0) - 90))
    if row.needs_contact:
        return lx.state("over", _("待指定联系人"))
    if row.coverage is None:
        left = 90 - (row.days or 0)
        return lx.state("due", _("{days} 天内定覆盖办法").format(days=left))
    return lx.state("done", row.coverage.get_mode_display())


def contacts_cell(row: Row) -> str:
    return "、".join(lx.mask(contact.user.display_name) for contact in row.contacts)


class EnterpriseList(ListPage):
    """All enterprises within the reach."""

    name, title, unit = "enterprises", gettext_lazy("企业"), gettext_lazy("家")
    default_sort = "moved_in"
    export_permission = Permission.ENTERPRISE_EXPORT
    search_hint = gettext_lazy("名称、拼音首字母或统一社会信用代码")
    empty_title = gettext_lazy("还没有企业")
    empty_words = gettext_lazy("登记一家，或从名册导入；登记时写明在哪里经营、由谁负责。")
    template = "enterprises/list.html"
    views = (
        View(label=gettext_lazy("未覆盖"), query="coverage=none&status=operating"),
        View(label=gettext_lazy("新入驻"), query="new=1"),
        View(label=gettext_lazy("重点产业"), query="group=key_industry"),
    )
    columns = (
        Column(
            key="name", label=gettext_lazy("企业"), value="enterprise.node.name", sort=("node__sort_key",),
            cell=lambda row: row.enterprise.node.short_name or row.enterprise.node.name,
            url=lambda row: reverse("enterprise", args=[row.enterprise.pk]),
        ),
        Column(key="code", label=gettext_lazy("统一社会信用代码"), value="enterprise.credit_code", hidden=True),
        Column(
            key="place", label=gettext_lazy("楼宇"),
            value=lambda row: f"{row.spot.place.node.name} {row.spot.unit}".strip() if row.spot else None,
        ),
        Column(key="industry", label=gettext_lazy("产业"), value="enterprise.industry.name", phone="hide"),
        Column(key="labels", label=gettext_lazy("标签"), value=lambda row: "、".join(one.name for one in row.labels), hidden=True),
        Column(key="ownership", label=gettext_lazy("所有制"), value="enterprise.get_ownership_display", hidden=True),
        Column(
            key="staff", label=gettext_lazy("员工"), value="enterprise.staff_count", kind="number", sort=("staff_count",),
            phone="label",
        ),
        Column(key="members", label=gettext_lazy("党员"), value="members", kind="number", phone="label"),
        Column(
            key="moved_in", label=gettext_lazy("入驻"), value="enterprise.moved_in_on", kind="day", sort=("moved_in_on",),
            small=lambda row: _("{days} 天").format(days=row.days) if row.days is not None else "", phone="label",
        ),
        Column(
            key="organisation", label=gettext_lazy("责任组织"), hidden=True,
            value=lambda row: row.coverage.organisation.node.name if row.coverage else None,
        ),
        Column(key="contact", label=gettext_lazy("联系人"), value=contacts_cell, phone="hide"),
        Column(
            key="next", label=gettext_lazy("下一步"), cell=next_step,
            value=lambda row: row.coverage.get_mode_display() if row.coverage else _("未覆盖"),
        ),
    )  # fmt: skip
    filters = (
        TextFilter(key="q", label=gettext_lazy("找企业")),
        ChoiceFilter(key="coverage", label=gettext_lazy("覆盖"), choices=COVERAGE),
        ChoiceFilter(
            key="contact",
            label=gettext_lazy("指定联系人"),
            choices=[("none", gettext_lazy("没有")), ("any", gettext_lazy("有"))],
        ),
        NodeFilter(key="place", label=gettext_lazy("位置"), kind="place"),
        NodeFilter(key="organisation", label=gettext_lazy("责任组织"), kind="organisation"),
        MultiChoiceFilter(key="status", label=gettext_lazy("状态"), choices=EnterpriseStatus.choices),
        ChoiceFilter(key="industry", label=gettext_lazy("行业"), choices=division_choices),
        MultiChoiceFilter(key="label", label=gettext_lazy("标签"), choices=label_choices),
        ChoiceFilter(key="group", label=gettext_lazy("标签类"), choices=LabelGroup.choices),
        MultiChoiceFilter(key="ownership", label=gettext_lazy("所有制"), choices=Ownership.choices),
        MultiChoiceFilter(key="category", label=gettext_lazy("单位类别"), choices=UnitCategory.choices),
        NumberFilter(key="staff", label=gettext_lazy("员工"), lookup="staff_count", unit=gettext_lazy("人")),
        ChoiceFilter(key="new", label=gettext_lazy("90 天内入驻"), choices=YES),
        ChoiceFilter(key="counted", label=gettext_lazy("覆盖口径（分支机构并计一次）"), choices=COUNTED),
        AsOfFilter(key="day", label=gettext_lazy("截至")),
    )

    @property
    def day(self) -> date:
        """The day as of which coverage is shown."""
        found: date = self.values.get("day") or timezone.localdate()
        return found

    def rows(self, values: dict[str, Any]) -> QuerySet["Enterprise"]:
        return list_enterprises(actor=self.actor, asked=asked_for(values))

    @cached_property
    def sorted_rows(self) -> QuerySet["Enterprise"]:  # type: ignore[override]
        rows = super().sorted_rows
        by_name = self.sort[0] is not None and self.sort[0].key == "name"
        return rows.filter(node__kind=NodeKind.ENTERPRISE) if by_name else rows  # so that the index by name serves

    def prepare(self, records: list["Enterprise"]) -> list[Any]:
        lines = []
        for row in rows_of(records, day=self.day):
            members = members_shown(self.actor, row.enterprise)
            shown = None if members is None else "<5" if members.is_hidden else members.value
            lines.append(Line(**vars(row), members=shown))
        return lines

    def actions(self) -> Iterable[Action]:
        return [
            Action(
                label=_("导入"),
                icon="table-import",
                url=reverse("imports"),
                permission=Permission.ENTERPRISE_IMPORT,
            ),
            Action(
                label=_("登记企业"),
                url=reverse("enterprise-new"),
                primary=True,
                permission=Permission.ENTERPRISE_CREATE,
            ),
        ]

    def empty_action(self) -> Action:
        return Action(label=_("登记企业"), url=reverse("enterprise-new"), permission=Permission.ENTERPRISE_CREATE)

    def bulk(self) -> Iterable[BulkAction]:
        return [
            BulkAction(
                label=_("指定联系人"), icon="user-plus", url=reverse("enterprise-designate-many"),
                permission=Permission.DESIGNATION_ASSIGN,
            ),
            BulkAction(
                label=_("划入组织"), icon="sitemap", url=reverse("enterprise-cover-many"),
                permission=Permission.COVERAGE_ASSIGN,
            ),
            BulkAction(
                label=_("导出"), icon="download", url=reverse("enterprise-export-many"),
                permission=Permission.ENTERPRISE_EXPORT,
            ),
        ]  # fmt: skip


def asked_for(values: dict[str, Any]) -> EnterpriseFilter:
    """The filters of the address as the selector takes them."""
    industry = values.get("industry")
    ids = tuple(industries_within(code=industry).values_list("pk", flat=True)) if industry else ()
    return EnterpriseFilter(
        day=values.get("day") or timezone.localdate(), text=values.get("q", ""),
        place=values["place"].id if "place" in values else None,
        organisation=values["organisation"].id if "organisation" in values else None,
        industries=ids or ((0,) if industry else ()), labels=tuple(values.get("label", ())), group=values.get("group", ""),
        ownership=tuple(values.get("ownership", ())), category=tuple(values.get("category", ())),
        status=tuple(values.get("status", ())), coverage=values.get("coverage", ""), contact=values.get("contact", ""),
        new="new" in values, counted=values.get("counted", ""),
    )  # fmt: skip
