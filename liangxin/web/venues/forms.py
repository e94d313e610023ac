"""The shape of what people enter about stations."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.core.validators.geo import BD09, GCJ02, WGS84, CoordinatesInvalid, Point, to_wgs84, validate
from liangxin.organisations.selectors.organisations import get_organisation
from liangxin.places.choices import CoordinateSystem
from liangxin.places.selectors import get_place
from liangxin.venues.choices import StationStatus, Weekday, WorkKind
from liangxin.venues.rules import DAY_MINUTES, Span, clock
from liangxin.venues.selectors.catalogue import list_brands, list_functions, list_kinds
from liangxin.venues.selectors.levels import all_levels
from liangxin.venues.selectors.stations import get_station
from liangxin.venues.services.stations import NewStation, StationValues
from liangxin.web.shared.forms import DayField, Form, ReasonField
from liangxin.web.shared.picks import NodeField, picked

if TYPE_CHECKING:
    from liangxin.venues.models import Station

SPAN = re.compile(r"(\d{1,2})(?::(\d{2}))?(?:-|–|—|~|至|到)(\d{1,2})(?::(\d{2}))?")
SYSTEMS = {CoordinateSystem.WGS84: WGS84, CoordinateSystem.GCJ02: GCJ02, CoordinateSystem.BD09: BD09}
PLACES_AFTER_POINT = Decimal("0.000001")  # degrees: about ten centimetres


def pk_of(chosen: Any) -> int:
    """The id of what a picker gave: a record, a node or an id."""
    return int(getattr(chosen, "pk", chosen))


class StationForm(Form):
    """What a station is. With `station` its own values stand in the fields."""

    kind = forms.ChoiceField(label=_("类型"))
    place = NodeField(kind="place", label=_("所在场所"), help_text=_("楼宇、园区或片区，例如 云帆大厦"))
    address = forms.CharField(
        label=_("地址"), required=False, max_length=300, help_text=_("写到楼层，例如 云帆路 18 号 3 层")
    )
    level = forms.ChoiceField(label=_("层级"), required=False, help_text=_("按所在区的层级；不计入层级的留空。"))
    owner = NodeField(kind="organisation", label=_("主管组织"), required=False)
    brand = forms.ChoiceField(label=_("服务品牌"), required=False)
    functions = forms.MultipleChoiceField(label=_("功能"), required=False, widget=forms.CheckboxSelectMultiple)
    area_m2 = forms.DecimalField(
        label=_("面积"), required=False, max_digits=9, decimal_places=2, help_text=_("平方米，例如 320")
    )
    telephone = forms.CharField(
        label=_("值守电话"), required=False, max_length=60, help_text=_("会公开，请填座机，例如 021-5500 0318")
    )
    description = forms.CharField(
        label=_("介绍"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2_000,
        help_text=_("会公开：这里是什么样的地方，能做什么。"),
    )  # fmt: skip
    status = forms.ChoiceField(label=_("状态"), choices=StationStatus.choices)
    status_note = forms.CharField(
        label=_("状态说明"), required=False, max_length=200, help_text=_("筹建或暂停时，写什么时候开。")
    )
    is_public = forms.BooleanField(label=_("在公开首页显示"), required=False, initial=True)
    latitude = forms.DecimalField(
        label=_("纬度"), required=False, max_digits=10, decimal_places=7, help_text=_("留空则用场所的位置。")
    )
    longitude = forms.DecimalField(label=_("经度"), required=False, max_digits=10, decimal_places=7)
    coordinate_system = forms.ChoiceField(
        label=_("坐标系"),
        choices=CoordinateSystem.choices,
        required=False,
        help_text=_("高德、腾讯地图上量的是 GCJ-02。"),
    )
    reason = ReasonField(required=False)

    def __init__(self, *args: Any, actor: Actor, station: "Station | None" = None, **kwargs: Any) -> None:
        if station is not None:
            kwargs["initial"] = {**_initial(station), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.actor = actor
        self._kinds = {str(kind.pk): kind for kind in list_kinds()}
        self._functions = {str(function.pk): function for function in list_functions()}
        self._brands = {str(brand.pk): brand for brand in list_brands(actor=actor)[:500]}
        self._levels = {str(level.pk): level for level in all_levels()}
        self._choices("kind", [(pk, kind.name) for pk, kind in self._kinds.items()])
        self._choices("functions", [(pk, function.name) for pk, function in self._functions.items()])
        self._choices("brand", [("", _("没有")), *((pk, brand.name) for pk, brand in self._brands.items())])
        self._choices("level", [("", _("不计入层级")), *_grouped(self._levels.values())])
        for name in ("place", "owner", "parent"):
            if name in self.fields:
                self.fields[name].actor = actor  # type: ignore[attr-defined]
        self._kept: dict[str, Any] = {}
        if station is not None:
            self._keep_unknown("place", station.place)
            self._keep_unknown("owner", station.owner)

    def _keep_unknown(self, name: str, record: Any) -> None:
        """What the actor may not know of is not shown, and stays as it is."""
        if (
            record is not None
            and picked(name if name == "place" else "organisation", self.actor, str(record.pk)) is None
        ):
            del self.fields[name]
            self._kept[name] = record

    def _place(self) -> Any:
        given = self.cleaned_data.get("place")
        return self._kept["place"] if given is None else get_place(actor=self.actor, place_id=pk_of(given))

    def _owner(self) -> Any:
        given = self.cleaned_data.get("owner")
        if given is None:
            return self._kept.get("owner")
        return get_organisation(actor=self.actor, organisation_id=pk_of(given))

    def _choices(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        latitude, longitude = cleaned.get("latitude"), cleaned.get("longitude")
        if latitude is not None and longitude is not None:
            try:
                point = to_wgs84(
                    validate(float(longitude), float(latitude)),
                    system=SYSTEMS.get(cleaned.get("coordinate_system", ""), WGS84),
                )
            except CoordinatesInvalid as wrong:
                self.add_error("latitude", str(wrong))
            else:
                cleaned["latitude"], cleaned["longitude"] = _degrees(point)
        return cleaned

    def values(self) -> StationValues:
        """The entered values as the service takes them."""
        given = self.cleaned_data
        return StationValues(
            kind=self._kinds[given["kind"]], place=self._place(),
            level=self._levels.get(given["level"]), brand=self._brands.get(given["brand"]),
            owner=self._owner(),
            functions=tuple(self._functions[pk] for pk in given["functions"]), area_m2=given["area_m2"],
            address=given["address"], telephone=given["telephone"], description=given["description"],
            status=given["status"], status_note=given["status_note"], is_public=given["is_public"],
            latitude=given["latitude"], longitude=given["longitude"],
        )  # fmt: skip


def _degrees(point: Point) -> tuple[Decimal, Decimal]:
    return tuple(Decimal(str(value)).quantize(PLACES_AFTER_POINT) for value in (point.latitude, point.longitude))  # type: ignore[return-value]


def _grouped(levels: Iterable[Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for level in levels:
        label = f"{level.scheme.place.node.name} · {level.scheme.name}"
        groups.setdefault(label, []).append((str(level.pk), level.name))
    return list(groups.items())


def _initial(station: "Station") -> dict[str, Any]:
    plain = (
        "status",
        "status_note",
        "area_m2",
        "address",
        "telephone",
        "description",
        "is_public",
        "latitude",
        "longitude",
    )
    return {
        **{name: getattr(station, name) for name in plain},
        "kind": str(station.kind_id), "level": str(station.level_id or ""), "brand": str(station.brand_id or ""),
        "place": station.place_id, "owner": station.owner_id,
        "functions": [str(offer.function_id) for offer in station.offers.all()],
    }  # fmt: skip


class NewStationForm(StationForm):
    """A station to be registered."""

    name = forms.CharField(label=_("名称"), max_length=200, help_text=_("例如 云帆大厦党群服务站"))
    opened = DayField(label=_("启用日期"), help_text=_("早于今天须有补记权限。"))
    parent = NodeField(kind="station", label=_("上级站点"), required=False, help_text=_("例如 所属的分中心"))
    field_order = ["name", "kind", "place", "address", "parent", "level", "owner", "opened"]

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        initial = {"opened": timezone.localdate(), "status": StationStatus.OPEN, **kwargs.pop("initial", {})}
        if actor.anchor in (Anchor.PLACE, Anchor.ORGANISATION):
            initial.setdefault("place" if actor.anchor == Anchor.PLACE else "owner", actor.node_id)
        super().__init__(*args, actor=actor, initial=initial, **kwargs)

    def station(self) -> NewStation:
        """The station as the service takes it."""
        given = self.cleaned_data
        parent = given["parent"]
        return NewStation(
            name=given["name"], opened=given["opened"], values=self.values(),
            parent=get_station(actor=self.actor, station_id=pk_of(parent)) if parent is not None else None,
        )  # fmt: skip


def read_spans(text: str) -> list[Span]:
    """ "9:00-12:00，13-18" as minutes. Raises ValueError where something else stands there."""
    whole = re.sub(r"\s", "", text).translate(str.maketrans("：；，、;/", ":,,,,,")).strip(",")
    spans: list[Span] = []
    for part in whole.split(",") if whole else []:
        match = SPAN.fullmatch(part)
        if match is None:
            raise ValueError(part)
        start, end = (int(hour) * 60 + int(minute or 0) for hour, minute in (match.group(1, 2), match.group(3, 4)))
        if max(start, end) > DAY_MINUTES or int(match[2] or 0) > 59 or int(match[4] or 0) > 59:
            raise ValueError(part)
        spans.append((start, end))
    return spans


class SpansField(forms.CharField):
    """Hours of a day as people write them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=100, **kwargs)

    def clean(self, value: Any) -> list[Span]:  # type: ignore[override]
        try:
            return read_spans(super().clean(value))
        except ValueError as wrong:
            message = _("看不懂“{part}”，请写成 9:00-12:00，两段之间用逗号。")
            raise forms.ValidationError(str(message).format(part=wrong), code="invalid") from None


