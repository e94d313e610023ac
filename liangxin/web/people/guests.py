"""Codes that a keeper hands out, and requests of guests to be linked to their record."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from liangxin.access.services.require import require_somewhere
from liangxin.core.changes import changes_of
from liangxin.core.names import masked_name
from liangxin.notifications.services.codes import may_send_codes
from liangxin.people.choices import CaseState
from liangxin.people.permissions import Permission
from liangxin.people.selectors import candidates_for, codes_handed_out, get_link, get_person, list_links
from liangxin.people.services.guests import hand_out_code
from liangxin.people.services.links import accept_link, decline_link
from liangxin.web.people.forms import GuestNumberForm, LinkForm
from liangxin.web.shared.desk import desk_page
from liangxin.web.shared.lists.columns import Column
from liangxin.web.shared.lists.page import ListPage
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, posted, say


@desk_page
@require_http_methods(["GET", "POST"])
def codes(request: Any) -> HttpResponse:
    """A code for the number of somebody who stands at the counter; shown once."""
    require_somewhere(request.actor, Permission.GUEST_WELCOME)
    form, handed, now = GuestNumberForm(posted(request)), None, timezone.now()
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            handed = hand_out_code(actor=request.actor, phone=form.cleaned_data["phone"], now=now)
            form = GuestNumberForm()
    context = {
        "form": form, "handed": handed, "by_sms": may_send_codes(), "recent": codes_handed_out(actor=request.actor, now=now),
        "address": request.build_absolute_uri(reverse("guest-join")),
    }  # fmt: skip
    response = answer(request, "people/guest_codes.html", "people/_guest_codes.html", context, form=form)
    response["Cache-Control"] = "no-store"
    return response


class LinkList(ListPage):
    """Requests to be linked that wait for me."""

    name, title, unit, default_sort = "links", gettext_lazy("连接账号的申请"), gettext_lazy("份"), "asked"
    intro = gettext_lazy("有人自己注册了账号，说自己在名册中。手机号会换主人，请当面或打电话核对。")
    empty_title = gettext_lazy("没有待核对的申请")
    columns = [
        Column(key="name", label=gettext_lazy("自称"), value=lambda one: masked_name(one.name), url=lambda one: reverse("link-request", args=[one.pk])),
        Column(key="node", label=gettext_lazy("所说的组织"), value="node.name"),
        Column(key="note", label=gettext_lazy("本人说明"), value="note", phone="hide"),
        Column(key="asked", label=gettext_lazy("何时"), value="asked_at", kind="when", sort=("asked_at",)),
    ]  # fmt: skip

    def rows(self, values: dict[str, Any]) -> Any:
        return list_links(actor=self.actor)


@desk_page
@require_http_methods(["GET", "POST"])
def links(request: HttpRequest) -> HttpResponse:
    """Waiting requests."""
    require_somewhere(request.actor, Permission.ACCOUNT_LINK)  # type: ignore[attr-defined]
    return LinkList(request).answer()


@desk_page
@require_http_methods(["GET", "POST"])
def link(request: Any, request_id: int) -> HttpResponse:
    """One request beside the records of that name: link one of them, or say no."""
    require_somewhere(request.actor, Permission.ACCOUNT_LINK)
    found = get_link(actor=request.actor, request_id=request_id)
    waits = found.state == CaseState.WAITING
    candidates = candidates_for(actor=request.actor, request=found) if waits else []
    form = LinkForm(posted(request), candidates=candidates)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            say(request, _decided(request, found, form))
            return redirect("link-request-list")
    labels = {"state": gettext_lazy("状态"), "answer": gettext_lazy("核对记录")}
    context = {
        "asked": found, "form": form, "candidates": candidates, "waits": waits,
        "history": changes_of(found, labels=labels),
    }  # fmt: skip
    return answer(request, "people/link.html", "people/_link.html", context, form=form)


def _decided(request: Any, found: Any, form: LinkForm) -> str:
    said, now = form.cleaned_data["answer"], timezone.now()
    if request.POST.get("do") == "accept":
        person = get_person(actor=request.actor, person_id=int(form.cleaned_data["person"] or 0))
        accept_link(actor=request.actor, request=found, person=person, answer=said, now=now)
        return _("已连接，本人会收到通知。")
    decline_link(actor=request.actor, request=found, answer=said, now=now)
    return _("已答复，本人只看到没有通过。")
