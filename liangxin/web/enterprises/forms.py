from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liangxin.enterprises.choices import (
    CorrectedField,
    CoverageMode,
    EnterpriseStatus,
    LabelGroup,
    Ownership,
    SupplyKind,
    UnitCategory,
)
from liangxin.enterprises.selectors.enterprises import list_labels
from liangxin.web.shared.forms import DayField, Form, ReasonField
from liangxin.web.shared.picks import NodeField

if TYPE_CHECKING:
    from liangxin.enterprises.models import Enterprise


BLANK = [("", "—")]
LARGEST = 2_000_000  # persons


class ActForm(Form):
    """The base of forms that choose within the actor's scope."""

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        for field in self.fields.values():
            if isinstance(field, NodeField):
                field.actor = actor


class FactsForm(ActForm):
    """What is corrected in place, and registered at first."""

    credit_code = forms.CharField(
        label=_("统一社会信用代码"), required=False, max_length=40, help_text=_("18 位，营业执照上有；没有可以先空着"),
        widget=forms.TextInput(attrs={"class": "mono", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    ownership = forms.ChoiceField(label=_("所有制"), choices=[*BLANK, *Ownership.choices], required=False)
    unit_category = forms.ChoiceField(
        label=_("单位类别"), choices=[*BLANK, *UnitCategory.choices], required=False, help_text=_("空着则按代码判断")
    )
    industry = NodeField(
        kind="industry", label=_("行业"), required=False, help_text=_("国民经济行业分类的名称或代码，如 软件 或 65")
    )
    labels = forms.MultipleChoiceField(label=_("标签"), required=False, widget=forms.CheckboxSelectMultiple)
    registered_address = forms.CharField(label=_("注册地址"), required=False, max_length=300)
    capital_text = forms.CharField(
        label=_("注册资本"), required=False, max_length=100, help_text=_("例如 500万元人民币")
    )
    legal_representative = forms.CharField(label=_("法定代表人"), required=False, max_length=100)
    established_on = DayField(label=_("成立日期"), required=False)
    business_scope = forms.CharField(
        label=_("经营范围"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    description = forms.CharField(
        label=_("说明"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    head_office = NodeField(
        kind="enterprise", label=_("总部"), required=False, help_text=_("分支机构才填；算覆盖时与总部并计一次")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known_labels = {str(label.pk): label for label in list_labels()}
        self.fields["labels"].choices = [(key, label.name) for key, label in self.known_labels.items()]  # type: ignore[attr-defined]

    def clean_labels(self) -> tuple[Any, ...]:
        return tuple(self.known_labels[key] for key in self.cleaned_data["labels"])


class RegisterForm(FactsForm):
    name = forms.CharField(
        label=_("企业名称"), max_length=200, help_text=_("按营业执照，例如 滨港砺石智驾技术有限公司")
    )
    place = NodeField(kind="place", label=_("经营所在"), required=False, help_text=_("园区或楼宇，与注册地址是两回事"))
    unit = forms.CharField(label=_("楼层室号"), required=False, max_length=100)
    moved_in = DayField(label=_("入驻日期"), required=False, help_text=_("空着就是今天"))
    organisation = NodeField(
        kind="organisation-public",
        label=_("责任组织"),
        required=False,
        help_text=_("由哪个组织负责；没有就空着，它会进空白待办"),
    )
    mode = forms.ChoiceField(label=_("覆盖方式"), choices=[*BLANK, *CoverageMode.choices], required=False)
    staff = forms.IntegerField(label=_("员工人数"), required=False, min_value=0, max_value=LARGEST)
    members = forms.IntegerField(label=_("党员人数（在地）"), required=False, min_value=0, max_value=LARGEST)
    young_staff = forms.IntegerField(label=_("35 岁以下人数"), required=False, min_value=0, max_value=LARGEST)
    reason = ReasonField(required=False)
    field_order = (
        "name",
        "credit_code",
        "place",
        "unit",
        "moved_in",
        "organisation",
        "mode",
        "ownership",
        "industry",
        "labels",
    )


class ChangeForm(FactsForm):
    reason = ReasonField(required=False)


class EffectiveForm(ActForm):
    effective = DayField(
        label=_("生效日期"), help_text=_("从这一天起算；早于今天要有补记的权限"), initial=timezone.localdate
    )


class CoverForm(EffectiveForm):
    organisation = NodeField(kind="organisation-public", label=_("责任组织"))
    mode = forms.ChoiceField(label=_("覆盖方式"), choices=CoverageMode.choices)
    reason = ReasonField(required=False)
    field_order = ("organisation", "mode", "effective", "reason")


class TransferForm(CoverForm):
    reason = ReasonField()


class EndForm(EffectiveForm):
    reason = ReasonField()


class DesignateForm(EffectiveForm):
    user = NodeField(kind="contact", label=_("联系人"), help_text=_("写姓名或账号，从列表中选"))
    reason = ReasonField(required=False)
    field_order = ("user", "effective", "reason")


class EndDesignationForm(EffectiveForm):
    reason = ReasonField(required=False)


class ClaimForm(ActForm):
    organisation = NodeField(kind="organisation-public", label=_("认领的组织"))
    mode = forms.ChoiceField(label=_("覆盖方式"), choices=CoverageMode.choices)
    reason = ReasonField(help_text=_("为什么应由它负责；协调的人会看到"))


class MoveInForm(EffectiveForm):
    place = NodeField(kind="place", label=_("迁入"))
    unit = forms.CharField(label=_("楼层室号"), required=False, max_length=100)
    is_main = forms.BooleanField(label=_("作为主要经营场所"), required=False, initial=True)
    reason = ReasonField(required=False)
    field_order = ("place", "unit", "is_main", "effective", "reason")


class StatusForm(EffectiveForm):
    status = forms.ChoiceField(
        label=_("状态"), choices=[pair for pair in EnterpriseStatus.choices if pair[0] not in {"moved_out", "closed"}]
    )
    reason = ReasonField(required=False)
    field_order = ("status", "effective", "reason")


class LeaveForm(EffectiveForm):
    status = forms.ChoiceField(
        label=_("去向"), choices=[pair for pair in EnterpriseStatus.choices if pair[0] in {"moved_out", "closed"}]
    )
    reason = ReasonField()
    field_order = ("status", "effective", "reason")


class RenameForm(EffectiveForm):
    name = forms.CharField(label=_("新名称"), max_length=200)
    reason = ReasonField(required=False)
    field_order = ("name", "effective", "reason")


class FiguresForm(ActForm):
    staff = forms.IntegerField(label=_("员工"), required=False, min_value=0, max_value=LARGEST)
    members = forms.IntegerField(label=_("党员（在地）"), required=False, min_value=0, max_value=LARGEST)
    young_staff = forms.IntegerField(label=_("35 岁以下"), required=False, min_value=0, max_value=LARGEST)
    as_of = DayField(label=_("截至"), initial=timezone.localdate)
    source = forms.CharField(label=_("来源"), max_length=100, help_text=_("例如 企业填报、走访核对"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if all(cleaned.get(kind) is None for kind in ("staff", "members", "young_staff")):
            raise forms.ValidationError(_("请至少填一个人数。"))
        return cleaned

    def values(self) -> dict[str, int]:
        """The numbers that were filled in, by kind."""
        kinds = ("staff", "members", "young_staff")
        return {kind: self.cleaned_data[kind] for kind in kinds if self.cleaned_data.get(kind) is not None}


class ContactForm(ActForm):
    name = forms.CharField(label=_("姓名"), max_length=100)
    role = forms.CharField(label=_("职务"), max_length=60, required=False)
    phone = forms.CharField(label=_("电话"), max_length=60, required=False, help_text=_("加密保存；页面上只显示后四位"))


class RevealForm(ActForm):
    reason = ReasonField(help_text=_("会记入审计，写明为什么要看。"))


class CorrectionForm(ActForm):
    field = forms.ChoiceField(label=_("哪一项不对"), choices=CorrectedField.choices)
    new_value = forms.CharField(label=_("应当是"), max_length=2_000)
    note = forms.CharField(label=_("说明"), max_length=300, required=False)


class SupplyForm(ActForm):
    other = NodeField(kind="enterprise", label=_("企业"))
    kind = forms.ChoiceField(label=_("关系"), choices=SupplyKind.choices)


class DecisionForm(ActForm):
    reason = ReasonField()


class SettleForm(EffectiveForm):
    reason = ReasonField()


class LabelForm(Form):
    name = forms.CharField(label=_("名称"), max_length=60)
    group = forms.ChoiceField(label=_("归类"), choices=LabelGroup.choices)
    position = forms.IntegerField(label=_("次序"), min_value=0, max_value=30_000, initial=100)


class NewLabelForm(LabelForm):
    code = forms.SlugField(label=_("代号"), max_length=40, help_text=_("英文字母、数字，定了不再改"))
    field_order = ("name", "code", "group", "position")


def facts_initial(enterprise: "Enterprise") -> dict[str, Any]:
    """What the change form is filled with."""
    kept = ("credit_code", "ownership", "unit_category", "registered_address", "capital_text", "legal_representative",
            "established_on", "business_scope", "description")  # fmt: skip
    return {name: getattr(enterprise, name) for name in kept} | {
        "industry": enterprise.industry_id, "head_office": enterprise.head_office_id,
        "labels": [str(label.pk) for label in enterprise.labels.all()],
    }  # fmt: skip
