"""Images are made anew: what comes out is pixels only, no EXIF, no place, no second file hidden behind."""

import io
import struct
import warnings
import zlib
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from liangxin.files import rules

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "MPO")
DAMAGED = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError,
    TypeError, EOFError, IndexError, KeyError, OverflowError, ZeroDivisionError, MemoryError, NotImplementedError,
    struct.error, zlib.error,
)  # fmt: skip


class Unreadable(Exception):
    """It is no image that can be read."""


class TooManyPixels(Exception):
    """It would unpack to more than is allowed."""


@dataclass(frozen=True)
class MadeImage:
    """An image made anew, with a small one beside it; both WebP."""

    content: bytes
    thumbnail: bytes
    width: int
    height: int


def make_anew(content: bytes) -> MadeImage:
    """Upright, at most LONGEST_SIDE pixels, without anything but its pixels. Raises Unreadable, TooManyPixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the number of pixels is checked here, before any is unpacked
            image = Image.open(io.BytesIO(content), formats=FORMATS)
        _check_size(image)
        if image.format in ("JPEG", "MPO"):
            share = rules.LONGEST_SIDE / max(image.size)
            image.draft("RGB", (int(image.width * share) or 1, int(image.height * share) or 1))
        image.load()
        upright = ImageOps.exif_transpose(image)
        pixels = _pixels_only(upright if upright is not None else image)
    except Image.DecompressionBombError as error:  # Pillow's own limit, at twice ours
        raise TooManyPixels() from error
    except DAMAGED as error:
        raise Unreadable() from error
    pixels.thumbnail((rules.LONGEST_SIDE, rules.LONGEST_SIDE), Image.Resampling.LANCZOS)
    small = pixels.copy()
    small.thumbnail((rules.THUMBNAIL_SIDE, rules.THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
    return MadeImage(
        _webp(pixels, rules.IMAGE_QUALITY), _webp(small, rules.THUMBNAIL_QUALITY), pixels.width, pixels.height
    )


def _check_size(image: Image.Image) -> None:
    most = rules.MOST_PIXELS_JPEG if image.format in ("JPEG", "MPO") else rules.MOST_PIXELS
    if image.width * image.height > most or max(image.size) > rules.MOST_SIDE:
        raise TooManyPixels()
    if min(image.size) < 1:
        raise Unreadable()


def _pixels_only(image: Image.Image) -> Image.Image:
    see_through = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    pixels = image.convert("RGBA" if see_through else "RGB")
    pixels.info = {}
    return pixels


def _webp(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", quality=quality, method=4, exif=b"", xmp=b"", icc_profile=b"")
    return out.getvalue()
