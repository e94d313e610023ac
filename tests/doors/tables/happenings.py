"""The portal's side of activities."""

from tests.doors.rows import Row

UNKNOWN = {"registration_id": 10**9}
ROWS = [
    Row("activities", anyone=200),
    Row("my-registration", kwargs=lambda things: UNKNOWN),
    Row("my-registration-calendar", kwargs=lambda things: UNKNOWN),
    Row("my-registration-certificate", kwargs=lambda things: UNKNOWN),
    *(
        Row(f"my-registration-{act}", method="post", kwargs=lambda things: UNKNOWN)
        for act in ("cancel", "accept", "confirm")
    ),
    Row("activity-here", kwargs=lambda things: {"slug": "nosuchslug"}),
    Row("activity-series", anyone=200, kwargs=lambda things: {"slug": things["series:yoga"].slug}),
    Row("activity-series-follow", method="post", kwargs=lambda things: {"slug": "nosuchslug"}),
    Row("activity-campaign", anyone=200, kwargs=lambda things: {"slug": things["campaign:noon"].slug}),
    Row("activity-page", anyone=404, kwargs=lambda things: {"slug": "nosuchslug"}),
    Row("activity-register", method="post", anyone=302, kwargs=lambda things: {"slug": "nosuchslug"}),
    Row("activity-cancel", method="post", kwargs=lambda things: {"slug": "nosuchslug"}),
]
