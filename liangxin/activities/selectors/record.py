"""What the record page of an activity shows beside the activity itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from liangxin.activities.choices import ActivityStatus
from liangxin.activities.models import (
    Activity,
    ActivityDocument,
    ActivityPhoto,
    Contingent,
    CoOrganiser,
    Eligibility,
    Invitation,
    Question,
    Report,
    Session,
    Stop,
)
from liangxin.core.changes import Change, changes_of

LABELS = {
    "title": _("名称"), "status": _("状态"), "starts_at": _("开始"), "ends_at": _("结束"), "where": _("地点说明"),
    "capacity": _("总名额"), "opens_at": _("报名开始"), "closes_at": _("报名截止"), "is_public": _("公开"),
    "summary": _("介绍"), "cancel_reason": _("取消原因"), "returned_note": _("退回原因"),
}  # fmt: skip


@dataclass(frozen=True)
class ActivityParts:
    """All that belongs to one activity. report: None until one is written."""

    contingents: Sequence[Contingent]
    sessions: Sequence[Session]
    stops: Sequence[Stop]
    questions: Sequence[Question]
    eligibilities: Sequence[Eligibility]
    co_organisers: Sequence[CoOrganiser]
    invitations: Sequence[Invitation]
    documents: Sequence[ActivityDocument]
    photos: Sequence[ActivityPhoto]
    report: Report | None


def parts_of(*, activity: Activity) -> ActivityParts:
    """Its parts, in their order; ten queries. Whether the actor may see them is the caller's to ask."""
    return ActivityParts(
        contingents=list(activity.contingents.order_by("position", "pk")),
        sessions=list(activity.sessions.order_by("starts_at", "pk")),
        stops=list(activity.stops.order_by("arrives_at", "pk")),
        questions=list(activity.questions.order_by("position", "pk")),
        eligibilities=list(activity.eligibilities.select_related("node").order_by("pk")),
        co_organisers=list(activity.co_organisers.select_related("organisation__node").order_by("asked_at", "pk")),
        invitations=list(activity.invitations.select_related("lecturer").order_by("asked_at", "pk")),
        documents=list(activity.documents.select_related("file").order_by("due_on", "pk")),
        photos=list(activity.photos.select_related("file").order_by("pk")),
        report=Report.objects.filter(activity=activity).first(),
    )


def history_of(*, activity: Activity) -> Sequence[Change]:
    """What happened to it, newest first, states in words."""
    words = {status.value: str(status.label) for status in ActivityStatus}
    return [
        replace(
            change,
            fields=[
                replace(field, before=words.get(field.before, field.before), after=words.get(field.after, field.after))
                if field.field == "status"
                else field
                for field in change.fields
            ],
        )
        for change in changes_of(activity, labels=LABELS)
    ]


def awaiting_end(*, activity: Activity, now: datetime) -> bool:
    """Whether it is over but nobody said so."""
    return activity.status == ActivityStatus.PUBLISHED and activity.ends_at <= now
