import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from liangxin.core.constraints import SpanOf
from liangxin.core.models import Model
from liangxin.organisations.choices import ActKind, EstablishmentMode, Family, Level, Strand, UnitRelation


@pghistory.track()
class OrganisationType(Model):
    """A type of organisation, as data. `children`: the types that may stand directly below it."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    family = models.CharField(max_length=10, choices=Family, default=Family.PARTY)
    level = models.CharField(max_length=16, choices=Level, default="", blank=True)
    children = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="parents")
    may_be_root = models.BooleanField(default=False)
    holds_members = models.BooleanField(default=False)
    has_units = models.BooleanField(default=False)  # founded by several units together
    position = models.PositiveSmallIntegerField(default=100)

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Organisation(Model):
    """One organisation. Its name, parent (the administrative lead) and span of validity are its node's.

    type, strand and establishment_mode are today's; OrganisationTypeSpan keeps them by day.
    """

    node = models.OneToOneField("trees.Node", models.PROTECT, primary_key=True, related_name="+")
    type = models.ForeignKey(OrganisationType, models.PROTECT, related_name="+")
    strand = models.CharField(max_length=12, choices=Strand, default="", blank=True)
    establishment_mode = models.CharField(max_length=12, choices=EstablishmentMode, default="", blank=True)
    unit_relation = models.CharField(max_length=16, choices=UnitRelation, default="", blank=True)
    home_place = models.ForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")
    industry = models.ForeignKey("rulebook.Industry", models.PROTECT, null=True, blank=True, related_name="+")
    code = models.CharField(max_length=40, default="", blank=True)
    is_overseas = models.BooleanField(default=False)
    country = models.CharField(max_length=60, default="", blank=True)
    time_zone = models.CharField(max_length=60, default="", blank=True)
    telephone = models.CharField(max_length=60, default="", blank=True)  # an office's landline: public
    contact_name = models.CharField(max_length=100, default="", blank=True)  # 党组织联系人
    stated_head = models.CharField(max_length=100, default="", blank=True)  # 书记 as a roster states it, without a post
    units = models.JSONField(default=list, blank=True)  # 所在单位 as the national form states them: name, nature …
    link_note = models.CharField(max_length=200, default="", blank=True)  # how an outside body is tied (#062)
    description = models.TextField(default="", blank=True)
    is_public = models.BooleanField(default=True)
    term_starts_on = models.DateField(null=True, blank=True)
    term_ends_on = models.DateField(null=True, blank=True)  # the last day

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="organisations_code_once"),
            models.CheckConstraint(
                condition=~Q(is_overseas=True, is_public=True), name="organisations_overseas_not_public"
            ),
        ]
        indexes = [
            models.Index(fields=["type"], name="organisations_type"),
            models.Index(fields=["home_place"], name="organisations_home_place"),
            models.Index(fields=["term_ends_on"], name="organisations_term_end", condition=~Q(term_ends_on=None)),
        ]


class OrganisationTypeSpan(Model):
    """What an organisation was in a span of days; spans of one organisation never overlap."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="type_spans")
    type = models.ForeignKey(OrganisationType, models.PROTECT, related_name="+")
    strand = models.CharField(max_length=12, choices=Strand, default="", blank=True)
    establishment_mode = models.CharField(max_length=12, choices=EstablishmentMode, default="", blank=True)
    during = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="organisations_one_type_a_day",
                expressions=[(SpanOf("organisation"), RangeOperators.OVERLAPS), ("during", RangeOperators.OVERLAPS)],
            )
        ]


class OrganisationAct(Model):
    """One act: what was done to an organisation, from which day, why, and when it was recorded.

    facts: plain values of before and after, enough to show the act and to take it back.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=10, choices=ActKind)
    other = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    effective_on = models.DateField()
    reason = models.CharField(max_length=500, default="", blank=True)
    document_number = models.CharField(max_length=100, default="", blank=True)
    facts = models.JSONField(default=dict, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    acting_as = models.CharField(max_length=300, default="", blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-effective_on", "-id"], name="organisations_act_newest"),
            models.Index(fields=["other"], name="organisations_act_other", condition=~Q(other=None)),
        ]
