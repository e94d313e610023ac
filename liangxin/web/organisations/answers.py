"""Leading on after a change, whether the form was sent by the browser or by htmx."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from liangxin.web.shared.rendering import is_fragment


def lead_to(request: Any, name: str, *args: Any) -> HttpResponse:
    """On to the named page."""
    response = redirect(name, *args)
    return HttpResponse(headers={"HX-Redirect": response["Location"]}) if is_fragment(request) else response


def sent(request: Any) -> Any:
    """What a form is bound to: what was posted, even where it is empty, else nothing."""
    return request.POST if request.method == "POST" else None
