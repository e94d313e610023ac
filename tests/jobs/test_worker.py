"""The worker's thread: it beats, delivers, and survives a database that is away."""

from unittest.mock import patch

import pytest
from django.db import OperationalError, transaction

from liangxin.access.events import GrantGiven
from liangxin.core.events import publish
from liangxin.core.heartbeats import WORKER, last_beat
from liangxin.core.models import OutboxEvent
from liangxin.jobs import worker

pytestmark = pytest.mark.django_db


def test_one_round_beats_and_delivers() -> None:
    assert last_beat(WORKER) is None
    with transaction.atomic():
        publish(GrantGiven(grant_id=0, user_id=0))
    with (
        patch.dict("liangxin.core.events.HANDLERS", {GrantGiven.event_name: []}),
        patch.object(worker, "close_old_connections"),
    ):
        assert worker.Deliverer().once() == 1
    assert last_beat(WORKER) is not None
    assert OutboxEvent.objects.get().handled_at is not None


def test_it_beats_only_every_few_seconds() -> None:
    deliverer = worker.Deliverer()
    with patch.object(worker, "close_old_connections"), patch.object(worker, "beat") as beat:
        deliverer.once()
        deliverer.once()
    assert beat.call_count == 1


def test_a_database_that_is_away_does_not_end_it(caplog: pytest.LogCaptureFixture) -> None:
    with (
        patch.object(worker, "close_old_connections"),
        patch.object(worker, "drain", side_effect=OperationalError("away")),
        patch.object(worker, "connection"),
    ):
        assert worker.Deliverer().once() == 0
    assert "trying again" in caplog.text
