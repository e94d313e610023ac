"""Registering for activities for oneself, one's place in the line, and the organiser's list."""

from typing import Any
from uuid import uuid4

from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status
from pydantic import AwareDatetime

from liangxin.access.services.require import require_somewhere
from liangxin.activities.permissions import Permission
from liangxin.activities.selectors.activities import get_activity
from liangxin.activities.selectors.registrations import (
    list_registrations,
    masked_name_of,
    my_registrations,
    positions_of,
)
from liangxin.activities.services.changes import confirm_again
from liangxin.activities.services.entry import AnswerValues
from liangxin.activities.services.registrations import accept_offer, cancel_registration, register
from liangxin.api.oneself import oneself
from liangxin.api.paging import Page, Paging, page_of
from liangxin.api.words import READING, WRITING, Id, Name, Named

router = Router(tags=["registrations"])
LONGEST_KEY = 60  # characters


class AnswerIn(Schema):
    """An answer to a question of the activity."""

    question: Id
    text: Name


class RegistrationIn(Schema):
    """contingent: the kind of place, where the activity has some."""

    contingent: Id | None = None
    answers: list[AnswerIn] = Field([], max_length=20)


class OutcomeOut(Schema):
    """status: registered or waiting; position: the place in the line, from 1."""

    registration: int
    status: str
    position: int | None


class MyRegistrationOut(Schema):
    """A registration of one's own. position: where waiting; offered_until: a place is held for one until then."""

    id: int
    activity: Named
    slug: str
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    status: str
    position: int | None
    offered_until: AwareDatetime | None


class ListedOut(Schema):
    """A line of the organiser's list. name: masked."""

    id: int
    name: str
    status: str
    contingent: str
    registered_at: AwareDatetime


class MineQuery(Schema):
    past: bool = False


class CancellationIn(Schema):
    reason: Name = ""


def shape(one: Any, position: int | None) -> dict[str, Any]:
    """One's own registration as it is told."""
    of = one.activity
    return {
        "id": one.pk, "activity": Named(id=of.pk, name=of.title), "slug": of.slug, "starts_at": of.starts_at,
        "ends_at": of.ends_at, "status": one.status, "position": position, "offered_until": one.offered_until,
    }  # fmt: skip


def with_positions(rows: list[Any]) -> list[tuple[Any, int | None]]:
    """A page of registrations with their places in the lines; one query."""
    waiting = positions_of(activity_ids={one.activity_id for one in rows})
    return [(one, waiting.get(one.pk)) for one in rows]


@router.post(
    "/activities/{activity_id}/registrations",
    response={201: OutcomeOut, **WRITING},
    summary="Register oneself",
    url_name="registration-new",
)
def register_oneself(request: Any, activity_id: Id, values: RegistrationIn) -> Any:
    """Needs a token on one's own account. Where no place is left one waits, if there is a line."""
    me, key = oneself(request), request.headers.get("Idempotency-Key", "")[:LONGEST_KEY]
    answers = [AnswerValues(one.question, one.text) for one in values.answers]
    done = register(
        actor=me, activity_id=activity_id, contingent_id=values.contingent, answers=answers,
        key=key or uuid4().hex, now=timezone.now(),
    )  # fmt: skip
    return Status(201, {"registration": done.registration_id, "status": done.status, "position": done.position})


@router.get(
    "/activities/{activity_id}/registrations",
    response={200: Page[ListedOut], **READING},
    summary="The organiser's list, masked",
    url_name="registration-list",
)
def registrations(request: Any, activity_id: Id, paging: Query[Paging]) -> Any:
    require_somewhere(request.actor, Permission.REGISTRATION_READ)
    found = get_activity(actor=request.actor, activity_id=activity_id)
    rows = list_registrations(actor=request.actor, activity=found)
    return page_of(
        rows, paging,
        shape=lambda one: {
            "id": one.pk, "name": masked_name_of(one), "status": one.status, "registered_at": one.registered_at,
            "contingent": one.contingent.name if one.contingent else "",
        },
    )  # fmt: skip


@router.get(
    "/me/registrations",
    response={200: Page[MyRegistrationOut], **READING},
    summary="One's own registrations",
    url_name="my-registrations",
)
def mine(request: Any, asked: Query[MineQuery], paging: Query[Paging]) -> Any:
    rows = my_registrations(actor=oneself(request), now=timezone.now(), past=asked.past)
    return page_of(rows, paging, shape=lambda pair: shape(*pair), prepare=with_positions)


@router.post(
    "/me/registrations/{registration_id}/cancellation",
    response={204: None, **WRITING},
    summary="Give one's place back",
    url_name="registration-cancel",
)
def cancel(request: Any, registration_id: Id, values: CancellationIn) -> Any:
    """Who waits is promoted in the same moment."""
    cancel_registration(
        actor=oneself(request), registration_id=registration_id, reason=values.reason, now=timezone.now()
    )
    return Status(204, None)


@router.post(
    "/me/registrations/{registration_id}/acceptance",
    response={204: None, **WRITING},
    summary="Take the place that is held",
    url_name="registration-accept",
)
def accept(request: Any, registration_id: Id) -> Any:
    accept_offer(actor=oneself(request), registration_id=registration_id, now=timezone.now())
    return Status(204, None)


@router.post(
    "/me/registrations/{registration_id}/confirmation",
    response={204: None, **WRITING},
    summary="Say that one still comes",
    url_name="registration-confirm",
)
def confirm(request: Any, registration_id: Id) -> Any:
    confirm_again(actor=oneself(request), registration_id=registration_id, now=timezone.now())
    return Status(204, None)
