"""A keeper goes on while the network is cut; all of it arrives when it is back, once, and what clashed is shown."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect
from psycopg.types.range import TimestamptzRange

from liangxin.access.actor import SYSTEM
from liangxin.core.demo import World
from liangxin.venues.models import Appointment, KeeperEntry, KeeperNote, Slot, WalkInCount
from liangxin.venues.services.appointments import book_for_guest, call_off
from liangxin.venues.services.providers import put_provider

pytestmark = pytest.mark.journey
IN_ORDER = "() => navigator.serviceWorker.ready.then(() => caches.open('liangxin-keeper-1')).then((one) => one.keys()).then((keys) => keys.length)"


def _expected(world: World, size: str, name: str) -> Appointment:
    """Someone who comes within the hour."""
    item, now = world.things["service:demo"], timezone.now()
    provider = put_provider(actor=SYSTEM, station=item.station, title=f"值班医生 {size} {name}")
    start = now + timedelta(minutes=5)
    slot = Slot.objects.create(
        item=item, provider=provider, station=item.station, places=1,
        during=TimestamptzRange(start, start + timedelta(minutes=20)),
    )  # fmt: skip
    return book_for_guest(actor=SYSTEM, slot_id=slot.pk, guest_name=name, now=now)


def _cut(route: Route) -> None:
    """What is sent does not arrive; the rest goes on as it can."""
    route.abort() if route.request.method == "POST" else route.fallback()


def _walk_ins(station_id: int) -> int:
    day = timezone.localdate()
    return sum(WalkInCount.objects.filter(station=station_id, day=day).values_list("people", flat=True))


def test_the_day_goes_on_without_a_network(
    visit: Callable[..., Page], clean: Callable[[Page], None], size: str, district: World
) -> None:
    station = district.things["station:demo_keeper"]
    comes, leaves = _expected(district, size, "林小舟"), _expected(district, size, "叶知秋")
    before, sent = _walk_ins(station.pk), KeeperEntry.objects.count()
    page = visit("keeper", path="/desk/keeper/")
    page.wait_for_url(f"**/desk/keeper/{station.pk}/")
    net = page.locator("[data-keeper-net]")
    expect(net).to_contain_text("已连网")
    clean(page)
    page.wait_for_function(f"({IN_ORDER})().then((count) => count > 8)")

    page.context.set_offline(True)
    page.context.route("**/desk/keeper/**", _cut)  # a page that is loaded anew may be online for a blink
    plus = page.get_by_role("button", name="上午来访 +1")
    for _number in range(3):
        plus.click()
    page.get_by_role("button", name="到了 林*舟").click()
    page.get_by_role("button", name="到了 叶*秋").click()
    page.get_by_label("留给下一班").fill("伞架满了，请收两把")
    page.get_by_role("button", name="留下").click()
    expect(net).to_contain_text("离线")
    expect(net).to_contain_text("6 条等网络")
    clean(page)
    assert (_walk_ins(station.pk), KeeperEntry.objects.count()) == (before, sent)

    page.reload()  # the page and what was noted are still there
    expect(page.locator("[data-keeper-waiting]")).to_contain_text("林*舟 已到")
    expect(net).to_contain_text("6 条等网络")
    call_off(actor=SYSTEM, appointment_id=leaves.pk, reason="医生有急事", now=timezone.now())  # meanwhile, elsewhere

    page.context.unroute("**/desk/keeper/**", _cut)
    page.context.set_offline(False)
    expect(page.locator("[data-keeper-waiting]")).to_be_hidden()
    expect(net).to_contain_text("已连网")
    expect(page.get_by_role("heading", name="有冲突，没有记上的")).to_be_visible()
    expect(page.locator("#day")).to_contain_text("站点取消")
    expect(page.locator("#day")).to_contain_text("伞架满了，请收两把")
    clean(page)
    assert _walk_ins(station.pk) == before + 3
    assert KeeperEntry.objects.count() == sent + 6
    assert Appointment.objects.get(pk=comes.pk).status == "came"
    assert Appointment.objects.get(pk=leaves.pk).status == "called_off"
    KeeperNote.objects.filter(station=station, text="伞架满了，请收两把").update(settled_at=timezone.now())

    page.locator(".account-pop summary").click()
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/*")
    page.wait_for_load_state()
    kept = "() => caches.keys().then((names) => [Object.keys(localStorage).filter((one) => one.startsWith('lx-keeper')).length, names.filter((one) => one.includes('keeper')).length])"
    assert page.evaluate(kept) == [0, 0]
