"""The list of activities."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liangxin.access.choices import Anchor, Part
from liangxin.activities.choices import ActivityStatus, Track
from liangxin.activities.permissions import Permission
from liangxin.activities.selectors.activities import ActivityFilter, list_activities, list_kinds
from liangxin.activities.selectors.around import list_campaigns, list_series
from liangxin.web.shared.lists import (
    Action,
    ChoiceFilter,
    Column,
    DayFilter,
    ListPage,
    NodeFilter,
    TextFilter,
    View,
)
from liangxin.web.shared.templatetags import lx

LOCAL = ZoneInfo("Asia/Shanghai")
STATES = {
    ActivityStatus.DRAFT: "none", ActivityStatus.SUBMITTED: "due", ActivityStatus.APPROVED: "due",
    ActivityStatus.PUBLISHED: "can", ActivityStatus.CANCELLED: "over", ActivityStatus.FINISHED: "done",
}  # fmt: skip
MOST_CHOICES = 300


def status_cell(row: Any) -> object:
    """The state in words; what is full says so."""
    if (
        row.status == ActivityStatus.PUBLISHED
        and row.left is not None
        and row.left <= 0
        and row.ends_at > timezone.now()
    ):
        return lx.state("due", _("已满"))
    return lx.state(STATES[row.status], ActivityStatus(row.status).label)


def where_of(row: Any) -> str:
    """Where it is held, in a few words."""
    if row.station is not None:
        return str(row.station.node.name)
    return str(row.place.node.name) if row.place is not None else str(row.where)


def taken_words(row: Any) -> str:
    return f"{row.taken}/{row.capacity}" if row.capacity is not None else str(row.taken)


def day_start(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), LOCAL)


def _kinds(request: Any) -> list[tuple[str, object]]:
    return [(str(one.pk), one.name) for one in list_kinds()]


def _themes(request: Any) -> list[tuple[str, object]]:
    return [(name, name) for name in dict.fromkeys(one.theme for one in list_kinds() if one.theme)]


def _series(request: Any) -> list[tuple[str, object]]:
    return [(str(one.pk), one.title) for one in list_series(actor=request.actor)[:MOST_CHOICES]]


def _campaigns(request: Any) -> list[tuple[str, object]]:
    return [(str(one.pk), one.title) for one in list_campaigns(actor=request.actor)[:MOST_CHOICES]]


class ActivityList(ListPage):
    """Activities that the acting grant holds; with `reach=public` also what others publish."""

    name, title, unit, default_sort = "activities", gettext_lazy("活动"), gettext_lazy("场"), "-starts"
    export_permission = Permission.ACTIVITY_EXPORT
    template = "activities/list.html"
    search_hint = gettext_lazy("活动名称")
    empty_title = gettext_lazy("还没有活动")
    empty_words = gettext_lazy("策划第一场：写明时间、地点、名额，场地会一并订好。")
    columns = [
        Column(
            key="title", label=gettext_lazy("活动"), sort=("title",), url=lambda row: reverse("activity", args=[row.pk]),
            small=lambda row: row.kind.name,
        ),
        Column(
            key="starts", label=gettext_lazy("时间"), value="starts_at", sort=("starts_at",), kind="when",
            cell=lambda row: f"{timezone.localtime(row.starts_at):%Y-%m-%d %H:%M}",
        ),
        Column(key="where", label=gettext_lazy("地点"), value=where_of),
        Column(key="organiser", label=gettext_lazy("主办"), value="organiser.node.name", phone="hide"),
        Column(
            key="taken", label=gettext_lazy("报名"), value="taken", kind="number", sort=("taken",), cell=taken_words,
            phone="label",
        ),
        Column(key="capacity", label=gettext_lazy("名额"), kind="number", hidden=True),
        Column(key="waiting", label=gettext_lazy("候补"), kind="number", sort=("waiting",), phone="label"),
        Column(key="theme", label=gettext_lazy("主题"), value="kind.theme", hidden=True),
        Column(key="track", label=gettext_lazy("条线"), value="kind.get_track_display", hidden=True),
        Column(key="series", label=gettext_lazy("系列"), value="series.title", hidden=True),
        Column(key="campaign", label=gettext_lazy("主题行动"), value="campaign.title", hidden=True),
        Column(
            key="status", label=gettext_lazy("状态"), value=lambda row: str(ActivityStatus(row.status).label),
            cell=status_cell, sort=("status",),
        ),
    ]  # fmt: skip
    filters = [
        TextFilter(key="q", label=gettext_lazy("找活动")),
        ChoiceFilter(
            key="when", label=gettext_lazy("什么时候"), choices=[("coming", gettext_lazy("还没开始")), ("past", gettext_lazy("已经过去"))]
        ),
        ChoiceFilter(key="status", label=gettext_lazy("状态"), choices=ActivityStatus.choices),
        ChoiceFilter(key="kind", label=gettext_lazy("类型"), choices=_kinds),
        ChoiceFilter(key="theme", label=gettext_lazy("主题"), choices=_themes),
        ChoiceFilter(key="track", label=gettext_lazy("条线"), choices=Track.choices),
        NodeFilter(key="organiser", label=gettext_lazy("主办"), kind="organisation-public"),
        NodeFilter(key="station", label=gettext_lazy("站点"), kind="station"),
        NodeFilter(key="place", label=gettext_lazy("场所"), kind="place"),
        ChoiceFilter(key="series", label=gettext_lazy("系列"), choices=_series),
        ChoiceFilter(key="campaign", label=gettext_lazy("主题行动"), choices=_campaigns),
        DayFilter(key="day", label=gettext_lazy("日期")),
        ChoiceFilter(
            key="reach", label=gettext_lazy("范围"), choices=[("public", gettext_lazy("也看别处公开的"))]
        ),
        ChoiceFilter(
            key="held", label=gettext_lazy("办成"), choices=[("1", gettext_lazy("已发布且没有取消"))],
            apply=lambda rows, value: rows.filter(published_at__isnull=False, cancelled_at=None),
        ),
    ]  # fmt: skip
    views = [
        View(label=gettext_lazy("还没开始"), query="when=coming"),
        View(label=gettext_lazy("草稿"), query="status=draft"),
        View(label=gettext_lazy("待审批"), query="status=submitted"),
        View(label=gettext_lazy("已结束"), query="status=finished"),
    ]

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        public = values.get("reach") == "public" or self.actor.anchor in {Anchor.ENTERPRISE, Anchor.OWN}
        rows = list_activities(
            actor=self.actor, asked=asked_for(values, timezone.now()), part=Part.BASIC if public else Part.FULL
        )
        return rows

    @cached_property
    def sort(self) -> tuple[Column | None, bool]:  # type: ignore[override]
        found = super().sort
        if self.values.get("when") == "coming" and not self.params.get("sort"):
            return found[0], False  # the soonest first
        return found

    def actions(self) -> Iterable[Action]:
        return [
            Action(label=_("周历"), url=reverse("activity-calendar"), icon="calendar-week"),
            Action(
                label=_("统计"), url=reverse("activity-statistics"), icon="chart-bar",
                permission=Permission.STATISTICS_READ,
            ),
            Action(
                label=_("策划活动"), url=reverse("activity-new"), primary=True, permission=Permission.ACTIVITY_CREATE
            ),
        ]  # fmt: skip

    def empty_action(self) -> Action:
        return Action(label=_("策划活动"), url=reverse("activity-new"), permission=Permission.ACTIVITY_CREATE)


def asked_for(values: dict[str, Any], now: datetime) -> ActivityFilter:
    """The filters of the address as the selector takes them."""
    span, when = values.get("day"), values.get("when")
    since = day_start(span.start) if span and span.start else None
    until = day_start(span.end + timedelta(days=1)) if span and span.end else None
    if when == "coming":
        since = max(since or now, now)
    if when == "past":
        until = min(until or now, now)
    return ActivityFilter(
        text=values.get("q", ""), kind_id=_number(values.get("kind")), track=values.get("track", ""),
        theme=values.get("theme", ""), status=values.get("status", ""), organiser_path=_path(values.get("organiser")),
        place_path=_path(values.get("place")), station_id=values["station"].id if "station" in values else None,
        series_id=_number(values.get("series")), campaign_id=_number(values.get("campaign")), since=since, until=until,
    )  # fmt: skip


def _number(given: Any) -> int | None:
    return int(given) if given else None


def _path(pick: Any) -> str:
    record = getattr(pick, "record", None)
    return str(getattr(record, "node", record).path) if record is not None else ""
