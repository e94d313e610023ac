from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liangxin.access.choices import Anchor
from liangxin.access.services import require, require_somewhere
from liangxin.places.permissions import Permission
from liangxin.places.selectors import get_kind, list_kinds
from liangxin.places.services import kinds as services
from liangxin.web.places.forms import KindForm
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, leave, posted, say


@login_required
@require_GET
def kinds(request: Any) -> HttpResponse:
    """All kinds of places: for those who keep them, and those who register places by them."""
    if not request.actor.may_somewhere(Permission.KIND_ADMINISTER):
        require_somewhere(request.actor, Permission.PLACE_CHANGE)
    keeps = request.actor.anchor == Anchor.INSTALLATION
    return render(request, "places/kinds.html", {"kinds": list_kinds(), "keeps": keeps})


@login_required
@require_http_methods(["GET", "POST"])
def new_kind(request: Any) -> HttpResponse:
    """A kind of one's own."""
    require(request.actor, Permission.KIND_ADMINISTER, scope=None)
    form = KindForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = services.create_kind(actor=request.actor, code=form.cleaned_data["code"], values=form.values())
            say(request, _("已新增类别“{name}”。").format(name=made.name))
            return leave(request, reverse("place-kinds"))
    return answer(request, "places/kind.html", "places/_kind.html", {"form": form, "kind": None}, form=form)


@login_required
@require_http_methods(["GET", "POST"])
def change_kind(request: Any, code: str) -> HttpResponse:
    """Change what a kind says."""
    require(request.actor, Permission.KIND_ADMINISTER, scope=None)
    kind = get_kind(code=code)
    initial = {
        "code": kind.code, "name": kind.name, "level": kind.level, "parent_levels": kind.parent_levels,
        "is_park": kind.is_park, "is_retired": kind.is_retired, "position": kind.position,
    }  # fmt: skip
    form = KindForm(posted(request), initial=initial)
    form.fields["code"].disabled = True
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.change_kind(actor=request.actor, kind=kind, values=form.values())
            say(request, _("已保存类别“{name}”。").format(name=form.cleaned_data["name"]))
            return leave(request, reverse("place-kinds"))
    return answer(request, "places/kind.html", "places/_kind.html", {"form": form, "kind": kind}, form=form)
