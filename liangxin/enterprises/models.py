import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from liangxin.core.constraints import SpanOf
from liangxin.core.models import Model
from liangxin.enterprises.choices import CoverageMode, EnterpriseStatus, Ownership, UnitCategory


@pghistory.track()
class Label(Model):
    """A label of enterprises: unicorn, leading, a key industry … group: what it is listed under."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    group = models.CharField(max_length=40, default="", blank=True)
    position = models.PositiveSmallIntegerField(default=100)

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Enterprise(Model):
    """One enterprise. Its name and span are its node's; `head_office` is set on a branch of the same legal entity."""

    node = models.OneToOneField("trees.Node", models.PROTECT, primary_key=True, related_name="+")
    credit_code = models.CharField(max_length=18, default="", blank=True)
    ownership = models.CharField(max_length=10, choices=Ownership, default="", blank=True)
    unit_category = models.CharField(max_length=10, choices=UnitCategory, default=UnitCategory.ECONOMIC)
    industry = models.ForeignKey("rulebook.Industry", models.PROTECT, null=True, blank=True, related_name="+")
    labels = models.ManyToManyField(Label, blank=True, related_name="+")
    status = models.CharField(max_length=10, choices=EnterpriseStatus, default=EnterpriseStatus.OPERATING)
    registered_address = models.CharField(max_length=300, default="", blank=True)
    capital_text = models.CharField(max_length=100, default="", blank=True)
    capital_amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)  # currency units
    capital_currency = models.CharField(max_length=3, default="", blank=True)  # ISO 4217
    legal_representative = models.CharField(max_length=100, default="", blank=True)
    established_on = models.DateField(null=True, blank=True)
    business_scope = models.TextField(default="", blank=True)
    head_office = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="branches")
    staff_count = models.PositiveIntegerField(null=True, blank=True)  # persons; the newest EnterpriseFigure
    description = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["credit_code"], condition=~Q(credit_code=""), name="enterprises_code_once")
        ]
        indexes = [
            models.Index(fields=["status"], name="enterprises_status"),
            models.Index(fields=["industry"], name="enterprises_industry"),
        ]


@pghistory.track()
class OperatingPlace(Model):
    """Where an enterprise works, in a span of days; it may work in several places. unit: floor and room."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="operating_places")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    unit = models.CharField(max_length=100, default="", blank=True)
    is_main = models.BooleanField(default=True)
    during = DateRangeField()

    class Meta:
        indexes = [models.Index(fields=["place"], name="enterprises_operating_place")]


@pghistory.track()
class Coverage(Model):
    """The organisation responsible for an enterprise in a span of days: never two at once."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="coverages")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    mode = models.CharField(max_length=12, choices=CoverageMode)
    during = DateRangeField()
    reason = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="enterprises_one_responsible_a_day",
                expressions=[(SpanOf("enterprise"), RangeOperators.OVERLAPS), ("during", RangeOperators.OVERLAPS)],
            )
        ]
        indexes = [models.Index(fields=["organisation"], name="enterprises_coverage_org")]


@pghistory.track()
class DesignatedContact(Model):
    """The person who keeps contact with an enterprise (work coverage), in a span of days."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="designated_contacts")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    during = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="enterprises_contact_once_a_day",
                expressions=[
                    (SpanOf("enterprise"), RangeOperators.OVERLAPS),
                    (SpanOf("user"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
            )
        ]
