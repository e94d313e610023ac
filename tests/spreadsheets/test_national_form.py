"""The national collection form: four sheets, three relations of an organisation to its units, there and back."""

import io
from collections.abc import Iterator
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin.core.errors import NotAllowed
from liangxin.core.models import AuditEntry
from liangxin.spreadsheets.national_form import is_national, tables_of, write_national_form
from liangxin.spreadsheets.national_items import (
    MEMBER_ITEMS,
    ORGANISATION_COLUMNS,
    ORGANISATION_ITEMS,
    SHEETS,
    UNIT_RELATIONS,
)
from liangxin.spreadsheets.reading import read_sheets
from liangxin.spreadsheets.services import exporting, national_form
from liangxin.spreadsheets.services.batches import Upload
from liangxin.spreadsheets.services.national_form import NationalSource
from tests.access.factories import NOW
from tests.spreadsheets.factories import write, xlsx
from tests.spreadsheets.test_batches import bodies, code, importer

SAME = {"name": "甲党支部", "unit_relation": "与上级党组织相同", "phone": "021-58888888"}
OWN = {"name": "乙党支部", "unit_relation": "法人单位", "unit_name": "滨港云帆贸易有限公司", "unit_code": code(1)}
JOINT = {
    "name": "丙联合党支部",
    "unit_relation": "联合党支部",
    "unit_name": "一号公司、二号公司",
    "unit_code": f"{code(2)}、{code(3)}",
}


def records(content: bytes, part: str) -> list[dict[str, object]]:
    table = tables_of(read_sheets(content))[part]
    items = ORGANISATION_COLUMNS if part == "organisation" else MEMBER_ITEMS
    return [
        {item.key: cell for item, cell in zip(items, row, strict=True) if cell is not None} for row in table.rows[1:]
    ]  # fmt: skip


def test_the_form_has_four_sheets_and_ten_and_sixteen_items() -> None:
    sheets = read_sheets(write_national_form([SAME], [{"name": "王伟"}]))
    assert [sheet.name for sheet in sheets] == list(SHEETS)
    assert len(ORGANISATION_ITEMS) == 10
    assert len({item.key for item in MEMBER_ITEMS} - {"outflow"}) == 16
    assert len(UNIT_RELATIONS) == 3


def test_what_is_written_is_read_back_with_all_three_relations() -> None:
    content = write_national_form(
        [SAME, OWN, JOINT], [{"name": "王伟", "branch": "甲党支部", "joined_on": date(2011, 7, 1)}]
    )
    assert is_national(read_sheets(content))
    assert records(content, "organisation") == [SAME, OWN, JOINT]
    assert records(content, "member") == [{"name": "王伟", "branch": "甲党支部", "joined_on": {"d": "2011-07-01"}}]


def test_forms_are_read_where_the_list_is_empty() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        first, second = book.add_worksheet("党员采集表"), book.add_worksheet("党员采集表 (2)")
        write(
            first,
            [
                ["党员采集表"],
                ["姓名", "王伟", "性别", "男"],
                ["民族", None, "学历", "大学本科"],
                ["姓名", "李娜", "性别", "女"],
            ],
        )
        write(second, [["姓名", "赵敏"], ["手机号码", "16100000001"]])
        book.add_worksheet("党员汇总表").write_row(0, 0, ["序号", "姓名", "性别"])
    assert records(file.getvalue(), "member") == [
        {"name": "王伟", "sex": "男", "education": "大学本科"},
        {"name": "李娜", "sex": "女"},
        {"name": "赵敏", "phone": "16100000001"},
    ]


def test_further_units_of_a_joint_branch_are_joined() -> None:
    rows = [
        ["组织汇总表"],
        ["序号", "党组织名称", "党组织所在单位情况", "单位名称", "统一社会信用代码"],
        [1, "丙联合党支部", "联合党支部", "一号公司", code(2)],
        [None, None, None, "二号公司", code(3)],
        [2, "乙党支部", "法人单位", "滨港云帆贸易有限公司", code(1)],
    ]
    content = xlsx(rows, merged=[(2, 1, 3, 1), (2, 2, 3, 2)], name="组织汇总表")
    assert records(content, "organisation") == [JOINT, OWN]


words = st.text(alphabet="甲乙丙丁戊己庚辛", min_size=1, max_size=6)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.fixed_dictionaries({"name": words}, optional={"secretary": words, "unit_name": words}), max_size=6))
def test_any_organisations_are_read_back(given_records: list[dict[str, str]]) -> None:
    content = write_national_form(given_records, [])
    assert (records(content, "organisation") if given_records else []) == given_records


@pytest.fixture
def source(kind: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(national_form, "SOURCES", {})
    national_form.register_national_source(
        NationalSource(
            part="organisation", kind_code="demo-bodies", permission="spreadsheets:export:create",
            count=lambda actor, today, under: 2, rows=lambda actor, today, under: [SAME, OWN],
        )
    )  # fmt: skip
    with pytest.raises(ValueError, match="two registers"):
        national_form.register_national_source(national_form.SOURCES["organisation"])
    yield


@pytest.mark.django_db
@pytest.mark.usefixtures("source")
def test_the_form_is_imported_part_by_part() -> None:
    from liangxin.spreadsheets.services.applying import apply_batch

    who = importer()
    content = write_national_form([OWN | {"name": "乙党支部"}], [{"name": "王伟"}])
    batches = national_form.upload_national_form(actor=who, upload=Upload(name="n.xlsx", content=content), now=NOW)
    assert [(batch.kind, batch.row_count, batch.counts["planned"]) for batch in batches] == [
        ("demo-bodies", 1, {"created": 1})
    ]
    apply_batch(actor=who, batch=batches[0], now=NOW)
    assert bodies() == [(code(1), "滨港云帆贸易有限公司")]
    with pytest.raises(national_form.NotTheNationalForm):
        national_form.upload_national_form(actor=who, upload=Upload(name="x", content=xlsx([["a"]])), now=NOW)


@pytest.mark.django_db
@pytest.mark.usefixtures("source")
def test_the_form_is_exported_with_a_reason_and_logged() -> None:
    content = national_form.export_national_form(actor=importer(), reason="上报", now=NOW)
    assert records(content, "organisation") == [SAME, OWN]
    entry = AuditEntry.objects.get(action="export")
    assert (entry.object_kind, entry.facts["parts"]) == ("national_form", {"organisation": 2})
    with pytest.raises(exporting.ExportReasonMissing):
        national_form.export_national_form(actor=importer(), reason="", now=NOW)
    with pytest.raises(NotAllowed):
        national_form.export_national_form(actor=importer([]), reason="上报", now=NOW)
