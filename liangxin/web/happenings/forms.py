"""What is said when registering, and afterwards."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from liangxin.activities.choices import FeedbackQuestionKind
from liangxin.activities.rules import MOST_QUESTIONS
from liangxin.activities.services.afterwards import FeedbackAnswerValues
from liangxin.activities.services.entry import AnswerValues
from liangxin.web.shared.forms import Form

if TYPE_CHECKING:
    from liangxin.activities.models import FeedbackQuestion


def _numbered(items: "Iterable[tuple[str, Any]]") -> list[tuple[int, Any]]:
    """answer-17 → 17."""
    given = [(str(name).removeprefix("answer-"), value) for name, value in items if str(name).startswith("answer-")]
    return [
        (int(number), value) for number, value in given if number.isascii() and number.isdigit() and len(number) < 19
    ]


SCORES = [("5", _("很好")), ("4", _("好")), ("3", _("一般")), ("2", _("不好")), ("1", _("很不好"))]


class RegisterForm(Form):
    """key: of the request, from the page that asked; answer-<id>: to a question."""

    key = forms.CharField(max_length=60)
    contingent = forms.IntegerField(required=False)
    child = forms.CharField(label=_("孩子姓名"), max_length=60, required=False)
    consent = forms.BooleanField(label=_("我是监护人，同意孩子参加"), required=False)

    def answers(self) -> list[AnswerValues]:
        """The answers given in words, by question."""
        return [AnswerValues(number, str(text)) for number, text in _numbered(self.data.items())]

    def uploads(self) -> list[tuple[int, UploadedFile]]:
        """The files given, by question."""
        return _numbered(self.files.items())[:MOST_QUESTIONS]

    def values(self) -> dict[str, Any]:
        return {
            "contingent_id": self.cleaned_data["contingent"],
            "answers": self.answers(),
            "key": self.cleaned_data["key"],
        }


class DoorForm(Form):
    """The code at the door changes every half minute."""

    code = forms.CharField(
        label=_("门口的码"), max_length=40, help_text=_("扫码会自动填好，每半分钟换一次。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip


class FeedbackForm(Form):
    """At most three questions; none must be answered, but one."""

    def __init__(self, *args: Any, questions: "Iterable[FeedbackQuestion]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for each in self.questions:
            field: forms.Field
            if each.kind == FeedbackQuestionKind.SCORE:
                field = forms.ChoiceField(label=each.text, choices=SCORES, widget=forms.RadioSelect, required=False)
            else:
                field = forms.CharField(
                    label=each.text, max_length=500, widget=forms.Textarea(attrs={"rows": 3}), required=False
                )
            self.fields[f"question_{each.pk}"] = field

    def answers(self) -> list[FeedbackAnswerValues]:
        """What was answered, question by question."""
        found = []
        for each in self.questions:
            given = self.cleaned_data[f"question_{each.pk}"]
            if each.kind == FeedbackQuestionKind.SCORE:
                found.append(FeedbackAnswerValues(each.pk, score=int(given) if given else None))
            else:
                found.append(FeedbackAnswerValues(each.pk, text=given))
        return found
