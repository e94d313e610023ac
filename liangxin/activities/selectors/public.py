"""What anyone may know of activities without signing in: what is published and public, by random addresses."""

from datetime import datetime

from django.db.models import QuerySet

from liangxin.activities.choices import ActivityStatus
from liangxin.activities.models import Activity
from liangxin.activities.selectors.activities import RELATED, SHOWN, ActivityFilter, _condition
from liangxin.core.errors import NotFound


def list_public(*, now: datetime, asked: ActivityFilter | None = None) -> "QuerySet[Activity]":
    """What is on and still to come, the soonest first."""
    rows = Activity.objects.filter(is_public=True, status=ActivityStatus.PUBLISHED, ends_at__gt=now)
    if asked is not None:
        rows = rows.filter(_condition(asked))
    return rows.select_related(*RELATED).order_by("starts_at", "pk")


def get_public(*, slug: str) -> Activity:
    """A published activity by its address. Raises NotFound."""
    found = Activity.objects.filter(slug=slug, is_public=True, status__in=SHOWN).select_related(*RELATED).first()
    if found is None:
        raise NotFound()
    return found
