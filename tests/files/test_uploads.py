"""What is kept of an upload, and what is refused: told by content, whatever the name says."""

import io
import struct
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from liangxin.core.errors import RuleBroken
from liangxin.files import rules
from liangxin.files.choices import FileKind
from liangxin.files.models import StoredFile
from liangxin.files.registry import PurposeUnknown
from liangxin.files.selectors import open_content, read_content
from liangxin.files.services.uploads import discard_file, keep_file, keep_image
from tests.access.factories import make_user
from tests.files import factories as made
from tests.helpers import NOW

pytestmark = pytest.mark.django_db
EVERY_KIND = frozenset(FileKind)


def keep(content: bytes, name: str = "a.jpg", *, user_id: int | None = None, **rule: object) -> StoredFile:
    with made.a_purpose(**{"kinds": EVERY_KIND, **rule}):
        return keep_file(actor_user_id=user_id, upload=content, name=name, purpose=made.PURPOSE, now=NOW)


def code_of(content: bytes, name: str = "a.jpg", **rule: object) -> str:
    """The refusal; and that nothing was kept."""
    before = sum(1 for _ in stored_paths())
    with pytest.raises(RuleBroken) as refusal:
        keep(content, name, **rule)
    assert StoredFile.objects.count() == 0
    assert sum(1 for _ in stored_paths()) == before
    return refusal.value.code


def stored_paths(folder: str = "") -> list[str]:
    folders, names = default_storage.listdir(folder)
    inside = [path for name in folders for path in stored_paths(f"{folder}/{name}".lstrip("/"))]
    return [f"{folder}/{name}" for name in names] + inside


def test_a_photo_is_made_anew_upright_and_without_its_place() -> None:
    sent = made.photo(3000, 2000, exif=made.exif_with_place())
    assert b"PhoneMaker" in sent
    kept = keep(sent, "IMG_2041.JPG")
    content = read_content(kept)
    image = Image.open(io.BytesIO(content))
    assert (image.format, image.size) == ("WEBP", (1333, 2000))  # turned as the camera was held
    assert (kept.width, kept.height, kept.media_type, kept.name) == (1333, 2000, "image/webp", "IMG_2041.webp")
    assert dict(image.getexif()) == {} and not {"exif", "xmp", "icc_profile"} & set(image.info)
    assert b"PhoneMaker" not in content and b"EXIF" not in content
    small = Image.open(open_content(kept, thumbnail=True))
    assert (small.size, dict(small.getexif())) == ((320, 480), {})
    assert kept.size == len(content) < len(sent) * 2


def test_a_picture_with_something_behind_it_loses_it() -> None:
    hidden = made.photo() + made.HTML + made.office(more={"word/a.js": b"evil"})
    content = read_content(keep(hidden))
    assert b"<script" not in content and b"evil" not in content and b"PK\x03\x04" not in content


def test_colours_and_transparency_stay() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (40, 30), (200, 32, 30, 0)).save(out, "PNG")
    image = Image.open(io.BytesIO(read_content(keep(out.getvalue(), "seal.png"))))
    assert (image.mode, image.getpixel((5, 5))[3]) == ("RGBA", 0)  # type: ignore[index]
    image = Image.open(io.BytesIO(read_content(keep(made.photo(colour="#c8201e")))))
    red, green, blue = image.getpixel((600, 400))  # type: ignore[misc]
    assert abs(red - 200) < 6 and abs(green - 32) < 6 and abs(blue - 30) < 6


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_usual_formats_are_read(form: str) -> None:
    kept = keep(made.photo(300, 200, form=form), "whatever")
    assert (kept.kind, kept.width, kept.height, kept.name) == ("image", 300, 200, "whatever.webp")


