"""What the worker does for the programs' door."""

from django.utils import timezone
from procrastinate.contrib.django import app

from liangxin.api.services.answers import forget


@app.periodic(cron="30 3 * * *")
@app.task(queue="upkeep", name="forget_answers", queueing_lock="forget_answers")
def forget_answers(timestamp: int) -> None:
    """Delete the answers that were kept for repeated writes, once nobody asks about them any more."""
    forget(now=timezone.now())
