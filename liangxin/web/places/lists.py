from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liangxin.access.choices import Part
from liangxin.places.choices import PlaceLevel
from liangxin.places.permissions import Permission
from liangxin.places.selectors import KindCount, PlaceFilter, count_by_kind, list_kinds, list_places, trails_for
from liangxin.web.shared.lists.columns import Column
from liangxin.web.shared.lists.filters import (
    ChoiceFilter,
    DayFilter,
    MultiChoiceFilter,
    NodeFilter,
    NumberFilter,
    TextFilter,
)
from liangxin.web.shared.lists.page import Action, ListPage
from liangxin.web.shared.lists.views import View
from liangxin.web.shared.templatetags import lx

YES = [("yes", gettext_lazy("只看这些"))]
SHOWN_PARK_KINDS = 4  # kinds of parks that stand as segments


def area_of(place: Any) -> Decimal | int | None:
    """Square metres, whole where they are whole."""
    area: Decimal | None = place.area_m2
    return int(area) if area is not None and area == area.to_integral_value() else area


def _kinds(request: Any) -> list[tuple[str, object]]:
    return [(kind.code, kind.name) for kind in list_kinds()]


def _located(place: Any) -> str:
    if place.coordinate_doubt:
        return str(place.get_coordinate_doubt_display())
    return _("有") if place.latitude is not None else ""


def _doubt(place: Any) -> object:
    return lx.state("due", place.get_coordinate_doubt_display()) if place.coordinate_doubt else _located(place)


class PlaceList(ListPage):
    """Places within the actor's scope; or, where asked, all public ones."""

    name, title, unit, default_sort = "places", gettext_lazy("场所"), gettext_lazy("个"), "kind"
    template = "places/list.html"
    export_permission = Permission.PLACE_EXPORT
    search_hint = gettext_lazy("名称、地址、拼音首字母或区划代码")
    empty_title = gettext_lazy("您的范围里还没有场所")
    empty_words = gettext_lazy("园区、楼宇、楼层登记在这里，企业和站点再落到它们上面。")
    columns = [
        Column(
            key="name", label=gettext_lazy("场所"), value="node.name", sort=("node__sort_key",),
            url=lambda place: reverse("place", args=[place.pk]), small=lambda place: place.above,
        ),
        Column(key="kind", label=gettext_lazy("类别"), value="kind.name", sort=("kind__position", "node__sort_key")),
        Column(key="above", label=gettext_lazy("上级"), value="above", hidden=True),
        Column(key="address", label=gettext_lazy("地址"), phone="show"),
        Column(key="area", label=gettext_lazy("面积（m²）"), value=area_of, kind="number", sort=("area_m2",), permission=Permission.PLACE_CHANGE),
        Column(key="manager", label=gettext_lazy("物业单位"), value="property_manager", phone="hide", permission=Permission.PLACE_CHANGE, hidden=True),
        Column(key="division", label=gettext_lazy("区划代码"), value="division_code", sort=("division_code",), phone="hide", hidden=True),
        Column(key="opened", label=gettext_lazy("启用"), value="node.during.lower", kind="day", phone="hide", hidden=True),
        Column(key="doubt", label=gettext_lazy("坐标"), value=_located, cell=_doubt),
    ]  # fmt: skip
    filters = [
        TextFilter(key="q", label=gettext_lazy("找场所")),
        MultiChoiceFilter(key="kind", label=gettext_lazy("类别"), choices=_kinds),
        MultiChoiceFilter(key="level", label=gettext_lazy("层级"), choices=PlaceLevel.choices),
        NodeFilter(key="under", label=gettext_lazy("位置"), kind="place"),
        ChoiceFilter(key="parks", label=gettext_lazy("园区"), choices=YES),
        ChoiceFilter(key="doubt", label=gettext_lazy("坐标存疑"), choices=YES),
        NumberFilter(key="area", label=gettext_lazy("面积"), lookup="area_m2", unit=gettext_lazy("平方米"), permission=Permission.PLACE_CHANGE),
        DayFilter(key="opened", label=gettext_lazy("启用"), lookup="node__during__startswith"),
        ChoiceFilter(key="closed", label=gettext_lazy("已撤销的"), choices=[("yes", gettext_lazy("也要看"))]),
        ChoiceFilter(key="scope", label=gettext_lazy("范围"), choices=[("public", gettext_lazy("公开的全部场所"))]),
    ]  # fmt: skip

    @property
    def part(self) -> Part:
        return Part.BASIC if self.values.get("scope") == "public" else Part.FULL

    def asked(self, values: dict[str, Any]) -> PlaceFilter:
        """The conditions that the selector knows."""
        under = values.get("under")
        return PlaceFilter(
            text=values.get("q", ""), kinds=tuple(values.get("kind", ())), levels=tuple(values.get("level", ())),
            under=under.id if under is not None else None, parks="parks" in values, doubted="doubt" in values,
            day=None if "closed" in values else timezone.localdate(),
        )  # fmt: skip

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        return list_places(actor=self.actor, asked=self.asked(values), part=self.part)

    @cached_property
    def all_columns(self) -> list[Column]:  # type: ignore[override]
        private = {"area", "manager", "doubt"} if self.part == Part.BASIC else set()
        return [one for one in self.columns if self._may(one.permission) and one.key not in private]

    def prepare(self, records: list[Any]) -> list[Any]:
        trails = trails_for(actor=self.actor, places=records)
        for place in records:
            place.above = " / ".join(node.name for node in trails[place.pk][:-1])
        return records

    @cached_property
    def park_counts(self) -> list[KindCount]:
        """How many parks of each kind there are within the scope."""
        asked = PlaceFilter(parks=True, day=timezone.localdate())
        return count_by_kind(actor=self.actor, asked=asked, part=self.part)

    @cached_property
    def segments(self) -> list[dict[str, Any]]:  # type: ignore[override]
        first, *own = super().segments
        counted = [
            View(label=_("{kind} {count}").format(kind=one.kind.name, count=one.count), query=f"kind={one.kind.code}")
            for one in self.park_counts[:SHOWN_PARK_KINDS]
        ]
        made = [
            {
                "label": view.label, "url": f"{self.request.path}?{view.query}", "current": view.query == self.query,
                "own": False,
            }
            for view in counted
        ]  # fmt: skip
        return [first, *made, *own]

    views = (
        View(label=gettext_lazy("楼宇"), query="kind=tower"),
        View(label=gettext_lazy("坐标存疑"), query="doubt=yes"),
    )

    def actions(self) -> Iterable[Action]:
        yield Action(label=_("树"), url=reverse("place-tree"), icon="sitemap")
        yield Action(
            label=_("地图"),
            url=f"{reverse('place-map')}?{self.query}" if self.query else reverse("place-map"),
            icon="map-2",
        )
        if self.actor.may_somewhere(Permission.PLACE_CREATE):
            yield Action(label=_("登记场所"), url=reverse("place-new"), primary=True)

    def empty_action(self) -> Action | None:
        return Action(label=_("看公开的场所"), url=f"{self.request.path}?scope=public", icon="map-pin")

    def extra(self) -> dict[str, Any]:
        """The sentence above the list: how many parks, of which kinds."""
        total = sum(one.count for one in self.park_counts)
        links = [
            format_html(
                '<a class="link num" href="{}?kind={}">{} {}</a>',
                self.request.path,
                one.kind.code,
                one.kind.name,
                one.count,
            )
            for one in self.park_counts
        ]
        return {"park_total": total, "park_links": links}
