"""Search from anywhere: records within the acting scope, pages of the desk, one's own roles."""

from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from liangxin.core.names import initials, sort_key
from liangxin.search.selectors import find
from liangxin.web.shared.context import Page
from liangxin.web.shared.found import FOUND
from liangxin.web.shared.navigation import navigation_for

LONGEST_ASKED = 60  # characters
PER_KIND = 6
PER_KIND_ON_PAGE = 20


@dataclass(frozen=True)
class Result:
    """One line. post: the id of a grant to act under, instead of an address."""

    title: object
    icon: str
    url: str = ""
    small: object = ""
    grant: int = 0


@dataclass(frozen=True)
class ResultGroup:
    label: object
    results: list[Result] = field(default_factory=list)


@login_required
@require_GET
def search(request: Any) -> HttpResponse:
    """The results: as the palette's list where it asks, else as a page."""
    text = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST_ASKED]
    in_palette = request.GET.get("palette") == "1"
    groups = _records(request, text, PER_KIND if in_palette else PER_KIND_ON_PAGE) + _places_to_go(request, text)
    context = {"text": text, "groups": [group for group in groups if group.results], "in_palette": in_palette}
    template = "accounts/_found.html" if in_palette else "accounts/search.html"
    return render(request, template, context)


def _records(request: Any, text: str, limit: int) -> list[ResultGroup]:
    if not text:
        return []
    hits = [hit for hit in find(actor=request.actor, text=text, limit=limit) if hit.kind.code in FOUND]
    groups = []
    for _code, found in groupby(hits, key=lambda hit: hit.kind.code):
        same = list(found)
        leads = FOUND[same[0].kind.code]
        groups.append(
            ResultGroup(same[0].kind.label, [Result(hit.title, leads.icon, leads.url(hit.object_id)) for hit in same])
        )
    return groups


def _places_to_go(request: Any, text: str) -> list[ResultGroup]:
    pages = [
        Result(link.label, link.icon, link.url)
        for group in navigation_for(request.actor, "")
        for link in group.entries
        if _fits(str(link.label), text)
    ]
    roles = [
        Result(grant.node, grant.icon, small=grant.role, grant=grant.id)
        for grant in Page(request).grants
        if not grant.current and _fits(f"{grant.node}{grant.role}", text)
    ]
    return [ResultGroup(_("去"), pages), ResultGroup(_("换一个身份"), roles[:PER_KIND])]


def _fits(words: str, text: str) -> bool:
    asked = text.lower().replace(" ", "")
    return not asked or asked in words.lower() or asked in initials(words) or asked in sort_key(words).replace(" ", "")
