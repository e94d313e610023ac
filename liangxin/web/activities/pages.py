"""What the pages of this area share: a page with one form, and doing what was sent."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse

from liangxin.venues.services.room_bookings import RoomAlreadyBooked
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, leave, say

Above = Sequence[tuple[object, str]]
Do = Callable[[], object]


def form_page(
    request: Any, form: Any, *, title: object, submit: object, above: Above, intro: object = "", **more: Any
) -> HttpResponse:
    """A page with one form, 422 with its errors. above: crumbs, the last one is where “返回” leads."""
    context = {
        "form": form, "title": title, "submit": submit, "above": above, "back": above[-1][1], "intro": intro,
        "here": request.get_full_path(), "multipart": form.is_multipart(), "alternatives": (), "preview": [],
        "looked": False, **more,
    }  # fmt: skip
    return answer(request, "activities/form.html", "activities/_form.html", context, form=form)


def done(request: Any, form: Any, do: Do, *, words: object = "", to: str) -> HttpResponse | None:
    """Do what a form in order asks for, say it and go on to `to`; None where it is still to be shown.

    do: gives what to say, or where `words` are given anything. A refusal becomes an error of the form; where a room is
    taken, what is free instead hangs on it as `alternatives`.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    said: object = None
    with refusals_on(form):
        try:
            said = do()
        except RoomAlreadyBooked as taken:
            form.alternatives = taken.alternatives
            raise
    if form.errors:
        return None
    say(request, str(words or said))
    return leave(request, to)
