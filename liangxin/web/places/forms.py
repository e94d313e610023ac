import json
import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.places.choices import CoordinateSystem, PlaceLevel
from liangxin.places.services.coordinates import Coordinates
from liangxin.places.services.kinds import KindValues
from liangxin.places.services.places import NewPlace, PlaceFacts
from liangxin.web.shared.forms import DayField, Form, ReasonField
from liangxin.web.shared.picks import PICK_KINDS, NodeField

if TYPE_CHECKING:
    from liangxin.places.models import Place, PlaceKind

SYSTEMS = [
    (CoordinateSystem.GCJ02.value, _("GCJ-02（高德、腾讯地图）")),
    (CoordinateSystem.WGS84.value, _("WGS-84（GPS、天地图）")),
    (CoordinateSystem.BD09.value, _("BD-09（百度地图）")),
]


class CoordinatesField(forms.CharField):
    """Longitude and latitude as people paste them: 121.5272, 31.1774."""

    def clean(self, value: Any) -> tuple[Decimal, Decimal] | None:
        text = super().clean(value)
        if not text:
            return None
        parts = re.findall(r"-?\d+(?:\.\d+)?", text)
        try:
            longitude, latitude = (Decimal(part) for part in parts)
        except (ValueError, InvalidOperation):
            raise ValidationError(_("请写经度和纬度，中间用逗号隔开。"), code="invalid") from None
        return longitude, latitude


def owner_field() -> NodeField:
    return NodeField(
        kind="organisation", label=_("归属单位"), required=False, help_text=_("这个单位及其上级能看到全部内容"),
    )  # fmt: skip


