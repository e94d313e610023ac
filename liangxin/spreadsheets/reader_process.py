"""The process that opens a hostile file: standard library and calamine only, run alone with limits, never imported.

Reads the file from standard input and the limits from its argument, writes one JSON object to standard output:
{"sheets": [{"name", "hidden", "rows", "merged", "hidden_rows"}]} or {"refused": code, "facts": {…}}.
A cell is text, a number, true, false, null, {"d": "1990-01-05T00:00:00"} or {"e": "#N/A"}.
"""

import csv
import datetime
import html
import io
import json
import re
import resource
import struct
import sys
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ERRORS = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|GETTING_DATA|SPILL!|CALC!)")
HIDDEN_ROW = re.compile(rb"<row\b(?=[^>]*\bhidden=\"(?:1|true)\")[^>]*\br=\"(\d+)\"")
ERROR_CELL = re.compile(rb"<c\b(?=[^>]*\bt=\"e\")[^>]*\br=\"([A-Z]{1,3})(\d{1,7})\"[^>]*>(.{0,4000}?)</c>", re.DOTALL)
STORED_VALUE = re.compile(rb"<v>([^<]{1,20})</v>")
BIFF_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
SMALL = 1024 * 1024
FREE = 0xFFFFFFFA
LARGEST_SCANNED = 64 * 1024 * 1024


