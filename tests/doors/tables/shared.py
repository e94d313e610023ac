"""Pages that belong to no area."""

from tests.doors.rows import EVERYONE, Row

ROWS = [
    Row("set_language", anyone=302),  # a GET changes nothing and leads back
    Row("set_language", method="post", anyone=302),
    Row("desk-pick", ok=EVERYONE, kwargs=lambda things: {"kind": "grant-node"}),  # empty beyond one's scope
    Row("desk-pick", ok=EVERYONE, kwargs=lambda things: {"kind": "account"}, query="?q=officer"),
    Row("desk-pick", kwargs=lambda things: {"kind": "nonsense"}, query="?q=x"),
]
