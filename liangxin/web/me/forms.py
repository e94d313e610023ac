"""Shapes of input of one's own."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liangxin.access.services.tokens import NewToken
from liangxin.core.validators import dates
from liangxin.core.validators.invalid import Invalid
from liangxin.members.choices import MemberCategory
from liangxin.people.choices import CorrectableField
from liangxin.web.shared.forms import DayField, Form


class CorrectionForm(Form):
    """What should be corrected."""

    field = forms.ChoiceField(label=_("哪一项"), choices=CorrectableField.choices)
    proposed = forms.CharField(label=_("正确的内容"), max_length=300)
    note = forms.CharField(label=_("说明"), max_length=300, required=False, help_text=_("例如“今年换了手机号”。"))


class DeclarationForm(Form):
    """What one says of oneself."""

    organisation = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("姓名"), max_length=100)
    category = forms.ChoiceField(label=_("人员类别"), choices=MemberCategory.choices)
    joined_on = forms.CharField(
        label=_("入党日期"), max_length=30, required=False, help_text=_("只记得年月也可以，例如 2011-07。")
    )
    identity_number = forms.CharField(
        label=_("身份证号"), max_length=30, required=False, help_text=_("加密保存，用于与名册核对。")
    )
    phone = forms.CharField(label=_("手机号码"), max_length=30, required=False)
    note = forms.CharField(label=_("给组织的话"), max_length=300, required=False)

    def clean_joined_on(self) -> Any:
        text = self.cleaned_data["joined_on"]
        if not text:
            return None
        try:
            return dates.validate(text, today=timezone.localdate(), past=True)
        except Invalid as error:
            raise ValidationError(str(error), code=error.code) from error

    def values(self) -> dict[str, Any]:
        cleaned = dict(self.cleaned_data)
        cleaned.pop("organisation")
        stated = cleaned.pop("joined_on")
        if stated is not None:
            cleaned |= {"joined_on": stated.value, "joined_precision": stated.precision}
        return cleaned


class LinkForm(Form):
    """What the secretary checks."""

    organisation = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("名册上的姓名"), max_length=100)
    note = forms.CharField(
        label=_("怎么核对您"),
        max_length=200,
        required=False,
        help_text=_("例如支部、哪年入职、可打哪个单位电话找到您。"),
    )


class TokenForm(Form):
    """A token for a program. grants: those that one may act under today."""

    name = forms.CharField(label=_("用途"), max_length=60, help_text=_("哪个系统用、用来做什么，例如 街道数据看板"))
    grant = forms.ChoiceField(
        label=_("以什么身份"), required=False, help_text=_("程序看到的、能做的，与您以这个身份时一样。")
    )
    may_write = forms.ChoiceField(
        label=_("能做什么"), widget=forms.RadioSelect,
        choices=[("read", _("只读")), ("write", _("可读也可写"))],
    )  # fmt: skip
    ends_on = DayField(label=_("用到哪天"), help_text=_("最后一天，最长一年。授权收回时令牌同时失效。"))

    def __init__(self, *args: Any, grants: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [("", _("本人账号（报名、预约、通知）"))]
        self.fields["grant"].choices = own + [(str(one.pk), _said(one)) for one in grants]  # type: ignore[attr-defined]

    def new(self) -> NewToken:
        """As it is asked for."""
        data = self.cleaned_data
        return NewToken(
            name=data["name"], grant_id=int(data["grant"]) if data["grant"] else None, ends_on=data["ends_on"],
            may_write=data["may_write"] == "write",
        )  # fmt: skip


def _said(grant: Any) -> str:
    return f"{grant.role.name} · {grant.node.name}" if grant.node is not None else str(grant.role.name)
