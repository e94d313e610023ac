"""Opening files: the ones people make, and the ones that mean harm."""

import contextlib
import io
import struct
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liangxin.spreadsheets import reading, rules
from liangxin.spreadsheets.reading import ErrorCell, cell_of, read_sheets
from tests.spreadsheets.factories import csv_bytes, with_part, xls, xlsx

ROWS = [["企业名称", "信用代码"], ["滨港云帆贸易有限公司", "91350100M000100Y43"]]


@pytest.mark.parametrize(
    ("_case", "content"),
    [
        ("xlsx", xlsx(ROWS)),
        ("xls", xls(ROWS)),
        ("csv in UTF-8", csv_bytes(ROWS)),
        ("csv in UTF-8 with BOM", csv_bytes(ROWS, "utf-8-sig")),
        ("csv in GB18030", csv_bytes(ROWS, "gb18030")),
        ("csv in GBK", csv_bytes(ROWS, "gbk")),
        ("text of a spreadsheet program in UTF-16", csv_bytes(ROWS, "utf-16")),
        ("tabs", csv_bytes(ROWS).replace(b",", b"\t")),
        ("semicolons", csv_bytes(ROWS).replace(b",", b";")),
    ],
)
def test_what_people_make_is_read(_case: str, content: bytes) -> None:
    assert read_sheets(content)[0].rows == ROWS


def test_rare_characters_of_gb18030_are_read() -> None:
    assert read_sheets(csv_bytes([["姓名", "备注"], ["㐀𠮷", "·"]], "gb18030"))[0].rows[1] == ["㐀𠮷", "·"]


def test_values_keep_their_type_and_formulas_are_not_evaluated() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "=1+1")
        sheet.write_number(0, 1, 3)
        sheet.write_datetime(0, 2, datetime(1990, 1, 5), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001
        sheet.write_formula(0, 3, '=WEBSERVICE("http://127.0.0.1")', value="stored")
        sheet.write_formula(0, 4, "=NA()", value="#N/A")
        sheet.write_boolean(0, 5, True)
    assert [cell_of(cell) for cell in read_sheets(file.getvalue())[0].rows[0]] == [
        "=1+1", 3.0, date(1990, 1, 5), "stored", ErrorCell("#N/A"), True,
    ]  # fmt: skip


def test_merges_hidden_rows_and_hidden_sheets_are_told() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("名册")
        sheet.merge_range(0, 0, 0, 3, "标题")
        sheet.write(1, 0, "甲")
        sheet.set_row(1, None, None, {"hidden": True})
        book.add_worksheet("底稿").hide()
    shown, hidden = read_sheets(file.getvalue())
    assert (shown.merged, shown.hidden_rows, shown.is_hidden) == ([[0, 0, 0, 3]], (1,), False)
    assert hidden.is_hidden


@pytest.mark.parametrize("rows", [3, 400])
def test_errors_and_hidden_rows_of_an_old_workbook(rows: int) -> None:
    file = io.BytesIO()
    book = xlwt.Workbook()
    sheet = book.add_sheet("名册")
    for row in range(rows):
        sheet.write(row, 0, f"第{row}行" * 3)
    sheet.row(1).set_cell_error(1, 42)
    sheet.row(2).hidden = True
    book.save(file)
    read = read_sheets(file.getvalue())[0]
    assert cell_of(read.rows[1][1]) == ErrorCell("#N/A")
    assert read.hidden_rows == (2,)


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (rules.RATIO_FROM + 1))
    return file.getvalue()


def lying_bomb() -> bytes:
    """One part whose stated size is small; what it unpacks to is not believed either."""
    content = bytearray(with_part(xlsx(ROWS), "xl/media/x.bin", b"0" * 5_000_000))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(content)


def locked() -> bytes:
    content = bytearray(xlsx(ROWS))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("_case", "content", "refusal"),
    [
        ("empty", b"", reading.FileEmpty),
        ("white space", b" \r\n", reading.FileEmpty),
        ("too large", b"a" * (rules.LARGEST_FILE + 1), reading.FileTooLarge),
        ("a zip bomb", bomb(), reading.FileIsBomb),
        ("too many parts", with_part(xlsx(ROWS), "x", b""), None),
        ("a macro project", with_part(xlsx(ROWS), "xl/vbaProject.bin", b"x"), reading.FileWithMacros),
        ("a macro sheet", with_part(xlsx(ROWS), "xl/macrosheets/sheet1.xml", b"x"), reading.FileWithMacros),
        ("an old macro project", OLE + "_VBA_PROJECT".encode("utf-16-le"), reading.FileWithMacros),
        ("a password", OLE + "EncryptedPackage".encode("utf-16-le"), reading.FileWithPassword),
        ("a locked zip", locked(), reading.FileWithPassword),
        ("another compound file", OLE + "WordDocument".encode("utf-16-le"), reading.NotASpreadsheet),
        ("a damaged workbook", OLE + "Workbook".encode("utf-16-le"), reading.FileDamaged),
        ("half a workbook", xlsx(ROWS)[:800], reading.FileDamaged),
        ("another zip", with_part(b"PK\x05\x06" + b"\0" * 18, "a.txt", b"x"), reading.NotASpreadsheet),
        ("a web page", b"<html><table></table></html>", reading.FileIsWebPage),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", reading.NotASpreadsheet),
        ("no encoding", b"\xff\xff\x80\x81", reading.EncodingUnknown),
        ("too many columns", csv_bytes([["a"] * (rules.MOST_COLUMNS + 1)]), reading.TooManyColumns),
        ("too many rows", b"a\n" * (rules.MOST_ROWS + 1), reading.TooManyRows),
        ("a cell without end", b'"' + b"a" * (rules.LONGEST_CELL + 2), reading.FileDamaged),
    ],
)
def test_what_means_harm_is_refused(_case: str, content: bytes, refusal: type | None) -> None:
    if refusal is None:
        assert read_sheets(content)
        return
    with pytest.raises(reading.FileRefused) as refused:
        read_sheets(content)
    assert type(refused.value) is refusal
    assert str(refused.value)


def test_a_lying_bomb_does_no_harm() -> None:
    with contextlib.suppress(reading.FileRefused):
        assert read_sheets(lying_bomb())[0].rows == ROWS


def test_a_file_that_needs_too_much_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "READER_MEMORY", 60 * 1024 * 1024)
    with pytest.raises(reading.FileRefused) as refused:
        read_sheets(csv_bytes([["a" * 1000] * 10] * 1800))
    assert type(refused.value) is reading.FileTooHeavy


def test_a_far_cell_does_not_fill_the_memory() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "a")
        sheet.write(1_048_575, 16_383, "b")
    with pytest.raises(reading.FileRefused):
        read_sheets(file.getvalue())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([xlsx(ROWS), xls(ROWS)]), st.integers(0, 4000), st.binary(min_size=1, max_size=8))
def test_a_damaged_file_is_read_or_refused_never_worse(content: bytes, at: int, noise: bytes) -> None:
    at %= len(content)
    try:
        read_sheets(content[:at] + noise + content[at + len(noise) :])
    except reading.FileRefused as refusal:
        assert str(refusal)
