import pghistory
from django.db import models
from django.db.models import F, Q

from liangxin.activities.choices import ActivityStatus, Shape
from liangxin.activities.models.kinds import ActivityKind
from liangxin.activities.models.series import Campaign, Series
from liangxin.core.models import Model
from liangxin.trees.models import random_slug


@pghistory.track(exclude=["taken", "waiting", "last_seq", "reminded_at"])
class Activity(Model):
    """One activity. `taken` counts the places held (registered and offered), `waiting` the waiting list; both are
    changed only by `services.places`, in the statement that writes the registration. last_seq: the last number of
    arrival handed out here."""

    slug = models.CharField(max_length=10, default=random_slug, unique=True)
    kind = models.ForeignKey(ActivityKind, models.PROTECT, related_name="+")
    shape = models.CharField(max_length=10, choices=Shape, default=Shape.SINGLE)
    title = models.CharField(max_length=120)
    summary = models.TextField(default="", blank=True)  # public
    organiser = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    station = models.ForeignKey("venues.Station", models.PROTECT, null=True, blank=True, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")
    host = models.ForeignKey("enterprises.Enterprise", models.PROTECT, null=True, blank=True, related_name="+")
    where = models.CharField(max_length=200, default="", blank=True)  # in words: “A 座 3 楼”
    room_booking = models.OneToOneField(
        "venues.RoomBooking", models.PROTECT, null=True, blank=True, related_name="+"
    )  # made, moved and ended with the activity
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="activities")
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, related_name="activities")
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    opens_at = models.DateTimeField()  # registration, [opens_at, closes_at)
    closes_at = models.DateTimeField()
    late_until = models.DateTimeField(null=True, blank=True)  # late registration while places are left
    cancel_until = models.DateTimeField()  # cancelling later is noted as late
    capacity = models.PositiveIntegerField(null=True, blank=True)  # persons; None: without end
    taken = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    last_seq = models.PositiveIntegerField(default=0)
    has_waiting_list = models.BooleanField(default=True)
    offer_minutes = models.PositiveIntegerField(default=0)  # 0: a free place is given at once
    status = models.CharField(max_length=10, choices=ActivityStatus, default=ActivityStatus.DRAFT)
    is_public = models.BooleanField(default=True)
    visitor_list = models.BooleanField(default=False)  # the host is given a list of names (#161)
    is_restricted = models.BooleanField(default=False)  # has eligibility rows, or a kind with a condition
    asks_questions = models.BooleanField(default=False)  # has questions
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    approver = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    approved_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    returned_note = models.CharField(max_length=300, default="", blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=300, default="", blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(taken__lte=F("capacity")), name="activities_taken_within_capacity"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="activities_ends_after_start"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="activities_closes_after_opening"),
        ]
        indexes = [
            models.Index(fields=["status", "starts_at"], name="activities_status_start"),
            models.Index(fields=["organiser", "-starts_at"], name="activities_organiser"),
            models.Index(fields=["station", "starts_at"], name="activities_station"),
            models.Index(fields=["place", "starts_at"], name="activities_place"),
            models.Index(fields=["series", "starts_at"], name="activities_of_series"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def left(self) -> int | None:
        """Places left; None where they have no end."""
        return None if self.capacity is None else self.capacity - self.taken


@pghistory.track(exclude=["taken"])
class Contingent(Model):
    """A kind of place with a number of its own: 20 会员, 10 居民, 2 助手. category: who may take one."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="contingents")
    name = models.CharField(max_length=40)
    category = models.CharField(max_length=12, default="anybody")
    capacity = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "name"], name="activities_contingent_once"),
            models.CheckConstraint(condition=Q(taken__lte=F("capacity")), name="activities_contingent_within_capacity"),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Session(Model):
    """One meeting of an activity of several."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="sessions")
    title = models.CharField(max_length=120, default="", blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    where = models.CharField(max_length=200, default="", blank=True)
    position = models.PositiveSmallIntegerField(default=100)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="activities_session_ends")]


@pghistory.track()
class Stop(Model):
    """One stop of a tour (#151)."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="stops")
    name = models.CharField(max_length=120)
    place = models.ForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")
    arrives_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=30)
    note = models.CharField(max_length=200, default="", blank=True)


@pghistory.track()
class Question(Model):
    """Asked of those who register. choices: of a CHOICE, in order."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="questions")
    kind = models.CharField(max_length=8)
    text = models.CharField(max_length=120)
    choices = models.JSONField(default=list, blank=True)
    is_required = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=100)


@pghistory.track()
class Eligibility(Model):
    """One of the conditions, joined by “or”, under which somebody may register."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="eligibilities")
    kind = models.CharField(max_length=12)
    node = models.ForeignKey("trees.Node", models.PROTECT, null=True, blank=True, related_name="+")
    category = models.CharField(max_length=12, default="", blank=True)

    class Meta:
        verbose_name_plural = "eligibilities"
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "kind", "node", "category"], nulls_distinct=False,
                name="activities_eligibility_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="category", node=None) | (~Q(kind="category") & Q(node__isnull=False, category="")),
                name="activities_eligibility_whole",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["node"], name="activities_eligibility_node")]
