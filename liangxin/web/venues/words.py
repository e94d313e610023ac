"""Levels and targets, kinds and functions, brands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.reach import may
from liangxin.access.services import require, require_somewhere
from liangxin.core.errors import NotAllowed, NotFound
from liangxin.places.selectors import get_place
from liangxin.venues.permissions import Permission
from liangxin.venues.selectors.catalogue import (
    brand_figures,
    get_brand,
    get_function,
    get_kind,
    list_brands,
    list_functions,
    list_kinds,
    may_manage_words,
)
from liangxin.venues.selectors.levels import level_lines, list_levels, list_schemes, scheme_for
from liangxin.venues.selectors.public_rooms import (
    get_room_function,
    get_room_kind,
    list_room_functions,
    list_room_kinds,
)
from liangxin.venues.services.catalogue import (
    BrandValues,
    Word,
    put_brand,
    put_function,
    put_kind,
    put_room_function,
    put_room_kind,
)
from liangxin.venues.services.levels import set_scheme, set_targets
from liangxin.web.shared.rendering import posted
from liangxin.web.venues.acts import act
from liangxin.web.venues.forms import pk_of
from liangxin.web.venues.forms_words import BrandForm, SchemeForm, TargetsForm, WordForm

MOST_LISTED = 500


@dataclass(frozen=True)
class Sort:
    """Words of one sort. url_name, parameter: the list that a word narrows."""

    label: object
    listed: Callable[[], Sequence[Any]]
    get: Callable[[int], Any]
    put: Callable[[Actor, Word, Any], Any]
    url_name: str
    parameter: str


SORTS = {
    "kind": Sort(
        gettext_lazy("站点类型"), list_kinds, lambda pk: get_kind(kind_id=pk),
        lambda actor, word, found: put_kind(actor=actor, word=word, kind=found), "station-list", "kind",
    ),
    "function": Sort(
        gettext_lazy("站点功能"), list_functions, lambda pk: get_function(function_id=pk),
        lambda actor, word, found: put_function(actor=actor, word=word, function=found), "station-list", "function",
    ),
    "room-kind": Sort(
        gettext_lazy("房间类型"), list_room_kinds, lambda pk: get_room_kind(kind_id=pk),
        lambda actor, word, found: put_room_kind(actor=actor, word=word, kind=found), "room-list", "kind",
    ),
    "room-function": Sort(
        gettext_lazy("房间功能"), list_room_functions, lambda pk: get_room_function(function_id=pk),
        lambda actor, word, found: put_room_function(actor=actor, word=word, function=found), "room-list", "function",
    ),
}  # fmt: skip


@login_required
@require_safe
def schemes(request: Any) -> HttpResponse:
    """All schemes of levels."""
    require_somewhere(request.actor, Permission.STATION_READ)
    rows = [
        (one, one.levels.all(), may(request.actor, Permission.SCHEME_MANAGE, one.place))
        for one in list_schemes(actor=request.actor)[:100]
    ]
    return render(request, "venues/schemes.html", {"rows": rows})


@login_required
@require_http_methods(["GET", "POST"])
def scheme(request: Any, place_id: int) -> HttpResponse:
    """Give a place its own levels, or change them."""
    place = get_place(actor=request.actor, place_id=place_id)
    require(request.actor, Permission.SCHEME_MANAGE, scope=place)
    found = scheme_for(place=place)
    initial: dict[str, Any] = {}
    if found is not None:
        lines = [f"{one.name}：{one.description}" if one.description else one.name for one in list_levels(scheme=found)]
        initial = {"name": found.name, "levels": "\n".join(lines), "description": found.description}
    form = SchemeForm(posted(request), initial=initial)

    def do() -> str:
        set_scheme(actor=request.actor, place=place, **form.cleaned_data)
        return _("{place}的层级已保存。").format(place=place.node.name)

    intro = ""
    if found is not None and found.place_id != place.pk:
        intro = _("现在用的是{place}的层级；保存后，{own}用自己的。").format(
            place=found.place.node.name, own=place.node.name
        )
    return act(
        request, form, do, to=f"{reverse('station-tree')}?place={place.pk}", title=_("{place}的层级").format(place=place.node.name),
        submit=_("保存"), above=(_("层级与目标"), reverse("station-tree")), intro=intro,
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def targets(request: Any, place_id: int) -> HttpResponse:
    """How many stations of each level a place is meant to have."""
    place = get_place(actor=request.actor, place_id=place_id)
    require(request.actor, Permission.SCHEME_MANAGE, scope=place)
    lines = level_lines(actor=request.actor, place=place, day=timezone.localdate())
    form = TargetsForm(
        posted(request),
        levels=[line.level for line in lines],
        targets={line.level.pk: line.target for line in lines},
    )

    def do() -> str:
        set_targets(actor=request.actor, place=place, targets=form.targets(), reason=form.cleaned_data["reason"])
        return _("{place}的目标已保存。").format(place=place.node.name)

    intro = "" if lines else _("这里还没有层级，请先设层级。")
    return act(
        request, form, do, to=f"{reverse('station-tree')}?place={place.pk}", title=_("{place}的目标").format(place=place.node.name),
        submit=_("保存"), above=(_("层级与目标"), reverse("station-tree")), intro=intro,
    )  # fmt: skip


@login_required
@require_safe
def words(request: Any) -> HttpResponse:
    """Kinds and functions."""
    require_somewhere(request.actor, Permission.STATION_READ)
    context = {
        "sorts": [(key, sort.label, sort.listed(), sort.url_name, sort.parameter) for key, sort in SORTS.items()],
        "may_manage": may_manage_words(actor=request.actor),
    }
    return render(request, "venues/words.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_word(request: Any, sort: str) -> HttpResponse:
    """Add a kind or a function."""
    return _word(request, sort, None)


@login_required
@require_http_methods(["GET", "POST"])
def word(request: Any, sort: str, word_id: int) -> HttpResponse:
    """Change a kind or a function."""
    if sort not in SORTS:
        raise NotFound()
    return _word(request, sort, SORTS[sort].get(word_id))


def _word(request: Any, sort: str, found: Any) -> HttpResponse:
    if sort not in SORTS:
        raise NotFound()
    if not may_manage_words(actor=request.actor):
        raise NotAllowed()
    fields = ("code", "name", "description", "icon", "position")
    form = WordForm(posted(request), initial={name: getattr(found, name) for name in fields} if found else None)

    def do() -> str:
        SORTS[sort].put(request.actor, form.word(), found)
        return _("已保存“{name}”。").format(name=form.cleaned_data["name"])

    return act(
        request, form, do, to=reverse("station-words"), title=str(SORTS[sort].label), submit=_("保存"),
        above=(_("类型与功能"), reverse("station-words")), intro=_("全系统共用，只有区级可以改。"),
    )  # fmt: skip


@login_required
@require_safe
def brands(request: Any) -> HttpResponse:
    """Service brands with their figures."""
    require_somewhere(request.actor, Permission.STATION_READ)
    today = timezone.localdate()
    rows = [
        (
            one,
            brand_figures(actor=request.actor, brand=one, day=today),
            may(request.actor, Permission.BRAND_MANAGE, one),
        )
        for one in list_brands(actor=request.actor)[:MOST_LISTED]
    ]
    context = {"rows": rows, "may_new": request.actor.may_somewhere(Permission.BRAND_MANAGE)}
    return render(request, "venues/brands.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_brand(request: Any) -> HttpResponse:
    """Add a brand."""
    require_somewhere(request.actor, Permission.BRAND_MANAGE)
    return _brand(request, None)


@login_required
@require_http_methods(["GET", "POST"])
def brand(request: Any, brand_id: int) -> HttpResponse:
    """Change a brand."""
    found = get_brand(actor=request.actor, brand_id=brand_id)
    require(request.actor, Permission.BRAND_MANAGE, scope=found)
    return _brand(request, found)


def _brand(request: Any, found: Any) -> HttpResponse:
    fields = ("name", "slogan", "description", "is_public")
    initial = {**{name: getattr(found, name) for name in fields}, "place": found.place_id} if found else None
    form = BrandForm(posted(request), actor=request.actor, initial=initial)

    def do() -> str:
        given = dict(form.cleaned_data)
        place = get_place(actor=request.actor, place_id=pk_of(given.pop("place")), part=Part.BASIC)
        put_brand(actor=request.actor, values=BrandValues(place=place, **given), brand=found)
        return _("已保存品牌“{name}”。").format(name=given["name"])

    return act(
        request, form, do, to=reverse("brand-list"), title=_("服务品牌"), submit=_("保存"),
        above=(_("服务品牌"), reverse("brand-list")),
    )  # fmt: skip
