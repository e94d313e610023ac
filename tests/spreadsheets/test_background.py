"""Long imports in the background: what the worker takes up, how far it is, and what stays when it is stopped."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from liangxin.access.models import Role
from liangxin.core import outbox
from liangxin.jobs import tasks
from liangxin.spreadsheets import rules, selectors
from liangxin.spreadsheets.kinds import KINDS
from liangxin.spreadsheets.models import ImportBatch, ImportProgress
from liangxin.spreadsheets.services import applying, progress, running, undoing
from tests.access.factories import NOW
from tests.spreadsheets import demo_kind
from tests.spreadsheets.test_batches import bodies, importer, made, upload

pytestmark = pytest.mark.usefixtures("kind")


def seen_from_elsewhere() -> list[Any]:
    """Progress as another connection sees it."""
    other = connections[DEFAULT_DB_ALIAS].copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT step, done, total FROM spreadsheets_importprogress")
            return list(cursor.fetchall())
    finally:
        other.close()


@pytest.mark.django_db(transaction=True)
def test_progress_shows_before_the_import_is_committed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("INLINE_ROWS", "PROGRESS_EVERY", "CHUNK_ROWS"):
        monkeypatch.setattr(rules, name, 1)
    seen: list[Any] = []

    def apply_rows(context: Any, rows: Any) -> list[Any]:
        seen.append(seen_from_elsewhere())
        return [demo_kind.apply_row(context, row, plan) for row, plan in rows]

    KINDS["demo-bodies"] = replace(demo_kind.DEMO, apply_rows=apply_rows)  # the fixture takes it out
    who = importer()
    batch = upload(who, [made(1), made(2), made(3)])
    running.run_batch(batch_id=batch.pk, now=NOW)
    batch.refresh_from_db()
    applying.apply_batch(actor=who, batch=batch, now=NOW)
    running.run_batch(batch_id=batch.pk, now=NOW)
    assert seen == [[], [("apply", 1, 3)], [("apply", 2, 3)]]
    assert not ImportProgress.objects.exists()
    assert len(bodies()) == 3


@pytest.mark.django_db
def test_a_waiting_batch_becomes_a_task_and_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "INLINE_ROWS", 1)
    batch = upload(importer(), [made(1), made(2)])
    assert outbox.drain(now=timezone.now()) > 0
    job = ProcrastinateJob.objects.get(task_name="run_import")
    assert job.args == {"batch_id": batch.pk}
    tasks.run_import.func(**job.args)
    batch.refresh_from_db()
    assert batch.status == "checked"


@pytest.mark.django_db
def test_a_run_that_goes_wrong_is_put_back_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "INLINE_ROWS", 1)
    who = importer()
    batch = upload(who, [made(1), made(2)])
    running.run_batch(batch_id=batch.pk, now=NOW)
    batch.refresh_from_db()
    applying.apply_batch(actor=who, batch=batch, now=NOW)

    def broken(context: Any, row: Any, plan: Any) -> Any:
        raise RuntimeError("a bug")

    KINDS["demo-bodies"] = replace(demo_kind.DEMO, apply_row=broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        running.run_batch(batch_id=batch.pk, now=NOW)
    running.give_up(batch_id=batch.pk)
    batch.refresh_from_db()
    assert batch.status == "checked"
    assert batch.failure.startswith("中途出错，没有任何改动")
    assert bodies() == []


@pytest.mark.django_db
def test_what_a_killed_worker_left_is_taken_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "INLINE_ROWS", 1)
    batch = upload(importer(), [made(1), made(2)])
    upload(importer(), [made(3)])
    assert selectors.waiting_batch_ids() == [batch.pk]
    tasks.take_up_imports.func(0)
    assert [job.args for job in ProcrastinateJob.objects.filter(task_name="run_import")] == [{"batch_id": batch.pk}]


@pytest.mark.django_db
def test_old_files_are_purged_by_the_clock() -> None:
    upload(importer(), [made(1)])
    ImportBatch.objects.update(uploaded_at=NOW.replace(year=2020))
    tasks.purge_imports.func(0)
    assert ImportBatch.objects.get().purged_at is not None


@pytest.mark.django_db
def test_one_who_watches_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "INLINE_ROWS", 1)
    told: list[tuple[str, int, int]] = []
    with progress.told_to(lambda *said: told.append(said)):
        running.run_batch(batch_id=upload(importer(), [made(1), made(2)]).pk, now=NOW)
    assert told == [("check", 2, 2)]
    assert connection.in_atomic_block


@pytest.mark.django_db
def test_a_long_import_is_taken_back_by_the_worker_or_says_why_not(monkeypatch: pytest.MonkeyPatch) -> None:
    who = importer()
    batch = applying.apply_batch(actor=who, batch=upload(who, [made(1), made(2)]), now=NOW)
    monkeypatch.setattr(rules, "INLINE_ROWS", 1)
    child = Role.objects.create(code="child", name="下级", description="机构1")
    assert undoing.undo_batch(actor=who, batch=batch, now=NOW).status == "undo_waiting"
    put_back = running.run_batch(batch_id=batch.pk, now=NOW)
    assert put_back is not None and put_back.status == "applied"
    assert put_back.failure == "第 2 行不能撤回：还有下级。整批都没有撤回。"
    assert len(bodies()) == 2
    child.delete()
    undoing.undo_batch(actor=who, batch=batch, now=NOW)
    undone = running.run_batch(batch_id=batch.pk, now=NOW)
    assert undone is not None and undone.status == "undone"
    assert bodies() == []
