"""One's own notices, and the programs that are told of events."""

from typing import Any

from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status
from pydantic import AwareDatetime

from liangxin.access.services.require import require
from liangxin.api.oneself import oneself
from liangxin.api.paging import Page, Paging, page_of
from liangxin.api.words import PRINTABLE, READING, WRITING, Id, Name
from liangxin.notifications.permissions import Permission
from liangxin.notifications.selectors import (
    get_notice,
    get_webhook,
    list_notices,
    list_webhook_deliveries,
    list_webhooks,
)
from liangxin.notifications.services.reading import mark_all_read, mark_read, mark_unread
from liangxin.notifications.services.webhooks import (
    WebhookValues,
    change_webhook,
    remove_webhook,
    renew_secret,
    sendable_events,
    subscribe_webhook,
)
from liangxin.notifications.wording import words_of

router = Router(tags=["notices"])


class NoticeOut(Schema):
    """Something one was told. url: a path of this site."""

    id: int
    kind: str
    title: str
    body: str
    url: str
    created_at: AwareDatetime
    read_at: AwareDatetime | None


class NoticeQuery(Schema):
    unread: bool = False


class ReadIn(Schema):
    is_read: bool = True


class WebhookIn(Schema):
    """event_names: of `/webhooks/events`; url: https, of a public address."""

    name: Name = Field(min_length=1, max_length=100)
    url: str = Field(max_length=500, pattern=PRINTABLE)
    event_names: list[Name] = Field(max_length=100)
    is_active: bool = True


class WebhookOut(Schema):
    """A program that is told of events: ids only, signed."""

    id: int
    name: str
    url: str
    event_names: list[str]
    is_active: bool


class SecretOut(Schema):
    """secret: of the signatures; told this once."""

    id: int
    secret: str


class DeliveryOut(Schema):
    """What was sent to it."""

    id: int
    event: str
    state: str
    attempts: int
    status: int | None
    problem: str
    created_at: AwareDatetime
    sent_at: AwareDatetime | None


def shape(one: Any) -> dict[str, Any]:
    """A notice in the reader's language."""
    words = words_of(one)
    return {
        "id": one.pk, "kind": one.kind, "title": words.title, "body": words.body, "url": one.url,
        "created_at": one.created_at, "read_at": one.read_at,
    }  # fmt: skip


def webhook_shape(one: Any) -> dict[str, Any]:
    """A subscription, without its secret."""
    return {"id": one.pk, "name": one.name, "url": one.url, "event_names": one.event_names, "is_active": one.is_active}


def values_of(values: WebhookIn) -> WebhookValues:
    """What was sent as the register takes it."""
    return WebhookValues(
        name=values.name, url=values.url, event_names=tuple(values.event_names), is_active=values.is_active
    )


@router.get(
    "/me/notices", response={200: Page[NoticeOut], **READING}, summary="One's own notices", url_name="my-notices"
)
def notices(request: Any, asked: Query[NoticeQuery], paging: Query[Paging]) -> Any:
    return page_of(list_notices(actor=oneself(request), unread=asked.unread), paging, shape=shape)


@router.post(
    "/me/notices/reading", response={204: None, **WRITING}, summary="Mark all as read", url_name="notices-read"
)
def read_all(request: Any) -> Any:
    mark_all_read(actor=oneself(request), now=timezone.now())
    return Status(204, None)


@router.post(
    "/me/notices/{notice_id}/reading",
    response={204: None, **WRITING},
    summary="Mark one as read, or unread",
    url_name="notice-read",
)
def read(request: Any, notice_id: Id, values: ReadIn) -> Any:
    me = oneself(request)
    found = get_notice(actor=me, notice_id=notice_id)
    if values.is_read:
        mark_read(actor=me, notice_id=found.pk, now=timezone.now())
    else:
        mark_unread(actor=me, notice_id=found.pk)
    return Status(204, None)


@router.get(
    "/webhooks/events",
    response={200: list[str], **READING},
    summary="Events that may be sent",
    url_name="webhook-events",
    tags=["webhooks"],
)
def events(request: Any) -> Any:
    require(request.actor, Permission.WEBHOOK_ADMINISTER, scope=None)
    return sendable_events()


@router.get(
    "/webhooks",
    response={200: Page[WebhookOut], **READING},
    summary="Subscriptions",
    url_name="webhook-list",
    tags=["webhooks"],
)
def webhooks(request: Any, paging: Query[Paging]) -> Any:
    return page_of(list_webhooks(actor=request.actor), paging, shape=webhook_shape)


@router.get(
    "/webhooks/{webhook_id}",
    response={200: WebhookOut, **READING},
    summary="One subscription",
    url_name="webhook",
    tags=["webhooks"],
)
def webhook(request: Any, webhook_id: Id) -> Any:
    return webhook_shape(get_webhook(actor=request.actor, webhook_id=webhook_id))


@router.post(
    "/webhooks",
    response={201: SecretOut, **WRITING},
    summary="Subscribe a program",
    url_name="webhook-new",
    tags=["webhooks"],
)
def subscribe(request: Any, values: WebhookIn) -> Any:
    request.keeps_no_answer = True
    made, secret = subscribe_webhook(actor=request.actor, values=values_of(values), now=timezone.now())
    return Status(201, {"id": made.pk, "secret": secret})


@router.put(
    "/webhooks/{webhook_id}",
    response={200: WebhookOut, **WRITING},
    summary="Change a subscription",
    url_name="webhook-change",
    tags=["webhooks"],
)
def change(request: Any, webhook_id: Id, values: WebhookIn) -> Any:
    found = get_webhook(actor=request.actor, webhook_id=webhook_id)
    done = change_webhook(actor=request.actor, webhook=found, values=values_of(values), now=timezone.now())
    return webhook_shape(done)


@router.post(
    "/webhooks/{webhook_id}/secret",
    response={201: SecretOut, **WRITING},
    summary="A new secret",
    url_name="webhook-secret",
    tags=["webhooks"],
)
def secret(request: Any, webhook_id: Id) -> Any:
    request.keeps_no_answer = True
    found = get_webhook(actor=request.actor, webhook_id=webhook_id)
    return Status(201, {"id": found.pk, "secret": renew_secret(actor=request.actor, webhook=found, now=timezone.now())})


@router.post(
    "/webhooks/{webhook_id}/ending",
    response={204: None, **WRITING},
    summary="End a subscription",
    url_name="webhook-end",
    tags=["webhooks"],
)
def remove(request: Any, webhook_id: Id) -> Any:
    found = get_webhook(actor=request.actor, webhook_id=webhook_id)
    remove_webhook(actor=request.actor, webhook=found, now=timezone.now())
    return Status(204, None)


@router.get(
    "/webhooks/{webhook_id}/deliveries",
    response={200: Page[DeliveryOut], **READING},
    summary="What was sent",
    url_name="webhook-deliveries",
    tags=["webhooks"],
)
def deliveries(request: Any, webhook_id: Id, paging: Query[Paging]) -> Any:
    found = get_webhook(actor=request.actor, webhook_id=webhook_id)
    rows = list_webhook_deliveries(actor=request.actor, webhook=found)
    return page_of(rows, paging, shape=lambda one: {name: getattr(one, name) for name in DeliveryOut.model_fields})
