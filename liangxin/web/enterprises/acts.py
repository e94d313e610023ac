"""Acts on one enterprise, each a short form of its own, and the acts of the list's bulk bar."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from liangxin.access.choices import Anchor
from liangxin.access.services import require, require_somewhere
from liangxin.core.errors import NotFound
from liangxin.enterprises.permissions import Permission
from liangxin.enterprises.rules import MOST_AT_ONCE
from liangxin.enterprises.selectors import records
from liangxin.enterprises.selectors.enterprises import get_enterprise
from liangxin.enterprises.services import (
    claims,
    contacts,
    corrections,
    coverage,
    designation,
    figures,
    moving,
)
from liangxin.enterprises.services import records as changing
from liangxin.web.enterprises import forms
from liangxin.web.enterprises.lists import EnterpriseList
from liangxin.web.shared.lists.exporting import export_response
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, leave, next_address, say, warn

if TYPE_CHECKING:
    from liangxin.enterprises.models import Enterprise


Do = Callable[[Any, "Enterprise", dict[str, Any], int | None], object]


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing that is done to an enterprise. done: told afterwards; words: why and what it means, before."""

    title: object
    button: object
    form: type[forms.ActForm]
    permission: str
    do: Do
    done: object
    words: object = ""
    part: bool = False
    leaves_form: tuple[str, ...] = ()


def _days() -> dict[str, Any]:
    return {"today": timezone.localdate()}


def _end_designation(actor: Any, one: "Enterprise", values: dict[str, Any], part: int | None) -> object:
    contact = records.get_designation(enterprise=one, designation_id=part or 0)
    return designation.end_designation(actor=actor, contact=contact, **_days(), **values)


def _move_out(actor: Any, one: "Enterprise", values: dict[str, Any], part: int | None) -> object:
    return moving.move_out(actor=actor, spot=records.get_spot(enterprise=one, spot_id=part or 0), **_days(), **values)


def _figures(actor: Any, one: "Enterprise", values: dict[str, Any], part: int | None) -> object:
    numbers = {kind: values[kind] for kind in ("staff", "members", "young_staff") if values.get(kind) is not None}
    return figures.record_figures(
        actor=actor, enterprise=one, values=numbers, as_of=values["as_of"], source=values["source"], now=timezone.now(),
        today=timezone.localdate(),
    )  # fmt: skip


def _contact(one: "Enterprise", part: int | None) -> Any:
    return records.get_contact(enterprise=one, contact_id=part or 0)


