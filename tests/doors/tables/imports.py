"""Importing: for those whose role holds it; a batch is known to the one who uploaded it, under that grant."""

from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from liangxin.access.selectors import default_actor
from liangxin.spreadsheets.services.batches import Upload, upload_batch
from tests.doors.rows import Row

IMPORTERS = "officer linjiang bonded park secretary"


def officers_batch(things: dict[str, Any]) -> dict[str, Any]:
    """A file of the officer's with one row that cannot go in."""
    officer = default_actor(user=get_user_model().objects.get(username="officer"), today=timezone.localdate())
    upload = Upload(name="名册.csv", content="姓名,公民身份号码\n王伟,123\n".encode())
    return {"batch_id": upload_batch(actor=officer, kind_code="members", upload=upload, now=timezone.now()).pk}


def officers_row(things: dict[str, Any]) -> dict[str, Any]:
    """Its row."""
    return officers_batch(things) | {"number": 2}


ROWS = [
    Row("imports", ok=IMPORTERS, refused=403),
    Row("imports", method="post", ok=IMPORTERS, ok_status=422, refused=403),
    Row("import-claims", ok=IMPORTERS, refused=403),
    Row("import-claim", method="post", kwargs=lambda things: {"claim_id": 0}),
    Row("import-national", ok=IMPORTERS, refused=403),
    Row(
        "import-template",
        ok="officer linjiang bonded secretary",
        refused=403,
        kwargs=lambda things: {"kind_code": "members"},
    ),
    Row("import-batch", ok="officer", kwargs=officers_batch),
    Row("import-columns", ok="officer", kwargs=officers_batch),
    Row("import-errors", ok="officer", kwargs=officers_batch),
    Row("import-recheck", method="post", ok="officer", ok_status=302, kwargs=officers_batch),
    Row("import-row", method="post", ok="officer", ok_status=422, kwargs=officers_row),
    Row("import-suggestions", method="post", ok="officer", ok_status=422, kwargs=officers_batch),
    Row("import-apply", method="post", ok="officer", ok_status=422, kwargs=officers_batch),
    Row("import-undo", method="post", ok="officer", ok_status=422, kwargs=officers_batch),
    Row("import-discard", method="post", ok="officer", ok_status=302, kwargs=officers_batch),
]
