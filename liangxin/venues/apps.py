from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VenuesConfig(AppConfig):
    name = "liangxin.venues"
    label = "venues"

    def ready(self) -> None:
        from liangxin.access.registry import register_permissions
        from liangxin.files.choices import FileKind
        from liangxin.files.registry import register_file_guard
        from liangxin.notifications.registry import register_calendar_source
        from liangxin.search.registry import SearchKind, register_kind
        from liangxin.venues import notices_offers  # noqa: F401
        from liangxin.venues.models import Station
        from liangxin.venues.notices_rooms import declare_room_notices
        from liangxin.venues.permissions import Permission
        from liangxin.venues.reach import declare_ways
        from liangxin.venues.reach_offers import declare_offers
        from liangxin.venues.reach_rooms import declare_room_ways
        from liangxin.venues.selectors import appointments, bookings
        from liangxin.venues.selectors.room_photos import ROOM_PHOTO, may_read_photo

        register_permissions(
            Permission,
            labels={
                Permission.STATION_READ: _("查看站点"),
                Permission.STATION_CREATE: _("新建站点"),
                Permission.STATION_CHANGE: _("修改站点"),
                Permission.STATION_CLOSE: _("撤销站点"),
                Permission.STATION_EXPORT: _("导出站点"),
                Permission.STATION_IMPORT: _("导入站点"),
                Permission.SCHEME_MANAGE: _("管理站点层级与目标"),
                Permission.BRAND_MANAGE: _("管理服务品牌"),
                Permission.KIND_MANAGE: _("管理站点类型与功能"),
                Permission.ROOM_READ: _("查看房间"),
                Permission.ROOM_MANAGE: _("管理房间与预约规则"),
                Permission.ROOM_BOOK: _("预约房间"),
                Permission.BOOKING_READ: _("查看房间预约"),
                Permission.BOOKING_CANCEL: _("取消自己的房间预约"),
                Permission.BOOKING_DECIDE: _("审批与处理房间预约"),
                Permission.BOOKING_EXPORT: _("导出房间预约"),
            },
            own=[
                Permission.STATION_READ,
                Permission.ROOM_READ,
                Permission.ROOM_BOOK,
                Permission.BOOKING_READ,
                Permission.BOOKING_CANCEL,
            ],
        )
        declare_ways()
        declare_offers()
        declare_room_ways()
        declare_room_notices()
        register_calendar_source("appointments", appointments.calendar_of)
        register_calendar_source("rooms", bookings.calendar_of)
        register_file_guard(ROOM_PHOTO, may_read_photo, kinds=frozenset({FileKind.IMAGE}))
        register_kind(
            SearchKind(code="station", label=_("站点"), model=Station, permission=Permission.STATION_READ, position=30)
        )
