"""Enterprises: the list, one, registering, changing, and their figures."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status

from liangxin.access.services.require import require_somewhere
from liangxin.api import references
from liangxin.api.paging import Page, Paging, page_of
from liangxin.api.words import (
    READING,
    WRITING,
    Changed,
    Code,
    Coded,
    Count,
    Day,
    Id,
    Line,
    Name,
    Named,
    Text,
    coded,
    filled,
    named,
    told,
)
from liangxin.core.names import masked_name
from liangxin.enterprises.choices import CoverageMode, EnterpriseStatus, LabelGroup, Ownership, UnitCategory
from liangxin.enterprises.permissions import Permission
from liangxin.enterprises.selectors.enterprises import (
    EnterpriseFilter,
    get_enterprise,
    list_enterprises,
    list_labels,
    rows_of,
)
from liangxin.enterprises.selectors.people import members_shown
from liangxin.enterprises.selectors.population import WHICH
from liangxin.enterprises.selectors.records import history_of, record_of
from liangxin.enterprises.services.figures import record_figures
from liangxin.enterprises.services.new import NewEnterprise
from liangxin.enterprises.services.records import EnterpriseChange, change_enterprise
from liangxin.enterprises.services.registration import register_enterprise
from liangxin.rulebook.selectors import industries_within

router = Router(tags=["enterprises"])
NOTHING = (0,)  # ids of no industry
CODE = Field("", max_length=40, pattern=r"^[0-9A-Za-z -]*$")


class CoverageNow(Schema):
    """The organisation that answers for it on the day."""

    organisation: Named
    mode: str
    since: date


class PlaceNow(Schema):
    """Where it mainly works on the day."""

    place: Named
    unit: str
    since: date


class ContactNow(Schema):
    """Who keeps contact with it; name: masked."""

    id: int
    user: int
    name: str
    since: date


class EnterpriseOut(Schema):
    """One enterprise as of the day asked for. members: null where not told; members_few: under 5."""

    id: int
    name: str
    short_name: str
    credit_code: str
    status: str
    ownership: str
    unit_category: str
    industry: Coded | None
    labels: list[Coded]
    place: PlaceNow | None
    coverage: CoverageNow | None
    contacts: list[ContactNow]
    staff: int | None
    members: int | None
    members_few: bool
    moved_in_on: date | None
    days: int | None
    is_overdue: bool
    needs_contact: bool


class EnterpriseFull(EnterpriseOut):
    """The whole record."""

    registered_address: str
    capital_text: str
    capital_amount: Decimal | None
    capital_currency: str
    legal_representative: str
    established_on: date | None
    business_scope: str
    description: str
    head_office: Named | None


class EnterpriseQuery(Schema):
    """As the list's filters. coverage: none, any or a mode; counted: as a number of the coverage page counts."""

    text: Name = ""
    place: Id | None = None
    organisation: Id | None = None
    industry: Code = ""
    label: list[Code] = Field([], max_length=50)
    group: LabelGroup | None = None
    ownership: list[Ownership] = Field([], max_length=10)
    category: list[UnitCategory] = Field([], max_length=10)
    status: list[EnterpriseStatus] = Field([], max_length=10)
    coverage: str = Field("", pattern="^(|none|any|" + "|".join(CoverageMode.values) + ")$")
    contact: str = Field("", pattern="^(|none|any)$")
    new: bool = False
    counted: str = Field("", pattern="^(|" + "|".join(WHICH) + ")$")
    day: Day | None = None


class EnterpriseIn(Schema):
    """What is known of it; what is left out of a change stays. industry, labels: codes; head_office: of a branch."""

    credit_code: str = CODE
    ownership: Ownership | None = None
    unit_category: UnitCategory | None = None
    industry: Code | None = None
    labels: list[Code] = Field([], max_length=50)
    registered_address: Line = ""
    capital_text: Name = Field("", max_length=100)
    legal_representative: Name = Field("", max_length=100)
    established_on: Day | None = None
    business_scope: Text = ""
    description: Text = ""
    head_office: Id | None = None


class EnterpriseChangeIn(EnterpriseIn):
    reason: Line = ""


