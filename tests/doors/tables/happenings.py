"""The portal's side of activities."""

from tests.doors.rows import Row

ROWS = [
    Row("activity-page", anyone=404, kwargs=lambda things: {"slug": "nosuchslug"}),
    Row("activity-register", method="post", anyone=302, kwargs=lambda things: {"slug": "nosuchslug"}),
    Row("activity-cancel", method="post", kwargs=lambda things: {"slug": "nosuchslug"}),
]
