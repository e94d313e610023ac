"""Kinds, people and notices for tests."""

from typing import Any

from liangxin.accounts.models import User
from liangxin.notifications.models import Notice
from liangxin.notifications.registry import NoticeKind, register_kind
from liangxin.notifications.services.notices import queue_notice
from tests.access.factories import NOW, make_user

PLACE_OFFERED = NoticeKind(
    code="tests.place_offered", label="有名额了", group="activities", channels=("email", "sms", "wechat"), urgent=True,
    title="{activity} 有名额了", body="请在 {until} 前确认。",
)  # fmt: skip
BOOKED = NoticeKind(code="tests.booked", label="已预订", group="rooms", channels=("email",))
REMINDER = NoticeKind(
    code="tests.reminder", label="明天有活动", group="activities", channels=("email", "sms"), reminder=True
)
SECRET = NoticeKind(
    code="tests.secret",
    label="预约",
    group="appointments",
    title="您的预约有变化",
    body="请打开查看。",
    confidential=True,
)
for kind in (PLACE_OFFERED, BOOKED, REMINDER, SECRET):
    register_kind(kind)


def make_reader(
    name: str = "", *, email: str = "reader@example.com", phone: str = "", language: str = "zh-hans"
) -> User:
    """An account that can be reached."""
    user = make_user(name, phone=phone)
    User.objects.filter(pk=user.pk).update(email=email, language=language)
    user.refresh_from_db()
    return user


def make_notice(user: User, *, kind: NoticeKind = BOOKED, key: str = "one", **values: Any) -> Notice:
    """A notice as a room would queue it."""
    told = {
        "title": "已预订多功能厅",
        "body": "11 月 25 日 14:00–16:00。",
        "url": "/me/bookings/",
        "now": NOW,
        **values,
    }
    queue_notice(kind=kind.code, to=[user.pk], key=key, **told)
    return Notice.objects.get(user=user, key=key)
