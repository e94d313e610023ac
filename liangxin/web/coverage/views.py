from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liangxin.access.choices import Anchor
from liangxin.access.services import require_somewhere
from liangxin.core.errors import RuleBroken
from liangxin.dashboards.selectors import coverage as numbers_of
from liangxin.dashboards.selectors.coverage import WORK
from liangxin.enterprises.permissions import Permission
from liangxin.enterprises.selectors.enterprises import (
    EnterpriseFilter,
    list_enterprises,
    list_labels,
    places_of_counted,
    rows_of,
)
from liangxin.enterprises.selectors.people import members_shown
from liangxin.enterprises.selectors.population import Scope
from liangxin.organisations.selectors.organisations import get_organisation
from liangxin.places.selectors import get_place
from liangxin.rulebook.selectors import industries_within
from liangxin.spreadsheets.services.exporting import XLSX_TYPE, record_export, write_xlsx
from liangxin.web.coverage import drawing
from liangxin.web.coverage.entries import rows_url, said_share
from liangxin.web.coverage.forms import Asked, asked
from liangxin.web.coverage.lines import Line, group_lines, is_whole, made_line, place_lines, urls_for
from liangxin.web.shared.rendering import answer, leave, warn

if TYPE_CHECKING:
    from liangxin.places.models import Place

SHOWN_GAPS = 8


@login_required
@require_http_methods(["GET", "POST"])
def coverage(request: Any) -> HttpResponse:
    """The page, or its table alone for htmx; POST gives the table as a file."""
    require_somewhere(request.actor, Permission.COVERAGE_COUNT)
    wanted = asked(request.GET)
    place = _ground(request, wanted)
    scope = _scope(wanted, place)
    if wanted.by == "place":
        lines, top = place_lines(request.actor, wanted, scope, place)
    else:
        lines, top = group_lines(request.actor, wanted, scope, place), []
    if request.method == "POST":
        try:
            return _file(request, wanted, lines)
        except RuleBroken as refusal:
            warn(request, str(refusal))
            return leave(request, request.get_full_path())
    context = {"asked": wanted, "place": place, "lines": lines, "work": wanted.view == WORK, "tabs": _tabs(wanted)}
    if request.headers.get("HX-Request") != "true":
        context |= _whole(request, wanted, scope, place, top)
    return answer(request, "coverage/coverage.html", "coverage/_table.html", context)


def _ground(request: Any, wanted: Asked) -> "Place | None":
    """The place that is looked at: as asked, else the actor's own, else the home of the actor's organisation."""
    actor = request.actor
    if wanted.place is None and actor.anchor == Anchor.ORGANISATION and actor.node_id is not None:
        own = get_organisation(actor=actor, organisation_id=actor.node_id)
        if own.home_place_id is not None:
            return get_place(actor=actor, place_id=own.home_place_id)
    return numbers_of.starting_place(actor=actor, place_id=wanted.place)


def _scope(wanted: Asked, place: "Place | None") -> Scope:
    label = next((one.pk for one in list_labels() if one.code == wanted.label), 0) if wanted.label else None
    ids = list(industries_within(code=wanted.industry).values_list("pk", flat=True)) if wanted.industry else None
    return numbers_of.scope_of(day=wanted.day, place=place, industry_ids=ids, label_id=label)


def _tabs(wanted: Asked) -> list[tuple[str, str, bool]]:
    words = (("place", _("按位置")), ("industry", _("按行业")), ("label", _("按标签")), ("ownership", _("按所有制")))
    return [(label, wanted.url(by="" if key == "place" else key), wanted.by == key) for key, label in words]


