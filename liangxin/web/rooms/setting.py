"""Rooms at the desk: the list, a room's record with its week, setting it up, taking it out of use."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangxin.access.choices import Part
from liangxin.access.reach import may, part_of
from liangxin.access.services import require, require_somewhere
from liangxin.core.changes import changes_of
from liangxin.core.errors import NotFound
from liangxin.venues.choices import RoomStatus
from liangxin.venues.permissions import Permission
from liangxin.venues.rules.rooms import span_words
from liangxin.venues.selectors.room_list import get_closure
from liangxin.venues.selectors.room_photos import get_photo, photos_of
from liangxin.venues.selectors.rooms import closures_of, get_room
from liangxin.venues.selectors.stations import get_station
from liangxin.venues.selectors.week import week_of
from liangxin.venues.services.room_photos import add_photo, remove_photo
from liangxin.venues.services.rooms import change_room, register_room, reopen_room, shut_room
from liangxin.web.rooms.forms import PhotoForm, RoomForm, ShutForm
from liangxin.web.rooms.lists import RoomList
from liangxin.web.rooms.portal import asked_day, weeks
from liangxin.web.rooms.words import ROOM_TONES, terms_of
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, leave, posted, say

if TYPE_CHECKING:
    from liangxin.venues.models import Room

LABELS = {
    "name": gettext_lazy("名称"), "capacity": gettext_lazy("容纳"), "status": gettext_lazy("状态"), "status_note": gettext_lazy("状态说明"), "audience": gettext_lazy("谁能约"),
    "min_minutes": gettext_lazy("最短"), "max_minutes": gettext_lazy("最长"), "lead_minutes": gettext_lazy("最晚提前"), "ahead_days": gettext_lazy("最多提前"),
    "buffer_minutes": gettext_lazy("每次之后留空"), "cancel_minutes": gettext_lazy("取消须提前"), "quota_minutes": gettext_lazy("每单位每月最多"),
    "needs_approval": gettext_lazy("须站点同意"), "price_fen": gettext_lazy("每小时收费"), "is_public": gettext_lazy("公开"),
}  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def rooms(request: Any) -> HttpResponse:
    """The list of rooms."""
    require_somewhere(request.actor, Permission.ROOM_READ)
    return RoomList(request).answer()


@login_required
@require_safe
def room(request: Any, room_id: int) -> HttpResponse:
    """The record of a room, and its week."""
    found = get_room(actor=request.actor, room_id=room_id)
    staff = may(request.actor, Permission.BOOKING_DECIDE, found)
    full = part_of(request.actor, found) == Part.FULL
    now, today, day = timezone.now(), timezone.localdate(), asked_day(request)
    context = {
        "room": found, "staff": staff, "full": full, "today": today, "terms": terms_of(found),
        "week": week_of(room=found, day=day, now=now, user_id=request.user.pk, staff=staff),
        "tone": ROOM_TONES[RoomStatus(found.status)], "functions": list(found.functions.all()),
        "may_manage": may(request.actor, Permission.ROOM_MANAGE, found),
        "may_book": request.actor.may_somewhere(Permission.ROOM_BOOK),
        "photos": photos_of(room=found), "closures": [(one, span_words(one.during.lower, one.during.upper)) for one in closures_of(room=found, now=now)],
        "history": changes_of(found, labels=LABELS) if full else [],
        "week_url": request.path, "book_url": reverse("room-book", args=[found.pk]), **weeks(day, today),
    }  # fmt: skip
    return answer(request, "rooms/room.html", "rooms/_week.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_room(request: Any, station_id: int) -> HttpResponse:
    """Add a room to a station."""
    station = get_station(actor=request.actor, station_id=station_id)
    require(request.actor, Permission.ROOM_MANAGE, scope=station)
    form = RoomForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = register_room(actor=request.actor, station=station, values=form.values())
            say(request, _("已登记{name}。").format(name=made.name))
            return leave(request, reverse("room", args=[made.pk]))
    above = (station.node.name, reverse("station", args=[station.pk]))
    return _form(request, form, title=_("加一个房间"), submit=_("登记"), above=above)


@login_required
@require_http_methods(["GET", "POST"])
def edit_room(request: Any, room_id: int) -> HttpResponse:
    """Change a room or its terms."""
    found = _managed(request, room_id)
    form = RoomForm(posted(request), room=found)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            change_room(actor=request.actor, room=found, values=form.values())
            say(request, _("已保存{name}。").format(name=found.name))
            return leave(request, reverse("room", args=[found.pk]))
    return _form(request, form, title=_("修改{name}").format(name=found.name), submit=_("保存"), above=_above(found))


@login_required
@require_http_methods(["GET", "POST"])
def shut(request: Any, room_id: int) -> HttpResponse:
    """Take a room out of use for a while."""
    found = _managed(request, room_id)
    form = ShutForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            shut_room(
                actor=request.actor, room=found, during=form.during(), note=form.cleaned_data["note"], now=timezone.now()
            )  # fmt: skip
            say(request, _("这段时间不再接受预约。"))
            return leave(request, reverse("room", args=[found.pk]))
    title = _("停用{name}").format(name=found.name)
    return _form(request, form, title=title, submit=_("停用"), above=_above(found))


@login_required
@require_http_methods(["GET", "POST"])
def add_picture(request: Any, room_id: int) -> HttpResponse:
    """Add a picture."""
    found = _managed(request, room_id)
    form = PhotoForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            upload = form.cleaned_data["photo"]
            add_photo(
                actor=request.actor, room=found, upload=upload.file, name=upload.name, caption=form.cleaned_data["caption"],
                now=timezone.now(),
            )  # fmt: skip
            say(request, _("照片已放到公开页面。"))
            return leave(request, reverse("room", args=[found.pk]))
    context = {
        "form": form, "title": _("给{name}加照片").format(name=found.name), "submit": _("上传"), "above": _above(found),
        "here": request.path, "files": True,
    }  # fmt: skip
    return answer(request, "rooms/form.html", "rooms/_form.html", context, form=form)


@login_required
@require_POST
def remove_picture(request: Any, photo_id: int) -> HttpResponse:
    """Take a picture away."""
    photo = get_photo(actor=request.actor, photo_id=photo_id)
    room_id = photo.room_id
    remove_photo(actor=request.actor, photo=photo)
    say(request, _("照片已删去。"))
    return redirect("room", room_id)


@login_required
@require_POST
def reopen(request: Any, closure_id: int) -> HttpResponse:
    """Let the room be used again."""
    closure = get_closure(actor=request.actor, closure_id=closure_id)
    if closure is None:
        raise NotFound()
    room_id = closure.room_id
    reopen_room(actor=request.actor, closure=closure, now=timezone.now())
    say(request, _("这段时间又可以预约了。"))
    return redirect("room", room_id)


def _managed(request: Any, room_id: int) -> "Room":
    found = get_room(actor=request.actor, room_id=room_id)
    require(request.actor, Permission.ROOM_MANAGE, scope=found)
    return found


def _above(found: "Room") -> tuple[object, str]:
    return found.name, reverse("room", args=[found.pk])


def _form(request: Any, form: Any, *, title: str, submit: str, above: tuple[object, str]) -> HttpResponse:
    context = {"form": form, "title": title, "submit": submit, "above": above, "here": request.path, "files": False}
    return answer(request, "rooms/form.html", "rooms/_form.html", context, form=form)
