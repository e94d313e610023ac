"""What a station offers, who provides it, and who comes (#090, #107, #110, #143)."""

import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField, IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from liangxin.core.constraints import SpanOf
from liangxin.core.fields import EncryptedTextField
from liangxin.core.models import Model
from liangxin.venues.choices import AppointmentStatus, RequestStatus, ServiceMode, SlotStatus, Weekday
from liangxin.venues.models.stations import Station, StationFunction

LIVE = ("booked", "came", "no_show")  # appointments that hold their place


@pghistory.track()
class ServiceCategory(Model):
    """A category of services, as data."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    icon = models.CharField(max_length=40, default="circle-check")
    position = models.PositiveSmallIntegerField(default=100)

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ServiceItem(Model):
    """One service of a station. is_confidential: nobody but the one who comes learns who comes, and why."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="+")
    category = models.ForeignKey(ServiceCategory, models.PROTECT, related_name="+")
    functions = models.ManyToManyField(StationFunction, through="ServiceFunction", related_name="+")
    name = models.CharField(max_length=80)
    slug = models.CharField(max_length=10, unique=True)  # public address, from trees.random_slug
    sort_key = models.CharField(max_length=200)
    summary = models.CharField(max_length=200, default="", blank=True)
    description = models.TextField(default="", blank=True)
    provided_by = models.CharField(max_length=80, default="", blank=True)  # an office or a firm, public
    mode = models.CharField(max_length=12, choices=ServiceMode)
    where = models.CharField(max_length=80, default="", blank=True)  # the window or room, public
    documents = models.TextField(default="", blank=True)  # one a line
    fee_fen = models.PositiveIntegerField(default=0)  # 0: free
    is_confidential = models.BooleanField(default=False)
    is_public = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["station", "name"], name="venues_service_once"),
            models.CheckConstraint(
                condition=~Q(is_confidential=True, mode="on_request"), name="venues_confidential_not_on_request"
            ),
        ]
        indexes = [models.Index(fields=["station", "category", "sort_key"], name="venues_service_list")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ServiceFunction(Model):
    """A function of the station that a service fulfils (#107)."""

    item = models.ForeignKey(ServiceItem, models.CASCADE, related_name="tags")
    function = models.ForeignKey(StationFunction, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "function"], name="venues_service_function_once")]


@pghistory.track()
class Provider(Model):
    """Who provides services at a station: a family doctor, a counsellor, an office. title: what the public reads."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    organisation_name = models.CharField(max_length=80, default="", blank=True)  # 社区卫生服务中心
    user = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["station", "title"], name="venues_provider_once")]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class ProviderHours(Model):
    """When a provider gives a service, every week. minutes: since local midnight, cut into slots of slot_minutes."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="hours")
    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    minutes = IntegerRangeField()
    slot_minutes = models.PositiveSmallIntegerField(default=30)
    places = models.PositiveSmallIntegerField(default=1)  # in each slot
    days = DateRangeField()  # in force

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weekday__range=(1, 7)), name="venues_provider_weekday_1_to_7"),
            models.CheckConstraint(condition=Q(slot_minutes__range=(5, 480)), name="venues_slot_5_to_480_minutes"),
            models.CheckConstraint(condition=Q(places__range=(1, 200)), name="venues_slot_1_to_200_places"),
            models.CheckConstraint(
                condition=Q(minutes__contained_by=(0, 1440), minutes__isempty=False),
                name="venues_provider_minutes_of_a_day",
            ),
            ExclusionConstraint(
                name="venues_provider_hours_apart",
                expressions=[
                    (SpanOf("provider"), RangeOperators.OVERLAPS),
                    (SpanOf("weekday"), RangeOperators.OVERLAPS),
                    ("minutes", RangeOperators.OVERLAPS),
                    ("days", RangeOperators.OVERLAPS),
                ],
            ),
        ]