def said_spans(spans: Iterable[Span]) -> str:
    """The spans as `read_spans` reads them."""
    return ", ".join(f"{clock(start)}-{clock(end)}" for start, end in spans)


class HoursForm(Form):
    """The week: a line a day, empty where closed."""

    def __init__(self, *args: Any, week: dict[int, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday in Weekday:
            hint = _("例如 9:00-12:00, 13:00-18:00；不开放就留空。") if weekday == Weekday.MONDAY else ""
            self.fields[f"day{weekday.value}"] = SpansField(
                label=weekday.label, help_text=hint, initial=said_spans(week.get(weekday.value, ())),
                widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "text"}),
            )  # fmt: skip

    def week(self) -> dict[int, list[Span]]:
        return {weekday.value: spans for weekday in Weekday if (spans := self.cleaned_data[f"day{weekday.value}"])}


class SpecialDaysForm(Form):
    """Days that differ from the week."""

    first = DayField(label=_("第一天"))
    last = DayField(label=_("最后一天"), required=False, help_text=_("只有一天就留空。"))
    hours = SpansField(label=_("这些天的开放时间"), help_text=_("例如 10:00-16:00；不开放就留空。"))
    note = forms.CharField(label=_("说明"), max_length=100, help_text=_("来的人会看到，例如 国庆放假"))

    def clean_hours(self) -> Span | None:
        spans: list[Span] = self.cleaned_data["hours"]
        if len(spans) > 1:
            raise forms.ValidationError(_("特别安排只能填一段时间。"), code="several")
        return spans[0] if spans else None


