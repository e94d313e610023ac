from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.reach import may
from liangxin.venues.permissions import Permission
from liangxin.venues.rules.rooms import span_words
from liangxin.venues.selectors.bookings import (
    BookingFilter,
    bookings_on,
    list_bookings,
    notes_to_settle,
    own_bookings,
    own_waits,
    requests_to_decide,
)
from liangxin.venues.selectors.public_rooms import public_rooms
from liangxin.venues.selectors.rooms import list_rooms
from liangxin.web.rooms.words import in_short
from liangxin.web.shared.navigation import Entry, register_entry
from liangxin.web.shared.panels import Figure, Panel, page_part, record_panel
from liangxin.web.shared.pending import Pending, Step, pending_source

MOST_PENDING, MOST_OVER = 20, 10

register_entry(
    Entry(
        group="together", label=gettext_lazy("房间预约"), icon="calendar-event", url_name="room-bookings", order=40,
        permission=Permission.BOOKING_READ, prefix="/desk/rooms/",
    )
)  # fmt: skip


@pending_source
def rooms_to_see_to(actor: Actor, today: date) -> Iterable[Pending]:
    """Requests that wait for an answer, and what those who left a room asked to be done."""
    if not actor.may_somewhere(Permission.BOOKING_DECIDE):
        return []
    asked = [
        Pending(
            title=_("审批：{purpose}").format(purpose=row.purpose), url=reverse("room-booking", args=[row.pk]),
            why=f"{row.room.station.node.name} · {row.room.name} · {span_words(row.starts_at, row.ends_at)}",
            due=timezone.localtime(row.starts_at).date(),
            steps=(Step(label=_("看一看"), url=reverse("room-booking", args=[row.pk])),),
        )
        for row in requests_to_decide(actor=actor, now=timezone.now())[:MOST_PENDING]
    ]  # fmt: skip
    notes = [
        Pending(
            title=_("处理{room}的交接说明").format(room=note.booking.room.name),
            url=reverse("room-booking", args=[note.booking_id]), why=note.text,
            steps=(Step(label=_("办好了"), url=reverse("room-note-settle", args=[note.pk]), method="post"),),
        )
        for note in notes_to_settle(actor=actor)[:MOST_PENDING]
    ]  # fmt: skip
    return [*asked, *notes]


@page_part("my-bookings", order=20)
def own_rooms(request: Any, user: Any, now: datetime) -> Panel | None:
    """One's own room bookings, the times one waits for, and the last that are over."""
    ahead = own_bookings(user_id=user.pk, now=now)
    waits = own_waits(user_id=user.pk, now=now)
    over = own_bookings(user_id=user.pk, now=now, past=True)[:MOST_OVER]
    if not (ahead or waits or over):
        return None
    context = {"ahead": ahead, "waits": waits, "over": over, "today": timezone.localtime(now).date()}
    return Panel(title=_("房间"), template="rooms/_own.html", context=context)


@record_panel("station", order=20)
def rooms_here(actor: Actor, station: Any, today: date) -> Panel | None:
    """The rooms of a station, and what is on in them today."""
    if not actor.may_somewhere(Permission.ROOM_READ):
        return None
    rooms = list_rooms(actor=actor, station_id=station.pk)
    manages = may(actor, Permission.ROOM_MANAGE, station)
    if not rooms and not manages:
        return None
    full = bool(rooms) and may(actor, Permission.ROOM_READ, rooms[0], part=Part.FULL)
    on_today = bookings_on(actor=actor, station_id=station.pk, day=today) if full else []
    return Panel(
        title=_("房间"), template="rooms/_station.html",
        context={
            "rooms": [(room, in_short(room)) for room in rooms], "today": on_today, "manages": manages,
            "new_url": reverse("room-new", args=[station.pk]), "full": full,
            "day_url": f"{reverse('room-day')}?station={station.pk}",
        },
        more_url=f"{reverse('room-bookings')}?station={station.pk}" if full else "", more_words=_("全部预约"),
    )  # fmt: skip


@record_panel("organisation", order=70)
def rooms_booked(actor: Actor, organisation: Any, today: date) -> Panel | None:
    """What an organisation has booked this month."""
    if not actor.may_somewhere(Permission.BOOKING_READ):
        return None
    first = today.replace(day=1)
    rows = list_bookings(
        actor=actor, narrowed=BookingFilter(organisation_path=organisation.node.path, first=first)
    ).order_by()
    count = rows.count()
    if not count:
        return None
    url = f"{reverse('room-bookings')}?organisation={organisation.pk}&day_from={first.isoformat()}"
    return Panel(title=_("房间预约"), figures=[Figure(value=count, words=_("项，本月起"), url=url)])


@page_part("portal-station", order=10)
def public_rooms_here(request: Any, station: Any, now: datetime) -> Panel | None:
    """The rooms that anyone may see at a station."""
    rooms = public_rooms(station_slug=station.slug, day=timezone.localtime(now).date())
    if not rooms:
        return None
    return Panel(
        title=_("房间"), template="rooms/_public.html",
        context={"rooms": [(room, in_short(room)) for room in rooms], "slug": station.slug},
    )  # fmt: skip
