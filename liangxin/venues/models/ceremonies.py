"""What the ceremony hall offers (#145), and who guides there by invitation (#076)."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from liangxin.core.constraints import SpanOf
from liangxin.core.models import Model
from liangxin.venues.models.rooms import Room, RoomBooking
from liangxin.venues.models.stations import Station


@pghistory.track()
class CeremonyPackage(Model):
    """A ceremony that a hall arranges. The words of the five services are the hall's own."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="+")
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="+")  # the hall
    name = models.CharField(max_length=60)
    slug = models.CharField(max_length=10, unique=True)
    content = models.TextField(default="", blank=True)  # its parts, one a line
    minutes = models.PositiveSmallIntegerField(default=60)
    most_people = models.PositiveSmallIntegerField(default=60)
    position = models.PositiveSmallIntegerField(default=100)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["station", "name"], name="venues_package_once"),
            models.CheckConstraint(condition=Q(minutes__range=(15, 480)), name="venues_package_15_to_480_minutes"),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Guide(Model):
    """Someone on the roster of invited guides. title: what the public reads; the name stays with the station."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=60)
    languages = models.CharField(max_length=60, default="", blank=True)
    weekdays = models.CharField(max_length=20, default="1234567")  # ISO weekdays on which they can come
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["station", "title"], name="venues_guide_once")]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class CeremonyBooking(Model):
    """A package held in the hall, with its guide: made in one transaction with the hall's booking."""

    package = models.ForeignKey(CeremonyPackage, models.PROTECT, related_name="bookings")
    station = models.ForeignKey(Station, models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    booked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    guide = models.ForeignKey(Guide, models.PROTECT, null=True, blank=True, related_name="+")
    room_booking = models.OneToOneField(RoomBooking, models.PROTECT, related_name="+")
    during = DateTimeRangeField()
    headcount = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=300, default="", blank=True)
    booked_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="venues_guide_in_one_place",
                expressions=[(SpanOf("guide"), RangeOperators.OVERLAPS), ("during", RangeOperators.OVERLAPS)],
                condition=Q(cancelled_at=None, guide__isnull=False),
            )
        ]
        indexes = [models.Index(fields=["station", "cancelled_at"], name="venues_ceremony_list")]