class CoOwnerForm(Form):
    organisation = NodeField(kind="organisation", label=_("共建单位"))
    agreement = forms.CharField(
        label=_("共建协议"), max_length=200, help_text=_("名称或编号，例如 共享共建协议〔2026〕3 号")
    )
    contribution = forms.CharField(
        label=_("出什么"), max_length=200, required=False, help_text=_("例如 场地、人员、经费")
    )
    since = DayField(label=_("开始日期"))
    until = DayField(label=_("结束日期"), required=False, help_text=_("协议到期后的第一天；没有期限就留空。"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].actor = actor  # type: ignore[attr-defined]


class HostForm(Form):
    person = NodeField(kind="person", label=_("主持人"))
    title = forms.CharField(label=_("公开的称呼"), max_length=60, help_text=_("例如 支部书记；姓名不公开。"))
    since = DayField(label=_("开始日期"))
    until = DayField(label=_("结束日期"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].actor = actor  # type: ignore[attr-defined]


class WorkForm(Form):
    kind = forms.ChoiceField(label=_("做了什么"), choices=WorkKind.choices)
    completed_on = DayField(label=_("完成日期"))
    description = forms.CharField(label=_("说明"), max_length=300, help_text=_("例如 旧阅览室改造为共享书房"))


class EffectiveForm(Form):
    """An act with its day and reason."""

    effective = DayField(label=_("生效日期"), help_text=_("早于今天须有补记权限。"))
    reason = ReasonField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"effective": timezone.localdate(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class RenameForm(EffectiveForm):
    name = forms.CharField(label=_("新名称"), max_length=200)
    field_order = ["name", "effective", "reason"]


class MoveForm(EffectiveForm):
    parent = NodeField(kind="station", label=_("新的上级站点"), required=False, help_text=_("留空则不再有上级。"))
    field_order = ["parent", "effective", "reason"]

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].actor = actor  # type: ignore[attr-defined]


class CloseForm(EffectiveForm):
    effective = DayField(label=_("撤销日期"), help_text=_("从这一天起不再有这个站点；早于今天须有补记权限。"))
    reason = ReasonField()


class EndForm(Form):
    effective = DayField(label=_("从哪天起不再有"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"effective": timezone.localdate(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


def last_day(form: SpecialDaysForm) -> date:
    """The last of the special days."""
    return form.cleaned_data["last"] or form.cleaned_data["first"]  # type: ignore[no-any-return]
