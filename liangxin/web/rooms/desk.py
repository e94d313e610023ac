"""Bookings at the desk: the list, one booking, deciding, who did not come, notes, the printed day."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangxin.access.choices import Part
from liangxin.access.reach import may
from liangxin.access.services import require_somewhere
from liangxin.core.changes import changes_of
from liangxin.core.errors import RuleBroken
from liangxin.venues.choices import BookingStatus
from liangxin.venues.permissions import Permission
from liangxin.venues.rules.rooms import span_words
from liangxin.venues.selectors.bookings import bookings_on, get_booking, last_note_of, notes_of
from liangxin.venues.selectors.stations import get_station
from liangxin.venues.services.room_desk import decide_booking, record_no_show, settle_note, withdraw_no_show
from liangxin.web.rooms.forms import CancelForm, DecideForm, NoteForm
from liangxin.web.rooms.lists import BookingList
from liangxin.web.rooms.words import TONES, price_words
from liangxin.web.shared.rendering import back, say, warn

LABELS = {
    "status": gettext_lazy("状态"), "during": gettext_lazy("时间"), "headcount": gettext_lazy("人数"), "room_id": gettext_lazy("房间"), "end_reason": gettext_lazy("原因"),
    "decision_note": gettext_lazy("给预约人的话"),
}  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def bookings(request: Any) -> HttpResponse:
    """The list; POST exports it or keeps it as a view."""
    require_somewhere(request.actor, Permission.BOOKING_READ)
    return BookingList(request).answer()


@login_required
@require_safe
def booking(request: Any, booking_id: int) -> HttpResponse:
    """The record of a booking."""
    found = get_booking(actor=request.actor, booking_id=booking_id)
    now, staff = timezone.now(), may(request.actor, Permission.BOOKING_DECIDE, found.room)
    ahead = found.is_live and found.ends_at > now
    context = {
        "booking": found, "when": span_words(found.starts_at, found.ends_at), "tone": TONES[BookingStatus(found.status)],
        "staff": staff, "ahead": ahead, "begun": found.starts_at <= now, "waits": staff and ahead and found.status == "requested",
        "notes": notes_of(booking=found), "before": last_note_of(room=found.room, before=found.starts_at) if ahead else None,
        "price": price_words(found.price_fen) if found.price_fen else "", "decide_form": DecideForm(), "note_form": NoteForm(),
        "cancel_form": CancelForm(), "history": changes_of(found, labels=LABELS),
    }  # fmt: skip
    return render(request, "rooms/booking.html", context)


@login_required
@require_POST
def decide(request: Any, booking_id: int) -> HttpResponse:
    """Agree or decline."""
    found = get_booking(actor=request.actor, booking_id=booking_id)
    form = DecideForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    agreed = "agree" in request.POST
    return _done(
        request,
        booking_id,
        lambda: decide_booking(actor=request.actor, booking_id=found.pk, agreed=agreed, note=note, now=timezone.now()),
        _("已同意，已通知预约人。") if agreed else _("未同意，已通知预约人。"),
    )


@login_required
@require_POST
def absent(request: Any, booking_id: int) -> HttpResponse:
    """Nobody came."""
    get_booking(actor=request.actor, booking_id=booking_id)
    return _done(
        request, booking_id,
        lambda: record_no_show(actor=request.actor, booking_id=booking_id, now=timezone.now()),
        _("已记为未到场，余下的时间可以再约。"), undo=reverse("room-booking-came", args=[booking_id]),
    )  # fmt: skip


@login_required
@require_POST
def came(request: Any, booking_id: int) -> HttpResponse:
    """They came after all."""
    get_booking(actor=request.actor, booking_id=booking_id)
    return _done(
        request, booking_id,
        lambda: withdraw_no_show(actor=request.actor, booking_id=booking_id, now=timezone.now()),
        _("已恢复为已预约。"),
    )  # fmt: skip


@login_required
@require_POST
def settle(request: Any, note_id: int) -> HttpResponse:
    """What a note asked for is done."""
    note = settle_note(actor=request.actor, note_id=note_id, now=timezone.now())
    say(request, _("已办好。"))
    return back(request, reverse("room-booking", args=[note.booking_id]))


@login_required
@require_safe
def day(request: Any) -> HttpResponse:
    """The rooms of a station on a day, to be printed and hung up."""
    require_somewhere(request.actor, Permission.BOOKING_READ)
    given = request.GET.get("station", "")
    station = get_station(
        actor=request.actor, station_id=int(given) if given.isdecimal() and len(given) < 19 else 0, part=Part.FULL
    )
    try:
        asked = date.fromisoformat(request.GET.get("day", "")[:10])
    except ValueError:
        asked = timezone.localdate()
    rows = bookings_on(actor=request.actor, station_id=station.pk, day=asked)
    step = {"before": date.fromordinal(asked.toordinal() - 1), "after": date.fromordinal(asked.toordinal() + 1)}
    return render(request, "rooms/day.html", {"station": station, "day": asked, "rows": rows, **step})


def _done(request: Any, booking_id: int, do: Any, words: str, *, undo: str = "") -> HttpResponse:
    try:
        do()
        say(request, words, undo=undo)
    except RuleBroken as refusal:
        warn(request, str(refusal))
    return redirect((request.POST.get("next") and back(request, "").url) or reverse("room-booking", args=[booking_id]))
