"""Every messy format of rosters at every column of every register to which it applies, and every way a file comes."""

from datetime import date
from typing import Any

import pytest

from liangxin.spreadsheets.checking import check_cells
from liangxin.spreadsheets.kinds import get_kind
from liangxin.spreadsheets.layout import Layout, Skipped, find_layout, rows_of
from liangxin.spreadsheets.reading import read_sheets
from tests.spreadsheets.factories import csv_bytes, xls, xlsx

TODAY = date(2026, 11, 23)
BARE = Layout(sheet=0, first_row=0, depth=1, columns={}, wide={}, headings=[])


def cleaned(kind: str, column: str, cell: Any) -> Any:
    """The value, or the code of what is wrong with it."""
    found = check_cells(get_kind(kind), {column: cell}, layout=BARE, today=TODAY)
    wrong = [problem.code for problem in found.problems if problem.column == column]
    return wrong[0] if wrong else found.values[column]


def message(kind: str, column: str, cell: Any) -> str:
    return check_cells(get_kind(kind), {column: cell}, layout=BARE, today=TODAY).problems[0].message


WHOLE_DAYS = [
    ("enterprises", "established"), ("enterprises", "moved_in"), ("places", "opened"), ("organisations", "opened"),
    ("members", "lost_contact_on"),
]  # fmt: skip
STATED_DAYS = [("members", "birth_date"), ("members", "joined_on"), ("members", "converted_on")]
DAYS = [
    ("1990.1.5", "1990-01-05"), ("1990年1月5日", "1990-01-05"), ("1990 年 1 月 5 日", "1990-01-05"), (32874, "1990-01-01"),
    ("32874", "1990-01-01"), ("１９９０．１．５", "1990-01-05"), ("'1990-01-05", "1990-01-05"), ("19900105", "1990-01-05"),
    ("1990/1/5", "1990-01-05"), ("90年1月5日", "1990-01-05"), ("一九九〇年一月五日", "1990-01-05"),
]  # fmt: skip
LESS_THAN_A_DAY = [
    ("1990.01", "1990-01"), ("199001", "1990-01"), ("90年1月", "1990-01"), ("2020年7月", "2020-07"), ("2020.7", "2020-07"),
    ("2020", "2020"), ("2020年", "2020"), (2020, "2020"), (199001, "1990-01"),
]  # fmt: skip
NO_DAYS = [
    ("1990-02-30", "date.impossible"), ("至今", "date.invalid"), (1990.1, "date.ambiguous"), ("2027-01-01", "date.future"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "column"), [*WHOLE_DAYS, *STATED_DAYS])
@pytest.mark.parametrize(("written", "day"), [*DAYS, *NO_DAYS])
def test_a_day_in_every_form(kind: str, column: str, written: Any, day: str) -> None:
    assert cleaned(kind, column, written) == day


@pytest.mark.parametrize(("written", "known"), LESS_THAN_A_DAY)
def test_a_month_or_a_year_is_kept_where_the_record_knows_how_exact_it_is_and_asked_for_elsewhere(
    written: Any, known: str
) -> None:
    for kind, column in STATED_DAYS:
        assert cleaned(kind, column, written) == known
    for kind, column in WHOLE_DAYS:
        assert cleaned(kind, column, written) == "date.day_missing"


def test_what_is_missing_is_said_in_plain_words() -> None:
    assert message("enterprises", "established", "2020年7月") == (
        "“2020年7月”没有写到日，这一格要年月日，例如 2020-07-15。不知道是哪天就先留空，以后再补。"
    )


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (" 11010519491231002x", "11010519491231002X"), ("'11010519491231002X", "11010519491231002X"),
        ("\t11010519491231002X", "11010519491231002X"), ("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"),
        ("3.10115E+17", "citizen_id.lost_digits"), (3.10115e17, "citizen_id.lost_digits"),
        ("310115199001010000", "citizen_id.lost_digits"), (310115199001010010, "citizen_id.lost_digits"),
    ],
)  # fmt: skip
def test_an_identity_number(written: Any, number: str) -> None:
    assert cleaned("members", "identity_number", written) == number


