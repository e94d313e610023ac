"""Rooms: the public week for anyone; the desk for grants that read rooms; change only where the station is one's own."""

from typing import Any

from tests.doors.rows import EVERYONE, Row

READERS = "officer linjiang bonded park secretary keeper enterprise contact.shen member"  # roles that read rooms, and own accounts
OWN = "officer keeper"  # the demo keeper's station stands in the officer's district
NOT_OWN = {"sysadmin": 404, "secadmin": 404, "auditor": 404}


def _room(things: dict[str, Any]) -> dict[str, int]:
    return {"room_id": things["room:demo"].pk}


def _station(things: dict[str, Any]) -> dict[str, int]:
    return {"station_id": things["station:demo"].pk}


def _portal(things: dict[str, Any]) -> dict[str, str]:
    return {"station": things["station:demo"].node.slug}


def _portal_room(things: dict[str, Any]) -> dict[str, str]:
    return {**_portal(things), "slug": things["room:demo"].slug}


def _no(name: str) -> Any:
    return lambda things: {name: 0}


ROWS = [
    Row("room-bookings", ok=READERS, refused=403),
    Row("room-list", ok=READERS, refused=403),
    Row("room-day", refused=404, but={"sysadmin": 403, "secadmin": 403, "auditor": 403}),
    Row("room-new", ok=OWN, kwargs=_station, refused=403, but={"enterprise": 404, **NOT_OWN}),
    Row("room", ok=READERS, kwargs=_room),
    Row("room-edit", ok=OWN, kwargs=_room, refused=403, but=NOT_OWN),
    Row("room-shut", ok=OWN, kwargs=_room, refused=403, but=NOT_OWN),
    Row("room-book", ok=READERS, kwargs=_room),
    Row("room-series", kwargs=_room, method="post"),
    Row("room-photo-add", ok=OWN, kwargs=_room, refused=403, but=NOT_OWN),
    Row("room-photo-remove", kwargs=_no("photo_id"), method="post"),
    Row("room-closure-remove", kwargs=_no("closure_id"), method="post"),
    Row("room-booking", kwargs=_no("booking_id")),
    Row("room-booking-decide", kwargs=_no("booking_id"), method="post"),
    Row("room-booking-absent", kwargs=_no("booking_id"), method="post"),
    Row("room-booking-came", kwargs=_no("booking_id"), method="post"),
    Row("room-note-settle", kwargs=_no("note_id"), method="post"),
    Row("portal-rooms", anyone=302, kwargs=_portal),
    Row("portal-room", anyone=200, kwargs=_portal_room),
    Row("portal-room-book", ok=EVERYONE, kwargs=_portal_room),
    Row("portal-room-series", kwargs=_portal_room, method="post"),
    Row("me-room", kwargs=_no("booking_id")),
    Row("me-room-cancel", kwargs=_no("booking_id"), method="post"),
    Row("me-room-move", kwargs=_no("booking_id")),
    Row("me-room-note", kwargs=_no("booking_id"), method="post"),
    Row("me-room-calendar", kwargs=_no("booking_id")),
    Row("me-room-accept", kwargs=_no("wait_id"), method="post"),
    Row("me-room-leave", kwargs=_no("wait_id"), method="post"),
]
