"""Tags and titles on the records of places and enterprises: the part on their pages, and its two forms."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.core.changes import changes_of, merged
from liangxin.core.errors import NotAllowed, NotFound
from liangxin.enterprises.selectors.enterprises import get_enterprise
from liangxin.organisations.selectors.links import recognitions_of, tag_links_of, tags_of
from liangxin.organisations.services.marks import NewTitle, award_to_record, may_mark, set_record_tags
from liangxin.places.selectors import get_place
from liangxin.web.organisations.answers import lead_to, sent
from liangxin.web.organisations.forms import TagsForm, TitleForm
from liangxin.web.shared.desk import desk_page
from liangxin.web.shared.panels import Panel, record_panel
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, say

SHOWN_TITLES = 10


@dataclass(frozen=True, kw_only=True)
class Marked:
    """A kind of record that carries tags and titles. url: the name of its page and of its list."""

    label: object
    get: Callable[[Actor, int], Any]
    url: str
    list_url: str


MARKED = {
    "place": Marked(
        label=gettext_lazy("场所"), url="place", list_url="place-list",
        get=lambda actor, pk: get_place(actor=actor, place_id=pk),
    ),
    "enterprise": Marked(
        label=gettext_lazy("企业"), url="enterprise", list_url="enterprise-list",
        get=lambda actor, pk: get_enterprise(actor=actor, enterprise_id=pk),
    ),
}  # fmt: skip


def _panel(kind: str, actor: Actor, record: Any) -> Panel | None:
    tags, titles = list(tags_of(node_id=record.pk)), list(recognitions_of(node_id=record.pk)[:SHOWN_TITLES])
    marks = actor.anchor != Anchor.ENTERPRISE and may_mark(actor=actor, record=record)
    if not tags and not titles and not marks:
        return None
    urls = {
        "tags": reverse("mark-tags", args=[kind, record.pk]),
        "title": reverse("mark-title", args=[kind, record.pk]),
    }
    context = {"tags": tags, "titles": titles, "urls": urls if marks else None}
    return Panel(title=_("标签与荣誉"), template="organisations/_marks.html", context=context, side=True)


@record_panel("place", order=70)
def of_place(actor: Actor, place: Any, today: date) -> Panel | None:
    """The tags and titles of a place."""
    return _panel("place", actor, place)


@record_panel("enterprise", order=70)
def of_enterprise(actor: Actor, enterprise: Any, today: date) -> Panel | None:
    """The tags and titles of an enterprise."""
    return _panel("enterprise", actor, enterprise)


def _record(request: Any, kind: str, record_id: int) -> Any:
    if kind not in MARKED:
        raise NotFound()
    record = MARKED[kind].get(request.actor, record_id)
    if not may_mark(actor=request.actor, record=record):
        raise NotAllowed()
    return record


@desk_page
@require_http_methods(["GET", "POST"])
def tags(request: Any, kind: str, record_id: int) -> HttpResponse:
    """Choose the tags."""
    record = _record(request, kind, record_id)
    given = [str(each.pk) for each in tags_of(node_id=record.pk)]
    form = TagsForm(sent(request), path=record.node.path, place_path=request.actor.path, initial={"tags": given})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            set_record_tags(actor=request.actor, record=record, tags=form.chosen())
            say(request, _("标签已更新。"))
            return lead_to(request, MARKED[kind].url, record.pk)
    return _form(request, kind, record, form, _("选标签"))


@desk_page
@require_http_methods(["GET", "POST"])
def title(request: Any, kind: str, record_id: int) -> HttpResponse:
    """Record a title awarded."""
    record = _record(request, kind, record_id)
    form = TitleForm(sent(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            award_to_record(actor=request.actor, record=record, new=NewTitle(**form.cleaned_data))
            say(request, _("已登记荣誉。"))
            return lead_to(request, MARKED[kind].url, record.pk)
    return _form(request, kind, record, form, _("登记荣誉"))


def _form(request: Any, kind: str, record: Any, form: Any, title: str) -> HttpResponse:
    marked = MARKED[kind]
    titles = [
        changes_of(one, labels=TITLE_LABELS, subject=one.title) for one in recognitions_of(node_id=record.pk)[:20]
    ]
    links = [changes_of(one, labels={}, subject=one.tag.name) for one in tag_links_of(node_id=record.pk)[:20]]
    context = {
        "form": form, "record": record, "title": title, "button": title, "here": request.path, "label": marked.label,
        "list_url": reverse(marked.list_url), "record_url": reverse(marked.url, args=[record.pk]),
        "history": merged(*titles, *links),
    }  # fmt: skip
    return answer(request, "organisations/mark.html", "organisations/_mark.html", context, form=form)


TITLE_LABELS = {
    "title": gettext_lazy("荣誉或称号"), "level": gettext_lazy("级别"), "awarded_by": gettext_lazy("授予单位"),
    "awarded_on": gettext_lazy("授予日期"), "valid_to": gettext_lazy("有效期到"),
}  # fmt: skip
