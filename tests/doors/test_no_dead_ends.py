"""What a page offers, it gives: no link or button that anybody sees answers 403, 404, 405 or 500."""

from http.cookies import SimpleCookie

import pytest
from django.test import Client

from liangxin.core.demo import World
from tests.doors.crawl import Reader, crawl
from tests.doors.rows import ACCOUNTS, NOBODY

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("district")]
GOOD = frozenset({200, 204, 302, 422})  # a button without what it asks for answers in words (422)


@pytest.mark.parametrize("account", [NOBODY, *ACCOUNTS])
def test_no_link_or_button_leads_nowhere(account: str, world: World, sessions: dict[str, SimpleCookie]) -> None:
    client = Client()
    client.cookies = SimpleCookie({name: morsel.value for name, morsel in sessions.get(account, {}).items()})
    seen = list(crawl(client))
    bad = [f"{one.status} {one.method} {one.address} on {one.offered_on}" for one in seen if one.status not in GOOD]
    assert bad == []
    assert len({one.name for one in seen}) >= 10, "the crawl stopped at the door"


def test_the_crawl_reads_links_loads_and_what_a_form_holds() -> None:
    reader = Reader()
    reader.feed(
        '<a href="/a/">甲</a><div hx-get="/b/"></div><form method="post" action="/c/"><input name="x" value="1">'
        '<input type="checkbox" name="y"><select name="z"><option value="2">乙<option value="3" selected>丙</select>'
        '<button name="do" value="go">办</button></form><form hidden action="/d/"></form>'
    )
    assert reader.links == ["/a/", "/b/"]
    [form] = reader.buttons
    assert (form.action, form.method) == ("/c/", "post")
    assert form.values == [("x", "1"), ("z", "3"), ("do", "go")]
