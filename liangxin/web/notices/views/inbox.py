"""One's notices."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from liangxin.notifications.registry import GROUPS, KINDS
from liangxin.notifications.selectors import get_notice, list_notices, unread_count
from liangxin.notifications.services.reading import mark_all_read, mark_read, mark_unread
from liangxin.notifications.wording import words_of
from liangxin.web.shared.rendering import answer, is_fragment, say

A_PAGE = 30
LAST_PAGE = 1_000
ICONS = {
    "activities": "calendar-event", "rooms": "door", "appointments": "clock", "duties": "checkbox", "exchange": "arrows-exchange",
    "account": "user-circle",
}  # fmt: skip


@login_required
@require_GET
def notices(request: Any) -> HttpResponse:
    """What one was told, newest first; all of it or the unread."""
    return _inbox(request)


def _inbox(request: Any) -> HttpResponse:
    unread_only = request.GET.get("show") == "unread"
    asked = request.GET.get("page", "")
    page = min(max(int(asked) if asked.isdecimal() else 1, 1), LAST_PAGE)
    start = (page - 1) * A_PAGE
    found = list(list_notices(actor=request.own_actor, unread=unread_only)[start : start + A_PAGE + 1])
    shown = found[:A_PAGE]
    context = {
        "rows": [_row(each) for each in shown], "unread_only": unread_only, "page_number": page,
        "more": len(found) > A_PAGE, "unread": unread_count(user_id=request.user.pk),
        "up_to": shown[0].pk if shown else 0,
    }  # fmt: skip
    return answer(request, "notices/list.html", "notices/_list.html", context)


def _row(each: Any) -> dict[str, Any]:
    kind = KINDS.get(each.kind)
    group = kind.group if kind else "account"
    return {
        "notice": each, "words": words_of(each), "icon": ICONS.get(group, "bell"),
        "group": GROUPS[group].label if group in GROUPS else "",
    }  # fmt: skip


@login_required
@require_GET
def notice(request: Any, notice_id: int) -> HttpResponse:
    """Open one: it is read, and leads to what it is about."""
    found = get_notice(actor=request.own_actor, notice_id=notice_id)
    mark_read(actor=request.own_actor, notice_id=notice_id, now=timezone.now())
    if found.url:
        return HttpResponseRedirect(found.url)
    return render(request, "notices/notice.html", _row(found))


@login_required
@require_POST
def mark(request: Any, notice_id: int) -> HttpResponse:
    """Put one among the read or back among the unread."""
    get_notice(actor=request.own_actor, notice_id=notice_id)
    if request.POST.get("unread"):
        mark_unread(actor=request.own_actor, notice_id=notice_id)
    else:
        mark_read(actor=request.own_actor, notice_id=notice_id, now=timezone.now())
    return _inbox(request) if is_fragment(request) else redirect("notice-list")


@login_required
@require_POST
def read_all(request: Any) -> HttpResponse:
    """All that the page showed, and what is older, is read; what came meanwhile is not."""
    given = request.POST.get("up_to", "")
    count = mark_all_read(
        actor=request.own_actor, now=timezone.now(), up_to=int(given) if given.isdecimal() and len(given) < 19 else None
    )
    say(request, _("{count} 条通知已标为已读。").format(count=count))
    return redirect("notice-list")
