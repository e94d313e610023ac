"""A roster with bad rows goes in; what did not is mended and brought again; the same file changes nothing."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from liangxin.core.validators.credit_code import check_character
from liangxin.spreadsheets.reading import read_sheets
from tests.spreadsheets.factories import xlsx

pytestmark = pytest.mark.journey
HEADER = ["序号", "单位名称", "信用代码", "成立时间", "职工数"]


def code(number: int) -> str:
    first = f"91990100MB{number:07}"
    return first + check_character(first)


def bring(page: Page, rows: Sequence[Sequence[Any]]) -> None:
    """Upload a workbook and wait for what becomes of it."""
    page.goto("/desk/imports/")
    page.get_by_label("内容").select_option(label="企业名册")
    page.get_by_label("文件").set_input_files(
        {"name": "企业名册.xlsx", "mimeType": "application/octet-stream", "buffer": xlsx(rows)}
    )
    page.get_by_role("button", name="上传并核对").click()
    page.wait_for_url(re.compile(r"/desk/imports/\d+/$"))


def test_bad_rows_are_mended_and_brought_again(
    visit: Callable[..., Page], clean: Callable[[Page], None], size: str
) -> None:
    start = {"phone": 100, "desk": 200}[size]
    wrong = code(start + 2).replace("0", "O", 1)
    page = visit("officer", path="/desk/imports/")
    clean(page)
    bring(page, [
        ["滨港区企业名册"], HEADER,
        [1, f"滨港晴川{size}贸易有限公司", code(start + 1), "2019.4.2", "36人"],
        [2, f"滨港远岫{size}数据有限公司", wrong, "2020年7月1日", 58],
        [3, f"滨港木石{size}文化有限公司", "9.1990E+17", "1990-02-30", 14],
        ["填表人：张三"],
    ])  # fmt: skip
    summary = page.locator(".sum")
    expect(summary).to_contain_text("1行可导入")
    expect(page.get_by_text("后几位已丢失")).to_be_visible()
    clean(page)
    page.get_by_role("button", name=f"改成 {code(start + 2)}").click()
    expect(summary).to_contain_text("2行可导入")
    page.get_by_role("button", name="导入 2 行").click()
    expect(summary).to_contain_text("2行新增")
    clean(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载没有导入的 1 行").click()
    heading, row = read_sheets(download.value.path().read_bytes())[0].rows
    assert heading == ["错误原因", *HEADER]
    assert "丢失" in row[0] and "不存在" in row[0]
    mended = [heading, [*row[:3], code(start + 3), "1990-02-28", *row[5:]]]
    bring(page, mended)
    page.get_by_role("button", name="导入 1 行").click()
    expect(summary).to_contain_text("1行新增")
    bring(page, mended)
    expect(summary).to_contain_text("1 行没有变化")
    expect(page.get_by_text("导入不会有任何改动")).to_be_visible()
