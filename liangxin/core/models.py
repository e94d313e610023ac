from django.db import models
from django.db.models import Q


class Model(models.Model):
    """The base of every model of the house."""

    class Meta:
        abstract = True


class OutboxEvent(Model):
    """One published event, written in the transaction of what it tells of; drained by the worker."""

    name = models.CharField(max_length=100)
    payload = models.JSONField()
    published_at = models.DateTimeField(auto_now_add=True)
    handled_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(auto_now_add=True)
    last_error = models.TextField(default="")

    class Meta:
        indexes = [
            models.Index(fields=["next_attempt_at", "id"], name="core_outbox_waiting", condition=Q(handled_at=None))
        ]


class AuditEntry(Model):
    """Something worth answering for that is not a change of a record: a reveal, an export, a sign-in, a refusal."""

    at = models.DateTimeField()
    action = models.CharField(max_length=100)
    user_id = models.BigIntegerField(null=True)
    user_name = models.CharField(max_length=150, default="")
    acting_as = models.CharField(max_length=300, default="")
    address = models.GenericIPAddressField(null=True)
    request_id = models.CharField(max_length=40, default="")
    object_kind = models.CharField(max_length=60, default="")
    object_id = models.BigIntegerField(null=True)
    object_label = models.CharField(max_length=300, default="")
    reason = models.CharField(max_length=500, default="")
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["-at", "-id"], name="core_audit_newest"),
            models.Index(fields=["object_kind", "object_id", "-at"], name="core_audit_object"),
            models.Index(fields=["user_id", "-at"], name="core_audit_user"),
        ]


class Heartbeat(Model):
    """When a background process was last alive; /readyz looks here."""

    process = models.CharField(max_length=60, primary_key=True)
    beaten_at = models.DateTimeField()


class RateWindow(Model):
    """How often something was done in one window of time. The table is unlogged: a crash forgets it, nothing else."""

    key = models.CharField(max_length=200)
    began_at = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "began_at"], name="core_rate_window_once")]
        indexes = [models.Index(fields=["began_at"], name="core_rate_window_began")]
