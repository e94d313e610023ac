"""After an activity: feedback that names nobody, the report, the documents its kind asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services.require import require, require_somewhere
from liangxin.activities.choices import DocumentState, FeedbackQuestionKind, RegistrationStatus
from liangxin.activities.models import (
    Activity,
    ActivityDocument,
    ActivityPhoto,
    Feedback,
    FeedbackAnswer,
    FeedbackQuestion,
    Registration,
    Report,
)
from liangxin.activities.permissions import Permission
from liangxin.activities.rules import (
    DOCUMENT_PURPOSE,
    FEEDBACK_SPAN,
    MOST_FEEDBACK_QUESTIONS,
    MOST_PHOTOS,
    PHOTO_PURPOSE,
)
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.files.services.uploads import Upload, keep_file, keep_image


class TooManyFeedbackQuestions(RuleBroken):
    code, field, message = "activities.too_many_feedback_questions", "questions", _("评价最多问 {most} 个问题。")


class FeedbackHasBegun(RuleBroken):
    code, field, message = "activities.feedback_has_begun", "questions", _("已有人评价，问题不能再改。")


class FeedbackNotOpen(RuleBroken):
    code, field, message = "activities.feedback_not_open", "", _("活动结束后三十天内可以评价。")


class FeedbackGivenAlready(RuleBroken):
    code, field, message = "activities.feedback_given_already", "", _("您已评价过这项活动，谢谢。")


class FeedbackEmpty(RuleBroken):
    code, field, message = "activities.feedback_empty", "answers", _("请至少回答一个问题。")


class ScoreOutOfRange(RuleBroken):
    code, field, message = "activities.score_out_of_range", "answers", _("请打一到五分。")


class ReportEmpty(RuleBroken):
    code, field, message = "activities.report_empty", "text", _("请写几句小结。")


class TooManyPhotos(RuleBroken):
    code, field, message = "activities.too_many_photos", "photo", _("一场活动最多 {most} 张照片，请先删去不用的。")


@dataclass(frozen=True)
class FeedbackQuestionValues:
    text: str
    kind: str = FeedbackQuestionKind.SCORE.value


@dataclass(frozen=True)
class FeedbackAnswerValues:
    """score: 1–5 for a question of scores; text: for one of words."""

    question_id: int
    score: int | None = None
    text: str = ""


DEFAULT_QUESTIONS = (
    FeedbackQuestionValues("总体满意吗"),
    FeedbackQuestionValues("内容对您有用吗"),
    FeedbackQuestionValues("想对主办方说什么", FeedbackQuestionKind.TEXT.value),
)


@transaction.atomic
def set_feedback_questions(
    *, actor: Actor, activity: Activity, questions: Sequence[FeedbackQuestionValues], now: datetime
) -> list[FeedbackQuestion]:
    """At most three questions for afterwards (R-ACT-12); not changed once somebody answered.

    Raises NotAllowed, NotFound, TooManyFeedbackQuestions, FeedbackHasBegun.
    """
    require(actor, Permission.ACTIVITY_CHANGE, scope=activity)
    if len(questions) > MOST_FEEDBACK_QUESTIONS:
        raise TooManyFeedbackQuestions(most=MOST_FEEDBACK_QUESTIONS)
    if Feedback.objects.filter(activity=activity).exists():
        raise FeedbackHasBegun()
    FeedbackQuestion.objects.filter(activity=activity).delete()
    return write_questions(activity, questions)


def write_questions(activity: Activity, questions: Sequence[FeedbackQuestionValues]) -> list[FeedbackQuestion]:
    """The rows of the questions, in their order."""
    return FeedbackQuestion.objects.bulk_create(
        [
            FeedbackQuestion(activity=activity, kind=each.kind, text=each.text, position=position)
            for position, each in enumerate(questions, 1)
        ]
    )


@transaction.atomic
def give_feedback(
    *, actor: Actor, registration_id: int, answers: Sequence[FeedbackAnswerValues], today: date, now: datetime
) -> None:
    """Answer the questions once. What is kept names nobody: the registration only knows that an answer came.

    Raises NotAllowed, NotFound, FeedbackNotOpen, FeedbackGivenAlready, FeedbackEmpty, ScoreOutOfRange.
    """
    require_somewhere(actor, Permission.FEEDBACK_GIVE)
    rows = Registration.objects.filter(
        pk=registration_id, user_id=actor.user_id or 0, status=RegistrationStatus.REGISTERED
    )
    registration = rows.select_for_update(of=("self",)).select_related("activity").first()
    if registration is None:
        raise NotFound()
    ends_at = registration.activity.ends_at
    if not ends_at <= now <= ends_at + FEEDBACK_SPAN:
        raise FeedbackNotOpen()
    if registration.gave_feedback:
        raise FeedbackGivenAlready()
    questions = {each.pk: each for each in FeedbackQuestion.objects.filter(activity_id=registration.activity_id)}
    kept = [each for each in answers if each.question_id in questions and (each.score is not None or each.text.strip())]
    if not kept:
        raise FeedbackEmpty()
    if any(each.score is not None and not 1 <= each.score <= 5 for each in kept):
        raise ScoreOutOfRange()
    sheet = Feedback.objects.create(activity_id=registration.activity_id, given_on=today)
    FeedbackAnswer.objects.bulk_create(
        [
            FeedbackAnswer(
                feedback=sheet, question=questions[each.question_id], score=each.score, text=each.text.strip()[:500]
            )
            for each in kept
        ]
    )
    registration.gave_feedback = True
    registration.save(update_fields=["gave_feedback"])


@transaction.atomic
def write_report(
    *, actor: Actor, activity: Activity, text: str, headcount: int, is_public: bool = False, now: datetime
) -> Report:
    """What became of it, in a few sentences; again to change it. headcount: persons there.

    Raises NotAllowed, NotFound, ReportEmpty.
    """
    require(actor, Permission.REPORT_WRITE, scope=activity)
    if not text.strip():
        raise ReportEmpty()
    report, _new = Report.objects.update_or_create(
        activity=activity,
        defaults={
            "text": text.strip(), "headcount": headcount, "is_public": is_public, "written_by_id": actor.user_id,
            "written_at": now,
        },
    )  # fmt: skip
    return report


@dataclass(frozen=True, kw_only=True)
class PhotoValues:
    """name: of the file on the device. One of consented and faces_blurred lets others see it (R-ACT-20)."""

    upload: Upload
    name: str
    caption: str = ""
    consented: bool = False
    faces_blurred: bool = False


@transaction.atomic
def add_photo(*, actor: Actor, activity: Activity, values: PhotoValues, now: datetime) -> ActivityPhoto:
    """Keep a photo of what was held. Raises NotAllowed, NotFound, TooManyPhotos, and what `keep_image` raises."""
    require(actor, Permission.REPORT_WRITE, scope=activity)
    if ActivityPhoto.objects.filter(activity=activity).count() >= MOST_PHOTOS:
        raise TooManyPhotos(most=MOST_PHOTOS)
    file = keep_image(
        actor_user_id=actor.user_id, upload=values.upload, name=values.name, purpose=PHOTO_PURPOSE, now=now
    )
    return ActivityPhoto.objects.create(
        activity=activity, file=file, caption=values.caption.strip()[:100], consented=values.consented,
        faces_blurred=values.faces_blurred, added_by_id=actor.user_id, added_at=now,
    )  # fmt: skip


@transaction.atomic
def remove_photo(*, actor: Actor, photo: ActivityPhoto) -> None:
    """Take a photo away; its file is purged afterwards. Raises NotAllowed, NotFound."""
    require(actor, Permission.REPORT_WRITE, scope=photo.activity)
    photo.delete()


@transaction.atomic
def deliver_document(
    *, actor: Actor, document: ActivityDocument, upload: Upload, name: str, note: str = "", now: datetime
) -> ActivityDocument:
    """Hand a document in as a file. Raises NotAllowed, NotFound, and what `keep_file` raises."""
    require(actor, Permission.REPORT_WRITE, scope=document.activity)
    file = keep_file(actor_user_id=actor.user_id, upload=upload, name=name, purpose=DOCUMENT_PURPOSE, now=now)
    document = settle_document(actor=actor, document=document, note=note, now=now)
    document.file = file
    document.save(update_fields=["file"])
    return document


@transaction.atomic
def settle_document(
    *,
    actor: Actor,
    document: ActivityDocument,
    state: str = DocumentState.DELIVERED.value,
    note: str = "",
    now: datetime,
) -> ActivityDocument:
    """Note that a document came (on paper), is waived, or is missing after all. Raises NotAllowed, NotFound."""
    require(actor, Permission.REPORT_WRITE, scope=document.activity)
    document = ActivityDocument.objects.select_for_update().get(pk=document.pk)
    document.state, document.note = state, note.strip()[:200]
    delivered = state == DocumentState.DELIVERED
    document.delivered_at, document.delivered_by_id = (now, actor.user_id) if delivered else (None, None)
    document.save(update_fields=["state", "note", "delivered_at", "delivered_by"])
    return document
