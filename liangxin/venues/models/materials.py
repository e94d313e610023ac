"""Materials to pick up and to borrow (#127), and the list of projects that branches order from (#126)."""

import pghistory
from django.db import models
from django.db.models import F, Q

from liangxin.core.models import Model
from liangxin.venues.choices import LoanStatus, MaterialSort, RequestStatus
from liangxin.venues.models.stations import Station


class MaterialItem(Model):
    """Something to borrow or to take at a station. Without history: its counter changes with each pick-up."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="+")
    sort = models.CharField(max_length=6, choices=MaterialSort, default=MaterialSort.LOAN)
    name = models.CharField(max_length=80)
    theme = models.CharField(max_length=40, default="", blank=True)
    shelf = models.CharField(max_length=80, default="", blank=True)  # where it lies
    stock = models.PositiveIntegerField()  # pieces owned
    away = models.PositiveIntegerField(default=0)  # pieces lent out or taken for good
    loan_days = models.PositiveSmallIntegerField(default=14)
    most_a_time = models.PositiveSmallIntegerField(default=1)  # pieces in one pick-up
    is_self_service = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["station", "name"], name="venues_material_once"),
            models.CheckConstraint(condition=Q(away__lte=F("stock")), name="venues_material_in_stock"),
            models.CheckConstraint(condition=Q(loan_days__range=(1, 365)), name="venues_loan_1_to_365_days"),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class MaterialLoan(Model):
    """Someone took pieces of an item along."""

    item = models.ForeignKey(MaterialItem, models.PROTECT, related_name="loans")
    station = models.ForeignKey(Station, models.PROTECT, related_name="+")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    pieces = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=8, choices=LoanStatus)
    taken_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    key = models.CharField(max_length=64)  # idempotency: one pick-up, however often it is sent

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="venues_loan_key_once"),
            models.CheckConstraint(condition=Q(pieces__gte=1), name="venues_loan_of_something"),
        ]
        indexes = [
            models.Index(fields=["station", "status", "due_on"], name="venues_loan_list"),
            models.Index(fields=["user", "status"], name="venues_loan_own"),
        ]


@pghistory.track()
class ProjectCategory(Model):
    """One of the categories of the organisational-life project list; the words are the district's own."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField(default=100)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ProjectTheme(Model):
    """A theme by which projects are found."""

    name = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ProjectItem(Model):
    """Something for organisational life that a station arranges for a branch which orders it."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="+")
    category = models.ForeignKey(ProjectCategory, models.PROTECT, related_name="+")
    themes = models.ManyToManyField(ProjectTheme, through="ProjectItemTheme", related_name="+")
    name = models.CharField(max_length=80)
    slug = models.CharField(max_length=10, unique=True)
    sort_key = models.CharField(max_length=200)
    summary = models.CharField(max_length=200, default="", blank=True)
    description = models.TextField(default="", blank=True)
    minutes = models.PositiveSmallIntegerField(default=90)
    most_people = models.PositiveSmallIntegerField(default=40)
    lead_days = models.PositiveSmallIntegerField(default=3)  # ordered at least so many days before
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["station", "name"], name="venues_project_once")]

    def __str__(self) -> str:
        return self.name


class ProjectItemTheme(Model):
    """A theme of a project."""

    item = models.ForeignKey(ProjectItem, models.CASCADE, related_name="theme_rows")
    theme = models.ForeignKey(ProjectTheme, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "theme"], name="venues_project_theme_once")]


@pghistory.track()
class ProjectOrder(Model):
    """A branch orders a project for a day."""

    item = models.ForeignKey(ProjectItem, models.PROTECT, related_name="orders")
    station = models.ForeignKey(Station, models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    ordered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField()
    headcount = models.PositiveSmallIntegerField()
    wish = models.CharField(max_length=300, default="", blank=True)
    status = models.CharField(max_length=10, choices=RequestStatus, default=RequestStatus.ASKED)
    answer = models.CharField(max_length=300, default="", blank=True)
    ordered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(headcount__gte=1), name="venues_order_for_somebody"),
            models.UniqueConstraint(
                fields=["item", "organisation", "starts_at"],
                condition=Q(status__in=["asked", "agreed"]),
                name="venues_order_once",
            ),
        ]
        indexes = [models.Index(fields=["station", "status", "starts_at"], name="venues_order_list")]
