from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor, Part
from liangxin.activities.choices import ActivityStatus
from liangxin.activities.permissions import Permission
from liangxin.activities.selectors.activities import ActivityFilter, list_activities
from liangxin.activities.selectors.afterwards import documents_due
from liangxin.activities.selectors.around import (
    co_organising_asked,
    get_campaign,
    get_lecturer,
    list_campaigns,
    list_lecturers,
    list_talks,
)
from liangxin.activities.selectors.waiting import (
    invitations_to_answer,
    offers_to_decide,
    over_and_open,
    requests_to_offer,
    to_approve,
)
from liangxin.core.errors import NotFound
from liangxin.venues.choices import RoomStatus
from liangxin.venues.permissions import Permission as VenuePermission
from liangxin.venues.selectors.rooms import rooms_for
from liangxin.web.activities.lists import day_start
from liangxin.web.shared.navigation import Entry, register_entry
from liangxin.web.shared.panels import Figure, Panel, record_panel
from liangxin.web.shared.pending import NodeNumber, Pending, Step, node_numbers, pending_source
from liangxin.web.shared.picks import Pick, PickKind, register_pick

SHOWN = 12  # entries of the pending box from one source
DUE_SOON = timedelta(days=7)

register_entry(
    Entry(
        group="together", label=gettext_lazy("活动"), icon="calendar-event", url_name="activity-list", order=20,
        permission=Permission.ACTIVITY_READ,
    ),
    Entry(
        group="together", label=gettext_lazy("系列活动"), icon="repeat", url_name="series-list", order=22,
        permission=(Permission.SERIES_MANAGE, Permission.ACTIVITY_CREATE),
    ),
    Entry(
        group="together", label=gettext_lazy("主题行动"), icon="flag", url_name="campaign-list", order=24,
        permission=(Permission.CAMPAIGN_MANAGE, Permission.ACTIVITY_CREATE, Permission.STATISTICS_READ),
    ),
    Entry(
        group="together", label=gettext_lazy("点课"), icon="hand-finger", url_name="class-list", order=26,
        permission=(Permission.CLASS_REQUEST, Permission.CLASS_OFFER),
    ),
    Entry(
        group="together", label=gettext_lazy("讲师库"), icon="school", url_name="lecturer-list", order=28,
        permission=(Permission.LECTURER_MANAGE, Permission.ACTIVITY_CREATE),
    ),
)  # fmt: skip


def _rooms(actor: Actor, text: str, limit: int) -> list[Pick]:
    rows = rooms_for(actor=actor, permission=VenuePermission.ROOM_BOOK).exclude(status=RoomStatus.CLOSED)
    if text:
        rows = rows.filter(name__icontains=text) | rows.filter(station__node__name__icontains=text)
    return [_said(one) for one in rows.order_by("station__node__sort_key", "name", "pk")[:limit]]


def _room(actor: Actor, pk: int) -> Pick | None:
    one = rooms_for(actor=actor, permission=VenuePermission.ROOM_BOOK).filter(pk=pk).first()
    return _said(one) if one is not None else None


def _said(room: Any) -> Pick:
    words = _("{station} · {capacity} 人").format(station=room.station.node.name, capacity=room.capacity)
    return Pick(room.pk, room.name, words, room)


def _lecturers(actor: Actor, text: str, limit: int) -> list[Pick]:
    return [Pick(one.pk, one.name, one.title, one) for one in list_lecturers(actor=actor, text=text)[:limit]]


def _lecturer(actor: Actor, pk: int) -> Pick | None:
    try:
        one = get_lecturer(actor=actor, lecturer_id=pk)
    except NotFound:
        return None
    return Pick(one.pk, one.name, one.title, one) if one.is_active else None


def _campaigns(actor: Actor, text: str, limit: int) -> list[Pick]:
    rows = list_campaigns(actor=actor)
    if text:
        rows = rows.filter(title__icontains=text)
    return [Pick(one.pk, one.title, one.organiser.node.name, one) for one in rows[:limit]]