def _whole(request: Any, wanted: Asked, scope: Scope, place: "Place | None", top: list[Any]) -> dict[str, Any]:
    """The sentence, the map and the gaps."""
    actor, work = request.actor, wanted.view == WORK
    numbers = numbers_of.coverage_of(actor=actor, scope=scope)
    readable = numbers_of.rows_readable(actor, place) if place is not None else actor.is_system
    total = made_line(
        wanted, 1, "", numbers, urls_for(wanted, readable=readable, place=place.pk if place is not None else None)
    )
    own = None
    if actor.anchor == Anchor.ORGANISATION:
        answers = numbers_of.coverage_of(actor=actor, scope=Scope(day=wanted.day, organisation_path=actor.path))
        own = {
            "all": shown(answers.entities, rows_url(counted="all", organisation=actor.node_id)),
            "without": shown(answers.uncontacted, rows_url(counted="uncontacted", organisation=actor.node_id), gap=True),
        }  # fmt: skip
    spots = places_of_counted(scope=scope, which="uncontacted" if work else "gap") if top else []
    return {
        "total": total, "own": own, "where": place.node.name if place is not None else "",
        "share": said_share(total.share),
        "said": {
            "all": shown(numbers.entities, total.all_url),
            "covered": shown(numbers.contacted, total.contacted_url) if work else shown(numbers.covered, total.covered_url),
            "gap": shown(total.gap, total.gap_url, gap=True), "late": shown(total.late, total.late_url, gap=True),
        }, "drawing": drawing.draw(top, spots, view=wanted.view),
        "gaps": _gaps(request, wanted, place), "today": timezone.localdate(), "readable": readable,
        "organisational_url": wanted.url(view=None), "work_url": wanted.url(view=WORK),
        "by_days_url": wanted.url(sort=None), "by_staff_url": wanted.url(sort="staff"),
        "may_designate": actor.may_somewhere(Permission.DESIGNATION_ASSIGN),
        "may_cover": actor.may_somewhere(Permission.COVERAGE_ASSIGN),
    }  # fmt: skip


def shown(number: int, url: str, *, gap: bool = False) -> SafeString:
    """A number of the sentence, leading to its rows where they may be read."""
    css = "num gapn" if gap else "num"
    if url:
        return format_html('<a class="link {}" href="{}">{}</a>', css, url, f"{number:,}")
    return format_html('<b class="{}">{}</b>', css, f"{number:,}")


def _gaps(request: Any, wanted: Asked, place: "Place | None") -> list[tuple[Any, Any]] | None:
    """The enterprises without, as work: the longest, or the largest, first. None for whom they are only a number."""
    actor = request.actor
    if not is_whole(actor) or not actor.may_somewhere(Permission.ENTERPRISE_READ):
        return None
    industries = tuple(industries_within(code=wanted.industry).values_list("pk", flat=True)) if wanted.industry else ()
    found = list_enterprises(
        actor=actor,
        asked=EnterpriseFilter(
            day=wanted.day, place=place.pk if place is not None else None, industries=industries,
            labels=(wanted.label,) if wanted.label else (), counted="uncontacted" if wanted.view == WORK else "gap",
            sort="-staff" if wanted.sort == "staff" else "-days",
        ),
    )[:SHOWN_GAPS]  # fmt: skip
    return [(row, members_shown(actor, row.enterprise)) for row in rows_of(found, day=wanted.day)]


def _file(request: Any, wanted: Asked, lines: list[Line]) -> HttpResponse:
    """The table as it is shown."""
    now = timezone.now()
    record_export(
        actor=request.actor, what="coverage", rows=len(lines), file_format="xlsx", reason=request.POST.get("reason", "")[:300],
        now=now, permission=Permission.COVERAGE_COUNT, query=request.GET.urlencode(),
        columns=["name", "entities", "covered", "covered_share", "contacted", "contacted_share", "gap", "overdue"],
    )  # fmt: skip
    headings = [
        _("位置或类别"), _("在营企业（分支机构并计一次）"), _("有组织覆盖"), _("组织覆盖率（%）"), _("有工作覆盖"),
        _("工作覆盖率（%）"), _("没有组织覆盖"), _("没有覆盖超过 90 天"), _("截至"),
    ]  # fmt: skip
    rows = [
        [f"{'　' * (line.level - 1)}{line.name}", one.entities, one.covered, one.covered_share, one.contacted,
         one.contacted_share, one.gap, one.overdue, wanted.day]
        for line in lines for one in [line.numbers]
    ]  # fmt: skip
    response = HttpResponse(write_xlsx(headings, iter(rows)), content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="coverage-{wanted.day:%Y%m%d}.xlsx"'
    response["Cache-Control"] = "no-store"
    return response
