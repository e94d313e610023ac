"""Files for people: templates, error files, exports, and the command."""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from liangxin.core.errors import NotAllowed
from liangxin.core.models import AuditEntry
from liangxin.spreadsheets import rules
from liangxin.spreadsheets.models import ImportBatch
from liangxin.spreadsheets.reading import cell_of, read_sheets
from liangxin.spreadsheets.services import applying, batches, corrections, exporting, reports
from liangxin.spreadsheets.services.batches import Upload
from tests.access.factories import NOW, grant, make_node, make_role, make_user
from tests.spreadsheets.factories import csv_bytes, xlsx
from tests.spreadsheets.test_batches import ALL, bodies, code, importer, made, upload

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "＝1+1"]


@pytest.mark.parametrize("text", HOSTILE)
def test_cells_that_would_run_are_neutralised(text: str) -> None:
    assert exporting.neutral(text) == f"'{text}"
    written = read_sheets(exporting.write_xlsx(["=heading"], [[text]]))[0].rows
    assert written[0] == ["'=heading"]
    assert str(written[1][0]).startswith("'")
    assert exporting.write_csv(["a"], [[text]]).decode("utf-8-sig").splitlines()[1].strip('"').startswith("'")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30))
def test_whatever_is_written_never_begins_like_a_formula(text: str) -> None:
    assert not str(exporting.neutral(text)).startswith(("=", "+", "-", "@"))


def test_numbers_days_and_instants_keep_their_type() -> None:
    row = [-5, Decimal("1.5"), date(2026, 11, 23), datetime(2026, 11, 23, 1, tzinfo=UTC), None, True, "007"]
    cells = [cell_of(cell) for cell in read_sheets(exporting.write_xlsx(["a"] * 7, [row]))[0].rows[1]]
    assert cells == [-5, 1.5, date(2026, 11, 23), datetime(2026, 11, 23, 9), None, True, "007"]  # noqa: DTZ001
    assert (
        exporting.write_csv(["a"], [row]).decode("utf-8-sig").splitlines()[1]
        == "-5,1.5,2026-11-23,2026-11-23 09:00,,True,007"
    )


def test_a_long_list_streams() -> None:
    pieces = list(exporting.csv_lines(["a", "b"], ([n, "文字" * 10] for n in range(20_000))))
    assert len(pieces) == 10
    assert len(b"".join(pieces).splitlines()) == 20_001


@pytest.mark.django_db
def test_an_export_is_recorded_with_its_reason() -> None:
    who = importer()
    exporting.record_export(actor=who, what="enterprises", rows=3, file_format="xlsx", reason=" 上报 ", now=NOW)
    entry = AuditEntry.objects.get(action="export")
    assert (entry.reason, entry.object_kind, entry.facts) == ("上报", "enterprises", {"rows": 3, "format": "xlsx"})
    assert entry.user_id == who.user_id
    with pytest.raises(exporting.ExportReasonMissing):
        exporting.record_export(actor=who, what="x", rows=3, file_format="xlsx", reason=" ", now=NOW)
    with pytest.raises(exporting.TooManyToExport):
        exporting.record_export(
            actor=who, what="x", rows=rules.MOST_EXPORTED_ROWS + 1, file_format="csv", reason="x", now=NOW
        )
    with pytest.raises(NotAllowed):
        exporting.record_export(actor=importer([]), what="x", rows=3, file_format="xlsx", reason="x", now=NOW)
    assert AuditEntry.objects.filter(action="export").count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("kind")
