"""What many tests need: a fixed day, a signed-in client, a count of queries, threads at once."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@contextmanager
def queries(*, exactly: int | None = None, at_most: int | None = None) -> Iterator[CaptureQueriesContext]:
    """Count the queries of the block; fails, listing them, where there are more (or fewer) than said."""
    with CaptureQueriesContext(connection) as captured:
        yield captured
    made = len(captured)
    listed = "\n".join(query["sql"][:300] for query in captured)
    if exactly is not None:
        assert made == exactly, f"{made} queries, {exactly} expected:\n{listed}"
    if at_most is not None:
        assert made <= at_most, f"{made} queries, at most {at_most} expected:\n{listed}"


def client_for(user: Any = None, *, grant: Any = None) -> Client:
    """A client signed in as `user` (nobody without one), acting under `grant` where given."""
    client = Client()
    if user is not None:
        client.force_login(user)
    if grant is not None:
        session = client.session
        session["acting_grant"] = grant.pk
        session.save()
    return client


def fragment_of(page: str, element_id: str) -> str:
    """The element with this id out of a page, white space folded, to compare with what htmx swaps in."""
    start = re.search(rf'<(\w+)[^>]*\bid="{re.escape(element_id)}"', page)
    assert start, f"no element with id {element_id!r}"
    tag, depth = start.group(1), 0
    for mark in re.finditer(rf"<(/?){tag}\b[^>]*>", page[start.start() :]):
        depth += -1 if mark.group(1) else 1
        if depth == 0:
            return folded(page[start.start() : start.start() + mark.end()])
    raise AssertionError(f"element {element_id!r} is not closed")


def folded(html: str) -> str:
    """White space folded and one-time tokens taken out, to compare two renderings."""
    html = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]*', r"\1", html)
    return " ".join(re.sub(r">\s+<", "><", html).split())


def at_once(*actions: Callable[[], Any]) -> list[Any]:
    """Run the actions at the same time in real threads (needs transaction=True); results, or what each raised."""
    gate = threading.Barrier(len(actions))
    results: list[Any] = [None] * len(actions)

    def run(index: int) -> None:
        gate.wait(10)
        try:
            results[index] = actions[index]()
        except Exception as error:  # noqa: BLE001 - the test looks at what each thread raised
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(actions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results
