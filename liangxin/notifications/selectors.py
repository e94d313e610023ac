"""Reading notices, preferences and the delivery log."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext

from liangxin.access.actor import Actor
from liangxin.access.services.require import require
from liangxin.accounts.selectors import get_user
from liangxin.core.calendars import CalendarEvent, build_calendar
from liangxin.core.errors import NotFound
from liangxin.core.statements import row_of
from liangxin.notifications.channels.carriers import offered
from liangxin.notifications.choices import Channel, DeliveryState, WebhookState
from liangxin.notifications.links import absolute
from liangxin.notifications.models import (
    CalendarFeed,
    ChannelChoice,
    Delivery,
    DeliveryRules,
    Notice,
    Webhook,
    WebhookDelivery,
    WeChatFollower,
)
from liangxin.notifications.permissions import Permission
from liangxin.notifications.registry import (
    CALENDAR_FILES,
    CALENDAR_SOURCES,
    GROUPS,
    KINDS,
    PUBLIC_CALENDARS,
    NoticeGroup,
    kinds_by_group,
)
from liangxin.notifications.services.feeds import index_of

MOST_COUNTED = 100  # the bell says 99+
UNREAD = """
SELECT count(*) FROM (
    SELECT 1 FROM notifications_notice WHERE user_id = %(user)s AND read_at IS NULL AND shown LIMIT %(most)s
) AS unread
"""
UNREAD = """SELECT count(*) FROM (SELECT 1 FROM notifications_notice
WHERE user_id = %(user_id)s AND read_at IS NULL AND shown LIMIT %(most)s) unread"""


def unread_count(*, user_id: int) -> int:
    """How many notices the person has not read, at most MOST_COUNTED: one look into an index of unread ones."""
    row = row_of(UNREAD, {"user_id": user_id, "most": MOST_COUNTED})
    return int(row[0]) if row is not None else 0


def list_notices(*, actor: Actor, unread: bool = False, group: str = "") -> QuerySet[Notice]:
    """The actor's own notices, newest first."""
    own = Notice.objects.filter(user_id=actor.user_id or 0, shown=True).order_by("-id")
    if group:
        own = own.filter(kind__in=[kind.code for kind in KINDS.values() if kind.group == group])
    return own.filter(read_at=None) if unread else own


def get_notice(*, actor: Actor, notice_id: int) -> Notice:
    """One of the actor's own. Raises NotFound."""
    found = Notice.objects.filter(pk=notice_id, user_id=actor.user_id or 0, shown=True).first()
    if found is None:
        raise NotFound()
    return found


@dataclass(frozen=True)
class Box:
    """One channel for one group. is_usual: whether that is the default, not the person's own word."""

    channel: Channel
    is_wanted: bool
    is_usual: bool


@dataclass(frozen=True)
class Boxes:
    group: NoticeGroup
    boxes: list[Box]


@dataclass(frozen=True)
class Preferences:
    """What the page of preferences shows. reachable: whether the person has an address on the channel."""

    channels: list[Channel]
    reachable: dict[str, bool]
    groups: list[Boxes]
    rules: DeliveryRules


def preferences_of(*, actor: Actor) -> Preferences:
    """How the actor is reached: channels offered here, by group of notices."""
    if actor.user_id is None:
        raise NotFound()
    user, channels = get_user(user_id=actor.user_id), offered()
    chosen = {
        (choice.group, choice.channel): choice.is_wanted for choice in ChannelChoice.objects.filter(user_id=user.pk)
    }
    groups = []
    for code, kinds in kinds_by_group().items():
        usual = {channel for kind in kinds for channel in kind.channels}
        boxes = [
            Box(channel, chosen.get((code, channel), channel in usual), (code, channel) not in chosen)
            for channel in channels
        ]
        groups.append(Boxes(GROUPS[code], boxes))
    follows = Channel.WECHAT in channels and WeChatFollower.objects.filter(pk=user.pk).exists()
    reachable = {Channel.EMAIL: bool(user.email), Channel.SMS: bool(user.phone), Channel.WECHAT: follows}
    rules = DeliveryRules.objects.filter(pk=user.pk).first() or DeliveryRules(user_id=user.pk)
    return Preferences(channels, {channel.value: reachable[channel] for channel in channels}, groups, rules)


