"""Telling what a file is by its content. A name or a stated type is never believed."""

import io
import zipfile

from liangxin.files import rules
from liangxin.files.choices import FileKind

IMAGE_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
OFFICE_PARTS = {"word/": FileKind.DOCUMENT, "xl/": FileKind.SHEET, "ppt/": FileKind.SLIDES}
ENDINGS = {FileKind.IMAGE: ".webp", FileKind.PDF: ".pdf", FileKind.DOCUMENT: ".docx", FileKind.SHEET: ".xlsx",
           FileKind.SLIDES: ".pptx", FileKind.TEXT: ".txt"}  # fmt: skip
OFFICE_TYPE = "application/vnd.openxmlformats-officedocument."
MEDIA_TYPES = {
    FileKind.IMAGE: "image/webp", FileKind.PDF: "application/pdf",
    FileKind.DOCUMENT: OFFICE_TYPE + "wordprocessingml.document", FileKind.SHEET: OFFICE_TYPE + "spreadsheetml.sheet",
    FileKind.SLIDES: OFFICE_TYPE + "presentationml.presentation", FileKind.TEXT: "text/plain; charset=utf-8",
}  # fmt: skip
MARKUP = ("<!doctype", "<html", "<svg", "<script", "<?xml", "<head", "<body", "<iframe", "{\\rtf")


def kind_of(content: bytes) -> FileKind | None:
    """The kind of this content; None for one that is not taken (SVG, HTML, old Office files, programs, archives)."""
    if content.startswith(IMAGE_STARTS) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP"):
        return FileKind.IMAGE
    if content.startswith(b"%PDF-"):
        return FileKind.PDF
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content)
    return FileKind.TEXT if _is_text(content) else None


def _office_kind(content: bytes) -> FileKind | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
        return None
    if len(parts) > rules.MOST_PARTS or "[Content_Types].xml" not in parts:
        return None
    if any(part.lower().endswith((".bin", ".exe", ".js", ".vbs")) and "vba" in part.lower() for part in parts):
        return None  # macros
    kinds = {kind for part in parts for start, kind in OFFICE_PARTS.items() if part.startswith(start)}
    return kinds.pop() if len(kinds) == 1 else None


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if any(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in text):
        return False
    start = text.lstrip()[:1_000].lower()
    return bool(start) and not any(mark in start for mark in MARKUP)
