"""What imports leave in the log of what must be answered for."""

from datetime import datetime
from typing import Any

from liangxin.access.actor import Actor
from liangxin.accounts.selectors import get_user
from liangxin.core.audit import record
from liangxin.spreadsheets.models import ImportBatch


def note(actor: Actor, action: str, batch: ImportBatch, now: datetime, **facts: Any) -> None:
    """One entry about a batch; facts are counts, never what stands in the rows."""
    record(
        action=action, now=now, user=get_user(user_id=actor.user_id) if actor.user_id else None,
        acting_as=actor.acting_as, object_kind="spreadsheets.ImportBatch", object_id=batch.pk,
        object_label=batch.file_name, kind=batch.kind, **facts,
    )  # fmt: skip
