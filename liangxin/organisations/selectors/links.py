"""Leads, alliances, recognitions, tags."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.core.errors import NotFound
from liangxin.organisations.choices import Family
from liangxin.organisations.models import AllianceMember, Organisation, OrganisationLead, Recognition, Tag, TagLink
from liangxin.organisations.selectors.organisations import reached
from liangxin.trees.selectors import ancestor_ids


def leads_of(*, organisation: Organisation, day: date) -> "QuerySet[OrganisationLead]":
    """Who leads or guides the organisation besides its parent on a day."""
    return (
        OrganisationLead.objects.filter(organisation=organisation, during__contains=day)
        .select_related("lead__node", "lead__type")
        .order_by("kind", "id")
    )


def led_by(*, actor: Actor, lead: Organisation, day: date) -> "QuerySet[OrganisationLead]":
    """Whom the organisation leads or guides besides its own tree, of what the actor reaches."""
    return (
        OrganisationLead.objects.filter(lead=lead, during__contains=day, organisation__in=reached(actor=actor))
        .select_related("organisation__node", "organisation__type")
        .order_by("organisation__node__sort_key", "id")
    )


def get_lead(*, actor: Actor, lead_id: int) -> OrganisationLead:
    """One relation, of an organisation the actor fully reaches. Raises NotFound."""
    found = (
        OrganisationLead.objects.filter(pk=lead_id, organisation__in=reached(actor=actor, part=Part.FULL))
        .select_related("organisation__node", "lead__node")
        .first()
    )
    if found is None:
        raise NotFound()
    return found


def alliance_members(*, alliance: Organisation, day: date) -> "QuerySet[AllianceMember]":
    """The members of an alliance on a day, by name. For those who reach the alliance: membership is public among them."""
    return (
        AllianceMember.objects.filter(alliance=alliance, during__contains=day)
        .select_related("node")
        .order_by("node__sort_key", "id")
    )


def get_alliance_member(*, actor: Actor, member_id: int) -> AllianceMember:
    """One membership in an alliance the actor fully reaches. Raises NotFound."""
    found = (
        AllianceMember.objects.filter(pk=member_id, alliance__in=reached(actor=actor, part=Part.FULL))
        .select_related("alliance__node", "alliance__type", "node")
        .first()
    )
    if found is None:
        raise NotFound()
    return found


def alliances_of(*, node_id: int, day: date) -> "QuerySet[Organisation]":
    """The alliances that an organisation or enterprise belongs to on a day."""
    memberships = AllianceMember.objects.filter(node_id=node_id, during__contains=day)
    return (
        Organisation.objects.filter(pk__in=memberships.values("alliance_id"))
        .select_related("node", "type")
        .order_by("node__sort_key", "pk")
    )


def list_alliances(*, actor: Actor, today: date) -> "QuerySet[Organisation]":
    """The alliances the actor reaches, with `size`: their members today."""
    return (
        reached(actor=actor)
        .filter(type__family=Family.ALLIANCE, node__during__contains=today)
        .annotate(size=Count("alliance_members", filter=Q(alliance_members__during__contains=today)))
        .select_related("node", "type")
        .order_by("node__sort_key", "pk")
    )


def recognitions_of(*, node_id: int) -> "QuerySet[Recognition]":
    """The titles awarded to a place, station, organisation or enterprise, newest first."""
    return Recognition.objects.filter(node_id=node_id).order_by("-awarded_on", "-id")


def tags_of(*, node_id: int) -> "QuerySet[Tag]":
    """The tags on a place, station, organisation or enterprise."""
    return Tag.objects.filter(pk__in=TagLink.objects.filter(node_id=node_id).values("tag_id")).order_by(
        "position", "id"
    )


def tag_links_of(*, node_id: int) -> "QuerySet[TagLink]":
    """The links by which a record carries its tags, for its history."""
    return TagLink.objects.filter(node_id=node_id).select_related("tag").order_by("pk")


def tagged_ids(*, tag_id: int) -> "QuerySet[TagLink, int]":
    """The node ids that carry a tag, as a subquery: `records.filter(pk__in=tagged_ids(...))`."""
    return TagLink.objects.filter(tag_id=tag_id).values_list("node_id", flat=True)


def list_tags(*, paths: Sequence[str] = ()) -> "QuerySet[Tag]":
    """The tags of the installation and of the areas above or at these nodes' paths; all, where none is given."""
    tags = Tag.objects.select_related("area").order_by("group", "position", "id")
    if not paths:
        return tags
    ids = {node_id for path in paths for node_id in ancestor_ids(path)}
    return tags.filter(Q(area=None) | Q(area__in=ids))