@pytest.mark.parametrize(
    ("kind", "column"), [("members", "name"), ("organisations", "secretary"), ("organisations", "contact"), ("enterprises", "contact_name")]
)  # fmt: skip
@pytest.mark.parametrize(
    ("written", "name"),
    [("王　伟", "王伟"), ("王 伟", "王伟"), ("阿依夏木•买买提", "阿依夏木·买买提"), ("阿依夏木．买买提", "阿依夏木·买买提"), ("阿依夏木·买买提", "阿依夏木·买买提")],
)  # fmt: skip
def test_a_persons_name(kind: str, column: str, written: str, name: str) -> None:
    assert cleaned(kind, column, written) == name


@pytest.mark.parametrize(
    ("kind", "column"), [("members", "phone"), ("members", "landline"), ("organisations", "phone"), ("enterprises", "contact_phone")]
)  # fmt: skip
def test_telephones(kind: str, column: str) -> None:
    assert cleaned(kind, column, "021-5888 8888转8001") == ["021-58888888-8001"]
    two = ["13812341234", "021-58888888"]
    most = 1 if column == "landline" else 2
    assert cleaned(kind, column, "138 1234 1234/021-58888888") == two[:most]
    assert cleaned(kind, column, "13812341234、021-58888888") == two[:most]
    assert cleaned(kind, column, 13812341234) == two[:1]


@pytest.mark.parametrize(
    ("kind", "column"), [("enterprises", "name"), ("organisations", "name"), ("places", "name"), ("members", "branch")]
)
def test_brackets_of_a_bodys_name(kind: str, column: str) -> None:
    assert cleaned(kind, column, "滨港甲(中国) 贸易有限公司") == "滨港甲（中国）贸易有限公司"


@pytest.mark.parametrize("written", ["大本", "本科", "大学本科"])
def test_schooling(written: str) -> None:
    assert cleaned("members", "education", written) == "20"


def test_a_credit_code() -> None:
    assert cleaned("enterprises", "credit_code", " 91350100m000100y43 ") == "91350100M000100Y43"
    assert cleaned("enterprises", "credit_code", "９１３５０１００Ｍ０００１００Ｙ４３") == "91350100M000100Y43"
    assert cleaned("enterprises", "credit_code", 9.135e17) == "credit_code.lost_digits"


ROSTERS = {
    "members": (["序号", "姓名", "所在支部"], [1, "王伟", "甲党支部"], [3, "李敏", "同上"], ("name", "branch")),
    "enterprises": (["序号", "企业名称", "楼宇"], [1, "甲公司", "云帆大厦"], [3, "乙公司", "同上"], ("name", "place")),
    "organisations": (["序号", "党组织名称", "上级党组织"], [1, "甲党支部", "某党委"], [3, "乙党支部", "〃"], ("name", "parent")),
    "places": (["序号", "楼宇名称", "所属片区"], [1, "甲楼", "金融城片区"], [3, "乙楼", "〃"], ("name", "parent")),
}  # fmt: skip


@pytest.mark.parametrize("kind", ROSTERS)
@pytest.mark.parametrize(
    "written",
    [
        xlsx, xls, csv_bytes, lambda rows: csv_bytes(rows, "gb18030"), lambda rows: csv_bytes(rows, "gbk"),
        lambda rows: csv_bytes(rows, "utf-8-sig"),
    ],
    ids=["xlsx", "xls", "utf-8", "gb18030", "gbk", "bom"],
)  # fmt: skip
def test_a_file_with_title_gaps_ditto_and_footer(kind: str, written: Any) -> None:
    header, first, second, keys = ROSTERS[kind]
    rows = [["滨港区2026年名册", None, None], header, first, [None, None, None], second, ["填表人：张三", None, None]]
    sheets, known = read_sheets(written(rows)), get_kind(kind)
    layout = find_layout(sheets, known)
    found = list(rows_of(sheets[layout.sheet], layout, known, Skipped()))
    assert [(row.cells[keys[0]], row.cells[keys[1]]) for row in found] == [(first[1], first[2]), (second[1], first[2])]


@pytest.mark.parametrize(
    ("kind", "column"), [("members", "branch"), ("enterprises", "place"), ("organisations", "parent"), ("places", "parent")]
)  # fmt: skip
def test_a_formula_error_is_said_at_its_cell(kind: str, column: str) -> None:
    assert cleaned(kind, column, {"e": "#N/A"}) == "cell.formula_error"
