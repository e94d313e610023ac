"""Series that come again by a rule, their subscribers; campaigns of many organisers."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services.require import require, require_somewhere
from liangxin.activities.choices import HolidayRule
from liangxin.activities.models import Activity, ActivityKind, Campaign, Series, SeriesSubscription
from liangxin.activities.permissions import Permission
from liangxin.activities.recurrence import RuleUnreadable, days_of, read_rule
from liangxin.activities.rules import MOST_DATES
from liangxin.activities.services.planning import ActivityValues, require_planning, write_activity
from liangxin.activities.services.rooms import put_room
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.names import normalised
from liangxin.rulebook.selectors import holidays_between, working_days_after

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation
    from liangxin.places.models import Place
    from liangxin.venues.models import Room, Station

LOCAL = ZoneInfo("Asia/Shanghai")


class SeriesUntitled(RuleBroken):
    code, field, message = "activities.series_untitled", "title", _("请写系列名称。")


class RuleNotUnderstood(RuleBroken):
    code, field, message = (
        "activities.rule_not_understood",
        "rule",
        _("重复规则不对，例如每月最后一个周六：FREQ=MONTHLY;BYDAY=-1SA。"),
    )


class SeriesHasEnded(RuleBroken):
    code, field, message = "activities.series_has_ended", "", _("这个系列已经结束。")


class NoDates(RuleBroken):
    code, field, message = "activities.no_dates", "until", _("到这一天为止没有新的场次，请把日期往后放。")


class CampaignUntitled(RuleBroken):
    code, field, message = "activities.campaign_untitled", "title", _("请写主题行动的名称。")


class CampaignEndsBeforeStart(RuleBroken):
    code, field, message = "activities.campaign_ends_before_start", "last_on", _("截止日期早于开始日期，请改日期。")


@dataclass(frozen=True, kw_only=True)
class SeriesValues:
    """rule: of RFC 5545, without DTSTART. starts: Asia/Shanghai. opens_days: before; closes_minutes: before."""

    kind: ActivityKind
    title: str
    organiser: "Organisation"
    rule: str
    first_on: date
    starts: time
    minutes: int
    summary: str = ""
    station: "Station | None" = None
    place: "Place | None" = None
    room: "Room | None" = None
    where: str = ""
    holidays: str = HolidayRule.KEEP.value
    opens_days: int = 14
    closes_minutes: int = 0
    capacity: int | None = None
    is_public: bool = True


_COLUMNS = (
    "kind", "organiser", "rule", "first_on", "starts", "minutes", "summary", "station", "room", "where", "holidays",
    "opens_days", "closes_minutes", "capacity", "is_public",
)  # fmt: skip


@transaction.atomic
def put_series(*, actor: Actor, values: SeriesValues, series: Series | None = None, now: datetime) -> Series:
    """Begin a series, or change what its next dates begin with (dates already planned stay).

    Raises NotAllowed, NotFound, SeriesUntitled, RuleNotUnderstood.
    """
    if series is not None:
        require(actor, Permission.SERIES_MANAGE, scope=series)
    require_planning(actor, Permission.SERIES_MANAGE, values=_of_day(values, values.first_on))
    if not normalised(values.title):
        raise SeriesUntitled()
    try:
        rule = read_rule(values.rule)
    except RuleUnreadable as error:
        raise RuleNotUnderstood() from error
    row = series or Series(created_at=now)
    for name in _COLUMNS:
        setattr(row, name, getattr(values, name))
    row.rule, row.title = rule, normalised(values.title)
    row.place = values.place or (values.station.place if values.station is not None else None)
    row.save()
    return row


def dates_of(*, series: Series, after: date, until: date) -> Sequence[date]:
    """The days of the series in (after, until], holidays treated as it says (R-ACT-16)."""
    holidays = holidays_between(after, until) if series.holidays != HolidayRule.KEEP else {}
    found: list[date] = []
    for day in days_of(series.rule, first=series.first_on, after=after, until=until, most=MOST_DATES):
        if day in holidays and series.holidays == HolidayRule.SKIP:
            continue
        if day in holidays:
            day = working_days_after(day, 1).day
        if day not in found:
            found.append(day)
    return found


@transaction.atomic
def plan_dates(*, actor: Actor, series: Series, until: date, today: date, now: datetime) -> list[Activity]:
    """Drafts for the dates after the last one planned, up to `until`; where the room is taken the draft has none.

    Raises NotAllowed, NotFound, SeriesHasEnded, NoDates.
    """
    require(actor, Permission.SERIES_MANAGE, scope=series)
    series = Series.objects.select_for_update(of=("self",)).select_related("kind", "organiser__node").get(pk=series.pk)
    if series.ended_at is not None:
        raise SeriesHasEnded()
    last = Activity.objects.filter(series=series).order_by("-starts_at").values_list("starts_at", flat=True).first()
    after = max(last.astimezone(LOCAL).date() if last is not None else date.min, today)
    days = dates_of(series=series, after=after, until=until) if until > after else []
    if not days:
        raise NoDates()
    values = SeriesValues(title=series.title, place=series.place, **{name: getattr(series, name) for name in _COLUMNS})
    made = []
    for day in days:
        activity = write_activity(_of_day(values, day, series=series, now=now), now=now, created_by_id=actor.user_id)
        if series.room_id is not None:
            with suppress(RuleBroken), transaction.atomic():
                put_room(actor=actor, activity=activity, room_id=series.room_id, now=now)
        made.append(activity)
    return made


@transaction.atomic
def end_series(*, actor: Actor, series: Series, now: datetime) -> Series:
    """No further dates; those planned stay. Raises NotAllowed, NotFound, SeriesHasEnded."""
    require(actor, Permission.SERIES_MANAGE, scope=series)
    if series.ended_at is not None:
        raise SeriesHasEnded()
    series.ended_at = now
    series.save(update_fields=["ended_at"])
    return series


@transaction.atomic
def subscribe(*, actor: Actor, series: Series, now: datetime) -> SeriesSubscription:
    """Be told of every date. Repeated, it changes nothing. Raises NotAllowed, SeriesHasEnded."""
    require_somewhere(actor, Permission.SERIES_SUBSCRIBE)
    if series.ended_at is not None:
        raise SeriesHasEnded()
    made, _new = SeriesSubscription.objects.get_or_create(
        series=series, user_id=actor.user_id or 0, defaults={"subscribed_at": now}
    )
    return made


@transaction.atomic
def unsubscribe(*, actor: Actor, series: Series, now: datetime) -> None:
    """Be told no more. Raises NotAllowed."""
    require_somewhere(actor, Permission.SERIES_SUBSCRIBE)
    SeriesSubscription.objects.filter(series=series, user_id=actor.user_id or 0).delete()


@dataclass(frozen=True, kw_only=True)
class CampaignValues:
    """first_on, last_on: both inclusive."""

    title: str
    organiser: "Organisation"
    first_on: date
    last_on: date
    summary: str = ""
    is_public: bool = True


@transaction.atomic
def put_campaign(*, actor: Actor, values: CampaignValues, campaign: Campaign | None = None, now: datetime) -> Campaign:
    """Begin a campaign, or change it. Raises NotAllowed, NotFound, CampaignUntitled, CampaignEndsBeforeStart."""
    require(actor, Permission.CAMPAIGN_MANAGE, scope=campaign or values.organiser)
    if campaign is not None and campaign.organiser_id != values.organiser.pk:
        require(actor, Permission.CAMPAIGN_MANAGE, scope=values.organiser)
    if not normalised(values.title):
        raise CampaignUntitled()
    if values.last_on < values.first_on:
        raise CampaignEndsBeforeStart()
    row = campaign or Campaign(created_at=now)
    row.title, row.organiser, row.summary = normalised(values.title), values.organiser, values.summary
    row.during, row.is_public = DateRange(values.first_on, values.last_on + timedelta(days=1)), values.is_public
    row.save()
    return row


@transaction.atomic
def join_campaign(*, actor: Actor, activity: Activity, campaign: Campaign | None, now: datetime) -> Activity:
    """Put an activity under a campaign, or take it out (None). Raises NotAllowed, NotFound."""
    require(actor, Permission.ACTIVITY_CHANGE, scope=activity)
    day = activity.starts_at.astimezone(LOCAL).date()
    if campaign is not None and not (campaign.during.lower <= day < campaign.during.upper):
        raise NotFound()
    activity.campaign = campaign
    activity.save(update_fields=["campaign"])
    return activity


def _of_day(
    values: SeriesValues, day: date, *, series: Series | None = None, now: datetime | None = None
) -> ActivityValues:
    starts = datetime.combine(day, values.starts, LOCAL)
    opens = starts - timedelta(days=values.opens_days)
    return ActivityValues(
        kind=values.kind, title=values.title, organiser=values.organiser, starts_at=starts,
        ends_at=starts + timedelta(minutes=values.minutes), summary=values.summary, station=values.station,
        place=values.place, where=values.where, series=series, opens_at=max(opens, now) if now else opens,
        closes_at=starts - timedelta(minutes=values.closes_minutes), capacity=values.capacity,
        is_public=values.is_public,
    )  # fmt: skip
