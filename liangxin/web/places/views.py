import json
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liangxin.access.choices import Anchor, Part
from liangxin.access.selectors import Viewer, who_can_see
from liangxin.access.services import require, require_somewhere
from liangxin.core.changes import changes_of, merged
from liangxin.places.permissions import Permission
from liangxin.places.selectors import (
    PlaceRecord,
    children_of,
    choose_places,
    division_named,
    features_of,
    get_place,
    get_record,
    kinds_under,
    list_kinds,
    map_of,
    trails_for,
)
from liangxin.places.services.acts import close_place, move_place, remove_place, rename_place
from liangxin.places.services.coordinates import set_boundary, set_coordinates
from liangxin.places.services.places import change_place, register_place
from liangxin.web.places.forms import (
    BoundaryForm,
    ChangeForm,
    CloseForm,
    LocateForm,
    MoveForm,
    NewPlaceForm,
    RenameForm,
)
from liangxin.web.places.lists import PlaceList, area_of
from liangxin.web.shared.maps import Map, linked
from liangxin.web.shared.panels import panels_of
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, leave, posted, say

if TYPE_CHECKING:
    from liangxin.places.models import Place

SHOWN_BELOW = 20  # places shown directly below on a record page
CONSEQUENCES = {
    "rename": gettext_lazy("旧名称留在沿革里，生效日之前的日子仍显示旧名称。"),
    "move": gettext_lazy("它和它下面的全部场所一起移动；生效日之前的日子仍显示在原处。"),
    "close": gettext_lazy("从生效日起不再显示，也不能再登记东西进去；以前的记录都保留。"),
}
WORDS = {
    "kind_id": gettext_lazy("类别"), "address": gettext_lazy("地址"), "division_code": gettext_lazy("区划代码"),
    "latitude": gettext_lazy("纬度"), "longitude": gettext_lazy("经度"), "area_m2": gettext_lazy("面积"),
    "property_manager": gettext_lazy("物业单位"), "description": gettext_lazy("说明"), "is_public": gettext_lazy("公开"),
    "owner_id": gettext_lazy("归属单位"), "coordinate_doubt": gettext_lazy("坐标存疑"),
}  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def places(request: Any) -> HttpResponse:
    """The list; POST exports it or keeps a view."""
    require_somewhere(request.actor, Permission.PLACE_READ)
    return PlaceList(request).answer()


def place_url(place_id: int) -> str:
    return reverse("place", args=[place_id])


@login_required
@require_GET
def place(request: Any, place_id: int) -> HttpResponse:
    """The record: what it is, what stands there, what happened, who can see it."""
    today = timezone.localdate()
    record = get_record(actor=request.actor, place_id=place_id, today=today)
    found = record.place
    full = record.part == Part.FULL
    below = children_of(actor=request.actor, place=found, day=today, most=SHOWN_BELOW + 1)
    context = {
        "record": record, "place": found, "area": area_of(found), "full": full, "above": record.trail[:-1],
        "below": below[:SHOWN_BELOW], "more_below": len(below) > SHOWN_BELOW,
        "division": division_named(found.division_code), "due": _due(request, found) if full else None,
        "map": _record_map(request, record, below), "panels": panels_of("place", request.actor, found, today),
        "history": _history(found) if full else [], "viewers": _viewers(found, today) if full else [],
        "may_create": request.actor.may_somewhere(Permission.PLACE_CREATE) and full,
        "may_change": request.actor.may_somewhere(Permission.PLACE_CHANGE) and full,
        "may_close": request.actor.may_somewhere(Permission.PLACE_CLOSE) and full,
    }  # fmt: skip
    return render(request, "places/place.html", context)


def _due(request: Any, place: "Place") -> dict[str, Any] | None:
    if not request.actor.may_somewhere(Permission.PLACE_CHANGE):
        return None
    locate = {"label": _("改坐标"), "url": reverse("place-locate", args=[place.pk]), "primary": True}
    if place.coordinate_doubt:
        words = _("{doubt}。按它算的距离和地图位置都不可靠，请核对后改正。").format(
            doubt=place.get_coordinate_doubt_display()
        )
        return {"words": words, "actions": [locate]}
    return None


def _viewers(place: "Place", today: date) -> list[Viewer]:
    """Those who see all of it; the public part of a public place is anyone's."""
    return [viewer for viewer in who_can_see(record=place, today=today) if viewer.part == Part.FULL]


