"""Kept files: each under the guard of its purpose; a file that is not there is found by nobody."""

from tests.doors.rows import Row

ROWS = [
    Row("file", anyone=404, kwargs=lambda things: {"slug": "0" * 32}),
    Row("file-thumbnail", anyone=404, kwargs=lambda things: {"slug": "0" * 32}),
]
