import uuid

import pghistory
from django.db import models
from django.db.models import Q

from liangxin.activities.choices import DocumentState, FeedbackQuestionKind
from liangxin.activities.models.activities import Activity
from liangxin.core.models import Model


@pghistory.track()
class FeedbackQuestion(Model):
    """One of at most three questions after an activity."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="feedback_questions")
    kind = models.CharField(max_length=8, choices=FeedbackQuestionKind, default=FeedbackQuestionKind.SCORE)
    text = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "position"], name="activities_feedback_position_once"),
            models.CheckConstraint(condition=Q(position__range=(1, 3)), name="activities_feedback_three_at_most"),
        ]


class Feedback(Model):
    """One answer sheet. Names nobody: no registration, no time, a random id; the registration only knows that one was
    given."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="feedback")
    given_on = models.DateField()

    class Meta:
        verbose_name_plural = "feedback"


class FeedbackAnswer(Model):
    """One answer: a score of 1–5, or words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    feedback = models.ForeignKey(Feedback, models.CASCADE, related_name="answers")
    question = models.ForeignKey(FeedbackQuestion, models.PROTECT, related_name="answers")
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(score=None) | Q(score__range=(1, 5)), name="activities_score_1_to_5"),
            models.UniqueConstraint(fields=["feedback", "question"], name="activities_feedback_answered_once"),
        ]


@pghistory.track()
class Report(Model):
    """What became of an activity, in a few sentences. headcount: who was there, counted or from the list."""

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="report")
    text = models.TextField()
    headcount = models.PositiveIntegerField()  # persons
    is_public = models.BooleanField(default=False)
    written_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()


@pghistory.track()
class ActivityPhoto(Model):
    """A photo of the report. consented: those who can be recognised agreed; faces_blurred: or their faces are blurred.
    It is shown to others only where one of the two holds (R-ACT-20)."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="photos")
    file = models.OneToOneField("files.StoredFile", models.PROTECT, related_name="+")
    caption = models.CharField(max_length=100, default="", blank=True)
    consented = models.BooleanField(default=False)
    faces_blurred = models.BooleanField(default=False)
    added_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    @property
    def may_be_shown(self) -> bool:
        return self.consented or self.faces_blurred


@pghistory.track()
class ActivityDocument(Model):
    """A document that the kind asks for, and whether it came."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="documents")
    name = models.CharField(max_length=60)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=DocumentState, default=DocumentState.MISSING)
    file = models.OneToOneField("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=200, default="", blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    delivered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "name"], name="activities_document_once")]
        indexes = [
            models.Index(fields=["due_on"], name="activities_document_due", condition=Q(state="missing")),
        ]
