"""Organisations: the list, one, founding, changing, and the acts that are dated."""

from datetime import date
from functools import partial
from typing import Any

from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status
from pydantic import AwareDatetime

from liangxin.access.choices import Part
from liangxin.access.services.require import require_somewhere
from liangxin.api import references
from liangxin.api.paging import Page, Paging, page_of
from liangxin.api.words import (
    READING,
    WRITING,
    Changed,
    Code,
    Coded,
    Day,
    Effective,
    Id,
    Line,
    Name,
    Named,
    Short,
    Text,
    coded,
    filled,
    named,
    span,
    told,
)
from liangxin.core.names import masked_name
from liangxin.enterprises.services.founding import found_with_enterprises
from liangxin.organisations.choices import EstablishmentMode, Family, Strand, UnitRelation
from liangxin.organisations.permissions import Permission
from liangxin.organisations.selectors.histories import history_of
from liangxin.organisations.selectors.organisations import (
    OrganisationFilter,
    acts_of,
    get_act,
    get_organisation,
    list_organisations,
    list_types,
)
from liangxin.organisations.services import acts, endings
from liangxin.organisations.services.founding import NewOrganisation
from liangxin.organisations.services.organisations import OrganisationDetails, change_organisation
from liangxin.organisations.services.recording import Act

router = Router(tags=["organisations"])
LISTED = 50  # acts of one organisation, the latest


class OrganisationOut(Schema):
    """One organisation. until: first day on which it is no more; contact_name and the term are told to those who keep them."""

    id: int
    name: str
    short_name: str
    type: Coded
    family: str
    parent: Named | None
    strand: str
    establishment_mode: str
    unit_relation: str
    home_place: Named | None
    industry: Coded | None
    code: str
    telephone: str
    contact_name: str | None
    link_note: str
    is_overseas: bool
    is_public: bool
    since: date | None
    until: date | None
    term_ends_on: date | None


class OrganisationQuery(Schema):
    """As the list's filters. under: an organisation, place: a place, each with all below; closed: those that are no more."""

    text: Name = ""
    type: list[Code] = Field([], max_length=50)
    family: list[Family] = Field([], max_length=10)
    strand: list[Strand] = Field([], max_length=10)
    mode: list[EstablishmentMode] = Field([], max_length=10)
    under: Id | None = None
    place: Id | None = None
    tag: Id | None = None
    overseas: bool | None = None
    closed: bool = False


class OrganisationDetailsIn(Schema):
    """What may be corrected without an act; what is left out stays, null empties. industry: a code of GB/T 4754."""

    strand: Strand | None = None
    establishment_mode: EstablishmentMode | None = None
    unit_relation: UnitRelation | None = None
    home_place: Id | None = None
    industry: Code | None = None
    code: str = Field("", max_length=40, pattern=r"^[\w.-]*$")
    telephone: Short = ""
    contact_name: Name = Field("", max_length=100)
    link_note: Name = ""
    description: Text = ""
    is_overseas: bool = False
    country: Short = ""
    time_zone: Short = ""
    is_public: bool = True
    term_starts_on: Day | None = None
    term_ends_on: Day | None = None


class OrganisationChangeIn(OrganisationDetailsIn):
    reason: Line = ""


class NewOrganisationIn(OrganisationDetailsIn):
    """An organisation to found. parent: null for a root; enterprises: those that found it together."""

    name: Name
    short_name: Short = ""
    type: Code
    parent: Id | None = None
    effective: Day
    document_number: Name = Field("", max_length=100)
    reason: Line = ""
    enterprises: list[Id] = Field([], max_length=10)


class ActIn(Effective):
    """A dated act. document_number: of the paper that approves it."""

    document_number: Name = Field("", max_length=100)

    def act(self) -> Act:
        """As the register takes it."""
        return Act(effective=self.effective, reason=self.reason, document_number=self.document_number)


class RenamingIn(ActIn):
    name: Name
    short_name: Short | None = None


class MovingIn(ActIn):
    parent: Id | None


class TypeChangeIn(ActIn):
    """type: the code of what it becomes; name: its new name, or left out."""

    type: Code
    name: Name = ""
    establishment_mode: EstablishmentMode | None = None
    strand: Strand | None = None


class MergingIn(ActIn):
    into: Id


class WhyIn(Schema):
    reason: Line