ACTS: dict[str, Act] = {
    "cover": Act(
        title=gettext_lazy("划入组织"), button=gettext_lazy("划入"), form=forms.CoverForm, permission=Permission.COVERAGE_ASSIGN,
        words=gettext_lazy("一家企业在一天里只有一个责任组织；已有的请用“移交”。"), done=gettext_lazy("已划入责任组织。"),
        do=lambda actor, one, values, part: coverage.assign_coverage(actor=actor, enterprise=one, **_days(), **values),
    ),
    "transfer": Act(
        title=gettext_lazy("移交责任组织"), button=gettext_lazy("移交"), form=forms.TransferForm,
        permission=Permission.COVERAGE_ASSIGN, done=gettext_lazy("已移交，原组织的责任到前一天为止。"),
        do=lambda actor, one, values, part: coverage.transfer_coverage(actor=actor, enterprise=one, **_days(), **values),
    ),
    "end-coverage": Act(
        title=gettext_lazy("结束覆盖"), button=gettext_lazy("结束"), form=forms.EndForm, permission=Permission.COVERAGE_ASSIGN,
        words=gettext_lazy("结束后企业没有责任组织，会进入空白待办。"), done=gettext_lazy("覆盖已结束，企业进入空白待办。"),
        do=lambda actor, one, values, part: coverage.end_coverage(actor=actor, enterprise=one, **_days(), **values),
    ),
    "claim": Act(
        title=gettext_lazy("提出认领"), button=gettext_lazy("提出"), form=forms.ClaimForm, permission=Permission.COVERAGE_CLAIM,
        words=gettext_lazy("由能看到双方的上级协调；协调前责任组织不变。"), done=gettext_lazy("认领已提出，等待协调。"),
        do=lambda actor, one, values, part: claims.claim_coverage(actor=actor, enterprise=one, now=timezone.now(), **values),
    ),
    "designate": Act(
        title=gettext_lazy("指定联系人"), button=gettext_lazy("指定"), form=forms.DesignateForm,
        permission=Permission.DESIGNATION_ASSIGN, done=gettext_lazy("已指定联系人。"),
        do=lambda actor, one, values, part: designation.designate_contact(actor=actor, enterprise=one, **_days(), **values),
    ),
    "end-designation": Act(
        title=gettext_lazy("结束联系"), button=gettext_lazy("结束"), form=forms.EndDesignationForm, part=True,
        permission=Permission.DESIGNATION_ASSIGN, done=gettext_lazy("联系已结束。"), do=_end_designation,
    ),
    "move-in": Act(
        title=gettext_lazy("迁入场所"), button=gettext_lazy("迁入"), form=forms.MoveInForm, permission=Permission.ENTERPRISE_CHANGE,
        words=gettext_lazy("原来的场所仍在册，搬走了请再办“迁出场所”。"), done=gettext_lazy("已登记迁入。"),
        do=lambda actor, one, values, part: moving.move_in(actor=actor, enterprise=one, **_days(), **values),
    ),
    "move-out": Act(
        title=gettext_lazy("迁出场所"), button=gettext_lazy("迁出"), form=forms.EndDesignationForm, part=True,
        permission=Permission.ENTERPRISE_CHANGE, done=gettext_lazy("已登记迁出该场所。"), do=_move_out,
    ),
    "status": Act(
        title=gettext_lazy("变更状态"), button=gettext_lazy("变更"), form=forms.StatusForm, permission=Permission.ENTERPRISE_CHANGE,
        done=gettext_lazy("状态已变更。"),
        do=lambda actor, one, values, part: moving.change_status(actor=actor, enterprise=one, **_days(), **values),
    ),
    "leave": Act(
        title=gettext_lazy("迁出或注销"), button=gettext_lazy("办理"), form=forms.LeaveForm, permission=Permission.ENTERPRISE_CHANGE,
        words=gettext_lazy("覆盖、联系人和经营场所都到前一天为止，记录留存。"), done=gettext_lazy("已办理。"),
        do=lambda actor, one, values, part: moving.close_enterprise(
            actor=actor, enterprise=one, now=timezone.now(), **_days(), **values
        ),
    ),
    "rename": Act(
        title=gettext_lazy("更名"), button=gettext_lazy("更名"), form=forms.RenameForm, permission=Permission.ENTERPRISE_CHANGE,
        words=gettext_lazy("旧名称留在历史里，之前的日期仍显示旧名称。"), done=gettext_lazy("已更名。"),
        do=lambda actor, one, values, part: changing.rename_enterprise(
            actor=actor, enterprise=one, now=timezone.now(), **_days(), **values
        ),
    ),
    "figures": Act(
        title=gettext_lazy("填报人数"), button=gettext_lazy("填报"), form=forms.FiguresForm, permission=Permission.FIGURE_RECORD,
        done=gettext_lazy("人数已记下。"), do=_figures,
    ),
    "add-contact": Act(
        title=gettext_lazy("添加企业联系人"), button=gettext_lazy("添加"), form=forms.ContactForm,
        permission=Permission.CONTACT_CHANGE, done=gettext_lazy("已添加。"),
        do=lambda actor, one, values, part: contacts.add_contact(actor=actor, enterprise=one, now=timezone.now(), **values),
    ),
    "end-contact": Act(
        title=gettext_lazy("停用企业联系人"), button=gettext_lazy("停用"), form=forms.DecisionForm, part=True,
        permission=Permission.CONTACT_CHANGE, words=gettext_lazy("号码会被删去。"), done=gettext_lazy("已停用，号码已删去。"),
        do=lambda actor, one, values, part: contacts.end_contact(
            actor=actor, contact=_contact(one, part), now=timezone.now(), **values
        ),
    ),
    "correct": Act(
        title=gettext_lazy("提出更正"), button=gettext_lazy("提出"), form=forms.CorrectionForm,
        permission=Permission.CORRECTION_PROPOSE, words=gettext_lazy("由管这家企业的人核对后生效。"), done=gettext_lazy("更正已提出，等待核对。"),
        do=lambda actor, one, values, part: corrections.propose_correction(
            actor=actor, enterprise=one, now=timezone.now(), **values
        ),
    ),
    "link": Act(
        title=gettext_lazy("关联产业链企业"), button=gettext_lazy("关联"), form=forms.SupplyForm,
        permission=Permission.ENTERPRISE_CHANGE, done=gettext_lazy("已关联。"),
        do=lambda actor, one, values, part: changing.link_supply(actor=actor, leader=one, **values),
    ),
}  # fmt: skip
REVEAL = "reveal-contact"


