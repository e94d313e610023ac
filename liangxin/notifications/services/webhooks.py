"""Programs that hear of events: subscribing them, and sending what they asked for, signed and with ids only."""

import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services.require import require
from liangxin.accounts.selectors import get_user
from liangxin.core import audit
from liangxin.core.errors import RuleBroken
from liangxin.core.events import EVENTS
from liangxin.core.outgoing import AddressRefused, Limits, Unreachable, networks, send
from liangxin.notifications.choices import WebhookState
from liangxin.notifications.models import Webhook, WebhookDelivery
from liangxin.notifications.permissions import Permission
from liangxin.notifications.registry import SILENCERS
from liangxin.notifications.rules import WEBHOOK_LEASE, WEBHOOK_MOST_ATTEMPTS, WEBHOOKS_MOST, wait_before

SECRET_PREFIX = "lxwh_"
BATCH = 20
SECONDS = 10.0
MOST_ANSWER = 1_024  # bytes read of what the program says


class AddressNotHttps(RuleBroken):
    code, field = "notifications.webhook_not_https", "url"
    message = _("地址要以 https:// 开头，不含用户名和密码。")


class EventsUnknown(RuleBroken):
    code, field, message = "notifications.webhook_events_unknown", "event_names", _("请至少选一种可以推送的事件。")


class TooManyWebhooks(RuleBroken):
    code, field, message = "notifications.webhooks_too_many", "name", _("最多可建 {most} 个推送，请先删去不用的。")


@dataclass(frozen=True, kw_only=True)
class WebhookValues:
    name: str
    url: str
    event_names: tuple[str, ...]
    is_active: bool = True


def sendable_events() -> list[str]:
    """The names of events that may leave the house."""
    return sorted(name for name, cls in EVENTS.items() if not getattr(cls, "event_is_confidential", False))


@transaction.atomic
def subscribe_webhook(*, actor: Actor, values: WebhookValues, now: datetime) -> tuple[Webhook, str]:
    """Make a subscription; returns it with its secret, which is not shown again.

    Raises NotAllowed, AddressNotHttps, EventsUnknown, TooManyWebhooks.
    """
    require(actor, Permission.WEBHOOK_ADMINISTER, scope=None)
    _check(values)
    if Webhook.objects.filter(removed_at=None).count() >= WEBHOOKS_MOST:
        raise TooManyWebhooks(most=WEBHOOKS_MOST)
    secret = _new_secret()
    webhook = Webhook.objects.create(
        name=values.name, url=values.url, event_names=sorted(set(values.event_names)), is_active=values.is_active,
        secret=secret, made_by_id=actor.user_id, made_at=now,
    )  # fmt: skip
    _note("notifications.webhook_made", actor, webhook, now)
    return webhook, secret


@transaction.atomic
def change_webhook(*, actor: Actor, webhook: Webhook, values: WebhookValues, now: datetime) -> Webhook:
    """Change where it goes and what it hears. Raises NotAllowed, AddressNotHttps, EventsUnknown."""
    require(actor, Permission.WEBHOOK_ADMINISTER, scope=None)
    _check(values)
    webhook.name, webhook.url, webhook.is_active = values.name, values.url, values.is_active
    webhook.event_names = sorted(set(values.event_names))
    webhook.save(update_fields=["name", "url", "is_active", "event_names"])
    _note("notifications.webhook_changed", actor, webhook, now)
    return webhook


@transaction.atomic
def renew_secret(*, actor: Actor, webhook: Webhook, now: datetime) -> str:
    """Give a new secret; the old one signs nothing from now on. Raises NotAllowed."""
    require(actor, Permission.WEBHOOK_ADMINISTER, scope=None)
    webhook.secret = secret = _new_secret()
    webhook.save(update_fields=["secret"])
    _note("notifications.webhook_secret_renewed", actor, webhook, now)
    return secret


@transaction.atomic
def remove_webhook(*, actor: Actor, webhook: Webhook, now: datetime) -> None:
    """End it; its log stays. Raises NotAllowed."""
    require(actor, Permission.WEBHOOK_ADMINISTER, scope=None)
    webhook.removed_at, webhook.is_active = now, False
    webhook.save(update_fields=["removed_at", "is_active"])
    _note("notifications.webhook_removed", actor, webhook, now)


@transaction.atomic
def send_again(*, actor: Actor, delivery: WebhookDelivery, now: datetime) -> None:
    """Try one that failed anew. Raises NotAllowed."""
    require(actor, Permission.WEBHOOK_ADMINISTER, scope=None)
    WebhookDelivery.objects.filter(pk=delivery.pk, state=WebhookState.FAILED).update(
        state=WebhookState.WAITING, attempts=0, due_at=now
    )


@transaction.atomic
def note_event(*, event_id: int, fact: Any, now: datetime) -> int:
    """Queue the event for those who asked for it; called within the outbox's own transaction, perhaps twice."""
    name = fact.event_name
    wanting = list(Webhook.objects.filter(is_active=True, event_names__contains=[name]).order_by("pk"))
    silencer = SILENCERS.get(name.partition(".")[0])
    if not wanting or (silencer is not None and silencer(fact)):
        return 0
    rows = [
        WebhookDelivery(
            webhook=webhook, event_id=event_id, event=name, payload=ids_of(vars(fact)), due_at=now, created_at=now
        )
        for webhook in wanting
    ]
    return len(WebhookDelivery.objects.bulk_create(rows, ignore_conflicts=True))


