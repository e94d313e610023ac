"""Every page of the URL × role table, once for each address's name, by one who may open it: axe finds nothing and
nothing hangs over the edge, on a phone in light, at a desk in dark."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from liangxin.core.demo import World
from tests.doors.rows import NOBODY, Row
from tests.doors.test_permissions import all_rows
from tests.journeys.axe import violations

pytestmark = pytest.mark.journey
NO_PAGE = frozenset(
    {"healthz", "readyz", "portal-manifest", "portal-service-worker", "portal-points", "desk-pick", "set_language"}
)


def pages() -> dict[str, list[tuple[str, Row]]]:
    """For each account the addresses that it opens for all: each name once."""
    found: dict[str, list[tuple[str, Row]]] = {}
    known: set[str] = set()
    for row in all_rows():
        asked = f"{row.name}{row.query}"
        if row.method != "get" or row.name in NO_PAGE or asked in known:
            continue
        account = next((one for one in (*row.ok.split(), NOBODY) if row.expected(one) == 200), None)
        if account is not None:
            known.add(asked)
            found.setdefault(account, []).append((asked, row))
    return found


PAGES = pages()


def is_whole(page: Page) -> bool:
    """A page, not a part of one that is loaded into another."""
    return bool(page.evaluate("document.doctype !== null && document.querySelector('main') !== null"))


@pytest.mark.parametrize("account", sorted(PAGES))
def test_every_page_is_clean(account: str, size: str, visit: Callable[..., Page], district: World) -> None:
    page = visit("" if account == NOBODY else account, path="/offline/", dark=size == "desk")
    wrong: list[str] = []
    for asked, row in PAGES[account]:
        address = reverse(row.name, kwargs=row.kwargs(district.things)) + row.query
        try:
            answer = page.goto(address, wait_until="load")
        except PlaywrightError as error:
            assert "Download is starting" in str(error), f"{asked}: {error}"
            continue
        assert answer is not None and answer.status == 200, f"{asked}: {address}"
        if not is_whole(page):
            continue
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wider > 0:
            wrong.append(f"{address} is {wider} px wider than the screen")
        wrong += [f"{address}: {line}" for line in violations(page)]
    assert wrong == []
