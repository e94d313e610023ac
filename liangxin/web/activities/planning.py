"""Planning: a new activity, a draft changed, a copy."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liangxin.access.choices import Anchor, Part
from liangxin.access.services import require, require_somewhere
from liangxin.activities.permissions import Permission
from liangxin.activities.selectors.activities import get_activity
from liangxin.activities.services.planning import change_draft, copy_activity, plan_activity
from liangxin.venues.selectors.stations import get_station
from liangxin.web.activities.forms import CopyForm, next_hour
from liangxin.web.activities.forms_plan import Plan, initial_of, own_ground
from liangxin.web.activities.pages import done, form_page
from liangxin.web.shared.rendering import answer, posted


@login_required
@require_http_methods(["GET", "POST"])
def new_activity(request: Any) -> HttpResponse:
    """Plan one: a draft, with its room booked."""
    require_somewhere(request.actor, Permission.ACTIVITY_CREATE)
    plan = Plan(posted(request), actor=request.actor, initial=_first_values(request), rows={})
    if request.method == "POST" and plan.is_valid():
        made: list[int] = []

        def do() -> str:
            activity = plan_activity(actor=request.actor, values=plan.values(), now=timezone.now())
            made.append(activity.pk)
            return _("已存为草稿：{title}。核对后提交或发布。").format(title=activity.title)

        answered = done(request, plan.form, do, to="")
        if answered is not None:
            return _gone_to(answered, reverse("activity", args=made))
    return _plan_page(request, plan, title=_("策划活动"), submit=_("存为草稿"), above=[])


def _gone_to(answered: HttpResponse, address: str) -> HttpResponse:
    """The same answer, leading to what was just made."""
    answered["HX-Redirect" if answered.has_header("HX-Redirect") else "Location"] = address
    return answered


def _first_values(request: Any) -> dict[str, Any]:
    start = next_hour(timezone.now())
    initial = {"starts_at": start, "ends_at": start + timedelta(hours=1), **own_ground(request.actor)}
    if request.actor.anchor == Anchor.STATION and request.actor.node_id is not None:
        initial["organiser"] = get_station(actor=request.actor, station_id=request.actor.node_id).owner_id
    return initial


@login_required
@require_http_methods(["GET", "POST"])
def change(request: Any, activity_id: int) -> HttpResponse:
    """Change a draft."""
    found = get_activity(actor=request.actor, activity_id=activity_id, part=Part.FULL)
    require(request.actor, Permission.ACTIVITY_CHANGE, scope=found)
    initial, rows = initial_of(found)
    plan = Plan(posted(request), actor=request.actor, initial=initial, rows=rows)
    here = reverse("activity", args=[found.pk])
    if request.method == "POST" and plan.is_valid():

        def do() -> object:
            return change_draft(
                actor=request.actor, activity=found, values=plan.values(activity=found), now=timezone.now()
            )

        answered = done(request, plan.form, do, words=_("已保存。"), to=here)
        if answered is not None:
            return answered
    return _plan_page(request, plan, title=_("修改草稿"), submit=_("保存"), above=[(found.title, here)])


def _plan_page(request: Any, plan: Plan, *, title: str, submit: str, above: list[tuple[object, str]]) -> HttpResponse:
    above = [(_("活动"), reverse("activity-list")), *above]
    context = {
        "plan": plan, "form": plan.form, "title": title, "submit": submit, "above": above, "back": above[-1][1],
        "here": request.get_full_path(), "alternatives": plan.form.alternatives,
    }  # fmt: skip
    response = answer(request, "activities/plan.html", "activities/_plan.html", context, form=plan.form)
    if request.method == "POST":
        response.status_code = 422  # also where only a row is wrong
    return response


@login_required
@require_http_methods(["GET", "POST"])
def copy(request: Any, activity_id: int) -> HttpResponse:
    """A new draft like this one, on another day."""
    found = get_activity(actor=request.actor, activity_id=activity_id, part=Part.FULL)
    require_somewhere(request.actor, Permission.ACTIVITY_CREATE)
    form = CopyForm(posted(request), actor=request.actor, initial={"starts_at": next_hour(timezone.now())})
    made: list[int] = []

    def do() -> str:
        draft = copy_activity(
            actor=request.actor, activity=found, starts_at=form.cleaned_data["starts_at"], now=timezone.now()
        )
        made.append(draft.pk)
        return _("已复制成草稿：{title}。").format(title=draft.title)

    answered = done(request, form, do, to="")
    if answered is not None:
        return _gone_to(answered, reverse("activity", args=made))
    above = [(_("活动"), reverse("activity-list")), (found.title, reverse("activity", args=[found.pk]))]
    return form_page(
        request, form, title=_("复制活动"), submit=_("复制成草稿"), above=above, alternatives=form.alternatives
    )  # fmt: skip
