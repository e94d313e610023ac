from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liangxin.access.choices import Anchor
from liangxin.access.reach import may
from liangxin.access.selectors import who_can_see
from liangxin.access.services import require, require_somewhere
from liangxin.enterprises.permissions import Permission
from liangxin.enterprises.selectors import enterprises as selectors
from liangxin.enterprises.selectors.people import PeopleCount, figures_of, members_shown
from liangxin.enterprises.selectors.records import EnterpriseRecord, history_of, record_of
from liangxin.enterprises.services.new import CreditCodeWrong, NewEnterprise
from liangxin.enterprises.services.records import EnterpriseChange, change_enterprise
from liangxin.enterprises.services.registration import register_enterprise
from liangxin.organisations.permissions import Permission as OrganisationPermission
from liangxin.organisations.selectors.links import alliances_of
from liangxin.places.selectors import places_by_id
from liangxin.rulebook.selectors import rules_in_force
from liangxin.web.enterprises.forms import ChangeForm, RegisterForm, facts_initial
from liangxin.web.enterprises.lists import EnterpriseList
from liangxin.web.shared.forms import parse_day
from liangxin.web.shared.panels import panels_of
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, leave, say

if TYPE_CHECKING:
    from liangxin.enterprises.models import Enterprise


OWN_BRANCH = "branch.min_full_members"  # a key of the rulebook
FIGURE_FIELDS = ("staff", "members", "young_staff")


@login_required
@require_http_methods(["GET", "POST"])
def enterprises(request: Any) -> HttpResponse:
    """The list; POST exports it or keeps a view."""
    require_somewhere(request.actor, Permission.ENTERPRISE_READ)
    return EnterpriseList(request).answer()


