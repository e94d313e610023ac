"""Reading the history that triggers write: what changed, when, by whom, in which role, why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

MOST_EVENTS = 200  # events of one record that are compared


@dataclass(frozen=True)
class FieldChange:
    """One field before and after."""

    field: str
    label: object
    before: Any
    after: Any


@dataclass(frozen=True)
class Change:
    """One step of a record's history. kind: "insert", "update" or "delete"."""

    at: datetime
    kind: str
    fields: Sequence[FieldChange]
    user_id: int | None
    user_name: str
    acting_as: str
    reason: str
    subject: object = ""


def changes_of(record: Model, *, labels: Mapping[str, object], subject: object = "", limit: int = 50) -> list[Change]:
    """The last changes of `record`, newest first, in one query; only fields in `labels` are told.

    labels: field name → its word. subject: what the change is of, where several histories are shown together.
    """
    events = record.events.select_related("pgh_context").order_by("-pgh_id")[:MOST_EVENTS]  # type: ignore[attr-defined]
    rows = list(events)
    found: list[Change] = []
    for at, row in enumerate(rows):
        before = rows[at + 1] if at + 1 < len(rows) else None
        fields = _differences(before, row, labels) if row.pgh_label != "insert" else ()
        if row.pgh_label == "update" and not fields:
            continue
        found.append(_change(row, fields, subject))
    return found[:limit]


def changes_among(
    records: QuerySet[Any], *, labels: Mapping[str, object], subject: object = "", limit: int = 50
) -> list[Change]:
    """The last changes of several records of one model, newest first, in one query."""
    model = records.model._meta.get_field("events").related_model
    events = model._default_manager.filter(pgh_obj_id__in=records.order_by().values("pk")).select_related("pgh_context")
    rows = list(events.order_by("-pgh_id")[:MOST_EVENTS])
    before: dict[Any, Any] = {}
    found: list[Change] = []
    for row in reversed(rows):
        fields = _differences(before.get(row.pgh_obj_id), row, labels) if row.pgh_label != "insert" else ()
        before[row.pgh_obj_id] = row
        if row.pgh_label != "update" or fields:
            found.append(_change(row, fields, subject))
    return found[::-1][:limit]


def merged(*histories: Iterable[Change], limit: int = 50) -> list[Change]:
    """Several histories as one, newest first."""
    return sorted((one for history in histories for one in history), key=lambda one: one.at, reverse=True)[:limit]


def _differences(before: Any, after: Any, labels: Mapping[str, object]) -> list[FieldChange]:
    if before is None:
        return []
    return [
        FieldChange(name, label, getattr(before, name, None), getattr(after, name, None))
        for name, label in labels.items()
        if getattr(before, name, None) != getattr(after, name, None)
    ]


def _change(row: Any, fields: Sequence[FieldChange], subject: object) -> Change:
    context = row.pgh_context.metadata if row.pgh_context is not None else {}
    return Change(
        at=row.pgh_created_at, kind=row.pgh_label, fields=fields, user_id=context.get("user"),
        user_name=context.get("user_name", ""), acting_as=context.get("acting_as", ""), reason=context.get("reason", ""),
        subject=subject,
    )  # fmt: skip
