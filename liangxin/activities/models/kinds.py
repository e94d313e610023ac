import pghistory
from django.db import models

from liangxin.activities.choices import Audience, Track
from liangxin.core.models import Model


@pghistory.track()
class ActivityKind(Model):
    """A kind of activity, as data. theme: a word to group by; track: 管理、服务、产业 (#011), or none."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    description = models.CharField(max_length=300, default="", blank=True)
    icon = models.CharField(max_length=40, default="calendar-event")
    theme = models.CharField(max_length=60, default="", blank=True)
    track = models.CharField(max_length=12, choices=Track, default="", blank=True)
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.EVERYBODY)
    is_confidential = models.BooleanField(default=False)  # who comes is nobody's business (#143)
    for_minors = models.BooleanField(default=False)  # a guardian registers the child and consents (#165)
    probationary_only = models.BooleanField(default=False)  # an oath ceremony (#073)
    needs_approval = models.BooleanField(default=False)  # by an organisation above, whatever its own rule
    position = models.PositiveSmallIntegerField(default=100)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class KindDocument(Model):
    """A document that activities of a kind hand in. due_days: days after the end."""

    kind = models.ForeignKey(ActivityKind, models.CASCADE, related_name="documents")
    name = models.CharField(max_length=60)
    due_days = models.PositiveSmallIntegerField(default=7)
    position = models.PositiveSmallIntegerField(default=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="activities_kind_document_once")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ApprovalRule(Model):
    """Activities of organisations below this one need its approval. kind: None for all; capacity_from: persons."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    kind = models.ForeignKey(ActivityKind, models.PROTECT, null=True, blank=True, related_name="+")
    capacity_from = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"], nulls_distinct=False, name="activities_approval_rule_once"
            )
        ]
