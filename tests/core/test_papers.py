"""Papers: PDF of plain facts, with our own font; text in the facts stays text."""

import re
import zlib

import pytest
import typst

from liangxin.core.papers import rendering
from liangxin.core.papers.sheets import (
    Certificate,
    Column,
    Poster,
    PrintedList,
    SignatureSheet,
    certificate,
    poster,
    printed_list,
    signature_sheet,
)

POSTER = Poster(
    title="周末课堂：摄影入门", when="11 月 28 日 14:00–16:00", where="金融城片区党群服务中心 203 室", organiser="综合党委",
    address="https://liangxin.example/activities/k3v9q2/", places="20 个会员名额", bring="手机",
)  # fmt: skip
SHEET = SignatureSheet(title="摄影入门", when="14:00", where="203", organiser="综合党委", rows=[("张三", "砺石智驾")])


def pages(pdf: bytes) -> int:
    """The pages of a PDF: those of its page tree's root, which may lie in a compressed stream."""
    inside = b"".join(
        zlib.decompressobj().decompress(stream)
        for stream in re.findall(rb"/ObjStm.*?stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    )
    return max(int(count) for count in re.findall(rb"/Type\s*/Pages.*?/Count\s+(\d+)", pdf + inside, re.DOTALL))


def fonts(pdf: bytes) -> set[bytes]:
    return {name.split(b"+")[-1] for name in re.findall(rb"/BaseFont\s*/([^\s/]+)", pdf)}


def test_a_poster_is_one_page_in_our_font() -> None:
    pdf = poster(POSTER)
    assert pdf.startswith(b"%PDF-") and pages(pdf) == 1
    assert fonts(pdf) == {b"NotoSansCJKsc-Regular", b"NotoSansCJKsc-Regular-Identity-H"}


def test_a_certificate_is_one_page() -> None:
    pdf = certificate(
        Certificate(name="沈㛃䶮", sentence="于 2026 年 11 月 21 日参加。", issuer="综合党委", day="2026")
    )
    assert pages(pdf) == 1


def test_a_sheet_to_sign_and_a_list_go_on_over_pages() -> None:
    rows = [(f"张{number}", "砺石智驾") for number in range(100)]
    assert pages(signature_sheet(SignatureSheet(title="a", when="", where="", organiser="", rows=rows))) == 4
    columns = [Column(word="企业", share=2), Column(word="员工", number=True)]
    listed = PrintedList(title="企业", columns=columns, rows=[(row[0], "5") for row in rows], foot="林静", wide=True)
    assert pages(printed_list(listed)) == 4


@pytest.mark.parametrize("text", ["#panic()", "$1$ *b* _i_ @x <y> `c` \\ // /* ", "[#sys.inputs]", '"', "\u202e\u0000"])
def test_text_stays_text(text: str) -> None:
    poster(Poster(title=text, when=text, where=text, organiser=text, address="https://x.example/", summary=text))
    signature_sheet(SignatureSheet(title=text, when=text, where=text, organiser=text, rows=[(text, text)], note=text))


def test_the_font_has_every_character_of_a_chinese_name() -> None:
    font = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[rendering.FOLDER / "fonts"]
    )
    assert font.families() == ["Noto Sans CJK SC"]
    compiler = typst.Compiler(font_paths=font, ignore_system_fonts=True)
    source = b'#set page(width: 20pt, height: 20pt)\n#set text(font: "Noto Sans CJK SC", fallback: false)\n#sys.inputs.letter'

    def is_drawn(letter: str) -> bool:
        svg = compiler.compile(source, format="svg", sys_inputs={"letter": letter})
        assert isinstance(svg, bytes)
        return b"<use" in svg

    assert not is_drawn("\u0e01")  # Thai is not in it
    names = "曾单仇解㛃䶮㭎㸆䲟𠅤𫖮𬱖𬭎𬭳𫓧"  # of the table of standard characters, many beyond the basic block
    assert [letter for letter in names if not is_drawn(letter)] == []


def test_too_many_rows_and_a_row_that_does_not_fit() -> None:
    with pytest.raises(ValueError, match="at most"):
        signature_sheet(SignatureSheet(title="a", when="", where="", organiser="", rows=[("a", "b")] * 5_001))
    with pytest.raises(ValueError, match="fit"):
        printed_list(PrintedList(title="a", columns=[Column(word="a")], rows=[("a", "b")]))
