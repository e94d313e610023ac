"""Sending what is due. A delivery is taken up in one transaction, sent outside any, and its end noted in another."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from liangxin.notifications.channels.carriers import Message, Refused, Unavailable, carrier_of
from liangxin.notifications.choices import Channel, DeliveryState, DigestRhythm, Failure
from liangxin.notifications.links import PREFERENCES_PATH, Unsubscribing, absolute, unsubscribe_link
from liangxin.notifications.models import Delivery, DeliveryRules, WeChatFollower
from liangxin.notifications.registry import DIGEST_KIND, GROUPS, KINDS
from liangxin.notifications.rules import LEASE, MOST_ATTEMPTS, after_quiet, is_quiet, wait_before
from liangxin.notifications.services.provider_tokens import KeptTokens
from liangxin.notifications.wording import words_of

BATCH = 50  # deliveries; at most as many as can be sent within the lease


def deliver_due(*, now: datetime, limit: int = BATCH) -> int:
    """Send up to `limit` deliveries that are due; returns how many were taken up."""
    taken = _take_up(now=now, limit=limit)
    for delivery_id in taken:
        _send(delivery_id=delivery_id, now=now)
    return len(taken)


@transaction.atomic
def _take_up(*, now: datetime, limit: int) -> list[int]:
    due = Delivery.objects.filter(state__in=[DeliveryState.WAITING, DeliveryState.SENDING], due_at__lte=now)
    taken = list(
        due.order_by("due_at", "id")
        .select_for_update(skip_locked=True, of=("self",))
        .values_list("pk", flat=True)[:limit]
    )
    Delivery.objects.filter(pk__in=taken).update(state=DeliveryState.SENDING, due_at=now + LEASE)
    return taken


def _send(*, delivery_id: int, now: datetime) -> None:
    delivery = Delivery.objects.select_related("notice__user").get(pk=delivery_id)
    rules = DeliveryRules.objects.filter(pk=delivery.notice.user_id).first() or DeliveryRules()
    stopped = _stopped(delivery, now)
    if stopped:
        _end(delivery, DeliveryState.SKIPPED, now, failure=stopped)
        return
    if _held(delivery, rules, now):
        delivery.due_at = after_quiet(at=now, quiet_from=rules.quiet_from, quiet_to=rules.quiet_to)
        _end(delivery, DeliveryState.WAITING, now)
        return
    carrier, address = carrier_of(delivery.channel), _address(delivery)
    if carrier is None or not address:
        _end(
            delivery, DeliveryState.SKIPPED, now, failure=Failure.NO_ADDRESS if carrier else Failure.NOT_OFFERED
        )  # fmt: skip
        return
    delivery.attempts += 1
    delivery.provider = carrier.name
    try:
        delivery.provider_id = carrier.send(_message(delivery, address, rules, now), KeptTokens())[:200]
    except Refused as refusal:
        delivery.detail = refusal.detail
        _end(delivery, DeliveryState.FAILED, now, failure=refusal.failure)
    except Unavailable as problem:
        delivery.detail = problem.detail
        if delivery.attempts >= MOST_ATTEMPTS:
            _end(delivery, DeliveryState.FAILED, now, failure=Failure.UNREACHABLE)
        else:
            delivery.due_at = now + wait_before(attempt=delivery.attempts)
            _end(delivery, DeliveryState.WAITING, now)
    else:
        delivery.sent_at, delivery.detail = now, ""
        _end(delivery, DeliveryState.SENT, now)


def _stopped(delivery: Delivery, now: datetime) -> str:
    """Why it is no longer to be sent, or ""."""
    notice = delivery.notice
    if notice.expires_at is not None and notice.expires_at <= now:
        return Failure.OUT_OF_DATE
    if notice.read_at is not None:
        return Failure.READ_BEFORE
    kind = KINDS.get(notice.kind)
    return Failure.NOT_OFFERED if kind is None or kind.confidential or not notice.user.is_active else ""


def _held(delivery: Delivery, rules: DeliveryRules, now: datetime) -> bool:
    kind = KINDS[delivery.notice.kind]
    return not kind.urgent and is_quiet(at=now, quiet_from=rules.quiet_from, quiet_to=rules.quiet_to)


def _address(delivery: Delivery) -> str:
    user = delivery.notice.user
    if delivery.channel == Channel.EMAIL:
        return user.email
    if delivery.channel == Channel.SMS:
        return user.phone
    follower = WeChatFollower.objects.filter(pk=user.pk).first()
    return follower.openid if follower else ""


@transaction.atomic
def _end(delivery: Delivery, state: DeliveryState, now: datetime, *, failure: str = "") -> None:
    delivery.state, delivery.failure, delivery.changed_at = state, failure, now
    delivery.save(
        update_fields=[
            "state",
            "failure",
            "changed_at",
            "due_at",
            "attempts",
            "provider",
            "provider_id",
            "detail",
            "sent_at",
        ]
    )
    if state in {DeliveryState.SENT, DeliveryState.FAILED} and delivery.notice.kind == DIGEST_KIND.code:
        Delivery.objects.filter(carried_by=delivery).update(
            state=state, failure=failure, changed_at=now, sent_at=delivery.sent_at, provider=delivery.provider,
        )  # fmt: skip


def _message(delivery: Delivery, address: str, rules: DeliveryRules, now: datetime) -> Message:
    notice = delivery.notice
    kind = KINDS[notice.kind]
    with translation.override(notice.user.language):
        words = words_of(notice)
        body, asked = words.body, Unsubscribing(notice.user_id, kind.group, delivery.channel)
        if kind is DIGEST_KIND:
            body, asked = _digest(delivery), Unsubscribing(notice.user_id, DIGEST_KIND.code, delivery.channel)
        return Message(
            to=address, title=words.title, body=body, purpose=kind.group,
            url=absolute(notice.url or f"/me/notices/{notice.pk}/"), why=_why(kind.group, rules),
            unsubscribe=unsubscribe_link(asked), language=notice.user.language, at=now,
        )  # fmt: skip


def _why(group: str, rules: DeliveryRules) -> str:
    words = {"site": settings.SITE_NAME, "group": GROUPS[group].label, "url": absolute(PREFERENCES_PATH)}
    if rules.digest != DigestRhythm.OFF:
        return gettext("这是“{site}”按您的选择发出的邮件。设置：{url}").format(**words)
    return gettext("您在“{site}”选择了用这个渠道接收“{group}”通知。设置：{url}").format(**words)


def _digest(delivery: Delivery) -> str:
    """What came since the last digest, a paragraph each."""
    carried = Delivery.objects.filter(carried_by=delivery).select_related("notice").order_by("notice_id")
    parts = []
    for each in carried:
        words = words_of(each.notice)
        parts.append("\n".join(part for part in (words.title, words.body, absolute(each.notice.url)) if part))
    return "\n\n".join(parts)