def _record_map(request: Any, record: PlaceRecord, below: "list[Place]") -> Map | None:
    features = features_of([record.place, *below])
    for feature in features:
        feature["properties"]["label"] = feature["geometry"]["type"] != "Point"
    if not features:
        return None
    words = _("{name}的位置和它下面的场所").format(name=record.place.node.name)
    return Map(features=linked(features, place_url), words=words)


def _history(place: "Place") -> list[Any]:
    node = changes_of(
        place.node, labels={"name": _("名称"), "parent_id": _("上级"), "during": _("存续期")}, subject=_("名称与上级")
    )
    return merged(changes_of(place, labels=WORDS), [change for change in node if change.kind != "insert"])


@login_required
@require_GET
def place_map(request: Any) -> HttpResponse:
    """The places of the list on a map, under the same conditions."""
    require_somewhere(request.actor, Permission.PLACE_READ)
    page = PlaceList(request)
    shown = map_of(actor=request.actor, asked=page.asked(page.values), part=page.part)
    for feature in shown.collection["features"]:
        properties = feature["properties"]
        properties["label"] = properties["level"] == "area"
        properties["shade"] = 2 if properties["level"] == "area" else 0
    words = _("底色是片区和街镇，一个点是一处园区、楼宇或其他场所")
    legend: dict[str, object] = {"area": _("片区、街镇"), "point": _("园区、楼宇"), "doubt": _("坐标存疑")}
    drawn = Map(features=linked(shown.collection["features"], place_url), words=words, legend=legend, tall=True)
    back = f"{reverse('place-list')}?{page.query}" if page.query else reverse("place-list")
    return render(request, "places/map.html", {"map": drawn, "list": page, "left_out": shown.left_out, "back": back})


# ── changing ──


