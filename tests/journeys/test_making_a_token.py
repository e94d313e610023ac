"""A story in the browser: a program's token is made, copied and ended; the page for those who write programs."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey


def test_a_token_is_made_shown_once_and_ended(
    size: str, visit: Callable[..., Page], clean: Callable[[Page], None]
) -> None:
    name = f"街道数据看板 {size}"
    page = visit("officer", path="/me/tokens/")
    clean(page)
    page.get_by_role("link", name="做一个令牌").click()
    page.get_by_label("用途").fill(name)
    page.get_by_label("可读也可写").check()
    clean(page)
    page.get_by_role("button", name="做令牌").click()
    expect(page.get_by_label("令牌", exact=True)).to_have_value(re.compile(r"liangxin_pat_\w{42}"))
    clean(page)
    page.get_by_role("link", name="记下了").click()
    expect(page.get_by_role("listitem").filter(has_text=name).get_by_text("还没有用过")).to_be_visible()
    clean(page)
    page.get_by_role("button", name=f"停用 {name}").click()
    expect(page.get_by_text(f"令牌“{name}”已停用。")).to_be_visible()


def test_the_page_for_programs_is_clean(visit: Callable[..., Page], clean: Callable[[Page], None]) -> None:
    page = visit(path="/api/v1/")
    page.get_by_text("登记企业", exact=True).click()
    clean(page)
