import pghistory
from django.db import models
from django.db.models import Q

from liangxin.core.fields import EncryptedTextField
from liangxin.core.models import Model
from liangxin.notifications.choices import Channel, DigestRhythm
from liangxin.notifications.rules import QUIET_FROM, QUIET_TO, REMINDERS_A_DAY


@pghistory.track()
class ChannelChoice(Model):
    """A person's own word on one group of notices over one channel; without a row the kind's default holds."""

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", db_index=False)
    group = models.CharField(max_length=40)
    channel = models.CharField(max_length=10, choices=Channel)
    is_wanted = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "group", "channel"], name="notifications_choice_once")]


@pghistory.track()
class DeliveryRules(Model):
    """When and how often a person is reached beyond the app; without a row the house's defaults hold."""

    user = models.OneToOneField("accounts.User", models.PROTECT, primary_key=True, related_name="+")
    quiet_from = models.TimeField(null=True, blank=True, default=QUIET_FROM)
    quiet_to = models.TimeField(null=True, blank=True, default=QUIET_TO)
    digest = models.CharField(max_length=10, choices=DigestRhythm, default=DigestRhythm.OFF)
    reminders_a_day = models.PositiveSmallIntegerField(default=REMINDERS_A_DAY)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(reminders_a_day__lte=5), name="notifications_few_reminders")]


class WeChatFollower(Model):
    """The name under which the official account knows a person."""

    user = models.OneToOneField("accounts.User", models.PROTECT, primary_key=True, related_name="+")
    openid = EncryptedTextField()
    bound_at = models.DateTimeField()
