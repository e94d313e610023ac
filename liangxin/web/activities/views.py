"""Looking at activities: the list, the week, the record."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.access.choices import Anchor, Part
from liangxin.access.reach import may, part_of
from liangxin.access.selectors import who_can_see
from liangxin.access.services import require_somewhere
from liangxin.activities.choices import LIVE, ActivityStatus, Category, DocumentState, EligibilityKind
from liangxin.activities.permissions import Permission
from liangxin.activities.selectors.activities import ActivityFilter, get_activity, list_activities
from liangxin.activities.selectors.afterwards import feedback_of, figures_of
from liangxin.activities.selectors.record import ActivityParts, awaiting_end, history_of, parts_of
from liangxin.activities.selectors.registrations import list_registrations, masked_name_of, positions_of
from liangxin.activities.services.publishing import approver_of
from liangxin.web.activities.lists import ActivityList, day_start, status_cell, where_of
from liangxin.web.shared.forms import parse_day

if TYPE_CHECKING:
    from liangxin.activities.models import Activity, Eligibility

MOST_IN_A_WEEK = 500
SHOWN_AT_ONCE = 8
RIGHTS = {
    "change": Permission.ACTIVITY_CHANGE, "publish": Permission.ACTIVITY_PUBLISH, "approve": Permission.ACTIVITY_APPROVE,
    "cancel": Permission.ACTIVITY_CANCEL, "create": Permission.ACTIVITY_CREATE, "report": Permission.REPORT_WRITE,
    "registrations": Permission.REGISTRATION_READ, "door": Permission.ATTENDANCE_RECORD,
    "feedback": Permission.FEEDBACK_READ,
}  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def activities(request: Any) -> HttpResponse:
    """The list; POST exports it or keeps it as a view."""
    require_somewhere(request.actor, Permission.ACTIVITY_READ)
    return ActivityList(request).answer()


@login_required
@require_safe
def calendar(request: Any) -> HttpResponse:
    """One week, day by day."""
    require_somewhere(request.actor, Permission.ACTIVITY_READ)
    today = timezone.localdate()
    monday = _monday(request, today)
    public = request.GET.get("reach") == "public" or request.actor.anchor in {Anchor.ENTERPRISE, Anchor.OWN}
    asked = ActivityFilter(since=day_start(monday), until=day_start(monday + timedelta(days=7)))
    rows = list_activities(actor=request.actor, asked=asked, part=Part.BASIC if public else Part.FULL)
    found = list(rows[:MOST_IN_A_WEEK])
    days = [monday + timedelta(days=at) for at in range(7)]
    context = {
        "days": [
            (day, day == today, [(one, where_of(one), status_cell(one)) for one in found if _day_of(one) == day])
            for day in days
        ],
        "monday": monday, "last": days[-1], "before": monday - timedelta(days=7), "after": monday + timedelta(days=7),
        "public": public, "count": len(found), "this_week": today - timedelta(days=today.weekday()),
    }  # fmt: skip
    return render(request, "activities/calendar.html", context)


def _day_of(activity: "Activity") -> date:
    return timezone.localtime(activity.starts_at).date()


def _monday(request: Any, today: date) -> date:
    try:
        day = parse_day(request.GET.get("week", ""), today)
    except ValueError:
        day = today
    try:
        return day - timedelta(days=day.weekday() + 7) + timedelta(days=7)
    except OverflowError:
        return today - timedelta(days=today.weekday())


@login_required
@require_safe
def activity(request: Any, activity_id: int) -> HttpResponse:
    """The record: what it is, what is due, who registered, what came of it, who can see it."""
    actor, now = request.actor, timezone.now()
    found = get_activity(actor=actor, activity_id=activity_id)
    full = part_of(actor, found) == Part.FULL
    context: dict[str, Any] = {
        "activity": found, "full": full, "status": status_cell(found), "place": where_of(found), "now": now,
        "parts": parts_of(activity=found), "over": found.ends_at <= now, "rights": dict.fromkeys(RIGHTS, False),
        "due": None, "figures": None, "registrations": [], "feedback": None, "history": [], "viewers": None,
        "eligible": [],
    }  # fmt: skip
    context["eligible"] = [eligible_words(one) for one in context["parts"].eligibilities]
    if full:
        rights = {name: may(actor, permission, found) for name, permission in RIGHTS.items()}
        context |= {
            "rights": rights, "history": history_of(activity=found),
            "viewers": who_can_see(record=found, today=timezone.localdate()) if rights["change"] else None,
            "figures": figures_of(activity=found) if found.published_at is not None else None,
            "feedback": feedback_of(actor=actor, activity=found) if rights["feedback"] and found.ends_at <= now else None,
            "due": due_of(found, context["parts"], rights, now=now, today=timezone.localdate()),
        }  # fmt: skip
        if rights["registrations"]:
            rows = list(list_registrations(actor=actor, activity=found, statuses=LIVE)[:SHOWN_AT_ONCE])
            context |= {
                "registrations": rows, "positions": positions_of(activity_ids=[found.pk]),
                "names": {one.pk: masked_name_of(one) for one in rows},
            }  # fmt: skip
    return render(request, "activities/record.html", context)


def eligible_words(one: "Eligibility") -> str:
    """One condition in words."""
    if one.node is None:
        return str(Category(one.category).label)
    return f"{EligibilityKind(one.kind).label}：{one.node.name}"


def _step(label: str, found: "Activity", act: str, *, primary: bool = True) -> dict[str, Any]:
    return {"label": label, "url": reverse("activity-act", args=[found.pk, act]), "primary": primary}


def due_of(
    found: "Activity", parts: ActivityParts, rights: dict[str, bool], *, now: Any, today: date
) -> dict[str, Any] | None:
    """现在该做的: why, and the one thing to do."""
    if found.status == ActivityStatus.DRAFT and rights["change"]:
        edit = {"label": _("修改草稿"), "url": reverse("activity-change", args=[found.pk]), "primary": False}
        if found.returned_note:
            words = _("被退回：{note}").format(note=found.returned_note)
            return {
                "words": words,
                "actions": [{**edit, "primary": True}, _step(_("再提交"), found, "submit", primary=False)],
            }
        approver = approver_of(found)
        if approver is not None:
            words = _("还是草稿；要由{name}批准后才能发布。").format(name=approver.node.name)
            return {"words": words, "actions": [_step(_("提交审批"), found, "submit"), edit]}
        steps = [_step(_("发布"), found, "publish")] if rights["publish"] else []
        return {"words": _("还是草稿，没有人看得到。核对无误就可以发布。"), "actions": [*steps, edit]}
    if found.status == ActivityStatus.SUBMITTED:
        name = found.approver.node.name if found.approver is not None else _("上级组织")
        steps = [_step(_("批准"), found, "approve"), _step(_("退回修改"), found, "return", primary=False)]
        return {"words": _("等{name}审批。").format(name=name), "actions": steps if rights["approve"] else []}
    if found.status == ActivityStatus.APPROVED and rights["publish"]:
        return {"words": _("已经批准，可以发布了。"), "actions": [_step(_("发布"), found, "publish")]}
    if awaiting_end(activity=found, now=now) and rights["change"]:
        steps = [_step(_("确认到场名单"), found, "attendance"), _step(_("结束活动"), found, "finish", primary=False)]
        return {
            "words": _("活动已经过去：先确认谁到了，再结束活动。"),
            "actions": steps if rights["door"] else steps[1:],
        }
    if found.status == ActivityStatus.FINISHED and rights["report"]:
        return _due_afterwards(found, parts, today)
    return None


def _due_afterwards(found: "Activity", parts: ActivityParts, today: date) -> dict[str, Any] | None:
    missing = [one for one in parts.documents if one.state == DocumentState.MISSING]
    if parts.report is None:
        return {
            "words": _("还没有小结。几句话就够：谁来了，讲了什么，大家怎么说。"),
            "actions": [_step(_("写小结"), found, "report")],
        }
    if missing:
        first = missing[0]
        url = reverse("activity-document", args=[found.pk, first.pk])
        words = _("还缺 {count} 份材料，最早的“{name}”应在 {due} 前交。")
        return {
            "words": words.format(count=len(missing), name=first.name, due=first.due_on),
            "actions": [{"label": _("交材料"), "url": url, "primary": True}],
        }
    return None
