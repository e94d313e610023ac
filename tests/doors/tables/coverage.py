"""The coverage page: numbers for whoever may count."""

from tests.doors.rows import Row

COUNTING = "officer linjiang bonded park secretary"
ROWS = [
    Row("coverage", ok=COUNTING, refused=403),
    Row("coverage", ok=COUNTING, refused=403, query="?view=work&by=industry&day=2026-06-01"),
    Row("coverage", ok=COUNTING, refused=403, query="?place=999999999", but=dict.fromkeys(COUNTING.split(), 404)),
]
