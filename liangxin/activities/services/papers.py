"""Papers with names in clear are accounted for."""

from datetime import datetime

from django.db import transaction

from liangxin.access.actor import Actor
from liangxin.access.services.require import require_somewhere
from liangxin.accounts.selectors import get_user
from liangxin.activities.models import Activity
from liangxin.activities.permissions import Permission
from liangxin.core import audit


@transaction.atomic
def note_printing(*, actor: Actor, activity: Activity, paper: str, names: int, now: datetime) -> None:
    """Keep that a paper with names was opened. names: how many stand on it. Raises NotAllowed."""
    require_somewhere(actor, Permission.ACTIVITY_READ)
    audit.record(
        action="activities.paper", now=now, user=get_user(user_id=actor.user_id) if actor.user_id else None, acting_as=actor.acting_as,
        object_kind="activity", object_id=activity.pk, object_label=activity.title, paper=paper, names=names,
    )  # fmt: skip