def _campaign(actor: Actor, pk: int) -> Pick | None:
    try:
        one = get_campaign(actor=actor, campaign_id=pk)
    except NotFound:
        return None
    return Pick(one.pk, one.title, one.organiser.node.name, one)


register_pick(
    "activity-room", PickKind(label=gettext_lazy("场地"), find=_rooms, get=_room, hint=gettext_lazy("房间或站点的名称"))
)
register_pick(
    "lecturer",
    PickKind(label=gettext_lazy("讲师"), find=_lecturers, get=_lecturer, hint=gettext_lazy("姓名或能讲什么")),
)
register_pick(
    "campaign", PickKind(label=gettext_lazy("主题行动"), find=_campaigns, get=_campaign, hint=gettext_lazy("名称"))
)


@pending_source
def decisions(actor: Actor, today: date) -> Iterable[Pending]:
    """Activities that wait for approval, requests to hold one together, lecturers who put themselves forward, talks."""
    found: list[Pending] = []
    if actor.may_somewhere(Permission.ACTIVITY_APPROVE):
        for one in to_approve(actor=actor)[:SHOWN]:
            found.append(
                Pending(
                    title=_("审批 {title}").format(title=one.title), url=reverse("activity", args=[one.pk]),
                    why=_("{name}提交").format(name=one.organiser.node.name), due=timezone.localtime(one.starts_at).date(),
                    steps=(Step(label=_("批准"), url=reverse("activity-act", args=[one.pk, "approve"])),),
                )
            )  # fmt: skip
    if actor.may_somewhere(Permission.ACTIVITY_CHANGE):
        for asked in co_organising_asked(actor=actor)[:SHOWN]:
            found.append(
                Pending(
                    title=_("答复协办 {title}").format(title=asked.activity.title),
                    url=reverse("activity-together", args=[asked.pk]),
                    why=_("{name}邀请").format(name=asked.activity.organiser.node.name),
                )
            )
    if actor.may_somewhere(Permission.TALK_DECIDE):
        for talk in list_talks(actor=actor, waiting=True).exclude(user_id=actor.user_id or 0)[:SHOWN]:
            found.append(Pending(title=_("答复题目 {title}").format(title=talk.title), url=reverse("talk", args=[talk.pk]),
                                 why=talk.series.title))  # fmt: skip
    return found


@pending_source
def lecturing(actor: Actor, today: date) -> Iterable[Pending]:
    """Lecturers wait for an answer, or are waited for."""
    return [
        Pending(
            title=_("答复授课 {title}").format(title=one.activity.title),
            url=reverse("activity-invitation", args=[one.pk]), why=one.lecturer.name,
            due=timezone.localtime(one.activity.starts_at).date(),
        )
        for one in invitations_to_answer(actor=actor, now=timezone.now())[:SHOWN]
    ]  # fmt: skip


@pending_source
def class_offers(actor: Actor, today: date) -> Iterable[Pending]:
    """Offers to take, and classes asked for that nobody offers yet."""
    found: list[Pending] = []
    if actor.may_somewhere(Permission.CLASS_REQUEST):
        for one in offers_to_decide(actor=actor)[:SHOWN]:
            found.append(
                Pending(
                    title=_("选定 {topic} 的应约").format(topic=one.request.topic), url=reverse("class", args=[one.request_id]),
                    why=_("{name}应约").format(name=one.organisation.node.name), due=one.request.last_on,
                )
            )  # fmt: skip
    if actor.may_somewhere(Permission.CLASS_OFFER) and actor.anchor in {Anchor.STATION, Anchor.ORGANISATION}:
        for asked in requests_to_offer(actor=actor, today=today)[:SHOWN]:
            found.append(
                Pending(
                    title=_("应约开课 {topic}").format(topic=asked.topic),
                    url=reverse("class", args=[asked.pk]),
                    why=_("{count} 人想听").format(count=asked.headcount),
                    due=asked.last_on,
                )
            )
    return found