class NewEnterpriseIn(EnterpriseIn):
    """One to register. place, moved_in: where it works since when; organisation, mode: who answers for it."""

    name: Name
    place: Id | None = None
    unit: Name = Field("", max_length=100)
    moved_in: Day | None = None
    organisation: Id | None = None
    mode: CoverageMode | None = None
    staff: Count | None = None
    members: Count | None = None
    young_staff: Count | None = None
    reason: Line = ""


class RegisteredOut(Schema):
    """enterprise: its id; or null, and pending: the id of the case that the node above decides."""

    enterprise: int | None
    pending: int | None


class FiguresIn(Schema):
    """Numbers of people on a day. source: where they come from."""

    staff: Count | None = None
    members: Count | None = None
    young_staff: Count | None = None
    as_of: Day
    source: Name = Field(max_length=100)


class LabelOut(Coded):
    group: str


def shape(actor: Any, row: Any) -> dict[str, Any]:
    """A line of the list as this reader may see it."""
    one, members = row.enterprise, members_shown(actor, row.enterprise)
    return {
        "id": one.pk, "name": one.node.name, "short_name": one.node.short_name, "credit_code": one.credit_code,
        "status": one.status, "ownership": one.ownership, "unit_category": one.unit_category,
        "industry": coded(one.industry), "labels": [coded(each) for each in row.labels],
        "place": {"place": named(row.spot.place), "unit": row.spot.unit, "since": row.spot.during.lower} if row.spot else None,
        "coverage": {
            "organisation": named(row.coverage.organisation), "mode": row.coverage.mode,
            "since": row.coverage.during.lower,
        } if row.coverage else None,
        "contacts": [
            {"id": each.pk, "user": each.user_id, "name": masked_name(each.user.display_name), "since": each.during.lower}
            for each in row.contacts
        ],
        "staff": one.staff_count, "members": members.value if members is not None else None,
        "members_few": members is not None and members.is_hidden,
        "moved_in_on": one.moved_in_on, "days": row.days, "is_overdue": row.is_overdue,
        "needs_contact": row.needs_contact,
    }  # fmt: skip


def full(actor: Any, one: Any, day: date) -> dict[str, Any]:
    """The record as this reader may see it."""
    [row] = rows_of([one], day=day)
    return shape(actor, row) | {
        "registered_address": one.registered_address, "capital_text": one.capital_text,
        "capital_amount": one.capital_amount, "capital_currency": one.capital_currency,
        "legal_representative": one.legal_representative, "established_on": one.established_on,
        "business_scope": one.business_scope, "description": one.description, "head_office": named(one.head_office),
    }  # fmt: skip


def asked_for(actor: Any, asked: EnterpriseQuery) -> EnterpriseFilter:
    """The filters as the register takes them."""
    wanted = asked.industry
    industries = tuple(industries_within(code=wanted).values_list("pk", flat=True)) or NOTHING if wanted else ()
    place = references.place(actor, asked.place)
    organisation = references.organisation(actor, asked.organisation)
    return EnterpriseFilter(
        day=asked.day or timezone.localdate(), text=asked.text, place=place.pk if place else None,
        organisation=organisation.pk if organisation else None, industries=industries, labels=tuple(asked.label),
        group=asked.group or "", ownership=tuple(asked.ownership), category=tuple(asked.category),
        status=tuple(asked.status), coverage=asked.coverage, contact=asked.contact, new=asked.new,
        counted=asked.counted,
    )  # fmt: skip


def facts_of(actor: Any, values: EnterpriseIn, *, sent_only: bool) -> dict[str, Any]:
    """What was sent as the register takes it."""
    names = set(EnterpriseIn.model_fields)
    given = {key: value for key, value in values.dict(exclude_unset=sent_only).items() if key in names}
    given |= filled({key: given[key] for key in given.keys() & {"ownership", "unit_category"}})
    for key, find in (
        ("industry", references.industry),
        ("labels", references.labels),
        ("head_office", lambda pk: references.enterprise(actor, pk, "head_office")),
    ):
        if key in given:
            given[key] = find(given[key])  # type: ignore[operator]
    return given


