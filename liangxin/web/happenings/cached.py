"""The page of an activity for readers without an account, kept for seconds in each process; what is left is exact.

The page carries one thing of its reader, the token of the shell's forms; it is replaced at each answer, so nothing of
one reader reaches another. What differs by cookie (theme, large text, language), and whether places are left, is part
of the key.
"""

import re
import time
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import get_language

from liangxin.activities.selectors.public import standing_of
from liangxin.web.shared.context import TEXT_COOKIE, THEME_COOKIE

SECONDS = 3.0
MOST_KEPT = 500  # pages in each process
LEFT_MARK, TOKEN_MARK = "⟦left⟧", "⟦token⟧"
READERS_OWN = {"sessionid", "messages"}  # cookies that make a page the reader's own
TOKEN = re.compile(r'"X-CSRFToken": "([A-Za-z0-9]+)"')
_kept: dict[tuple[object, ...], tuple[float, str]] = {}


def cached_page(request: Any, slug: str, make: Callable[[str], HttpResponse]) -> HttpResponse:
    """The answer of `make(left)`, or what it answered a moment ago; left: what to write for the places left."""
    standing = standing_of(slug=slug, now=timezone.now())
    if standing is None or request.META.get("QUERY_STRING") or READERS_OWN & request.COOKIES.keys():
        return make("")
    cookies = (request.COOKIES.get(THEME_COOKIE), request.COOKIES.get(TEXT_COOKIE))
    key = (slug, get_language(), *cookies, standing.state)
    found = _kept.get(key)
    if found is None or found[0] < time.monotonic():
        found = (time.monotonic() + SECONDS, _without_reader(make(LEFT_MARK).content.decode()))
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = found
    page = found[1].replace(TOKEN_MARK, get_token(request)).replace(LEFT_MARK, str(standing.left or 0))
    return HttpResponse(page)


def _without_reader(page: str) -> str:
    token = TOKEN.search(page)
    return page.replace(token[1], TOKEN_MARK) if token else page
