import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from liangxin.core.constraints import SpanOf
from liangxin.core.models import Model
from liangxin.organisations.choices import LeadKind, RecognitionLevel, TagGroup


@pghistory.track()
class OrganisationLead(Model):
    """A body that leads or guides an organisation besides its administrative parent, in a span of days (#057)."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="leads")
    lead = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="led")
    kind = models.CharField(max_length=10, choices=LeadKind, default=LeadKind.JOINT)
    during = DateRangeField()
    note = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(organisation=F("lead")), name="organisations_lead_is_another"),
            ExclusionConstraint(
                name="organisations_lead_once_a_day",
                expressions=[
                    (SpanOf("organisation"), RangeOperators.OVERLAPS),
                    (SpanOf("lead"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]


@pghistory.track()
class AllianceMember(Model):
    """An organisation or enterprise in an alliance, in a span of days (#059, #060)."""

    alliance = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="alliance_members")
    node = models.ForeignKey("trees.Node", models.PROTECT, related_name="+")
    role = models.CharField(max_length=60, default="", blank=True)
    during = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="organisations_alliance_once_a_day",
                expressions=[
                    (SpanOf("alliance"), RangeOperators.OVERLAPS),
                    (SpanOf("node"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
            )
        ]
        indexes = [models.Index(fields=["node"], name="organisations_alliance_node")]


@pghistory.track()
class Recognition(Model):
    """A title or honour awarded to a place, station, organisation or enterprise (#048)."""

    node = models.ForeignKey("trees.Node", models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    level = models.CharField(max_length=10, choices=RecognitionLevel)
    awarded_by = models.CharField(max_length=200)
    awarded_on = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # the last day
    document_number = models.CharField(max_length=100, default="", blank=True)
    note = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("awarded_on")), name="organisations_recognition_span"
            )
        ]
        indexes = [models.Index(fields=["node", "-awarded_on"], name="organisations_recognised")]


@pghistory.track()
class Tag(Model):
    """A priority field, industry or project; area: the node whose officers keep it, or None for the installation."""

    code = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    group = models.CharField(max_length=10, choices=TagGroup)
    area = models.ForeignKey("trees.Node", models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "code"], name="organisations_tag_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class TagLink(Model):
    """A tag on a place, organisation, station or enterprise."""

    tag = models.ForeignKey(Tag, models.PROTECT, related_name="links")
    node = models.ForeignKey("trees.Node", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "node"], name="organisations_tag_link_once")]
        indexes = [models.Index(fields=["node"], name="organisations_tag_node")]
