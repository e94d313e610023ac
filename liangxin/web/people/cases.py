"""Corrections people ask for, and records that may be one person."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from liangxin.access.services.require import require_somewhere
from liangxin.core.names import masked_name
from liangxin.members.services.merging import merge_members
from liangxin.people.choices import CaseState
from liangxin.people.permissions import Permission
from liangxin.people.selectors import (
    get_correction,
    get_person,
    get_possible_duplicate,
    list_corrections,
    list_possible_duplicates,
    masked_fields,
)
from liangxin.people.services.corrections import accept_correction, decline_correction
from liangxin.people.services.merging import dismiss_duplicate
from liangxin.web.people.forms import AnswerForm, MergeForm, ReasonForm
from liangxin.web.shared.desk import desk_page
from liangxin.web.shared.lists.columns import Column
from liangxin.web.shared.lists.page import ListPage
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, posted, say


class CorrectionList(ListPage):
    """Corrections that wait for an answer."""

    name, title, unit, default_sort = "corrections", gettext_lazy("本人提出的更正"), gettext_lazy("条"), "asked"
    empty_title = gettext_lazy("没有待处理的更正")
    columns = [
        Column(key="name", label=gettext_lazy("姓名"), value=lambda one: masked_name(one.person.name), url=lambda one: reverse("correction", args=[one.pk])),
        Column(key="field", label=gettext_lazy("哪一项"), value=lambda one: one.get_field_display(), phone="label"),
        Column(key="note", label=gettext_lazy("本人说明"), value="note", phone="hide"),
        Column(key="asked", label=gettext_lazy("何时"), value="proposed_at", kind="when", sort=("proposed_at",)),
    ]  # fmt: skip

    def rows(self, values: dict[str, Any]) -> Any:
        return list_corrections(actor=self.actor)


class DuplicateList(ListPage):
    """Pairs of records that have one identity number, within what I am above of."""

    name, title, unit, default_sort = "duplicates", gettext_lazy("可能重复的人员"), gettext_lazy("对"), "noticed"
    intro = gettext_lazy("两个下级组织登记了同一个身份证号。核对后并成一份，或确认不是同一人。")
    empty_title = gettext_lazy("没有待核对的重复")
    columns = [
        Column(key="name", label=gettext_lazy("一份"), value=lambda one: masked_name(one.person.name), small=lambda one: one.person.keeper.name, url=lambda one: reverse("duplicate", args=[one.pk])),
        Column(key="other", label=gettext_lazy("另一份"), value=lambda one: masked_name(one.other.name), small=lambda one: one.other.keeper.name),
        Column(key="noticed", label=gettext_lazy("何时"), value="noticed_at", kind="when", sort=("noticed_at",)),
    ]  # fmt: skip

    def rows(self, values: dict[str, Any]) -> Any:
        return list_possible_duplicates(actor=self.actor)


@desk_page
@require_http_methods(["GET", "POST"])
def corrections(request: HttpRequest) -> HttpResponse:
    """Waiting corrections."""
    require_somewhere(request.actor, Permission.CORRECTION_DECIDE)  # type: ignore[attr-defined]
    return CorrectionList(request).answer()


@desk_page
@require_http_methods(["GET", "POST"])
def correction(request: Any, correction_id: int) -> HttpResponse:
    """One correction: accept it, or decline it with a word."""
    require_somewhere(request.actor, Permission.CORRECTION_DECIDE)
    found = get_correction(actor=request.actor, correction_id=correction_id)
    form = AnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            say(request, _decided(request, found, form.cleaned_data["answer"]))
            return redirect("correction-list")
    context = {"correction": found, "form": form, "open": found.state == CaseState.WAITING}
    return answer(request, "people/correction.html", "people/_correction.html", context, form=form)


def _decided(request: Any, found: Any, said: str) -> str:
    now = timezone.now()
    if request.POST.get("do") == "accept":
        accept_correction(actor=request.actor, correction=found, answer=said, now=now, today=timezone.localdate())
        return _("已更正，本人会看到。")
    decline_correction(actor=request.actor, correction=found, answer=said, now=now)
    return _("已答复本人。")


@desk_page
@require_http_methods(["GET", "POST"])
def duplicates(request: HttpRequest) -> HttpResponse:
    """Waiting pairs."""
    require_somewhere(request.actor, Permission.PERSON_MERGE)  # type: ignore[attr-defined]
    return DuplicateList(request).answer()


@desk_page
@require_http_methods(["GET", "POST"])
def duplicate(request: Any, case_id: int) -> HttpResponse:
    """One pair side by side: keep the left, keep the right, or two persons."""
    require_somewhere(request.actor, Permission.PERSON_MERGE)
    case = get_possible_duplicate(actor=request.actor, case_id=case_id)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            say(request, _compared(request, case, form.cleaned_data["reason"]))
            return redirect("duplicate-list")
    sides = [{"person": one, "sealed": masked_fields(one)} for one in (case.person, case.other)]
    context = {"case": case, "form": form, "sides": sides}
    return answer(request, "people/duplicate.html", "people/_duplicate.html", context, form=form)


def _compared(request: Any, case: Any, reason: str) -> str:
    now = timezone.now()
    if request.POST.get("do") == "two":
        dismiss_duplicate(actor=request.actor, case=case, answer=reason, now=now)
        return _("已记为不是同一人。请两边核对身份证号。")
    kept, other = (case.person, case.other) if request.POST.get("do") == "left" else (case.other, case.person)
    merge_members(actor=request.actor, kept=kept, duplicate=other, reason=reason, now=now, today=timezone.localdate())
    return _("已并成一份，历史都在。")


@desk_page
@require_http_methods(["GET", "POST"])
def merge(request: Any, person_id: int) -> HttpResponse:
    """Let another record be this one."""
    person = get_person(actor=request.actor, person_id=person_id)
    require_somewhere(request.actor, Permission.PERSON_MERGE)
    form = MergeForm(posted(request), actor=request.actor)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            merge_members(
                actor=request.actor, kept=person, duplicate=form.cleaned_data["duplicate"],
                reason=form.cleaned_data["reason"], now=timezone.now(), today=timezone.localdate(),
            )  # fmt: skip
            say(request, _("已并成一份，历史都在。"))
            return redirect("person", person.pk)
    words = _("另一份并入这份：这份缺的由另一份补上；两份都有组织关系时，保留这份的。")
    context = {"form": form, "person": person, "title": _("合并重复资料"), "words": words, "verb": _("合并")}
    return answer(request, "people/act.html", "people/_act.html", context, form=form)
