"""Acts on one activity, each a short form of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from liangxin.access.choices import Part
from liangxin.access.services import require
from liangxin.activities.permissions import Permission
from liangxin.activities.selectors.activities import get_activity
from liangxin.activities.selectors.afterwards import figures_of
from liangxin.activities.services import afterwards, attendance, changes, publishing, series, together
from liangxin.activities.services.rooms import room_id_of
from liangxin.core.errors import NotFound
from liangxin.web.activities import forms
from liangxin.web.activities.pages import done, form_page
from liangxin.web.shared.rendering import next_address

if TYPE_CHECKING:
    from liangxin.activities.models import Activity

Values = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing that is done to an activity. words: what it means, before; done: told afterwards."""

    title: object
    button: object
    form: type[forms.ActForm]
    permission: str
    do: Callable[[Any, "Activity", Any], object]
    done: object
    words: object = ""
    initial: Callable[["Activity"], Values] = lambda activity: {}


def _plain(service: Callable[..., object]) -> Callable[[Any, "Activity", Any], object]:
    """An act whose form's values are the service's own."""

    def do(actor: Any, one: "Activity", form: Any) -> object:
        return service(actor=actor, activity=one, now=timezone.now(), **form.cleaned_data)

    return do


def _time(actor: Any, one: "Activity", form: Any) -> object:
    given = form.cleaned_data
    values = changes.TimeAndPlace(
        starts_at=given["starts_at"], ends_at=given["ends_at"], where=given["where"],
        room_id=given["room"].pk if given["room"] is not None else None,
    )  # fmt: skip
    return changes.change_time_and_place(
        actor=actor, activity=one, values=values, reason=given["reason"], now=timezone.now()
    )


def _questions(actor: Any, one: "Activity", form: Any) -> object:
    asked = [afterwards.FeedbackQuestionValues(text, kind) for text, kind in form.questions()]
    return afterwards.set_feedback_questions(actor=actor, activity=one, questions=asked, now=timezone.now())


def _photo(actor: Any, one: "Activity", form: Any) -> object:
    given = form.cleaned_data
    values = afterwards.PhotoValues(
        upload=given["photo"].file, name=given["photo"].name, caption=given["caption"], consented=given["consented"],
        faces_blurred=given["faces_blurred"],
    )  # fmt: skip
    return afterwards.add_photo(actor=actor, activity=one, values=values, now=timezone.now())


def _asked_questions(activity: "Activity") -> Values:
    asked = [(one.text, one.kind) for one in activity.feedback_questions.order_by("position")]
    found = asked or [(one.text, one.kind) for one in afterwards.DEFAULT_QUESTIONS]
    filled: Values = {}
    for at, (text, kind) in enumerate(found, 1):
        filled |= {f"text_{at}": text, f"kind_{at}": kind}
    return filled


def _report_so_far(activity: "Activity") -> Values:
    report = getattr(activity, "report", None)
    if report is not None:
        return {"text": report.text, "headcount": report.headcount, "is_public": report.is_public}
    return {"headcount": figures_of(activity=activity).present}


