from django.db import models

from liangxin.core.fields import EncryptedTextField
from liangxin.core.models import Model


class CalendarFeed(Model):
    """The private calendar address of one person: whoever knows it may read, so it can be renewed and taken back."""

    user = models.OneToOneField("accounts.User", models.PROTECT, primary_key=True, related_name="+")
    token = EncryptedTextField()
    token_index = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
