"""Posts and who holds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import RuleBroken
from liangxin.core.events import publish
from liangxin.core.history import because
from liangxin.organisations.choices import PostSource
from liangxin.organisations.events import PostFilled, PostVacated
from liangxin.organisations.models import Organisation, Post, PostHolding, PostKind
from liangxin.organisations.permissions import Permission
from liangxin.organisations.services import recording

if TYPE_CHECKING:
    from liangxin.people.models import Person
    from liangxin.trees.models import Node


class PostKindUnknown(RuleBroken):
    code, field, message = "organisations.post_kind_unknown", "kind", _("没有“{kind}”这种职务。")


class PostKindNotHere(RuleBroken):
    code, field, message = (
        "organisations.post_kind_not_here",
        "kind",
        _("“{kind}”不是这类组织的职务，请另选。"),
    )


class PostHeldThen(RuleBroken):
    code, field, message = (
        "organisations.post_held_then",
        "start",
        _("这个职务在这段时间已有人担任，请先办理离任或改日期。"),
    )


class OutsidePost(RuleBroken):
    code, field, message = (
        "organisations.outside_post",
        "start",
        _("任职日期不在该职务的设置时间内（自 {opened} 起），请改日期。"),
    )


class EndsBeforeStart(RuleBroken):
    code, field, message = "organisations.holding_ends_before_start", "end", _("离任日期须晚于任职日期，请改日期。")


class SecondmentEndOnly(RuleBroken):
    code, field, message = (
        "organisations.secondment_end_only",
        "secondment_ends_on",
        _("只有“挂职派驻”才填派驻期限。"),
    )


class SecondmentNeedsHomeUnit(RuleBroken):
    code, field, message = (
        "organisations.secondment_needs_home_unit",
        "home_unit_name",
        _("挂职派驻须填原单位。"),
    )


class HoldingEnded(RuleBroken):
    code, field, message = "organisations.holding_ended", "end", _("此任职已于 {ended} 结束。")


class PostStillHeld(RuleBroken):
    code, field, message = "organisations.post_still_held", "", _("职务仍有人担任，请先办理离任。")


@dataclass(frozen=True, kw_only=True)
class NewPost:
    """kind: a kind's code; opened: the first day of the seat."""

    organisation: Organisation
    kind: str
    opened: date
    title: str = ""
    is_part_time: bool = False


@dataclass(frozen=True, kw_only=True)
class NewHolding:
    """Who holds the post from `start`; end: the first day no more held, or None. home_unit: where they come from."""

    post: Post
    person: "Person"
    start: date
    end: date | None = None
    source: str = PostSource.OTHER
    source_note: str = ""
    home_unit: "Node | None" = None
    home_unit_name: str = ""
    home_unit_post: str = ""
    is_concurrent: bool = False
    secondment_ends_on: date | None = None


@transaction.atomic
def create_post(*, actor: Actor, new: NewPost, now: datetime) -> Post:
    """Set up one seat. Raises NotAllowed, NotFound, PostKindUnknown, PostKindNotHere, OrganisationIsClosed."""
    return create_posts(actor=actor, news=[new], now=now)[0]


@transaction.atomic
def create_posts(*, actor: Actor, news: Sequence[NewPost], now: datetime) -> list[Post]:
    """Set up many seats under the same rules. Raises as create_post."""
    kinds = {each.code: each for each in PostKind.objects.order_by("pk")}
    organisations = {new.organisation.pk: new.organisation for new in news}
    for organisation in organisations.values():
        require(actor, Permission.POST_MANAGE, scope=organisation)
        recording.check_open(organisation)
    for new in news:
        kind = kinds.get(new.kind)
        if kind is None:
            raise PostKindUnknown(kind=new.kind)
        if kind.family != new.organisation.type.family:
            raise PostKindNotHere(kind=kind.name)
    return Post.objects.bulk_create(
        [
            Post(
                organisation=new.organisation, kind=kinds[new.kind], title=new.title, is_part_time=new.is_part_time,
                during=DateRange(new.opened, None),
            )
            for new in news
        ],
        batch_size=2_000,
    )  # fmt: skip


@transaction.atomic
def appoint(*, actor: Actor, new: NewHolding, now: datetime) -> PostHolding:
    """Let the person hold the post.

    Raises NotAllowed, NotFound, BackdatingNotAllowed, PostHeldThen, OutsidePost, EndsBeforeStart, SecondmentEndOnly,
    SecondmentNeedsHomeUnit. Publishes PostFilled.
    """
    require(actor, Permission.POST_MANAGE, scope=new.post.organisation)
    recording.check_day(actor, new.post.organisation, new.start, now)
    return _appoint_many([new])[0]


