"""Organisations: one, a list, the public ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor, Part
from liangxin.access.reach import visible
from liangxin.core.errors import NotFound
from liangxin.organisations.models import (
    Organisation,
    OrganisationAct,
    OrganisationLead,
    OrganisationType,
    PostKind,
    TagLink,
)
from liangxin.organisations.permissions import Permission
from liangxin.search.selectors import matching_ids
from liangxin.trees.choices import NodeKind
from liangxin.trees.selectors import below

MOST_CHOICES = 12  # shown by a picker
MOST_BESIDE = 200  # bodies led besides the own tree, shown at its top


@dataclass(frozen=True, kw_only=True)
class OrganisationFilter:
    """What a list is narrowed by; empty means not at all. place, parent: a node's path; term_until: a last day."""

    text: str = ""
    types: Sequence[str] = ()
    families: Sequence[str] = ()
    strands: Sequence[str] = ()
    modes: Sequence[str] = ()
    place: str = ""
    parent: str = ""
    industry_id: int | None = None
    tag_id: int | None = None
    overseas: bool | None = None
    term_until: date | None = None
    closed: bool = False


def reached(*, actor: Actor, part: Part = Part.BASIC) -> "QuerySet[Organisation]":
    """All organisations the actor may know of, past ones included; unordered."""
    return visible(actor, Organisation.objects.all(), Permission.ORGANISATION_READ, part=part)


def list_organisations(
    *, actor: Actor, today: date, only: OrganisationFilter | None = None, part: Part = Part.BASIC
) -> "QuerySet[Organisation]":
    """The organisations the actor reaches that exist today (or, with `only.closed`, no longer), by name."""
    only = only or OrganisationFilter()
    found = reached(actor=actor, part=part)
    found = (
        found.filter(node__during__endswith__lte=today) if only.closed else found.filter(node__during__contains=today)
    )
    found = found.filter(_condition(only), node__kind=NodeKind.ORGANISATION)  # its kind lets the sorted index serve
    related = ("node", "node__parent", "type", "home_place", "home_place__node", "industry")
    return found.select_related(*related).order_by("node__sort_key", "pk")


def _condition(only: OrganisationFilter) -> Q:
    condition = Q()
    exact = {
        "type__code__in": only.types, "type__family__in": only.families, "strand__in": only.strands,
        "establishment_mode__in": only.modes,
    }  # fmt: skip
    for field, values in exact.items():
        if values:
            condition &= Q(**{field: list(values)})
    if only.text:
        condition &= Q(pk__in=matching_ids(kind="organisation", text=only.text))
    if only.place:
        condition &= below(only.place, field="home_place")
    if only.parent:
        condition &= below(only.parent, field="node")
    if only.industry_id is not None:
        condition &= Q(industry_id=only.industry_id)
    if only.tag_id is not None:
        condition &= Q(pk__in=TagLink.objects.filter(tag_id=only.tag_id).values("node_id"))
    if only.overseas is not None:
        condition &= Q(is_overseas=only.overseas)
    if only.term_until is not None:
        condition &= Q(term_ends_on__lte=only.term_until)
    return condition


def get_organisation(*, actor: Actor, organisation_id: int, part: Part = Part.BASIC) -> Organisation:
    """The organisation, where the actor reaches at least `part` of it. Raises NotFound."""
    found = (
        reached(actor=actor, part=part)
        .filter(pk=organisation_id)
        .select_related("node", "node__parent", "type", "home_place__node", "industry")
        .first()
    )
    if found is None:
        raise NotFound()
    return found


def organisations_by_id(*, actor: Actor, ids: Iterable[int], part: Part = Part.BASIC) -> dict[int, Organisation]:
    """Those of the organisations (at most 500) that the actor reaches."""
    found = reached(actor=actor, part=part).filter(pk__in=list(ids)[:500]).select_related("node", "type")
    return {each.pk: each for each in found}


def _choosable(*, actor: Actor, today: date) -> "QuerySet[Organisation]":
    """What may be named as a co-lead or partner: what the actor reaches, and what is public anyway."""
    reachable = reached(actor=actor).values("pk")
    public = Q(is_public=True, is_overseas=False)
    return Organisation.objects.filter(public | Q(pk__in=reachable), node__during__contains=today).select_related(
        "node", "node__parent", "type"
    )


def choose_organisations(*, actor: Actor, text: str, today: date) -> "list[Organisation]":
    """For pickers of co-leads and partners: at most MOST_CHOICES that `text` finds, by name."""
    found = _choosable(actor=actor, today=today)
    if text:
        found = found.filter(pk__in=matching_ids(kind="organisation", text=text))
    return list(found.order_by("node__sort_key", "pk")[:MOST_CHOICES])


