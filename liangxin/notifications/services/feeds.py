"""The private calendar address of a person: made when asked for, renewed, taken back."""

import secrets
from datetime import datetime

from django.db import transaction

from liangxin.access.actor import Actor
from liangxin.core.crypto import blind_index
from liangxin.core.errors import NotAllowed
from liangxin.notifications.models import CalendarFeed

TOKEN_BYTES = 24
TOKEN_FIELD = "notifications.calendar_feed.token"


@transaction.atomic
def renew_feed(*, actor: Actor, now: datetime) -> str:
    """Give the actor a new calendar address; the old one answers no more. Returns its token."""
    if actor.user_id is None:
        raise NotAllowed()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    CalendarFeed.objects.update_or_create(
        pk=actor.user_id, defaults={"token": token, "token_index": index_of(token), "made_at": now}
    )
    return token


@transaction.atomic
def revoke_feed(*, actor: Actor) -> None:
    """Take the actor's calendar address back."""
    CalendarFeed.objects.filter(pk=actor.user_id or 0).delete()


def index_of(token: str) -> str:
    """The keyed digest by which a token is found."""
    return blind_index(token, field=TOKEN_FIELD)
