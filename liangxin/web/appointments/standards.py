"""Spaces and standards of a station, the list to improve, and the monthly sheet of walk-ins."""

import secrets
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangxin.access.reach import may
from liangxin.access.services import require, require_somewhere
from liangxin.core.errors import RuleBroken
from liangxin.venues.choices import ChecklistSort, DayPart
from liangxin.venues.permissions import OfferPermission
from liangxin.venues.selectors.checklists import (
    get_checklist,
    get_line,
    get_own_state,
    get_template,
    held_of,
    lines_of,
    state_of,
    template_counts,
)
from liangxin.venues.selectors.keeping import get_sheet_station, month_of
from liangxin.venues.selectors.stations import get_station
from liangxin.venues.services.checklists import (
    TemplateValues,
    hold_against,
    put_template,
    remove_own_line,
    set_own_line,
    set_state,
)
from liangxin.venues.services.keeping import set_walk_ins
from liangxin.web.appointments.acting import act
from liangxin.web.appointments.forms_more import HoldForm, StateForm, TemplateForm
from liangxin.web.appointments.lists_more import ImproveList
from liangxin.web.shared.rendering import posted, say

FORM_METHODS = require_http_methods(["GET", "POST"])
READ, CHANGE, MANAGE = (
    OfferPermission.CHECKLIST_READ,
    OfferPermission.CHECKLIST_CHANGE,
    OfferPermission.CHECKLIST_MANAGE,
)


@login_required
@FORM_METHODS
def improve(request: Any) -> HttpResponse:
    """What one's stations have to improve."""
    require_somewhere(request.actor, READ)
    return ImproveList(request).answer()


@login_required
@require_safe
def station(request: Any, station_id: int) -> HttpResponse:
    """A station against its templates."""
    found = get_station(actor=request.actor, station_id=station_id)
    require(request.actor, READ, scope=found)
    context = {
        "station": found, "held": held_of(station=found, day=timezone.localdate()), "form": HoldForm(),
        "may_change": may(request.actor, CHANGE, found),
    }  # fmt: skip
    return render(request, "appointments/standards.html", context)


@login_required
@require_POST
def hold(request: Any, station_id: int) -> HttpResponse:
    """Hold a station against a template."""
    found = get_station(actor=request.actor, station_id=station_id)
    require(request.actor, CHANGE, scope=found)
    form = HoldForm(posted(request))
    if form.is_valid():
        try:
            hold_against(
                actor=request.actor, station=found, template=form.by_pk[form.cleaned_data["template"]],
                today=timezone.localdate(),
            )  # fmt: skip
            say(request, _("已开始对照。"))
            return redirect("station-standards", found.pk)
        except RuleBroken as refusal:
            form.add_error("template", str(refusal))
    context = {
        "station": found, "held": held_of(station=found, day=timezone.localdate()), "form": form, "may_change": True,
    }  # fmt: skip
    return render(request, "appointments/standards.html", context, status=422)


def _state_page(request: Any, checklist: Any, form: Any, do: Any, title: str) -> HttpResponse:
    to = reverse("station-standards", args=[checklist.station_id])
    above = (checklist.station.node.name, to)
    return act(request, form, do, to=to, title=title, submit=_("保存"), above=above, intro=checklist.template.name)


@login_required
@FORM_METHODS
def point(request: Any, checklist_id: int, line_id: int) -> HttpResponse:
    """How a point of the template stands."""
    checklist = get_checklist(actor=request.actor, checklist_id=checklist_id)
    require(request.actor, CHANGE, scope=checklist)
    line = get_line(checklist=checklist, line_id=line_id)
    form = StateForm(posted(request), there=state_of(checklist=checklist, line=line))

    def do() -> str:
        set_state(actor=request.actor, checklist=checklist, line=line, values=form.values(), today=timezone.localdate())
        return _("已保存。")

    return _state_page(request, checklist, form, do, line.name or line.group or _("第 {n} 项").format(n=line.position))


@login_required
@FORM_METHODS
def own_point(request: Any, checklist_id: int, state_id: int = 0) -> HttpResponse:
    """One of the station's own points: added, or changed."""
    checklist = get_checklist(actor=request.actor, checklist_id=checklist_id)
    require(request.actor, CHANGE, scope=checklist)
    there = get_own_state(checklist=checklist, state_id=state_id) if state_id else None
    form = StateForm(posted(request), there=there, own=True)

    def do() -> str:
        set_own_line(
            actor=request.actor, checklist=checklist, values=form.values(), today=timezone.localdate(), own=there
        )
        return _("已保存。")

    return _state_page(request, checklist, form, do, there.name if there else _("加一项"))


