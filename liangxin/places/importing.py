"""Places from spreadsheets: the columns of the roster, and writing or undoing one row of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liangxin.core.errors import RuleBroken
from liangxin.places.choices import CoordinateSystem
from liangxin.places.import_plans import (
    FACTS,
    comes_with_the_file,
    coordinates_of,
    facts_after,
    facts_of,
    has_moved,
    kind_of,
    looked_up,
    parent_of,
    plan_rows,
)
from liangxin.places.models import Place, PlaceKind
from liangxin.places.permissions import Permission
from liangxin.places.services.acts import remove_place
from liangxin.places.services.coordinates import Coordinates, coordinate_columns, set_coordinates
from liangxin.places.services.places import NewPlace, change_place, register_place, register_places
from liangxin.spreadsheets.choices import Outcome
from liangxin.spreadsheets.services import cleaning
from liangxin.spreadsheets.services.kinds import (
    Applied,
    Column,
    ImportContext,
    ImportKind,
    NotYet,
    Option,
    Plan,
    Problem,
    Row,
    register_kind,
)


class RowRefused(RuleBroken):
    code, field, message = "places.row_refused", "parent", "{problem}"


def _words(parent: Place | Problem) -> str:
    return parent.message if isinstance(parent, Problem) else str(_("没有这个类别。"))


def apply_row(context: ImportContext, row: Row, plan: Plan) -> Applied:
    """Write one row through the register's services."""
    known = looked_up(context, [row])
    parent = parent_of(row, known)
    kind = kind_of(row, known)
    if isinstance(parent, Problem) or kind is None:
        raise NotYet() if comes_with_the_file(context, row) else RowRefused(problem=_words(parent))
    if plan.object_id is None:
        new = _new(context, row, parent, kind)
        made = register_place(actor=context.actor, new=new, now=context.now, today=context.today, reason=_("导入"))
        return Applied(outcome=Outcome.CREATED, object_kind="places.Place", object_id=made.pk)
    place = Place.objects.select_related("node", "kind", "owner").get(pk=plan.object_id)
    before = _kept(place)
    change_place(actor=context.actor, place=place, facts=facts_after(row, kind, place), reason=_("导入"))
    coordinates = coordinates_of(context, row)
    if has_moved(coordinate_columns(coordinates), place):
        set_coordinates(actor=context.actor, place=place, coordinates=coordinates)
    return Applied(outcome=Outcome.UPDATED, object_kind="places.Place", object_id=place.pk, before=before)


def apply_rows(context: ImportContext, rows: Sequence[tuple[Row, Plan]]) -> list[Applied]:
    """Write many rows: what is new by one bulk service, the rest one by one."""
    known = looked_up(context, [row for row, _plan in rows])
    news: dict[int, NewPlace] = {}
    for row, plan in rows:
        parent, kind = parent_of(row, known), kind_of(row, known)
        if plan.object_id is None and isinstance(parent, Place) and kind is not None:
            news[row.number] = _new(context, row, parent, kind)
    made = register_places(
        actor=context.actor, news=list(news.values()), now=context.now, today=context.today, reason=_("导入")
    )
    made_by = dict(zip(news, made, strict=True))
    return [
        Applied(outcome=Outcome.CREATED, object_kind="places.Place", object_id=made_by[row.number].pk)
        if row.number in made_by
        else apply_row(context, row, plan)
        for row, plan in rows
    ]


def _new(context: ImportContext, row: Row, parent: Place, kind: PlaceKind) -> NewPlace:
    opened = date.fromisoformat(row.get("opened")) if row.get("opened") else context.today
    return NewPlace(
        name=row.get("name", ""), parent=parent, facts=facts_after(row, kind, None),
        coordinates=coordinates_of(context, row), opened=opened,
    )  # fmt: skip


def _kept(place: Place) -> dict[str, Any]:
    return {
        "kind": place.kind.code, "short_name": place.node.short_name, "division_code": place.division_code,
        "address": place.address, "area_m2": str(place.area_m2) if place.area_m2 is not None else None,
        "property_manager": place.property_manager, "description": place.description, "is_public": place.is_public,
        "system": place.source_system,
        "longitude": str(place.source_longitude) if place.source_longitude is not None else None,
        "latitude": str(place.source_latitude) if place.source_latitude is not None else None,
    }  # fmt: skip


