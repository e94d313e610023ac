"""Suggestions and complaints: anybody writes, the staff of the place answer."""

from typing import Any

from tests.doors.rows import EVERYONE, Row

STAFF = "officer linjiang park"


def one(things: dict[str, Any]) -> dict[str, Any]:
    return {"feedback_id": things["feedback:waiting"].pk}  # sent to the finance area


ROWS = [
    Row("complaints", anyone=200),
    Row("complaints", method="post", anyone=422),
    Row("complaints-answer", anyone=200),
    Row("complaints-answer", method="post", anyone=422),
    Row("me-feedback", ok=EVERYONE),
    Row("feedback-list", ok=STAFF, refused=403),
    Row("feedback", ok="officer", but={"member": 403, "contact.shen": 403}, kwargs=one),
    Row("feedback", ok="officer", ok_status=422, but={"member": 403, "contact.shen": 403}, kwargs=one, method="post"),
    Row("feedback-contact", ok="officer", but={"member": 403, "contact.shen": 403}, kwargs=one),
]
