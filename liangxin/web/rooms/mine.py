"""One's own bookings: always on one's own account, whatever grant one acts under."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangxin.core.calendars import MEDIA_TYPE, build_calendar
from liangxin.core.errors import RuleBroken
from liangxin.venues.choices import BookingStatus
from liangxin.venues.permissions import Permission
from liangxin.venues.rules.rooms import span_words
from liangxin.venues.selectors.bookings import calendar_event, get_booking, last_note_of, notes_of
from liangxin.venues.services.room_bookings import RoomAlreadyBooked, cancel_booking, move_room_booking
from liangxin.venues.services.room_desk import write_note
from liangxin.venues.services.room_waits import accept_offer, leave_wait
from liangxin.web.rooms.forms import CancelForm, MoveForm, NoteForm, span_initial
from liangxin.web.rooms.words import TONES, long_words, price_words
from liangxin.web.shared.rendering import answer, back, leave, posted, say, warn

if TYPE_CHECKING:
    from liangxin.venues.models import RoomBooking


def _own(request: Any, booking_id: int) -> "tuple[Any, RoomBooking]":
    """The booking with the actor who reaches it: the acting grant (of the organisation that booked), or oneself."""
    actor = request.actor if request.actor.may_somewhere(Permission.BOOKING_READ) else request.own_actor
    return actor, get_booking(actor=actor, booking_id=booking_id)


@login_required
@require_safe
def booking(request: Any, booking_id: int) -> HttpResponse:
    """One booking: when, where, how to get there, what the last ones left, what one may do."""
    _actor, found = _own(request, booking_id)
    now = timezone.now()
    ahead = found.is_live and found.ends_at > now
    context = {
        "booking": found, "when": span_words(found.starts_at, found.ends_at), "tone": TONES[BookingStatus(found.status)],
        "may_change": ahead and not found.held_for and found.status != BookingStatus.OFFERED, "begun": found.starts_at <= now,
        "before": last_note_of(room=found.room, before=found.starts_at) if ahead else None,
        "notes": notes_of(booking=found), "note_form": NoteForm(), "cancel_form": CancelForm(),
        "price": price_words(found.price_fen) if found.price_fen else "", "now": now,
        "notice": long_words(found.room.cancel_minutes) if found.room.cancel_minutes else "",
    }  # fmt: skip
    response = render(request, "rooms/mine.html", context)
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def cancel(request: Any, booking_id: int) -> HttpResponse:
    """Give it back."""
    actor, found = _own(request, booking_id)
    form = CancelForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        cancel_booking(actor=actor, booking_id=found.pk, reason=reason, now=timezone.now())
        say(request, _("已取消{room}，谢谢及早让出来。").format(room=found.room.name))
    except RuleBroken as refusal:
        warn(request, str(refusal))
    return back(request, reverse("my-bookings"))


@login_required
@require_http_methods(["GET", "POST"])
def move(request: Any, booking_id: int) -> HttpResponse:
    """Another time."""
    actor, found = _own(request, booking_id)
    form = MoveForm(posted(request), initial=span_initial(found.starts_at, found.ends_at))
    context: dict[str, Any] = {"form": form, "booking": found, "free": []}
    if request.method == "POST" and form.is_valid():
        try:
            moved = move_room_booking(actor=actor, booking_id=found.pk, during=form.during(), now=timezone.now())
            say(request, _("已改到{when}。").format(when=span_words(moved.starts_at, moved.ends_at)))
            return leave(request, reverse("me-room", args=[found.pk]))
        except RoomAlreadyBooked as refusal:
            form.add_error("start", str(refusal))
            context["free"] = [
                span_words(one.during.lower, one.during.upper)
                for one in refusal.alternatives
                if one.room.pk == found.room_id and one.during.lower is not None and one.during.upper is not None
            ]
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return answer(request, "rooms/move.html", "rooms/_move.html", context, form=form)


@login_required
@require_POST
def note(request: Any, booking_id: int) -> HttpResponse:
    """Leave a hand-over note."""
    actor, found = _own(request, booking_id)
    form = NoteForm(request.POST)
    if form.is_valid():
        write_note(actor=actor, booking_id=found.pk, now=timezone.now(), **form.cleaned_data)
        say(request, _("已留下交接说明，下一位和站点都看得到。"))
    else:
        warn(request, _("请写下要交接的事。"))
    return back(request, reverse("me-room", args=[found.pk]))


@login_required
@require_safe
def calendar(request: Any, booking_id: int) -> HttpResponse:
    """The booking as a calendar file."""
    _actor, found = _own(request, booking_id)
    response = HttpResponse(build_calendar([calendar_event(found)]), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="room-{found.pk}.ics"'
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def accept(request: Any, wait_id: int) -> HttpResponse:
    """Take the slot that is kept."""
    try:
        made = accept_offer(actor=request.own_actor, wait_id=wait_id, now=timezone.now())
    except RuleBroken as refusal:
        warn(request, str(refusal))
        return leave(request, reverse("my-bookings"))
    say(request, _("约上了：{when}。").format(when=span_words(made.starts_at, made.ends_at)))
    return leave(request, reverse("me-room", args=[made.pk]))


@login_required
@require_POST
def leave_line(request: Any, wait_id: int) -> HttpResponse:
    """Wait no longer."""
    leave_wait(actor=request.own_actor, wait_id=wait_id, now=timezone.now())
    say(request, _("已退出候补。"))
    return leave(request, reverse("my-bookings"))
