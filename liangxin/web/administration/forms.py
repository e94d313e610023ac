from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liangxin.access.choices import Anchor
from liangxin.access.selectors import get_role, list_roles, registered_permissions
from liangxin.access.services.grants import NewGrant
from liangxin.access.services.roles import NewRole
from liangxin.accounts.choices import Language
from liangxin.accounts.services.accounts import NewAccount
from liangxin.core.validators import phone as phones
from liangxin.core.validators.invalid import Invalid
from liangxin.web.shared.forms import DayField, Form, ReasonField
from liangxin.web.shared.picks import NodeField

ANCHOR_WORDS = {
    Anchor.PLACE: _("场所"),
    Anchor.ORGANISATION: _("组织"),
    Anchor.STATION: _("站点"),
    Anchor.ENTERPRISE: _("企业"),
    Anchor.INSTALLATION: _("全系统"),
}


class AccountForm(Form):
    """A new account."""

    username = forms.CharField(
        label=_("用户名"), help_text=_("登录用，字母、数字、点和短横，例如 chen.mingning"), max_length=60,
        validators=[RegexValidator(r"^[\w.\-]{3,60}$", _("用 3–60 个字母、数字、点或短横。"))],
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    display_name = forms.CharField(label=_("姓名"), help_text=_("显示在记录里，例如 陈明宁"), max_length=60)
    phone = forms.CharField(
        label=_("手机号"), help_text=_("11 位，可用来登录；加密保存"), required=False, max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("界面语言"), choices=Language.choices, initial=Language.CHINESE)

    def clean_phone(self) -> str:
        given = self.cleaned_data["phone"].strip()
        if not given:
            return ""
        try:
            found = phones.validate(given)
        except Invalid as invalid:
            raise ValidationError(str(invalid)) from None
        if found.kind != phones.MOBILE:
            raise ValidationError(_("登录要用手机号，固定电话不行。"))
        return found.value

    def account(self) -> NewAccount:
        return NewAccount(**self.cleaned_data)


class ReasonForm(Form):
    """Why: for acts that are answered for."""

    reason = ReasonField()


class GrantForm(Form):
    """A role for somebody, somewhere, from a day to a day."""

    user = NodeField(kind="account", label=_("给谁"), help_text=_("用户名或手机号，要写全"))
    role = forms.ChoiceField(label=_("什么角色"))
    node = NodeField(kind="grant-node", label=_("在哪里"), help_text=_("场所、组织、站点或企业"))
    downwards = forms.BooleanField(
        label=_("包括下级"), help_text=_("不勾选则只到这一级本身"), required=False, initial=True
    )
    valid_from = DayField(label=_("从哪天起"))
    valid_to = DayField(label=_("到哪天止"), help_text=_("含这一天；不填则一直有效"), required=False)
    reason = ReasonField(help_text=_("例如 岗位调整、代班；会留在记录里"))

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].actor = self.fields["node"].actor = actor  # type: ignore[attr-defined]
        self.fields["valid_from"].initial = timezone.localdate
        everywhere = actor.anchor == Anchor.INSTALLATION
        if everywhere:
            self.fields["node"].required = False
            self.fields["node"].help_text = _("场所、组织、站点或企业；系统、安全、审计三员留空，管全系统")
        roles = [role for role in list_roles() if everywhere or set(role.permissions) <= actor.permissions]
        roles_field: Any = self.fields["role"]
        roles_field.choices = [
            ("", _("请选择")),
            *((str(role.pk), f"{role.name}：{role.description}") for role in roles),
        ]  # type: ignore[attr-defined]

    def grant(self) -> NewGrant:
        given = self.cleaned_data
        return NewGrant(
            user=given["user"], role=get_role(role_id=int(given["role"])), node=given["node"], downwards=given["downwards"],
            valid_from=given["valid_from"], valid_to=given["valid_to"], reason=given["reason"],
        )  # fmt: skip


class DelegationForm(GrantForm):
    """A part of one's own grant for somebody else, until a day."""

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["valid_to"].required = True
        self.fields["valid_to"].help_text = _("含这一天；到期自动收回")


def permission_choices() -> list[tuple[str, list[tuple[str, Any]]]]:
    """All declared permissions, by room, for the page of a role."""
    rooms: dict[str, list[tuple[str, Any]]] = {}
    for name, label in registered_permissions():
        rooms.setdefault(name.split(":", 1)[0], []).append((name, label))
    return list(rooms.items())


class RoleForm(Form):
    """What a role may do."""

    permissions = forms.MultipleChoiceField(label=_("权限"), widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["permissions"].choices = [pair for _room, pairs in permission_choices() for pair in pairs]  # type: ignore[attr-defined]


class NewRoleForm(RoleForm):
    """A role of one's own."""

    name = forms.CharField(label=_("名称"), help_text=_("例如 片区值班员"), max_length=60)
    code = forms.SlugField(
        label=_("代码"), help_text=_("小写英文字母和下划线，建好后不能改，例如 area_duty"), max_length=40
    )
    description = forms.CharField(label=_("说明"), help_text=_("一句话说清管什么"), max_length=300)
    anchors = forms.MultipleChoiceField(
        label=_("可以授在哪类对象上"), widget=forms.CheckboxSelectMultiple,
        choices=[(anchor.value, words) for anchor, words in ANCHOR_WORDS.items() if anchor != Anchor.INSTALLATION],
    )  # fmt: skip
    field_order = ["name", "code", "description", "anchors", "permissions"]

    def role(self) -> NewRole:
        return NewRole(**self.cleaned_data)