class FactsForm(Form):
    """What is known of a place beside its name and where it stands."""

    kind = forms.ChoiceField(label=_("类别"))
    short_name = forms.CharField(label=_("简称"), max_length=60, required=False)
    address = forms.CharField(label=_("地址"), max_length=300, required=False, help_text=_("例如 云帆路88号"))
    division_code = forms.CharField(
        label=_("行政区划代码"),
        max_length=12,
        required=False,
        help_text=_("6、9 或 12 位数字；片区、园区没有就不写"),
    )
    area_m2 = forms.DecimalField(
        label=_("面积（平方米）"),
        max_digits=12,
        decimal_places=2,
        required=False,
        help_text=_("例如 52000"),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    property_manager = forms.CharField(label=_("物业单位"), max_length=200, required=False)
    owner = owner_field()
    description = forms.CharField(
        label=_("说明"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_public = forms.BooleanField(
        label=_("公开"),
        required=False,
        help_text=_("名称、类别、地址和位置人人可见，公开首页也会列出"),
    )

    def __init__(self, *args: Any, actor: Actor, kinds: "list[PlaceKind]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kinds = {kind.code: kind for kind in kinds}
        self.fields["kind"].choices = [(kind.code, kind.name) for kind in kinds]  # type: ignore[attr-defined]
        if "organisation" in PICK_KINDS:
            self.fields["owner"].actor = actor  # type: ignore[attr-defined]
        else:
            del self.fields["owner"]

    def facts(self, *, owner: Any = None) -> PlaceFacts:
        """The facts; owner: kept where the form does not ask for it."""
        given = self.cleaned_data
        chosen = given.get("owner")
        return PlaceFacts(
            kind=self._kinds[given["kind"]], short_name=given["short_name"], address=given["address"],
            division_code=given["division_code"], area_m2=given["area_m2"], property_manager=given["property_manager"],
            description=given["description"], is_public=given["is_public"],
            owner=getattr(chosen, "node", chosen) if "owner" in self.fields else owner,
        )  # fmt: skip


class ChangeForm(FactsForm):
    reason = ReasonField(required=False)

    @staticmethod
    def of(place: "Place") -> dict[str, Any]:
        """What the form is filled with."""
        return {
            "kind": place.kind.code, "short_name": place.node.short_name, "address": place.address,
            "division_code": place.division_code, "area_m2": place.area_m2, "property_manager": place.property_manager,
            "owner": place.owner_id, "description": place.description, "is_public": place.is_public,
        }  # fmt: skip


class LocateForm(Form):
    """Coordinates and the system they come from."""

    at = CoordinatesField(
        label=_("坐标"),
        required=False,
        help_text=_("经度在前、纬度在后，例如 121.527211, 31.177428；清空就是去掉坐标"),
    )
    system = forms.ChoiceField(
        label=_("坐标系"), choices=SYSTEMS, help_text=_("从哪里抄来的就选哪个，系统换算成 WGS-84 保存")
    )

    def coordinates(self) -> Coordinates | None:
        at = self.cleaned_data["at"]
        return Coordinates(longitude=at[0], latitude=at[1], system=self.cleaned_data["system"]) if at else None


class NewPlaceForm(FactsForm):
    """A place below a parent that the address of the page names."""

    name = forms.CharField(label=_("名称"), max_length=200)
    at = CoordinatesField(
        label=_("坐标"), required=False, help_text=_("经度在前、纬度在后，例如 121.527211, 31.177428")
    )
    system = forms.ChoiceField(label=_("坐标系"), choices=SYSTEMS, required=False)
    opened = DayField(label=_("启用日期"), help_text=_("早于今天的，需要补记的权限"))
    reason = ReasonField(required=False)
    field_order = ("name", "kind", "address", "at", "system", "opened")

    def new(self, parent: "Place | None") -> NewPlace:
        given = self.cleaned_data
        at = given["at"]
        coordinates = None
        if at:
            system = given["system"] or CoordinateSystem.GCJ02
            coordinates = Coordinates(longitude=at[0], latitude=at[1], system=system)
        return NewPlace(
            name=given["name"], facts=self.facts(), parent=parent, opened=given["opened"], coordinates=coordinates
        )


class BoundaryForm(Form):
    """An outline as GeoJSON."""

    boundary = forms.CharField(
        label=_("边界（GeoJSON）"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10, "class": "mono", "spellcheck": "false"}),
        help_text=_("WGS-84 坐标的 Polygon 或 MultiPolygon，可以整段粘贴 Feature；清空就是去掉边界"),
        max_length=800_000,
    )

    def clean_boundary(self) -> object | None:
        text = self.cleaned_data["boundary"].strip()
        if not text:
            return None
        try:
            parsed: object = json.loads(text)
        except ValueError:
            raise ValidationError(_("这不是 JSON，请整段复制。"), code="invalid") from None
        return parsed


class ActForm(Form):
    """An act with an effective day."""

    effective_date = DayField(label=_("生效日期"), help_text=_("早于今天的，需要补记的权限"))
    reason = ReasonField()

    @property
    def effective(self) -> date:
        day: date = self.cleaned_data["effective_date"]
        return day

    @property
    def why(self) -> str:
        return str(self.cleaned_data["reason"])


class RenameForm(ActForm):
    name = forms.CharField(label=_("新名称"), max_length=200)
    field_order = ("name", "effective_date", "reason")


class MoveForm(ActForm):
    parent = NodeField(kind="place", label=_("移到哪里之下"), help_text=_("名称、拼音首字母或代码"))
    field_order = ("parent", "effective_date", "reason")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].actor = actor  # type: ignore[attr-defined]


class CloseForm(ActForm):
    pass


class KindForm(Form):
    """A kind of place."""

    code = forms.SlugField(label=_("代码"), max_length=40, help_text=_("小写字母和下划线，定了就不改，例如 maker_park"))
    name = forms.CharField(label=_("名称"), max_length=60)
    level = forms.ChoiceField(label=_("层级"), choices=PlaceLevel.choices)
    parent_levels = forms.MultipleChoiceField(
        label=_("可以登记在哪些层级之下"),
        choices=PlaceLevel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("区（自贸区）没有上级，一个都不选"),
    )
    is_park = forms.BooleanField(label=_("算作园区"), required=False, help_text=_("计入园区数"))
    is_retired = forms.BooleanField(label=_("停用"), required=False, help_text=_("已有的保留，不再登记新的"))
    position = forms.IntegerField(label=_("排序"), min_value=0, max_value=9999, initial=500)

    def values(self) -> KindValues:
        given = self.cleaned_data
        return KindValues(
            name=given["name"],
            level=given["level"],
            parent_levels=tuple(given["parent_levels"]),
            is_park=given["is_park"],
            is_retired=given["is_retired"],
            position=given["position"],
        )
