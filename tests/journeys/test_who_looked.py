"""A secretary looks at a member's number, with a reason; the member finds it on their own phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from liangxin.core.demo import World

pytestmark = pytest.mark.journey


def test_a_member_sees_who_looked_and_why(
    visit: Callable[..., Page], clean: Callable[[Page], None], district: World, size: str
) -> None:
    person = district.things["person:member_demo"]
    reason = f"核对{'手机上' if size == 'phone' else '会议'}的参会名单"

    secretary = visit("secretary", path=f"/desk/people/{person.pk}/")
    assert person.identity_number not in secretary.content()
    secretary.goto(f"/desk/people/{person.pk}/reveal/?field=identity_number")
    clean(secretary)
    secretary.get_by_label("为什么要看").fill("看")
    secretary.get_by_role("button", name="查看").click()
    expect(secretary.get_by_role("alert")).to_contain_text("要改")  # too short a reason shows nothing
    assert person.identity_number not in secretary.content()
    secretary.get_by_label("为什么要看").fill(reason)
    secretary.get_by_role("button", name="查看").click()
    expect(secretary.get_by_text(person.identity_number)).to_be_visible()

    member = visit("member", path="/me/")
    clean(member)
    member.get_by_role("link", name="谁看过我的信息").click()
    expect(member.get_by_text(reason)).to_be_visible()
    clean(member)
