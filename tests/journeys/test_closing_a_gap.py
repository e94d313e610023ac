"""A joint branch is founded and takes in an enterprise that nobody covered; the coverage figures move by one."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey


def uncovered(page: Page) -> int:
    """The figure of the sentence above the map: … 家没有."""
    page.goto("/desk/coverage/")
    found = re.search(r"，(\d+) 家没有", page.locator("main").inner_text().replace("\n", ""))
    assert found is not None
    return int(found.group(1))


def act_as(page: Page, node: str) -> None:
    """Choose another of one's roles in the header."""
    page.locator("summary.acting").click()
    named = page.locator("b", has_text=re.compile(rf"^{node}$"))
    page.locator("details:has(summary.acting) button").filter(has=named).click()
    expect(page.locator("summary.acting")).to_contain_text(node)


def choose(page: Page, label: str, text: str) -> None:
    """Type into a picker and take what it offers."""
    page.get_by_role("combobox", name=label).fill(text)
    page.get_by_role("option").filter(has_text=text).first.click()


def test_a_joint_branch_is_founded_and_closes_a_gap(
    visit: Callable[..., Page], clean: Callable[[Page], None], size: str
) -> None:
    branch = {"phone": "汇泽广场第一联合党支部", "desk": "汇泽广场第二联合党支部"}[size]
    officer = visit("officer", path="/desk/coverage/")
    before = uncovered(officer)
    clean(officer)

    act_as(officer, "滨港区社会工作党委")
    officer.goto("/desk/organisations/new/")
    choose(officer, "上级组织", "金融城片区综合党委")
    officer.get_by_role("button", name="下一步").click()
    officer.get_by_label("类型").select_option(label="联合党支部")
    officer.get_by_label("名称").fill("")
    clean(officer)
    officer.get_by_role("button", name="成立", exact=True).click()
    expect(officer.get_by_role("alert")).to_contain_text("要改")  # the name is missing; nothing else is lost
    expect(officer.get_by_label("类型").locator("option:checked")).to_have_text("联合党支部")
    officer.get_by_label("名称").fill(branch)
    officer.get_by_role("button", name="成立", exact=True).click()
    expect(officer.get_by_role("heading", name=branch)).to_be_visible()
    clean(officer)

    act_as(officer, "滨港区")
    assert uncovered(officer) == before
    officer.get_by_role("link", name="划入").first.click()
    choose(officer, "责任组织", branch)
    officer.get_by_label("覆盖方式").select_option(label="联合组建")
    clean(officer)
    officer.get_by_role("button", name="划入", exact=True).click()
    expect(officer.get_by_role("status").filter(has_text="已划入责任组织")).to_be_visible()
    assert uncovered(officer) == before - 1