class Refused(Exception):
    """The file is not read."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def main() -> None:
    limits: dict[str, int] = json.loads(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    answer: dict[str, Any]
    try:
        answer = {"sheets": read(sys.stdin.buffer.read(), limits)}
    except Refused as refusal:
        answer = {"refused": refusal.code, "facts": refusal.facts}
    except MemoryError:
        answer = {"refused": "too_heavy", "facts": {}}
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, separators=(",", ":")))


def read(content: bytes, limits: dict[str, int]) -> list[dict[str, Any]]:
    if not content.strip():
        raise Refused("empty")
    if content.startswith(ZIP):
        check_zip(content, limits)
        return read_workbook(content, limits, extras_of_xlsx(content))
    if content.startswith(OLE):
        check_ole(content)
        return read_workbook(content, limits, extras_of_xls(content))
    if re.match(rb"\s*(\xef\xbb\xbf)?\s*<", content):
        raise Refused("web_page")
    return [read_text(content, limits)]


def check_zip(content: bytes, limits: dict[str, int]) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename.lower() for part in parts}
            unpacked = sum(part.file_size for part in parts)
            if any(part.flag_bits & 1 for part in parts):
                raise Refused("password")
            if len(parts) > limits["parts"] or unpacked > limits["unpacked"]:
                raise Refused("bomb")
            for part in parts:
                if part.file_size > limits["ratio_from"] and part.file_size > limits["ratio"] * max(
                    part.compress_size, 1
                ):
                    raise Refused("bomb")
            if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
                raise Refused("macro")
            if "xl/workbook.xml" not in names:
                raise Refused("not_a_spreadsheet")
            kinds = archive.open("[Content_Types].xml").read(1024 * 1024)
            if b"macroEnabled" in kinds:
                raise Refused("macro")
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError) as error:
        raise Refused("damaged") from error


def check_ole(content: bytes) -> None:
    def named(name: str) -> bool:
        return name.encode("utf-16-le") in content

    if named("EncryptedPackage"):
        raise Refused("password")
    if named("_VBA_PROJECT"):
        raise Refused("macro")
    if not (named("Workbook") or named("Book")):
        raise Refused("not_a_spreadsheet")


class Extras:
    """What the parser does not tell of a sheet: rows that are hidden, and errors stored in cells (both from 0)."""

    def __init__(self) -> None:
        self.hidden: list[int] = []
        self.errors: list[tuple[int, int, str]] = []


def extras_of_xlsx(content: bytes) -> dict[str, Extras]:
    """By sheet name; what cannot be told is left out."""
    found: dict[str, Extras] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sizes = {part.filename: part.file_size for part in archive.infolist()}
        if not 0 < sizes.get("xl/_rels/workbook.xml.rels", 0) < SMALL >= sizes["xl/workbook.xml"]:
            return {}
        book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
        targets = {}
        for link in re.findall(
            r"<Relationship\b[^>]*>", archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
        ):
            name, target = re.search(r'\bId="([^"]+)"', link), re.search(r'\bTarget="([^"]+)"', link)
            if name and target:
                targets[name[1]] = target[1].removeprefix("/xl/")
        for sheet in re.findall(r"<sheet\b[^>]*>", book):
            name, link = re.search(r'\bname="([^"]*)"', sheet), re.search(r'\br:id="([^"]+)"', sheet)
            part = f"xl/{targets.get(link[1], '')}" if name and link else ""
            if name and 0 < sizes.get(part, 0) <= LARGEST_SCANNED:
                found[html.unescape(name[1])] = scanned(archive.read(part))
    return found


def scanned(sheet: bytes) -> Extras:
    extras = Extras()
    extras.hidden = [int(row) - 1 for row in HIDDEN_ROW.findall(sheet)]
    for letters, row, inside in ERROR_CELL.findall(sheet):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        value = STORED_VALUE.search(inside)
        extras.errors.append((int(row) - 1, column - 1, value[1].decode("ascii", "replace") if value else "#VALUE!"))
    return extras


def extras_of_xls(content: bytes) -> dict[str, Extras]:
    """As `extras_of_xlsx`, from the records of BIFF8."""
    try:
        stream = workbook_stream(content)
        return {name: biff_sheet(stream, start) for name, start in biff_sheets(stream)}
    except (struct.error, IndexError, ValueError, KeyError):
        return {}


def workbook_stream(content: bytes) -> bytes:
    """The stream "Workbook" of a compound file."""
    size, mini_size = 1 << struct.unpack_from("<H", content, 30)[0], 1 << struct.unpack_from("<H", content, 32)[0]
    directory_start, cutoff, mini_start = (struct.unpack_from("<I", content, at)[0] for at in (48, 56, 60))

    def sector(number: int) -> bytes:
        return content[(number + 1) * size : (number + 2) * size]

    tables = [number for number in struct.unpack_from("<109I", content, 76) if number < FREE]
    further, per = struct.unpack_from("<I", content, 68)[0], size // 4
    while further < FREE and len(tables) * size < len(content):
        entries = struct.unpack(f"<{per}I", sector(further))
        tables += [number for number in entries[:-1] if number < FREE]
        further = entries[-1]
    fat = [entry for number in tables for entry in struct.unpack(f"<{per}I", sector(number).ljust(size, b"\xff"))]

    def chain(start: int, table: list[int], piece: Callable[[int], bytes]) -> bytes:
        parts: list[bytes] = []
        number = start
        while number < FREE and len(parts) <= len(table):
            parts.append(piece(number))
            number = table[number]
        return b"".join(parts)

    directory = chain(directory_start, fat, sector)
    files = [directory[at : at + 128] for at in range(0, len(directory), 128)]
    named = {entry[: max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)].decode("utf-16-le"): entry for entry in files}
    entry = named.get("Workbook") or named["Book"]
    start, length = struct.unpack_from("<II", entry, 116)
    if length >= cutoff:
        return chain(start, fat, sector)[:length]
    mini_table = list(struct.unpack(f"<{len(table) // 4}I", table)) if (table := chain(mini_start, fat, sector)) else []
    mini = chain(struct.unpack_from("<I", files[0], 116)[0], fat, sector)
    return chain(start, mini_table, lambda number: mini[number * mini_size : (number + 1) * mini_size])[:length]


def records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
        if kind == 0x000A:
            return


def biff_sheets(stream: bytes) -> list[tuple[str, int]]:
    found = []
    for kind, body in records(stream, 0):
        if kind == 0x0085:
            start, length, wide = struct.unpack_from("<I", body)[0], body[6], body[7] & 1
            name = body[8 : 8 + length * 2].decode("utf-16-le") if wide else body[8 : 8 + length].decode("latin-1")
            found.append((name, start))
    return found


def biff_sheet(stream: bytes, start: int) -> Extras:
    extras = Extras()
    for kind, body in records(stream, start):
        if kind == 0x0208 and struct.unpack_from("<H", body, 12)[0] & 0x20:
            extras.hidden.append(struct.unpack_from("<H", body)[0])
        row, column = struct.unpack_from("<HH", body) if kind in {0x0205, 0x0006} else (0, 0)
        if kind == 0x0205 and body[7]:
            extras.errors.append((row, column, BIFF_ERRORS.get(body[6], "#VALUE!")))
        if kind == 0x0006 and body[12:14] == b"\xff\xff" and body[6] == 2:
            extras.errors.append((row, column, BIFF_ERRORS.get(body[8], "#VALUE!")))
    return extras


def read_workbook(content: bytes, limits: dict[str, int], extras: dict[str, Extras]) -> list[dict[str, Any]]:
    import python_calamine as calamine

    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            kinds = {str(sheet.typ).rsplit(".", 1)[-1] for sheet in book.sheets_metadata}
            if kinds & {"MacroSheet", "Vba"}:
                raise Refused("macro")
            if len(book.sheets_metadata) > limits["sheets"]:
                raise Refused("too_many_sheets", most=limits["sheets"])
            sheets = []
            for sheet in book.sheets_metadata:
                if str(sheet.typ).endswith("WorkSheet"):
                    extra = extras.get(sheet.name) or Extras()
                    sheets.append(read_sheet(book.get_sheet_by_name(sheet.name), sheet, limits, extra))
            return sheets
    except calamine.PasswordError as error:
        raise Refused("password") from error
    except calamine.CalamineError as error:
        word = str(error).lower()
        raise Refused("password" if "password" in word or "encrypt" in word else "damaged") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise Refused("damaged") from error
        raise


def read_sheet(sheet: Any, about: Any, limits: dict[str, int], extra: Extras) -> dict[str, Any]:
    if sheet.total_height > limits["rows"]:
        raise Refused("too_many_rows", most=limits["rows"], sheet=sheet.name)
    if sheet.total_width > limits["columns"]:
        raise Refused("too_many_columns", most=limits["columns"], sheet=sheet.name)
    rows = [[cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    for row, column, text in extra.errors:
        if row < len(rows) and column < limits["columns"]:
            rows[row].extend([None] * (column + 1 - len(rows[row])))
            rows[row][column] = {"e": text}
    return {
        "name": sheet.name, "hidden": not str(about.visible).endswith(".Visible"), "rows": trimmed(rows),
        "merged": [[*start, *end] for start, end in sheet.merged_cell_ranges or []],
        "hidden_rows": [row for row in extra.hidden if row < len(rows)],
    }  # fmt: skip


def cell(value: Any) -> Any:
    if isinstance(value, str):
        if ERRORS.fullmatch(value):
            return {"e": value}
        return value if value.strip() else None
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, (int, float)):
        return value if value == value and abs(value) != float("inf") else None
    if isinstance(value, (datetime.date, datetime.datetime)):
        return {"d": value.isoformat()}
    return str(value)


def trimmed(rows: list[list[Any]]) -> list[list[Any]]:
    """Without blank rows and cells at the end."""
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def read_text(content: bytes, limits: dict[str, int]) -> dict[str, Any]:
    text = decoded(content)
    if "\x00" in text:
        raise Refused("not_a_spreadsheet")
    csv.field_size_limit(limits["cell"])
    rows: list[list[Any]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text)):
            if len(rows) >= limits["rows"]:
                raise Refused("too_many_rows", most=limits["rows"], sheet="")
            if len(row) > limits["columns"]:
                raise Refused("too_many_columns", most=limits["columns"], sheet="")
            rows.append([cell(value) for value in row])
    except csv.Error as error:
        raise Refused("damaged") from error
    return {"name": "", "hidden": False, "rows": trimmed(rows), "merged": [], "hidden_rows": []}


def decoded(content: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return strictly(content, encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return strictly(content, "gb18030")


def strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused("encoding") from error


def delimiter(text: str) -> str:
    lines = [line for line in text[:65_536].splitlines()[:20] if line.strip()]
    return max(",\t;|", key=lambda mark: sum(min(line.count(mark), 50) for line in lines))


if __name__ == "__main__":
    main()
