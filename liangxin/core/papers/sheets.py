"""The papers there are. Each takes its facts as the reader shall see them: days and hours already in words."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from liangxin.core.papers.rendering import render_pdf
from liangxin.core.qr import qr_file

MOST_ROWS = 5_000  # of one paper


@dataclass(frozen=True, kw_only=True)
class Poster:
    """What hangs at the door. address: where to register, also as the QR code. kicker: a line above the title.
    Parts that are "" are left out.
    """

    title: str
    when: str
    where: str
    organiser: str
    address: str
    issuer: str = ""
    kicker: str = ""
    summary: str = ""
    places: str = ""
    bring: str = ""


def poster(facts: Poster) -> bytes:
    """A poster as PDF, with a code to register by."""
    words = {
        "when": _("时间"), "where": _("地点"), "organiser": _("主办"), "places": _("名额"), "bring": _("请带"),
        "scan": _("扫码报名"), "or_here": _("或在浏览器打开"), "code": _("报名二维码"),
    }  # fmt: skip
    return render_pdf("poster", {**asdict(facts), "words": words}, code=qr_file(facts.address))


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """Who took part in what. sentence: “于 2026 年 11 月 21 日参加‘……’，共 2 小时。” address: where it can be checked."""

    name: str
    sentence: str
    issuer: str
    day: str
    title: str = ""
    lines: Sequence[str] = ()
    number: str = ""
    address: str = ""


def certificate(facts: Certificate) -> bytes:
    """A certificate as PDF."""
    words = {"after_name": _("：") if facts.name else "", "code": _("查验二维码")}
    told = {**asdict(facts), "title": facts.title or _("参加证明"), "lines": list(facts.lines), "words": words}
    return render_pdf("certificate", told, code=qr_file(facts.address) if facts.address else b"")


@dataclass(frozen=True, kw_only=True)
class SignatureSheet:
    """Who is expected, with room to sign. rows: (name, organisation or enterprise). blank: rows for those who walk in."""

    title: str
    when: str
    where: str
    organiser: str
    rows: Sequence[tuple[str, str]]
    blank: int = 5
    note: str = ""


def signature_sheet(facts: SignatureSheet) -> bytes:
    """A sheet to sign as PDF; its head is repeated on each page. Raises ValueError for more than MOST_ROWS."""
    _check(facts.rows)
    words = {"columns": [_("序号"), _("姓名"), _("单位"), _("签名")]}
    told = {**asdict(facts), "rows": [list(row) for row in facts.rows], "foot": facts.title, "words": words}
    return render_pdf("signatures", told)


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a printed list. share: its part of the width. number: right-aligned."""

    word: str
    share: float = 1
    number: bool = False


@dataclass(frozen=True, kw_only=True)
class PrintedList:
    """Any list on paper. rows: as many texts as there are columns. foot: who printed it, and when."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    subtitle: str = ""
    note: str = ""
    foot: str = ""
    wide: bool = False


def printed_list(facts: PrintedList) -> bytes:
    """A list as PDF. Raises ValueError for more than MOST_ROWS, or a row that does not fit its columns."""
    _check(facts.rows)
    if any(len(row) != len(facts.columns) for row in facts.rows):
        raise ValueError("a row does not fit its columns")
    told = {**asdict(facts), "rows": [list(row) for row in facts.rows], "words": {}}
    return render_pdf("list", told)


def _check(rows: Sequence[object]) -> None:
    if len(rows) > MOST_ROWS:
        raise ValueError(f"a paper has at most {MOST_ROWS} rows")
