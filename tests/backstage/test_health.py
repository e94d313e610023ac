"""/healthz says that the process answers; /readyz that the house is in order, and what is missing."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from liangxin.backstage import views
from liangxin.core.heartbeats import FRESH_FOR, WORKER, beat


def test_alive_without_a_database() -> None:
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})
    assert answer["Cache-Control"].startswith("max-age=0")
    assert answer["X-Request-ID"]


@pytest.mark.django_db
def test_ready_with_database_migrations_and_a_fresh_heartbeat() -> None:
    beat(WORKER, now=timezone.now())
    answer = Client().get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ready", "checks": {"database": "ok", "migrations": "ok", "worker": "ok"}}


@pytest.mark.django_db
@pytest.mark.parametrize("age", [None, FRESH_FOR + timedelta(seconds=2)])
def test_not_ready_without_a_fresh_heartbeat(age: timedelta | None) -> None:
    if age:
        beat(WORKER, now=timezone.now() - age)
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["worker"]) == (503, "no heartbeat")


@pytest.mark.django_db
def test_not_ready_while_migrations_wait() -> None:
    beat(WORKER, now=timezone.now())
    known = views.known_migrations() | {("core", "9999_later")}
    with patch.object(views, "known_migrations", return_value=known):
        answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["migrations"]) == (503, "1 waiting")


@pytest.mark.django_db
def test_not_ready_without_a_database() -> None:
    with patch.object(views.MigrationRecorder, "applied_migrations", side_effect=OperationalError("gone")):
        answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["database"]) == (503, "not reachable")
    assert "gone" not in answer.content.decode()
