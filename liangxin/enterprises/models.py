import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from liangxin.core.constraints import SpanOf
from liangxin.core.fields import EncryptedTextField
from liangxin.core.models import Model
from liangxin.enterprises.choices import (
    ClaimState,
    CorrectedField,
    CorrectionState,
    CoverageMode,
    EnterpriseStatus,
    FigureKind,
    LabelGroup,
    Ownership,
    PendingState,
    SupplyKind,
    UnitCategory,
)


@pghistory.track()
class Label(Model):
    """A label of enterprises: unicorn, leading, a key industry … group: what it is listed under."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    group = models.CharField(max_length=40, choices=LabelGroup, default="", blank=True)
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
    member_count = models.PositiveIntegerField(null=True, blank=True)  # persons; the newest EnterpriseFigure
    young_staff_count = models.PositiveIntegerField(null=True, blank=True)  # persons; the newest EnterpriseFigure
    moved_in_on = models.DateField(null=True, blank=True)  # into the main place of now
    description = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["credit_code"], condition=~Q(credit_code=""), name="enterprises_code_once"),
            models.CheckConstraint(
                condition=Q(head_office=None) | ~Q(head_office=F("node")), name="enterprises_not_its_own_head"
            ),
        ]
        indexes = [
            models.Index(fields=["status"], name="enterprises_status"),
            models.Index(fields=["industry"], name="enterprises_industry"),
            models.Index(fields=["moved_in_on", "node"], name="enterprises_moved_in"),
            models.Index(F("moved_in_on").desc(nulls_last=True), F("node").desc(), name="enterprises_moved_in_newest"),
            models.Index(fields=["staff_count", "node"], name="enterprises_staff"),
            models.Index(F("staff_count").desc(nulls_last=True), F("node").desc(), name="enterprises_staff_most"),
        ]


@pghistory.track()
class OperatingPlace(Model):
    """Where an enterprise works, in a span of days; several at once, one of them the main one. unit: floor and room."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="operating_places")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    unit = models.CharField(max_length=100, default="", blank=True)
    is_main = models.BooleanField(default=True)
    during = DateRangeField()
    is_last = models.BooleanField(default=False)  # it ended because the enterprise left: still a way to its record

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="enterprises_place_once_a_day",
                expressions=[
                    (SpanOf("enterprise"), RangeOperators.OVERLAPS),
                    (SpanOf("place"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.UniqueConstraint(
                fields=["enterprise"],
                condition=Q(is_main=True, during__upper_inf=True),
                name="enterprises_one_main_place",
            ),
        ]
        indexes = [models.Index(fields=["place"], name="enterprises_operating_place")]


@pghistory.track()
class StatusSpan(Model):
    """The status of an enterprise in a span of days; Enterprise.status is today's."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="statuses")
    status = models.CharField(max_length=10, choices=EnterpriseStatus)
    during = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="enterprises_one_status_a_day",
                expressions=[(SpanOf("enterprise"), RangeOperators.OVERLAPS), ("during", RangeOperators.OVERLAPS)],
            )
        ]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Coverage(Model):
    """The organisation responsible for an enterprise in a span of days: never two at once."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="coverages")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    mode = models.CharField(max_length=12, choices=CoverageMode)
    during = DateRangeField()
    reason = models.CharField(max_length=300, default="", blank=True)
    is_last = models.BooleanField(default=False)  # it ended because the enterprise left: still a way to its record

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="enterprises_one_responsible_a_day",
                expressions=[(SpanOf("enterprise"), RangeOperators.OVERLAPS), ("during", RangeOperators.OVERLAPS)],
            )
        ]
        indexes = [models.Index(fields=["organisation"], name="enterprises_coverage_org")]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
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


@pghistory.track()
class EnterpriseFigure(Model):
    """A number of people, as somebody stated it for a day. The newest of each kind stands on the enterprise."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="figures")
    kind = models.CharField(max_length=12, choices=FigureKind)
    value = models.PositiveIntegerField()  # persons
    as_of = models.DateField()
    source = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "kind", "as_of"], name="enterprises_figure_once_a_day")
        ]


@pghistory.track(exclude=["phone"])
class EnterpriseContact(Model):
    """A person to talk to at an enterprise. `sealed_at` changes with the number, so history shows “changed” alone."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=60, default="", blank=True)
    phone = EncryptedTextField(default="", blank=True)
    phone_masked = models.CharField(max_length=40, default="", blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)


@pghistory.track()
class Correction(Model):
    """What an enterprise says is wrong about its record, and what became of it."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=24, choices=CorrectedField)
    old_value = models.TextField(default="", blank=True)
    new_value = models.TextField()
    note = models.CharField(max_length=300, default="", blank=True)
    state = models.CharField(max_length=10, choices=CorrectionState, default=CorrectionState.OPEN)
    proposed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "field"], condition=Q(state="open"), name="enterprises_correction_once"
            )
        ]


@pghistory.track()
class SupplyLink(Model):
    """A leading enterprise and one that stands up- or downstream of it, or was raised by it."""

    leader = models.ForeignKey(Enterprise, models.PROTECT, related_name="supply_links")
    other = models.ForeignKey(Enterprise, models.PROTECT, related_name="supply_leaders")
    kind = models.CharField(max_length=10, choices=SupplyKind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["leader", "other", "kind"], name="enterprises_supply_link_once"),
            models.CheckConstraint(condition=~Q(leader=F("other")), name="enterprises_supply_link_to_another"),
        ]


@pghistory.track()
class CoverageClaim(Model):
    """An organisation says that it, not the responsible one, should answer for an enterprise (#018)."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="claims")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    mode = models.CharField(max_length=12, choices=CoverageMode)
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=12, choices=ClaimState, default=ClaimState.OPEN)
    claimed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    claimed_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "organisation"], condition=Q(state="open"), name="enterprises_claim_once"
            )
        ]
        indexes = [models.Index(fields=["organisation"], name="enterprises_claim_org")]


@pghistory.track()
class PendingRegistration(Model):
    """A registration that a superior must look at first. `enterprise`: the record that holds the code already, if any.

    node_above: from there on upwards it is seen; facts: what was handed in, by field, as text.
    """

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, null=True, blank=True, related_name="+")
    credit_code = models.CharField(max_length=18, default="", blank=True)
    name = models.CharField(max_length=200)
    facts = models.JSONField(default=dict)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    mode = models.CharField(max_length=12, choices=CoverageMode, default="", blank=True)
    place = models.ForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")
    reported_from = models.ForeignKey("trees.Node", models.PROTECT, null=True, blank=True, related_name="+")
    node_above = models.ForeignKey("trees.Node", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=PendingState, default=PendingState.OPEN)
    reported_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["credit_code", "reported_from"],
                condition=Q(state="open") & ~Q(credit_code=""), name="enterprises_pending_once",
            )
        ]  # fmt: skip
        indexes = [models.Index(fields=["node_above"], name="enterprises_pending_above")]
