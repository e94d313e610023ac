"""Lists by cursor: stable while rows come and go, and as quick on the last page as on the first."""

import base64
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from ninja import Field, Schema

from liangxin.api.rules import COUNTED_EXACTLY, LARGEST_PAGE, USUAL_PAGE
from liangxin.core.errors import RuleBroken

Item = TypeVar("Item")
LARGEST_ID = 2**63 - 1


class CursorWrong(RuleBroken):
    code, field, message = "api.cursor_wrong", "cursor", _("cursor 不对，请用上一页的 next_cursor，或从头开始。")


class Paging(Schema):
    """Which page. limit: rows; cursor: `next_cursor` of the page before; count: also how many there are in all."""

    limit: int = Field(USUAL_PAGE, ge=1, le=LARGEST_PAGE)
    cursor: str = Field("", max_length=40)
    count: bool = False


class Page(Schema, Generic[Item]):
    """One page. next_cursor: null on the last. count: as in the list; beyond 10,000 count_is_exact is false."""

    items: list[Item]
    next_cursor: str | None
    count: int | None = None
    count_is_exact: bool | None = None


def page_of(records: "QuerySet[Any]", paging: Paging, *, shape: Any, prepare: Any = None) -> dict[str, Any]:
    """A page of `records`, each through `shape`; prepare: for one page's records, a fixed number of queries."""
    rows = records.order_by("pk")
    if paging.cursor:
        rows = rows.filter(pk__gt=_read(paging.cursor))
    found = list(rows[: paging.limit + 1])
    shown = found[: paging.limit]
    last = shown[-1].pk if len(found) > paging.limit else None
    if prepare is not None:
        shown = prepare(shown)
    answer: dict[str, Any] = {
        "items": [shape(each) for each in shown],
        "next_cursor": _write(last) if last is not None else None,
    }
    if paging.count:
        counted = records.order_by()[: COUNTED_EXACTLY + 1].count()
        answer |= {"count": min(counted, COUNTED_EXACTLY), "count_is_exact": counted <= COUNTED_EXACTLY}
    return answer


def _write(pk: int) -> str:
    return base64.urlsafe_b64encode(f"after:{pk}".encode()).decode().rstrip("=")


def _read(cursor: str) -> int:
    try:
        words = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        name, _colon, number = words.partition(":")
        pk = int(number) if name == "after" and number.isascii() and number.isdigit() else -1
    except ValueError:
        pk = -1
    if not 0 <= pk <= LARGEST_ID:
        raise CursorWrong()
    return pk
