"""How far a long run is, told on a connection of its own: the run itself is one transaction (docs/adr/0040-imports.md)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DEFAULT_DB_ALIAS, connections

from liangxin.spreadsheets.models import ImportProgress

NOTE = """
    INSERT INTO {table} (batch_id, step, done, total, beaten_at) VALUES (%s, %s, %s, %s, clock_timestamp())
    ON CONFLICT (batch_id) DO UPDATE
    SET step = excluded.step, done = excluded.done, total = excluded.total, beaten_at = excluded.beaten_at
"""
Listener = Callable[[str, int, int], None]
_listener: ContextVar[Listener | None] = ContextVar("import_progress_listener", default=None)


@contextmanager
def told_to(listener: Listener) -> Iterator[None]:
    """Tell `listener` (step, done, total) instead of the database, for one who watches in the same process."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def note_progress(*, batch_id: int, step: str, done: int, total: int) -> None:
    """Let everyone see how far the run is, at once."""
    listener = _listener.get()
    if listener is not None:
        listener(step, done, total)
        return
    _run(NOTE.format(table=ImportProgress._meta.db_table), [batch_id, step, done, total])


def clear_progress(*, batch_id: int) -> None:
    """The run is over."""
    if _listener.get() is None:
        _run(f"DELETE FROM {ImportProgress._meta.db_table} WHERE batch_id = %s", [batch_id])


def _run(query: str, values: list[str | int]) -> None:
    own = connections[DEFAULT_DB_ALIAS].copy()
    try:
        with own.cursor() as cursor:
            cursor.execute(query, values)
    finally:
        own.close()
