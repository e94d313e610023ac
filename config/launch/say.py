"""What the person at the terminal sees: short lines of progress, Chinese first."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class LaunchError(Exception):
    """Something the person must know or do; printed without a traceback, and the command ends with code 1."""


def line(text: str = "") -> None:
    """One line, at once."""
    print(text, flush=True)


def problem(text: str) -> None:
    """One line on standard error."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    """Announce a step before it begins, and its seconds when it took long."""
    line(f"· {text} …")
    begun = time.monotonic()
    yield
    seconds = time.monotonic() - begun
    if seconds >= 2:
        line(f"  完成，{seconds:.0f} 秒 · done")
