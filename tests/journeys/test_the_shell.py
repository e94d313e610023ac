"""Getting about: every page that the navigation offers is clean; search, roles and filters by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

ACCOUNTS = [
    "officer",
    "bonded",
    "park",
    "secretary",
    "keeper",
    "enterprise",
    "member",
    "sysadmin",
    "secadmin",
    "auditor",
]


@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_page_of_the_navigation_is_clean(
    account: str, visit: Callable[..., Page], clean: Callable[[Page], None]
) -> None:
    page = visit(account)
    addresses = page.locator(".d-nav a.it").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert "/desk/" in addresses
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None and answer.status == 200, address
        clean(page)


@pytest.mark.parametrize(
    "path", ["/", "/login/", "/complaints/", "/account/", "/account/grants/", "/account/devices/", "/nowhere/"]
)
def test_pages_of_everybody_are_clean_in_light_and_dark(
    path: str, visit: Callable[..., Page], clean: Callable[[Page], None]
) -> None:
    account = "" if path == "/login/" else "officer"
    for dark in (False, True):
        clean(visit(account, path=path, dark=dark))


def test_search_opens_by_keyboard_and_leads_on(visit: Callable[..., Page], clean: Callable[[Page], None]) -> None:
    page = visit("officer")
    page.keyboard.press("Control+k")
    box = page.locator("#palette-q")
    expect(box).to_be_focused()
    box.press_sequentially("yfds")
    first = page.locator("#palette-list [role=option]").first
    expect(first).to_contain_text("云帆大厦")
    expect(first).to_have_attribute("aria-selected", "true")
    clean(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("云帆大厦")
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.palette")).not_to_be_visible()


def test_one_changes_role_by_keyboard(visit: Callable[..., Page], clean: Callable[[Page], None]) -> None:
    page = visit("officer")
    page.locator("summary.acting").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".acting-pop .opts [aria-current]")).to_be_focused()
    clean(page)
    page.keyboard.press("Escape")
    expect(page.locator("summary.acting")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    wanted = page.locator(".acting-pop .opts button:focus b").inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="身份做事")).to_be_visible()
    expect(page.locator("summary.acting")).to_contain_text(wanted)


def test_filters_live_in_the_address(visit: Callable[..., Page], clean: Callable[[Page], None]) -> None:
    page = visit("secadmin", path="/desk/grants/")
    page.locator(".filter-pop > summary").click()
    clean(page)
    page.locator("#c-state").select_option("now")
    page.get_by_role("button", name="看结果").click()
    expect(page.locator(".fchip.on")).to_contain_text("有效")
    page.wait_for_url("**/desk/grants/?state=now")
    page.locator("#list-q").fill("sysadmin")
    page.wait_for_url("**q=sysadmin**")
    expect(page.locator("#list-table tbody tr")).to_have_count(1)
    page.reload()
    expect(page.locator("#list-table tbody tr")).to_have_count(1)
    expect(page.locator("#list-q")).to_have_value("sysadmin")
    page.locator(".fchip.on .off").click()
    page.wait_for_url("**/desk/grants/?q=sysadmin")
    clean(page)


def test_the_navigation_is_a_drawer_on_a_phone(
    visit: Callable[..., Page], clean: Callable[[Page], None], size: str
) -> None:
    if size == "desk":
        return
    page = visit("officer")
    page.get_by_role("link", name="打开导航").click()
    expect(page.get_by_role("link", name="关闭导航")).to_be_focused()
    clean(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="打开导航")).to_be_focused()


def test_large_text_is_one_tap_away_and_stays(visit: Callable[..., Page], clean: Callable[[Page], None]) -> None:
    page = visit(path="/")
    page.get_by_role("button", name="大字").click()
    expect(page.locator("html")).to_have_attribute("data-lx-text", "large")
    clean(page)
    page.goto("/login/")
    expect(page.locator("html")).to_have_attribute("data-lx-text", "large")
    clean(page)
