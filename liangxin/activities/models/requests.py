import pghistory
from django.db import models
from django.db.models import Q

from liangxin.activities.choices import OfferState, RequestState, TalkState
from liangxin.activities.models.activities import Activity
from liangxin.activities.models.kinds import ActivityKind
from liangxin.activities.models.people import Lecturer
from liangxin.activities.models.series import Series
from liangxin.core.models import Model


@pghistory.track()
class ClassRequest(Model):
    """An enterprise or a branch asks for a class (#157): exactly one of the two asks."""

    enterprise = models.ForeignKey("enterprises.Enterprise", models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.ForeignKey(ActivityKind, models.PROTECT, related_name="+")
    topic = models.CharField(max_length=120)
    wishes = models.CharField(max_length=500, default="", blank=True)
    headcount = models.PositiveIntegerField()  # persons
    first_on = models.DateField()  # between these days, both inclusive
    last_on = models.DateField()
    minutes = models.PositiveSmallIntegerField(default=60)
    place = models.ForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.OPEN)
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(enterprise__isnull=False, organisation=None)
                | Q(enterprise=None, organisation__isnull=False),
                name="activities_exactly_one_asks",
            ),
            models.CheckConstraint(
                condition=Q(last_on__gte=models.F("first_on"), headcount__gt=0), name="activities_request_whole"
            ),
        ]
        indexes = [models.Index(fields=["state", "first_on"], name="activities_request_open")]

    def __str__(self) -> str:
        return self.topic


@pghistory.track()
class ClassOffer(Model):
    """A station, or a lecturer, offers to hold a class that was asked for."""

    request = models.ForeignKey(ClassRequest, models.CASCADE, related_name="offers")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")  # would organise
    station = models.ForeignKey("venues.Station", models.PROTECT, null=True, blank=True, related_name="+")
    lecturer = models.ForeignKey(Lecturer, models.PROTECT, null=True, blank=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    where = models.CharField(max_length=200, default="", blank=True)
    message = models.CharField(max_length=300, default="", blank=True)
    state = models.CharField(max_length=10, choices=OfferState, default=OfferState.WAITING)
    offered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    offered_at = models.DateTimeField()
    activity = models.OneToOneField(Activity, models.PROTECT, null=True, blank=True, related_name="from_offer")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(state="taken"), name="activities_one_offer_is_taken"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="activities_offer_has_length"),
        ]


@pghistory.track()
class TalkSubmission(Model):
    """Somebody offers a talk for a series (#159)."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="talks")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    abstract = models.CharField(max_length=1000)
    minutes = models.PositiveSmallIntegerField(default=15)
    state = models.CharField(max_length=10, choices=TalkState, default=TalkState.WAITING)
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="talks")
    submitted_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["series", "state"], name="activities_talk_series")]

    def __str__(self) -> str:
        return self.title
