from datetime import date, timedelta

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from liangxin.core.constraints import SpanOf
from liangxin.core.models import Model
from liangxin.venues.choices import StationStatus, Weekday, WorkKind


@pghistory.track()
class StationKind(Model):
    """A kind of station, as data: 微驿站, 楼宇党群服务站 … `icon` is the name of a Tabler icon."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    description = models.CharField(max_length=300, default="", blank=True)
    icon = models.CharField(max_length=40, default="building-community")
    position = models.PositiveSmallIntegerField(default=100)

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class StationFunction(Model):
    """What a station is for, as data (#107), in words for the public."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    description = models.CharField(max_length=300, default="", blank=True)
    icon = models.CharField(max_length=40, default="circle-check")
    position = models.PositiveSmallIntegerField(default=100)

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Brand(Model):
    """A service brand that several stations share (#013); it belongs to a district or a place below it."""

    name = models.CharField(max_length=60)
    slogan = models.CharField(max_length=120, default="", blank=True)
    description = models.TextField(default="", blank=True)
    slug = models.CharField(max_length=10, unique=True)  # public address, from trees.random_slug
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    is_public = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "name"], name="venues_brand_once")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class LevelScheme(Model):
    """How the stations within a place are tiered: 中心—分中心—楼宇站, or 中心—园区—工作室. The nearest above holds."""

    place = models.OneToOneField("places.Place", models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    description = models.CharField(max_length=300, default="", blank=True)

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class StationLevel(Model):
    """One level of a scheme. rank: 1 is the highest."""

    scheme = models.ForeignKey(LevelScheme, models.PROTECT, related_name="levels")
    rank = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    description = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "rank"], name="venues_level_rank_once"),
            models.CheckConstraint(condition=Q(rank__range=(1, 9)), name="venues_level_rank_1_to_9"),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class LevelTarget(Model):
    """How many stations of a level a place is meant to have."""

    level = models.ForeignKey(StationLevel, models.PROTECT, related_name="targets")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    target = models.PositiveIntegerField()  # stations

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "place"], name="venues_target_once")]


@pghistory.track()
class Station(Model):
    """One station. Its name, parent and span of validity are its node's; `owner` looks after it."""

    node = models.OneToOneField("trees.Node", models.PROTECT, primary_key=True, related_name="+")
    kind = models.ForeignKey(StationKind, models.PROTECT, related_name="+")
    level = models.ForeignKey(StationLevel, models.PROTECT, null=True, blank=True, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    owner = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    brand = models.ForeignKey(Brand, models.PROTECT, null=True, blank=True, related_name="+")
    functions = models.ManyToManyField(StationFunction, through="StationOffer", related_name="+")
    status = models.CharField(max_length=10, choices=StationStatus, default=StationStatus.OPEN)
    status_note = models.CharField(max_length=200, default="", blank=True)
    area_m2 = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    address = models.CharField(max_length=300, default="", blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)  # WGS-84, degrees
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    telephone = models.CharField(max_length=60, default="", blank=True)  # the desk's landline: public
    description = models.TextField(default="", blank=True)  # public
    is_public = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(area_m2=None) | Q(area_m2__gt=0), name="venues_area_positive"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="venues_coordinates_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["place"], name="venues_station_place"),
            models.Index(fields=["level"], name="venues_station_level"),
        ]


@pghistory.track()
class StationOffer(Model):
    """A function that a station fulfils."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="offers")
    function = models.ForeignKey(StationFunction, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["station", "function"], name="venues_offer_once")]


@pghistory.track()
class CoOwner(Model):
    """An organisation that shares a station with its owner, by an agreement, for a span of days (#095)."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="co_owners")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    agreement = models.CharField(max_length=200)  # its title or number
    contribution = models.CharField(max_length=200, default="", blank=True)
    during = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="venues_co_owner_once_a_day",
                expressions=[
                    (SpanOf("station"), RangeOperators.OVERLAPS),
                    (SpanOf("organisation"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
            )
        ]


@pghistory.track()
class StudioHost(Model):
    """A person who hosts a studio for a span of days (#092). title: what the public reads instead of the name."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="hosts")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    during = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="venues_host_once_a_day",
                expressions=[
                    (SpanOf("station"), RangeOperators.OVERLAPS),
                    (SpanOf("person"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
            )
        ]


@pghistory.track()
class StationWork(Model):
    """A station was newly built, upgraded or moved (#095)."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="works")
    kind = models.CharField(max_length=10, choices=WorkKind)
    completed_on = models.DateField()
    description = models.CharField(max_length=300)


@pghistory.track()
class OpeningHours(Model):
    """A span in which a station is open on a weekday, every week. minutes: since midnight, [from, to)."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    minutes = IntegerRangeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weekday__range=(1, 7)), name="venues_weekday_1_to_7"),
            models.CheckConstraint(
                condition=Q(minutes__contained_by=(0, 1440), minutes__isempty=False), name="venues_minutes_of_a_day"
            ),
            ExclusionConstraint(
                name="venues_opening_hours_apart",
                expressions=[
                    (SpanOf("station"), RangeOperators.OVERLAPS),
                    (SpanOf("weekday"), RangeOperators.OVERLAPS),
                    ("minutes", RangeOperators.OVERLAPS),
                ],
            ),
        ]


@pghistory.track()
class OpeningException(Model):
    """Days on which a station is closed (no minutes) or open at other hours."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="opening_exceptions")
    days = DateRangeField()
    minutes = IntegerRangeField(null=True, blank=True)
    note = models.CharField(max_length=100)  # public: 国庆放假

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__contained_by=(0, 1440), minutes__isempty=False),
                name="venues_exception_minutes_of_a_day",
            ),
            ExclusionConstraint(
                name="venues_one_exception_a_day",
                expressions=[(SpanOf("station"), RangeOperators.OVERLAPS), ("days", RangeOperators.OVERLAPS)],
            ),
        ]

    @property
    def last(self) -> date:
        """The last of the days, inclusive."""
        return self.days.upper - timedelta(days=1)  # type: ignore[no-any-return]
