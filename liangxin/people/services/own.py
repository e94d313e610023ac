"""What a person does with their own data."""

from datetime import datetime

from django.db import transaction

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.accounts.selectors import get_user
from liangxin.core import audit
from liangxin.core.errors import NotAllowed


@transaction.atomic
def record_own_export(*, actor: Actor, kind: str, now: datetime) -> None:
    """Note that a person took their own data along. kind: "json" or "xlsx". Raises NotAllowed."""
    if actor.anchor != Anchor.OWN or actor.user_id is None:
        raise NotAllowed()
    user = get_user(user_id=actor.user_id)
    audit.record(
        action="people.own_data_exported",
        now=now,
        user=user,
        object_kind="accounts.user",
        object_id=user.pk,
        format=kind,
    )