class ActOut(Schema):
    """One act. kind: found, rename, move, merge, upgrade, convert, dissolve; undone_at: when it was taken back."""

    id: int
    kind: str
    organisation: int
    other: int | None
    effective_on: date
    document_number: str
    reason: str
    recorded_at: AwareDatetime
    undone_at: AwareDatetime | None


class TypeOut(Coded):
    """A type of organisation. holds_members: whether members have their home in it."""

    family: str
    level: str
    holds_members: bool


def shape(actor: Any, one: Any) -> dict[str, Any]:
    """An organisation as this reader may see it."""
    contact = masked_name(one.contact_name) if one.contact_name else ""
    return {
        "id": one.pk, "name": one.node.name, "short_name": one.node.short_name, "type": coded(one.type),
        "family": one.type.family, "parent": named(one.node.parent), "strand": one.strand,
        "establishment_mode": one.establishment_mode, "unit_relation": one.unit_relation,
        "home_place": named(one.home_place), "industry": coded(one.industry), "code": one.code,
        "telephone": one.telephone, "link_note": one.link_note, "is_overseas": one.is_overseas,
        "contact_name": contact if actor.may_somewhere(Permission.ORGANISATION_CHANGE) else None,
        "is_public": one.is_public, **span(one.node.during),
        "term_ends_on": one.term_ends_on if actor.may_somewhere(Permission.POST_MANAGE) else None,
    }  # fmt: skip


def act_shape(act: Any) -> dict[str, Any]:
    """An act as it is told."""
    return {
        "id": act.pk, "kind": act.kind, "organisation": act.organisation_id, "other": act.other_id,
        "effective_on": act.effective_on, "document_number": act.document_number, "reason": act.reason,
        "recorded_at": act.recorded_at, "undone_at": act.undone_at,
    }  # fmt: skip


def details_of(actor: Any, values: OrganisationDetailsIn, *, sent_only: bool) -> dict[str, Any]:
    """What was sent as the register takes it."""
    names = set(OrganisationDetailsIn.model_fields)
    given = {key: value for key, value in values.dict(exclude_unset=sent_only).items() if key in names}
    texts = {key for key in given if key not in ("home_place", "industry", "term_starts_on", "term_ends_on")}
    given |= filled({key: given[key] for key in texts})
    if "home_place" in given:
        given["home_place"] = references.place(actor, given["home_place"], "home_place")
    if "industry" in given:
        given["industry"] = references.industry(given["industry"])
    return given


@router.get(
    "", response={200: Page[OrganisationOut], **READING}, summary="List organisations", url_name="organisation-list"
)
def organisations(request: Any, asked: Query[OrganisationQuery], paging: Query[Paging]) -> Any:
    actor = request.actor
    require_somewhere(actor, Permission.ORGANISATION_READ)
    only = OrganisationFilter(
        text=asked.text, types=asked.type, families=asked.family, strands=asked.strand, modes=asked.mode,
        parent=references.path(references.organisation(actor, asked.under, "under")),
        place=references.path(references.place(actor, asked.place)), tag_id=asked.tag, overseas=asked.overseas,
        closed=asked.closed,
    )  # fmt: skip
    found = list_organisations(actor=actor, today=timezone.localdate(), only=only)
    return page_of(found, paging, shape=partial(shape, actor))


@router.get(
    "/types", response={200: list[TypeOut], **READING}, summary="Types of organisations", url_name="organisation-types"
)
def types(request: Any) -> Any:
    require_somewhere(request.actor, Permission.ORGANISATION_READ)
    return [
        TypeOut(code=one.code, name=one.name, family=one.family, level=one.level, holds_members=one.holds_members)
        for one in list_types()
    ]


@router.get(
    "/{organisation_id}",
    response={200: OrganisationOut, **READING},
    summary="One organisation",
    url_name="organisation",
)
def organisation(request: Any, organisation_id: Id) -> Any:
    return shape(request.actor, get_organisation(actor=request.actor, organisation_id=organisation_id))


@router.post(
    "", response={201: OrganisationOut, **WRITING}, summary="Found an organisation", url_name="organisation-new"
)
def found(request: Any, values: NewOrganisationIn) -> Any:
    actor = request.actor
    parent = references.organisation(actor, values.parent, "parent", Part.FULL)
    new = NewOrganisation(
        name=values.name, type=values.type, parent=parent, opened=values.effective, short_name=values.short_name,
        reason=values.reason, document_number=values.document_number, **details_of(actor, values, sent_only=False),
    )  # fmt: skip
    units = [references.enterprise(actor, one, "enterprises") for one in dict.fromkeys(values.enterprises)]
    made = found_with_enterprises(actor=actor, new=new, enterprises=units, now=timezone.now())
    return Status(201, shape(actor, made))


