"""A page with one form, and what happens when it is sent."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, leave, say


def act(
    request: Any, form: Any, do: Callable[[], str], *, to: str, title: str, submit: str, above: tuple[object, str],
    intro: str = "",
) -> HttpResponse:  # fmt: skip
    """Show the form; where it was sent and is in order, do it, say what happened and go on to `to`."""
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            say(request, do())
        if not form.errors:
            return leave(request, to)
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "above": above,
        "intro": intro,
        "here": request.get_full_path(),
    }
    return answer(request, "appointments/form.html", "appointments/_form.html", context, form=form)
