"""What the keeper of a station writes down in a day."""

import pghistory
from django.db import models

from liangxin.core.models import Model
from liangxin.venues.choices import DayPart, EntryOutcome
from liangxin.venues.models.stations import Station


class WalkInCount(Model):
    """How many came in without an appointment, in a part of a day. Without history: it grows by each tap."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="+")
    day = models.DateField()
    part = models.CharField(max_length=10, choices=DayPart)
    people = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["station", "day", "part"], name="venues_walk_ins_once")]


@pghistory.track()
class KeeperNote(Model):
    """Something the next keeper should know."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)
    written_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["station", "-written_at"], name="venues_note_list")]


class KeeperEntry(Model):
    """One entry of a keeper's device, kept so that what is sent twice counts once.

    subject: what it was about, in words the device showed; without personal data.
    """

    key = models.CharField(max_length=64)
    station = models.ForeignKey(Station, models.PROTECT, related_name="+")
    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    act = models.CharField(max_length=40)
    noted_at = models.DateTimeField()  # on the device
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=EntryOutcome)
    message = models.CharField(max_length=300, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["station", "key"], name="venues_keeper_entry_once")]
        indexes = [models.Index(fields=["station", "-received_at"], name="venues_keeper_entry_list")]
