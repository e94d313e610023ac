"""Who changed what and why: the context that django-pghistory's triggers store with each row of history."""

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory


@contextmanager
def because(reason: str, **facts: object) -> Iterator[None]:
    """Store `reason` (and facts) with every change made in the block."""
    with pghistory.context(reason=reason, **facts):
        yield