@login_required
@require_http_methods(["GET", "POST"])
def new_place(request: Any) -> HttpResponse:
    """Register a place below `?parent=`; without one, first choose where (or found a region)."""
    given = request.POST.get("parent") or request.GET.get("parent") or ""
    founding = given == "none"
    if not request.actor.may_somewhere(Permission.REGION_FOUND):
        require_somewhere(request.actor, Permission.PLACE_CREATE)
    if not founding and not given.isdigit():
        return _choose_parent(request)
    parent = None if founding else get_place(actor=request.actor, place_id=int(given[:18]), part=Part.FULL)
    require(request.actor, Permission.REGION_FOUND if founding else Permission.PLACE_CREATE, scope=parent)
    today = timezone.localdate()
    form = NewPlaceForm(
        posted(request), actor=request.actor, kinds=kinds_under(parent=parent),
        initial={"opened": today, "is_public": True},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = register_place(
                actor=request.actor, new=form.new(parent), now=timezone.now(), today=today,
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
            if founding:
                say(request, _("已设立{name}。请安全管理员给它授权。").format(name=made.node.name))
                return leave(request, reverse("place-kinds"))
            say(
                request,
                _("已登记{name}。").format(name=made.node.name),
                undo=reverse("place-take-back", args=[made.pk]),
            )
            return leave(request, reverse("place", args=[made.pk]))
    context = {"form": form, "parent": parent, "given": given}
    return answer(request, "places/new.html", "places/_new.html", context, form=form)


def _choose_parent(request: Any) -> HttpResponse:
    choices = choose_places(
        actor=request.actor, text=request.GET.get("q", ""), today=timezone.localdate(), part=Part.FULL,
        permission=Permission.PLACE_CREATE,
    ) if request.actor.may_somewhere(Permission.PLACE_CREATE) else []  # fmt: skip
    trails = trails_for(actor=request.actor, places=choices)
    rows = [(one, " / ".join(node.name for node in trails[one.pk][:-1])) for one in choices]
    context = {
        "rows": rows, "text": request.GET.get("q", ""), "may_found": request.actor.anchor == Anchor.INSTALLATION and request.actor.may_somewhere(Permission.REGION_FOUND),
    }  # fmt: skip
    return answer(request, "places/choose_parent.html", "places/_parents.html", context)


def _changeable(request: Any, place_id: int, permission: str = Permission.PLACE_CHANGE) -> "Place":
    found = get_place(actor=request.actor, place_id=place_id)
    require(request.actor, permission, scope=found)
    return found


def _page(request: Any, place: "Place", form: Any, *, title: str, button: str, note: object = "") -> HttpResponse:
    context = {
        "place": place, "form": form, "form_title": title, "button": button, "note": note, "here": request.path,
    }  # fmt: skip
    return answer(request, "places/act.html", "places/_act.html", context, form=form)


def _done(request: HttpRequest, place_id: int, words: str) -> HttpResponse:
    say(request, words)
    return leave(request, place_url(place_id))


@login_required
@require_http_methods(["GET", "POST"])
def change(request: Any, place_id: int) -> HttpResponse:
    """Change the facts of a place."""
    found = _changeable(request, place_id)
    kinds = [found.kind, *(kind for kind in list_kinds(usable=True) if kind.pk != found.kind_id)]
    form = ChangeForm(posted(request), actor=request.actor, kinds=kinds, initial=ChangeForm.of(found))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            change_place(
                actor=request.actor,
                place=found,
                facts=form.facts(owner=found.owner),
                reason=form.cleaned_data["reason"],
            )
            return _done(request, place_id, _("已保存。"))
    return _page(request, found, form, title=_("修改资料"), button=_("保存"))


@login_required
@require_http_methods(["GET", "POST"])
def locate(request: Any, place_id: int) -> HttpResponse:
    """Set or take away the coordinates."""
    found = _changeable(request, place_id)
    initial: dict[str, Any] = {"system": found.source_system or "gcj02"}
    if found.source_longitude is not None and found.source_latitude is not None:
        initial["at"] = f"{found.source_longitude.normalize():f}, {found.source_latitude.normalize():f}"
    form = LocateForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            kept = set_coordinates(actor=request.actor, place=found, coordinates=form.coordinates())
            if kept.coordinate_doubt:
                return _done(
                    request, place_id, _("已保存，但{doubt}。").format(doubt=kept.get_coordinate_doubt_display())
                )
            return _done(request, place_id, _("已保存坐标。"))
    return _page(request, found, form, title=_("改坐标"), button=_("保存坐标"))


@login_required
@require_http_methods(["GET", "POST"])
def boundary(request: Any, place_id: int) -> HttpResponse:
    """Set or take away the outline."""
    found = _changeable(request, place_id)
    drawn = json.dumps(found.boundary, ensure_ascii=False) if found.boundary is not None else ""
    form = BoundaryForm(posted(request), initial={"boundary": drawn})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            set_boundary(actor=request.actor, place=found, boundary=form.cleaned_data["boundary"])
            return _done(request, place_id, _("已保存边界，并重新核对了其下的坐标。"))
    return _page(request, found, form, title=_("改边界"), button=_("保存边界"))


@login_required
@require_http_methods(["GET", "POST"])
def rename(request: Any, place_id: int) -> HttpResponse:
    """A new name from a day on."""
    found, today = _changeable(request, place_id), timezone.localdate()
    form = RenameForm(posted(request), initial={"name": found.node.name, "effective_date": today})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            rename_place(
                actor=request.actor, place=found, name=form.cleaned_data["name"], effective=form.effective,
                now=timezone.now(), today=today, reason=form.why,
            )  # fmt: skip
            return _done(request, place_id, _("已更名。"))
    return _page(request, found, form, title=_("更名"), button=_("更名"), note=CONSEQUENCES["rename"])


@login_required
@require_http_methods(["GET", "POST"])
def move(request: Any, place_id: int) -> HttpResponse:
    """Another parent from a day on."""
    found, today = _changeable(request, place_id), timezone.localdate()
    form = MoveForm(posted(request), actor=request.actor, initial={"effective_date": today})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            parent = form.cleaned_data["parent"]
            move_place(
                actor=request.actor, place=found, parent=parent, effective=form.effective, now=timezone.now(),
                today=today, reason=form.why,
            )  # fmt: skip
            return _done(request, place_id, _("已移到{parent}之下。").format(parent=parent.node.name))
    return _page(request, found, form, title=_("移动"), button=_("移动"), note=CONSEQUENCES["move"])


@login_required
@require_http_methods(["GET", "POST"])
def close(request: Any, place_id: int) -> HttpResponse:
    """End a place."""
    found, today = _changeable(request, place_id, Permission.PLACE_CLOSE), timezone.localdate()
    form = CloseForm(posted(request), initial={"effective_date": today})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            close_place(
                actor=request.actor, place=found, effective=form.effective, now=timezone.now(), today=today,
                reason=form.why,
            )  # fmt: skip
            return _done(request, place_id, _("已撤销{name}。").format(name=found.node.name))
    return _page(request, found, form, title=_("撤销场所"), button=_("撤销"), note=CONSEQUENCES["close"])


@login_required
@require_POST
def take_back(request: Any, place_id: int) -> HttpResponse:
    """撤销 of a registration just made, while nothing depends on it."""
    found = _changeable(request, place_id, Permission.PLACE_CLOSE)
    name = found.node.name
    remove_place(actor=request.actor, place=found)
    say(request, _("已撤回对{name}的登记。").format(name=name))
    return leave(request, reverse("place-list"))
