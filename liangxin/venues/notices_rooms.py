"""What people are told about rooms. Templates are rendered in each reader's language; nothing of others stands in them."""

from django.utils.translation import gettext_lazy as _

from liangxin.notifications.choices import Channel
from liangxin.notifications.registry import NoticeKind, register_kind

AGREED = "venues.room_agreed"
DECLINED = "venues.room_declined"
CANCELLED = "venues.room_cancelled"
MOVED = "venues.room_moved"
KEPT = "venues.room_kept"
FREED = "venues.room_freed"
REMINDER = "venues.room_reminder"


def declare_room_notices() -> None:
    """Make the kinds known."""
    for kind in (
        NoticeKind(
            code=AGREED, label=_("房间预约已同意"), group="rooms", title=_("已同意：{room}"),
            body=_("您约的“{room}”（{station}，{when}）已同意，请按时使用。"),
        ),
        NoticeKind(
            code=DECLINED, label=_("房间预约未同意"), group="rooms", title=_("未同意：{room}"),
            body=_("您约的“{room}”（{station}，{when}）未获同意：{reason}"),
        ),
        NoticeKind(
            code=CANCELLED, label=_("房间预约被站点取消"), group="rooms", title=_("已取消：{room}"), urgent=True,
            channels=(Channel.EMAIL, Channel.SMS, Channel.WECHAT),
            body=_("站点取消了您约的“{room}”（{station}，{when}）：{reason}"),
        ),
        NoticeKind(
            code=MOVED, label=_("房间预约被改期"), group="rooms", title=_("已改期：{room}"), urgent=True,
            body=_("您的房间预约改为“{room}”（{station}，{when}）。不合适可以取消。"),
        ),
        NoticeKind(
            code=KEPT, label=_("候补的时间已为您保留"), group="rooms", title=_("为您保留：{room}"), urgent=True,
            channels=(Channel.EMAIL, Channel.SMS, Channel.WECHAT),
            body=_("您候补的“{room}”（{station}，{when}）空出来了，请在 {until} 前确认，过时让给下一位。"),
        ),
        NoticeKind(
            code=FREED, label=_("候补的时间空出来了"), group="rooms", title=_("空出来了：{room}"), urgent=True,
            channels=(Channel.EMAIL, Channel.SMS, Channel.WECHAT),
            body=_("您候补的“{room}”（{station}，{when}）空出来了，先约先得。"),
        ),
        NoticeKind(
            code=REMINDER, label=_("房间使用提醒"), group="rooms", title=_("明天使用：{room}"), reminder=True,
            body=_("您约了“{room}”（{station}，{when}）。不用了请及早取消，让给别人。"),
        ),
    ):  # fmt: skip
        register_kind(kind)
