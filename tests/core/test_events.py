"""Events: in the transaction or not at all, handled once, a failing handler does not block the next."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from liangxin.core import events
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import RuleBroken
from liangxin.core.events import event, on, publish
from liangxin.core.models import Heartbeat, OutboxEvent
from liangxin.core.outbox import drain

NOW = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def heard(monkeypatch) -> list[int]:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(events, "EVENTS", {})
    monkeypatch.setattr(events, "HANDLERS", {})
    monkeypatch.setattr("liangxin.core.outbox.EVENTS", events.EVENTS)
    monkeypatch.setattr("liangxin.core.outbox.HANDLERS", events.HANDLERS)
    return []


def bell(heard: list[int]) -> type:
    @event("tests.bell_rang")
    class BellRang:
        number: int

    @on(BellRang)
    def listen(fact) -> None:  # type: ignore[no-untyped-def]
        if fact.number == 13:
            raise ValueError("thirteen")
        heard.append(fact.number)

    return BellRang


@pytest.mark.django_db
def test_handled_once_in_order_and_a_failure_waits_its_turn(heard: list[int]) -> None:
    rang = bell(heard)
    for number in (1, 13, 2):
        publish(rang(number=number))
    assert drain(now=NOW) == 3
    assert heard == [1, 2]
    failed = OutboxEvent.objects.get(handled_at=None)
    assert (failed.payload, failed.attempts, failed.last_error) == ({"number": 13}, 1, "ValueError: thirteen")
    assert failed.next_attempt_at == NOW + timedelta(seconds=2)
    assert drain(now=NOW) == 0
    assert drain(now=NOW + timedelta(seconds=2)) == 1
    assert heard == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_a_rollback_takes_the_event_along_and_outside_it_is_refused(heard: list[int]) -> None:
    rang = bell(heard)
    with pytest.raises(RuntimeError, match="outside a transaction"):
        publish(rang(number=1))
    with pytest.raises(KeyError), transaction.atomic():
        publish(rang(number=1))
        raise KeyError
    assert OutboxEvent.objects.count() == 0


class Taken(RuleBroken):
    code, message = "tests.taken", "{who} 已占用。"


@pytest.mark.django_db
def test_only_the_named_constraint_becomes_the_refusal() -> None:
    Heartbeat.objects.create(process="worker", beaten_at=NOW)
    with pytest.raises(Taken) as refusal, constraint_as(Taken(who="甲"), name="core_heartbeat_pkey"):
        Heartbeat.objects.create(process="worker", beaten_at=NOW)
    assert str(refusal.value) == "甲 已占用。"
    with pytest.raises(IntegrityError), constraint_as(Taken(who="甲"), name="another"):
        Heartbeat.objects.create(process="worker", beaten_at=NOW)
    assert Heartbeat.objects.count() == 1