def get_choice(*, actor: Actor, organisation_id: int, today: date) -> Organisation | None:
    """The organisation, where it may be named as a co-lead or partner."""
    return _choosable(actor=actor, today=today).filter(pk=organisation_id).first()


def list_public(*, today: date, place: str = "") -> "QuerySet[Organisation]":
    """What visitors may know of: public party bodies of today, none abroad; place: a node's path."""
    found = Organisation.objects.filter(is_public=True, is_overseas=False, node__during__contains=today)
    if place:
        found = found.filter(below(place, field="home_place"))
    return found.select_related("node", "type", "home_place__node").order_by("node__sort_key", "pk")


def get_public(*, slug: str, today: date) -> Organisation:
    """The public organisation with this address. Raises NotFound."""
    found = list_public(today=today).filter(node__slug=slug).first()
    if found is None:
        raise NotFound()
    return found


def children_of(*, actor: Actor, parent_id: int | None, today: date) -> "QuerySet[Any]":
    """The organisations directly below `parent_id` (None: the tops of what the actor reaches), with `has_below`."""
    mine = reached(actor=actor).filter(node__during__contains=today)
    if parent_id is not None:
        found = mine.filter(node__parent_id=parent_id)
    elif actor.anchor == Anchor.ORGANISATION:  # the grant's own node, and whom its tree leads besides
        led = OrganisationLead.objects.filter(actor.reach.covers("lead__node"), during__upper_inf=True)
        beside = led.exclude(actor.reach.covers("organisation__node")).values_list("organisation_id", flat=True)
        found = mine.filter(pk__in=[actor.node_id, *beside[:MOST_BESIDE]])
    else:
        found = mine.filter(~Exists(mine.filter(pk=OuterRef("node__parent_id"))))
    lower = Organisation.objects.filter(node__parent_id=OuterRef("pk"), node__during__contains=today)
    return (
        found.annotate(has_below=Exists(lower))
        .select_related("node", "type")
        .order_by("type__position", "node__sort_key", "pk")
    )


def acts_of(*, organisation: Organisation) -> "QuerySet[OrganisationAct]":
    """The acts of an organisation and those that merged others into it, newest first; those taken back are marked."""
    return (
        OrganisationAct.objects.filter(Q(organisation=organisation) | Q(other=organisation, kind="merge"))
        .select_related("organisation__node", "other__node", "recorded_by", "undone_by")
        .order_by("-effective_on", "-id")
    )


def get_act(*, actor: Actor, act_id: int) -> OrganisationAct:
    """One act of an organisation that the actor reaches fully. Raises NotFound."""
    act = (
        OrganisationAct.objects.filter(pk=act_id, organisation__in=reached(actor=actor, part=Part.FULL))
        .select_related("organisation__node")
        .first()
    )
    if act is None:
        raise NotFound()
    return act


def last_act(*, organisation: Organisation) -> OrganisationAct | None:
    """The last act that still holds: the one that may be taken back."""
    return organisation.acts.filter(undone_at=None).order_by("-effective_on", "-id").first()


def list_types() -> "QuerySet[OrganisationType]":
    """All types in their order, with how many organisations are of each."""
    return OrganisationType.objects.prefetch_related("children").order_by("position", "id")


def get_type(*, code: str) -> OrganisationType:
    """The type. Raises NotFound."""
    found = OrganisationType.objects.filter(code=code).first()
    if found is None:
        raise NotFound()
    return found


def types_below(*, parent: Organisation | None) -> "QuerySet[OrganisationType]":
    """The types that may stand below `parent`, or as a root."""
    types = (
        OrganisationType.objects.filter(parents=parent.type_id)
        if parent
        else OrganisationType.objects.filter(may_be_root=True)
    )
    return types.order_by("position", "id")


def types_instead_of(*, organisation: Organisation) -> "QuerySet[OrganisationType]":
    """What the organisation may be turned into where it stands."""
    parent = Organisation.objects.filter(pk=organisation.node.parent_id).first()
    return types_below(parent=parent).exclude(pk=organisation.type_id)


def list_post_kinds(*, family: str) -> "QuerySet[PostKind]":
    """The kinds of posts of a family of bodies, in their order."""
    return PostKind.objects.filter(family=family).order_by("position", "id")


def count_by_type(*, actor: Actor, today: date) -> dict[str, int]:
    """How many organisations of each type (code) the actor reaches today."""
    rows = reached(actor=actor).filter(node__during__contains=today).values("type__code").annotate(count=Count("pk"))
    return {row["type__code"]: row["count"] for row in rows.order_by("type__code")}


def organisation_model() -> type[Organisation]:
    """The model itself, for a higher room that adds a way to an organisation's record."""
    return Organisation
