"""Rooms and their terms as people read them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liangxin.venues.choices import Audience, BookingStatus, RoomStatus

if TYPE_CHECKING:
    from liangxin.venues.models import Room

HOUR, DAY = 60, 1_440
TONES = {
    BookingStatus.CONFIRMED: "done", BookingStatus.REQUESTED: "due", BookingStatus.OFFERED: "due",
    BookingStatus.NO_SHOW: "over", BookingStatus.DECLINED: "over", BookingStatus.CANCELLED: "none",
    BookingStatus.LAPSED: "none",
}  # fmt: skip
ROOM_TONES = {RoomStatus.OPEN: "done", RoomStatus.SUSPENDED: "over", RoomStatus.CLOSED: "none"}


def long_words(minutes: int) -> str:
    """90 → “1.5 小时”, 30 → “30 分钟”, 2880 → “2 天”."""
    if minutes and minutes % DAY == 0:
        days = minutes // DAY
        return ngettext("{n} 天", "{n} 天", days).format(n=days)
    if minutes >= HOUR and minutes % (HOUR // 2) == 0:
        return _("{n} 小时").format(n=f"{minutes / HOUR:g}")
    return _("{n} 分钟").format(n=minutes)


def price_words(fen: int) -> str:
    """5000 → “50 元”, 0 → “免费”."""
    return _("{n} 元").format(n=f"{fen / 100:,.2f}".removesuffix(".00")) if fen else _("免费")


def in_short(room: "Room") -> str:
    """“12 人 · 投影 · 白板”."""
    return " · ".join([_("{n} 人").format(n=room.capacity), *room.equipment[:2]])


def terms_of(room: "Room") -> Iterable[tuple[str, str]]:
    """The terms of a room, each as a name and a value; only those that bind."""
    found: list[tuple[str, Any]] = [
        (_("谁能约"), str(Audience(room.audience).label)),
        (
            _("时长"),
            _("{least} 到 {most}").format(least=long_words(room.min_minutes), most=long_words(room.max_minutes)),
        ),
    ]
    if room.lead_minutes:
        found.append((_("最晚提前"), long_words(room.lead_minutes)))
    found.append((_("最多提前"), long_words(room.ahead_days * DAY)))
    if room.quota_minutes is not None:
        found.append((_("每单位每月"), _("最多 {span}").format(span=long_words(room.quota_minutes))))
    if room.needs_approval:
        found.append((_("审批"), _("站点同意后才算约上")))
    if room.buffer_minutes:
        found.append((_("两次之间"), _("留空 {span}，打扫布置").format(span=long_words(room.buffer_minutes))))
    if room.cancel_minutes:
        found.append((_("取消"), _("开始前 {span} 之前").format(span=long_words(room.cancel_minutes))))
    price = _("每小时 {price}").format(price=price_words(room.price_fen)) if room.price_fen else price_words(0)
    found.append((_("收费"), price))
    return found