ACTS: dict[str, Act] = {
    "submit": Act(
        title=gettext_lazy("提交审批"), button=gettext_lazy("提交"), form=forms.BareForm,
        permission=Permission.ACTIVITY_CHANGE, do=_plain(publishing.submit_activity), done=gettext_lazy("已提交，等待审批。"),
        words=gettext_lazy("提交后由上级组织审批；审批前不能再改。"),
    ),
    "approve": Act(
        title=gettext_lazy("批准活动"), button=gettext_lazy("批准"), form=forms.BareForm,
        permission=Permission.ACTIVITY_APPROVE, do=_plain(publishing.approve_activity), done=gettext_lazy("已批准，主办方可以发布了。"),
        words=gettext_lazy("批准后由主办方发布。"),
    ),
    "return": Act(
        title=gettext_lazy("退回修改"), button=gettext_lazy("退回"), form=forms.NoteForm,
        permission=Permission.ACTIVITY_APPROVE, do=_plain(publishing.return_activity), done=gettext_lazy("已退回。"),
    ),
    "publish": Act(
        title=gettext_lazy("发布活动"), button=gettext_lazy("发布"), form=forms.BareForm,
        permission=Permission.ACTIVITY_PUBLISH, do=_plain(publishing.publish_activity), done=gettext_lazy("已发布。"),
        words=gettext_lazy("发布后可以报名；公开的活动会出现在首页，订阅了系列的人会收到通知。"),
    ),
    "cancel": Act(
        title=gettext_lazy("取消活动"), button=gettext_lazy("取消这场活动"), form=forms.CancelForm,
        permission=Permission.ACTIVITY_CANCEL, do=_plain(publishing.cancel_activity), done=gettext_lazy("已取消，报名的人都会收到通知。"),
        words=gettext_lazy("所有报名随之取消，场地退回；不能恢复。"),
    ),
    "finish": Act(
        title=gettext_lazy("结束活动"), button=gettext_lazy("结束"), form=forms.BareForm,
        permission=Permission.ACTIVITY_CHANGE, do=_plain(publishing.finish_activity), done=gettext_lazy("已结束，接下来写小结、交材料。"),
        words=gettext_lazy("结束后按类型列出要交的材料和期限。"),
    ),
    "time": Act(
        title=gettext_lazy("改时间地点"), button=gettext_lazy("改"), form=forms.TimeForm, permission=Permission.ACTIVITY_CHANGE,
        do=_time, done=gettext_lazy("已改，报名的人会收到通知并被问还来不来。"),
        words=gettext_lazy("报名的人会收到通知，并被问还来不来。"),
        initial=lambda one: {
            "starts_at": one.starts_at, "ends_at": one.ends_at, "where": one.where, "room": room_id_of(one),
        },
    ),
    "capacity": Act(
        title=gettext_lazy("改名额"), button=gettext_lazy("改"), form=forms.CapacityForm, permission=Permission.ACTIVITY_CHANGE,
        do=_plain(changes.change_capacity), done=gettext_lazy("名额已改。"), initial=lambda one: {"capacity": one.capacity},
    ),
    "co-organiser": Act(
        title=gettext_lazy("邀请协办"), button=gettext_lazy("邀请"), form=forms.CoOrganiserForm,
        permission=Permission.ACTIVITY_CHANGE, do=_plain(together.ask_co_organiser), done=gettext_lazy("已邀请，等对方答复。"),
    ),
    "lecturer": Act(
        title=gettext_lazy("邀请讲师"), button=gettext_lazy("邀请"), form=forms.InviteForm, permission=Permission.ACTIVITY_CHANGE,
        do=_plain(together.invite_lecturer), done=gettext_lazy("已邀请，等讲师答复。"),
    ),
    "campaign": Act(
        title=gettext_lazy("归入主题行动"), button=gettext_lazy("保存"), form=forms.CampaignChoiceForm,
        permission=Permission.ACTIVITY_CHANGE, do=_plain(series.join_campaign), done=gettext_lazy("已保存。"),
        initial=lambda one: {"campaign": one.campaign_id},
    ),
    "questions": Act(
        title=gettext_lazy("评价问什么"), button=gettext_lazy("保存"), form=forms.QuestionsForm,
        permission=Permission.ACTIVITY_CHANGE, do=_questions, done=gettext_lazy("已保存。"), initial=_asked_questions,
        words=gettext_lazy("最多三问；满五份才显示结果，不显示是谁答的。"),
    ),
    "report": Act(
        title=gettext_lazy("写小结"), button=gettext_lazy("保存"), form=forms.ReportForm, permission=Permission.REPORT_WRITE,
        do=_plain(afterwards.write_report), done=gettext_lazy("小结已保存。"), initial=_report_so_far,
    ),
    "photo": Act(
        title=gettext_lazy("加照片"), button=gettext_lazy("上传"), form=forms.PhotoForm, permission=Permission.REPORT_WRITE,
        do=_photo, done=gettext_lazy("照片已加上。"),
        words=gettext_lazy("没有征得同意、人脸也没打码的照片，只有写小结的人能看到。"),
    ),
    "attendance": Act(
        title=gettext_lazy("确认到场名单"), button=gettext_lazy("名单齐了"), form=forms.BareForm,
        permission=Permission.ATTENDANCE_RECORD, do=_plain(attendance.confirm_attendance), done=gettext_lazy("到场名单已确认。"),
        words=gettext_lazy("确认后，有名额而没有登记到场的人记为未到；这只给主办方看，不计分。"),
    ),
}  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def act(request: Any, activity_id: int, act: str) -> HttpResponse:
    """The form of an act, and doing it."""
    one = get_activity(actor=request.actor, activity_id=activity_id, part=Part.FULL)
    asked = ACTS.get(act)
    if asked is None:
        raise NotFound()
    require(request.actor, asked.permission, scope=one)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = asked.form(data, files, actor=request.actor, initial=asked.initial(one) if data is None else None)
    back = next_address(request, reverse("activity", args=[one.pk]))
    answered = done(request, form, lambda: asked.do(request.actor, one, form), words=asked.done, to=back)
    if answered is not None:
        return answered
    above = [(_("活动"), reverse("activity-list")), (one.title, reverse("activity", args=[one.pk]))]
    return form_page(
        request, form, title=asked.title, submit=asked.button, above=above, intro=asked.words,
        alternatives=form.alternatives,
    )  # fmt: skip
