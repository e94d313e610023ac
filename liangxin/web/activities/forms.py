"""The shape of what is entered about activities: moments, and the forms of acts."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.activities.choices import FeedbackQuestionKind
from liangxin.activities.rules import MOST_FEEDBACK_QUESTIONS
from liangxin.web.shared.forms import Form, ReasonField, parse_day
from liangxin.web.shared.picks import NodeField

LARGEST = 100_000  # persons
BLANK = ("", "—")


class MomentInput(forms.DateTimeInput):
    """The browser's own day and time."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"type": "datetime-local", "step": "300", **(attrs or {})}, "%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A day and time, as the browser gives it or as people write it: 2026-11-28 14:00, 明天 9:30."""

    widget = MomentInput
    default_error_messages = {"invalid": _("看不懂这个时间，请写成 2026-11-28 14:00。")}

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value if timezone.is_aware(value) else timezone.make_aware(value)
        day, _space, clock = str(value).strip().replace("T", " ").rpartition(" ")
        try:
            hour, minute = (int(part) for part in clock.replace("：", ":").split(":")[:2])
            found = datetime.combine(parse_day(day, timezone.localdate()), datetime.min.time())
            return timezone.make_aware(found.replace(hour=hour, minute=minute))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class ActForm(Form):
    """The base of forms that choose within the actor's scope. alternatives: free rooms, where one was taken."""

    alternatives: Any = ()

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        for field in self.fields.values():
            if isinstance(field, NodeField):
                field.actor = actor


class BareForm(ActForm):
    """Nothing to fill in: only to confirm."""


class NoteForm(ActForm):
    note = forms.CharField(
        label=_("原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("写清要改什么，策划的人会看到。")
    )  # fmt: skip


class CancelForm(ActForm):
    reason = ReasonField(label=_("原因"), help_text=_("会告诉每个报名的人，请写成一句完整的话。"))


class WhyForm(ActForm):
    reason = ReasonField()


class TimeForm(ActForm):
    starts_at = MomentField(label=_("开始"))
    ends_at = MomentField(label=_("结束"))
    room = NodeField(
        kind="activity-room", label=_("场地"), required=False, help_text=_("改到哪个房间；留空则不占用站点的房间。")
    )
    where = forms.CharField(label=_("地点说明"), required=False, max_length=200)
    reason = ReasonField(required=False)


class CapacityForm(ActForm):
    capacity = forms.IntegerField(
        label=_("总名额"), required=False, min_value=0, max_value=LARGEST,
        help_text=_("留空则不限。增加后，候补的人按先后递补并收到通知。"),
    )  # fmt: skip


class CopyForm(ActForm):
    starts_at = MomentField(label=_("新的开始时间"), help_text=_("其他时间按同样的间隔往后移；报名从零开始。"))


class CoOrganiserForm(ActForm):
    organisation = NodeField(kind="organisation-public", label=_("协办组织"), help_text=_("对方接受后才算数。"))
    note = forms.CharField(label=_("附言"), required=False, max_length=200)


class InviteForm(ActForm):
    lecturer = NodeField(kind="lecturer", label=_("讲师"), help_text=_("讲师库里的姓名"))
    topic = forms.CharField(label=_("题目"), required=False, max_length=120)
    message = forms.CharField(label=_("附言"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class CampaignChoiceForm(ActForm):
    campaign = NodeField(
        kind="campaign", label=_("主题行动"), required=False, help_text=_("活动须在行动的起止日期内；留空则移出。")
    )


class QuestionsForm(ActForm):
    """The questions asked afterwards: three lines at most."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at in range(1, MOST_FEEDBACK_QUESTIONS + 1):
            self.fields[f"text_{at}"] = forms.CharField(
                label=_("第 {at} 问").format(at=at), required=False, max_length=120,
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )  # fmt: skip
            self.fields[f"kind_{at}"] = forms.ChoiceField(
                label=_("怎么答"), choices=FeedbackQuestionKind.choices,
                widget=forms.Select(attrs={"class": "form-select"}),
            )  # fmt: skip

    def questions(self) -> list[tuple[str, str]]:
        """Text and kind of those that were written."""
        found = self.cleaned_data
        lines = [(found[f"text_{at}"].strip(), found[f"kind_{at}"]) for at in range(1, MOST_FEEDBACK_QUESTIONS + 1)]
        return [line for line in lines if line[0]]


class ReportForm(ActForm):
    text = forms.CharField(
        label=_("小结"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("几句话：谁来了，讲了什么，大家怎么说，下次怎么改。"),
    )  # fmt: skip
    headcount = forms.IntegerField(label=_("到场人数"), min_value=0, max_value=LARGEST)
    is_public = forms.BooleanField(label=_("在活动页公开这份小结"), required=False)


class PhotoForm(ActForm):
    photo = forms.FileField(label=_("照片"), help_text=_("JPEG 或 PNG；位置等附带信息会去掉。"))
    caption = forms.CharField(label=_("说明"), required=False, max_length=100)
    consented = forms.BooleanField(label=_("照片里认得出的人都同意公开"), required=False)
    faces_blurred = forms.BooleanField(label=_("人脸已经打码"), required=False)


class DocumentForm(ActForm):
    file = forms.FileField(label=_("文件"), help_text=_("PDF、Word、Excel 或图片"))
    note = forms.CharField(label=_("说明"), required=False, max_length=200)


class WaiveForm(ActForm):
    note = forms.CharField(label=_("为什么免交"), max_length=200)


def next_hour(now: datetime, *, days: int = 7) -> datetime:
    """A believable start: in a week, at two in the afternoon."""
    return (timezone.localtime(now) + timedelta(days=days)).replace(hour=14, minute=0, second=0, microsecond=0)
