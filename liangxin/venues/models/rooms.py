from datetime import datetime

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from liangxin.core.constraints import SpanOf
from liangxin.core.models import Model
from liangxin.trees.models import random_slug
from liangxin.venues.choices import LIVE_BOOKINGS, LIVE_WAITS, Audience, BookingStatus, RoomStatus, WaitStatus


@pghistory.track()
class RoomKind(Model):
    """A kind of room, as data (#111): 会议室, 咖啡吧, 瑜伽房, 书记工作室 … `icon` is the name of a Tabler icon."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    description = models.CharField(max_length=300, default="", blank=True)
    icon = models.CharField(max_length=40, default="door")
    position = models.PositiveSmallIntegerField(default=100)

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class RoomFunction(Model):
    """What a room is good for, as data whose names may be changed: the set of five functions (#100)."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    description = models.CharField(max_length=300, default="", blank=True)
    icon = models.CharField(max_length=40, default="circle-check")
    position = models.PositiveSmallIntegerField(default=100)

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Room(Model):
    """A room of a station and the rules of booking it. Minutes are whole; ids R-ROM-… in docs/rules/venues.md."""

    station = models.ForeignKey("venues.Station", models.PROTECT, related_name="rooms")
    kind = models.ForeignKey(RoomKind, models.PROTECT, related_name="+")
    functions = models.ManyToManyField(RoomFunction, through="RoomUse", related_name="+")
    name = models.CharField(max_length=60)
    slug = models.CharField(max_length=10, unique=True, default=random_slug)  # public address
    description = models.TextField(default="", blank=True)  # public
    floor = models.CharField(max_length=20, default="", blank=True)
    directions = models.CharField(max_length=300, default="", blank=True)  # public: from the lift to the door
    capacity = models.PositiveSmallIntegerField()  # people
    equipment = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    is_hosted = models.BooleanField(default=False)  # a studio whose host receives those who come (#092)
    status = models.CharField(max_length=10, choices=RoomStatus, default=RoomStatus.OPEN)
    status_note = models.CharField(max_length=200, default="", blank=True)
    is_public = models.BooleanField(default=True)

    audience = models.CharField(max_length=15, choices=Audience, default=Audience.EVERYONE)
    min_minutes = models.PositiveSmallIntegerField(default=30)
    max_minutes = models.PositiveSmallIntegerField(default=240)
    lead_minutes = models.PositiveIntegerField(default=0)  # booked at least so long before it begins
    ahead_days = models.PositiveSmallIntegerField(default=30)  # booked at most so far ahead
    buffer_minutes = models.PositiveSmallIntegerField(default=0)  # kept free after each booking
    cancel_minutes = models.PositiveIntegerField(default=0)  # later cancellations are noted as late
    needs_approval = models.BooleanField(default=False)
    opens_on_holidays = models.BooleanField(default=False)
    quota_minutes = models.PositiveIntegerField(null=True, blank=True)  # per organisation and calendar month
    offer_minutes = models.PositiveSmallIntegerField(default=0)  # a freed slot is kept for the next; 0: first come
    price_fen = models.PositiveIntegerField(default=0)  # an hour, shown; nothing is paid here

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["station", "name"], name="venues_room_name_once"),
            models.CheckConstraint(condition=Q(capacity__gt=0), name="venues_room_holds_somebody"),
            models.CheckConstraint(
                condition=Q(min_minutes__gt=0, max_minutes__gte=F("min_minutes"), max_minutes__lte=1440),
                name="venues_room_minutes_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class RoomUse(Model):
    """A function that a room serves."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="uses")
    function = models.ForeignKey(RoomFunction, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "function"], name="venues_room_use_once")]


@pghistory.track()
class RoomClosure(Model):
    """A span in which a room cannot be used. note: public."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="closures")
    during = DateTimeRangeField()
    note = models.CharField(max_length=100)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="venues_room_closures_apart",
                expressions=[(SpanOf("room"), RangeOperators.OVERLAPS), ("during", RangeOperators.OVERLAPS)],
            )
        ]


@pghistory.track()
class RoomSeries(Model):
    """Bookings made by one rule (RFC 5545). `minutes`: how long each is."""

    room = models.ForeignKey(Room, models.PROTECT, related_name="+")
    rrule = models.CharField(max_length=200)
    first_starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    booker = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()


