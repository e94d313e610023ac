import pghistory
from django.db import models
from django.db.models import F, Q

from liangxin.core.models import Model
from liangxin.rulebook.choices import Confidence, RuleKind, RuleUnit, Strength


@pghistory.track()
class RuleSet(Model):
    """One version of a public regulation. code: the same for all versions; in force on [effective_on, superseded_on)."""

    code = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    issuer = models.CharField(max_length=200, default="", blank=True)
    issued_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField()
    superseded_on = models.DateField(null=True, blank=True)
    source_url = models.CharField(max_length=500, default="", blank=True)
    confidence = models.CharField(max_length=4, choices=Confidence, default=Confidence.UNSURE)
    note = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="rulebook_version_once"),
            models.UniqueConstraint(fields=["code", "effective_on"], name="rulebook_one_version_a_day"),
            models.CheckConstraint(
                condition=Q(superseded_on=None) | Q(superseded_on__gt=F("effective_on")),
                name="rulebook_superseded_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


@pghistory.track()
class Rule(Model):
    """One rule of one version. value and unit, or `details` (brackets of a rate, lines of a checklist)."""

    ruleset = models.ForeignKey(RuleSet, models.PROTECT, related_name="rules")
    key = models.CharField(max_length=60)
    label = models.CharField(max_length=100)
    kind = models.CharField(max_length=12, choices=RuleKind)
    value = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=12, choices=RuleUnit, default=RuleUnit.NONE)
    strength = models.CharField(max_length=10, choices=Strength)
    article = models.CharField(max_length=40, default="", blank=True)
    text = models.TextField(default="", blank=True)
    details = models.JSONField(default=list, blank=True)
    confidence = models.CharField(max_length=4, choices=Confidence)
    source = models.CharField(max_length=300, default="", blank=True)
    position = models.PositiveSmallIntegerField(default=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ruleset", "key"], name="rulebook_rule_once")]
        indexes = [models.Index(fields=["key"], name="rulebook_rule_key")]

    @property
    def plain_value(self) -> str:
        """The value without idle zeros: 3, 0.2."""
        return "" if self.value is None else f"{self.value.normalize():f}"

    def __str__(self) -> str:
        return self.label


class Industry(Model):
    """One class of GB/T 4754: section (a letter), division, group or class (2 to 4 digits)."""

    code = models.CharField(max_length=5)
    name = models.CharField(max_length=100)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    version = models.CharField(max_length=10, default="2017")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="rulebook_industry_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


@pghistory.track()
class WorkCalendarDay(Model):
    """A day that differs from the plain week: a holiday, or a weekend day that is worked."""

    day = models.DateField(unique=True)
    is_workday = models.BooleanField()
    name = models.CharField(max_length=60)
    source = models.CharField(max_length=200)


@pghistory.track()
class WorkCalendarYear(Model):
    """A year whose holidays are on record. Working days counted into any other year are provisional."""

    year = models.PositiveSmallIntegerField(unique=True)
    source = models.CharField(max_length=200)
    loaded_at = models.DateTimeField()