def undo_row(context: ImportContext, applied: Applied) -> None:
    """Take one row back: remove what it made, or put back what it changed."""
    place = Place.objects.select_related("node", "kind", "owner").get(pk=applied.object_id)
    if applied.outcome == Outcome.CREATED:
        remove_place(actor=context.actor, place=place)
        return
    before = dict(applied.before or {})
    kind = PlaceKind.objects.get(code=before["kind"])
    facts = replace(
        facts_of(place), kind=kind, address=before["address"],
        **{name: before[name] for name in FACTS if name != "area_m2"},
        area_m2=Decimal(before["area_m2"]) if before["area_m2"] is not None else None,
    )  # fmt: skip
    change_place(actor=context.actor, place=place, facts=facts, reason=_("撤回导入"))
    coordinates = None
    if before["longitude"] is not None:
        coordinates = Coordinates(
            longitude=Decimal(before["longitude"]), latitude=Decimal(before["latitude"]), system=before["system"]
        )
    set_coordinates(actor=context.actor, place=place, coordinates=coordinates)


register_kind(
    ImportKind(
        code="places",
        title=gettext_lazy("场所名册"),
        permission=Permission.PLACE_IMPORT,
        columns=(
            Column(
                key="name", title=gettext_lazy("场所名称"), required=True, clean=cleaning.body_name(),
                synonyms=("名称", "楼宇名称", "园区名称", "大楼名称", "楼宇", "园区", "小区名称", "name"), example="云帆大厦",
            ),
            Column(
                key="kind", title=gettext_lazy("类别"), clean=cleaning.text(60),
                synonyms=("场所类别", "类型", "园区类型", "性质", "kind", "kind_guess"), example="楼宇",
            ),
            Column(
                key="parent", title=gettext_lazy("上级场所"), clean=cleaning.text(300),
                synonyms=("上级", "所属片区", "所属街镇", "所属街道", "所属园区", "片区", "街镇", "parent"), example="金融城片区",
                note=gettext_lazy("不写就放在您所在的场所之下；同名时连同上级一起写：滨港区/金融城片区"),
            ),
            Column(
                key="address", title=gettext_lazy("地址"), clean=cleaning.text(300),
                synonyms=("详细地址", "坐落", "所在地址", "address"), example="云帆路88号",
            ),
            Column(key="short_name", title=gettext_lazy("简称"), clean=cleaning.text(60), synonyms=("别名",)),
            Column(
                key="division_code", title=gettext_lazy("行政区划代码"), clean=cleaning.text(12),
                synonyms=("区划代码", "街镇代码"),
            ),
            *(
                Column(key=key, title=title, synonyms=synonyms, clean=clean)
                for key, title, synonyms, clean in (
                    ("longitude", gettext_lazy("经度"), ("lng", "lon", "longitude", "x"), cleaning.longitude()),
                    ("latitude", gettext_lazy("纬度"), ("lat", "latitude", "y"), cleaning.latitude()),
                    ("longitude_wgs84", "经度WGS-84", ("lng_wgs84", "wgs84经度"), cleaning.longitude()),
                    ("latitude_wgs84", "纬度WGS-84", ("lat_wgs84", "wgs84纬度"), cleaning.latitude()),
                    ("longitude_gcj02", "经度GCJ-02", ("lng_gcj02", "高德经度"), cleaning.longitude()),
                    ("latitude_gcj02", "纬度GCJ-02", ("lat_gcj02", "高德纬度"), cleaning.latitude()),
                    ("longitude_bd09", "经度BD-09", ("lng_bd09", "百度经度"), cleaning.longitude()),
                    ("latitude_bd09", "纬度BD-09", ("lat_bd09", "百度纬度"), cleaning.latitude()),
                )
            ),
            Column(
                key="area_m2", title=gettext_lazy("面积（平方米）"), clean=cleaning.number(least=Decimal("0.01"), most=10**9),
                synonyms=("面积", "建筑面积", "占地面积"), example="52000",
            ),
            Column(
                key="property_manager", title=gettext_lazy("物业单位"), clean=cleaning.text(200),
                synonyms=("物业", "物业公司", "物业管理单位", "管理单位"),
            ),
            Column(key="description", title=gettext_lazy("说明"), clean=cleaning.text(2000), synonyms=("备注", "简介")),
            Column(key="is_public", title=gettext_lazy("是否公开"), clean=cleaning.yes_no(), synonyms=("公开",)),
            Column(
                key="opened", title=gettext_lazy("启用日期"), clean=cleaning.whole_day(past=True),
                synonyms=("启用时间", "竣工日期", "成立日期"), note=gettext_lazy("早于今天的，需要补记的权限"),
            ),
        ),
        options=(
            Option(
                key="system", title=gettext_lazy("“经度”“纬度”两列的坐标系"),
                choices={
                    CoordinateSystem.GCJ02.value: gettext_lazy("GCJ-02（高德、腾讯）"),
                    CoordinateSystem.WGS84.value: gettext_lazy("WGS-84（GPS、天地图）"),
                    CoordinateSystem.BD09.value: gettext_lazy("BD-09（百度）"),
                },
            ),
        ),
        provides="name",
        plan_rows=plan_rows,
        apply_row=apply_row,
        apply_rows=apply_rows,
        undo_row=undo_row,
    )
)  # fmt: skip