@router.patch(
    "/{organisation_id}",
    response={200: OrganisationOut, **WRITING},
    summary="Correct an organisation's details",
    url_name="organisation-change",
)
def change(request: Any, organisation_id: Id, values: OrganisationChangeIn) -> Any:
    actor = request.actor
    one = get_organisation(actor=actor, organisation_id=organisation_id)
    details = OrganisationDetails(**details_of(actor, values, sent_only=True))
    change_organisation(actor=actor, organisation=one, details=details, now=timezone.now(), reason=values.reason)
    return shape(actor, get_organisation(actor=actor, organisation_id=organisation_id))


@router.get(
    "/{organisation_id}/acts", response={200: list[ActOut], **READING}, summary="Its acts", url_name="organisation-acts"
)
def its_acts(request: Any, organisation_id: Id) -> Any:
    one = get_organisation(actor=request.actor, organisation_id=organisation_id, part=Part.FULL)
    return [act_shape(act) for act in acts_of(organisation=one)[:LISTED]]


@router.get(
    "/{organisation_id}/history",
    response={200: list[Changed], **READING},
    summary="What was changed, by whom and why",
    url_name="organisation-history",
)
def history(request: Any, organisation_id: Id) -> Any:
    one = get_organisation(actor=request.actor, organisation_id=organisation_id, part=Part.FULL)
    return told(history_of(organisation=one))


def _done(request: Any, organisation_id: int, service: Any, values: ActIn, **more: Any) -> Any:
    one = get_organisation(actor=request.actor, organisation_id=organisation_id)
    done = service(actor=request.actor, organisation=one, act=values.act(), now=timezone.now(), **more)
    return Status(201, act_shape(done))


@router.post(
    "/{organisation_id}/renaming",
    response={201: ActOut, **WRITING},
    summary="Rename it",
    url_name="organisation-rename",
)
def rename(request: Any, organisation_id: Id, values: RenamingIn) -> Any:
    return _done(
        request, organisation_id, acts.rename_organisation, values, name=values.name, short_name=values.short_name
    )


@router.post(
    "/{organisation_id}/move",
    response={201: ActOut, **WRITING},
    summary="Hang it, with all below, under another",
    url_name="organisation-move",
)
def move(request: Any, organisation_id: Id, values: MovingIn) -> Any:
    parent = references.organisation(request.actor, values.parent, "parent")
    return _done(request, organisation_id, acts.move_organisation, values, parent=parent)


@router.post(
    "/{organisation_id}/type",
    response={201: ActOut, **WRITING},
    summary="Upgrade or convert it",
    url_name="organisation-type",
)
def change_type(request: Any, organisation_id: Id, values: TypeChangeIn) -> Any:
    more = {"type": values.type, "name": values.name, "establishment_mode": values.establishment_mode}
    return _done(request, organisation_id, acts.change_type, values, strand=values.strand, **more)


@router.post(
    "/{organisation_id}/merger",
    response={201: ActOut, **WRITING},
    summary="Let another take it over",
    url_name="organisation-merge",
)
def merge(request: Any, organisation_id: Id, values: MergingIn) -> Any:
    into = references.organisation(request.actor, values.into, "into")
    return _done(request, organisation_id, endings.merge_organisation, values, into=into)


@router.post(
    "/{organisation_id}/dissolution",
    response={201: ActOut, **WRITING},
    summary="Dissolve it",
    url_name="organisation-dissolve",
)
def dissolve(request: Any, organisation_id: Id, values: ActIn) -> Any:
    return _done(request, organisation_id, endings.dissolve_organisation, values)


@router.post(
    "/acts/{act_id}/taking-back",
    response={204: None, **WRITING},
    summary="Take its last act back",
    url_name="organisation-take-back",
)
def take_back(request: Any, act_id: Id, values: WhyIn) -> Any:
    act = get_act(actor=request.actor, act_id=act_id)
    endings.take_back_act(actor=request.actor, act=act, reason=values.reason, now=timezone.now())
    return Status(204, None)