@transaction.atomic
def appoint_many(*, actor: Actor, news: Sequence[NewHolding], now: datetime) -> list[PostHolding]:
    """Fill many posts under the same rules. Raises as appoint."""
    earliest: dict[int, tuple[Organisation, date]] = {}
    for new in news:
        organisation = new.post.organisation
        known = earliest.get(organisation.pk)
        earliest[organisation.pk] = (organisation, min(known[1], new.start) if known else new.start)
    for organisation, start in earliest.values():
        require(actor, Permission.POST_MANAGE, scope=organisation)
        recording.check_day(actor, organisation, start, now)
    return _appoint_many(news)


@transaction.atomic
def end_holding(
    *, actor: Actor, holding: PostHolding, end: date, reason: str, evaluation: str = "", now: datetime
) -> PostHolding:
    """End a holding: `end` is the first day on which the post is vacant.

    Raises NotAllowed, NotFound, BackdatingNotAllowed, HoldingEnded, EndsBeforeStart. Publishes PostVacated.
    """
    organisation = holding.post.organisation
    require(actor, Permission.POST_MANAGE, scope=organisation)
    recording.check_day(actor, organisation, end, now)
    holding = PostHolding.objects.select_for_update(of=("self",)).select_related("post").get(pk=holding.pk)
    if holding.during.upper is not None and holding.during.upper <= end:
        raise HoldingEnded(ended=holding.during.upper)
    if end <= holding.during.lower:
        raise EndsBeforeStart()
    holding.during = DateRange(holding.during.lower, end)
    holding.end_reason, holding.evaluation = reason, evaluation
    with because(reason):
        holding.save(update_fields=["during", "end_reason", "evaluation"])
    publish(PostVacated(post_id=holding.post_id, person_id=holding.person_id))
    return holding


@transaction.atomic
def take_back_holding(*, actor: Actor, holding: PostHolding, with_post: bool = False) -> None:
    """Remove a holding recorded by mistake; with_post: its seat too, where nobody else ever held it.

    Raises NotAllowed, NotFound.
    """
    require(actor, Permission.POST_MANAGE, scope=holding.post.organisation)
    post = holding.post
    holding.delete()
    if with_post and not post.holdings.exists():
        post.delete()


@transaction.atomic
def close_post(*, actor: Actor, post: Post, end: date, now: datetime) -> Post:
    """Give the seat up from `end` on. Raises NotAllowed, NotFound, PostStillHeld, EndsBeforeStart."""
    require(actor, Permission.POST_MANAGE, scope=post.organisation)
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if end <= post.during.lower:
        raise EndsBeforeStart()
    if post.holdings.filter(during__overlap=DateRange(end, None)).exists():
        raise PostStillHeld()
    post.during = DateRange(post.during.lower, end)
    post.save(update_fields=["during"])
    return post


def _appoint_many(news: Sequence[NewHolding]) -> list[PostHolding]:
    for new in news:
        _check(new)
    with constraint_as(PostHeldThen(), name="organisations_one_holder_a_day"):
        holdings = PostHolding.objects.bulk_create([_holding(new) for new in news], batch_size=2_000)
    for each in holdings:
        publish(PostFilled(post_id=each.post_id, person_id=each.person_id))
    return holdings


def _check(new: NewHolding) -> None:
    span = new.post.during
    if new.end is not None and new.end <= new.start:
        raise EndsBeforeStart()
    if new.start < span.lower or (span.upper is not None and (new.end is None or new.end > span.upper)):
        raise OutsidePost(opened=span.lower)
    if new.secondment_ends_on is not None and new.source != PostSource.SECONDED:
        raise SecondmentEndOnly()
    if new.source == PostSource.SECONDED and new.home_unit is None and not new.home_unit_name:
        raise SecondmentNeedsHomeUnit()


def _holding(new: NewHolding) -> PostHolding:
    return PostHolding(
        post=new.post, person=new.person, during=DateRange(new.start, new.end), source=new.source,
        source_note=new.source_note, home_unit=new.home_unit, home_unit_name=new.home_unit_name,
        home_unit_post=new.home_unit_post, is_concurrent=new.is_concurrent, secondment_ends_on=new.secondment_ends_on,
    )  # fmt: skip
