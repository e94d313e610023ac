"""What would become of the rows of an enterprise roster: an enterprise is recognised by its credit code, else its name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from liangxin.access.choices import Anchor, Part
from liangxin.access.reach import visible
from liangxin.enterprises.choices import FigureKind
from liangxin.enterprises.models import Coverage, Enterprise, OperatingPlace
from liangxin.enterprises.permissions import Permission
from liangxin.enterprises.rules import REGISTERED_UNITS
from liangxin.enterprises.services.new import FIGURE_COLUMNS
from liangxin.enterprises.services.pending import node_above
from liangxin.organisations.selectors.organisations import reached as organisations_reached
from liangxin.places.selectors import PlaceFilter, get_place, list_places
from liangxin.rulebook.selectors import list_industries
from liangxin.spreadsheets.choices import Outcome, Severity
from liangxin.spreadsheets.services.kinds import ImportContext, Plan, Problem, Row, refused

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation
    from liangxin.places.models import Place
    from liangxin.rulebook.models import Industry

MOST_SITES_LOOKED_THROUGH = 20_000  # R-ENT-06: with more, an address alone does not find its building
TEXTS = ("legal_representative", "registered_address", "business_scope", "description")
FIGURES = {"staff": FigureKind.STAFF, "members": FigureKind.MEMBERS, "young_staff": FigureKind.YOUNG_STAFF}
NO_ORGANISATION = {"无", "没有", "未建立", "-", "—", "/"}


@dataclass
class Known:
    """What a batch of rows is looked up in; read once for all its rows."""

    by_code: dict[str, Enterprise] = field(default_factory=dict)
    by_name: dict[str, list[Enterprise]] = field(default_factory=dict)
    mine: set[int] = field(default_factory=set)
    changeable: set[int] = field(default_factory=set)
    places: "dict[str, list[Place]]" = field(default_factory=dict)
    sites: list[str] = field(default_factory=list)
    home: "Place | None" = None
    organisations: "dict[str, list[Organisation]]" = field(default_factory=dict)
    own_organisation: "Organisation | None" = None
    industries: "dict[str, Industry]" = field(default_factory=dict)
    spots: dict[int, set[int]] = field(default_factory=dict)
    coverages: dict[int, Coverage] = field(default_factory=dict)


def looked_up(context: ImportContext, rows: Sequence[Row]) -> Known:
    """All that the rows may name, in a fixed number of queries."""
    actor, known = context.actor, Known()
    codes = {row.get("credit_code") for row in rows} - {None}
    names = {row.get("name") for row in rows} - {None}
    for one in Enterprise.objects.filter(credit_code__in=codes).select_related("node", "industry"):
        known.by_code[one.credit_code] = one
    same = visible(actor, Enterprise.objects.filter(node__name__in=names), Permission.ENTERPRISE_READ)
    for one in same.select_related("node", "industry"):
        known.by_name.setdefault(one.node.name, []).append(one)
    ids = {one.pk for one in known.by_code.values()} | {one.pk for found in known.by_name.values() for one in found}
    held = Enterprise.objects.filter(pk__in=ids)
    known.mine = set(visible(actor, held, Permission.ENTERPRISE_READ).values_list("pk", flat=True))
    known.changeable = set(visible(actor, held, Permission.ENTERPRISE_CHANGE).values_list("pk", flat=True))
    for enterprise_id, place_id in OperatingPlace.objects.filter(
        enterprise_id__in=ids, during__contains=context.today
    ).values_list("enterprise_id", "place_id"):
        known.spots.setdefault(enterprise_id, set()).add(place_id)
    spans = Coverage.objects.filter(enterprise_id__in=ids, during__contains=context.today)
    known.coverages = {span.enterprise_id: span for span in spans.select_related("organisation__node")}
    _look_up_places(context, rows, known)
    _look_up_organisations(context, rows, known)
    if any(row.get("industry") for row in rows):
        for industry in list_industries():
            known.industries.setdefault(industry.code, industry)
            known.industries.setdefault(industry.name, industry)
    return known


def _look_up_places(context: ImportContext, rows: Sequence[Row], known: Known) -> None:
    actor = context.actor
    part = Part.FULL if actor.is_system or actor.anchor == Anchor.PLACE else Part.BASIC
    places = list_places(actor=actor, asked=PlaceFilter(day=context.today), part=part)
    if any(row.get("operating_address") and not row.get("place") for row in rows):
        sites = places.filter(kind__level="site").order_by().values_list("node__name", flat=True)
        found = list(sites[: MOST_SITES_LOOKED_THROUGH + 1])
        known.sites = sorted(set(found), key=len, reverse=True) if len(found) <= MOST_SITES_LOOKED_THROUGH else []
    names = {_last(row.get("place", "")) for row in rows} | {site_in(row, known) for row in rows}
    for place in places.filter(node__name__in=names - {""}):
        known.places.setdefault(place.node.name, []).append(place)
    if actor.anchor == Anchor.PLACE and actor.node_id is not None:
        known.home = get_place(actor=actor, place_id=actor.node_id)
    elif actor.is_system:
        regions = list(places.filter(kind__level="region")[:2])
        known.home = regions[0] if len(regions) == 1 else None


def _look_up_organisations(context: ImportContext, rows: Sequence[Row], known: Known) -> None:
    actor = context.actor
    reached = organisations_reached(actor=actor, part=Part.BASIC).filter(node__during__contains=context.today)
    reached = reached.select_related("node", "home_place__node")
    names = {row.get("organisation") for row in rows} - {None}
    for organisation in reached.filter(node__name__in=names):
        known.organisations.setdefault(organisation.node.name, []).append(organisation)
    if actor.anchor == Anchor.ORGANISATION:
        known.own_organisation = reached.filter(pk=actor.node_id).first()


def _last(written: str) -> str:
    return written.replace("／", "/").split("/")[-1].strip()


def site_in(row: Row, known: Known) -> str:
    """The longest name of a building that stands in the operating address; "" for none."""
    address = row.get("operating_address", "")
    return next((name for name in known.sites if name in address), "") if address else ""


def place_of(row: Row, known: Known) -> "Place | Problem | None":
    """Where the row says the enterprise works; the importer's own place where it says nothing."""
    written = _last(row.get("place", "")) or site_in(row, known)
    if not written:
        return known.home
    found = known.places.get(written, [])
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        above = [part.strip() for part in row.get("place", "").replace("／", "/").split("/")][:-1]
        found = [place for place in found if place.node.parent is not None and place.node.parent.name in above]
        if len(found) == 1:
            return found[0]
        message = _("有不止一个“{name}”，请连同它的上级一起写，例如 金融城片区/{name}。").format(name=written)
        return Problem(column="place", code="enterprises.place_ambiguous", message=message)
    message = _("没有“{name}”这个场所，或不在您的范围内。").format(name=written)
    return Problem(column="place", code="enterprises.no_such_place", message=message)


