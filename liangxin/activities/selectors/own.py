"""One's own registrations, one by one: what the pages of 我的 ask."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from liangxin.access.actor import Actor
from liangxin.activities.choices import AttendanceState, RegistrationStatus
from liangxin.activities.models import Attendance, FeedbackQuestion, Registration
from liangxin.activities.rules import FEEDBACK_SPAN
from liangxin.core.errors import NotFound

RELATED = (
    "activity__kind", "activity__organiser__node", "activity__station__node", "activity__place__node", "contingent",
)  # fmt: skip


def get_own_registration(*, actor: Actor, registration_id: int) -> Registration:
    """A registration of one's own, live or not. Raises NotFound."""
    rows = Registration.objects.filter(pk=registration_id, user_id=actor.user_id or 0)
    found = rows.select_related(*RELATED).first()
    if found is None:
        raise NotFound()
    return found


def was_present(*, registration: Registration) -> bool:
    """Whether somebody noted at the door that they came."""
    return Attendance.objects.filter(registration=registration, state=AttendanceState.PRESENT).exists()


def may_say(*, registration: Registration, now: datetime) -> Sequence[FeedbackQuestion]:
    """The questions that may still be answered; none where it is too early, too late, answered, or no place was held."""
    activity = registration.activity
    is_time = activity.ends_at <= now <= activity.ends_at + FEEDBACK_SPAN
    if registration.status != RegistrationStatus.REGISTERED or registration.gave_feedback or not is_time:
        return []
    return list(FeedbackQuestion.objects.filter(activity_id=activity.pk).order_by("position"))


def own_before(*, actor: Actor, now: datetime) -> "QuerySet[Registration]":
    """What one went to, the newest first; `asks`: whether there are still questions to answer."""
    rows = Registration.objects.filter(
        user_id=actor.user_id or 0, activity__ends_at__lte=now, status=RegistrationStatus.REGISTERED
    )
    open_ones = FeedbackQuestion.objects.filter(activity=OuterRef("activity"))
    recent = Q(gave_feedback=False, activity__ends_at__gte=now - FEEDBACK_SPAN)
    return (
        rows.annotate(has_questions=Exists(open_ones), is_recent=Exists(rows.filter(recent, pk=OuterRef("pk"))))
        .select_related("activity")
        .order_by("-activity__starts_at", "-pk")
    )