@pending_source
def afterwards(actor: Actor, today: date) -> Iterable[Pending]:
    """Activities that are over but not ended, and documents still missing."""
    found: list[Pending] = []
    if actor.may_somewhere(Permission.ACTIVITY_CHANGE) and actor.anchor in {Anchor.STATION, Anchor.ORGANISATION}:
        for one in over_and_open(actor=actor, now=timezone.now())[:SHOWN]:
            found.append(
                Pending(
                    title=_("结束 {title}").format(title=one.title),
                    url=reverse("activity", args=[one.pk]),
                    why=_("活动已经过去，还没确认到场"),
                    due=timezone.localtime(one.ends_at).date() + DUE_SOON,
                )
            )
    if actor.may_somewhere(Permission.REPORT_WRITE):
        for document in documents_due(actor=actor, until=today + DUE_SOON)[:SHOWN]:
            url = reverse("activity-document", args=[document.activity_id, document.pk])
            found.append(
                Pending(
                    title=_("交 {title} 的{name}").format(title=document.activity.title, name=document.name),
                    url=reverse("activity", args=[document.activity_id]), why=_("类型要求的材料"), due=document.due_on,
                    steps=(Step(label=_("交"), url=url),),
                )
            )  # fmt: skip
    return found


def _month(actor: Actor, today: date, **more: Any) -> tuple[int, str]:
    """How many are held this month within reach, and the query that opens them."""
    first = today.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    asked = ActivityFilter(since=day_start(first), until=day_start(after), **more)
    rows = list_activities(actor=actor, asked=asked, part=Part.FULL).filter(
        published_at__isnull=False, cancelled_at=None
    )
    return rows.order_by().count(), f"held=1&day_from={first:%Y-%m-%d}&day_to={after - timedelta(days=1):%Y-%m-%d}"


@node_numbers(order=70)
def activity_numbers(actor: Actor, today: date) -> Iterable[NodeNumber]:
    """Activities of this month at my node."""
    reached = {Anchor.PLACE, Anchor.ORGANISATION, Anchor.STATION}
    if actor.anchor not in reached or not actor.may_somewhere(Permission.ACTIVITY_READ):
        return []
    count, query = _month(actor, today)
    coming = list_activities(
        actor=actor, asked=ActivityFilter(status=ActivityStatus.PUBLISHED, since=timezone.now()), part=Part.FULL
    )
    note = _("还没开始 {count} 场").format(count=coming.order_by().count())
    return [NodeNumber(value=count, words=_("场活动（本月）"), note=note, url=f"{reverse('activity-list')}?{query}")]


@record_panel("organisation", order=70)
def activities_of_organisation(actor: Actor, organisation: Any, today: date) -> Panel | None:
    """What an organisation and those below it hold this month."""
    if not actor.may_somewhere(Permission.ACTIVITY_READ):
        return None
    count, query = _month(actor, today, organiser_path=organisation.node.path)
    url = f"{reverse('activity-list')}?organiser={organisation.pk}"
    if not count:
        return None
    return Panel(
        title=_("活动"), figures=[Figure(value=count, words=_("场本月主办"), url=f"{url}&{query}")], more_url=url,
        more_words=_("全部"),
    )  # fmt: skip


@record_panel("station", order=70)
def activities_at_station(actor: Actor, station: Any, today: date) -> Panel | None:
    """What is held at a station this month."""
    if not actor.may_somewhere(Permission.ACTIVITY_READ):
        return None
    count, query = _month(actor, today, station_id=station.pk)
    if not count:
        return None
    url = f"{reverse('activity-list')}?station={station.pk}"
    return Panel(
        title=_("活动"), figures=[Figure(value=count, words=_("场本月在这里"), url=f"{url}&{query}")], more_url=url,
        more_words=_("全部"),
    )  # fmt: skip
