"""Members at the desk: who reaches the home organisation reads; a place counts; everyone else finds nothing."""

from typing import Any

from tests.doors.rows import Row

READERS = "officer linjiang bonded secretary"
COUNTERS = {"park": 302}
OWN = dict.fromkeys(("member", "contact.shen"), 403)  # no grant: nothing at the desk


def _member(things: dict[str, Any]) -> dict[str, int]:
    return {"membership_id": things["membership:member_demo"].pk}


ROWS = [
    Row("member-list", ok=READERS, refused=403, but=COUNTERS),
    Row("member-linked", ok=READERS, refused=403),
    Row("member-new", ok=READERS, refused=403),
    Row("member-names", ok=READERS, refused=403, method="post"),
    Row("member-located", ok=f"{READERS} park", refused=403),
    Row("member-roster", ok=READERS, refused=403),
    Row("member-national-form", ok=READERS, refused=403),
    Row("declaration-list", ok=READERS, refused=403),
    Row("declaration", ok="", kwargs=lambda things: {"declaration_id": 0}, refused=403, but=dict.fromkeys(READERS.split(), 404)),
    Row("member", ok="secretary", kwargs=_member, but=OWN),
    Row("member-change", ok="secretary", kwargs=_member, but=OWN),
    Row("member-transfer", ok="secretary", kwargs=_member, but=OWN),
    Row("member-end", ok="secretary", kwargs=_member, but=OWN),
    Row("member-link", ok="secretary", kwargs=_member, but=OWN),
    Row("member-link-end", ok="", kwargs=lambda things: {"link_id": 0}, method="post", but=OWN),
]  # fmt: skip
