"""The small demo district behind a real server, and Chromium in front of it; both sizes for every story."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from liangxin.accounts.selectors import get_user_by_login
from liangxin.core.demo import World
from liangxin.jobs import demo
from tests.helpers import client_for
from tests.journeys.axe import violations
from tests.journeys.chromium import launch

SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1440, "height": 900}}
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in this thread


@pytest.fixture(scope="package")
def district(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The demo district, committed, taken away when the last story has been told."""
    from django.conf import settings

    now = datetime.now(UTC)
    kept: Path = settings.DATA
    settings.DATA = tmp_path_factory.mktemp("data")
    with django_db_blocker.unblock():
        name = str(connection.settings_dict["NAME"])
        assert name.startswith("test_"), f"{name} is no database of tests; it would be emptied"
        call_command("flush", verbosity=0, interactive=False)
        for _, module in demo.room_modules("prepare"):
            module.prepare(now)
        built = demo.load("small", now, lambda text: None)
        assert built is not None
        yield built
        call_command("flush", verbosity=0, interactive=False)
    settings.DATA = kept


@pytest.fixture(scope="package")
def server(district: World) -> Iterator[str]:
    """The address of a server in a thread of its own."""
    running = LiveServer("localhost")
    yield running.url
    running.stop()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all stories."""
    with sync_playwright() as playwright:
        opened = launch(playwright)
        yield opened
        opened.close()


@pytest.fixture(params=list(SIZES))
def size(request: pytest.FixtureRequest) -> str:
    """Each story is told on a phone and at a desk."""
    return str(request.param)


@pytest.fixture
def visit(server: str, browser: Browser, size: str, django_db_blocker: Any) -> Iterator[Callable[..., Page]]:
    """`visit("officer")`: a page of somebody signed in (of a visitor without a name), in a browser of their own.

    A script error or a forbidden inline script fails the story.
    """
    opened, problems = [], []

    def open_page(account: str = "", *, path: str = "/desk/", english: bool = False, dark: bool = False) -> Page:
        context = browser.new_context(
            base_url=server, viewport=SIZES[size], has_touch=size == "phone", locale="en-GB" if english else "zh-CN",  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light", reduced_motion="reduce",
        )  # fmt: skip
        opened.append(context)
        context.set_default_timeout(15_000)
        if account:
            user = get_user_by_login(login=account)
            session = client_for(user).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": server}])
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda said: problems.append(said.text) if "Content Security Policy" in said.text else None)
        page.goto(path)
        return page

    with django_db_blocker.unblock():
        yield open_page
    for context in opened:
        context.close()
    assert problems == []


@pytest.fixture
def clean() -> Callable[[Page], None]:
    """`clean(page)`: axe finds nothing and nothing hangs over the edge."""

    def check(page: Page) -> None:
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{page.url} is {wider} px wider than the screen"
        assert violations(page) == [], page.url

    return check