@pytest.mark.parametrize(
    ("content", "kind", "name"),
    [
        (made.PDF, "pdf", "申请表.pdf"),
        (made.office("word"), "document", "申请表.docx"),
        (made.office("xl"), "sheet", "申请表.xlsx"),
        (made.office("ppt"), "slides", "申请表.pptx"),
        ("名单\n张三\n".encode(), "text", "申请表.txt"),
    ],
)
def test_the_content_says_what_it_is_not_the_name(content: bytes, kind: str, name: str) -> None:
    kept = keep(content, "申请表.exe")
    assert (kept.kind, kept.name) == (kind, name)
    assert read_content(kept) == content


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (made.SVG, "logo.svg"),
        (made.SVG, "logo.png"),
        (b'<?xml version="1.0"?>' + made.SVG, "logo.jpg"),
        (made.HTML, "photo.jpg"),
        (b"\xef\xbb\xbf \n<html><body onload=alert(1)>", "a.txt"),
        (b"hello <SCRIPT>alert(1)</SCRIPT>", "a.txt"),
        (b"MZ\x90\x00\x03" + b"\0" * 200, "setup.exe"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old.doc"),
        (made.office(more={"word/vbaProject.bin": b"macro"}), "macro.docx"),
        (b"PK\x03\x04 broken", "broken.docx"),
        (made.office("somewhere"), "archive.zip"),
        (b"\0" * 100, "nothing.txt"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_could_run_is_not_taken(content: bytes, name: str) -> None:
    assert code_of(content, name) == "files.kind_not_taken"


def test_a_kind_that_the_purpose_does_not_take() -> None:
    assert code_of(made.PDF, kinds=frozenset({FileKind.IMAGE})) == "files.kind_not_taken"
    with made.a_purpose(), pytest.raises(RuleBroken) as refusal:
        keep_image(actor_user_id=None, upload=made.PDF, name="a.jpg", purpose=made.PURPOSE, now=NOW)
    assert refusal.value.code == "files.kind_not_taken"


@pytest.mark.parametrize("size", [(60_000, 60_000), (31_000, 10), (9_000, 9_000)])
def test_a_picture_that_would_fill_the_memory(size: tuple[int, int]) -> None:
    assert code_of(made.png_that_claims(*size)) == "files.image_too_many_pixels"


def test_a_large_photo_of_a_phone_is_read_small() -> None:
    assert (keep(made.photo(9_000, 6_000)).width, 2_000) == (2_000, 2_000)  # 54 million pixels


@pytest.mark.parametrize(
    "content",
    [
        made.photo()[:-400],
        made.photo(form="PNG")[:300],
        b"\xff\xd8\xff\xe0" + b"\0" * 50,
        b"GIF89a" + struct.pack("<HH", 0, 0) + b"\0" * 20,
        b"RIFF\x10\0\0\0WEBPVP8 ",
        made.png_that_claims(10, 10),
        made.png_that_claims(0, 10),
    ],
    ids=["cut short", "cut PNG", "bare JPEG", "bare GIF", "bare WebP", "empty PNG", "no width"],
)
def test_a_damaged_picture_is_refused_in_words(content: bytes) -> None:
    assert code_of(content) == "files.image_unreadable"


def test_empty_and_too_large() -> None:
    assert code_of(b"") == "files.empty"
    assert code_of(made.PDF + b"\0" * 2_000, largest=1_000) == "files.too_large"
    assert code_of(made.PDF + b"\0" * (rules.LARGEST_IMAGE + 1), largest=1_000) == "files.too_large"


def test_a_stream_is_read_no_further_than_allowed() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            assert size > 0
            self.given += size
            return b"x" * size

    endless = Endless()
    with made.a_purpose(kinds=frozenset({FileKind.TEXT}), largest=1_000), pytest.raises(RuleBroken) as refusal:
        keep_file(actor_user_id=None, upload=endless, name="a", purpose=made.PURPOSE, now=NOW)
    assert (refusal.value.code, endless.given) == ("files.too_large", 1_001)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.txt"),
        ("C:\\Users\\me\\报告.TXT", "报告.txt"),
        ("a\r\nSet-Cookie: x.txt", "a Set-Cookie x.txt"),
        ("photo\u202egpj.exe", "photo gpj.txt"),
        ("x" * 300 + ".txt", "x" * 120 + ".txt"),
    ],
)
def test_names_keep_their_words_only(given: str, kept: str) -> None:
    assert keep(b"text", given).name == kept


def test_a_name_of_nothing_gets_one() -> None:
    kept = keep(b"text", "...")
    assert len(kept.name) == 12 and kept.name.endswith(".txt")


def test_paths_and_addresses_are_random() -> None:
    one, two = keep(b"text"), keep(b"text")
    assert one.slug != two.slug and one.content != two.content and len(one.slug) == 32
    assert one.slug not in one.content
    assert one.sha256 == two.sha256


def test_so_many_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_FILES_A_DAY", 2)
    user = make_user()
    keep(b"one", user_id=user.pk)
    keep(b"two", user_id=user.pk)
    with pytest.raises(RuleBroken) as refusal:
        keep(b"three", user_id=user.pk)
    assert refusal.value.code == "files.too_many_uploads"
    assert StoredFile.objects.count() == 2
    StoredFile.objects.update(kept_at=NOW - timedelta(days=1))
    keep(b"three", user_id=user.pk)
    monkeypatch.setattr(rules, "MOST_BYTES_A_DAY", 8)
    with pytest.raises(RuleBroken):
        keep(b"four", user_id=user.pk)


def test_a_purpose_that_nobody_declared() -> None:
    with pytest.raises(PurposeUnknown):
        keep_file(actor_user_id=None, upload=b"x", name="x", purpose="tests.unknown", now=NOW)


@pytest.mark.django_db(transaction=True)
def test_a_discarded_file_is_gone_with_its_content() -> None:
    kept = keep(made.photo())
    paths = [kept.content, kept.thumbnail]
    assert all(default_storage.exists(path) for path in paths)
    discard_file(file_id=kept.pk)
    assert not any(default_storage.exists(path) for path in paths)
    discard_file(file_id=kept.pk)  # once more is harmless
