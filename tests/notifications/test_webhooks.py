"""Events for programs: who may subscribe, what goes out, signed how, and what never does."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.activities.models import ActivityKind
from liangxin.core.errors import NotAllowed
from liangxin.core.events import EVENTS, event, publish
from liangxin.core.models import AuditEntry, OutboxEvent
from liangxin.core.outbox import drain
from liangxin.notifications.models import Webhook, WebhookDelivery
from liangxin.notifications.permissions import Permission
from liangxin.notifications.rules import WEBHOOK_MOST_ATTEMPTS
from liangxin.notifications.services import webhooks as service
from liangxin.notifications.services.webhooks import WebhookValues, note_event, send_events, subscribe_webhook
from tests.access.factories import NOW, make_user
from tests.activities.factories import kind, published, registered
from tests.notifications.servers import Web

pytestmark = pytest.mark.django_db
SECRET = "tests.secret_happened"
SOON = datetime.now(UTC) + timedelta(hours=1)  # the outbox notes the real time

if SECRET not in EVENTS:

    @event(SECRET, confidential=True)
    class SecretHappened:
        appointment_id: int

    @event("tests.happened")
    class Happened:
        thing_id: int
        other_ids: tuple[int, ...]
        name: str
        kind: str
        note_id: str
        confidential: bool = False


def administrator() -> Actor:
    return Actor(
        user_id=make_user().pk, anchor=Anchor.INSTALLATION, permissions=frozenset({Permission.WEBHOOK_ADMINISTER})
    )


def subscribed(url: str, *events: str) -> tuple[Webhook, str]:
    values = WebhookValues(name="区数据平台", url=url, event_names=events or ("tests.happened",))
    return subscribe_webhook(actor=administrator(), values=values, now=NOW)


def happen(**more: Any) -> None:
    with transaction.atomic():
        publish(
            EVENTS["tests.happened"](thing_id=7, other_ids=(1, 2), name="张三", kind="x", note_id="13800001234", **more)
        )


@pytest.fixture
def inside(settings: Any, web: Web) -> Web:
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    return web


def test_the_chain_from_an_event_to_the_program(inside: Web) -> None:
    _, secret = subscribed(inside.url + "/events")
    happen()
    assert drain(now=SOON) >= 1
    delivery = WebhookDelivery.objects.get()
    assert delivery.payload == {"thing_id": 7, "other_ids": [1, 2]}
    assert send_events(now=SOON) == 1
    (request,) = inside.received
    assert request.json["event"] == "tests.happened"
    assert request.json["data"] == {"thing_id": 7, "other_ids": [1, 2]}
    at, _comma, signature = request.headers["liangxin-signature"].partition(",")
    digest = hmac.new(secret.encode(), f"{at[2:]}.".encode() + request.body, hashlib.sha256).hexdigest()
    assert (at, signature) == (f"t={int(SOON.timestamp())}", f"v1={digest}")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.status, delivery.attempts, delivery.problem) == ("sent", 200, 1, "")
    assert send_events(now=SOON + timedelta(days=1)) == 0


def test_an_event_handled_twice_is_queued_once(inside: Web) -> None:
    subscribed(inside.url)
    fact = EVENTS["tests.happened"](thing_id=1, other_ids=(), name="", kind="", note_id="")
    for _ in range(2):
        note_event(event_id=99, fact=fact, now=NOW)
    assert WebhookDelivery.objects.count() == 1


def test_confidential_events_never_go_out(inside: Web) -> None:
    subscribed(inside.url)
    Webhook.objects.update(event_names=[SECRET, "tests.happened"])
    with transaction.atomic():
        publish(EVENTS[SECRET](appointment_id=4))
    happen(confidential=True)
    assert drain(now=SOON) == OutboxEvent.objects.count()
    assert not OutboxEvent.objects.filter(handled_at=None).exists()
    assert not WebhookDelivery.objects.exists()
    assert SECRET not in service.sendable_events()


def test_an_activity_of_a_confidential_kind_is_silent(inside: Web) -> None:
    subscribed(inside.url, "activities.registered")
    activity = published(kind=kind("counselling"))
    registered(activity)
    drain(now=SOON)
    assert WebhookDelivery.objects.count() == 1
    ActivityKind.objects.filter(code="counselling").update(is_confidential=True)
    registered(activity)
    drain(now=SOON + timedelta(hours=1))
    assert WebhookDelivery.objects.count() == 1


@pytest.mark.parametrize("url", ["https://127.0.0.1/", "https://localhost:8443/", "https://[::1]/"])
def test_a_private_address_is_refused_when_sending(url: str) -> None:
    subscribed(url)
    happen()
    drain(now=SOON)
    assert send_events(now=SOON) == 1
    delivery = WebhookDelivery.objects.get()
    assert delivery.state == "waiting"
    assert delivery.problem.startswith("refused: not a public address")


@pytest.mark.parametrize("status", [302, 404, 500])
def test_what_is_not_taken_is_tried_again_and_then_given_up(status: int, inside: Web) -> None:
    inside.answer = lambda request: (status, b"")
    inside.headers = {"Location": "http://127.0.0.1:9/elsewhere"}
    subscribed(inside.url)
    happen()
    now = SOON
    drain(now=now)
    for _ in range(WEBHOOK_MOST_ATTEMPTS):
        assert send_events(now=now) == 1
        delivery = WebhookDelivery.objects.get()
        now = max(now, delivery.due_at)
    assert (delivery.state, delivery.status, delivery.problem) == ("failed", status, f"HTTP {status}")
    assert len(inside.received) == WEBHOOK_MOST_ATTEMPTS
    assert send_events(now=now + timedelta(days=1)) == 0
    service.send_again(actor=administrator(), delivery=delivery, now=now)
    assert send_events(now=now) == 1


def test_a_paused_or_removed_subscription_hears_nothing(inside: Web) -> None:
    webhook, _ = subscribed(inside.url)
    service.remove_webhook(actor=administrator(), webhook=webhook, now=NOW)
    happen()
    drain(now=SOON)
    assert not WebhookDelivery.objects.exists()
    assert list(AuditEntry.objects.order_by("id").values_list("action", flat=True)) == [
        "notifications.webhook_made", "notifications.webhook_removed",
    ]  # fmt: skip


def test_a_new_secret_signs_from_now_on(inside: Web) -> None:
    webhook, old = subscribed(inside.url)
    new = service.renew_secret(actor=administrator(), webhook=webhook, now=NOW)
    assert new != old
    assert new.startswith("lxwh_")
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM notifications_webhook")
        assert new not in cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"url": "http://example.com/"}, service.AddressNotHttps),
        ({"url": "https://me:word@example.com/"}, service.AddressNotHttps),
        ({"url": "ftp://example.com/"}, service.AddressNotHttps),
        ({"event_names": ()}, service.EventsUnknown),
        ({"event_names": ("tests.nothing",)}, service.EventsUnknown),
        ({"event_names": (SECRET,)}, service.EventsUnknown),
    ],
)
def test_refusals_store_nothing(values: dict[str, Any], refusal: type[Exception]) -> None:
    given = {"name": "x", "url": "https://example.com/", "event_names": ("tests.happened",), **values}
    with pytest.raises(refusal):
        subscribe_webhook(actor=administrator(), values=WebhookValues(**given), now=NOW)
    assert not Webhook.objects.exists()


def test_only_an_administrator_of_the_installation_subscribes() -> None:
    values = WebhookValues(name="x", url="https://example.com/", event_names=("tests.happened",))
    with pytest.raises(NotAllowed):
        subscribe_webhook(actor=Actor(user_id=make_user().pk), values=values, now=NOW)
    assert not Webhook.objects.exists()
