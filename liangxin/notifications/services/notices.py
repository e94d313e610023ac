"""Telling people. Cheap enough for a rush: one statement for all recipients, and nothing remote."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from liangxin.core.statements import run
from liangxin.notifications.registry import kind_of

INSERT = """
INSERT INTO notifications_notice (user_id, kind, key, title, body, facts, url, shown, created_at, expires_at)
SELECT recipient, %(kind)s, %(key)s, %(title)s, %(body)s, %(facts)s::jsonb, %(url)s, %(shown)s, %(now)s, %(expires_at)s::timestamptz
FROM unnest(%(to)s::bigint[]) AS recipient
ON CONFLICT (user_id, key) DO NOTHING
"""


def queue_notice(
    *, kind: str, to: Sequence[int], title: str, body: str, url: str = "", key: str, now: datetime,
    expires_at: datetime | None = None,
) -> int:  # fmt: skip
    """Tell the accounts `to` something in words already written; returns how many were told just now.

    kind: a registered code. key: what it is about ("registration-17-placed"): the same key tells a person once.
    url: a path of this site. expires_at: after it nothing leaves the app any more.
    Words given for a confidential kind are dropped: the kind's own neutral ones are shown.
    Call it inside the use case's transaction: it is one INSERT; the worker sees to channels. Raises KindUnknown.
    """
    return _insert(kind=kind, to=to, words=(title, body), facts={}, url=url, key=key, times=(now, expires_at))


def queue_facts(
    *, kind: str, to: Sequence[int], facts: Mapping[str, object], url: str = "", key: str, now: datetime,
    expires_at: datetime | None = None,
) -> int:  # fmt: skip
    """As `queue_notice`, with the kind's own templates: each reader reads it in their language.

    facts: text, numbers, days and instants, by the names that the templates use in braces. Keep personal data out.
    """
    if not str(kind_of(kind).title):
        raise ValueError(f"{kind} has no template: use queue_notice")
    return _insert(kind=kind, to=to, words=("", ""), facts=facts, url=url, key=key, times=(now, expires_at))


def _insert(
    *, kind: str, to: Sequence[int], words: tuple[str, str], facts: Mapping[str, object], url: str, key: str,
    times: tuple[datetime, datetime | None],
) -> int:  # fmt: skip
    declared = kind_of(kind)
    if declared.confidential:
        words, facts = ("", ""), {}
    if url and not (url.startswith("/") and not url.startswith("//")):
        raise ValueError("a notice leads to a path of this site")
    if not to:
        return 0
    return run(
        INSERT,
        {
            "to": sorted(set(to)), "kind": declared.code, "key": key, "title": words[0][:200], "body": words[1],
            "facts": json.dumps({name: _stored(value) for name, value in facts.items()}, ensure_ascii=False),
            "url": url, "shown": declared.in_app, "now": times[0], "expires_at": times[1],
        },
    )  # fmt: skip


def _stored(value: object) -> object:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return value if isinstance(value, int | float | str) else str(value)
