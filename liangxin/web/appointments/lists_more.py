"""The lists at the desk: ceremonies, guides, what is to be improved."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liangxin.venues.choices import LineState
from liangxin.venues.permissions import OfferPermission
from liangxin.venues.selectors.ceremonies import list_ceremonies, list_guides, list_packages
from liangxin.venues.selectors.checklists import list_templates, to_improve
from liangxin.web.appointments.lists import STATION, station_id, station_name
from liangxin.web.shared.lists import Action, ChoiceFilter, Column, ListPage
from liangxin.web.shared.templatetags import lx


class CeremonyList(ListPage):
    """Ceremonies that are booked."""

    name, title, unit, default_sort = "ceremonies", _("仪式"), _("场"), "-at"
    empty_title, empty_words = _("还没有订仪式"), _("订一项仪式服务，礼堂和领管人一起订好。")
    columns = [
        Column(key="at", label=_("时间"), value="during.lower", kind="when", sort=("during",)),
        Column(key="package", label=_("仪式服务"), value="package.name", url=lambda row: reverse("ceremony", args=[row.pk])),
        Column(key="organisation", label=_("组织"), value="organisation.node.name"),
        Column(key="people", label=_("人数"), value="headcount", kind="number", sort=("headcount",)),
        Column(key="guide", label=_("领管人"), value=lambda row: row.guide.title if row.guide else ""),
        Column(key="status", label=_("状态"), value=lambda row: str(_("已取消")) if row.cancelled_at else str(_("已订"))),
    ]  # fmt: skip
    filters = [STATION]

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        return list_ceremonies(actor=self.actor, station_id=station_id(values))

    def actions(self) -> list[Action]:
        return [
            Action(
                label=_("领管人名单"),
                url=reverse("guide-list"),
                icon="users",
                permission=OfferPermission.CEREMONY_CHANGE,
            ),
            Action(label=_("仪式服务"), url=reverse("package-list"), icon="list-details"),
        ]


class PackageList(ListPage):
    """The packages of halls."""

    name, title, unit, default_sort = "packages", _("仪式服务"), _("项"), "position"
    empty_title, empty_words = _("还没有仪式服务"), _("先加服务、指定礼堂，各组织就能预订。")
    columns = [
        Column(key="name", label=_("名称"), value="name", sort=("name",), url=lambda row: reverse("package", args=[row.pk])),
        Column(key="station", label=_("站点"), value=station_name, sort=("station__node__sort_key", "position")),
        Column(key="position", label=_("次序"), value="position", kind="number", sort=("position", "pk"), phone="hide"),
        Column(key="room", label=_("礼堂"), value=lambda row: row.room.name if row.room else "", phone="label"),
        Column(key="minutes", label=_("时长，分钟"), value="minutes", kind="number", sort=("minutes",), phone="label"),
        Column(key="people", label=_("最多几人"), value="most_people", kind="number", sort=("most_people",), phone="label"),
    ]  # fmt: skip
    filters = [STATION]

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        return list_packages(actor=self.actor, station_id=station_id(values))

    def actions(self) -> list[Action]:
        return [
            Action(
                label=_("加服务"), url=reverse("package-new"), primary=True, permission=OfferPermission.CEREMONY_CHANGE
            )
        ]


class GuideList(ListPage):
    """The roster of invited guides."""

    name, title, unit, default_sort = "guides", _("特约领管人"), _("位"), "title"
    empty_title, empty_words = _("名单还空着"), _("请来的讲解员、老兵、教师，写上哪几天能来。")
    columns = [
        Column(key="title", label=_("称呼"), value="title", sort=("title",), url=lambda row: reverse("guide-edit", args=[row.pk])),
        Column(key="station", label=_("站点"), value=station_name),
        Column(key="person", label=_("姓名"), value=lambda row: str(lx.mask(row.person.name)) if row.person else ""),
        Column(key="languages", label=_("语言"), value="languages", phone="label"),
        Column(key="on", label=_("状态"), value=lambda row: str(_("在名单上")) if row.is_active else str(_("已停"))),
    ]  # fmt: skip
    filters = [STATION]

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        return list_guides(actor=self.actor, station_id=station_id(values))

    def actions(self) -> list[Action]:
        return [
            Action(
                label=_("加一位"), url=reverse("guide-new"), primary=True, permission=OfferPermission.CEREMONY_CHANGE
            )
        ]


def _state_words(row: Any) -> str:
    """How a point stands: met, but its check has run out or soon will."""
    if row.state != LineState.MET:
        return str(row.get_state_display())
    return str(_("要重新核对")) if row.expires_on <= timezone.localdate() else str(_("快到期"))


class ImproveList(ListPage):
    """What stations have to improve."""

    name, title, unit, default_sort = "improve", _("待改进"), _("项"), "due"
    empty_title, empty_words = _("没有待改进的"), _("缺的、部分具备的、快到期要重新核对的，都会列在这里。")
    columns = [
        Column(key="what", label=_("项目"), value=lambda row: row.name or (row.line.name if row.line else "") or (row.line.group if row.line else ""),
               url=lambda row: reverse("station-standards", args=[row.checklist.station_id])),
        Column(key="station", label=_("站点"), value="checklist.station.node.name"),
        Column(key="template", label=_("模板"), value="checklist.template.name", phone="label"),
        Column(key="state", label=_("情况"), value=_state_words),
        Column(key="expires", label=_("核对到期"), value="expires_on", kind="day", sort=("expires_on", "pk"), phone="label"),
        Column(key="remedy", label=_("要做什么"), value="remedy", phone="label"),
        Column(key="due", label=_("做到哪天"), value="remedy_due", kind="day", sort=("remedy_due", "expires_on", "pk")),
    ]  # fmt: skip
    filters = [
        ChoiceFilter(key="template", label=_("模板"), choices=lambda request: [(one.code, one.name) for one in list_templates()]),
        ChoiceFilter(key="late", label=_("逾期"), choices=[("yes", _("过了做到的日子"))]),
    ]  # fmt: skip

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        return to_improve(
            actor=self.actor,
            day=timezone.localdate(),
            template_code=values.get("template", ""),
            only_late="late" in values,
        )

    def actions(self) -> list[Action]:
        return [Action(label=_("模板"), url=reverse("checklist-templates"), icon="list-check")]