@login_required
@require_http_methods(["GET", "POST"])
def act(request: Any, enterprise_id: int, act: str, part_id: int | None = None) -> HttpResponse:
    """The form of an act, and doing it."""
    one = get_enterprise(actor=request.actor, enterprise_id=enterprise_id)
    if act == REVEAL and part_id is not None:
        return _reveal(request, one, part_id)
    asked = ACTS.get(act)
    if asked is None or asked.part != (part_id is not None):
        raise NotFound()
    require(request.actor, asked.permission, scope=one)
    form = asked.form(request.POST if request.method == "POST" else None, actor=request.actor)
    if request.actor.anchor == Anchor.ENTERPRISE:
        form.fields.pop("members", None)
    back = next_address(request, reverse("enterprise", args=[one.pk]))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            asked.do(request.actor, one, form.cleaned_data, part_id)
            say(request, str(asked.done))
            return leave(request, back)
    context = {"form": form, "act": asked, "enterprise": one, "next": back}
    return answer(request, "enterprises/act.html", "enterprises/_act.html", context, form=form)


def _reveal(request: Any, one: "Enterprise", contact_id: int) -> HttpResponse:
    """The full name and number, once, with a reason."""
    require(request.actor, Permission.CONTACT_REVEAL, scope=one)
    contact = records.get_contact(enterprise=one, contact_id=contact_id)
    form = forms.RevealForm(request.POST if request.method == "POST" else None, actor=request.actor)
    revealed = None
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            revealed = contacts.reveal_contact(
                actor=request.actor, contact=contact, reason=form.cleaned_data["reason"], now=timezone.now()
            )
    context = {"form": form, "enterprise": one, "contact": contact, "revealed": revealed}
    response = answer(request, "enterprises/reveal.html", "enterprises/_reveal.html", context, form=form)
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def designate_many(request: Any) -> HttpResponse:
    """Designate a contact for the ticked enterprises."""
    return _many(
        request, permission=Permission.DESIGNATION_ASSIGN, form_class=forms.DesignateForm, title=_("指定联系人"),
        do=designation.designate_contact_for_many,
    )  # fmt: skip


@login_required
@require_POST
def cover_many(request: Any) -> HttpResponse:
    """Let an organisation answer for the ticked enterprises."""
    return _many(
        request, permission=Permission.COVERAGE_ASSIGN, form_class=forms.CoverForm, title=_("划入组织"),
        do=coverage.assign_coverage_to_many,
    )  # fmt: skip


def _many(
    request: Any, *, permission: str, form_class: type[forms.ActForm], title: str, do: Callable[..., Any]
) -> HttpResponse:  # fmt: skip
    require_somewhere(request.actor, permission)
    chosen = list(EnterpriseList(request).selection().order_by("pk")[: MOST_AT_ONCE + 1])
    confirmed = "confirm" in request.POST
    form = form_class(request.POST if confirmed else None, actor=request.actor)
    address = next_address(request, reverse("enterprise-list"))
    if not chosen:
        warn(request, _("请先在名单里勾选企业。"))
        return leave(request, address)
    if confirmed and form.is_valid():
        with refusals_on(form):
            outcome = do(
                actor=request.actor, enterprise_ids=[one.pk for one in chosen], today=timezone.localdate(),
                **form.cleaned_data,
            )  # fmt: skip
            say(request, _("办好 {done} 家，{left} 家已有，未改。").format(done=outcome.done, left=len(outcome.left)))
            return leave(request, address)
    context = {"form": form, "title": title, "chosen": chosen, "next": address}
    return render(request, "enterprises/many.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def export_many(request: Any) -> HttpResponse:
    """The ticked enterprises as a file."""
    require_somewhere(request.actor, Permission.ENTERPRISE_EXPORT)
    page = EnterpriseList(request)
    chosen = page.selection()
    address = next_address(request, reverse("enterprise-list"))
    if not chosen.exists():
        warn(request, _("请先在名单里勾选企业。"))
        return leave(request, address)
    confirmed = "confirm" in request.POST
    form = forms.DecisionForm(request.POST if confirmed else None, actor=request.actor)
    if confirmed and form.is_valid():
        page.queryset = chosen  # type: ignore[misc]
        return export_response(page, form=request.POST)
    context = {
        "form": form, "title": _("导出选中的企业"), "chosen": list(chosen.order_by("pk")[:MOST_AT_ONCE]), "next": address,
    }  # fmt: skip
    return render(request, "enterprises/many.html", context, status=422 if form.errors else 200)
