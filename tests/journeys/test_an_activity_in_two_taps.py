"""A member takes a place in two taps; somebody gives one back, and who waited sees the place and is told."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from liangxin.access.actor import SYSTEM
from liangxin.activities.models import Activity, Registration
from liangxin.activities.selectors.activities import get_kind
from liangxin.activities.services.planning import ActivityValues, plan_activity
from liangxin.activities.services.publishing import publish_activity
from liangxin.core.demo import World

pytestmark = pytest.mark.journey


def planned(district: World, title: str, capacity: int) -> Activity:
    """An open evening at the keeper's station."""
    station = district.things["station:demo_keeper"]
    starts = district.now + timedelta(days=11)
    values = ActivityValues(
        kind=get_kind(code="salon"), title=title, organiser=station.owner, station=station, starts_at=starts,
        ends_at=starts + timedelta(hours=1), capacity=capacity,
    )  # fmt: skip
    draft = plan_activity(actor=SYSTEM, values=values, now=district.now)
    return publish_activity(actor=SYSTEM, activity=draft, now=district.now)


def test_a_place_in_two_taps_and_a_waiting_one_that_moves_up(
    visit: Callable[..., Page], clean: Callable[[Page], None], size: str, district: World, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock():
        activity = planned(district, f"窗边读书会{size}", 1)
    address = f"/activities/{activity.slug}/"
    first = visit("member", path=address)
    clean(first)
    first.get_by_role("button", name="报名", exact=True).click()
    clean(first)
    first.get_by_role("button", name="确认报名").click()
    first.wait_for_url(re.compile(r"/me/bookings/activities/\d+/$"))
    clean(first)

    second = visit("secretary", path=address)
    second.get_by_role("button", name="加入候补").click()
    expect(second.locator("#join")).to_contain_text("您将排在第 1 位")
    clean(second)
    second.locator("#join").get_by_role("button", name="加入候补").click()
    second.wait_for_url(re.compile(r"/me/bookings/activities/\d+/$"))
    expect(second.get_by_text("候补第 1 位").first).to_be_visible()

    first.on("dialog", lambda dialog: dialog.accept())
    first.get_by_role("button", name="取消报名").click()
    expect(first.get_by_text("已取消报名").first).to_be_visible()

    second.reload()
    expect(second.get_by_text("已报名", exact=True).first).to_be_visible()
    clean(second)
    second.goto("/me/notices/")
    expect(second.get_by_text(f"候补成功：{activity.title}").first).to_be_visible()
    with django_db_blocker.unblock():
        assert Registration.objects.filter(activity=activity, status="registered").count() == 1
