"""A person is let in and given exactly a slice, by the two administrators whose business it is."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

OWN_PASSWORD = "three unlikely words"


def test_an_account_is_opened_given_a_slice_and_sees_exactly_that(
    visit: Callable[..., Page], clean: Callable[[Page], None], size: str
) -> None:
    name = f"new.{size}"

    system = visit("sysadmin", path="/desk/accounts/")
    system.get_by_role("link", name="建账号").click()
    system.get_by_label("用户名").fill(name)
    system.get_by_label("姓名").fill("周启明")
    system.get_by_role("button", name="建账号").click()
    expect(system.get_by_role("heading", name="首次密码")).to_be_visible()
    first = system.locator(".first-password .mono").inner_text()
    clean(system)

    security = visit("secadmin", path="/desk/grants/new/")
    security.get_by_role("combobox", name="给谁").fill(name)
    security.get_by_role("option", name=name).click()
    security.get_by_label("什么角色").select_option(label="园区工作人员：管园区、楼宇及其中的企业；党员只见人数。")
    security.get_by_role("combobox", name="在哪里").fill("qccxg")
    security.get_by_role("option").filter(has_text=re.compile("^汽车创新港场所")).click()
    security.get_by_label("理由").fill("新到岗")
    clean(security)
    security.get_by_role("button", name="授权", exact=True).click()
    expect(security.get_by_role("status").filter(has_text="现在是")).to_be_visible()
    clean(security)

    person = visit(path="/login/")
    person.get_by_label("用户名或手机号").fill(name)
    person.get_by_label("密码", exact=True).fill(first)
    person.get_by_role("button", name="登录", exact=True).click()
    expect(person.get_by_text("您用的是首次密码")).to_be_visible()
    clean(person)
    person.get_by_label("现在的密码").fill(first)
    person.get_by_label("新密码", exact=True).fill(OWN_PASSWORD)
    person.get_by_label("再输一次新密码").fill(OWN_PASSWORD)
    person.get_by_role("button", name="改密码").click()
    person.wait_for_url("**/account/**")
    person.goto("/desk/")
    expect(person.locator("summary.acting")).to_contain_text("汽车创新港")
    person.goto("/desk/places/")
    listed = person.locator("#list-table")
    expect(listed).to_be_visible()
    expect(listed.locator("tbody tr").first).to_contain_text("汽车创新港")
    assert "金融城" not in listed.inner_text()
    clean(person)
