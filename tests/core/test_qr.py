"""QR codes: drawn as the library draws them, with words for those who do not see."""

import re

import segno

from liangxin.core.qr import qr_file, qr_svg

ADDRESS = "https://liangxin.example/activities/k3v9/here/?c=AB12CD34"


def test_the_drawing_has_exactly_the_dark_modules() -> None:
    drawn = set()
    svg = qr_svg(ADDRESS, label="签到码")
    for column, row, width in re.findall(r"M(\d+) (\d+)h(\d+)v1", svg):
        drawn |= {(int(row), int(column) + offset) for offset in range(int(width))}
    rows = segno.make(ADDRESS, error="m", micro=False).matrix_iter(border=4)
    assert drawn == {(at, column) for at, row in enumerate(rows) for column, dark in enumerate(row) if dark}


def test_the_label_is_escaped() -> None:
    assert 'aria-label="&quot;&gt;&lt;script&gt;"' in qr_svg("x", label='"><script>')


def test_a_file_for_papers() -> None:
    assert qr_file(ADDRESS).startswith(b"<svg") and b"script" not in qr_file(ADDRESS)
