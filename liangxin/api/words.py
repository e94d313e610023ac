"""Shapes that every register shares: ids, days, texts without control characters, a named record, the refusals."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import AwareDatetime, Field, StringConstraints

from liangxin.api.problems import Problem, plain
from liangxin.core.changes import Change
from liangxin.core.names import masked_name

FIRST_DAY, LAST_DAY = date(1840, 1, 1), date(2199, 12, 31)
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Count = Annotated[int, Field(ge=0, le=2_000_000)]
Minutes = Annotated[int, Field(ge=0, le=1_000_000)]
Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
Moment = Annotated[AwareDatetime, Field(ge="1840-01-01T00:00:00Z", le="2199-12-31T00:00:00Z")]
PRINTABLE = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"  # PostgreSQL keeps no NUL; nobody reads the others
Name = Annotated[str, StringConstraints(max_length=200, pattern=PRINTABLE)]
Short = Annotated[str, StringConstraints(max_length=60, pattern=PRINTABLE)]
Line = Annotated[str, StringConstraints(max_length=300, pattern=PRINTABLE)]
Text = Annotated[str, StringConstraints(max_length=2_000, pattern=PRINTABLE)]
Code = Annotated[str, StringConstraints(max_length=100, pattern=PRINTABLE)]

READING: dict[Any, Any] = {401: Problem, 403: Problem, 404: Problem, 422: Problem, 429: Problem}
WRITING: dict[Any, Any] = {400: Problem, **READING, 409: Problem}


class Named(Schema):
    """A record by its id and name."""

    id: int
    name: str


class Coded(Schema):
    """A word of a list that is kept as data, by its code."""

    code: str
    name: str


class Effective(Schema):
    """When and why. effective: the first day on which it holds."""

    effective: Day
    reason: Line = ""


class FieldChanged(Schema):
    """One field before and after."""

    field: str
    label: str
    before: Any = None
    after: Any = None


class Changed(Schema):
    """One step of a record's history. kind: insert, update or delete; who: masked."""

    at: AwareDatetime
    kind: str
    subject: str
    fields: list[FieldChanged]
    who: str
    acting_as: str
    reason: str


def named(record: Any) -> Named | None:
    """A node, or a record with one."""
    if record is None:
        return None
    node = getattr(record, "node", record)
    return Named(id=node.pk, name=node.name)


def coded(word: Any) -> Coded | None:
    """A word of a list."""
    return Coded(code=word.code, name=word.name) if word is not None else None


def span(during: Any) -> dict[str, date | None]:
    """since and until of a half-open span of days; until: the first day on which it is no more."""
    return {"since": during.lower, "until": during.upper}


def told(changes: Iterable[Change]) -> list[Changed]:
    """A history, with people masked as on the pages."""
    return [
        Changed(
            at=one.at, kind=one.kind, subject=str(one.subject), acting_as=one.acting_as, reason=one.reason,
            who=masked_name(one.user_name) if one.user_name else "",
            fields=[
                FieldChanged(
                    field=each.field, label=str(each.label), before=plain(each.before), after=plain(each.after)
                )
                for each in one.fields
            ],
        )
        for one in changes
    ]  # fmt: skip


def filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """What was sent, with null as the registers keep it for texts: empty."""
    return {key: "" if value is None else value for key, value in values.items()}


def codes(chosen: Sequence[Any]) -> list[str]:
    """Choices as their codes."""
    return [str(getattr(each, "value", each)) for each in chosen]
