from django.db import models

from liangxin.core.models import Model


class IdempotentAnswer(Model):
    """What was answered to a write with an Idempotency-Key, so that a repeated one is answered alike and done once."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)  # of method, address and body
    status = models.PositiveSmallIntegerField(default=0)
    content_type = models.CharField(max_length=100, default="")
    body = models.TextField(default="")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="api_idempotent_answer_once")]
        indexes = [models.Index(fields=["made_at"], name="api_idempotent_answer_age")]
