"""Shapes of input about persons."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liangxin.core.validators import dates
from liangxin.core.validators.invalid import Invalid
from liangxin.people.choices import Education, PositionLevel, SealedField, Sex
from liangxin.web.shared.forms import Form, ReasonField
from liangxin.web.shared.picks import NodeField

SEALED = ("identity_number", "phone", "landline", "home_address")
KEEP = _("不改就留空。")


def hand_actor(form: forms.Form, actor: Any) -> None:
    """Let the form's pickers look within the actor's scope."""
    for field in form.fields.values():
        if isinstance(field, NodeField):
            field.actor = actor


class PersonForm(Form):
    """Fields of a person. Sealed ones are never filled in: what is left blank stays as it is."""

    name = forms.CharField(label=_("姓名"), max_length=100)
    sex = forms.ChoiceField(label=_("性别"), choices=Sex.choices, required=False)
    birth_date = forms.CharField(
        label=_("出生日期"), max_length=30, required=False, help_text=_("到日、到月、到年都行；填了身份证号可不填。")
    )
    education = forms.ChoiceField(label=_("学历"), choices=[("", "—"), *Education.choices], required=False)
    identity_number = forms.CharField(
        label=_("身份证号"), max_length=30, required=False, help_text=_("加密保存，平时只显示后四位。")
    )
    phone = forms.CharField(label=_("手机号码"), max_length=30, required=False)
    landline = forms.CharField(
        label=_("固定电话"), max_length=30, required=False, help_text=_("请写区号，例如 021-12345678。")
    )
    home_address = forms.CharField(label=_("家庭住址"), max_length=200, required=False)
    works_at = NodeField(kind="employer", label=_("工作单位"), required=False)
    job_title = forms.CharField(label=_("工作岗位"), max_length=100, required=False)
    position_level = forms.ChoiceField(label=_("岗位层级"), choices=[("", "—"), *PositionLevel.choices], required=False)
    is_key_staff = forms.BooleanField(label=_("单位骨干"), required=False)
    reason = ReasonField(required=False)

    def __init__(self, *args: Any, actor: Any, changing: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.changing = changing
        hand_actor(self, actor)
        if changing:
            for key in SEALED:
                self.fields[key].help_text = KEEP
        else:
            del self.fields["reason"]

    def clean_birth_date(self) -> Any:
        text = self.cleaned_data["birth_date"]
        if not text:
            return None
        try:
            return dates.validate(text, today=timezone.localdate())
        except Invalid as error:
            raise ValidationError(str(error), code=error.code) from error

    def values(self) -> dict[str, Any]:
        """Fields by name; while changing, blank sealed fields are left out."""
        cleaned = dict(self.cleaned_data)
        cleaned.pop("reason", None)
        stated, employer = cleaned.pop("birth_date"), cleaned.pop("works_at")
        for key in SEALED:
            if not cleaned[key]:
                cleaned.pop(key)
        if stated is not None or self.changing:
            cleaned["birth_date"] = stated.value if stated else None
            cleaned["birth_precision"] = stated.precision if stated else "day"
        cleaned["works_at"] = getattr(employer, "node", employer)
        cleaned["sex"] = cleaned["sex"] or Sex.UNKNOWN
        return cleaned


class RegisterForm(PersonForm):
    """A new person and the organisation keeping the record."""

    keeper = NodeField(kind="known-organisation", label=_("管理资料的组织"))

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, changing=False, **kwargs)
        hand_actor(self, actor)

    def values(self) -> dict[str, Any]:
        values = super().values()
        values.pop("keeper")
        return values


class RevealForm(Form):
    """Which field, and why."""

    field = forms.ChoiceField(choices=SealedField.choices, widget=forms.HiddenInput)
    reason = ReasonField(
        label=_("为什么要看"),
        help_text=_("例如“核对参会名单”。本人会看到谁、何时、为什么看过。"),
    )


class ReasonForm(Form):
    """Why."""

    reason = ReasonField()


class NumberForm(Form):
    """A number to find a person by; posted, so that it stands in no address."""

    number = forms.CharField(
        label=_("身份证号或手机号码"), max_length=30, help_text=_("要完整的号码，只在您管的人中找。")
    )


class AnswerForm(Form):
    """What is said to the person who asked."""

    answer = forms.CharField(
        label=_("答复"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("不采纳时必填，本人会看到。"),
    )  # fmt: skip


class AccountForm(Form):
    """The user name of a new account."""

    username = forms.CharField(label=_("用户名"), max_length=150, required=False, help_text=_("留空则用姓名拼音。"))


class PaperForm(Form):
    """What stands on the paper form."""

    user = NodeField(kind="account", label=_("账号"))
    name = forms.CharField(label=_("姓名"), max_length=100)
    identity_number = forms.CharField(label=_("身份证号"), max_length=30)
    reason = ReasonField()

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hand_actor(self, actor)


class MergeForm(Form):
    """Another record that is the same person, and why."""

    duplicate = NodeField(kind="person", label=_("并入这份的另一份资料"), help_text=_("可用姓名或拼音首字母找。"))
    reason = ReasonField(required=True)

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hand_actor(self, actor)


class GuestNumberForm(Form):
    """The number of somebody who stands at the counter."""

    phone = forms.CharField(
        label=_("居民的手机号"), max_length=20, help_text=_("请打一下这个号码，看手机是不是在本人手上。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip


class LinkForm(Form):
    """Which record it is, and how that was checked."""

    person = forms.ChoiceField(label=_("名册中的人"), widget=forms.RadioSelect, required=False)
    answer = forms.CharField(
        label=_("怎样核对的"), max_length=300, help_text=_("留作记录，本人看不到。例如“打单位电话核对过”。")
    )

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.person.pk), _record_words(one)) for one in candidates]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["person"]
        elif len(choices) == 1:
            self.fields["person"].initial = choices[0][0]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned.setdefault("person", "")
        if self.data.get("do") == "accept" and not cleaned["person"] and "person" not in self.errors:
            self.add_error("person" if "person" in self.fields else None, _("请先选出名册中的人。"))
        return cleaned


def _record_words(one: Any) -> str:
    parts = [one.person.name, one.person.keeper.name]
    if one.person.identity_last4:
        parts.append(gettext("尾号 {last4}").format(last4=one.person.identity_last4))
    parts.append(gettext("登记的手机号与账号相同") if one.same_number else gettext("登记的手机号与账号不同"))
    return " · ".join(parts)
