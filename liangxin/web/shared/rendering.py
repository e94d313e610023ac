"""Answering a request: the page or its fragment, and what is said after a change."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

PALETTE = "palette"


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a fragment."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-History-Restore-Request") != "true"


def template_for(request: HttpRequest, page: str, fragment: str) -> str:
    """The fragment where htmx asks, else the page that includes it."""
    return fragment if is_fragment(request) else page


def answer(
    request: HttpRequest, page: str, fragment: str, context: dict[str, Any], *, form: Any = None
) -> HttpResponse:
    """Render page or fragment; 422 where `form` has errors."""
    status = 422 if form is not None and form.errors else 200
    response = render(request, template_for(request, page, fragment), context, status=status)
    response["Vary"] = "HX-Request"
    return response


def say(request: HttpRequest, words: str, *, undo: str = "") -> None:
    """Tell on the next page what happened; `undo` is an address that takes it back by POST."""
    messages.success(request, str(words), extra_tags=undo, fail_silently=True)


def warn(request: HttpRequest, words: str) -> None:
    """Tell on the next page what could not be done."""
    messages.error(request, str(words), fail_silently=True)


def notice_header(words: str, *, undo: str = "", kind: str = "done") -> str:
    """The HX-Trigger value by which lx.js shows a notice."""
    return json.dumps({"lx:said": {"words": str(words), "undo": undo, "kind": kind}})


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the POST, also an empty one; None for anything else."""
    return request.POST if request.method == "POST" else None


def next_address(request: HttpRequest, default: str) -> str:
    """The page to return to: the form's `next` where it is ours, else `default`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return wanted
    return default


def back(request: HttpRequest, default: str) -> HttpResponseRedirect:
    """Redirect to `next_address`."""
    return HttpResponseRedirect(next_address(request, default))


def leave(request: HttpRequest, address: str) -> HttpResponse:
    """Go to another page: a redirect, or for htmx the header that makes the browser go there."""
    if is_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
