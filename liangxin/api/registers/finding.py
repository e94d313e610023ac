"""Finding across the registers what one may know of."""

from typing import Any

from ninja import Field, Query, Router, Schema

from liangxin.api.words import PRINTABLE, READING
from liangxin.core.names import masked_name
from liangxin.search.registry import KINDS
from liangxin.search.selectors import find

router = Router(tags=["search"])


class Asked(Schema):
    """text: names, pinyin, initials or codes; kind: only these; limit: at most so many of each kind."""

    text: str = Field(min_length=1, max_length=100, pattern=PRINTABLE)
    kind: list[str] = Field([], max_length=20)
    limit: int = Field(8, ge=1, le=50)


class HitOut(Schema):
    """A record found: its kind, its id, its name (of persons: masked)."""

    kind: str
    id: int
    title: str


@router.get("", response={200: list[HitOut], **READING}, summary="Find records", url_name="search")
def search(request: Any, asked: Query[Asked]) -> Any:
    kinds = [code for code in asked.kind if code in KINDS]
    if asked.kind and not kinds:
        return []
    hits = find(actor=request.actor, text=asked.text, kinds=kinds, limit=asked.limit)
    return [
        {
            "kind": hit.kind.code, "id": hit.object_id,
            "title": masked_name(hit.title) if hit.kind.code == "person" else hit.title,
        }
        for hit in hits
    ]  # fmt: skip
