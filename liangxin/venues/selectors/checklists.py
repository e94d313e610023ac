"""How far stations have come against templates of spaces and standards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from liangxin.access.actor import Actor
from liangxin.access.reach import visible
from liangxin.core.errors import NotFound
from liangxin.venues.choices import LineState
from liangxin.venues.models import ChecklistLine, ChecklistState, ChecklistTemplate, Station, StationChecklist
from liangxin.venues.permissions import OfferPermission
from liangxin.venues.rules_offers import EXPIRY_NOTICE, GroupCount, counted, told_as_sum


def list_templates() -> "QuerySet[ChecklistTemplate]":
    """The templates in their order, with how many stations are held against each."""
    return ChecklistTemplate.objects.filter(is_active=True).order_by("position", "pk")


def get_template(*, template_id: int) -> ChecklistTemplate:
    """The template. Raises NotFound."""
    row = ChecklistTemplate.objects.filter(pk=template_id).first()
    if row is None:
        raise NotFound()
    return row


def template_by_code(*, code: str) -> ChecklistTemplate:
    """The template with this code. Raises NotFound."""
    row = ChecklistTemplate.objects.filter(code=code).first()
    if row is None:
        raise NotFound()
    return row


def lines_of(*, template: ChecklistTemplate) -> Sequence[ChecklistLine]:
    """The points of a template in their order."""
    return list(ChecklistLine.objects.filter(template=template).order_by("position"))


@dataclass(frozen=True)
class Point:
    """A point as it stands at a station. line: None for one of the station's own; state_id: None while not noted."""

    line: ChecklistLine | None
    state_id: int | None
    group: str
    name: str
    hint: str
    state: str
    evidence: str
    checked_on: date | None
    expires_on: date | None
    remedy: str
    remedy_due: date | None
    is_met: bool
    has_run_out: bool
    runs_out_soon: bool


@dataclass(frozen=True)
class Held:
    """A station against one template."""

    checklist: StationChecklist
    points: Sequence[Point]
    own: Sequence[Point]
    groups: Sequence[GroupCount]

    @property
    def met(self) -> int:
        return sum(point.is_met for point in self.points)

    @property
    def wanted(self) -> int:
        return len(self.points)

    @property
    def as_sum(self) -> str:
        """ "2+5+1", "" where the template has no groups."""
        return told_as_sum(self.groups) if len(self.groups) > 1 else ""


def is_met(state: str, expires_on: date | None, day: date) -> bool:
    """A point is met where it was noted so and its check has not run out (R-OFF-09)."""
    return state == LineState.MET and (expires_on is None or expires_on > day)


def _point(line: ChecklistLine | None, row: ChecklistState | None, day: date) -> Point:
    state = row.state if row else LineState.MISSING
    expires = row.expires_on if row else None
    met = is_met(state, expires, day)
    return Point(
        line=line, state_id=row.pk if row else None, group=line.group if line else "",
        name=(row.name if row and row.name else line.name if line else ""), hint=line.hint if line else "",
        state=state, evidence=row.evidence if row else "", checked_on=row.checked_on if row else None,
        expires_on=expires, remedy=row.remedy if row else "", remedy_due=row.remedy_due if row else None, is_met=met,
        has_run_out=state == LineState.MET and not met,
        runs_out_soon=met and expires is not None and expires <= day + EXPIRY_NOTICE,
    )  # fmt: skip


def held_of(*, station: Station, day: date) -> Sequence[Held]:
    """The station against each of its templates. Three queries. The caller has reached the station."""
    lines = Prefetch("template__lines", ChecklistLine.objects.filter(is_active=True).order_by("position"))
    states = Prefetch("states", ChecklistState.objects.order_by("pk"))
    rows = (
        StationChecklist.objects.filter(station=station)
        .select_related("template", "station__node")
        .prefetch_related(lines, states)
    )
    return [_held(row, day) for row in rows.order_by("template__position", "pk")]


def _held(row: StationChecklist, day: date) -> Held:
    states = list(row.states.all())
    by_line = {state.line_id: state for state in states if state.line_id is not None}
    points = [_point(line, by_line.get(line.pk), day) for line in row.template.lines.all()]
    own = [_point(None, state, day) for state in states if state.line_id is None]
    return Held(row, points, own, counted([(point.group, point.is_met) for point in points]))


def get_checklist(*, actor: Actor, checklist_id: int) -> StationChecklist:
    """The checklist of a station. Raises NotFound."""
    row = (
        visible(actor, StationChecklist.objects.all(), OfferPermission.CHECKLIST_READ)
        .select_related("station__node", "template")
        .filter(pk=checklist_id)
        .first()
    )
    if row is None:
        raise NotFound()
    return row


def get_line(*, checklist: StationChecklist, line_id: int) -> ChecklistLine:
    """A point of the checklist's template. Raises NotFound."""
    row = ChecklistLine.objects.filter(pk=line_id, template=checklist.template_id).first()
    if row is None:
        raise NotFound()
    return row


def get_own_state(*, checklist: StationChecklist, state_id: int) -> ChecklistState:
    """One of the station's own points. Raises NotFound."""
    row = ChecklistState.objects.select_related("checklist__template").filter(
        pk=state_id, checklist=checklist, line=None
    )
    found = row.first()
    if found is None:
        raise NotFound()
    return found


def state_of(*, checklist: StationChecklist, line: ChecklistLine) -> ChecklistState | None:
    """How a point is noted, or None."""
    return ChecklistState.objects.filter(checklist=checklist, line=line).first()


def to_improve(
    *, actor: Actor, day: date, template_code: str = "", only_late: bool = False
) -> "QuerySet[ChecklistState]":
    """Points of the actor's stations that are missing, partial, run out or soon to: the earliest remedy first.

    A point that nobody noted yet is not among them: it is counted on the station's own page (R-OFF-09).
    """
    checklists = visible(actor, StationChecklist.objects.all(), OfferPermission.CHECKLIST_READ).order_by()
    rows = ChecklistState.objects.filter(checklist__in=checklists.values("pk"))
    rows = rows.filter(~Q(state=LineState.MET) | Q(expires_on__lte=day + EXPIRY_NOTICE))
    if template_code:
        rows = rows.filter(checklist__template__code=template_code)
    if only_late:
        rows = rows.filter(remedy_due__lt=day)
    return rows.select_related("checklist__station__node", "checklist__template", "line").order_by(
        "remedy_due", "expires_on", "checklist__station__node__sort_key", "pk"
    )


@dataclass(frozen=True)
class TemplateCount:
    """A template, how many stations are held against it, how many points are open there."""

    template: ChecklistTemplate
    stations: int
    open_points: int


def template_counts(*, actor: Actor, day: date) -> Sequence[TemplateCount]:
    """Each template with the actor's stations and their open points. Three queries."""
    checklists = visible(actor, StationChecklist.objects.all(), OfferPermission.CHECKLIST_READ).order_by()
    stations = dict(checklists.values_list("template").annotate(number=Count("pk")))
    points = dict(
        to_improve(actor=actor, day=day).order_by().values_list("checklist__template").annotate(number=Count("pk"))
    )
    return [TemplateCount(row, stations.get(row.pk, 0), points.get(row.pk, 0)) for row in list_templates()]
