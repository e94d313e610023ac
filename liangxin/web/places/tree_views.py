from collections.abc import Iterable
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

from liangxin.access.choices import Part
from liangxin.access.services import require_somewhere
from liangxin.core.names import initials, syllables
from liangxin.places.permissions import Permission
from liangxin.places.selectors import (
    Standing,
    children_of,
    choose_places,
    get_place,
    get_record,
    trails_for,
    tree_as_of,
)
from liangxin.web.places.forms import MoveForm
from liangxin.web.places.views import CONSEQUENCES
from liangxin.web.shared.forms import parse_day
from liangxin.web.shared.rendering import answer

if TYPE_CHECKING:
    from liangxin.places.models import Place

LONGEST_TEXT = 100  # characters


@dataclass
class Branch:
    """One line of the tree. below: what is shown already; open: whether it stands open."""

    place_id: int
    name: str
    kind: str
    has_children: bool
    current: bool = False
    open: bool = False
    below: list["Branch"] = field(default_factory=list)

    @property
    def word(self) -> str:
        return f"{''.join(syllables(self.name))} {initials(self.name)}"


def _branch(place: Any, current: int | None) -> Branch:
    return Branch(place.pk, place.node.name, place.kind.name, place.has_children, place.pk == current)


def _opened(request: Any, trail: list[int], day: date) -> list[Branch]:
    """The topmost lines, and those on the way to the chosen place: one query a level."""
    current = trail[-1] if trail else None
    lines = [_branch(place, current) for place in children_of(actor=request.actor, place=None, day=day)]
    if not trail and len(lines) == 1:
        trail = [lines[0].place_id]
    here = lines
    for place_id in trail:
        line = next((one for one in here if one.place_id == place_id), None)
        if line is None or not line.has_children:
            continue
        found = get_place(actor=request.actor, place_id=place_id)
        line.open = True
        line.below = [_branch(place, current) for place in children_of(actor=request.actor, place=found, day=day)]
        here = line.below
    return lines


def _past(standings: Iterable[Standing]) -> list[Branch]:
    return [
        Branch(one.place_id, one.name, one.kind, bool(one.below), open=True, below=_past(one.below))
        for one in standings
    ]


def _day(request: Any, today: date) -> date:
    try:
        return parse_day(request.GET.get("day", ""), today) if request.GET.get("day") else today
    except ValueError:
        return today


@login_required
@require_GET
def tree(request: Any) -> HttpResponse:
    """The tree, opened on the way to `?at=`; `?day=` shows it as it stood then."""
    require_somewhere(request.actor, Permission.PLACE_READ)
    today = timezone.localdate()
    day = _day(request, today)
    at = request.GET.get("at", "")
    record, trail, past = None, [], day != today
    if at.isdigit() and len(at) < 19:
        record = get_record(actor=request.actor, place_id=int(at), today=today)
        trail = [node.pk for node in record.trail]
    lines = _past(tree_as_of(actor=request.actor, day=day)) if past else _opened(request, trail, day)
    full = record is not None and record.part == Part.FULL
    may_change = full and request.actor.may_somewhere(Permission.PLACE_CHANGE)
    context = {
        "lines": lines, "record": record, "day": day, "past": past, "text": "", "rows": None, "today": today,
        "full": full, "may_change": may_change,
        "may_create": full and request.actor.may_somewhere(Permission.PLACE_CREATE),
        "form": MoveForm(actor=request.actor, initial={"effective_date": today}, auto_id="move_%s") if may_change else None,
        "above": record.trail[:-1] if record is not None else [],
        "move_url": reverse("place-move", args=[record.place.pk]) if record is not None else "",
        "move_note": CONSEQUENCES["move"], "move_button": _("移动"),
    }  # fmt: skip
    return render(request, "places/tree.html", context)


@login_required
@require_GET
def below(request: Any, place_id: int) -> HttpResponse:
    """The lines directly below a place."""
    place: Place = get_place(actor=request.actor, place_id=place_id)
    found = children_of(actor=request.actor, place=place, day=timezone.localdate())
    return render(request, "places/_lines.html", {"lines": [_branch(one, None) for one in found], "past": False})


@login_required
@require_GET
def found(request: Any) -> HttpResponse:
    """What a search in the tree finds, each with the way to it."""
    require_somewhere(request.actor, Permission.PLACE_READ)
    text = request.GET.get("q", "").strip()[:LONGEST_TEXT]
    places = choose_places(actor=request.actor, text=text, today=timezone.localdate()) if text else []
    trails = trails_for(actor=request.actor, places=places)
    rows = [(one, " / ".join(node.name for node in trails[one.pk][:-1])) for one in places]
    return answer(request, "places/found.html", "places/_found.html", {"rows": rows, "text": text})
