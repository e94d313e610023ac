"""Accounts: list, open, look at, reset, stop, reopen."""

from typing import Any

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from liangxin.access.permissions import Permission
from liangxin.access.selectors import get_account, list_accounts, list_grants_of, openable_grants
from liangxin.access.services.accounts import (
    open_account,
    reopen_account,
    reset_first_password,
    stop_account,
    unlock_account,
)
from liangxin.access.services.require import require, require_somewhere
from liangxin.core.changes import changes_of
from liangxin.web.administration.forms import AccountForm, ReasonForm
from liangxin.web.shared.lists import Action, ChoiceFilter, Column, DayFilter, ListPage, TextFilter, View
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, posted, say
from liangxin.web.shared.templatetags import lx

STATES = [
    ("active", gettext_lazy("在用")),
    ("first", gettext_lazy("首次密码未改")),
    ("stopped", gettext_lazy("已停用")),
]
LABELS = {
    "username": gettext_lazy("用户名"),
    "display_name": gettext_lazy("姓名"),
    "email": gettext_lazy("电子邮件"),
    "is_active": gettext_lazy("可以登录"),
    "must_change_password": gettext_lazy("须改首次密码"),
}


def state_of(user: Any) -> tuple[str, str]:
    """The kind and the words of an account's state."""
    if not user.is_active:
        return "over", _("已停用")
    if user.must_change_password:
        return "due", _("首次密码未改")
    return "done", _("在用")


def _state(user: Any) -> SafeString:
    return lx.state(*state_of(user))


def _by_state(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    if value == "stopped":
        return rows.filter(is_active=False)
    return rows.filter(is_active=True, must_change_password=value == "first")


class AccountList(ListPage):
    name, title, unit, default_sort = "accounts", gettext_lazy("账号"), gettext_lazy("个"), "username"
    export_permission = Permission.ACCOUNT_ADMINISTER
    search_hint = gettext_lazy("用户名、姓名或完整手机号")
    columns = (
        Column(
            key="username", label=gettext_lazy("用户名"), sort=("username",),
            url=lambda row: reverse("account-record", args=[row.pk]),
        ),
        Column(key="display_name", label=gettext_lazy("姓名"), sort=("display_name",)),
        Column(key="state", label=gettext_lazy("状态"), value=lambda row: state_of(row)[1], cell=_state),
        Column(key="last_login", label=gettext_lazy("上次登录"), kind="when", sort=("last_login",), phone="label"),
        Column(key="created_at", label=gettext_lazy("建立"), kind="day", sort=("created_at",), phone="hide"),
        Column(key="language", label=gettext_lazy("语言"), value="get_language_display", hidden=True, phone="hide"),
    )  # fmt: skip
    filters = (
        TextFilter(key="q", label=gettext_lazy("找账号")),
        ChoiceFilter(key="state", label=gettext_lazy("状态"), choices=STATES, apply=_by_state),
        DayFilter(key="login", label=gettext_lazy("上次登录"), lookup="last_login__date"),
        DayFilter(key="created", label=gettext_lazy("建立"), lookup="created_at__date"),
    )
    views = (
        View(label=gettext_lazy("首次密码未改"), query="state=first"),
        View(label=gettext_lazy("已停用"), query="state=stopped"),
    )

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        text = values.get("q", "")
        if text.isdigit() and len(text) == 11:
            return list_accounts(actor=self.actor, phone=text)
        return list_accounts(actor=self.actor, text=text)

    def actions(self) -> list[Action]:
        return [
            Action(
                label=_("建账号"), url=reverse("account-new"), primary=True, permission=Permission.ACCOUNT_ADMINISTER
            )
        ]


@login_required
@require_http_methods(["GET", "POST"])
def account_list(request: Any) -> HttpResponse:
    """Accounts the actor may know of."""
    require_somewhere(request.actor, Permission.ACCOUNT_READ)
    return AccountList(request).answer()


@login_required
@require_http_methods(["GET", "POST"])
def new_account(request: Any) -> HttpResponse:
    """Open an account; its first password is shown on the answer, once."""
    require(request.actor, Permission.ACCOUNT_ADMINISTER, scope=None)
    form = AccountForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            user, password = open_account(actor=request.actor, new=form.account(), now=timezone.now())
            return _first_password(request, user, password)
    return answer(
        request, "administration/account_new.html", "administration/_account_new.html", {"form": form}, form=form
    )


def _first_password(request: Any, user: Any, password: str) -> HttpResponse:
    context = {"account": user, "password": password}
    response = render(request, "administration/first_password.html", context)
    response["Cache-Control"] = "no-store"
    if request.headers.get("HX-Request"):
        response["HX-Retarget"], response["HX-Reswap"], response["HX-Reselect"] = "#main", "outerHTML", "#main"
    return response


@login_required
@require_GET
def account_record(request: Any, user_id: int) -> HttpResponse:
    """One account: its state, its grants, what happened to it."""
    user = get_account(actor=request.actor, user_id=user_id)
    grants = list_grants_of(user=user, today=timezone.localdate())
    context = {
        "account": user,
        "state": state_of(user),
        "grants": grants,
        "openable": openable_grants(actor=request.actor, grants=grants),
        "history": changes_of(user, labels=LABELS),
        "form": ReasonForm(),
        "own": user.pk == request.user.pk,
    }
    return render(request, "administration/account.html", context)


ACTS = {
    "reset": (gettext_lazy("重置密码"), gettext_lazy("会给一个新的首次密码，只显示一次；原来的密码马上失效。")),
    "stop": (gettext_lazy("停用账号"), gettext_lazy("停用后不能再登录，已登录的也会退出；记录都留着，随时可恢复。")),
    "reopen": (gettext_lazy("恢复账号"), gettext_lazy("恢复后可用原来的密码登录。")),
    "unlock": (gettext_lazy("解除锁定"), gettext_lazy("试错密码太多次的账号会锁 15 分钟；解除后马上可再试。")),
}


@login_required
@require_http_methods(["GET", "POST"])
def account_act(request: Any, user_id: int, act: str) -> HttpResponse:
    """Reset, stop, reopen, unlock: each asks for a reason, once."""
    require(request.actor, Permission.ACCOUNT_ADMINISTER, scope=None)
    user = get_account(actor=request.actor, user_id=user_id)
    form = ReasonForm(posted(request))
    title, words = ACTS[act]
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            return _carry_out(request, user, act, form.cleaned_data["reason"])
    context = {"account": user, "form": form, "title": title, "words": words}
    return answer(request, "administration/account_act.html", "administration/_account_act.html", context, form=form)


def _carry_out(request: Any, user: Any, act: str, reason: str) -> HttpResponse:
    actor, now = request.actor, timezone.now()
    if act == "reset":
        password = reset_first_password(actor=actor, user=user, reason=reason, now=now)
        _forget_failures(request, user)
        return _first_password(request, user, password)
    if act == "stop":
        stop_account(actor=actor, user=user, reason=reason, now=now)
        say(request, _("已停用 {name}。").format(name=user.username))
    elif act == "reopen":
        reopen_account(actor=actor, user=user, reason=reason, now=now)
        say(request, _("已恢复 {name}。").format(name=user.username))
    else:
        unlock_account(actor=actor, user=user, reason=reason, now=now)
        _forget_failures(request, user)
        say(request, _("已解除 {name} 的锁定。").format(name=user.username))
    return HttpResponseRedirect(reverse("account-record", args=[user.pk]))


def _forget_failures(request: Any, user: Any) -> None:
    ratelimit.clear(request, action="login_failed", key=f"account:{user.pk}")
