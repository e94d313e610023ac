"""Whether a kind's rows come out the same, written many at once or one by one."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any
from unittest import mock

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings

from liangxin.access.actor import Actor
from liangxin.core.models import OutboxEvent
from liangxin.search.models import SearchEntry
from liangxin.spreadsheets import rules
from liangxin.spreadsheets.kinds import KINDS
from liangxin.spreadsheets.models import ImportBatch
from liangxin.spreadsheets.services.applying import apply_batch
from liangxin.spreadsheets.services.batches import Upload, upload_batch
from tests.access.factories import NOW

RUNS = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate],
)  # fmt: skip


class TakenBack(Exception):
    """Ends a run, and with it all it wrote."""


def came_of(
    kind: str, who: Actor, content: bytes, facts: Callable[[], Any], *, together: bool
) -> tuple[list[tuple[Any, ...]], Any]:
    """What became of each row, and the facts afterwards; nothing of it stays."""
    single = {} if together else {kind: replace(KINDS[kind], apply_rows=None)}
    size = rules.TOGETHER_ROWS if together else 1
    found: list[Any] = []
    with mock.patch.dict(KINDS, single), mock.patch.object(rules, "TOGETHER_ROWS", size):
        try:
            with transaction.atomic():
                found = [_rows_and_facts(kind, who, content, facts)]
                raise TakenBack
        except TakenBack:
            return found[0]


def _rows_and_facts(kind: str, who: Actor, content: bytes, facts: Callable[[], Any]) -> Any:
    last = OutboxEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    upload = Upload(name="名册.xlsx", content=content)
    batch: ImportBatch = upload_batch(actor=who, kind_code=kind, upload=upload, now=NOW, in_background=False)
    if batch.counts["planned"].keys() - {"refused"}:
        batch = apply_batch(actor=who, batch=batch, now=NOW, in_background=False)
    rows = batch.rows.order_by("number").values_list("number", "outcome", "problem_codes", "severity")
    events = OutboxEvent.objects.filter(pk__gt=last).exclude(name__startswith="spreadsheets")
    found = SearchEntry.objects.values_list("kind", "title", "words")
    return (
        [(number, outcome, tuple(codes), worst) for number, outcome, codes, worst in rows],
        [facts(), _told(events.values_list("name", "payload")), sorted(map(str, found))],
    )  # fmt: skip


def _told(events: Iterable[tuple[str, dict[str, Any]]]) -> Counter[str]:
    """How many facts of each kind were told; one event may tell of many records."""
    told: Counter[str] = Counter()
    for name, payload in events:
        told[name] += sum(len(value) for value in payload.values() if isinstance(value, list)) or 1
    return told


def equal(kind: str, who: Actor, content: bytes, facts: Callable[[], Any]) -> None:
    """Fails where the two ways differ in an outcome, a fact, an event or the search."""
    at_once = came_of(kind, who, content, facts, together=True)
    singly = came_of(kind, who, content, facts, together=False)
    assert at_once[0] == singly[0]
    for one, other in zip(at_once[1], singly[1], strict=True):
        assert one == other
