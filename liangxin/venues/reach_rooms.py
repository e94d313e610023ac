"""The ways to rooms and their bookings: through the station, through the organisation that booked, and one's own."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liangxin.access.choices import Anchor, Part
from liangxin.access.registry import Reach, Way, register_ways
from liangxin.venues.choices import RoomStatus
from liangxin.venues.models import Room, RoomBooking, RoomWait
from liangxin.venues.permissions import Permission

ANCHORS = (Anchor.PLACE, Anchor.ORGANISATION, Anchor.STATION, Anchor.ENTERPRISE, Anchor.OWN)


def _public(reach: Reach) -> Q:
    return Q(is_public=True, station__is_public=True) & ~Q(status=RoomStatus.CLOSED)


def _station_ways(station: str) -> list[Way]:
    return [
        Way("place", Anchor.PLACE, Part.FULL, _("房间所在站点在其场所之内"), lambda reach: reach.covers(f"{station}__place__node")),
        Way("owner", Anchor.ORGANISATION, Part.FULL, _("房间所在站点由其组织主管"), lambda reach: reach.covers(f"{station}__owner__node")),
        Way("self", Anchor.STATION, Part.FULL, _("房间在这个站点，或其下的站点"), lambda reach: reach.covers(f"{station}__node")),
    ]  # fmt: skip


def _booker(reach: Reach) -> Q:
    return Q(booker_id=reach.user_id) if reach.user_id is not None else Q(pk=None)


def _waiting(reach: Reach) -> Q:
    return Q(user_id=reach.user_id) if reach.user_id is not None else Q(pk=None)


def declare_room_ways() -> None:
    """Register the ways to rooms, bookings and waiting entries."""
    register_ways(
        Room,
        [
            *_station_ways("station"),
            *(Way(f"public_{anchor}", anchor, Part.BASIC, _("公开的房间，人人可见"), _public) for anchor in ANCHORS),
        ],
        read=Permission.ROOM_READ,
    )
    register_ways(
        RoomBooking,
        [
            *_station_ways("room__station"),
            Way(
                "organisation",
                Anchor.ORGANISATION,
                Part.FULL,
                _("由其组织预约"),
                lambda reach: reach.covers("organisation__node"),
            ),
            *(Way(f"booker_{anchor}", anchor, Part.FULL, _("本人所约"), _booker) for anchor in ANCHORS),
        ],
        read=Permission.BOOKING_READ,
    )
    register_ways(
        RoomWait,
        [
            *_station_ways("room__station"),
            *(Way(f"own_{anchor}", anchor, Part.FULL, _("本人的候补"), _waiting) for anchor in ANCHORS),
        ],
        read=Permission.BOOKING_READ,
    )
