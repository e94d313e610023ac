"""Finding the header, the columns and the rows in sheets as people make them."""

from collections.abc import Sequence
from typing import Any

import pytest

from liangxin.spreadsheets import layout as layouts
from liangxin.spreadsheets.layout import Skipped, find_layout, rows_of
from liangxin.spreadsheets.reading import Sheet, read_sheets
from liangxin.spreadsheets.services.kinds import Applied, Column, ImportContext, ImportKind, Plan, Row
from tests.spreadsheets.factories import csv_bytes, xlsx

MEMBERS = ImportKind(
    code="layout-test",
    title="党员",
    permission="spreadsheets:import:create",
    columns=(
        Column(key="branch", title="所在党支部", synonyms=("所在支部", "所属党支部", "支部信息", "党支部名称")),
        Column(key="name", title="姓名", required=True),
        Column(key="identity", title="公民身份号码", synonyms=("身份证号", "身份证号码", "证件号")),
        Column(key="phone", title="手机号码", synonyms=("手机", "联系电话", "联系方式", "电话")),
        Column(key="joined", title="加入党组织日期", synonyms=("入党时间", "入党日期")),
        Column(key="contact_phone", title="联系人电话", synonyms=("联系人联系电话",)),
        Column(
            key="posts", title="职务", wide={"党委书记": "党委书记", "支部书记": "支部书记", "组织委员": "组织委员"}
        ),
    ),
    plan_rows=lambda context, rows: [],
    apply_row=lambda context, row, plan: Applied(outcome="unchanged"),
    undo_row=lambda context, applied: None,
)


def read(content: bytes) -> tuple[layouts.Layout, list[dict[str, Any]], Skipped]:
    sheets = read_sheets(content)
    layout = find_layout(sheets, MEMBERS)
    skipped = Skipped()
    rows = [{**row.cells, "number": row.number} for row in rows_of(sheets[layout.sheet], layout, MEMBERS, skipped)]
    return layout, rows, skipped


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("姓名", "name"), ("姓　名", "name"), (" 姓 名 *", "name"), ("姓名（必填）", "name"), ("1、姓名", "name"), ("身份证号", "identity"),
        ("身份证号码", "identity"), ("公民身份号码", "identity"), ("证件号", "identity"), ("入党时间", "joined"), ("入党日期", "joined"),
        ("加入党组织日期", "joined"), ("手机", "phone"), ("手机号码", "phone"), ("联系电话", "phone"), ("联系方式", "phone"), ("电话", "phone"),
        ("电话(手机)", "phone"), ("所在支部", "branch"), ("所属党支部", "branch"), ("支部信息", "branch"), ("党支部名称", "branch"), ("序号", None),
        ("错误原因", None),
    ],
)  # fmt: skip
def test_headings_are_known_by_their_synonyms(heading: str, key: str | None) -> None:
    found, _wide = layouts.map_columns([heading], MEMBERS.columns)
    assert found == ({key: 0} if key else {})


def test_title_rows_above_are_stepped_over() -> None:
    rows = [
        ["滨港区党员名册"],
        ["填报单位：金融城片区综合党委", None, "2026年11月"],
        [],
        ["序号", "姓名", "身份证号"],
        [1, "王伟", "x"],
    ]
    layout, read_rows, _ = read(xlsx(rows, merged=[(0, 0, 0, 2)]))
    assert (layout.first_row, layout.depth, dict(layout.columns)) == (3, 1, {"name": 1, "identity": 2})
    assert read_rows == [{"name": "王伟", "identity": "x", "number": 5}]


def test_two_row_headers_with_merges() -> None:
    rows = [
        ["姓名", "本人", None, "联系人", None],
        [None, "身份证号", "联系电话", "姓名", "联系电话"],
        ["王伟", "x", "1", "李娜", "2"],
    ]
    merged = [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4)]
    layout, read_rows, _ = read(xlsx(rows, merged=merged))
    assert (layout.first_row, layout.depth) == (0, 2)
    assert dict(layout.columns) == {"name": 0, "identity": 1, "phone": 2, "contact_phone": 4}
    assert read_rows[0]["contact_phone"] == "2"


