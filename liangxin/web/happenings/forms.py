"""What is said when registering."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liangxin.activities.services.entry import AnswerValues
from liangxin.web.shared.forms import Form


class RegisterForm(Form):
    """key: of the request, from the page that asked; answer-<id>: to a question."""

    key = forms.CharField(max_length=60)
    contingent = forms.IntegerField(required=False)
    child = forms.CharField(label=_("孩子姓名"), max_length=60, required=False)
    consent = forms.BooleanField(label=_("我是监护人，同意孩子参加"), required=False)

    def answers(self) -> list[AnswerValues]:
        """The answers given, by question."""
        found = []
        for name, text in self.data.items():
            number = str(name).removeprefix("answer-")
            if number != name and number.isdecimal():
                found.append(AnswerValues(int(number), str(text)))
        return found

    def values(self) -> dict[str, Any]:
        return {
            "contingent_id": self.cleaned_data["contingent"],
            "answers": self.answers(),
            "key": self.cleaned_data["key"],
        }
