import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from liangxin.core.constraints import SpanOf
from liangxin.core.models import Model
from liangxin.members.choices import LinkKind, MemberCategory, MembershipStatus
from liangxin.people.choices import Precision


@pghistory.track()
class Membership(Model):
    """One person's membership. `home` is the organisation of today's HomeSpan."""

    person = models.OneToOneField("people.Person", models.PROTECT, related_name="+")
    home = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    category = models.CharField(max_length=12, choices=MemberCategory)
    status = models.CharField(max_length=12, choices=MembershipStatus, default=MembershipStatus.ACTIVE)
    joined_on = models.DateField(null=True, blank=True)  # admitted by the assembly
    joined_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    converted_on = models.DateField(null=True, blank=True)  # became a full member
    converted_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    declared_by_person = models.BooleanField(default=False)
    located_at = models.ForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["home", "status"], name="members_home"),
            models.Index(fields=["located_at"], name="members_located"),
        ]


@pghistory.track()
class HomeSpan(Model):
    """The home organisation of a membership in a span of days: exactly one on each day."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="homes")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    during = DateRangeField()
    reason = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="members_one_home_a_day",
                expressions=[(SpanOf("membership"), RangeOperators.OVERLAPS), ("during", RangeOperators.OVERLAPS)],
            )
        ]


@pghistory.track()
class LinkedOrganisation(Model):
    """An organisation that a member takes part in besides home: it sees name and post only."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="links")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=LinkKind)
    during = DateRangeField()

    class Meta:
        indexes = [models.Index(fields=["organisation"], name="members_link_org")]
