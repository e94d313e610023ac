"""Members located at places: counts only, small ones hidden."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from liangxin.access.choices import Anchor
from liangxin.access.services.require import require_somewhere
from liangxin.core.errors import NotFound
from liangxin.members.permissions import Permission
from liangxin.members.rules import SMALLEST_SHOWN
from liangxin.members.selectors.counts import count_at_place, lines_of
from liangxin.places.selectors import get_place
from liangxin.trees.selectors import ancestors_of, get_node
from liangxin.web.shared.desk import desk_page

if TYPE_CHECKING:
    from liangxin.trees.models import Node


@desk_page
@require_GET
def located(request: Any) -> HttpResponse:
    """How many members are at my place, and how many of them have their home elsewhere."""
    require_somewhere(request.actor, Permission.COUNT_READ)
    node = _place(request)
    if node is None:
        return render(request, "members/located_nowhere.html", {})
    seen = count_at_place(actor=request.actor, node=node)
    context = {
        "node": node, "seen": seen, "lines": lines_of(seen), "here": seen.parts.get(0), "least": SMALLEST_SHOWN,
        "above": [one for one in ancestors_of(node) if _within(request.actor, one)],
    }  # fmt: skip
    return render(request, "members/located.html", context)


def _place(request: Any) -> "Node | None":
    given = request.GET.get("place", "")
    if given:
        if not given.isdigit() or len(given) > 18:
            raise NotFound()
        node = get_place(actor=request.actor, place_id=int(given)).node
        if not _within(request.actor, node):
            raise NotFound()
        return node
    return get_node(node_id=request.actor.node_id) if request.actor.anchor == Anchor.PLACE else None


def _within(actor: Any, node: "Node") -> bool:
    return actor.anchor != Anchor.PLACE or node.path.startswith(actor.path)
