"""What the demo accounts were told lately, so that the bell and the list have life."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from liangxin.access.selectors import own_actor
from liangxin.core.demo import World
from liangxin.notifications.registry import KINDS
from liangxin.notifications.rules import HOUSE_ZONE
from liangxin.notifications.selectors import list_notices
from liangxin.notifications.services.feeds import renew_feed
from liangxin.notifications.services.notices import queue_facts, queue_notice
from liangxin.notifications.services.planning import plan_notices
from liangxin.notifications.services.reading import mark_read

if TYPE_CHECKING:
    from liangxin.accounts.models import User

HOUR = timedelta(hours=1)
# to whom, hours ago, kind, page, facts; a pair is so many days from today, at that hour
TOLD: tuple[tuple[str, int, str, str, dict[str, object]], ...] = (
    ("member", 50, "activities.placed", "/activities/", {"title": "周三午间课堂：肩颈放松", "starts": (2, 12)}),
    ("member", 26, "activities.coming", "/activities/", {"title": "家门口的书香沙龙", "starts": (0, 18), "where": "金融城党群服务站"}),
    ("member", 20, "appointments.called_off", "/me/bookings/", {"service": "公证咨询", "at": (2, 14), "reason": "公证员当天出庭"}),
    ("member", 3, "activities.new_date", "/activities/", {"title": "周末亲子自然观察", "starts": (5, 9)}),
    ("member", 1, "activities.promoted", "/activities/", {"title": "新就业群体健身夜校", "starts": (1, 19)}),
    ("member", 5, "appointments.something_changed", "/me/bookings/", {}),
    ("secretary", 28, "activities.asked", "/activities/", {"title": "楼宇联合主题党日", "starts": (4, 14)}),
    ("secretary", 2, "appointments.order_answered", "/me/bookings/", {"project": "红色街区微党课", "status": "已接单", "answer": "讲解员已安排，请提前十分钟到门口集合。"}),
    ("keeper", 6, "activities.to_approve", "/activities/", {"title": "白领午间合唱排练", "starts": (3, 12)}),
    ("keeper", 2, "activities.document_due", "/activities/", {"title": "入党宣誓仪式", "document": "签到表", "due": (1, 18)}),
    ("officer", 8, "activities.to_approve", "/activities/", {"title": "滨港区人才专场招聘", "starts": (7, 13)}),
)  # fmt: skip
READ_AFTER = 24  # hours: what is older has been read


def tell_lately(world: World, users: "Mapping[str, User]") -> None:
    """Queue them as their rooms would, at their hour; let the older ones be read; one account has a calendar address."""
    for number, (name, hours, kind, url, facts) in enumerate(TOLD):
        told = {fact: _at(world.now, value) for fact, value in facts.items()}
        at, key, to = world.now - hours * HOUR, f"demo-{number}", [users[name].pk]
        if KINDS[kind].confidential:
            queue_notice(kind=kind, to=to, title="", body="", url=url, key=key, now=at)
        else:
            queue_facts(kind=kind, to=to, facts=told, url=url, key=key, now=at)
    plan_notices(now=world.now)
    for name in {each[0] for each in TOLD}:
        actor = own_actor(user=users[name])
        for notice in list_notices(actor=actor):
            if notice.created_at < world.now - READ_AFTER * HOUR:
                mark_read(actor=actor, notice_id=notice.pk, now=notice.created_at + HOUR)
    renew_feed(actor=own_actor(user=users["member"]), now=world.now - 30 * HOUR)


def _at(now: datetime, value: object) -> object:
    """The hour so many days from now, or the words as they are."""
    if not isinstance(value, tuple):
        return value
    days, hour = value
    return (now.astimezone(HOUSE_ZONE) + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)
