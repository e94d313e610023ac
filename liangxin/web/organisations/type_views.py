from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liangxin.access.services import require
from liangxin.organisations.permissions import Permission
from liangxin.organisations.selectors.organisations import get_type, list_types
from liangxin.organisations.services.types import create_type, define_type
from liangxin.web.organisations.answers import lead_to, sent
from liangxin.web.organisations.forms import NewTypeForm, TypeForm, codes_of
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, say


@login_required
@require_GET
def types(request: Any) -> HttpResponse:
    """The types with what may stand below each."""
    require(request.actor, Permission.TYPE_ADMINISTER, scope=None)
    return render(request, "organisations/types.html", {"types": list_types()})


@login_required
@require_http_methods(["GET", "POST"])
def new_type(request: Any) -> HttpResponse:
    """A type of one's own."""
    require(request.actor, Permission.TYPE_ADMINISTER, scope=None)
    form = NewTypeForm(sent(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = create_type(actor=request.actor, **form.cleaned_data)
            say(request, _("已新增类型“{name}”。").format(name=made.name))
            return lead_to(request, "organisation-types")
    context = {"form": form, "title": _("新增类型"), "here": request.path}
    return answer(request, "organisations/type.html", "organisations/_type.html", context, form=form)


@login_required
@require_http_methods(["GET", "POST"])
def change_type(request: Any, code: str) -> HttpResponse:
    """Its name and what may stand below."""
    require(request.actor, Permission.TYPE_ADMINISTER, scope=None)
    type_ = get_type(code=code)
    form = TypeForm(sent(request), initial={"name": type_.name, "children": codes_of(type_)})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            define_type(actor=request.actor, type_=type_, **form.cleaned_data)
            say(request, _("类型“{name}”已更新。").format(name=form.cleaned_data["name"]))
            return lead_to(request, "organisation-types")
    context = {"form": form, "title": type_.name, "here": request.path}
    return answer(request, "organisations/type.html", "organisations/_type.html", context, form=form)