def ids_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """The ids among an event's values: words, days and numbers stay in the house."""
    return {
        name: list(value) if isinstance(value, tuple | list) else value
        for name, value in values.items()
        if (name.endswith("_id") and isinstance(value, int | None))
        or (name.endswith("_ids") and isinstance(value, tuple | list) and all(isinstance(each, int) for each in value))
    }


def send_events(*, now: datetime, limit: int = BATCH) -> int:
    """Send up to `limit` events that are due; returns how many were taken up."""
    taken = _take_up(now=now, limit=limit)
    for delivery_id in taken:
        delivery = WebhookDelivery.objects.select_related("webhook").get(pk=delivery_id)
        _end(delivery, *_sent(delivery, now), now=now)
    return len(taken)


@transaction.atomic
def _take_up(*, now: datetime, limit: int) -> list[int]:
    due = WebhookDelivery.objects.filter(state=WebhookState.WAITING, due_at__lte=now).order_by("due_at", "id")
    taken = list(due.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)[:limit])
    WebhookDelivery.objects.filter(pk__in=taken).update(due_at=now + WEBHOOK_LEASE)
    return taken


def _sent(delivery: WebhookDelivery, now: datetime) -> tuple[int | None, str, int]:
    """(status, problem, milliseconds) of one attempt."""
    webhook = delivery.webhook
    if not webhook.is_active:
        return None, "stopped", 0
    body = json.dumps(
        {
            "id": delivery.pk, "event": delivery.event, "happened_at": delivery.created_at.isoformat(),
            "data": delivery.payload,
        }
    ).encode()  # fmt: skip
    begun = time.monotonic()
    limits = Limits(allowed=networks(settings.WEBHOOK_NETWORKS), seconds=SECONDS, most_bytes=MOST_ANSWER)
    try:
        answer = send("POST", webhook.url, body=body, headers=signed_headers(delivery, body, now), limits=limits)
    except AddressRefused as refusal:
        return None, f"refused: {refusal}", 0
    except Unreachable as problem:
        return None, str(problem), _since(begun)
    return answer.status, "" if 200 <= answer.status < 300 else f"HTTP {answer.status}", _since(begun)


def signed_headers(delivery: WebhookDelivery, body: bytes, now: datetime) -> dict[str, str]:
    """Liangxin-Signature: t=<seconds>,v1=<HMAC-SHA256 of "t.body" with the secret, hexadecimal>."""
    at = int(now.timestamp())
    digest = hmac.new(delivery.webhook.secret.encode(), b"%d." % at + body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json", "User-Agent": "Liangxin-Webhook/1", "Liangxin-Event": delivery.event,
        "Liangxin-Delivery": str(delivery.pk), "Liangxin-Signature": f"t={at},v1={digest}",
    }  # fmt: skip


@transaction.atomic
def _end(delivery: WebhookDelivery, status: int | None, problem: str, took_ms: int, *, now: datetime) -> None:
    delivery.attempts += 1
    delivery.status, delivery.problem, delivery.took_ms = status, problem[:200], took_ms
    if not problem:
        delivery.state, delivery.sent_at = WebhookState.SENT, now
    elif delivery.attempts >= WEBHOOK_MOST_ATTEMPTS or problem == "stopped":
        delivery.state = WebhookState.FAILED
    else:
        delivery.due_at = now + wait_before(attempt=delivery.attempts)
    delivery.save(update_fields=["attempts", "status", "problem", "took_ms", "state", "sent_at", "due_at"])


@transaction.atomic
def purge_events(*, before: datetime, limit: int = 5_000) -> int:
    """Delete the log of events from before that moment; returns how many rows."""
    old = list(
        WebhookDelivery.objects.filter(created_at__lt=before).order_by("id").values_list("pk", flat=True)[:limit]
    )
    WebhookDelivery.objects.filter(pk__in=old).delete()
    return len(old)


def _check(values: WebhookValues) -> None:
    parts = urlsplit(values.url)
    plain = parts.scheme == "http" and bool(settings.WEBHOOK_NETWORKS)
    if not (parts.scheme == "https" or plain) or not parts.hostname or parts.username or parts.password:
        raise AddressNotHttps()
    if not values.event_names or not set(values.event_names) <= set(sendable_events()):
        raise EventsUnknown()


def _note(action: str, actor: Actor, webhook: Webhook, now: datetime) -> None:
    user = get_user(user_id=actor.user_id) if actor.user_id else None
    audit.record(
        action=action, now=now, user=user, acting_as=actor.acting_as, object_kind="webhook", object_id=webhook.pk,
        object_label=webhook.name,
    )  # fmt: skip


def _new_secret() -> str:
    return SECRET_PREFIX + secrets.token_urlsafe(32)


def _since(begun: float) -> int:
    return int((time.monotonic() - begun) * 1_000)
