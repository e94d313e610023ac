from django.urls import path

from liangxin.web.rooms import booking, desk, mine, portal, setting

ROOM = "desk/rooms/<int:room_id>/"
BOOKING = "desk/rooms/bookings/<int:booking_id>/"
PORTAL = "stations/<slug:station>/rooms/"

urlpatterns = [
    path("desk/rooms/", desk.bookings, name="room-bookings"),
    path("desk/rooms/list/", setting.rooms, name="room-list"),
    path("desk/rooms/day/", desk.day, name="room-day"),
    path("desk/rooms/new/<int:station_id>/", setting.new_room, name="room-new"),
    path(ROOM, setting.room, name="room"),
    path(f"{ROOM}edit/", setting.edit_room, name="room-edit"),
    path(f"{ROOM}shut/", setting.shut, name="room-shut"),
    path(f"{ROOM}book/", booking.at_desk, name="room-book"),
    path(f"{ROOM}series/", booking.series_at_desk, name="room-series"),
    path(f"{ROOM}photos/", setting.add_picture, name="room-photo-add"),
    path("desk/rooms/photos/<int:photo_id>/remove/", setting.remove_picture, name="room-photo-remove"),
    path("desk/rooms/closures/<int:closure_id>/remove/", setting.reopen, name="room-closure-remove"),
    path(BOOKING, desk.booking, name="room-booking"),
    path(f"{BOOKING}decide/", desk.decide, name="room-booking-decide"),
    path(f"{BOOKING}absent/", desk.absent, name="room-booking-absent"),
    path(f"{BOOKING}came/", desk.came, name="room-booking-came"),
    path("desk/rooms/notes/<int:note_id>/settle/", desk.settle, name="room-note-settle"),
    path(PORTAL, portal.rooms, name="portal-rooms"),
    path(f"{PORTAL}<slug:slug>/", portal.room, name="portal-room"),
    path(f"{PORTAL}<slug:slug>/book/", booking.at_portal, name="portal-room-book"),
    path(f"{PORTAL}<slug:slug>/series/", booking.series_at_portal, name="portal-room-series"),
    path("me/rooms/<int:booking_id>/", mine.booking, name="me-room"),
    path("me/rooms/<int:booking_id>/cancel/", mine.cancel, name="me-room-cancel"),
    path("me/rooms/<int:booking_id>/move/", mine.move, name="me-room-move"),
    path("me/rooms/<int:booking_id>/note/", mine.note, name="me-room-note"),
    path("me/rooms/<int:booking_id>/calendar.ics", mine.calendar, name="me-room-calendar"),
    path("me/rooms/waits/<int:wait_id>/accept/", mine.accept, name="me-room-accept"),
    path("me/rooms/waits/<int:wait_id>/leave/", mine.leave_line, name="me-room-leave"),
]
