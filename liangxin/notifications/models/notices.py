from django.db import models
from django.db.models import Q

from liangxin.core.fields import EncryptedTextField
from liangxin.core.models import Model
from liangxin.notifications.choices import Channel, DeliveryState, Failure


class Notice(Model):
    """One thing told to one person: the source of truth, whatever else carries it.

    Words are either given (title, body), or made from the kind's template and `facts` in the reader's language.
    key: with the person unique, so that telling twice tells once. planned_at: when the worker decided on channels.
    """

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=200, default="", blank=True)
    body = models.TextField(default="", blank=True)
    facts = models.JSONField(default=dict, blank=True)
    url = models.CharField(max_length=300, default="", blank=True)  # a path of this site
    shown = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    planned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notifications_told_once")]
        indexes = [
            models.Index(fields=["user", "-id"], name="notifications_newest", condition=Q(shown=True)),
            models.Index(fields=["user"], name="notifications_unread", condition=Q(read_at=None, shown=True)),
            models.Index(fields=["id"], name="notifications_unplanned", condition=Q(planned_at=None)),
        ]


class Delivery(Model):
    """A notice on its way over one channel: the delivery log. It holds no words and no address.

    due_at: when it is (next) to be sent; of one that is `sending`, when another worker may take it up.
    carried_by: the digest's delivery that carried it.
    """

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries", db_index=False)
    channel = models.CharField(max_length=10, choices=Channel)
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    provider = models.CharField(max_length=30, default="", blank=True)
    provider_id = models.CharField(max_length=200, default="", blank=True)
    failure = models.CharField(max_length=20, choices=Failure, default="", blank=True)
    detail = models.CharField(max_length=300, default="", blank=True)  # the provider's own code; for administrators
    sent_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    carried_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="carried")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "channel"], name="notifications_one_way_once")]
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="notifications_due", condition=Q(state__in=["waiting", "sending"])
            ),
            models.Index(fields=["due_at"], name="notifications_digests", condition=Q(state="digest")),
            models.Index(fields=["-changed_at", "-id"], name="notifications_log"),
            models.Index(fields=["provider_id"], name="notifications_receipt", condition=~Q(provider_id="")),
        ]


class ReminderSlot(Model):
    """One of the reminders that a person gets on a day beyond the app (R-NOT-02): the database decides who is first."""

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    position = models.PositiveSmallIntegerField()
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "day", "position"], name="notifications_reminder_slot_once")
        ]


class ProviderToken(Model):
    """An access token that a provider gave for a while; one for all processes."""

    provider = models.CharField(max_length=60, primary_key=True)
    token = EncryptedTextField()
    expires_at = models.DateTimeField()