@login_required
@require_POST
def own_point_remove(request: Any, checklist_id: int, state_id: int) -> HttpResponse:
    """Remove one of the station's own points."""
    checklist = get_checklist(actor=request.actor, checklist_id=checklist_id)
    remove_own_line(actor=request.actor, own=get_own_state(checklist=checklist, state_id=state_id))
    say(request, _("已删去。"))
    return redirect("station-standards", checklist.station_id)


@login_required
@require_safe
def templates(request: Any) -> HttpResponse:
    """The templates, with how many stations are held against each."""
    require_somewhere(request.actor, READ)
    context = {
        "rows": template_counts(actor=request.actor, day=timezone.localdate()),
        "may_manage": request.actor.may_somewhere(MANAGE),
    }  # fmt: skip
    return render(request, "appointments/templates.html", context)


@login_required
@FORM_METHODS
def template(request: Any, template_id: int = 0) -> HttpResponse:
    """Change a template, or add one."""
    require_somewhere(request.actor, MANAGE)
    there = get_template(template_id=template_id) if template_id else None
    lines = lines_of(template=there) if there else []
    initial: dict[str, Any] = {}
    if there is not None:
        initial = {
            "name": there.name, "description": there.description, "own_lines": there.own_lines,
            "valid_months": next((line.valid_months for line in lines if line.valid_months), None),
            "lines": "\n".join(f"{line.group}：{line.name}" if line.group else line.name or "：" for line in lines),
        }  # fmt: skip
    form = TemplateForm(posted(request), initial=initial)

    def do() -> str:
        given = form.cleaned_data
        values = TemplateValues(
            code=there.code if there else f"own_{secrets.token_hex(4)}", sort=there.sort if there else ChecklistSort.STANDARD,
            name=given["name"], description=given["description"], own_lines=given["own_lines"], lines=form.points(),
            position=there.position if there else 100,
        )  # fmt: skip
        put_template(actor=request.actor, values=values, template=there)
        return _("已保存。")

    above = (_("空间与标准模板"), reverse("checklist-templates"))
    title = there.name if there else _("加模板")
    return act(request, form, do, to=above[1], title=title, submit=_("保存"), above=above)


# --------------------------------------------------------------------------------------------------- monthly sheet


def _month(request: Any) -> date:
    given = request.GET.get("month", "")
    try:
        year, month = (int(part) for part in given.split("-"))
        return date(year, month, 1)
    except ValueError:
        return timezone.localdate().replace(day=1)


@login_required
@FORM_METHODS
def sheet(request: Any, station_id: int) -> HttpResponse:
    """Walk-ins of a month, day by day; POST puts the figures in place."""
    today = timezone.localdate()
    found = get_sheet_station(actor=request.actor, station_id=station_id)
    first, error = _month(request), ""
    may_change = may(request.actor, OfferPermission.KEEPER_KEEP, found)
    if request.method == "POST":
        try:
            counts = list(_counts(request, [row.day for row in month_of(station=found, first=first)], today))
            set_walk_ins(actor=request.actor, station=found, counts=counts, today=today)
            say(request, _("已保存。"))
            return redirect(f"{request.path}?month={first:%Y-%m}")
        except RuleBroken as refusal:
            error = str(refusal)
        except ValueError:
            error = _("人数请写整数。")
    rows = month_of(station=found, first=first)
    before = (first.replace(day=1) - date.resolution).replace(day=1)
    after = (first.replace(day=28) + date.resolution * 4).replace(day=1)
    context = {
        "station": found, "rows": rows, "parts": [part.label for part in DayPart], "first": first, "error": error,
        "sums": [sum(row.counts.get(part.value, 0) for row in rows) for part in DayPart], "today": today,
        "total": sum(row.total for row in rows), "before": before, "after": after if after <= today else None,
        "may_change": may_change, "here": request.get_full_path(),
    }  # fmt: skip
    return render(request, "appointments/sheet.html", context, status=422 if error else 200)


def _counts(request: Any, days: list[date], today: date) -> Any:
    """(day, part, people) of each cell that was filled in. Raises ValueError for what is no number."""
    for day in days:
        for part in DayPart.values:
            given = request.POST.get(f"{day:%d}-{part}", "").strip()
            if given and day <= today:
                yield day, part, int(given)
