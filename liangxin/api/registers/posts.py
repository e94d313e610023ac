"""Posts of organisations: seats and who holds them; people by masked names."""

from datetime import date
from typing import Any

from django.utils import timezone
from ninja import Field, Router, Schema, Status

from liangxin.access.choices import Part
from liangxin.api import references
from liangxin.api.words import READING, WRITING, Code, Coded, Day, Id, Line, Name, Short, coded, span
from liangxin.core.names import masked_name
from liangxin.organisations.choices import PostSource
from liangxin.organisations.selectors.organisations import get_organisation
from liangxin.organisations.selectors.posts import get_holding, get_post, posts_of
from liangxin.organisations.services.posts import NewHolding, NewPost, appoint, close_post, create_post, end_holding

router = Router(tags=["posts"])


class HoldingOut(Schema):
    """Who holds a post. name: masked."""

    id: int
    person: int
    name: str
    source: str
    is_concurrent: bool
    since: date | None
    until: date | None


class PostOut(Schema):
    """A seat on a day. holding: null where vacant."""

    id: int
    kind: Coded
    title: str
    is_part_time: bool
    holding: HoldingOut | None
    vacant_since: date | None


class NewPostIn(Schema):
    kind: Code
    title: Short = ""
    opened: Day
    is_part_time: bool = False


class NewHoldingIn(Schema):
    """Who holds it from `start` on. secondment_ends_on: the last day of a secondment."""

    person: Id
    start: Day
    source: PostSource = PostSource.OTHER
    source_note: Name = ""
    home_unit_name: Name = ""
    home_unit_post: Name = Field("", max_length=100)
    is_concurrent: bool = False
    secondment_ends_on: Day | None = None


class EndingIn(Schema):
    """end: the first day on which it is vacant, or no more."""

    end: Day
    reason: Name
    evaluation: Line = ""


class ClosingIn(Schema):
    end: Day


def holding_shape(holding: Any) -> dict[str, Any]:
    """A holding as it is told."""
    return {
        "id": holding.pk, "person": holding.person_id, "name": masked_name(holding.person.name),
        "source": holding.source, "is_concurrent": holding.is_concurrent, **span(holding.during),
    }  # fmt: skip


def shape(post: Any, holding: Any = None, vacant_since: date | None = None) -> dict[str, Any]:
    """A post as it is told."""
    return {
        "id": post.pk, "kind": coded(post.kind), "title": post.title, "is_part_time": post.is_part_time,
        "holding": holding_shape(holding) if holding is not None else None, "vacant_since": vacant_since,
    }  # fmt: skip


@router.get(
    "/organisations/{organisation_id}/posts",
    response={200: list[PostOut], **READING},
    summary="The posts of an organisation today",
    url_name="post-list",
)
def posts(request: Any, organisation_id: Id) -> Any:
    one = get_organisation(actor=request.actor, organisation_id=organisation_id, part=Part.FULL)
    found = posts_of(organisation=one, day=timezone.localdate())
    return [shape(each.post, each.holding, each.vacant_since) for each in found]


@router.post(
    "/organisations/{organisation_id}/posts",
    response={201: PostOut, **WRITING},
    summary="Set a seat up",
    url_name="post-new",
)
def new_post(request: Any, organisation_id: Id, values: NewPostIn) -> Any:
    one = get_organisation(actor=request.actor, organisation_id=organisation_id)
    made = create_post(actor=request.actor, new=NewPost(organisation=one, **values.dict()), now=timezone.now())
    return Status(201, shape(made))


@router.post(
    "/posts/{post_id}/holding",
    response={201: HoldingOut, **WRITING},
    summary="Let somebody hold it",
    url_name="post-appoint",
)
def appoint_to(request: Any, post_id: Id, values: NewHoldingIn) -> Any:
    post = get_post(actor=request.actor, post_id=post_id)
    given = values.dict() | {"person": references.person(request.actor, values.person)}
    made = appoint(actor=request.actor, new=NewHolding(post=post, **given), now=timezone.now())
    return Status(201, holding_shape(made))


@router.post(
    "/holdings/{holding_id}/ending",
    response={200: HoldingOut, **WRITING},
    summary="Let them leave it",
    url_name="post-end",
)
def end(request: Any, holding_id: Id, values: EndingIn) -> Any:
    holding = get_holding(actor=request.actor, holding_id=holding_id)
    ended = end_holding(actor=request.actor, holding=holding, now=timezone.now(), **values.dict())
    return holding_shape(ended)


@router.post(
    "/posts/{post_id}/closing", response={204: None, **WRITING}, summary="Give the seat up", url_name="post-close"
)
def close(request: Any, post_id: Id, values: ClosingIn) -> Any:
    post = get_post(actor=request.actor, post_id=post_id)
    close_post(actor=request.actor, post=post, end=values.end, now=timezone.now())
    return Status(204, None)
