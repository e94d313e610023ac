"""Persons at the desk."""

from typing import Any

from tests.doors.rows import Row

READERS = "officer linjiang bonded secretary"
OWN = dict.fromkeys(("member", "contact.shen"), 403)  # no grant: nothing at the desk


def _person(things: dict[str, Any]) -> dict[str, int]:
    return {"person_id": things["person:member_demo"].pk}


ROWS = [
    Row("person-list", ok=READERS, refused=403),
    Row("person-new", ok=READERS, refused=403),
    Row("person-find", ok=READERS, refused=403),
    Row("people-names", ok=READERS, refused=403, method="post"),
    Row("person-paper-link", ok="sysadmin", refused=403),
    Row("guest-codes", ok=f"{READERS} keeper", refused=403),
    Row("guest-codes", method="post", ok=f"{READERS} keeper", ok_status=422, refused=403),
    Row("link-request-list", ok=READERS, refused=403),
    Row(
        "link-request",
        ok="secretary",
        kwargs=lambda things: {"request_id": things["link:demo"].pk},
        refused=403,
        but=dict.fromkeys(("officer", "linjiang", "bonded"), 404),
    ),
    Row("link-request", kwargs=lambda things: {"request_id": 0}, refused=403, but=dict.fromkeys(READERS.split(), 404)),
    Row("correction-list", ok=READERS, refused=403),
    Row("correction", kwargs=lambda things: {"correction_id": 0}, refused=403, but=dict.fromkeys(READERS.split(), 404)),
    Row("duplicate-list", ok=READERS, refused=403),
    Row("duplicate", kwargs=lambda things: {"case_id": 0}, refused=403, but=dict.fromkeys(READERS.split(), 404)),
    Row("person", ok="secretary", ok_status=302, kwargs=_person, but=OWN),
    Row("person-change", ok="secretary", kwargs=_person, but=OWN),
    Row("person-reveal", ok="secretary", kwargs=_person, but=OWN),
    Row("person-account", ok="secretary", kwargs=_person, but=OWN),
    Row("person-account-unlink", ok="secretary", ok_status=302, kwargs=_person, method="post", but=OWN),
    Row("person-merge", ok="secretary", kwargs=_person, but=OWN),
]
