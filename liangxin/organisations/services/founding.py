"""Founding organisations, one or many under the same rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from django.db import transaction
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.accounts.selectors import get_user
from liangxin.core import audit
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import RuleBroken
from liangxin.core.events import publish_many
from liangxin.core.names import normalised
from liangxin.organisations.choices import ActKind
from liangxin.organisations.events import OrganisationFounded
from liangxin.organisations.models import Organisation, OrganisationAct, OrganisationType, OrganisationTypeSpan
from liangxin.organisations.permissions import Permission
from liangxin.organisations.rules import MOST_NEW_AT_ONCE
from liangxin.organisations.selectors.advice import term_end
from liangxin.organisations.services import recording
from liangxin.search.services.entries import forget
from liangxin.trees.choices import NodeKind
from liangxin.trees.models import Node
from liangxin.trees.services.nodes import NewNode, create_nodes

if TYPE_CHECKING:
    from liangxin.places.models import Place
    from liangxin.rulebook.models import Industry


class CodeTaken(RuleBroken):
    code, field, message = "organisations.code_taken", "code", _("这个组织代码已被使用，请核对。")


class OverseasNeedsCountry(RuleBroken):
    code, field, message = "organisations.overseas_needs_country", "country", _("境外组织须填所在国家或地区。")


class TimeZoneUnknown(RuleBroken):
    code, field, message = (
        "organisations.time_zone_unknown",
        "time_zone",
        _("没有“{time_zone}”这个时区，请从列表里选，例如 Europe/Minsk。"),
    )


class TermEndsBeforeStart(RuleBroken):
    code, field, message = "organisations.term_ends_before_start", "term_ends_on", _("任期截止早于开始，请改日期。")


class TooManyAtOnce(RuleBroken):
    code, field, message = "organisations.too_many_at_once", "", _("一次最多成立 {most} 个组织，请分批。")


class StillInUse(RuleBroken):
    code, field, message = (
        "organisations.still_in_use",
        "",
        _("“{name}”已被其他记录使用，不能删除。可改为撤销该组织。"),
    )


@dataclass(frozen=True, kw_only=True)
class NewOrganisation:
    """What an organisation is founded with.

    type: a type's code. opened: the first day. term_ends_on: the last day; without it the rulebook's term is taken.
    stated_head, units: what a roster says of the secretary and the units it belongs to.
    """

    name: str
    type: str
    parent: Organisation | None
    opened: date
    short_name: str = ""
    strand: str = ""
    establishment_mode: str = ""
    unit_relation: str = ""
    home_place: "Place | None" = None
    industry: "Industry | None" = None
    code: str = ""
    is_overseas: bool = False
    country: str = ""
    time_zone: str = ""
    telephone: str = ""
    contact_name: str = ""
    stated_head: str = ""
    units: Sequence[Mapping[str, str]] = ()
    link_note: str = ""
    description: str = ""
    is_public: bool = True
    term_starts_on: date | None = None
    term_ends_on: date | None = None
    reason: str = ""
    document_number: str = ""


@transaction.atomic
def found_organisation(*, actor: Actor, new: NewOrganisation, now: datetime) -> Organisation:
    """Found one organisation below its parent, or as a root.

    Raises NotAllowed, NotFound, BackdatingNotAllowed, TypeUnknown, TypeNotAllowedHere, TypeIsNoRoot, ParentNotThere,
    NameMissing, NameTaken, CodeTaken, OverseasNeedsCountry, TimeZoneUnknown, TermEndsBeforeStart.
    Publishes OrganisationFounded.
    """
    return found_organisations(actor=actor, news=[new], now=now)[0]


@transaction.atomic
def found_organisations(*, actor: Actor, news: Sequence[NewOrganisation], now: datetime) -> list[Organisation]:
    """Found many at once under the same rules; parents must exist already. All or none. Raises as found_organisation."""
    if len(news) > MOST_NEW_AT_ONCE:
        raise TooManyAtOnce(most=MOST_NEW_AT_ONCE)
    parents = _parents(news)
    types = {each.code: each for each in OrganisationType.objects.prefetch_related("children")}
    children = {(each.pk, child.pk) for each in types.values() for child in each.children.all()}
    _check_rights(actor, news, parents, now)
    for new in news:
        _check(new, parents, types, children)
    _check_names(news)
    nodes = create_nodes(news=[_node(new, parents) for new in news], now=now)
    with constraint_as(CodeTaken(), name="organisations_code_once"):
        organisations = Organisation.objects.bulk_create(
            [_organisation(new, node, types[new.type]) for new, node in zip(news, nodes, strict=True)],
            batch_size=2_000,
        )
    _store_spans_and_acts(actor, news, organisations, now)
    recording.make_findable(organisations)
    publish_many([OrganisationFounded(organisation_id=each.pk) for each in organisations])
    return organisations


@transaction.atomic
def remove_organisation(*, actor: Actor, organisation: Organisation, now: datetime, reason: str) -> None:
    """Take back a founding that was a mistake, while nothing depends on it; the audit log keeps that it was there.

    Raises NotAllowed, NotFound, StillInUse.
    """
    require(actor, Permission.ORGANISATION_RESTRUCTURE, scope=organisation)
    [organisation] = recording.locked(organisation)
    name, node = organisation.node.name, organisation.node
    if organisation.acts.exclude(kind=ActKind.FOUND).exists():
        raise StillInUse(name=name)
    organisation_id = organisation.pk
    try:
        with transaction.atomic():
            organisation.acts.all().delete()
            organisation.posts.all().delete()
            organisation.delete()
            node.delete()
    except ProtectedError as error:
        raise StillInUse(name=name) from error
    forget(kind="organisation", object_ids=[organisation_id])
    audit.record(
        action="organisations.removed", now=now, acting_as=actor.acting_as, object_kind="organisation",
        object_id=organisation_id, object_label=name, reason=reason,
        user=get_user(user_id=actor.user_id) if actor.user_id is not None else None,
    )  # fmt: skip


def _parents(news: Sequence[NewOrganisation]) -> dict[int, Organisation]:
    ids = sorted({new.parent.pk for new in news if new.parent is not None})
    rows = (
        Organisation.objects.filter(pk__in=ids)
        .order_by("pk")
        .select_related("node", "type")
        .select_for_update(of=("self",), no_key=True)
    )
    return {row.pk: row for row in rows}


def _check_rights(
    actor: Actor, news: Sequence[NewOrganisation], parents: dict[int, Organisation], now: datetime
) -> None:
    earliest: dict[int | None, date] = {}
    for new in news:
        key = new.parent.pk if new.parent is not None else None
        earliest[key] = min(earliest.get(key, new.opened), new.opened)
    for key, opened in earliest.items():
        parent = parents[key] if key is not None else None
        require(actor, Permission.ORGANISATION_FOUND, scope=parent)
        recording.check_day(actor, parent, opened, now)


def _check(
    new: NewOrganisation, parents: dict[int, Organisation], types: dict[str, OrganisationType],
    children: set[tuple[int, int]],
) -> None:  # fmt: skip
    type_ = types.get(new.type)
    if type_ is None:
        raise recording.TypeUnknown(type=new.type)
    if not normalised(new.name):
        raise recording.NameMissing()
    if new.parent is None:
        recording.check_type_below(type_, None)
    else:
        parent = parents[new.parent.pk]
        if (parent.type_id, type_.pk) not in children:
            raise recording.TypeNotAllowedHere(parent=parent.type.name, type=type_.name)
        recording.check_parent_there(parent, new.opened)
    check_details(new)


def check_details(new: NewOrganisation) -> None:
    """Raises OverseasNeedsCountry, TimeZoneUnknown, TermEndsBeforeStart."""
    if new.is_overseas and not new.country:
        raise OverseasNeedsCountry()
    if new.time_zone and new.time_zone not in available_timezones():
        raise TimeZoneUnknown(time_zone=new.time_zone)
    if new.term_starts_on and new.term_ends_on and new.term_ends_on < new.term_starts_on:
        raise TermEndsBeforeStart()


def _check_names(news: Sequence[NewOrganisation]) -> None:
    """No two living siblings of one name. The parents are locked, so two at once cannot both pass."""
    wanted: set[tuple[int | None, str]] = set()
    for new in news:
        key = (new.parent.pk if new.parent is not None else None, normalised(new.name))
        if key in wanted:
            raise recording.NameTaken(name=key[1])
        wanted.add(key)
    siblings = Node.objects.filter(
        kind=NodeKind.ORGANISATION, during__upper_inf=True, name__in={name for _key, name in wanted}
    ).values_list("parent_id", "name")
    for key in siblings:
        if key in wanted:
            raise recording.NameTaken(name=key[1])


def _node(new: NewOrganisation, parents: dict[int, Organisation]) -> NewNode:
    return NewNode(
        kind=NodeKind.ORGANISATION,
        name=normalised(new.name),
        short_name=normalised(new.short_name),
        opened=new.opened,
        parent=parents[new.parent.pk].node if new.parent is not None else None,
    )


def _organisation(new: NewOrganisation, node: Node, type_: OrganisationType) -> Organisation:
    ends = new.term_ends_on
    if ends is None and new.term_starts_on is not None:
        ends = term_end(level=type_.level, start=new.term_starts_on)
    return Organisation(
        node=node, type=type_, strand=new.strand, establishment_mode=new.establishment_mode,
        unit_relation=new.unit_relation, home_place=new.home_place, industry=new.industry, code=new.code,
        is_overseas=new.is_overseas, country=new.country, time_zone=new.time_zone, telephone=new.telephone,
        contact_name=new.contact_name, stated_head=new.stated_head, units=list(new.units), link_note=new.link_note, description=new.description,
        is_public=new.is_public and not new.is_overseas, term_starts_on=new.term_starts_on,
        term_ends_on=ends,
    )  # fmt: skip


def _store_spans_and_acts(
    actor: Actor, news: Sequence[NewOrganisation], organisations: Sequence[Organisation], now: datetime
) -> None:
    OrganisationTypeSpan.objects.bulk_create(
        [
            OrganisationTypeSpan(
                organisation=each, type=each.type, strand=each.strand, establishment_mode=each.establishment_mode,
                during=DateRange(new.opened, None),
            )
            for new, each in zip(news, organisations, strict=True)
        ],
        batch_size=2_000,
    )  # fmt: skip
    OrganisationAct.objects.bulk_create(
        [
            OrganisationAct(
                organisation=each, kind=ActKind.FOUND, effective_on=new.opened, reason=new.reason,
                document_number=new.document_number, recorded_at=now, recorded_by_id=actor.user_id,
                acting_as=actor.acting_as,
                facts={"name": each.node.name, "type": each.type.code, "parent": each.node.parent_id},
            )
            for new, each in zip(news, organisations, strict=True)
        ],
        batch_size=2_000,
    )  # fmt: skip
