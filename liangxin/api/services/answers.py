"""Remembering what was answered to a write, so that it is done once."""

from datetime import datetime

from django.db import connection

from liangxin.api.models import IdempotentAnswer
from liangxin.api.rules import ANSWERS_KEPT


def begin(*, user_id: int, key: str, fingerprint: str, now: datetime) -> IdempotentAnswer | None:
    """Take the key for this transaction, or return what was answered under it earlier.

    A second request with the same key waits here until the first has been committed or rolled back.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO api_idempotentanswer (user_id, key, fingerprint, status, content_type, body, made_at) "
            "VALUES (%s, %s, %s, 0, '', '', %s) ON CONFLICT (user_id, key) DO NOTHING",
            [user_id, key, fingerprint, now],
        )
        if cursor.rowcount:
            return None
    return IdempotentAnswer.objects.get(user_id=user_id, key=key)


def finish(*, user_id: int, key: str, status: int, content_type: str, body: str) -> None:
    """Keep the answer under the key that this transaction holds."""
    IdempotentAnswer.objects.filter(user_id=user_id, key=key).update(
        status=status, content_type=content_type, body=body
    )


def drop(*, user_id: int, key: str) -> None:
    """Keep no answer: one with a secret in it, or that would tell what is confidential."""
    IdempotentAnswer.objects.filter(user_id=user_id, key=key).delete()


def forget(*, now: datetime) -> int:
    """Delete answers that nobody asks about any more; how many."""
    deleted, _each = IdempotentAnswer.objects.filter(made_at__lt=now - ANSWERS_KEPT).delete()
    return deleted
