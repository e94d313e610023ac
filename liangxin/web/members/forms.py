"""Shapes of input about members."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liangxin.core.validators import dates
from liangxin.core.validators.invalid import Invalid
from liangxin.members.choices import LinkKind, MemberCategory, MembershipStatus
from liangxin.people.choices import Education, PositionLevel
from liangxin.web.shared.forms import DayField, Form, ReasonField
from liangxin.web.shared.picks import NodeField

LIVING = [choice for choice in MembershipStatus.choices if choice[0] != MembershipStatus.ENDED]


class StatedDateField(forms.CharField):
    """A day, a month or a year, in any of the ways people write one; cleans to dates.StatedDate or None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", _("到日、到月、到年都行，例如 2011-07-01、2011-07。"))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return dates.validate(text, today=timezone.localdate())
        except Invalid as error:
            raise ValidationError(str(error), code=error.code) from error


class ActorForm(Form):
    """A form whose pickers look within an actor's scope."""

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, NodeField):
                field.actor = actor


def stated_pair(cleaned: dict[str, Any], key: str, precision: str) -> dict[str, Any]:
    """The two columns of a stated date."""
    stated = cleaned.get(key)
    return {key: stated.value if stated else None, precision: stated.precision if stated else "day"}


class EnrolForm(ActorForm):
    """A person and their membership in one step."""

    name = forms.CharField(label=_("姓名"), max_length=100)
    identity_number = forms.CharField(
        label=_("身份证号"), max_length=30, required=False, help_text=_("加密保存，平时只显示后四位。")
    )
    phone = forms.CharField(label=_("手机号码"), max_length=30, required=False)
    organisation = NodeField(
        kind="home", label=_("组织关系所在组织"), required=False, help_text=_("可用拼音首字母找。")
    )
    outside = forms.CharField(
        label=_("区外组织"),
        max_length=200,
        required=False,
        help_text=_("组织关系不在本区时，写那个组织的全称，上面留空。"),
    )
    category = forms.ChoiceField(label=_("人员类别"), choices=MemberCategory.choices)
    joined_on = StatedDateField(label=_("入党日期"))
    converted_on = StatedDateField(label=_("转正日期"))
    located_at = NodeField(
        kind="place",
        label=_("所在场所"),
        required=False,
        help_text=_("实际工作的楼宇或园区，与组织关系不在一处时填写。"),
    )
    education = forms.ChoiceField(label=_("学历"), choices=[("", "—"), *Education.choices], required=False)
    job_title = forms.CharField(label=_("工作岗位"), max_length=100, required=False)
    position_level = forms.ChoiceField(label=_("岗位层级"), choices=[("", "—"), *PositionLevel.choices], required=False)
    is_key_staff = forms.BooleanField(label=_("单位骨干"), required=False)
    effective = DayField(label=_("组织关系自哪天起"))

    def person_values(self) -> dict[str, Any]:
        keys = ("name", "identity_number", "phone", "education", "job_title", "position_level", "is_key_staff")
        return {key: self.cleaned_data[key] for key in keys}

    def facts(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {
            **{key: cleaned[key] for key in ("organisation", "outside", "category", "located_at", "effective")},
            **stated_pair(cleaned, "joined_on", "joined_precision"),
            **stated_pair(cleaned, "converted_on", "converted_precision"),
        }


class ChangeForm(ActorForm):
    """Fields of a membership."""

    category = forms.ChoiceField(label=_("人员类别"), choices=MemberCategory.choices)
    status = forms.ChoiceField(label=_("党籍状态"), choices=LIVING)
    joined_on = StatedDateField(label=_("入党日期"))
    converted_on = StatedDateField(label=_("转正日期"))
    lost_contact_on = DayField(label=_("失去联系日期"), required=False)
    outflow = forms.CharField(label=_("外出流向"), max_length=200, required=False)
    located_at = NodeField(kind="place", label=_("所在场所"), required=False, help_text=_("实际工作的楼宇或园区。"))
    reason = ReasonField(required=False)

    def changes(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {
            **{key: cleaned[key] for key in ("category", "status", "lost_contact_on", "outflow", "located_at")},
            **stated_pair(cleaned, "joined_on", "joined_precision"),
            **stated_pair(cleaned, "converted_on", "converted_precision"),
        }


class TransferForm(ActorForm):
    """Where the home goes."""

    organisation = NodeField(kind="home", label=_("转到哪个组织"), required=False)
    outside = forms.CharField(
        label=_("转往区外的组织"), max_length=200, required=False, help_text=_("转出本区时写那个组织的全称，上面留空。")
    )
    effective = DayField(label=_("生效日期"))
    reason = ReasonField()


class EndForm(Form):
    """When and why a membership ends."""

    effective = DayField(label=_("自哪天起不再有组织关系"))
    reason = ReasonField()


class LinkForm(ActorForm):
    """A further organisation."""

    organisation = NodeField(kind="known-organisation", label=_("关联到哪个组织"))
    kind = forms.ChoiceField(label=_("关联方式"), choices=LinkKind.choices)
    effective = DayField(label=_("自"))
    reason = ReasonField(required=False)


class WhyForm(Form):
    """Why names are to be shown."""

    reason = ReasonField(
        label=_("为什么要看"),
        help_text=_("例如“核对参会名单”。本人会看到谁、何时、为什么看过。"),
    )


class AnswerForm(Form):
    """Why a declaration is not confirmed."""

    answer = forms.CharField(
        label=_("理由"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("不确认时必填，本人会看到。"),
    )  # fmt: skip


class RosterForm(ActorForm):
    """Whose roster, and what for."""

    organisation = NodeField(kind="known-organisation", label=_("组织"), help_text=_("这个组织和它下面的全部组织。"))
    reason = ReasonField(help_text=_("名册上有姓名和完整号码。每位党员都会看到谁、何时、为什么打印或导出。"))


def today_text() -> str:
    """Today as a form shows it."""
    day: date = timezone.localdate()
    return day.isoformat()
