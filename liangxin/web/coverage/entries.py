from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.dashboards.selectors import coverage
from liangxin.enterprises.permissions import Permission
from liangxin.enterprises.selectors.population import Scope
from liangxin.places.selectors import get_place
from liangxin.web.shared.navigation import Entry, register_entry
from liangxin.web.shared.panels import Figure, Panel, record_panel
from liangxin.web.shared.pending import NodeNumber, node_numbers

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation
    from liangxin.places.models import Place

register_entry(
    Entry(
        group="where", label=gettext_lazy("覆盖情况"), icon="map-2", url_name="coverage", order=10,
        permission=Permission.COVERAGE_COUNT,
    )
)  # fmt: skip


def rows_url(**params: object) -> str:
    """The list of enterprises that a number stands for."""
    return f"{reverse('enterprise-list')}?{urlencode({key: value for key, value in params.items() if value})}"


@record_panel("place", order=30)
def coverage_of_place(actor: Actor, place: "Place", today: date) -> Panel | None:
    """The enterprises and the coverage on a place's page."""
    if not actor.may_somewhere(Permission.COVERAGE_COUNT):
        return None
    numbers = coverage.coverage_of(actor=actor, scope=coverage.scope_of(day=today, place=place))
    if not numbers.entities:
        return None
    readable = coverage.rows_readable(actor, place)
    return _panel(numbers, place=place.pk if readable else None, more=f"{reverse('coverage')}?place={place.pk}")


@record_panel("organisation", order=30)
def coverage_by_organisation(actor: Actor, organisation: "Organisation", today: date) -> Panel | None:
    """The enterprises for which an organisation answers, on its page."""
    if not actor.may_somewhere(Permission.COVERAGE_COUNT):
        return None
    numbers = coverage.coverage_of(actor=actor, scope=Scope(day=today, organisation_path=organisation.node.path))
    if not numbers.entities:
        return None
    readable = coverage.organisation_rows_readable(actor, organisation)
    url = rows_url(counted="all", organisation=organisation.pk) if readable else ""
    contacted = rows_url(counted="contacted", organisation=organisation.pk) if readable else ""
    return Panel(
        title=_("负责的企业"),
        figures=[
            Figure(value=numbers.entities, words=_("家在营企业由它和下级组织负责"), url=url),
            Figure(value=numbers.contacted, words=_("家有指定联系人"), note=said_share(numbers.contacted_share), url=contacted),
        ],
    )  # fmt: skip


def said_share(share: Any) -> str:
    """94.2%, a dash of nothing."""
    return "—" if share is None else f"{share}%"


def _panel(numbers: coverage.CoverageNumbers, *, place: int | None, more: str) -> Panel:
    def url(which: str) -> str:
        return rows_url(counted=which, place=place) if place is not None else ""

    return Panel(
        title=_("企业与覆盖"),
        figures=[
            Figure(value=numbers.entities, words=_("家在营企业（分支机构并计一次）"), url=url("all")),
            Figure(value=numbers.covered, words=_("家有组织覆盖"), note=said_share(numbers.covered_share), url=url("covered")),
            Figure(value=numbers.contacted, words=_("家有工作覆盖"), note=said_share(numbers.contacted_share), url=url("contacted")),
            Figure(value=numbers.gap, words=_("家没有组织覆盖"), url=url("gap")),
        ],
        more_url=more, more_words=_("覆盖情况"),
    )  # fmt: skip


@node_numbers(order=5)
def coverage_numbers(actor: Actor, today: date) -> Iterable[NodeNumber]:
    """Organisational and work coverage of my node."""
    if not actor.may_somewhere(Permission.COVERAGE_COUNT) or actor.node_id is None:
        return []
    if actor.anchor == Anchor.PLACE:
        place = get_place(actor=actor, place_id=actor.node_id)
        numbers = coverage.coverage_of(actor=actor, scope=coverage.scope_of(day=today, place=place))
        page = f"{reverse('coverage')}?place={actor.node_id}"
        gap, uncontacted = rows_url(counted="gap", place=place.pk), rows_url(counted="uncontacted", place=place.pk)
    elif actor.anchor == Anchor.ORGANISATION:
        numbers = coverage.coverage_of(actor=actor, scope=Scope(day=today, organisation_path=actor.path))
        page, gap = reverse("coverage"), ""
        uncontacted = rows_url(counted="uncontacted", organisation=actor.node_id)
    else:
        return []
    if not numbers.entities:
        return []
    found = []
    if actor.anchor == Anchor.PLACE:
        note = _("{gap} 家没有").format(gap=numbers.gap)
        found.append(NodeNumber(value=said_share(numbers.covered_share), words=_("组织覆盖"), note=note, url=page))
        found.append(
            NodeNumber(
                value=numbers.gap,
                words=_("家没有组织覆盖"),
                note=_("超过 90 天 {n} 家").format(n=numbers.overdue),
                url=gap,
            )
        )
    note = _("{gap} 家没有联系人").format(gap=numbers.uncontacted)
    found.append(NodeNumber(value=said_share(numbers.contacted_share), words=_("工作覆盖"), note=note, url=uncontacted))
    return found