def organisation_of(row: Row, known: Known) -> "Organisation | Problem | None":
    """Who the row says answers for the enterprise; under an organisation's grant, that organisation."""
    written = row.get("organisation", "")
    if not written or written in NO_ORGANISATION:
        return known.own_organisation
    found = known.organisations.get(written, [])
    if len(found) == 1:
        return found[0]
    message = _("没有“{name}”这个组织，或不止一个，或不在您的范围内。").format(name=written)
    return Problem(column="organisation", code="enterprises.no_such_organisation", message=message)


def industry_of(row: Row, known: Known) -> "Industry | None":
    written = row.get("industry", "")
    bare = re.sub(r"^[A-T](?=\d)", "", written.strip())
    return (
        known.industries.get(written)
        or known.industries.get(bare)
        or known.industries.get(bare.removesuffix("业") + "业")
    )


def capital_text(row: Row) -> str:
    """The capital with the unit that its heading stated."""
    money = row.get("capital")
    if not money:
        return ""
    text = str(money["text"])
    if re.fullmatch(r"[\d.,，\s]+", text) and money["unit"]:
        return f"{text.strip()}{money['unit']}元人民币"
    return text[:100]


def facts_in(row: Row, known: Known) -> dict[str, Any]:
    """The columns of a record that the row gives."""
    facts: dict[str, Any] = {name: row.get(name) for name in TEXTS if row.get(name)}
    if row.get("ownership"):
        facts["ownership"] = row.get("ownership")
    if row.get("established"):
        facts["established_on"] = date.fromisoformat(row.get("established"))
    if row.get("capital"):
        facts["capital_text"] = capital_text(row)
    industry = industry_of(row, known)
    if industry is not None:
        facts["industry"] = industry
    return facts


def figures_in(row: Row) -> dict[str, int]:
    """The numbers of people that the row gives, by kind."""
    return {str(kind): int(row.get(key)) for key, kind in FIGURES.items() if row.get(key) is not None}


def plan_rows(context: ImportContext, rows: Sequence[Row]) -> list[Plan]:
    """What would become of each row, in a fixed number of queries."""
    known = looked_up(context, rows)
    return [_plan(context, row, known) for row in rows]