@pghistory.track()
class RoomBooking(Model):
    """One use of a room. `during` is what was asked for; `held` has the buffer too, and no two live ones overlap."""

    room = models.ForeignKey(Room, models.PROTECT, related_name="bookings", db_index=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    booker = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+", db_index=False)
    series = models.ForeignKey(RoomSeries, models.PROTECT, null=True, related_name="bookings")
    purpose = models.CharField(max_length=120)
    headcount = models.PositiveSmallIntegerField()
    during = DateTimeRangeField()
    held = DateTimeRangeField()
    status = models.CharField(max_length=10, choices=BookingStatus)
    held_for = models.CharField(max_length=40, default="", blank=True)  # "activity": made and ended by its activity
    price_fen = models.PositiveIntegerField(default=0)  # for the whole booking, as shown when it was made
    key = models.CharField(max_length=64, default="", blank=True)  # the same form sent twice is one booking
    requested_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decision_note = models.CharField(max_length=200, default="", blank=True)
    ended_at = models.DateTimeField(null=True)  # cancelled, declined, lapsed or recorded as not come
    end_reason = models.CharField(max_length=200, default="", blank=True)
    is_late_cancellation = models.BooleanField(default=False)
    offered_until = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="venues_one_booking_per_room_and_time",
                expressions=[(SpanOf("room"), RangeOperators.OVERLAPS), ("held", RangeOperators.OVERLAPS)],
                condition=Q(status__in=LIVE_BOOKINGS),
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False, during__lower_inf=False, during__upper_inf=False),
                name="venues_booking_has_a_span",
            ),
            models.CheckConstraint(condition=Q(held__contains=F("during")), name="venues_booking_holds_its_span"),
            models.CheckConstraint(condition=Q(headcount__gt=0), name="venues_booking_for_somebody"),
            models.CheckConstraint(
                condition=~Q(status=BookingStatus.OFFERED) | Q(offered_until__isnull=False),
                name="venues_offer_has_an_end",
            ),
            models.UniqueConstraint(fields=["booker", "key"], condition=~Q(key=""), name="venues_booking_key_once"),
        ]
        indexes = [
            models.Index("room", F("during__startswith"), name="venues_booking_room_start"),
            models.Index("booker", F("during__startswith"), name="venues_booking_booker_start"),
            models.Index("organisation", F("during__startswith"), name="venues_booking_organisation"),
            models.Index(fields=["requested_at", "id"], name="venues_booking_pending", condition=Q(status="requested")),
            models.Index(fields=["offered_until"], name="venues_booking_offered", condition=Q(status="offered")),
        ]

    @property
    def starts_at(self) -> datetime:
        return self.during.lower  # type: ignore[no-any-return]

    @property
    def ends_at(self) -> datetime:
        return self.during.upper  # type: ignore[no-any-return]

    @property
    def is_live(self) -> bool:
        return self.status in LIVE_BOOKINGS


@pghistory.track()
class RoomNote(Model):
    """What those who leave a room tell those who come next, and the keeper (交接说明)."""

    booking = models.ForeignKey(RoomBooking, models.CASCADE, related_name="notes")
    author = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    text = models.CharField(max_length=300)
    needs_action = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True)


@pghistory.track()
class RoomWait(Model):
    """Somebody waits for a slot that is taken. Fair order is the order of asking (id)."""

    room = models.ForeignKey(Room, models.PROTECT, related_name="waits")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    during = DateTimeRangeField()
    purpose = models.CharField(max_length=120)
    headcount = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=WaitStatus, default=WaitStatus.WAITING)
    asked_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    booking = models.ForeignKey(RoomBooking, models.PROTECT, null=True, related_name="waits")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["room", "user", "during"], condition=Q(status__in=LIVE_WAITS), name="venues_wait_once"
            ),
            models.CheckConstraint(condition=Q(headcount__gt=0), name="venues_wait_for_somebody"),
        ]
        indexes = [
            models.Index(fields=["room", "id"], name="venues_wait_in_order", condition=Q(status="waiting")),
            models.Index(fields=["user", "-id"], name="venues_wait_user"),
        ]


@pghistory.track()
class RoomPhoto(Model):
    """A picture of a room, public with it. caption: what is to be seen, also for those who cannot see it."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="photos")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    caption = models.CharField(max_length=100)
    added_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["room", "id"], name="venues_room_photos")]
