"""A secretary looks at a number with a reason; the member sees it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from liangxin.core.demo import World

pytestmark = pytest.mark.journey


def test_a_member_sees_who_looked_and_why(
    visit: Callable[..., Page], clean: Callable[[Page], None], size: str, district: World
) -> None:
    reason = f"核对参会名单（{size}）"
    membership = district.things["membership:member_demo"]
    number = membership.person.phone

    secretary = visit("secretary", path=f"/desk/members/{membership.pk}/")
    expect(secretary.locator("body")).not_to_contain_text(number)
    clean(secretary)
    secretary.locator("dd#sealed-phone").get_by_role("link", name="查看").click()
    sheet = secretary.get_by_role("dialog", name="查看完整内容")
    sheet.get_by_label("为什么要看").fill("看看")
    sheet.get_by_role("button", name="查看").click()
    expect(sheet).to_contain_text("请写明为什么要看")
    clean(secretary)
    sheet.get_by_label("为什么要看").fill(reason)
    sheet.get_by_role("button", name="查看").click()
    expect(sheet).to_contain_text(number)
    clean(secretary)

    member = visit("member", path="/me/")
    expect(member.get_by_role("link", name="谁看过我的信息")).to_contain_text(reason)
    clean(member)
    member.get_by_role("link", name="谁看过我的信息").click()
    first = member.locator("ol.hist li").first
    expect(first).to_contain_text("手机号码")
    expect(first).to_contain_text(reason)
    clean(member)