def list_deliveries(*, actor: Actor) -> QuerySet[Delivery]:
    """The delivery log, for administrators: who, channel, when, how it ended; never what it said. Raises NotAllowed."""
    require(actor, Permission.DELIVERY_READ, scope=None)
    return Delivery.objects.select_related("notice__user").order_by("-changed_at", "-id")


def list_webhooks(*, actor: Actor) -> QuerySet[Webhook]:
    """The subscriptions in being. Raises NotAllowed."""
    require(actor, Permission.WEBHOOK_ADMINISTER, scope=None)
    return Webhook.objects.filter(removed_at=None).order_by("name", "pk")


def get_webhook(*, actor: Actor, webhook_id: int) -> Webhook:
    """One of them. Raises NotAllowed, NotFound."""
    found = list_webhooks(actor=actor).filter(pk=webhook_id).first()
    if found is None:
        raise NotFound()
    return found


def list_webhook_deliveries(*, actor: Actor, webhook: Webhook) -> QuerySet[WebhookDelivery]:
    """What went to it, newest first. Raises NotAllowed."""
    require(actor, Permission.WEBHOOK_ADMINISTER, scope=None)
    return WebhookDelivery.objects.filter(webhook=webhook).order_by("-id")


def has_events(*, now: datetime) -> bool:
    """Whether an event is due for a program."""
    return WebhookDelivery.objects.filter(state=WebhookState.WAITING, due_at__lte=now).exists()


def has_work(*, now: datetime) -> bool:
    """Whether a delivery is due: one look into a partial index, asked every second by the worker."""
    due = Delivery.objects.filter(state__in=[DeliveryState.WAITING, DeliveryState.SENDING], due_at__lte=now)
    return due.exists()


def has_digest(*, now: datetime) -> bool:
    """Whether a digest is due."""
    return Delivery.objects.filter(state=DeliveryState.DIGEST, carried_by=None, due_at__lte=now).exists()


def feed_of(*, actor: Actor) -> CalendarFeed | None:
    """The actor's own calendar address, if they have one."""
    return CalendarFeed.objects.filter(pk=actor.user_id or 0).first()


def read_feed(*, token: str, now: datetime) -> bytes:
    """The private calendar behind a token, in its owner's language. Raises NotFound."""
    feed = CalendarFeed.objects.select_related("user").filter(token_index=index_of(token)).first()
    if feed is None or not feed.user.is_active:
        raise NotFound()
    with translation.override(feed.user.language):
        events = [event for source in CALENDAR_SOURCES.values() for event in source(feed.user.pk, now)]
        name = gettext("{site} · 我的日程").format(site=settings.SITE_NAME)
        return build_calendar(_absolute(sorted(events, key=lambda event: event.uid)), name=name)


def read_public_calendar(*, kind: str, slug: str, now: datetime) -> bytes:
    """A calendar for everybody. Raises NotFound."""
    found = PUBLIC_CALENDARS[kind](slug, now) if kind in PUBLIC_CALENDARS else None
    if found is None:
        raise NotFound()
    return build_calendar(_absolute(found.events), name=found.name, url=absolute(found.url) if found.url else "")


def read_calendar_file(*, actor: Actor, kind: str, object_id: int, now: datetime) -> bytes:
    """One event of the actor's as a file. Raises NotFound."""
    if kind not in CALENDAR_FILES:
        raise NotFound()
    return build_calendar(_absolute(CALENDAR_FILES[kind](actor, object_id, now)))


def _absolute(events: Sequence[CalendarEvent]) -> list[CalendarEvent]:
    """With addresses that work outside the site."""
    return [replace(event, url=absolute(event.url)) if event.url.startswith("/") else event for event in events]
