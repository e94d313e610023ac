"""Persons at the desk."""

from typing import Any

from tests.doors.rows import Row

READERS = "officer linjiang bonded secretary"
OWN_ONLY = 403  # the permission is not theirs at all


def _person(things: dict[str, Any]) -> dict[str, int]:
    return {"person_id": things["person:member_demo"].pk}


ROWS = [
    Row("person-list", ok=READERS, refused=403),
    Row("person-new", ok=READERS, refused=403),
    Row("person-find", ok=READERS, refused=403),
    Row("people-names", ok=READERS, refused=403, method="post"),
    Row("correction-list", ok=READERS, refused=403),
    Row("correction", kwargs=lambda things: {"correction_id": 1}, refused=403, but=dict.fromkeys(READERS.split(), 404)),
    Row("duplicate-list", ok=READERS, refused=403),
    Row("duplicate", kwargs=lambda things: {"case_id": 1}, refused=403, but=dict.fromkeys(READERS.split(), 404)),
    Row("person", ok="secretary", ok_status=302, kwargs=_person),
    Row("person-change", ok="secretary", kwargs=_person),
    Row("person-reveal", ok="secretary", kwargs=_person),
    Row("person-account", ok="secretary", kwargs=_person),
    Row("person-account-unlink", ok="secretary", ok_status=302, kwargs=_person, method="post"),
    Row("person-merge", ok="secretary", kwargs=_person),
]
