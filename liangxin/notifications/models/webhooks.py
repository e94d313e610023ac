import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from liangxin.core.fields import EncryptedTextField
from liangxin.core.models import Model
from liangxin.notifications.choices import WebhookState


@pghistory.track(exclude=["secret"])
class Webhook(Model):
    """A program that wants to hear of events: ids only, signed with `secret`."""

    name = models.CharField(max_length=100)
    url = models.CharField(max_length=500)
    event_names = ArrayField(models.CharField(max_length=100), default=list)
    secret = EncryptedTextField()
    is_active = models.BooleanField(default=True)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class WebhookDelivery(Model):
    """One event on its way to one program. event_id: the outbox row, so that an event handled twice is sent once."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries", db_index=False)
    event_id = models.BigIntegerField()
    event = models.CharField(max_length=100)
    payload = models.JSONField()
    state = models.CharField(max_length=10, choices=WebhookState, default=WebhookState.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    problem = models.CharField(max_length=200, default="", blank=True)
    took_ms = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["webhook", "event_id"], name="notifications_event_sent_once")]
        indexes = [
            models.Index(fields=["due_at", "id"], name="notifications_webhooks_due", condition=Q(state="waiting")),
            models.Index(fields=["webhook", "-id"], name="notifications_webhook_log"),
        ]
