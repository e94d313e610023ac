"""Accounts made from the register."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from liangxin.access.permissions import Permission as AccessPermission
from liangxin.access.services.require import require_somewhere
from liangxin.people.permissions import Permission
from liangxin.people.selectors import get_person
from liangxin.people.services.accounts import create_account_for, link_account_on_paper, unlink_account
from liangxin.web.people.forms import AccountForm, PaperForm
from liangxin.web.shared.desk import desk_page
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, posted, say


@desk_page
@require_http_methods(["GET", "POST"])
def account(request: Any, person_id: int) -> HttpResponse:
    """Make an account; its first password is shown once."""
    person = get_person(actor=request.actor, person_id=person_id)
    require_somewhere(request.actor, Permission.ACCOUNT_LINK)
    form = AccountForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made, password = create_account_for(
                actor=request.actor, person=person, username=form.cleaned_data["username"], now=timezone.now()
            )
            context = {"person": person, "account": made, "password": password}
            response = render(request, "people/account_made.html", context)
            response["Cache-Control"] = "no-store"
            return response
    words = _("用手机号或用户名登录。首次密码只显示一次，本人登录后须改。")
    context = {"form": form, "person": person, "title": _("开账号"), "words": words, "verb": _("开账号")}
    return answer(request, "people/act_whole.html", "people/_act_whole.html", context, form=form)


@desk_page
@require_http_methods(["GET", "POST"])
def paper_link(request: Any) -> HttpResponse:
    """An administrator, who reads no register, links an account by what stands on a paper form."""
    require_somewhere(request.actor, AccessPermission.ACCOUNT_ADMINISTER)
    form = PaperForm(posted(request), actor=request.actor)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        with refusals_on(form):
            link_account_on_paper(
                actor=request.actor, user=cleaned["user"], name=cleaned["name"],
                identity_number=cleaned["identity_number"], reason=cleaned["reason"],
            )  # fmt: skip
            say(request, _("账号已连到名册中的本人。"))
            return redirect("account-list")
    words = _("姓名和身份证号须与名册完全一致。对不上时不说哪一项不对。")
    context = {"form": form, "person": None, "title": _("按纸面登记连接账号"), "words": words, "verb": _("连接")}
    return answer(request, "people/paper.html", "people/_act.html", context, form=form)


@desk_page
@require_POST
def unlink(request: Any, person_id: int) -> HttpResponse:
    """Part a record from its account."""
    person = get_person(actor=request.actor, person_id=person_id)
    unlink_account(actor=request.actor, person=person, reason=request.POST.get("reason", ""))
    say(request, _("账号已解除连接。"))
    return redirect("person", person.pk)
