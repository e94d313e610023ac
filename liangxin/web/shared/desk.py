"""Desk pages that only somebody acting under a grant may open: one's own data has its place at 我的."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from liangxin.core.errors import NotAllowed

View = Callable[..., HttpResponse]


def desk_page(view: View) -> View:
    """Sign-in needed, and an acting grant: on one's own account every address alike is refused (403)."""

    @login_required
    @wraps(view)
    def checked(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.grant_id is None:
            raise NotAllowed()
        return view(request, *args, **kwargs)

    return checked
