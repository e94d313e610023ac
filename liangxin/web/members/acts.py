"""What is done with a membership: enrolling, changing, transferring, linking, ending."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from liangxin.access.services.require import require_somewhere
from liangxin.core.names import masked_name
from liangxin.members.permissions import Permission
from liangxin.members.selectors.homes import own_home
from liangxin.members.selectors.memberships import get_link, get_membership
from liangxin.members.services.enrolment import HomeMissing, enrol_new_person
from liangxin.members.services.memberships import (
    change_membership,
    end_link,
    end_membership,
    link_organisation,
    transfer_home,
)
from liangxin.people.services.persons import NewPerson
from liangxin.web.members.forms import ChangeForm, EndForm, EnrolForm, LinkForm, TransferForm, today_text
from liangxin.web.members.words import stated
from liangxin.web.shared.desk import desk_page
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, posted, say

PAGE, FRAGMENT = "members/act.html", "members/_act.html"


def _page(request: HttpRequest, form: Any, **more: Any) -> HttpResponse:
    return answer(request, PAGE, FRAGMENT, {"form": form, "membership": None, "danger": False, **more}, form=form)


@desk_page
@require_http_methods(["GET", "POST"])
def enrol_member(request: Any) -> HttpResponse:
    """Record a new member."""
    require_somewhere(request.actor, Permission.MEMBERSHIP_CREATE)
    today = timezone.localdate()
    home = own_home(actor=request.actor, today=today)
    initial = {"effective": today_text(), "organisation": home.pk if home else ""}
    form = EnrolForm(posted(request), actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = enrol_new_person(
                actor=request.actor, new=NewPerson(keeper=_keeper(request, form, home), values=form.person_values()),
                facts=form.facts(), now=timezone.now(), today=today,
            )  # fmt: skip
            say(request, _("已登记 {name}。").format(name=masked_name(made.person.name)))
            return redirect("member", made.pk)
    words = _("身份证号填了就会核对；入党日期只知道年月也可以。")
    return _page(request, form, title=_("登记党员"), words=words, verb=_("登记"))


def _keeper(request: Any, form: EnrolForm, home: Any) -> Any:
    """The home keeps the record; for a home outside the house the organisation one acts for."""
    chosen = form.cleaned_data["organisation"] or home
    if chosen is None:
        raise HomeMissing()
    return chosen.node


@desk_page
@require_http_methods(["GET", "POST"])
def change(request: Any, membership_id: int) -> HttpResponse:
    """Change what is said of a membership."""
    membership = get_membership(actor=request.actor, membership_id=membership_id)
    initial = {
        "category": membership.category, "status": membership.status, "outflow": membership.outflow,
        "lost_contact_on": membership.lost_contact_on, "located_at": membership.located_at_id,
        "joined_on": stated(membership.joined_on, membership.joined_precision).replace("—", ""),
        "converted_on": stated(membership.converted_on, membership.converted_precision).replace("—", ""),
    }  # fmt: skip
    form = ChangeForm(posted(request), actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            change_membership(
                actor=request.actor, membership=membership, changes=form.changes(), today=timezone.localdate(),
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
            say(request, _("已更改。"))
            return redirect("member", membership.pk)
    return _page(request, form, membership=membership, title=_("更改党员信息"), words="", verb=_("保存"))


@desk_page
@require_http_methods(["GET", "POST"])
def transfer(request: Any, membership_id: int) -> HttpResponse:
    """Let another organisation be home."""
    membership = get_membership(actor=request.actor, membership_id=membership_id)
    form = TransferForm(posted(request), actor=request.actor, initial={"effective": today_text()})
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        with refusals_on(form):
            transfer_home(
                actor=request.actor, membership=membership, to=cleaned["organisation"], outside=cleaned["outside"],
                effective=cleaned["effective"], reason=cleaned["reason"], today=timezone.localdate(),
            )  # fmt: skip
            say(request, _("组织关系已转接。"))
            return redirect("member-list")
    words = _("转出后，这份资料由新的组织管理，您可能不再看得到。")
    return _page(request, form, membership=membership, title=_("转接组织关系"), words=words, verb=_("转接"))


@desk_page
@require_http_methods(["GET", "POST"])
def end(request: Any, membership_id: int) -> HttpResponse:
    """End a membership."""
    membership = get_membership(actor=request.actor, membership_id=membership_id)
    form = EndForm(posted(request), initial={"effective": today_text()})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            end_membership(actor=request.actor, membership=membership, today=timezone.localdate(), **form.cleaned_data)
            say(request, _("组织关系已结束，历史仍可查看。"))
            return redirect("member-list")
    words = _("去世、出党、停止党籍满两年等情形。记录和历史都会留下。")
    return _page(
        request, form, membership=membership, title=_("结束组织关系"), words=words, verb=_("结束"), danger=True
    )


@desk_page
@require_http_methods(["GET", "POST"])
def link(request: Any, membership_id: int) -> HttpResponse:
    """Let a further organisation know of the member."""
    membership = get_membership(actor=request.actor, membership_id=membership_id)
    form = LinkForm(posted(request), actor=request.actor, initial={"effective": today_text()})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            link_organisation(
                actor=request.actor, membership=membership, today=timezone.localdate(), **_linked(form.cleaned_data)
            )
            say(request, _("已关联。那个组织只看到姓名和职务。"))
            return redirect("member", membership.pk)
    words = _("关联的组织只看到姓名和职务，看不到号码。")
    return _page(request, form, membership=membership, title=_("关联组织"), words=words, verb=_("关联"))


def _linked(cleaned: dict[str, Any]) -> dict[str, Any]:
    return {key: cleaned[key] for key in ("organisation", "kind", "effective", "reason")}


@desk_page
@require_POST
def end_a_link(request: Any, link_id: int) -> HttpResponse:
    """End a link today."""
    found = get_link(actor=request.actor, link_id=link_id)
    today = timezone.localdate()
    end_link(actor=request.actor, link=found, effective=today, today=today)
    say(request, _("关联已结束。"))
    return redirect("member", found.membership_id)