def test_two_row_headers_of_a_text_file() -> None:
    rows = [
        ["姓名", "本人", "", "联系人", ""],
        ["", "身份证号", "联系电话", "姓名", "联系电话"],
        ["王伟", "x", "1", "李娜", "2"],
    ]
    layout, read_rows, _ = read(csv_bytes(rows))
    assert layout.depth == 2
    assert (read_rows[0]["name"], read_rows[0]["phone"], read_rows[0]["contact_phone"]) == ("王伟", "1", "2")


def test_footers_totals_titles_repeated_headers_and_blank_rows_are_no_data() -> None:
    rows: list[Sequence[Any]] = [
        ["序号", "姓名", "所在支部"],
        [1, 2, 3],
        ["一、第一党支部"],
        [1, "王伟", "第一"],
        [None, "小计", "1 人"],
        [],
        ["序号", "姓名", "所在支部"],
        [5, "李娜", "第二"],
        ["合计", None, 2],
        ["填表人：张三", None, "填表日期：2026年11月"],
        ["注：本表一式两份"],
    ]
    _, read_rows, skipped = read(xlsx(rows, merged=[(2, 0, 2, 2)]))
    assert [(row["number"], row["name"]) for row in read_rows] == [(4, "王伟"), (8, "李娜")]
    assert (skipped.subtotals, skipped.footers, skipped.titles, skipped.repeated_headers) == (2, 2, 1, 2)


def test_ditto_marks_and_merged_cells_carry_down() -> None:
    rows = [
        ["所在支部", "姓名"],
        ["第一", "王伟"],
        ["同上", "李娜"],
        ["〃", "赵敏"],
        ["第二", "孙强"],
        [None, "周丽"],
        [None, "吴刚"],
    ]
    _, read_rows, _ = read(xlsx(rows, merged=[(4, 0, 5, 0)]))
    assert [row["branch"] for row in read_rows] == ["第一", "第一", "第一", "第二", "第二", None]


def test_a_wide_sheet_is_made_narrow() -> None:
    rows = [["姓名", "党委书记", "支部书记", "组织委员"], ["王伟", "是", None, "√"], ["李娜", None, None, None]]
    _, read_rows, _ = read(xlsx(rows))
    assert [row["posts"] for row in read_rows] == ["党委书记、组织委员", None]


def test_hidden_sheets_are_passed_over_and_the_fitting_sheet_is_taken() -> None:
    sheets = [
        Sheet("底稿", [["姓名", "身份证号", "手机"], ["甲", "x", "1"]], [], is_hidden=True),
        Sheet("说明", [["本表怎么填"], ["每人一行"]], []),
        Sheet("名册", [["姓名", "手机"], ["王伟", "1"]], []),
    ]
    assert find_layout(sheets, MEMBERS).sheet == 2
    assert find_layout(sheets, MEMBERS, sheet=0).sheet == 0


def test_unknown_headings_map_to_nothing_and_are_shown() -> None:
    layout = find_layout(read_sheets(csv_bytes([["标题", ""], ["甲列", "乙列"], ["1", "2"]])), MEMBERS)
    assert (dict(layout.columns), layout.first_row) == ({}, 1)
    assert list(layout.headings) == ["甲列", "乙列"]


def test_an_empty_sheet_is_an_empty_layout() -> None:
    assert dict(find_layout([Sheet("空", [], [])], MEMBERS).columns) == {}


def test_the_signature_does_not_mind_white_space() -> None:
    assert layouts.signature_of(["姓 名", "手机"]) == layouts.signature_of(["姓名*", "手机："])
    assert layouts.signature_of(["姓名"]) != layouts.signature_of(["手机"])


def test_a_chosen_mapping_replaces_the_found_one() -> None:
    sheets = read_sheets(csv_bytes([["甲", "姓名"], ["王伟", "x"]]))
    layout = layouts.with_columns(find_layout(sheets, MEMBERS), {"name": 0, "unknown": 1}, MEMBERS)
    assert [dict(row.cells) for row in rows_of(sheets[0], layout, MEMBERS, Skipped())] == [{"name": "王伟"}]


def test_rows_are_plain() -> None:
    assert Row(number=1, values={"a": None}).get("a", 3) == 3
    assert Plan(outcome="created").problems == ()
    assert ImportContext.__dataclass_params__.frozen  # type: ignore[attr-defined]
