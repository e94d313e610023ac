"""From a station's page to a confirmed appointment in two taps; given back, the place is free."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from liangxin.core.demo import World
from liangxin.venues.models import Appointment

pytestmark = pytest.mark.journey


def test_two_taps_and_back(
    visit: Callable[..., Page], clean: Callable[[Page], None], size: str, district: World
) -> None:
    station, item = district.things["station:demo_keeper"], district.things["service:demo"]
    account = {"phone": "contact.shen", "desk": "officer"}[size]
    before = Appointment.objects.filter(item=item, status="booked").count()
    page = visit(account, path=f"/s/{station.node.slug}/")
    clean(page)
    row = page.locator("li", has_text=item.name)
    row.get_by_role("link", name="约").click()
    expect(page.get_by_role("button", name="确认预约")).to_be_in_viewport()
    clean(page)
    page.get_by_role("button", name="确认预约").click()
    page.wait_for_url("**/me/bookings/")
    expect(page.locator("main")).to_contain_text(item.name)
    expect(page.locator("main")).to_contain_text("预约码")
    clean(page)
    assert Appointment.objects.filter(item=item, status="booked").count() == before + 1
    page.locator("li", has_text=item.name).first.get_by_role("button", name="取消").click()
    expect(page.locator("main")).to_contain_text("已取消")
    assert Appointment.objects.filter(item=item, status="booked").count() == before
