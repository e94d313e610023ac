"""Booking a room: the form, its clash with what is free instead, waiting, and a series date by date.

The same pages stand in the portal and at the desk; `Door` says which.
"""

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from psycopg.types.range import TimestamptzRange

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.access.reach import may
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.venues.choices import BookingStatus
from liangxin.venues.permissions import Permission
from liangxin.venues.rules.rooms import minutes_between, span_words
from liangxin.venues.selectors.public_rooms import get_public_room
from liangxin.venues.selectors.rooms import get_room
from liangxin.venues.services.room_bookings import NewBooking, RoomAlreadyBooked, book_room
from liangxin.venues.services.room_series import NewSeries, Pick, book_series, plan_series
from liangxin.venues.services.room_waits import join_wait
from liangxin.web.rooms.forms import BookForm, asked_span, span_initial
from liangxin.web.rooms.words import terms_of
from liangxin.web.shared.rendering import answer, leave, posted, say, warn

if TYPE_CHECKING:
    from liangxin.venues.models import Room, RoomBooking


@dataclass(frozen=True)
class Door:
    """Where the pages stand. base: the template they extend; room_url: the room's page; after: where a booking leads."""

    base: str
    room_url: str
    book_url: str
    series_url: str
    staff: bool

    def after(self, booking: "RoomBooking") -> str:
        return reverse("room-booking" if self.staff else "me-room", args=[booking.pk])


def booker_of(request: Any) -> Actor:
    """Who books: under the acting grant where its role books rooms, else on one's own account."""
    actor: Actor = request.actor
    return actor if actor.may_somewhere(Permission.ROOM_BOOK) else request.own_actor


@login_required
@require_http_methods(["GET", "POST"])
def at_desk(request: Any, room_id: int) -> HttpResponse:
    """Book at the desk."""
    room = get_room(actor=request.actor, room_id=room_id, permission=Permission.ROOM_BOOK)
    return _book(request, room, _desk(request.actor, room), request.actor)


@login_required
@require_http_methods(["GET", "POST"])
def at_portal(request: Any, station: str, slug: str) -> HttpResponse:
    """Book on the phone."""
    room = get_public_room(station_slug=station, slug=slug, day=timezone.localdate())
    return _book(request, room, _portal(room), booker_of(request))


@login_required
@require_POST
def series_at_desk(request: Any, room_id: int) -> HttpResponse:
    """Take the picked dates of a series."""
    room = get_room(actor=request.actor, room_id=room_id, permission=Permission.ROOM_BOOK)
    return _series(request, room, _desk(request.actor, room), request.actor)


@login_required
@require_POST
def series_at_portal(request: Any, station: str, slug: str) -> HttpResponse:
    """Take the picked dates of a series."""
    room = get_public_room(station_slug=station, slug=slug, day=timezone.localdate())
    return _series(request, room, _portal(room), booker_of(request))


def _desk(actor: Actor, room: "Room") -> Door:
    return Door(
        "desk/base.html", reverse("room", args=[room.pk]), reverse("room-book", args=[room.pk]),
        reverse("room-series", args=[room.pk]), staff=may(actor, Permission.BOOKING_DECIDE, room),
    )  # fmt: skip


def _portal(room: "Room") -> Door:
    address = [room.station.node.slug, room.slug]
    return Door(
        "portal/base.html", reverse("portal-room", args=address), reverse("portal-room-book", args=address),
        reverse("portal-room-series", args=address), staff=False,
    )  # fmt: skip


def _form(request: Any, room: "Room", actor: Actor, *, staff: bool) -> BookForm:
    span = asked_span(
        request.GET.get("start", ""), request.GET.get("end", ""), minutes=max(60, min(room.min_minutes, 1440))
    )
    initial: dict[str, Any] = {"key": secrets.token_urlsafe(16), "headcount": min(room.capacity, 6)}
    if span is not None:
        initial |= span_initial(*span)
    return BookForm(posted(request), actor=actor, staff=staff, initial=initial)


