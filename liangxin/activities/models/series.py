import pghistory
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from liangxin.activities.choices import HolidayRule
from liangxin.activities.models.kinds import ActivityKind
from liangxin.core.models import Model
from liangxin.trees.models import random_slug


@pghistory.track()
class Series(Model):
    """Activities that come again by a rule of RFC 5545: FREQ=MONTHLY;BYDAY=-1SA. What each date begins with."""

    slug = models.CharField(max_length=10, default=random_slug, unique=True)
    kind = models.ForeignKey(ActivityKind, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    summary = models.TextField(default="", blank=True)
    organiser = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    station = models.ForeignKey("venues.Station", models.PROTECT, null=True, blank=True, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")
    room = models.ForeignKey("venues.Room", models.PROTECT, null=True, blank=True, related_name="+")
    where = models.CharField(max_length=200, default="", blank=True)
    rule = models.CharField(max_length=200)  # RRULE without its name
    holidays = models.CharField(max_length=8, choices=HolidayRule, default=HolidayRule.KEEP)
    first_on = models.DateField()
    starts = models.TimeField()  # Asia/Shanghai
    minutes = models.PositiveSmallIntegerField()
    opens_days = models.PositiveSmallIntegerField(default=14)  # registration opens, days before
    closes_minutes = models.PositiveIntegerField(default=0)  # registration closes, minutes before
    capacity = models.PositiveIntegerField(null=True, blank=True)  # persons; None: without end
    is_public = models.BooleanField(default=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "series"
        constraints = [models.CheckConstraint(condition=Q(minutes__gt=0), name="activities_series_has_length")]
        indexes = [models.Index(fields=["organiser"], name="activities_series_organiser")]

    def __str__(self) -> str:
        return self.title


class SeriesSubscription(Model):
    """An account is told of every date of a series."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="subscriptions")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    subscribed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "user"], name="activities_subscribed_once")]
        indexes = [models.Index(fields=["user"], name="activities_subscription_user")]


@pghistory.track()
class Campaign(Model):
    """Activities of many organisers under one theme (#146, #152)."""

    slug = models.CharField(max_length=10, default=random_slug, unique=True)
    title = models.CharField(max_length=120)
    summary = models.TextField(default="", blank=True)
    organiser = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    during = DateRangeField()
    is_public = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title
