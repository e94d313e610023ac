"""Templates of spaces and standards, and how far a station has come (#100, #106, #108)."""

import pghistory
from django.db import models
from django.db.models import Q

from liangxin.core.models import Model
from liangxin.venues.choices import ChecklistSort, LineState
from liangxin.venues.models.stations import Station


@pghistory.track()
class ChecklistTemplate(Model):
    """A list that stations can be held against: 两室五厅一岗, 六有, a set of functional spaces. More may be added."""

    code = models.CharField(max_length=40, unique=True)
    sort = models.CharField(max_length=10, choices=ChecklistSort)
    name = models.CharField(max_length=60)
    description = models.CharField(max_length=300, default="", blank=True)
    own_lines = models.BooleanField(default=False)  # a station may add lines of its own: the N of “六有N室”
    position = models.PositiveSmallIntegerField(default=100)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ChecklistLine(Model):
    """One point of a template. name: "" where the source gives none and nobody has named it yet."""

    template = models.ForeignKey(ChecklistTemplate, models.CASCADE, related_name="lines")
    group = models.CharField(max_length=30, default="", blank=True)  # 室, 厅, 岗
    name = models.CharField(max_length=60, default="", blank=True)
    hint = models.CharField(max_length=200, default="", blank=True)
    valid_months = models.PositiveSmallIntegerField(
        null=True, blank=True
    )  # how long a check holds; None: until changed
    position = models.PositiveSmallIntegerField()
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["template", "position"], name="venues_line_position_once")]


@pghistory.track()
class StationChecklist(Model):
    """A station is held against a template."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="+")
    template = models.ForeignKey(ChecklistTemplate, models.PROTECT, related_name="+")
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["station", "template"], name="venues_checklist_once")]


@pghistory.track()
class ChecklistState(Model):
    """How one point stands at a station. line: None for a line of the station's own (one of the N)."""

    checklist = models.ForeignKey(StationChecklist, models.CASCADE, related_name="states")
    line = models.ForeignKey(ChecklistLine, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=60, default="", blank=True)  # the station's own name for it
    state = models.CharField(max_length=8, choices=LineState, default=LineState.MISSING)
    evidence = models.CharField(max_length=300, default="", blank=True)
    checked_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)  # the first day on which it has to be checked anew
    remedy = models.CharField(max_length=200, default="", blank=True)  # what is to be done
    remedy_due = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["checklist", "line"], condition=Q(line__isnull=False), name="venues_line_state_once"
            ),
            models.CheckConstraint(condition=Q(line__isnull=False) | ~Q(name=""), name="venues_own_line_named"),
        ]
        indexes = [models.Index(fields=["checklist", "state"], name="venues_line_state")]
