"""The lists of bookings and of rooms."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liangxin.access.choices import Part
from liangxin.venues.choices import Audience, BookingStatus, RoomStatus
from liangxin.venues.permissions import Permission
from liangxin.venues.rules.rooms import minutes_between, span_words
from liangxin.venues.selectors.bookings import BookingFilter, list_bookings
from liangxin.venues.selectors.public_rooms import list_room_functions, list_room_kinds
from liangxin.venues.selectors.room_list import RoomFilter, find_rooms
from liangxin.web.rooms.words import ROOM_TONES, TONES, price_words
from liangxin.web.shared.lists import (
    Action,
    ChoiceFilter,
    Column,
    DayFilter,
    ListPage,
    NodeFilter,
    TextFilter,
    View,
)
from liangxin.web.shared.templatetags import lx


def _status(row: Any) -> object:
    return lx.state(TONES[BookingStatus(row.status)], row.get_status_display())


def _booker(row: Any) -> str:
    return lx.mask(row.booker.display_name) if row.booker is not None else ""


def _named(rows: Any) -> list[tuple[str, object]]:
    return [(str(one.pk), one.name) for one in rows]


class BookingList(ListPage):
    """Bookings of the rooms of one's stations, of one's organisation, and one's own."""

    name, title, unit, default_sort = "room-bookings", _("房间预约"), _("项"), "-when"
    export_permission = Permission.BOOKING_EXPORT
    empty_title = _("还没有房间预约")
    empty_words = _("有人约了本站的房间，或本组织约了房间，都会列在这里。")
    columns = [
        Column(
            key="purpose", label=_("用途"), url=lambda row: reverse("room-booking", args=[row.pk]), sort=("purpose", "pk"),
        ),
        Column(
            key="when", label=_("时间"), value=lambda row: span_words(row.starts_at, row.ends_at),
            sort=("during__startswith", "pk"),
        ),
        Column(key="room", label=_("房间"), value="room.name", small=lambda row: row.room.station.node.name, sort=("room__name", "pk")),
        Column(key="station", label=_("站点"), value="room.station.node.name", hidden=True),
        Column(key="organisation", label=_("组织"), value="organisation.node.name", phone="label"),
        Column(key="booker", label=_("预约人"), value=_booker, phone="hide"),
        Column(key="people", label=_("人数"), value="headcount", kind="number", sort=("headcount", "pk"), phone="label"),
        Column(key="minutes", label=_("分钟"), value=lambda row: minutes_between(row.starts_at, row.ends_at), kind="number", hidden=True),
        Column(key="price", label=_("费用"), value=lambda row: price_words(row.price_fen), hidden=True),
        Column(key="asked", label=_("提交"), value="requested_at", kind="when", sort=("requested_at", "pk"), hidden=True),
        Column(key="late", label=_("临时取消"), value=lambda row: str(_("临时取消")) if row.is_late_cancellation else "", hidden=True),
        Column(key="status", label=_("状态"), value="get_status_display", cell=_status, sort=("status", "pk")),
    ]  # fmt: skip
    filters = [
        TextFilter(key="q", label=_("找用途或房间")),
        DayFilter(key="day", label=_("日期"), lookup=""),
        NodeFilter(key="station", label=_("站点"), kind="station"),
        ChoiceFilter(key="kind", label=_("房间类型"), choices=lambda request: _named(list_room_kinds())),
        NodeFilter(key="organisation", label=_("组织"), kind="organisation"),
        ChoiceFilter(key="status", label=_("状态"), choices=BookingStatus.choices),
        ChoiceFilter(key="late", label=_("临时取消"), choices=[("yes", _("只看临时取消"))]),
    ]
    views = [
        View(label=_("今天"), query="day_from=today&day_to=today&sort=when"),
        View(label=_("今天起"), query="day_from=today&sort=when"),
        View(label=_("待审批"), query="status=requested"),
        View(label=_("未到场"), query="status=no_show"),
    ]

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        days = values.get("day")
        asked = BookingFilter(
            text=values.get("q", ""), status=values.get("status", ""), first=days.start if days else None, last=days.end if days else None,
            station_id=_pk(values.get("station")), kind_id=int(values["kind"]) if values.get("kind") else None,
            organisation_path=_path(values.get("organisation")), late_only="late" in values,
        )  # fmt: skip
        return list_bookings(actor=self.actor, narrowed=asked)

    def actions(self) -> list[Action]:
        return [Action(label=_("房间"), url=reverse("room-list"), icon="door", permission=Permission.ROOM_READ)]


class RoomList(ListPage):
    """Rooms that the acting grant reaches, and the public ones of all other stations."""

    name, title, unit, default_sort = "rooms", _("房间"), _("间"), "station"
    empty_title = _("还没有房间")
    empty_words = _("房间登记在站点下面：打开站点，加一个房间，写好谁能约、能约多久。")
    columns = [
        Column(key="name", label=_("房间"), url=lambda row: reverse("room", args=[row.pk]), sort=("name", "pk")),
        Column(key="station", label=_("站点"), value="station.node.name", sort=("station__node__sort_key", "name", "pk"),
               small=lambda row: row.floor),
        Column(key="kind", label=_("类型"), value="kind.name", sort=("kind__position", "name", "pk")),
        Column(key="capacity", label=_("容纳"), kind="number", sort=("capacity", "pk"), phone="label"),
        Column(key="equipment", label=_("设备"), value=lambda row: "、".join(row.equipment), phone="hide"),
        Column(key="audience", label=_("谁能约"), value="get_audience_display", phone="label"),
        Column(key="approval", label=_("审批"), value=lambda row: str(_("须同意")) if row.needs_approval else "", phone="hide"),
        Column(key="price", label=_("每小时"), value=lambda row: price_words(row.price_fen), phone="hide"),
        Column(key="status", label=_("状态"), value="get_status_display", small=lambda row: row.status_note,
               cell=lambda row: lx.state(ROOM_TONES[RoomStatus(row.status)], row.get_status_display()), sort=("status", "pk")),
    ]  # fmt: skip
    filters = [
        TextFilter(key="q", label=_("找房间或站点")),
        NodeFilter(key="station", label=_("站点"), kind="station"),
        ChoiceFilter(key="kind", label=_("类型"), choices=lambda request: _named(list_room_kinds())),
        ChoiceFilter(key="function", label=_("功能"), choices=lambda request: _named(list_room_functions())),
        ChoiceFilter(key="audience", label=_("谁能约"), choices=Audience.choices),
        ChoiceFilter(
            key="size", label=_("至少容纳"), choices=[(str(n), str(n)) for n in (4, 10, 20, 50, 100)]
        ),
        ChoiceFilter(key="status", label=_("状态"), choices=RoomStatus.choices),
    ]  # fmt: skip

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        def number(key: str) -> int | None:
            return int(values[key]) if values.get(key) else None

        asked = RoomFilter(
            text=values.get("q", ""), station_id=_pk(values.get("station")), kind_id=number("kind"),
            function_id=number("function"), audience=values.get("audience", ""), capacity=number("size"),
            status=values.get("status", ""),
        )  # fmt: skip
        return find_rooms(actor=self.actor, narrowed=asked, part=Part.BASIC)

    def actions(self) -> list[Action]:
        return [Action(label=_("房间预约"), url=reverse("room-bookings"), icon="calendar-event")]


def _pk(pick: Any) -> int | None:
    return int(getattr(getattr(pick, "record", pick), "pk", 0)) if pick is not None else None


def _path(pick: Any) -> str:
    if pick is None:
        return ""
    record = getattr(pick, "record", pick)
    return str(getattr(record, "node", record).path)
