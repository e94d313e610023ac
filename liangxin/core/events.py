"""Typed facts that rooms publish and higher rooms listen to; delivered after commit, perhaps twice."""

import dataclasses
import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast, dataclass_transform

from django.db import transaction

from liangxin.core.models import OutboxEvent
from liangxin.core.statements import run

PUBLISH = """INSERT INTO core_outboxevent (name, payload, published_at, attempts, next_attempt_at, last_error)
VALUES (%(name)s, %(payload)s::jsonb, now(), 0, now(), '')"""

EventClass = TypeVar("EventClass", bound=type[Any])
Handler = Callable[[Any], None]

EVENTS: dict[str, type] = {}
HANDLERS: dict[str, list[Handler]] = {}
LISTENERS: list[Callable[[int, Any], None]] = []


@dataclass_transform(frozen_default=True, kw_only_default=True)
def event(name: str, *, confidential: bool = False) -> Callable[[EventClass], EventClass]:
    """Declare a frozen event class under `name` ("room.something_happened"); fields are ids and plain values.

    confidential: it stays in the house, whoever may have asked to hear of it.
    """

    def declare(cls: EventClass) -> EventClass:
        if name in EVENTS:
            raise ValueError(f"two events are named {name}")
        frozen: Any = dataclasses.dataclass(frozen=True, kw_only=True)(cls)
        frozen.event_name, frozen.event_is_confidential = name, confidential
        EVENTS[name] = frozen
        return cast(EventClass, frozen)

    return declare


def on(cls: type) -> Callable[[Handler], Handler]:
    """Register an idempotent handler of an event; one service call each."""

    def register(handler: Handler) -> Handler:
        HANDLERS.setdefault(cls.event_name, []).append(handler)  # type: ignore[attr-defined]
        return handler

    return register


def on_every_event(listener: Callable[[int, Any], None]) -> Callable[[int, Any], None]:
    """Register what hears of all events that are not confidential: called with the outbox row's id and the fact."""
    LISTENERS.append(listener)
    return listener


def publish(fact: Any) -> None:
    """Write `fact` to the outbox. Raises RuntimeError outside a transaction: a rollback must take it along."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{fact.event_name} was published outside a transaction")
    run(PUBLISH, {"name": fact.event_name, "payload": json.dumps(dataclasses.asdict(fact))})


def publish_many(facts: Sequence[Any]) -> None:
    """As `publish`, for many facts in a few statements."""
    if len(facts) == 1:
        publish(facts[0])
        return
    if facts and not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{facts[0].event_name} was published outside a transaction")
    OutboxEvent.objects.bulk_create(
        [OutboxEvent(name=fact.event_name, payload=dataclasses.asdict(fact)) for fact in facts], batch_size=2_000
    )
