"""Holding a station against a template of spaces or a standard (#100, #106, #108)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require, require_somewhere
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import NotAllowed, RuleBroken
from liangxin.core.history import because
from liangxin.trees.selectors import ancestor_ids
from liangxin.venues.choices import LineState
from liangxin.venues.models import ChecklistLine, ChecklistState, ChecklistTemplate, Station, StationChecklist
from liangxin.venues.permissions import OfferPermission
from liangxin.venues.rules_offers import months_later


class TemplateUnnamed(RuleBroken):
    code, field, message = "venues.template_unnamed", "name", _("请填写模板名称。")


class TemplateCodeTaken(RuleBroken):
    code, field, message = "venues.template_code_taken", "code", _("代码“{code}”已有，请换一个。")


class LineInUse(RuleBroken):
    code, field, message = "venues.line_in_use", "lines", _("“{name}”已有站点登记，不能删去；可以改名。")


class HeldAlready(RuleBroken):
    code, field, message = "venues.held_already", "template", _("这个站点已在用“{name}”。")


class NoOwnLines(RuleBroken):
    code, field, message = "venues.no_own_lines", "name", _("“{name}”不能自加项目。")


class OwnLineUnnamed(RuleBroken):
    code, field, message = "venues.own_line_unnamed", "name", _("请填写名称。")


class EvidenceMissing(RuleBroken):
    code, field, message = (
        "venues.evidence_missing",
        "evidence",
        _("记为“具备”时，请写一句依据，例如在几楼、编号多少。"),
    )


class RemedyMissing(RuleBroken):
    code, field, message = "venues.remedy_missing", "remedy", _("请写要做什么。")


class CheckedInTheFuture(RuleBroken):
    code, field, message = "venues.checked_in_the_future", "checked_on", _("核对日期不能晚于今天。")


@dataclass(frozen=True, kw_only=True)
class LineValues:
    """A point of a template. name: "" where nobody has named it yet; valid_months: how long a check holds."""

    group: str = ""
    name: str = ""
    hint: str = ""
    valid_months: int | None = None


@dataclass(frozen=True, kw_only=True)
class TemplateValues:
    """A template and its points in their order."""

    code: str
    sort: str
    name: str
    lines: tuple[LineValues, ...]
    description: str = ""
    own_lines: bool = False
    position: int = 100


@transaction.atomic
def put_template(
    *, actor: Actor, values: TemplateValues, template: ChecklistTemplate | None = None
) -> ChecklistTemplate:
    """Add a template, or change `template`: its points keep their place, those left over at the end are removed.

    Templates serve the whole installation: only a grant at a district's root changes them (R-OFF-08).
    Raises NotAllowed, TemplateUnnamed, TemplateCodeTaken, LineInUse.
    """
    require_somewhere(actor, OfferPermission.CHECKLIST_MANAGE)
    if not actor.is_system and len(ancestor_ids(actor.path)) != 1:
        raise NotAllowed()
    if not values.name.strip():
        raise TemplateUnnamed()
    row = ChecklistTemplate.objects.select_for_update().get(pk=template.pk) if template else ChecklistTemplate()
    row.code, row.sort, row.name, row.description = values.code, values.sort, values.name.strip(), values.description
    row.own_lines, row.position = values.own_lines, values.position
    with constraint_as(TemplateCodeTaken(code=values.code), name="venues_checklisttemplate_code_key"):
        row.save()
    _put_lines(row, values.lines)
    return row


def _put_lines(template: ChecklistTemplate, lines: Sequence[LineValues]) -> None:
    there = list(template.lines.order_by("position").select_for_update())
    used = set(ChecklistState.objects.filter(line__in=there).values_list("line", flat=True))
    for line in there[len(lines) :]:
        if line.pk in used:
            raise LineInUse(name=line.name or line.group)
        line.delete()
    for number, values in enumerate(lines):
        line = there[number] if number < len(there) else ChecklistLine(template=template, position=number + 1)
        line.group, line.name, line.hint = values.group.strip(), values.name.strip(), values.hint.strip()
        line.valid_months = values.valid_months
        line.save()


@transaction.atomic
def install_templates(*, templates: Sequence[TemplateValues]) -> None:
    """Add the templates whose codes are missing; what people changed stays."""
    there = set(ChecklistTemplate.objects.values_list("code", flat=True))
    for values in templates:
        if values.code in there:
            continue
        row = ChecklistTemplate.objects.create(
            code=values.code, sort=values.sort, name=values.name, description=values.description,
            own_lines=values.own_lines, position=values.position,
        )  # fmt: skip
        _put_lines(row, values.lines)


@transaction.atomic
def hold_against(*, actor: Actor, station: Station, template: ChecklistTemplate, today: date) -> StationChecklist:
    """Hold a station against a template: each point begins as missing. Raises NotAllowed, NotFound, HeldAlready."""
    require(actor, OfferPermission.CHECKLIST_CHANGE, scope=station)
    with constraint_as(HeldAlready(name=template.name), name="venues_checklist_once"):
        return StationChecklist.objects.create(station=station, template=template, since=today)


@dataclass(frozen=True, kw_only=True)
class StateValues:
    """How a point stands. checked_on: the day it was looked at; expires_on: counted from the template where None."""

    state: str
    name: str = ""
    evidence: str = ""
    checked_on: date | None = None
    expires_on: date | None = None
    remedy: str = ""
    remedy_due: date | None = None


def _check_state(values: StateValues, today: date) -> None:
    if values.state == LineState.MET and not values.evidence.strip():
        raise EvidenceMissing()
    if values.remedy_due is not None and not values.remedy.strip():
        raise RemedyMissing()
    if values.checked_on is not None and values.checked_on > today:
        raise CheckedInTheFuture()


@transaction.atomic
def set_state(
    *, actor: Actor, checklist: StationChecklist, line: ChecklistLine, values: StateValues, today: date
) -> ChecklistState:
    """Note how a point of the template stands at the station (R-OFF-09).

    Raises NotAllowed, NotFound, EvidenceMissing, RemedyMissing, CheckedInTheFuture.
    """
    require(actor, OfferPermission.CHECKLIST_CHANGE, scope=checklist)
    _check_state(values, today)
    row = ChecklistState.objects.select_for_update().filter(checklist=checklist, line=line).first()
    return _save_state(row or ChecklistState(checklist=checklist, line=line), values, today, line.valid_months)


@transaction.atomic
def set_own_line(
    *, actor: Actor, checklist: StationChecklist, values: StateValues, today: date, own: ChecklistState | None = None
) -> ChecklistState:
    """Add one of the N points that are the station's own, or change `own`.

    Raises NotAllowed, NotFound, NoOwnLines, OwnLineUnnamed, EvidenceMissing, RemedyMissing, CheckedInTheFuture.
    """
    require(actor, OfferPermission.CHECKLIST_CHANGE, scope=checklist)
    if not checklist.template.own_lines:
        raise NoOwnLines(name=checklist.template.name)
    if not values.name.strip():
        raise OwnLineUnnamed()
    _check_state(values, today)
    row = ChecklistState.objects.select_for_update().get(pk=own.pk, checklist=checklist, line=None) if own else None
    return _save_state(row or ChecklistState(checklist=checklist), values, today, None)


def _save_state(row: ChecklistState, values: StateValues, today: date, months: int | None) -> ChecklistState:
    row.state, row.name, row.evidence = values.state, values.name.strip(), values.evidence.strip()
    row.checked_on = values.checked_on or today
    expires = values.expires_on
    if expires is None and months is not None and values.state == LineState.MET:
        expires = months_later(row.checked_on, months)
    row.expires_on, row.remedy, row.remedy_due = expires, values.remedy.strip(), values.remedy_due
    row.save()
    return row


@transaction.atomic
def set_states_many(*, rows: Sequence[tuple[StationChecklist, ChecklistLine | None, StateValues]], today: date) -> None:
    """As `set_state` and `set_own_line` for many points that are not noted yet, under the same rules."""
    made = []
    for checklist, line, values in rows:
        _check_state(values, today)
        row = ChecklistState(
            checklist=checklist, line=line, state=values.state, name=values.name.strip(),
            evidence=values.evidence.strip(), checked_on=values.checked_on or today, expires_on=values.expires_on,
            remedy=values.remedy.strip(), remedy_due=values.remedy_due,
        )  # fmt: skip
        months = line.valid_months if line is not None else None
        if row.expires_on is None and months is not None and row.state == LineState.MET:
            row.expires_on = months_later(row.checked_on or today, months)
        made.append(row)
    ChecklistState.objects.bulk_create(made, batch_size=2_000)


@transaction.atomic
def remove_own_line(*, actor: Actor, own: ChecklistState, reason: str = "") -> None:
    """Remove one of the station's own points. Raises NotAllowed, NotFound, LineInUse."""
    require(actor, OfferPermission.CHECKLIST_CHANGE, scope=own.checklist)
    if own.line_id is not None:
        raise LineInUse(name=own.name)
    with because(reason):
        own.delete()
