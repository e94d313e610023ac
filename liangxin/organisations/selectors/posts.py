"""Posts: who holds what, what is vacant, whose term ends, who holds several."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Lower, Upper

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.core.errors import NotFound
from liangxin.organisations.models import Organisation, Post, PostHolding
from liangxin.organisations.rules import TERM_WARNING
from liangxin.organisations.selectors.organisations import reached


@dataclass(frozen=True)
class PostOnDay:
    """A post with who holds it on a day; vacant_since: the first vacant day, where nobody does."""

    post: Post
    holding: PostHolding | None
    vacant_since: date | None

    @property
    def name(self) -> str:
        return self.post.title or self.post.kind.name


def posts_of(*, organisation: Organisation, day: date) -> Sequence[PostOnDay]:
    """The posts of an organisation on a day, in the order of their kinds."""
    posts = (
        Post.objects.filter(organisation=organisation, during__contains=day)
        .select_related("kind")
        .order_by("kind__position", "id")
    )
    holdings = (
        PostHolding.objects.filter(post__in=posts.order_by(), during__startswith__lte=day)
        .select_related("person", "home_unit")
        .order_by("post_id", "during")
    )
    latest: dict[int, PostHolding] = {}
    for holding in holdings:
        latest[holding.post_id] = holding
    return [_on_day(post, latest.get(post.pk), day) for post in posts]


def _on_day(post: Post, holding: PostHolding | None, day: date) -> PostOnDay:
    if holding is None:
        return PostOnDay(post, None, post.during.lower)
    if holding.during.upper is not None and holding.during.upper <= day:
        return PostOnDay(post, None, holding.during.upper)
    return PostOnDay(post, holding, None)


def heads_of(*, organisation_ids: Sequence[int], day: date) -> dict[int, PostHolding]:
    """Who heads each of these organisations (at most 500) on a day."""
    holdings = (
        PostHolding.objects.filter(
            post__organisation__in=list(organisation_ids)[:500], post__kind__is_head=True, during__contains=day
        )
        .select_related("person", "post")
        .order_by("post__organisation_id", "-id")
    )
    return {holding.post.organisation_id: holding for holding in holdings}


def holdings_of(*, organisation: Organisation) -> "QuerySet[PostHolding]":
    """Everyone who ever held a post here, newest first."""
    return (
        PostHolding.objects.filter(post__organisation=organisation)
        .select_related("post__kind", "person", "home_unit")
        .order_by("-during", "-id")
    )


def posts_held_by(*, person_ids: Sequence[int], day: date) -> dict[int, list[PostHolding]]:
    """The posts that each of these persons (at most 500) holds on a day; for persons already reached."""
    found: dict[int, list[PostHolding]] = {}
    holdings = PostHolding.objects.filter(person__in=list(person_ids)[:500], during__contains=day)
    for holding in holdings.select_related("post__kind", "post__organisation__node").order_by("person_id", "-id"):
        found.setdefault(holding.person_id, []).append(holding)
    return found


def list_vacancies(*, actor: Actor, today: date) -> "QuerySet[Any]":
    """The vacant posts of organisations the actor fully reaches, the longest vacant first, with `vacant_since`."""
    held = PostHolding.objects.filter(post=OuterRef("pk"), during__contains=today)
    mine = reached(actor=actor, part=Part.FULL).filter(node__during__contains=today)
    return (
        Post.objects.filter(organisation__in=mine, during__contains=today)
        .filter(~Exists(held))
        .annotate(
            vacant_since=Coalesce(
                Max(Upper("holdings__during"), filter=Q(holdings__during__endswith__lte=today)), Lower("during")
            )
        )
        .select_related("organisation__node", "organisation__type", "kind")
        .order_by("vacant_since", "pk")
    )


def list_ends_of_term(*, actor: Actor, today: date) -> "QuerySet[Organisation]":
    """Organisations the actor fully reaches whose term ends within TERM_WARNING (R-ORG-04) or is over, soonest first."""
    return (
        reached(actor=actor, part=Part.FULL)
        .filter(node__during__contains=today, term_ends_on__lte=today + TERM_WARNING)
        .select_related("node", "type")
        .order_by("term_ends_on", "pk")
    )


def list_secondments_ending(*, actor: Actor, today: date) -> "QuerySet[PostHolding]":
    """Secondments that end within TERM_WARNING or are over, soonest first."""
    mine = reached(actor=actor, part=Part.FULL).filter(node__during__contains=today)
    return (
        PostHolding.objects.filter(
            post__organisation__in=mine, during__contains=today, secondment_ends_on__lte=today + TERM_WARNING
        )
        .select_related("post__kind", "post__organisation__node", "person")
        .order_by("secondment_ends_on", "pk")
    )


def list_cross_postings(*, actor: Actor, today: date) -> "QuerySet[PostHolding]":
    """Today's holdings of people who hold posts in two or more bodies, or a post in their own unit besides (#045, #058).

    Only holdings in organisations the actor fully reaches; ordered by person.
    """
    mine = reached(actor=actor, part=Part.FULL).filter(node__during__contains=today)
    current = PostHolding.objects.filter(post__organisation__in=mine, during__contains=today)
    several = (
        current.values("person_id")
        .annotate(bodies=Count("post__organisation_id", distinct=True))
        .filter(bodies__gte=2)
        .values("person_id")
    )
    outside = ~Q(home_unit=None) | ~Q(home_unit_name="") | Q(is_concurrent=True)
    return (
        current.filter(Q(person_id__in=several) | outside)
        .select_related("post__kind", "post__organisation__node", "post__organisation__type", "person", "home_unit")
        .annotate(person_key=F("person__sort_key"))
        .order_by("person_key", "person_id", "post__kind__position", "id")
    )


def get_post(*, actor: Actor, post_id: int) -> Post:
    """The post, in an organisation the actor fully reaches. Raises NotFound."""
    found = (
        Post.objects.filter(pk=post_id, organisation__in=reached(actor=actor, part=Part.FULL))
        .select_related("kind", "organisation__node", "organisation__type")
        .first()
    )
    if found is None:
        raise NotFound()
    return found


def get_holding(*, actor: Actor, holding_id: int) -> PostHolding:
    """The holding, in an organisation the actor fully reaches. Raises NotFound."""
    found = (
        PostHolding.objects.filter(pk=holding_id, post__organisation__in=reached(actor=actor, part=Part.FULL))
        .select_related("post__kind", "post__organisation__node", "person")
        .first()
    )
    if found is None:
        raise NotFound()
    return found
