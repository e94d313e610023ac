"""One file, for one who may have it."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from liangxin.core.errors import NotFound
from liangxin.files.selectors import get_file, may_show_inline, open_content

NOTHING_RUNS = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
A_WHILE = 3_600  # seconds


@require_GET
def file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The file: an image of a record shown inside pages as WebP, everything else as an attachment."""
    return _handed_out(request, slug, small=False)


@require_GET
def thumbnail(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The small one of an image."""
    return _handed_out(request, slug, small=True)


def _handed_out(request: Any, slug: str, *, small: bool) -> HttpResponseBase:
    kept = get_file(actors=(request.actor, request.own_actor), slug=slug)
    if small and not kept.thumbnail:
        raise NotFound()
    tag = f'"{kept.sha256[:32]}{"-small" if small else ""}"'
    response: HttpResponseBase
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponseNotModified()
    else:
        response = FileResponse(
            open_content(kept, thumbnail=small), as_attachment="download" in request.GET or not may_show_inline(kept),
            filename=kept.name, content_type=kept.media_type,
        )  # fmt: skip
    response["ETag"] = tag
    for_anybody = not request.user.is_authenticated  # the guard let a visitor have it
    response["Cache-Control"] = f"public, max-age={A_WHILE}" if for_anybody else "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = NOTHING_RUNS
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
