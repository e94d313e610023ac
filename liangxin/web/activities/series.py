"""Series that come again by a rule, and campaigns of many organisers."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.access.choices import Part
from liangxin.access.reach import may, part_of
from liangxin.access.services import require, require_somewhere
from liangxin.activities.permissions import Permission
from liangxin.activities.selectors.activities import ActivityFilter, list_activities
from liangxin.activities.selectors.afterwards import growth_of, share_of
from liangxin.activities.selectors.around import get_campaign, get_series, list_campaigns, list_series, list_talks
from liangxin.activities.services.series import (
    CampaignValues,
    SeriesValues,
    dates_of,
    end_series,
    plan_dates,
    put_campaign,
    put_series,
)
from liangxin.web.activities.forms import BareForm
from liangxin.web.activities.forms_more import CampaignForm, DatesForm, SeriesForm
from liangxin.web.activities.forms_plan import own_ground
from liangxin.web.activities.pages import Above, done, form_page
from liangxin.web.shared.rendering import posted

if TYPE_CHECKING:
    from liangxin.activities.models import Campaign, Series

A_YEAR = timedelta(days=365)
PREVIEWED = timedelta(days=120)
SHOWN = 200


def _above(*more: tuple[object, str]) -> Above:
    return [(_("系列活动"), reverse("series-list")), *more]


@login_required
@require_safe
def all_series(request: Any) -> HttpResponse:
    """The series in reach, those running first."""
    require_somewhere(request.actor, Permission.ACTIVITY_READ)
    rows = list_series(actor=request.actor)[:SHOWN]
    return render(request, "activities/series_list.html", {"rows": rows})


@login_required
@require_safe
def series(request: Any, series_id: int) -> HttpResponse:
    """What it is, its dates and how it grew, the talks offered."""
    found = get_series(actor=request.actor, series_id=series_id)
    manages = may(request.actor, Permission.SERIES_MANAGE, found)
    today = timezone.localdate()
    growth = growth_of(series=found)
    talks = may(request.actor, Permission.TALK_DECIDE, found)
    context = {
        "series": found, "manages": manages, "growth": growth[-24:], "most": max([point.held for point in growth] or [1]) or 1,
        "coming": dates_of(series=found, after=today, until=today + PREVIEWED)[:8] if found.ended_at is None else [],
        "talks": list(list_talks(actor=request.actor, series=found)[:50]) if talks else [],
        "total": len(growth), "full": part_of(request.actor, found) == Part.FULL,
    }  # fmt: skip
    return render(request, "activities/series.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_series(request: Any) -> HttpResponse:
    """Begin one."""
    require_somewhere(request.actor, Permission.SERIES_MANAGE)
    initial = {key: value for key, value in own_ground(request.actor).items() if key != "place"}
    return _series_form(request, None, initial=initial, title=_("新的系列"), above=_above())


@login_required
@require_http_methods(["GET", "POST"])
def change_series(request: Any, series_id: int) -> HttpResponse:
    """Change what its next dates begin with."""
    found = get_series(actor=request.actor, series_id=series_id, part=Part.FULL)
    require(request.actor, Permission.SERIES_MANAGE, scope=found)
    plain = ("title", "summary", "where", "first_on", "holidays", "starts", "minutes", "opens_days", "capacity",
             "is_public", "rule")  # fmt: skip
    initial = {name: getattr(found, name) for name in plain} | {
        "kind": str(found.kind_id), "organiser": found.organiser_id, "station": found.station_id, "rhythm": "rule",
    }  # fmt: skip
    above = _above((found.title, reverse("series", args=[found.pk])))
    return _series_form(request, found, initial=initial, title=_("改系列"), above=above)


def _series_form(
    request: Any, found: "Series | None", *, initial: dict[str, Any], title: str, above: Above
) -> HttpResponse:
    form = SeriesForm(posted(request), actor=request.actor, initial=initial)
    made: list[int] = []

    def do() -> str:
        values = SeriesValues(**form.values())
        row = put_series(actor=request.actor, values=values, series=found, now=timezone.now())
        made.append(row.pk)
        return _("已保存系列 {title}。").format(title=row.title)

    answered = done(request, form, do, to="")
    if answered is None:
        return form_page(request, form, title=title, submit=_("保存"), above=above)
    answered["HX-Redirect" if answered.has_header("HX-Redirect") else "Location"] = reverse("series", args=made)
    return answered


@login_required
@require_http_methods(["GET", "POST"])
def dates(request: Any, series_id: int) -> HttpResponse:
    """See the dates that come, then make drafts of them."""
    found = get_series(actor=request.actor, series_id=series_id, part=Part.FULL)
    require(request.actor, Permission.SERIES_MANAGE, scope=found)
    today = timezone.localdate()
    form = DatesForm(request.POST or request.GET or None, actor=request.actor)
    here = reverse("series", args=[found.pk])
    preview: list[date] = []
    if form.is_bound and form.is_valid():
        until = min(form.cleaned_data["until"], today + 2 * A_YEAR)
        preview = list(dates_of(series=found, after=_last_planned(request, found, today), until=until))

    def do() -> str:
        made = plan_dates(
            actor=request.actor, series=found, until=form.cleaned_data["until"], today=today, now=timezone.now()
        )
        return _("已生成 {count} 场草稿，核对后发布。").format(count=len(made))

    if "make" in request.POST:
        answered = done(request, form, do, to=here)
        if answered is not None:
            return answered
    return form_page(
        request, form, title=_("排场次"), submit=_("看日期"), above=_above((found.title, here)), series=found,
        preview=preview, looked=form.is_bound and not form.errors,
        intro=_("逢节假日：{rule}").format(rule=found.get_holidays_display()),
    )  # fmt: skip


def _last_planned(request: Any, found: "Series", today: date) -> date:
    rows = list_activities(actor=request.actor, asked=ActivityFilter(series_id=found.pk), order="-start")
    last = rows.first()
    return max(timezone.localtime(last.starts_at).date(), today) if last is not None else today


@login_required
@require_http_methods(["GET", "POST"])
def end(request: Any, series_id: int) -> HttpResponse:
    """No further dates."""
    found = get_series(actor=request.actor, series_id=series_id, part=Part.FULL)
    require(request.actor, Permission.SERIES_MANAGE, scope=found)
    form = BareForm(posted(request), actor=request.actor)
    here = reverse("series", args=[found.pk])

    def do() -> object:
        return end_series(actor=request.actor, series=found, now=timezone.now())

    answered = done(request, form, do, words=_("系列已结束。"), to=here)
    if answered is not None:
        return answered
    return form_page(
        request, form, title=_("结束系列"), submit=_("结束"), above=_above((found.title, here)),
        intro=_("不再排新的场次；已经排好的照常。"),
    )  # fmt: skip


@login_required
@require_safe
def campaigns(request: Any) -> HttpResponse:
    """Campaigns with how much of each grew from below (#152)."""
    require_somewhere(request.actor, Permission.ACTIVITY_READ)
    rows = [(one, share_of(campaign=one)) for one in list_campaigns(actor=request.actor)[:30]]
    return render(request, "activities/campaigns.html", {"rows": rows})


@login_required
@require_safe
def campaign(request: Any, campaign_id: int) -> HttpResponse:
    """One campaign: its activities by organiser, and the share from below."""
    found = get_campaign(actor=request.actor, campaign_id=campaign_id)
    rows = list_activities(actor=request.actor, asked=ActivityFilter(campaign_id=found.pk), order="-start")
    context = {
        "campaign": found, "share": share_of(campaign=found), "rows": list(rows[:SHOWN]),
        "manages": may(request.actor, Permission.CAMPAIGN_MANAGE, found),
        "last_on": found.during.upper - timedelta(days=1),
    }  # fmt: skip
    return render(request, "activities/campaign.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_campaign(request: Any) -> HttpResponse:
    """Begin one."""
    require_somewhere(request.actor, Permission.CAMPAIGN_MANAGE)
    ground = own_ground(request.actor)
    initial = {"organiser": ground["organiser"]} if "organiser" in ground else {}
    above = [(_("主题行动"), reverse("campaign-list"))]
    return _campaign_form(request, None, initial=initial, title=_("新的主题行动"), above=above)


@login_required
@require_http_methods(["GET", "POST"])
def change_campaign(request: Any, campaign_id: int) -> HttpResponse:
    """Change one."""
    found = get_campaign(actor=request.actor, campaign_id=campaign_id, part=Part.FULL)
    require(request.actor, Permission.CAMPAIGN_MANAGE, scope=found)
    initial = {
        "title": found.title, "summary": found.summary, "organiser": found.organiser_id, "is_public": found.is_public,
        "first_on": found.during.lower, "last_on": found.during.upper - timedelta(days=1),
    }  # fmt: skip
    above = [(_("主题行动"), reverse("campaign-list")), (found.title, reverse("campaign", args=[found.pk]))]
    return _campaign_form(request, found, initial=initial, title=_("改主题行动"), above=above)


def _campaign_form(
    request: Any, found: "Campaign | None", *, initial: dict[str, Any], title: str, above: Above
) -> HttpResponse:
    form = CampaignForm(posted(request), actor=request.actor, initial=initial)
    made: list[int] = []

    def do() -> str:
        row = put_campaign(
            actor=request.actor, values=CampaignValues(**form.cleaned_data), campaign=found, now=timezone.now()
        )
        made.append(row.pk)
        return _("已保存 {title}。").format(title=row.title)

    answered = done(request, form, do, to="")
    if answered is None:
        return form_page(request, form, title=title, submit=_("保存"), above=above)
    answered["HX-Redirect" if answered.has_header("HX-Redirect") else "Location"] = reverse("campaign", args=made)
    return answered