def _book(request: Any, room: "Room", door: Door, actor: Actor) -> HttpResponse:
    staff = actor.is_system or may(actor, Permission.BOOKING_DECIDE, room)
    form = _form(request, room, actor, staff=staff)
    context: dict[str, Any] = {
        "form": form, "room": room, "door": door, "terms": terms_of(room), "acting": _acting(actor), "staff": staff,
        "clash": None, "options": [], "waitable": False,
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            if form.rrule() and "wait" not in request.POST:
                return _plan(request, room, door, actor, form)
            if "wait" in request.POST:
                join_wait(actor=actor, new=form.booking(room), now=timezone.now())
                say(request, _("已排上候补，空出来马上通知您。"))
                return leave(request, reverse("my-bookings"))
            made = book_room(actor=actor, new=_new(request, room, form), now=timezone.now())
            say(request, _said(made))
            return leave(request, door.after(made))
        except RoomAlreadyBooked as refusal:
            form.add_error("start", str(refusal))
            context |= {"clash": refusal, "options": _options(refusal), "waitable": not staff}
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return answer(request, "rooms/book.html", "rooms/_book.html", context, form=form)


def _new(request: Any, room: "Room", form: BookForm) -> NewBooking:
    """What is asked for; a button of an alternative overrules room and time."""
    new = form.booking(room)
    pick = _pick(request.POST.get("instead", ""))
    if pick is None:
        return new
    return NewBooking(
        room_id=pick.room_id, during=pick.during, headcount=new.headcount, purpose=new.purpose,
        organisation_id=new.organisation_id, key=new.key,
    )  # fmt: skip


def _pick(given: str) -> Pick | None:
    """“17|2026-11-24T14:00|2026-11-24T15:00” as a pick."""
    room_id, _bar, times = given.partition("|")
    start, _bar, end = times.partition("|")
    span = asked_span(start, end)
    if span is None or not room_id.isdecimal() or len(room_id) > 18:
        return None
    return Pick(int(room_id), _range(*span))


def _range(start: Any, end: Any) -> Any:
    return TimestamptzRange(start, end)


def value_of(room: "Room", start: Any, end: Any) -> str:
    """A room and a span as the value of a button."""
    return f"{room.pk}|{timezone.localtime(start):%Y-%m-%dT%H:%M}|{timezone.localtime(end):%Y-%m-%dT%H:%M}"


def _options(refusal: RoomAlreadyBooked) -> list[dict[str, Any]]:
    return [
        {
            "room": one.room, "words": span_words(one.during.lower, one.during.upper),
            "value": value_of(one.room, one.during.lower, one.during.upper),
        }
        for one in refusal.alternatives
        if one.during.lower is not None and one.during.upper is not None
    ]  # fmt: skip


def _said(booking: "RoomBooking") -> str:
    when = span_words(booking.starts_at, booking.ends_at)
    if booking.status == BookingStatus.REQUESTED:
        return _("已提交：{room}，{when}。站点同意后通知您。").format(room=booking.room.name, when=when)
    return _("已约好：{room}，{when}。").format(room=booking.room.name, when=when)


def _acting(actor: Actor) -> str:
    return actor.acting_as if actor.anchor in (Anchor.ORGANISATION, Anchor.ENTERPRISE) else ""


def _plan(request: Any, room: "Room", door: Door, actor: Actor, form: BookForm) -> HttpResponse:
    """Each date of the series with a box: the free ones ticked, the others with what is free instead."""
    new = form.booking(room)
    series = NewSeries(
        room_id=room.pk, first=new.during, rrule=form.rrule(), headcount=new.headcount, purpose=new.purpose,
        organisation_id=new.organisation_id,
    )  # fmt: skip
    lines = []
    for line in plan_series(actor=actor, new=series, now=timezone.now()):
        instead = line.instead
        lines.append(
            {
                "words": span_words(*_ends(line.during)), "refusal": line.refusal,
                "value": value_of(room, *_ends(line.during)),
                "instead": instead and {
                    "room": instead[0], "words": span_words(*_ends(instead[1])),
                    "value": value_of(instead[0], *_ends(instead[1])),
                },
            }
        )  # fmt: skip
    good = sum(line["refusal"] is None for line in lines)
    context = {
        "room": room, "door": door, "lines": lines, "good": good, "bad": len(lines) - good, "rrule": form.rrule(),
        "sent": [(name, value) for name in form.fields if (value := request.POST.get(name))],
    }  # fmt: skip
    return answer(request, "rooms/series.html", "rooms/_series.html", context)


def _ends(during: Any) -> tuple[Any, Any]:
    return during.lower, during.upper


def _series(request: Any, room: "Room", door: Door, actor: Actor) -> HttpResponse:
    staff = may(actor, Permission.BOOKING_DECIDE, room)
    form = BookForm(request.POST, actor=actor, staff=staff)
    if not form.is_valid() or not form.rrule():
        raise NotFound()
    new = form.booking(room)
    picks = [pick for given in request.POST.getlist("pick")[:100] if (pick := _pick(given)) is not None]
    series = NewSeries(
        room_id=room.pk, first=new.during, rrule=form.rrule(), headcount=new.headcount, purpose=new.purpose,
        organisation_id=new.organisation_id, key=new.key,
    )  # fmt: skip
    try:
        outcome = book_series(actor=actor, new=series, picks=picks, now=timezone.now())
    except RuleBroken as refusal:
        warn(request, str(refusal))
        return leave(request, door.book_url)
    minutes = sum(minutes_between(one.starts_at, one.ends_at) for one in outcome.bookings)
    say(request, _("约上 {n} 次，共 {minutes} 分钟。").format(n=len(outcome.bookings), minutes=minutes))
    if outcome.refused:
        missed = "、".join(span_words(*_ends(line.during)) for line in outcome.refused[:5])
        warn(request, _("没有约上：{missed}").format(missed=missed))
    return leave(request, reverse("room-bookings") if door.staff else reverse("my-bookings"))
