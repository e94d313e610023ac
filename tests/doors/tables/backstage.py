"""Health and readiness: for process managers, without an account."""

from tests.doors.rows import Row

ROWS = [
    Row("healthz", anyone=200),
    Row("readyz", anyone=503),  # no worker beats while tests run
]
