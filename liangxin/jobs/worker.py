"""The task worker: procrastinate's jobs in the main thread, the outbox and the heartbeat in a thread beside it."""

import logging
import threading
import time

from django.db import Error, close_old_connections, connection
from django.utils import timezone
from procrastinate.contrib.django import app

from liangxin.core.heartbeats import BEAT_EVERY, WORKER, beat
from liangxin.core.outbox import drain
from liangxin.jobs.carrying import carry_on

logger = logging.getLogger(__name__)
DRAIN_EVERY = 1.0  # seconds
BATCH = 100  # events


class Deliverer(threading.Thread):
    """Drains the outbox every second and beats every five, until told to stop; survives a database that is away."""

    def __init__(self) -> None:
        super().__init__(name="outbox", daemon=True)
        self.stopping = threading.Event()
        self.last_beat = float("-inf")

    def run(self) -> None:
        while not self.stopping.is_set():
            handled = self.once()
            self.stopping.wait(0 if handled == BATCH else DRAIN_EVERY)
        connection.close()

    def once(self) -> int:
        """One round; returns how many events were taken up."""
        try:
            close_old_connections()
            if time.monotonic() - self.last_beat >= BEAT_EVERY.total_seconds():
                beat(WORKER, now=timezone.now())
                self.last_beat = time.monotonic()
            handled = drain(now=timezone.now(), limit=BATCH)
            carry_on(now=timezone.now())
            return handled
        except Error:
            logger.exception("the outbox could not be drained; trying again")
            connection.close()
            return 0


def run(*, concurrency: int) -> None:
    """Work until SIGTERM or SIGINT; jobs under way are finished first."""
    deliverer = Deliverer()
    deliverer.start()
    try:
        with app.replace_connector(app.connector.get_worker_connector()) as worker:  # type: ignore[attr-defined]
            worker.run_worker(concurrency=concurrency, delete_jobs="successful")
    finally:
        deliverer.stopping.set()
        deliverer.join(timeout=10)