@pghistory.track()
class ProviderAbsence(Model):
    """Days on which a provider does not come."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="absences")
    days = DateRangeField()
    note = models.CharField(max_length=100, default="", blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="venues_one_absence_a_day",
                expressions=[(SpanOf("provider"), RangeOperators.OVERLAPS), ("days", RangeOperators.OVERLAPS)],
            )
        ]


class Slot(Model):
    """A span in which a service can be taken. Without history: each change of `taken` would tell who booked."""

    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="slots")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    station = models.ForeignKey(Station, models.PROTECT, related_name="+")
    during = DateTimeRangeField()  # [start, end)
    places = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=8, choices=SlotStatus, default=SlotStatus.OPEN)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(taken__lte=F("places")), name="venues_slot_not_overfull"),
            ExclusionConstraint(
                name="venues_provider_in_one_place",
                expressions=[(SpanOf("provider"), RangeOperators.OVERLAPS), ("during", RangeOperators.OVERLAPS)],
            ),
        ]
        indexes = [
            models.Index(F("item"), F("during__startswith"), name="venues_slot_of_item"),
            models.Index(F("station"), F("during__startswith"), name="venues_slot_of_station"),
        ]

    @property
    def left(self) -> int:
        """Places that can still be booked."""
        return max(0, self.places - self.taken)


_OPEN_KINDS = pgtrigger.Q(new__is_confidential=False)


@pghistory.track(
    pghistory.InsertEvent(condition=_OPEN_KINDS),
    pghistory.UpdateEvent(condition=_OPEN_KINDS),
    exclude=["guest_name", "note", "holder", "holder_key", "code"],
)
class Appointment(Model):
    """Someone comes to a slot.

    Open kinds name the account; confidential ones leave `user` empty and keep only a keyed digest of the account, by
    which the person finds it again, and the sealed account, by which the station's change can be told. They leave no
    history, and no way but one's own leads to them.
    """

    slot = models.ForeignKey(Slot, models.PROTECT, related_name="appointments")
    station = models.ForeignKey(Station, models.PROTECT, related_name="+")
    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="+")
    is_confidential = models.BooleanField()
    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    guest_name = EncryptedTextField(default="", blank=True)  # taken down by the keeper for who has no account
    holder = EncryptedTextField(default="", blank=True)  # the account's id, sealed (confidential kinds)
    holder_key = models.BigIntegerField(null=True, blank=True)  # keyed digest of the account's id
    during = DateTimeRangeField()  # of the slot
    code = models.CharField(max_length=8)  # shown at the door in place of a name
    note = EncryptedTextField(default="", blank=True)  # for who provides the service
    status = models.CharField(max_length=10, choices=AppointmentStatus, default=AppointmentStatus.BOOKED)
    made_at = models.DateTimeField()
    came_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_confidential=False) | Q(user=None, holder_key__isnull=False),
                name="venues_confidential_unnamed",
            ),
            models.UniqueConstraint(fields=["slot", "code"], name="venues_appointment_code_once"),
            ExclusionConstraint(
                name="venues_one_appointment_at_a_time",
                expressions=[(SpanOf("holder_key"), RangeOperators.OVERLAPS), ("during", RangeOperators.OVERLAPS)],
                condition=Q(status="booked", holder_key__isnull=False),
            ),
        ]
        indexes = [
            models.Index(F("station"), F("during__startswith"), name="venues_appointment_day"),
            models.Index(fields=["holder_key"], name="venues_appointment_holder"),
        ]


@pghistory.track(exclude=["note", "contact"])
class ServiceRequest(Model):
    """Someone asks for a service that is arranged first (mode on_request)."""

    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="+")
    station = models.ForeignKey(Station, models.PROTECT, related_name="+")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    wanted = models.CharField(max_length=120)  # when it would suit, in words
    note = EncryptedTextField(default="", blank=True)
    contact = EncryptedTextField(default="", blank=True)
    status = models.CharField(max_length=10, choices=RequestStatus, default=RequestStatus.ASKED)
    answer = models.CharField(max_length=300, default="", blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "user"], condition=Q(status="asked"), name="venues_one_open_request"
            )
        ]
        indexes = [models.Index(fields=["station", "status", "asked_at"], name="venues_request_list")]
