"""Uploads for tests: believable ones and hostile ones."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PIL import Image

from liangxin.files.registry import PURPOSES, register_file_guard

PURPOSE = "tests.anything"


@contextmanager
def a_purpose(code: str = PURPOSE, **rule: Any) -> Iterator[str]:
    """A purpose that stands while the block runs; everybody may read it, where not said otherwise."""
    register_file_guard(code, rule.pop("may_read", lambda actor, file: True), **rule)
    try:
        yield code
    finally:
        del PURPOSES[code]


def photo(
    width: int = 640, height: int = 480, *, form: str = "JPEG", exif: bytes = b"", colour: str = "#c8201e"
) -> bytes:
    """A picture of one colour with a corner of another."""
    image = Image.new("RGB", (width, height), colour)
    image.paste("#103a8c", (0, 0, width // 4, height // 4))
    out = io.BytesIO()
    image.save(out, form, **({"exif": exif} if exif else {}))
    return out.getvalue()


def exif_with_place() -> bytes:
    """EXIF as a phone writes it: camera, moment, turned by 90°, and the place."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0132], exif[0x0112] = "PhoneMaker", "2026:11:20 09:30:00", 6
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (31.0, 14.0, 3.2), "E", (121.0, 30.0, 1.9)
    return exif.tobytes()


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes of PNG that say they are very large."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def office(folder: str = "word", *, more: dict[str, bytes] | None = None) -> bytes:
    """The shell of an office document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(f"{folder}/document.xml", "<w/>")
        for name, content in (more or {}).items():
            package.writestr(name, content)
    return out.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>fetch('/account/')</script>"
