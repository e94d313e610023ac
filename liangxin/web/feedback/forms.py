from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liangxin.places.choices import FeedbackKind
from liangxin.places.rules import MOST_FEEDBACK_CHARACTERS
from liangxin.web.shared.forms import Form, ReasonField


class FeedbackForm(Form):
    """What one wants to say, and to whom."""

    kind = forms.ChoiceField(label=_("要说的是"), choices=FeedbackKind, widget=forms.RadioSelect, initial="suggestion")
    place = forms.ChoiceField(label=_("送给"))
    words = forms.CharField(
        label=_("内容"), widget=forms.Textarea(attrs={"rows": 6}), max_length=MOST_FEEDBACK_CHARACTERS,
        help_text=_("在哪里、什么时候、希望怎样。请不要写证件号码。"),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("联系方式"), required=False, max_length=100,
        help_text=_("手机号或邮箱，只在要回访时用；加密保存，工作人员写明理由才看得到。"),
    )  # fmt: skip
    page = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["place"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = list(places)
        if len(places) == 1:
            choice.widget = forms.HiddenInput()
            choice.initial = places[0][0]

    def clean_page(self) -> str:
        page = str(self.cleaned_data["page"])
        return page if page.startswith("/") and not page.startswith("//") else ""


class CodeForm(Form):
    code = forms.CharField(label=_("查询码"), max_length=40, help_text=_("送出意见时给的 16 位，不分大小写"))


class AnswerForm(Form):
    words = forms.CharField(
        label=_("答复"), widget=forms.Textarea(attrs={"rows": 6}), max_length=MOST_FEEDBACK_CHARACTERS,
        help_text=_("送出后对方就能看到，不能再改。"),
    )  # fmt: skip


class ContactForm(Form):
    reason = ReasonField()
