import pghistory
from django.db import models

from liangxin.core.models import Model


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
