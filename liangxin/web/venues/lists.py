"""The list of stations."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liangxin.venues.choices import StationStatus
from liangxin.venues.permissions import Permission
from liangxin.venues.rules import area_words
from liangxin.venues.selectors.catalogue import list_brands, list_functions, list_kinds
from liangxin.venues.selectors.levels import all_levels
from liangxin.venues.selectors.stations import StationFilter, list_stations
from liangxin.web.shared.lists import Action, ChoiceFilter, Column, ListPage, NodeFilter, TextFilter, View
from liangxin.web.shared.templatetags import lx

STATES = {StationStatus.OPEN: "done", StationStatus.PREPARING: "none", StationStatus.SUSPENDED: "over"}


def _status(row: Any) -> object:
    if row.node.during.upper is not None and row.node.during.upper <= timezone.localdate():
        return lx.state("none", _("已撤销"))
    return lx.state(STATES[row.status], StationStatus(row.status).label)


def _owner(row: Any) -> str:
    """The owner's name, where it is public."""
    return row.owner.node.name if row.owner is not None and row.owner.is_public else ""


def _area(row: Any) -> str:
    return area_words(row.area_m2) if row.area_m2 is not None else ""


def _levels(request: Any) -> list[tuple[str, object]]:
    levels = all_levels()
    return [("none", _("不计入层级")), *((str(one.pk), f"{one.scheme.name} · {one.name}") for one in levels)]


def _named(rows: Iterable[Any]) -> list[tuple[str, object]]:
    return [(str(one.pk), one.name) for one in rows]


class StationList(ListPage):
    """Stations that the acting grant reaches, and the public part of all others."""

    name, title, unit, default_sort = "stations", _("站点"), _("个"), "name"
    export_permission = Permission.STATION_EXPORT
    empty_title = _("还没有站点")
    empty_words = _("站点是接待党员、职工和企业的地方：服务中心、楼宇站、微驿站、工作室。")
    columns = [
        Column(
            key="name", label=_("站点"), value="node.name", sort=("node__sort_key",),
            url=lambda row: reverse("station", args=[row.pk]),
        ),
        Column(key="kind", label=_("类型"), value="kind.name", sort=("kind__position", "node__sort_key")),
        Column(key="level", label=_("层级"), value="level.name", sort=("level__rank", "node__sort_key")),
        Column(key="place", label=_("场所"), value="place.node.name", sort=("place__node__sort_key",)),
        Column(key="owner", label=_("主管组织"), value=_owner, phone="label"),
        Column(key="area", label=_("面积，m²"), value="area_m2", kind="number", sort=("area_m2",), phone="label", cell=_area),
        Column(key="shared", label=_("共建"), value=lambda row: str(_("共建")) if row.is_shared else "", phone="hide"),
        Column(key="brand", label=_("品牌"), value="brand.name", hidden=True, phone="label"),
        Column(key="address", label=_("地址"), hidden=True, phone="label"),
        Column(key="telephone", label=_("电话"), hidden=True, phone="label"),
        Column(key="opened", label=_("启用"), value="node.during.lower", kind="day", sort=("node__during",), hidden=True),
        Column(
            key="status", label=_("状态"), value=lambda row: str(StationStatus(row.status).label), cell=_status,
            sort=("status", "node__sort_key"), small=lambda row: row.status_note,
        ),
    ]  # fmt: skip
    filters = [
        TextFilter(key="q", label=_("找站点")),
        NodeFilter(key="place", label=_("场所"), kind="place"),
        ChoiceFilter(key="level", label=_("层级"), choices=_levels),
        ChoiceFilter(key="kind", label=_("类型"), choices=lambda request: _named(list_kinds())),
        ChoiceFilter(
            key="function", label=_("功能"), choices=lambda request: _named(list_functions())
        ),
        ChoiceFilter(
            key="brand", label=_("品牌"),
            choices=lambda request: _named(list_brands(actor=request.actor)[:500]),
        ),
        NodeFilter(key="owner", label=_("主管组织"), kind="organisation"),
        ChoiceFilter(key="status", label=_("状态"), choices=StationStatus.choices),
        ChoiceFilter(key="shared", label=_("共建"), choices=[("yes", _("有共建单位"))]),
        ChoiceFilter(key="closed", label=_("已撤销"), choices=[("yes", _("也列出"))]),
    ]  # fmt: skip
    views = [
        View(label=_("共建共享"), query="shared=yes"),
        View(label=_("暂停开放"), query="status=suspended"),
    ]

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        level, place, owner = values.get("level"), values.get("place"), values.get("owner")
        asked = StationFilter(
            text=values.get("q", ""), kind_id=_number(values.get("kind")), status=values.get("status", ""),
            level_id=None if level == "none" else _number(level), without_level=level == "none",
            function_id=_number(values.get("function")), brand_id=_number(values.get("brand")),
            place_path=_path(place), owner_path=_path(owner), shared="shared" in values, with_closed="closed" in values,
        )  # fmt: skip
        return list_stations(actor=self.actor, narrowed=asked, day=timezone.localdate())

    def actions(self) -> list[Action]:
        return [
            Action(label=_("层级与目标"), url=reverse("station-tree"), icon="sitemap"),
            Action(label=_("地图"), url=reverse("station-map"), icon="map-2"),
            Action(label=_("品牌"), url=reverse("brand-list"), icon="star"),
            Action(label=_("登记站点"), url=reverse("station-new"), primary=True, permission=Permission.STATION_CREATE),
        ]

    def empty_action(self) -> Action | None:
        if not self.actor.may_somewhere(Permission.STATION_CREATE):
            return None
        return Action(label=_("登记第一个站点"), url=reverse("station-new"))


def _number(given: Any) -> int | None:
    return int(given) if given else None


def _path(pick: Any) -> str:
    """The path of what a node filter picked: a record with a node, or a node."""
    if pick is None:
        return ""
    node = getattr(pick.record, "node", pick.record)
    return str(node.path)
