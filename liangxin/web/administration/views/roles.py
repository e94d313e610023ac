"""Roles: which there are and what they may do."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liangxin.access.permissions import Permission
from liangxin.access.selectors import get_role, list_roles
from liangxin.access.services.require import require, require_somewhere
from liangxin.access.services.roles import change_role, create_role
from liangxin.core.changes import changes_of
from liangxin.web.administration.forms import ANCHOR_WORDS, NewRoleForm, RoleForm, permission_choices
from liangxin.web.administration.words import ROOM_WORDS
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import posted, say


def _may_read(actor: Any) -> None:
    if not actor.may_somewhere(Permission.ROLE_ADMINISTER):
        require_somewhere(actor, Permission.GRANT_READ)


def _groups(chosen: set[str]) -> list[dict[str, Any]]:
    return [
        {
            "room": room,
            "label": ROOM_WORDS.get(room, room),
            "pairs": [(name, label, name in chosen) for name, label in pairs],
        }
        for room, pairs in permission_choices()
    ]


@login_required
@require_GET
def role_list(request: Any) -> HttpResponse:
    """All roles, with what they are for."""
    _may_read(request.actor)
    roles = [
        (role, [ANCHOR_WORDS[anchor] for anchor in ANCHOR_WORDS if anchor in role.anchors]) for role in list_roles()
    ]
    may_make = request.actor.may_somewhere(Permission.ROLE_ADMINISTER)
    return render(request, "administration/roles.html", {"roles": roles, "may_make": may_make})


@login_required
@require_http_methods(["GET", "POST"])
def role_record(request: Any, role_id: int) -> HttpResponse:
    """One role; an administrator of security changes what it may do."""
    _may_read(request.actor)
    role = get_role(role_id=role_id)
    form = RoleForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            change_role(
                actor=request.actor, role=role, permissions=form.cleaned_data["permissions"], now=timezone.now()
            )
            say(request, _("{role} 的权限已改；在用这个角色的人马上生效。").format(role=role.name))
            return HttpResponseRedirect(reverse("role-record", args=[role.pk]))
    chosen = set(request.POST.getlist("permissions")) if form.is_bound else set(role.permissions)
    context = {
        "role": role,
        "form": form,
        "groups": _groups(chosen),
        "may_change": request.actor.may_somewhere(Permission.ROLE_ADMINISTER) and not role.separated,
        "history": changes_of(role, labels={"permissions": _("权限"), "name": _("名称"), "anchors": _("可授对象")}),
    }
    return render(request, "administration/role.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def new_role(request: Any) -> HttpResponse:
    """Make a role."""
    require(request.actor, Permission.ROLE_ADMINISTER, scope=None)
    form = NewRoleForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            role = create_role(actor=request.actor, new=form.role(), now=timezone.now())
            say(request, _("已建角色 {role}。").format(role=role.name))
            return HttpResponseRedirect(reverse("role-record", args=[role.pk]))
    chosen = set(request.POST.getlist("permissions")) if form.is_bound else set()
    context = {"form": form, "groups": _groups(chosen)}
    return render(request, "administration/role_new.html", context, status=422 if form.errors else 200)
