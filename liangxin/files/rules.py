"""Limits of uploads (docs/rules/files.md)."""

from datetime import timedelta

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE  # R-FIL-01, where the purpose sets none
LARGEST_IMAGE = 20 * MEGABYTE  # R-FIL-01
LONGEST_SIDE = 2_000  # pixels, R-FIL-02
THUMBNAIL_SIDE = 480  # pixels, R-FIL-02
MOST_PIXELS_JPEG = 100_000_000  # R-FIL-03: read at a fraction of its size
MOST_PIXELS = 25_000_000  # R-FIL-03: every other format is unpacked whole
MOST_SIDE = 30_000  # pixels, R-FIL-03
IMAGE_QUALITY, THUMBNAIL_QUALITY = 82, 76  # WebP
MOST_FILES_A_DAY = 300  # of one account, R-FIL-04
MOST_BYTES_A_DAY = 500 * MEGABYTE  # of one account, R-FIL-04
KEPT_UNCLAIMED = timedelta(days=1)  # R-FIL-05
PURGED_AT_ONCE = 200
MOST_PARTS = 5_000  # of an office document, R-FIL-06
LONGEST_NAME = 120  # characters
