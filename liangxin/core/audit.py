"""The log of what must be answered for."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from liangxin.core.logs import client_address, request_id
from liangxin.core.models import AuditEntry


def record(
    *, action: str, now: datetime, user: Any = None, acting_as: str = "", object_kind: str = "",
    object_id: int | None = None, object_label: str = "", reason: str = "", **facts: object,
) -> AuditEntry:  # fmt: skip
    """Write one entry. `user` is an account or None; facts are plain values without personal data in clear."""
    return AuditEntry.objects.create(
        action=action, at=now, user_id=getattr(user, "pk", None), user_name=getattr(user, "username", ""),
        acting_as=acting_as, address=client_address.get(), request_id=request_id.get(), object_kind=object_kind,
        object_id=object_id, object_label=object_label, reason=reason, facts=facts,
    )  # fmt: skip


def audit_entries() -> "QuerySet[AuditEntry]":
    """All entries, unordered; scoped by who asks."""
    return AuditEntry.objects.all()


def audit_actions() -> list[str]:
    """The actions that occur."""
    return list(AuditEntry.objects.order_by("action").values_list("action", flat=True).distinct())
