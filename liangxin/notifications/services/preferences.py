"""A person's own word on how they are reached."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.core.errors import NotAllowed, RuleBroken
from liangxin.core.history import because
from liangxin.notifications.choices import Channel, DeliveryState, DigestRhythm, Failure
from liangxin.notifications.links import Unsubscribing
from liangxin.notifications.models import ChannelChoice, Delivery, DeliveryRules, WeChatFollower
from liangxin.notifications.registry import DIGEST_KIND, GROUPS, KINDS
from liangxin.notifications.rules import MOST_REMINDERS


class QuietHoursHalf(RuleBroken):
    code, field, message = "notifications.quiet_hours_half", "quiet_to", _("免打扰要么都填，要么都不填。")


class TooManyReminders(RuleBroken):
    code, field = "notifications.too_many_reminders", "reminders_a_day"
    message = _("提醒每天最多 {most} 条。")


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """choices: (group, channel, wanted) for each box shown; what was not shown stays as it is."""

    choices: tuple[tuple[str, str, bool], ...] = ()
    quiet_from: time | None
    quiet_to: time | None
    digest: str = DigestRhythm.OFF
    reminders_a_day: int = 1


@transaction.atomic
def keep_preferences(*, actor: Actor, wishes: Wishes) -> None:
    """Keep how the actor wants to be reached. Raises QuietHoursHalf, TooManyReminders."""
    user_id = _self(actor)
    if (wishes.quiet_from is None) != (wishes.quiet_to is None):
        raise QuietHoursHalf()
    if not 0 <= wishes.reminders_a_day <= MOST_REMINDERS:
        raise TooManyReminders(most=MOST_REMINDERS)
    DeliveryRules.objects.update_or_create(
        pk=user_id,
        defaults={
            "quiet_from": wishes.quiet_from, "quiet_to": wishes.quiet_to, "digest": DigestRhythm(wishes.digest),
            "reminders_a_day": wishes.reminders_a_day,
        },
    )  # fmt: skip
    _choose(user_id, wishes.choices)


@transaction.atomic
def unsubscribe(*, asked: Unsubscribing, now: datetime) -> None:
    """Turn one group off over one channel, as a signed link asked; what waits to be sent so is dropped."""
    with because("退订"):
        if asked.group == DIGEST_KIND.code:
            _choose(asked.user_id, [(group, asked.channel, False) for group in GROUPS])
        else:
            _choose(asked.user_id, [(asked.group, asked.channel, False)])
    waiting = Delivery.objects.filter(
        notice__user_id=asked.user_id, channel=asked.channel, state__in=[DeliveryState.WAITING, DeliveryState.DIGEST]
    )
    kinds = _kinds_of(asked.group)
    if kinds is not None:
        waiting = waiting.filter(notice__kind__in=kinds)
    waiting.update(state=DeliveryState.SKIPPED, failure=Failure.REFUSED_BY_PERSON, changed_at=now)


@transaction.atomic
def bind_wechat(*, user_id: int, openid: str, now: datetime) -> None:
    """Note under which name the official account knows the person, when they signed in through it."""
    WeChatFollower.objects.update_or_create(pk=user_id, defaults={"openid": openid, "bound_at": now})


@transaction.atomic
def unbind_wechat(*, user_id: int) -> None:
    """Forget it."""
    WeChatFollower.objects.filter(pk=user_id).delete()


def _choose(user_id: int, choices: Iterable[tuple[str, str, bool]]) -> None:
    for group, channel, wanted in choices:
        if group in GROUPS:
            ChannelChoice.objects.update_or_create(
                user_id=user_id, group=group, channel=Channel(channel), defaults={"is_wanted": wanted}
            )


def _kinds_of(group: str) -> list[str] | None:
    if group == DIGEST_KIND.code:
        return None
    return [kind.code for kind in KINDS.values() if kind.group == group]


def _self(actor: Actor) -> int:
    if actor.user_id is None:
        raise NotAllowed()
    return actor.user_id
