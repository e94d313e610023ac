"""Deciding how each new notice reaches its person: by their choices, quiet hours, digest and the limit of reminders."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from liangxin.accounts.selectors import users_by_id
from liangxin.notifications.channels.carriers import offered
from liangxin.notifications.choices import Channel, DeliveryState, DigestRhythm, Failure
from liangxin.notifications.models import ChannelChoice, Delivery, DeliveryRules, Notice, ReminderSlot, WeChatFollower
from liangxin.notifications.registry import KINDS, NoticeKind
from liangxin.notifications.rules import HOUSE_ZONE, after_quiet, next_digest

if TYPE_CHECKING:
    from liangxin.accounts.models import User

BATCH = 500  # notices


@dataclass(frozen=True)
class _People:
    """What is known of the people of a batch."""

    users: "dict[int, User]"
    choices: dict[tuple[int, str, str], bool]
    rules: dict[int, DeliveryRules]
    followers: set[int]

    def rules_of(self, user_id: int) -> DeliveryRules:
        return self.rules.get(user_id) or DeliveryRules(user_id=user_id)

    def reachable(self, user_id: int, channel: str) -> bool:
        user = self.users[user_id]
        addresses = {Channel.EMAIL: user.email, Channel.SMS: user.phone, Channel.WECHAT: user_id in self.followers}
        return bool(addresses[Channel(channel)])


@transaction.atomic
def plan_notices(*, now: datetime, limit: int = BATCH) -> int:
    """Make the deliveries of up to `limit` new notices, in a fixed number of statements; returns how many were planned."""
    notices = list(
        Notice.objects.filter(planned_at=None).order_by("id").select_for_update(skip_locked=True, of=("self",))[:limit]
    )
    if not notices:
        return 0
    channels = offered()
    leaving = [notice for notice in notices if channels and _leaves(notice, now)]
    if leaving:
        people = _people({notice.user_id for notice in leaving})
        planned = [
            delivery for notice in leaving for delivery in _deliveries(notice, people, channels, now)
        ]  # fmt: skip
        _limit_reminders(planned, people, now)
        Delivery.objects.bulk_create(planned, ignore_conflicts=True)
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(planned_at=now)
    return len(notices)


def _leaves(notice: Notice, now: datetime) -> bool:
    kind = KINDS.get(notice.kind)
    return kind is not None and not kind.confidential and (notice.expires_at is None or notice.expires_at > now)


def _people(user_ids: Iterable[int]) -> _People:
    ids = list(user_ids)
    return _People(
        users=users_by_id(user_ids=ids),
        choices={
            (choice.user_id, choice.group, choice.channel): choice.is_wanted
            for choice in ChannelChoice.objects.filter(user_id__in=ids)
        },
        rules={rules.pk: rules for rules in DeliveryRules.objects.filter(pk__in=ids)},
        followers=set(WeChatFollower.objects.filter(pk__in=ids).values_list("pk", flat=True)),
    )


def _deliveries(notice: Notice, people: _People, channels: Sequence[Channel], now: datetime) -> Iterable[Delivery]:
    kind, user = KINDS[notice.kind], people.users[notice.user_id]
    if not user.is_active:
        return
    for channel in channels:
        chosen = people.choices.get((user.pk, kind.group, channel))
        if not (channel in kind.channels if chosen is None else chosen):
            continue
        delivery = Delivery(notice=notice, channel=channel, due_at=now, changed_at=now)
        if people.reachable(user.pk, channel):
            _time(delivery, kind, people.rules_of(user.pk), now)
        elif chosen is None:
            continue  # only a default, and no address: nothing was promised
        else:
            delivery.state, delivery.failure = DeliveryState.SKIPPED, Failure.NO_ADDRESS
        yield delivery


def _time(delivery: Delivery, kind: NoticeKind, rules: DeliveryRules, now: datetime) -> None:
    if kind.urgent:
        return
    if delivery.channel == Channel.EMAIL and rules.digest != DigestRhythm.OFF:
        delivery.state = DeliveryState.DIGEST
        delivery.due_at = next_digest(after=now, weekly=rules.digest == DigestRhythm.WEEKLY)
    else:
        delivery.due_at = after_quiet(at=now, quiet_from=rules.quiet_from, quiet_to=rules.quiet_to)


def _limit_reminders(planned: Sequence[Delivery], people: _People, now: datetime) -> None:
    """Let each person's first reminders of a day pass (R-NOT-02); the slots' constraint decides between two workers."""
    reminders = {
        delivery.notice_id: delivery.notice
        for delivery in planned
        if KINDS[delivery.notice.kind].reminder and delivery.state != DeliveryState.SKIPPED
    }
    if not reminders:
        return
    days = {delivery.notice_id: delivery.due_at.astimezone(HOUSE_ZONE).date() for delivery in planned}
    taken: Counter[tuple[int, date]] = Counter(
        ReminderSlot.objects.filter(
            user_id__in={notice.user_id for notice in reminders.values()}, day__in=set(days.values())
        ).values_list("user_id", "day")
    )
    asked = []
    for notice in reminders.values():
        at = (notice.user_id, days[notice.pk])
        if taken[at] < people.rules_of(notice.user_id).reminders_a_day:
            asked.append(ReminderSlot(user_id=at[0], day=at[1], position=taken[at], notice=notice))
            taken[at] += 1
    ReminderSlot.objects.bulk_create(asked, ignore_conflicts=True)
    passed = set(ReminderSlot.objects.filter(notice_id__in=reminders).values_list("notice_id", flat=True))
    for delivery in planned:
        if delivery.notice_id in reminders and delivery.notice_id not in passed:
            delivery.state, delivery.failure, delivery.due_at = DeliveryState.SKIPPED, Failure.REMINDER_LIMIT, now
