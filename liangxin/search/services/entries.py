"""Keeping what can be found in step with the registers."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from liangxin.search.models import SearchEntry
from liangxin.search.terms import stored_terms


@dataclass(frozen=True, kw_only=True)
class Findable:
    """What may be found of one record. title: shown and read as pinyin; texts: further words; codes: whole codes.

    shown: what a result shows in place of the title (a masked name); person: read the title as a person's name.
    """

    object_id: int
    title: str
    texts: Sequence[str] = ()
    codes: Sequence[str] = ()
    shown: str = ""
    person: bool = False


@transaction.atomic
def index(
    *, kind: str, object_id: int, title: str, texts: Iterable[str] = (), codes: Iterable[str] = (),
    shown: str = "", person: bool = False,
) -> None:  # fmt: skip
    """Make one record findable, or change how it is found."""
    index_many(
        kind=kind,
        entries=[
            Findable(
                object_id=object_id, title=title, texts=tuple(texts), codes=tuple(codes), shown=shown, person=person
            )
        ],
    )


@transaction.atomic
def index_many(*, kind: str, entries: Iterable[Findable], batch: int = 2_000) -> None:
    """Make many records findable in a few statements."""
    rows = [
        {
            "kind": kind,
            "object_id": entry.object_id,
            "title": (entry.shown or entry.title)[:200],
            "terms": stored_terms(
                texts=(entry.title, *entry.texts), codes=entry.codes, reading=entry.title, person=entry.person
            ),
        }
        for entry in {entry.object_id: entry for entry in entries}.values()
    ]
    with connection.cursor() as cursor:
        for at in range(0, len(rows), batch):
            # one statement, not executemany: the history context is put in front of each statement's own values
            cursor.execute(
                """
                INSERT INTO search_searchentry (kind, object_id, title, words)
                SELECT row.kind, row.object_id, row.title,
                       array_to_tsvector(ARRAY(SELECT DISTINCT jsonb_array_elements_text(row.terms)))
                FROM jsonb_to_recordset(%s::jsonb) AS row(kind text, object_id bigint, title text, terms jsonb)
                ON CONFLICT (kind, object_id) DO UPDATE SET title = EXCLUDED.title, words = EXCLUDED.words
                """,
                [json.dumps(rows[at : at + batch])],
            )


@transaction.atomic
def forget(*, kind: str, object_ids: Iterable[int]) -> None:
    """Let these records be found no more."""
    SearchEntry.objects.filter(kind=kind, object_id__in=list(object_ids)).delete()