def _plan(context: ImportContext, row: Row, known: Known) -> Plan:
    place, organisation = place_of(row, known), organisation_of(row, known)
    for problem in (place, organisation):
        if isinstance(problem, Problem):
            return refused(problem)
    code = row.get("credit_code", "")
    enterprise = known.by_code.get(code)
    if enterprise is not None and enterprise.pk not in known.mine:
        return _handed_up(context, enterprise)
    if enterprise is None and code[:2] and code[:2] not in REGISTERED_UNITS:
        return _handed_up(context, None)
    problem = _scope_problem(context, place, organisation)
    if enterprise is None and problem is not None:
        return refused(problem)
    same = enterprise or same_by_name(row, known)
    if isinstance(same, Problem):
        return refused(same)
    enterprise = same
    flags = _flags(row, known)
    if enterprise is None:
        return Plan(outcome=Outcome.CREATED, problems=flags)
    changes = changes_of(row, enterprise, known, place)
    if changes and enterprise.pk not in known.changeable:
        message = _("这家企业已经登记，您不能更改它。")
        return refused(Problem(column="name", code="enterprises.not_yours", message=message))
    outcome = Outcome.UPDATED if changes else Outcome.UNCHANGED
    flags += _coverage_flag(enterprise, organisation if row.get("organisation") else None, known)
    return Plan(outcome=outcome, object_id=enterprise.pk, problems=flags, changes=changes)


def _handed_up(context: ImportContext, enterprise: Enterprise | None) -> Plan:
    above = node_above(context.actor, enterprise)
    return Plan(
        outcome=Outcome.QUEUED, object_id=enterprise.pk if enterprise is not None else None, queued_node_id=above
    )


def _scope_problem(context: ImportContext, place: object, organisation: object) -> Problem | None:
    if place is None and (context.actor.is_system or context.actor.anchor == Anchor.PLACE):
        message = _("请写企业经营所在的园区或楼宇。")
        return Problem(column="place", code="enterprises.place_missing", message=message)
    if organisation is None and context.actor.anchor == Anchor.ORGANISATION:
        message = _("请写负责这家企业的组织。")
        return Problem(column="organisation", code="enterprises.organisation_missing", message=message)
    return None


def same_by_name(row: Row, known: Known) -> "Enterprise | Problem | None":
    """The record that bears the row's name where one of the two lacks a code; a Problem where it is not clear which."""
    code = row.get("credit_code", "")
    same = [one for one in known.by_name.get(row.get("name", ""), []) if not code or not one.credit_code]
    if len(same) > 1:
        message = _("有不止一家“{name}”，请填统一社会信用代码。").format(name=row.get("name"))
        return Problem(column="credit_code", code="enterprises.which_one", message=message)
    return same[0] if same else None


def _flags(row: Row, known: Known) -> tuple[Problem, ...]:
    if row.get("industry") and industry_of(row, known) is None:
        message = _("行业“{text}”不在国民经济行业分类里，先不填。").format(text=row.get("industry"))
        return (
            Problem(column="industry", code="enterprises.industry_unknown", message=message, severity=Severity.FLAG),
        )
    return ()


def _coverage_flag(
    enterprise: Enterprise, organisation: "Organisation | Problem | None", known: Known
) -> tuple[Problem, ...]:
    held = known.coverages.get(enterprise.pk)
    if (
        organisation is None
        or isinstance(organisation, Problem)
        or held is None
        or held.organisation_id == organisation.pk
    ):
        return ()
    message = _("现由{organisation}负责，导入不改责任组织；要换请在企业页办理移交。").format(
        organisation=held.organisation.node.name
    )
    return (
        Problem(column="organisation", code="enterprises.covered_by_another", message=message, severity=Severity.FLAG),
    )


def changes_of(
    row: Row, enterprise: Enterprise, known: Known, place: "Place | Problem | None"
) -> Mapping[str, tuple[Any, Any]]:
    """What the row would change: column key → (before, after)."""
    changes: dict[str, tuple[Any, Any]] = {}
    code = row.get("credit_code", "")
    if code and code != enterprise.credit_code:
        changes["credit_code"] = (enterprise.credit_code, code)
    if row.get("name") and row.get("name") != enterprise.node.name:
        changes["name"] = (enterprise.node.name, row.get("name"))
    for name, value in facts_in(row, known).items():
        before = getattr(enterprise, name)
        if before != value:
            changes[{"capital_text": "capital", "established_on": "established"}.get(name, name)] = (
                str(before or ""), str(value),
            )  # fmt: skip
    for kind, number in figures_in(row).items():
        stated = getattr(enterprise, FIGURE_COLUMNS[FigureKind(kind)])
        if stated != number:
            changes[kind] = ("" if stated is None else str(stated), str(number))
    here = known.spots.get(enterprise.pk, set())
    if row.get("place") and place is not None and not isinstance(place, Problem) and place.pk not in here:
        changes["place"] = ("", place.node.name)
    held = known.coverages.get(enterprise.pk)
    organisation = organisation_of(row, known)
    if row.get("organisation") and held is None and organisation is not None and not isinstance(organisation, Problem):
        changes["organisation"] = ("", organisation.node.name)
    return changes
