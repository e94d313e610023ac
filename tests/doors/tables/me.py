"""我的: everybody their own, whatever they hold at the desk."""

from tests.doors.rows import EVERYONE, Row

WITH_RECORD = "secretary member"

ROWS = [
    Row("me", ok=EVERYONE),
    Row("me-data", ok=EVERYONE),
    Row("me-looks", ok=EVERYONE),
    Row("me-export", ok=EVERYONE),
    Row("my-bookings", ok=EVERYONE),
    Row("me-correct", ok=WITH_RECORD),
    Row("me-declare", ok=EVERYONE),
    Row("me-link", ok=EVERYONE),
    Row("me-link-withdraw", method="post", kwargs=lambda things: {"request_id": 0}),
    Row("me-correct-withdraw", method="post", kwargs=lambda things: {"correction_id": 0}),
    Row("me-declare-withdraw", method="post", kwargs=lambda things: {"declaration_id": 0}),
    Row("me-tokens", ok=EVERYONE),
    Row("me-token-new", ok=EVERYONE),
    Row("me-token-new", ok=EVERYONE, method="post", ok_status=422),
    Row("me-token-end", method="post", kwargs=lambda things: {"token_id": 987_654_321}),
]
