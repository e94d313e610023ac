import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from liangxin.core.constraints import SpanOf
from liangxin.core.fields import EncryptedTextField
from liangxin.core.models import Model
from liangxin.members.choices import DeclarationState, LinkKind, MemberCategory, MembershipStatus
from liangxin.people.choices import Precision


@pghistory.track()
class Membership(Model):
    """One person's membership. `home` is the organisation of today's HomeSpan; None where it is outside the house."""

    person = models.OneToOneField("people.Person", models.PROTECT, related_name="+")
    home = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    home_outside = models.CharField(max_length=200, default="", blank=True)  # its name, where the house has no record
    category = models.CharField(max_length=12, choices=MemberCategory)
    status = models.CharField(max_length=12, choices=MembershipStatus, default=MembershipStatus.ACTIVE)
    joined_on = models.DateField(null=True, blank=True)  # admitted by the assembly
    joined_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    converted_on = models.DateField(null=True, blank=True)  # became a full member
    converted_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    lost_contact_on = models.DateField(null=True, blank=True)
    outflow = models.CharField(max_length=200, default="", blank=True)  # where a mobile member went
    declared_by_person = models.BooleanField(default=False)
    located_at = models.ForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(home__isnull=False, home_outside="") | (Q(home__isnull=True) & ~Q(home_outside="")),
                name="members_exactly_one_home",
            ),
        ]
        indexes = [
            models.Index(fields=["home", "status"], name="members_home"),
            models.Index(fields=["located_at"], name="members_located"),
            models.Index(fields=["joined_on", "id"], name="members_joined"),
            models.Index(F("joined_on").desc(nulls_last=True), F("id").desc(), name="members_joined_newest"),
        ]


@pghistory.track()
class HomeSpan(Model):
    """The home organisation of a membership in a span of days: never two on a day."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="homes")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    outside = models.CharField(max_length=200, default="", blank=True)
    during = DateRangeField()
    reason = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="members_one_home_a_day",
                expressions=[(SpanOf("membership"), RangeOperators.OVERLAPS), ("during", RangeOperators.OVERLAPS)],
            )
        ]
        indexes = [models.Index(fields=["organisation"], name="members_span_org")]


@pghistory.track()
class LinkedOrganisation(Model):
    """An organisation that a member takes part in besides home: it sees name and post only."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="links")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=LinkKind)
    during = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="members_one_link_a_day",
                expressions=[
                    (SpanOf("membership"), RangeOperators.OVERLAPS),
                    (SpanOf("organisation"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
            )
        ]
        indexes = [models.Index(fields=["organisation"], name="members_link_org")]


@pghistory.track(exclude=["name", "identity_number", "phone"])
class Declaration(Model):
    """A person says where they are a member; that organisation confirms. Nobody else is told."""

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    name = EncryptedTextField()
    identity_number = EncryptedTextField(default="", blank=True)
    phone = EncryptedTextField(default="", blank=True)
    category = models.CharField(max_length=12, choices=MemberCategory)
    joined_on = models.DateField(null=True, blank=True)
    joined_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    note = models.CharField(max_length=300, default="", blank=True)
    state = models.CharField(max_length=10, choices=DeclarationState, default=DeclarationState.WAITING)
    declared_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.CharField(max_length=300, default="", blank=True)
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(state__in=["waiting", "forwarded"]), name="members_one_declaration_open"
            )
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="members_declaration_org")]