@router.get("", response={200: Page[EnterpriseOut], **READING}, summary="List enterprises", url_name="enterprise-list")
def enterprises(request: Any, asked: Query[EnterpriseQuery], paging: Query[Paging]) -> Any:
    require_somewhere(request.actor, Permission.ENTERPRISE_READ)
    wanted = asked_for(request.actor, asked)
    found = list_enterprises(actor=request.actor, asked=wanted)
    return page_of(
        found, paging, shape=partial(shape, request.actor), prepare=lambda some: rows_of(some, day=wanted.day)
    )


@router.get(
    "/labels", response={200: list[LabelOut], **READING}, summary="Labels of enterprises", url_name="enterprise-labels"
)
def labels(request: Any) -> Any:
    require_somewhere(request.actor, Permission.ENTERPRISE_READ)
    return [LabelOut(code=one.code, name=one.name, group=one.group) for one in list_labels()]


@router.get(
    "/{enterprise_id}", response={200: EnterpriseFull, **READING}, summary="One enterprise", url_name="enterprise"
)
def enterprise(request: Any, enterprise_id: Id, day: Day | None = None) -> Any:
    one = get_enterprise(actor=request.actor, enterprise_id=enterprise_id)
    return full(request.actor, one, day or timezone.localdate())


@router.post("", response={201: RegisteredOut, **WRITING}, summary="Register an enterprise", url_name="enterprise-new")
def register(request: Any, values: NewEnterpriseIn) -> Any:
    """Where its code is held beyond your reach, the node above decides: then `pending` is told."""
    actor, now = request.actor, timezone.now()
    figures = {kind: getattr(values, kind) for kind in ("staff", "members", "young_staff")}
    new = NewEnterprise(
        name=values.name, place=references.place(actor, values.place), unit=values.unit, moved_in=values.moved_in,
        organisation=references.responsible(actor, values.organisation), mode=values.mode or "",
        figures={kind: number for kind, number in figures.items() if number is not None},
        **facts_of(actor, values, sent_only=False),
    )  # fmt: skip
    made = register_enterprise(actor=actor, new=new, now=now, today=timezone.localdate(now), reason=values.reason)
    ids = {
        "enterprise": made.enterprise.pk if made.enterprise else None,
        "pending": made.pending.pk if made.pending else None,
    }
    return Status(201, ids)


@router.patch(
    "/{enterprise_id}",
    response={200: EnterpriseFull, **WRITING},
    summary="Correct or complete it",
    url_name="enterprise-change",
)
def change(request: Any, enterprise_id: Id, values: EnterpriseChangeIn) -> Any:
    actor = request.actor
    one = get_enterprise(actor=actor, enterprise_id=enterprise_id)
    wanted = EnterpriseChange.of(one, **facts_of(actor, values, sent_only=True))
    change_enterprise(actor=actor, enterprise=one, change=wanted, reason=values.reason)
    return full(actor, get_enterprise(actor=actor, enterprise_id=enterprise_id), timezone.localdate())


@router.post(
    "/{enterprise_id}/figures",
    response={204: None, **WRITING},
    summary="State numbers of people",
    url_name="enterprise-figures",
)
def figures(request: Any, enterprise_id: Id, values: FiguresIn) -> Any:
    one, now = get_enterprise(actor=request.actor, enterprise_id=enterprise_id), timezone.now()
    numbers = values.dict(include={"staff", "members", "young_staff"}, exclude_none=True)
    record_figures(
        actor=request.actor, enterprise=one, values=numbers, as_of=values.as_of, source=values.source, now=now,
        today=timezone.localdate(now),
    )  # fmt: skip
    return Status(204, None)


@router.get(
    "/{enterprise_id}/history",
    response={200: list[Changed], **READING},
    summary="What was changed, by whom and why",
    url_name="enterprise-history",
)
def history(request: Any, enterprise_id: Id) -> Any:
    one = get_enterprise(actor=request.actor, enterprise_id=enterprise_id)
    record = record_of(actor=request.actor, enterprise=one, day=timezone.localdate())
    return told(history_of(actor=request.actor, record=record))