@login_required
@require_GET
def my_enterprises(request: Any) -> HttpResponse:
    """Those with which the person keeps contact; what the acting role does not reach is told as a number."""
    today = timezone.localdate()
    mine = selectors.my_enterprises(actor=request.actor, user=request.user, day=today)[:200]
    rows = selectors.rows_of(mine, day=today)
    total = selectors.count_mine(user=request.user, day=today)
    lines = [(row, members_shown(request.actor, row.enterprise)) for row in rows]
    context = {"lines": lines, "elsewhere": total - len(rows), "total": total}
    return render(request, "enterprises/mine.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_enterprise(request: Any) -> HttpResponse:
    """Register one."""
    require_somewhere(request.actor, Permission.ENTERPRISE_CREATE)
    form = RegisterForm(_posted(request), actor=request.actor, initial=_own_ground(request))
    suggestion = ""
    if request.method == "POST" and "use_code" not in request.POST and form.is_valid():
        with refusals_on(form):
            try:
                made = register_enterprise(
                    actor=request.actor, new=_new(form.cleaned_data), now=timezone.now(), today=timezone.localdate(),
                    reason=form.cleaned_data["reason"],
                )  # fmt: skip
            except CreditCodeWrong as wrong:
                suggestion = str(wrong.facts.get("suggestion", ""))
                raise
            if made.enterprise is None:
                say(request, _("已交上级核对，核对后入册。"))
                return leave(request, reverse("enterprise-list"))
            say(request, _("已登记 {name}。").format(name=made.enterprise.node.name))
            return leave(request, reverse("enterprise", args=[made.enterprise.pk]))
    context = {"form": form, "suggestion": suggestion}
    return answer(request, "enterprises/new.html", "enterprises/_new.html", context, form=form)


def _posted(request: Any) -> Any:
    """What was posted; with the button 改用, the suggested code in place of the one typed."""
    if request.method != "POST":
        return None
    posted = request.POST.copy()
    if posted.get("use_code"):
        posted["credit_code"] = posted["use_code"]
    return posted


def _own_ground(request: Any) -> dict[str, Any]:
    """Under an organisation's grant that organisation, under a place's grant that place."""
    actor = request.actor
    field = {Anchor.ORGANISATION: "organisation", Anchor.PLACE: "place"}.get(actor.anchor)
    return {field: actor.node_id} if field else {}


def _new(cleaned: dict[str, Any]) -> NewEnterprise:
    figures = {kind: cleaned[kind] for kind in FIGURE_FIELDS if cleaned.get(kind) is not None}
    values = {key: value for key, value in cleaned.items() if key not in (*FIGURE_FIELDS, "reason")}
    return NewEnterprise(figures=figures, **values)


@login_required
@require_GET
def enterprise(request: Any, enterprise_id: int) -> HttpResponse:
    """The record page, as of a day."""
    today = timezone.localdate()
    found = selectors.get_enterprise(actor=request.actor, enterprise_id=enterprise_id)
    day = _asked_day(request, today)
    record = record_of(actor=request.actor, enterprise=found, day=day)
    actor = request.actor
    members = members_shown(actor, found)
    rights = {
        name: may(actor, permission, found)
        for name, permission in (
            ("change", Permission.ENTERPRISE_CHANGE), ("cover", Permission.COVERAGE_ASSIGN),
            ("designate", Permission.DESIGNATION_ASSIGN), ("reveal", Permission.CONTACT_REVEAL),
            ("contact", Permission.CONTACT_CHANGE), ("figure", Permission.FIGURE_RECORD),
            ("claim", Permission.COVERAGE_CLAIM), ("propose", Permission.CORRECTION_PROPOSE),
        )
    }  # fmt: skip
    rights["found"] = actor.may_somewhere(OrganisationPermission.ORGANISATION_FOUND)
    spots = [spot.place_id for spot in record.spots]
    context = {
        "open_places": places_by_id(actor=actor, place_ids=spots),
        "record": record, "enterprise": found, "day": day, "today": today, "rights": rights,
        "due": due_of(record, rights, members=members, today=today) if day == today else None, "figures": figures_of(actor=actor, enterprise=found),
        "members": members, "history": history_of(actor=actor, record=record),
        "viewers": who_can_see(record=found, today=today) if rights["change"] else None,
        "panels": panels_of("enterprise", actor, found, today), "labels": list(found.labels.order_by("position")),
        "alliances": list(alliances_of(node_id=found.pk, day=day)), "by_itself": actor.anchor == Anchor.ENTERPRISE,
    }  # fmt: skip
    return render(request, "enterprises/record.html", context)


def _asked_day(request: Any, today: Any) -> Any:
    try:
        return min(parse_day(request.GET.get("day", ""), today), today)
    except ValueError:
        return today


def own_branch_words(members: PeopleCount | None, today: date) -> str:
    """Whether there are members enough for a branch of its own, where their number may be shown."""
    rule = rules_in_force([OWN_BRANCH], today).get(OWN_BRANCH)
    if rule is None or members is None or members.value is None or members.value < rule.number:
        return ""
    words = _("有 {members} 名党员在这里工作，正式党员满 {least} 名的应当单独成立支部（{citation}）。")
    return words.format(members=members.value, least=rule.number, citation=rule.citation)


def due_of(
    record: EnterpriseRecord, rights: dict[str, bool], *, members: PeopleCount | None, today: date
) -> dict[str, Any] | None:
    """现在该做的: why it is due, and the one action."""
    pk = record.enterprise.pk
    actions = []
    if record.corrections and rights["change"]:
        words = _("企业提出了 {count} 条更正，等着核对。").format(count=len(record.corrections))
        actions = [{"label": _("核对更正"), "url": reverse("enterprise-corrections"), "primary": True}]
        return {"words": words, "actions": actions}
    if record.designate_by is not None:
        if rights["designate"]:
            actions = [
                {"label": _("指定联系人"), "url": reverse("enterprise-act", args=[pk, "designate"]), "primary": True}
            ]
        words = _("入驻 {days} 天，还没有指定联系人。按规则 15 天内指定，期限是 {due}。")
        return {"words": words.format(days=record.days, due=record.designate_by), "actions": actions}
    if record.cover_by is not None:
        if rights["cover"]:
            actions = [{"label": _("划入组织"), "url": reverse("enterprise-act", args=[pk, "cover"]), "primary": True}]
        words = _("入驻 {days} 天，还没有责任组织。按规则 90 天内给出覆盖办法，期限是 {due}。")
        said = words.format(days=record.days, due=record.cover_by)
        found = own_branch_words(members, today)
        if found and rights["cover"] and rights["found"]:
            actions.append({"label": _("成立支部"), "url": reverse("organisation-new"), "primary": False})
        return {"words": f"{said}{found}", "actions": actions}
    return None


@login_required
@require_http_methods(["GET", "POST"])
def change(request: Any, enterprise_id: int) -> HttpResponse:
    """Correct or complete the record."""
    found = selectors.get_enterprise(actor=request.actor, enterprise_id=enterprise_id)
    require(request.actor, Permission.ENTERPRISE_CHANGE, scope=found)
    form = ChangeForm(_posted(request), actor=request.actor, initial=facts_initial(found))
    suggestion = ""
    if request.method == "POST" and "use_code" not in request.POST and form.is_valid():
        with refusals_on(form):
            try:
                _store_change(request, found, form)
            except CreditCodeWrong as wrong:
                suggestion = str(wrong.facts.get("suggestion", ""))
                raise
            say(request, _("已保存 {name} 的修改。").format(name=found.node.name))
            return leave(request, reverse("enterprise", args=[found.pk]))
    context = {"form": form, "suggestion": suggestion, "enterprise": found}
    return answer(request, "enterprises/change.html", "enterprises/_change.html", context, form=form)


def _store_change(request: Any, found: "Enterprise", form: ChangeForm) -> None:
    values = {key: value for key, value in form.cleaned_data.items() if key != "reason"}
    values["unit_category"] = values["unit_category"] or found.unit_category
    change_enterprise(
        actor=request.actor, enterprise=found, change=EnterpriseChange(**values), reason=form.cleaned_data["reason"]
    )