def test_the_error_file_is_mended_and_imported_again() -> None:
    who = importer()
    rows: Sequence[Sequence[Any]] = [
        [1, *made(1), "1990-01-05"],
        [2, "机构2", "91350100M000100Y4A", "1990-02-30"],
        [3, *made(3), "=1+1"],
    ]
    batch = applying.apply_batch(
        actor=who, batch=upload(who, rows, header=["序号", "名称", "信用代码", "成立日期"]), now=NOW
    )
    sheet = read_sheets(reports.error_file(actor=who, batch=batch))[0]
    assert sheet.rows[0] == ["错误原因", "序号", "名称", "信用代码", "成立日期"]
    assert (
        sheet.rows[1][0] == "信用代码：校验位不符，请对照营业执照或登记证书核对。\n成立日期：“1990-02-30”这一天不存在。"
    )
    assert sheet.rows[1][1:] == [2, "机构2", "91350100M000100Y4A", "1990-02-30"]
    assert sheet.rows[2][4] == "'=1+1"
    mended = [sheet.rows[0], [*sheet.rows[1][:3], code(2), "1990-02-28"], [*sheet.rows[2][:4], "1990"]]
    again = batches.upload_batch(
        actor=who, kind_code="demo-bodies", upload=Upload(name="改好.xlsx", content=xlsx(mended)), now=NOW
    )
    assert again.counts["planned"] == {"created": 2}
    applying.apply_batch(actor=who, batch=again, now=NOW)
    assert bodies() == [(code(1), "机构1"), (code(2), "机构2"), (code(3), "机构3")]


@pytest.mark.django_db
@pytest.mark.usefixtures("kind")
def test_a_cell_mended_in_the_preview_is_mended_in_the_error_file() -> None:
    who = importer()
    batch = upload(who, [["机构1", "x", None, "1990-02-30"]])
    corrections.edit_cell(actor=who, batch=batch, row_number=2, column="started", text="1990-02", now=NOW)
    rows = read_sheets(reports.error_file(actor=who, batch=batch))[0].rows
    assert rows[1][4] == "1990-02"


@pytest.mark.django_db
@pytest.mark.usefixtures("kind")
def test_the_template_is_itself_importable() -> None:
    who = importer()
    sheets = read_sheets(reports.template_file(actor=who, kind_code="demo-bodies"))
    assert sheets[0].rows[0][:3] == ["名称*", "信用代码*", "上级"]
    assert sheets[1].rows[2] == ["信用代码", "必填", "91350100M000100Y43"]
    filled = xlsx([sheets[0].rows[0], made(1)])
    batch = batches.upload_batch(actor=who, kind_code="demo-bodies", upload=Upload(name="t", content=filled), now=NOW)
    assert batch.counts["planned"] == {"created": 1}
    with pytest.raises(NotAllowed):
        reports.template_file(actor=importer([]), kind_code="demo-bodies")


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("import_file", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def roster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LX_CWD", str(tmp_path))
    (tmp_path / "名册.csv").write_bytes(csv_bytes([["名称", "信用代码"], made(1), ["机构2", "x"]], "gb18030"))
    return tmp_path


@pytest.mark.django_db
@pytest.mark.usefixtures("kind")
def test_the_command_looks_without_writing(roster: Path) -> None:
    said = run("demo-bodies", "名册.csv", "--dry-run", "--report", "错误.xlsx")
    assert "新增 created：1" in said and "未导入 refused：1" in said and "没有写入任何内容" in said
    assert bodies() == []
    assert ImportBatch.objects.get().status == "discarded"
    assert read_sheets((roster / "错误.xlsx").read_bytes())[0].rows[1][1:] == ["机构2", "x"]


@pytest.mark.django_db
@pytest.mark.usefixtures("kind", "roster")
def test_the_command_imports_as_a_person_within_their_scope() -> None:
    user = make_user("importer")
    grant(user, make_role(ALL), make_node())
    assert "新增 created：1" in run("demo-bodies", "名册.csv", "--as", "importer")
    batch = ImportBatch.objects.get()
    assert (batch.user_id, batch.door, batch.status) == (user.pk, "jobs", "applied")
    assert "没有变化 unchanged：1" in run("demo-bodies", "名册.csv", "--as", "importer")
    assert bodies() == [(code(1), "机构1")]


@pytest.mark.django_db
@pytest.mark.usefixtures("kind", "roster")
@pytest.mark.parametrize(
    "arguments",
    [
        ("none", "名册.csv"),
        ("demo-bodies", "没有.csv"),
        ("demo-bodies", "名册.csv", "--as", "nobody-known"),
        ("demo-bodies", "列.csv"),
    ],
)
def test_the_command_says_what_is_wrong(arguments: tuple[str, ...], roster: Path) -> None:
    (roster / "列.csv").write_bytes(csv_bytes([["信用代码", "备注"], [code(1), "x"]]))
    with pytest.raises(CommandError):
        run(*arguments)
    assert bodies() == []
