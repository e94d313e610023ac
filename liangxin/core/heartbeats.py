"""When background processes were last alive."""

from datetime import datetime, timedelta

from liangxin.core.models import Heartbeat

WORKER = "worker"
BEAT_EVERY = timedelta(seconds=5)
FRESH_FOR = timedelta(seconds=30)


def beat(process: str, *, now: datetime) -> None:
    """Note that `process` is alive."""
    Heartbeat.objects.update_or_create(process=process, defaults={"beaten_at": now})


def last_beat(process: str) -> datetime | None:
    """When `process` was last alive; None where it never was."""
    return Heartbeat.objects.filter(process=process).values_list("beaten_at", flat=True).first()


def is_fresh(process: str, *, now: datetime) -> bool:
    """Whether `process` was alive within FRESH_FOR."""
    beaten_at = last_beat(process)
    return beaten_at is not None and now - beaten_at <= FRESH_FOR
