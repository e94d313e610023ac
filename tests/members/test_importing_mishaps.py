"""What goes wrong while a roster of members goes in: an abort, two at once, a kill in the middle, an undo too many."""

import threading
from collections.abc import Sequence
from typing import Any

import pytest
from django.db import Error, connection

from liangxin.access.actor import Actor
from liangxin.members import import_rows
from liangxin.members.models import HomeSpan, Membership
from liangxin.people.models import Person
from liangxin.search.models import SearchEntry
from liangxin.spreadsheets import rules
from liangxin.spreadsheets.models import ImportBatch
from liangxin.spreadsheets.services import applying, batches, running, undoing
from liangxin.spreadsheets.services.batches import BatchNotOpen, Upload
from tests.access.factories import actor
from tests.helpers import at_once
from tests.members.factories import organisation
from tests.people.factories import NOW, identity
from tests.spreadsheets.factories import xlsx

HEAD = ["姓名", "身份证号", "所在支部"]


class Desk:
    def __init__(self) -> None:
        top = organisation("综合党委", holds_members=False)
        organisation("甲党支部", top)
        self.who: Actor = actor("district_officer", top.node)

    def upload(self, rows: Sequence[Sequence[Any]], *, in_background: bool = False) -> ImportBatch:
        upload = Upload(name="名册.xlsx", content=xlsx([HEAD, *rows]))
        return batches.upload_batch(
            actor=self.who, kind_code="members", upload=upload, now=NOW, in_background=in_background
        )


def rows(number: int) -> list[list[str]]:
    return [["王伟", identity(), "甲党支部"] for _ in range(number)]


def written() -> list[int]:
    return [
        Person.objects.count(), Membership.objects.count(), HomeSpan.objects.count(),
        SearchEntry.objects.filter(kind="person").count(),
    ]  # fmt: skip


@pytest.mark.django_db
def test_an_abort_leaves_nothing_and_the_file_goes_in_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk()
    batch = desk.upload(rows(5))
    enrol, done = import_rows.enrol_many, []

    def broken(**given: Any) -> Any:
        if done:
            raise RuntimeError("the disk is full")
        done.append(1)
        return enrol(**given)

    with monkeypatch.context() as patch:
        patch.setattr(rules, "TOGETHER_ROWS", 2)
        patch.setattr(import_rows, "enrol_many", broken)
        with pytest.raises(RuntimeError):
            applying.apply_batch(actor=desk.who, batch=batch, now=NOW)
    assert written() == [0, 0, 0, 0]
    batch.refresh_from_db()
    assert batch.status == "checked"
    applying.apply_batch(actor=desk.who, batch=batch, now=NOW)
    assert written() == [5, 5, 5, 5]


@pytest.mark.django_db
def test_a_batch_is_neither_applied_nor_taken_back_twice() -> None:
    desk = Desk()
    batch = applying.apply_batch(actor=desk.who, batch=desk.upload(rows(3)), now=NOW)
    with pytest.raises(BatchNotOpen):
        applying.apply_batch(actor=desk.who, batch=batch, now=NOW)
    undoing.undo_batch(actor=desk.who, batch=batch, now=NOW)
    assert written() == [0, 0, 0, 0]
    with pytest.raises(BatchNotOpen):
        undoing.undo_batch(actor=desk.who, batch=batch, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_who_bring_the_same_roster_at_once_bring_each_member_once() -> None:
    desk, same = Desk(), rows(4)
    first, second = desk.upload(same), desk.upload(same)
    at_once(*(lambda one=one: applying.apply_batch(actor=desk.who, batch=one, now=NOW) for one in (first, second)))  # type: ignore[misc]
    assert written() == [4, 4, 4, 4]
    outcomes = [ImportBatch.objects.get(pk=one.pk).counts["outcome"] for one in (first, second)]
    assert {"created": 4} in outcomes


@pytest.mark.django_db(transaction=True)
def test_one_batch_ordered_twice_at_once_goes_in_once() -> None:
    desk = Desk()
    batch = desk.upload(rows(4))
    found = at_once(*[lambda: applying.apply_batch(actor=desk.who, batch=batch, now=NOW)] * 2)
    assert sorted(type(one).__name__ for one in found) == ["BatchNotOpen", "ImportBatch"]
    assert written() == [4, 4, 4, 4]


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_leaves_nothing_and_the_next_one_takes_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = Desk()
    monkeypatch.setattr(rules, "INLINE_ROWS", 2)
    monkeypatch.setattr(rules, "TOGETHER_ROWS", 2)
    batch = desk.upload(rows(6))
    applying.apply_batch(actor=desk.who, batch=batch, now=NOW)
    enrol, reached, go_on, process, raised = import_rows.enrol_many, threading.Event(), threading.Event(), [0], [False]

    def slow(**given: Any) -> Any:
        made = enrol(**given)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            process[0] = cursor.fetchone()[0]
        reached.set()
        go_on.wait(20)
        return made

    def work() -> None:
        try:
            running.run_batch(batch_id=batch.pk, now=NOW)
        except Error:
            raised[0] = True
        finally:
            connection.close()

    with monkeypatch.context() as patch:
        patch.setattr(import_rows, "enrol_many", slow)
        worker = threading.Thread(target=work)
        worker.start()
        assert reached.wait(20)
        assert running.run_batch(batch_id=batch.pk, now=NOW) is None  # another worker has it
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [process[0]])
        go_on.set()
        worker.join(20)
    assert raised == [True]
    assert written() == [0, 0, 0, 0]
    assert ImportBatch.objects.get(pk=batch.pk).status == "apply_waiting"
    running.run_batch(batch_id=batch.pk, now=NOW)
    assert ImportBatch.objects.get(pk=batch.pk).counts["outcome"] == {"created": 6}
    assert written() == [6, 6, 6, 6]
