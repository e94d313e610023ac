"""Remembering that the demo district was loaded."""

from datetime import datetime

from django.db import transaction

from liangxin.jobs.models import DemoLoad


def loaded_scale() -> str:
    """The scale that was loaded, "" where none was."""
    return DemoLoad.objects.order_by("pk").values_list("scale", flat=True).first() or ""


@transaction.atomic
def remember_load(*, scale: str, now: datetime) -> None:
    """Note that the district of this scale is loaded."""
    DemoLoad.objects.create(scale=scale, loaded_at=now)
