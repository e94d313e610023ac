from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from liangxin.access.choices import Anchor
from liangxin.access.services import require_somewhere
from liangxin.core.names import initials, syllables
from liangxin.members.selectors.counts import count_at_organisation
from liangxin.organisations.permissions import Permission
from liangxin.organisations.selectors.days import OrganisationOnDay, tree_of_day
from liangxin.organisations.selectors.organisations import (
    OrganisationFilter,
    children_of,
    get_organisation,
    list_organisations,
)
from liangxin.trees.selectors import ancestor_ids, trails_of
from liangxin.web.organisations.act_views import NOTES
from liangxin.web.organisations.forms import MoveForm
from liangxin.web.organisations.records import record_of
from liangxin.web.shared.forms import parse_day
from liangxin.web.shared.rendering import answer

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation


LONGEST_TEXT = 100  # characters
MOST_LINES = 200  # shown below one organisation; the list shows the rest
MOST_OF_A_DAY = 1_500  # lines of a past day
MOST_FOUND = 12


@dataclass
class Line:
    """One line of the tree. members: at home there or below, "" where they may not be counted."""

    id: int
    name: str
    kind: str
    has_below: bool
    members: str = ""
    overseas: bool = False
    current: bool = False
    open: bool = False
    below: list["Line"] = field(default_factory=list)
    more: int = 0

    @property
    def word(self) -> str:
        return f"{''.join(syllables(self.name))} {initials(self.name)}"


def _lines(request: Any, parent: "Organisation | None", current: int | None, today: date) -> tuple[list[Line], int]:
    """The lines below `parent`, at most MOST_LINES, and how many more there are."""
    found = children_of(actor=request.actor, parent_id=parent.pk if parent is not None else None, today=today)
    rows = list(found[: MOST_LINES + 1])
    more = found.count() - MOST_LINES if len(rows) > MOST_LINES else 0
    counts = _counts(request, parent, rows)
    lines = [
        Line(
            each.pk, each.node.name, each.type.name, each.has_below, _said(counts, each.pk), each.is_overseas,
            each.pk == current,
        )
        for each in rows[:MOST_LINES]
    ]  # fmt: skip
    return lines, more


def _counts(request: Any, parent: "Organisation | None", rows: "Sequence[Organisation]") -> Mapping[int, int | None]:
    if request.actor.anchor != Anchor.ORGANISATION:
        return {}
    if parent is not None:
        return count_at_organisation(actor=request.actor, node=parent.node).parts
    return {each.pk: count_at_organisation(actor=request.actor, node=each.node).total for each in rows[:3]}


def _said(counts: Mapping[int, int | None], organisation_id: int) -> str:
    count = counts.get(organisation_id)
    return f"{count:,}" if count else ""


def _opened(request: Any, trail: Sequence[int], today: date) -> tuple[list[Line], int]:
    """The topmost lines, and those on the way to the chosen organisation."""
    current = trail[-1] if trail else None
    lines, more = _lines(request, None, current, today)
    trail = trail or ([lines[0].id] if len(lines) == 1 else [])
    here = lines
    for organisation_id in trail:
        line = next((one for one in here if one.id == organisation_id), None)
        if line is None or not line.has_below:
            continue
        parent = get_organisation(actor=request.actor, organisation_id=organisation_id)
        line.open = True
        line.below, line.more = _lines(request, parent, current, today)
        here = line.below
    return lines, more


def _past(rows: Iterable[OrganisationOnDay], current: int | None) -> list[Line]:
    """The lines of a past day, each below the one it belonged to."""
    lines: dict[int, Line] = {}
    tops: list[Line] = []
    for row in rows:
        line = Line(row.organisation_id, row.name, row.type_name, False, current=row.organisation_id == current)
        lines[line.id] = line
        above = lines.get(row.parent_id) if row.parent_id is not None else None
        if above is None:
            tops.append(line)
        else:
            above.below.append(line)
            above.has_below = True
            above.open = row.depth <= 2
    return tops


def _day(request: Any, today: date) -> date:
    try:
        return min(parse_day(request.GET["day"], today), today) if request.GET.get("day") else today
    except ValueError:
        return today


@login_required
@require_GET
def tree(request: Any) -> HttpResponse:
    """The tree, opened on the way to `?at=`; `?day=` shows and counts it as it stood then."""
    require_somewhere(request.actor, Permission.ORGANISATION_READ)
    today = timezone.localdate()
    day, at = _day(request, today), request.GET.get("at", "")
    past, record, more, count = day != today, None, 0, 0
    if at.isdigit() and len(at) < 19:
        record = record_of(actor=request.actor, organisation_id=int(at), today=today)
    current = record.organisation.pk if record is not None else None
    if past:
        rows = tree_of_day(actor=request.actor, day=day)
        count = len(rows)
        lines = _past(rows[:MOST_OF_A_DAY], current)
        more = max(0, count - MOST_OF_A_DAY)
    else:
        trail = ancestor_ids(record.organisation.node.path) if record is not None else []
        lines, more = _opened(request, trail, today)
        count = list_organisations(actor=request.actor, today=today).count()
    may_move = (
        record is not None
        and record.full
        and not record.is_closed
        and request.actor.may_somewhere(Permission.ORGANISATION_RESTRUCTURE)
    )
    context = {
        "lines": lines, "more": more, "record": record, "day": day, "past": past, "count": count, "text": "",
        "rows": None, "move_form": _move_form(request, record, today) if may_move else None, "note": NOTES["move"],
    }  # fmt: skip
    return render(request, "organisations/tree.html", context)


def _move_form(request: Any, record: Any, today: date) -> MoveForm:
    return MoveForm(
        actor=request.actor, organisation=record.organisation, initial={"effective": today}, auto_id="move_%s"
    )


@login_required
@require_GET
def below(request: Any, organisation_id: int) -> HttpResponse:
    """The lines directly below an organisation."""
    parent = get_organisation(actor=request.actor, organisation_id=organisation_id)
    lines, more = _lines(request, parent, None, timezone.localdate())
    context = {"lines": lines, "more": more, "past": False, "more_url": list_below(parent.pk)}
    return render(request, "organisations/_lines.html", context)


def list_below(organisation_id: int) -> str:
    """The list of everything below."""
    return f"{reverse('organisation-list')}?under={organisation_id}"


@login_required
@require_GET
def found(request: Any) -> HttpResponse:
    """What a search in the tree finds, each with the way to it."""
    require_somewhere(request.actor, Permission.ORGANISATION_READ)
    text = request.GET.get("q", "").strip()[:LONGEST_TEXT]
    rows = []
    if text:
        only = OrganisationFilter(text=text)
        some = list(list_organisations(actor=request.actor, today=timezone.localdate(), only=only)[:MOST_FOUND])
        trails = trails_of([each.node.path for each in some])
        rows = [(each, " / ".join(node.name for node in trails[each.node.path][:-1])) for each in some]
    context = {"rows": rows, "text": text, "title": _("在树里找")}
    return answer(request, "organisations/found.html", "organisations/_found.html", context)
