"""Reading memberships; every read is scoped by the actor."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor, Part
from liangxin.access.reach import visible
from liangxin.core.errors import NotFound
from liangxin.members.choices import DeclarationState, MembershipStatus
from liangxin.members.models import Declaration, HomeSpan, LinkedOrganisation, Membership
from liangxin.members.permissions import Permission
from liangxin.people.selectors import named_like
from liangxin.trees.selectors import ancestor_ids, below

if TYPE_CHECKING:
    from liangxin.accounts.models import User
    from liangxin.people.models import Person

BROAD = 2  # levels of places, from the root down, that hold many members
RELATED = ("person__works_at", "home__node", "located_at__node")


@dataclass(frozen=True, kw_only=True)
class MemberFilter:
    """What a list of members is narrowed by; empty values narrow nothing.

    under: the path of an organisation's node. place: the path of a place's node, by location. elsewhere: located
    members whose home is in another place or outside the house (#087). last4: of the identity number.
    """

    text: str = ""
    under: str = ""
    place: str = ""
    category: str = ""
    status: str = ""
    position_level: str = ""
    key_staff: bool = False
    elsewhere: bool = False
    outside: bool = False
    no_account: bool = False
    incomplete: bool = False
    last4: str = ""
    ended: bool = False


def list_memberships(
    *, actor: Actor, narrowed: MemberFilter | None = None, part: Part = Part.FULL
) -> QuerySet[Membership]:
    """Memberships the actor reaches at least to `part`, by the person's name in pinyin."""
    found = visible(actor, Membership.objects.all(), Permission.MEMBERSHIP_READ, part=part)
    found = _narrowed(found, narrowed or MemberFilter())
    return found.select_related(*RELATED).order_by("person__sort_key", "id")


def list_linked(*, actor: Actor) -> QuerySet[LinkedOrganisation]:
    """Current links to organisations within the actor's reach: of these members only name and post are shown."""
    links = LinkedOrganisation.objects.filter(actor.reach.covers("organisation__node"), during__upper_inf=True)
    if actor.anchor != Anchor.ORGANISATION or Permission.MEMBERSHIP_READ not in actor.permissions:
        links = links.none()  # else the link itself is the way to the member's name and post (reach.linked)
    return links.select_related("membership__person", "organisation__node").order_by(
        "membership__person__sort_key", "id"
    )


def get_membership(*, actor: Actor, membership_id: int, part: Part = Part.FULL) -> Membership:
    """The membership. Raises NotFound."""
    found = visible(
        actor, Membership.objects.filter(pk=membership_id), Permission.MEMBERSHIP_READ, part=part
    ).select_related("person__keeper", "person__user", *RELATED)
    membership = found.first()
    if membership is None:
        raise NotFound()
    return membership


def membership_of(*, actor: Actor, person: "Person") -> Membership | None:
    """The person's membership where the actor fully reaches it, else None: nothing tells "none" from "not yours"."""
    found = visible(actor, Membership.objects.filter(person=person), Permission.MEMBERSHIP_READ)
    return found.select_related(*RELATED).first()


def own_membership(*, user: "User") -> Membership | None:
    """The membership of the person linked to this account, or None."""
    return Membership.objects.filter(person__user=user).select_related(*RELATED).first()


def homes_of(*, membership: Membership) -> QuerySet[HomeSpan]:
    """The home organisations of a membership already reached, the newest first."""
    return membership.homes.select_related("organisation__node").order_by("-during")


def links_of(*, membership: Membership) -> QuerySet[LinkedOrganisation]:
    """The linked organisations of a membership already reached, current ones first."""
    return membership.links.select_related("organisation__node").order_by("-during")


def get_link(*, actor: Actor, link_id: int) -> LinkedOrganisation:
    """A link of a membership the actor fully reaches. Raises NotFound."""
    reached = visible(actor, Membership.objects.all(), Permission.MEMBERSHIP_READ)
    link = (
        LinkedOrganisation.objects.filter(pk=link_id, membership__in=reached.values("pk"))
        .select_related("membership", "organisation__node")
        .first()
    )
    if link is None:
        raise NotFound()
    return link


def list_declarations(*, actor: Actor, waiting: bool = True) -> QuerySet[Declaration]:
    """Declarations the actor may read, the oldest first."""
    found = visible(actor, Declaration.objects.all(), Permission.MEMBERSHIP_READ)
    if waiting:
        found = found.filter(state__in=[DeclarationState.WAITING, DeclarationState.FORWARDED])
    return found.select_related("organisation__node", "user").order_by("declared_at", "id")


def get_declaration(*, actor: Actor, declaration_id: int) -> Declaration:
    """The declaration. Raises NotFound."""
    found = list_declarations(actor=actor, waiting=False).filter(pk=declaration_id).first()
    if found is None:
        raise NotFound()
    return found


def home_on(*, membership: Membership, day: date) -> HomeSpan | None:
    """The home of a membership already reached on a day."""
    return membership.homes.filter(during__contains=day).select_related("organisation__node").first()


def _narrowed(found: QuerySet[Membership], by: MemberFilter) -> QuerySet[Membership]:
    if by.status:
        found = found.filter(status=by.status)
    elif not by.ended:
        found = found.exclude(status=MembershipStatus.ENDED)
    if by.text.strip():
        found = found.filter(person__in=named_like(by.text))
    if by.under:
        found = found.filter(below(by.under, field="home__node"))
    if by.place:
        found = found.filter(at_place(by.place))
    for field, value in {
        "category": by.category, "person__position_level": by.position_level, "person__identity_last4": by.last4.upper(),
    }.items():  # fmt: skip
        if value:
            found = found.filter(**{field: value})
    for wanted, condition in (
        (by.key_staff, Q(person__is_key_staff=True)),
        (by.outside, Q(home=None)),
        (by.elsewhere, Q(located_at__isnull=False)),
        (by.no_account, Q(person__user=None)),
        (by.incomplete, INCOMPLETE),
    ):
        if wanted:
            found = found.filter(condition)
    return found


INCOMPLETE = Q(person__identity_index="") | Q(person__phone_index="") | Q(joined_on=None)


def at_place(path: str) -> Q:
    """Located at the place or below it: as stated, else where the home organisation has its place (R-MEM-04).

    In a region or an area many are, and the list is read in its order until a page is full; in a building few are, and
    each of the two sets is looked up by its own index.
    """
    stated, by_home = below(path, field="located_at"), below(path, field="home__home_place") & Q(located_at=None)
    if len(ancestor_ids(path)) <= BROAD:
        return stated | by_home
    either = (Membership.objects.filter(each).values("pk") for each in (stated, by_home))
    return Q(pk__in=next(either).union(next(either), all=True))
