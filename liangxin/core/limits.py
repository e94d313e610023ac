"""How often something may be done: fixed windows, counted in PostgreSQL, true for every process and node."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection

from liangxin.core.models import RateWindow

KEPT = timedelta(days=2)
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)  # a Wednesday at 00:00 UTC: windows of an hour or a day begin evenly


@dataclass(frozen=True)
class Allowance:
    """What is left of a limit. resets_in: whole seconds until the window ends."""

    allowed: bool
    limit: int
    remaining: int
    resets_in: int


def take(key: str, *, limit: int, per: timedelta, now: datetime) -> Allowance:
    """Count one more of `key` in the running window; not allowed once `limit` are spent. One statement."""
    began = EPOCH + ((now - EPOCH) // per) * per
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_ratewindow (key, began_at, count) VALUES (%s, %s, 1) "
            "ON CONFLICT (key, began_at) DO UPDATE SET count = core_ratewindow.count + 1 RETURNING count",
            [key, began],
        )
        (count,) = cursor.fetchone()
    left = began + per - now
    return Allowance(count <= limit, limit, max(0, limit - count), max(1, -(-left // timedelta(seconds=1))))


def forget_windows(*, now: datetime) -> int:
    """Delete windows that nobody asks about any more; how many."""
    deleted, _each = RateWindow.objects.filter(began_at__lt=now - KEPT).delete()
    return deleted
