"""Shapes of input of residents who let themselves in."""

from typing import Any

from allauth.account.forms import SetPasswordForm
from django import forms
from django.utils.translation import gettext_lazy as _

from liangxin.accounts.services.guests import LONGEST_NAME
from liangxin.web.shared.forms import Form, dress


class NumberForm(Form):
    """The number."""

    phone = forms.CharField(
        label=_("手机号"), max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel-national", "type": "tel"}),
    )  # fmt: skip


class CodeForm(Form):
    """The code."""

    code = forms.CharField(
        label=_("6 位数"), max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}),
    )  # fmt: skip


class CalledForm(Form):
    """How somebody wants to be called."""

    name = forms.CharField(
        label=_("怎么称呼您"), max_length=LONGEST_NAME, help_text=_("活动现场用来叫您，可以不用真名。"),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )  # fmt: skip


class NameForm(CalledForm):
    """The last step: a name, and that one knows what is kept."""

    agreed = forms.BooleanField(
        label=_("我知道并同意上面所说的"), error_messages={"required": _("请先看一看，再打勾。")}
    )


class FirstPasswordForm(SetPasswordForm):
    """A guest's first password, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field, label in {"password1": _("密码"), "password2": _("再输一次密码")}.items():
            self.fields[field].label, self.fields[field].help_text = label, ""
            self.fields[field].widget.attrs.pop("placeholder", None)
        self.fields["password1"].help_text = _(
            "至少 10 个字符，不能全是数字，不要用常见的词。例如三个不相干的词连起来。"
        )
        dress(self)
