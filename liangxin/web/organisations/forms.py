from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.organisations.choices import (
    EstablishmentMode,
    Family,
    LeadKind,
    Level,
    PostSource,
    RecognitionLevel,
    Strand,
    UnitRelation,
)
from liangxin.organisations.selectors.links import list_tags
from liangxin.organisations.selectors.organisations import list_post_kinds, list_types, types_below, types_instead_of
from liangxin.organisations.services.founding import NewOrganisation
from liangxin.organisations.services.organisations import OrganisationDetails
from liangxin.organisations.services.recording import Act
from liangxin.rulebook.selectors import list_industries
from liangxin.web.shared.forms import DayField, Form, ReasonField, dress
from liangxin.web.shared.picks import NodeField

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation, OrganisationType


UNITS = 6  # units that one form names; a joint branch generally has at most five (branch.joint_max_units)
BLANK = [("", _("不填"))]


def _with_blank(choices: Any) -> list[tuple[str, Any]]:
    return [*BLANK, *choices]


class DetailsForm(Form):
    """What an organisation is like, apart from its acts."""

    strand = forms.ChoiceField(label=_("五位一体"), choices=_with_blank(Strand.choices), required=False)
    establishment_mode = forms.ChoiceField(
        label=_("组建方式"), choices=_with_blank(EstablishmentMode.choices), required=False
    )
    unit_relation = forms.ChoiceField(
        label=_("所在单位情况"), choices=_with_blank(UnitRelation.choices), required=False,
        help_text=_("与全国采集表的三种选项一致。"),
    )  # fmt: skip
    home_place = NodeField(kind="place", label=_("所在"), required=False, help_text=_("园区、楼宇或街镇，例如 启航楼"))
    industry = forms.ChoiceField(label=_("行业"), required=False, help_text=_("GB/T 4754 门类或大类"))
    term_starts_on = DayField(label=_("本届开始"), required=False)
    term_ends_on = DayField(label=_("任期到"), required=False, help_text=_("最后一天。不填则按任期规定算出。"))
    telephone = forms.CharField(label=_("固定电话"), required=False, max_length=60, help_text=_("含区号，对外公开"))
    contact_name = forms.CharField(label=_("联系人"), required=False, max_length=100)
    code = forms.CharField(label=_("组织代码"), required=False, max_length=40)
    link_note = forms.CharField(
        label=_("联系说明"), required=False, max_length=200, help_text=_("共建单位和条线部门：怎样联系、联系什么")
    )
    is_overseas = forms.BooleanField(label=_("在境外"), required=False, help_text=_("境外组织不对外公开。"))
    country = forms.CharField(label=_("国家或地区"), required=False, max_length=60)
    time_zone = forms.CharField(label=_("时区"), required=False, max_length=60, help_text=_("例如 Europe/Minsk"))
    is_public = forms.BooleanField(label=_("在公开页面上显示"), required=False, initial=True)
    description = forms.CharField(
        label=_("简介"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home_place"].actor = actor  # type: ignore[attr-defined]
        industries = {each.code: each for each in list_industries()}
        self.industries = industries
        self.fields["industry"].choices = _with_blank(  # type: ignore[attr-defined]
            [(each.code, f"{each.code} {each.name}") for each in industries.values() if len(each.code) <= 2]
        )

    def details(self) -> dict[str, Any]:
        """The fields as the services take them."""
        values = {name: self.cleaned_data[name] for name in DetailsForm.base_fields}
        values["industry"] = self.industries.get(values["industry"])
        return values


class ParentForm(Form):
    parent = NodeField(kind="organisation", label=_("上级组织"), help_text=_("例如 金融城片区综合党委"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].actor = actor  # type: ignore[attr-defined]


class NewOrganisationForm(DetailsForm):
    """Founding below a parent; where the type has units, with those that found it together."""

    type = forms.ChoiceField(label=_("类型"))
    name = forms.CharField(label=_("名称"), max_length=200, help_text=_("全称，与公章一致，例如 启航楼联合党支部"))
    short_name = forms.CharField(label=_("简称"), max_length=60, required=False)
    effective = DayField(label=_("成立日期"), help_text=_("批复生效的那一天"))
    document_number = forms.CharField(
        label=_("批复文号"), max_length=100, required=False, help_text=_("例如 滨综〔2026〕8号")
    )
    reason = ReasonField(label=_("成立说明"), required=False)

    field_order = [
        "type", "name", "short_name", "effective", "document_number", "reason", "establishment_mode", "home_place",
        "strand", "unit_relation", "industry",
    ]  # fmt: skip

    def __init__(
        self, *args: Any, actor: Actor, parent: "Organisation | None", with_units: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.parent = parent
        self.types = list(types_below(parent=parent))
        self.fields["type"].choices = [(each.code, each.name) for each in self.types]  # type: ignore[attr-defined]
        self.units = [f"unit_{number}" for number in range(1, UNITS + 1)] if with_units else []
        for number, name in enumerate(self.units, start=1):
            field = NodeField(
                kind="enterprise", label=_("参加组建的单位 {number}").format(number=number), required=False
            )
            field.actor = actor
            self.fields[name] = field
        if self.units:
            self.fields[self.units[0]].help_text = _("联合组建时填。成立后由新组织负责这些企业。")
        likely = [each.code for each in self.types if each.code in ("joint_branch", "branch")]
        self.fields["type"].initial = likely[0] if likely else None
        self.order_fields([*(self.field_order or []), *self.units])
        dress(self)

    def new(self) -> NewOrganisation:
        """What is founded."""
        data = self.cleaned_data
        return NewOrganisation(
            name=data["name"], type=data["type"], parent=self.parent, opened=data["effective"],
            short_name=data["short_name"], reason=data["reason"], document_number=data["document_number"],
            **self.details(),
        )  # fmt: skip

    def enterprises(self) -> list[Any]:
        """The units that found it together, each once."""
        found = [self.cleaned_data[name] for name in self.units if self.cleaned_data.get(name) is not None]
        return list({each.pk: each for each in found}.values())


class ChangeForm(DetailsForm):
    reason = ReasonField()

    def changed(self) -> OrganisationDetails:
        return OrganisationDetails(**self.details())


def details_of(organisation: "Organisation") -> dict[str, Any]:
    """The form's values of a record."""
    values = {name: getattr(organisation, name) for name in DetailsForm.base_fields}
    values["home_place"] = organisation.home_place_id
    values["industry"] = organisation.industry.code if organisation.industry is not None else ""
    return values


class ActForm(Form):
    """The day, the reason and the document of an act."""

    effective = DayField(label=_("生效日期"), help_text=_("从这一天起算。早于今天的须有补记权限。"))
    reason = ReasonField()
    document_number = forms.CharField(label=_("文号"), max_length=100, required=False)

    def __init__(self, *args: Any, actor: Actor, organisation: "Organisation", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        for field in self.fields.values():
            if isinstance(field, NodeField):
                field.actor = actor

    def act(self) -> Act:
        data = self.cleaned_data
        return Act(effective=data["effective"], reason=data["reason"], document_number=data["document_number"])

    def values(self) -> dict[str, Any]:
        """What else the service takes."""
        return {}


class RenameForm(ActForm):
    name = forms.CharField(label=_("新名称"), max_length=200)
    short_name = forms.CharField(label=_("新简称"), max_length=60, required=False)
    field_order = ["name", "short_name"]

    def values(self) -> dict[str, Any]:
        return {"name": self.cleaned_data["name"], "short_name": self.cleaned_data["short_name"]}


class MoveForm(ActForm):
    parent = NodeField(kind="organisation", label=_("新的上级"))
    field_order = ["parent"]

    def values(self) -> dict[str, Any]:
        return {"parent": self.cleaned_data["parent"]}


class ChangeTypeForm(ActForm):
    type = forms.ChoiceField(label=_("改为"))
    name = forms.CharField(label=_("新名称"), max_length=200, required=False, help_text=_("不改名就不用填"))
    establishment_mode = forms.ChoiceField(
        label=_("组建方式"), choices=_with_blank(EstablishmentMode.choices), required=False
    )
    strand = forms.ChoiceField(label=_("五位一体"), choices=_with_blank(Strand.choices), required=False)
    field_order = ["type", "name", "establishment_mode", "strand"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = types_instead_of(organisation=self.organisation)
        self.fields["type"].choices = [(each.code, each.name) for each in allowed]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("type", "name", "establishment_mode", "strand")}


class MergeForm(ActForm):
    into = NodeField(kind="organisation", label=_("并入"))
    field_order = ["into"]

    def values(self) -> dict[str, Any]:
        return {"into": self.cleaned_data["into"]}


class DissolveForm(ActForm):
    """Only the day and the reason."""


class TakeBackForm(Form):
    reason = ReasonField(label=_("为什么撤销这次变更"))


class PostForm(Form):
    kind = forms.ChoiceField(label=_("职务"))
    title = forms.CharField(label=_("叫法"), max_length=60, required=False, help_text=_("与职务名称不同时填"))
    opened = DayField(label=_("设立日期"))
    is_part_time = forms.BooleanField(label=_("兼职席位"), required=False)

    def __init__(self, *args: Any, family: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = list_post_kinds(family=family)
        self.fields["kind"].choices = [(each.code, each.name) for each in kinds]  # type: ignore[attr-defined]


class AppointForm(Form):
    person = NodeField(kind="person", label=_("任职的人"))
    start = DayField(label=_("任职日期"))
    source = forms.ChoiceField(label=_("来源"), choices=PostSource.choices)
    source_note = forms.CharField(
        label=_("来源说明"), max_length=200, required=False, help_text=_("例如 由园区管理公司选派")
    )
    home_unit_name = forms.CharField(label=_("原单位"), max_length=200, required=False, help_text=_("挂职、兼职的填"))
    home_unit_post = forms.CharField(label=_("原单位职务"), max_length=100, required=False)
    secondment_ends_on = DayField(label=_("派驻到"), required=False, help_text=_("最后一天，只有挂职派驻才填"))
    is_concurrent = forms.BooleanField(label=_("双向进入、联合任职"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].actor = actor  # type: ignore[attr-defined]


class EndHoldingForm(Form):
    end = DayField(label=_("离任日期"), help_text=_("从这一天起空缺"))
    reason = ReasonField(label=_("离任原因"))
    evaluation = forms.CharField(
        label=_("挂职评价"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class EndForm(Form):
    end = DayField(label=_("结束日期"), help_text=_("从这一天起不再"))
    reason = ReasonField()


class LeadForm(Form):
    lead = NodeField(kind="organisation-public", label=_("共同领导或指导的单位"))
    kind = forms.ChoiceField(label=_("关系"), choices=LeadKind.choices)
    start = DayField(label=_("开始日期"))
    note = forms.CharField(label=_("说明"), max_length=200, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].actor = actor  # type: ignore[attr-defined]


class JoinForm(Form):
    organisation = NodeField(kind="organisation-public", label=_("组织"), required=False)
    enterprise = NodeField(kind="enterprise", label=_("企业"), required=False)
    role = forms.CharField(label=_("角色"), max_length=60, required=False, help_text=_("例如 理事长单位"))
    start = DayField(label=_("加入日期"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("organisation", "enterprise"):
            self.fields[name].actor = actor  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("organisation") and not data.get("enterprise"):
            self.add_error("organisation", _("请选一个组织或一家企业。"))
        return data

    def nodes(self) -> list[Any]:
        chosen = (self.cleaned_data["organisation"], self.cleaned_data["enterprise"])
        return [each.node for each in chosen if each is not None]


class TagsForm(Form):
    tags = forms.MultipleChoiceField(
        label=_("标签"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("重要领域、重点产业、重大项目。"),
    )  # fmt: skip

    def __init__(self, *args: Any, path: str, place_path: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(each.pk): each for each in list_tags(paths=[one for one in (path, place_path) if one])}
        self.fields["tags"].choices = [(key, each.name) for key, each in self.offered.items()]  # type: ignore[attr-defined]

    def chosen(self) -> list[Any]:
        return [self.offered[key] for key in self.cleaned_data["tags"]]


class TitleForm(Form):
    title = forms.CharField(label=_("荣誉或称号"), max_length=200)
    level = forms.ChoiceField(label=_("级别"), choices=RecognitionLevel.choices)
    awarded_by = forms.CharField(label=_("授予单位"), max_length=200)
    awarded_on = DayField(label=_("授予日期"))
    valid_to = DayField(label=_("有效期到"), required=False, help_text=_("最后一天，长期有效的不填"))
    document_number = forms.CharField(label=_("文号"), max_length=100, required=False)


class TypeForm(Form):
    name = forms.CharField(label=_("名称"), max_length=60)
    children = forms.MultipleChoiceField(label=_("之下可以设"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["children"].choices = [(each.code, each.name) for each in list_types()]  # type: ignore[attr-defined]


class NewTypeForm(Form):
    code = forms.SlugField(label=_("代码"), max_length=40, help_text=_("英文小写，例如 service_team"))
    name = forms.CharField(label=_("名称"), max_length=60)
    family = forms.ChoiceField(label=_("大类"), choices=Family.choices)
    level = forms.ChoiceField(label=_("级别"), choices=[(each.value, each.label) for each in Level], required=False)
    holds_members = forms.BooleanField(label=_("可以有党员"), required=False)
    parents = forms.MultipleChoiceField(label=_("可以设在"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parents"].choices = [(each.code, each.name) for each in list_types()]  # type: ignore[attr-defined]


def codes_of(type_: "OrganisationType") -> list[str]:
    """The codes of the types that may stand below."""
    return [each.code for each in type_.children.all()]
