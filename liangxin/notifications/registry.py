"""What rooms tell notifications at start-up: their kinds of notices, and what they add to calendars."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.core.calendars import CalendarEvent
from liangxin.notifications.choices import Channel

EVERY_CHANNEL = (Channel.EMAIL, Channel.SMS, Channel.WECHAT)


@dataclass(frozen=True, kw_only=True)
class NoticeKind:
    """One kind of notice ("activities.place_offered").

    group: what people choose channels by. channels: those used unless the person chose otherwise.
    title, body: templates with {facts}, for `queue_facts`: rendered in the reader's language each time.
    urgent: held neither by quiet hours nor by a digest (an offer that ends in minutes).
    reminder: counts for the reminders a person and day.
    confidential: never leaves the app, and only the kind's own words are stored or shown, neutral and without facts.
    """

    code: str
    label: object
    group: str
    channels: tuple[str, ...] = (Channel.EMAIL, Channel.WECHAT)
    title: object = ""
    body: object = ""
    urgent: bool = False
    reminder: bool = False
    confidential: bool = False
    in_app: bool = True


@dataclass(frozen=True, kw_only=True)
class NoticeGroup:
    """What a person sees on the page of preferences."""

    code: str
    label: object
    words: object = ""
    order: int = 100


class KindUnknown(KeyError):
    """A kind was named that no room declares."""


KINDS: dict[str, NoticeKind] = {}
GROUPS: dict[str, NoticeGroup] = {}


def register_group(group: NoticeGroup) -> None:
    """Declare a group. Those of the house are declared below; a room may add its own."""
    GROUPS[group.code] = group


def register_kind(kind: NoticeKind) -> None:
    """Declare a kind. Raises ValueError where the code is taken or the group is unknown."""
    if kind.code in KINDS and KINDS[kind.code] != kind:
        raise ValueError(f"two kinds of notices are named {kind.code}")
    if kind.group not in GROUPS:
        raise ValueError(f"{kind.code}: no group of notices is named {kind.group}")
    KINDS[kind.code] = kind


def kind_of(code: str) -> NoticeKind:
    """The kind. Raises KindUnknown."""
    try:
        return KINDS[code]
    except KeyError:
        raise KindUnknown(code) from None


def kinds_by_group() -> Mapping[str, list[NoticeKind]]:
    """The kinds that may leave the app, by group, in the order of the groups."""
    found: dict[str, list[NoticeKind]] = {
        group.code: [] for group in sorted(GROUPS.values(), key=lambda group: group.order)
    }
    for kind in KINDS.values():
        if not kind.confidential and kind.in_app:
            found[kind.group].append(kind)
    return {group: kinds for group, kinds in found.items() if kinds}


DIGEST_KIND = NoticeKind(
    code="notifications.digest", label=_("通知汇总"), group="account", title=_("您有 {count} 条通知"), channels=(Channel.EMAIL,), in_app=False,
)  # fmt: skip

for _group in (
    NoticeGroup(code="activities", label=_("活动"), words=_("报名、候补、变更和提醒"), order=10),
    NoticeGroup(code="rooms", label=_("场地"), words=_("预订、审批和变更"), order=20),
    NoticeGroup(code="appointments", label=_("服务预约"), words=_("预约、改期和取消"), order=30),
    NoticeGroup(code="duties", label=_("工作"), words=_("需要办理或确认的事"), order=40),
    NoticeGroup(code="exchange", label=_("资源与需求"), words=_("认领、对接和进展"), order=50),
    NoticeGroup(code="account", label=_("账号"), words=_("账号与资料的变化"), order=60),
):
    register_group(_group)
register_kind(DIGEST_KIND)


Silencer = Callable[[Any], bool]
SILENCERS: dict[str, Silencer] = {}


def register_silencer(room: str, silencer: Silencer) -> None:
    """Keep an event of this room in the house where `silencer(fact)` says that what it tells of is confidential."""
    SILENCERS[room] = silencer


CalendarSource = Callable[[int, datetime], Sequence[CalendarEvent]]
CalendarFile = Callable[[Actor, int, datetime], Sequence[CalendarEvent]]


@dataclass(frozen=True, kw_only=True)
class PublicCalendar:
    """A calendar that anybody may read. url: the page it belongs to, a path of this site."""

    name: str
    events: Sequence[CalendarEvent]
    url: str = ""


CALENDAR_SOURCES: dict[str, CalendarSource] = {}
CALENDAR_FILES: dict[str, CalendarFile] = {}
PUBLIC_CALENDARS: dict[str, Callable[[str, datetime], PublicCalendar | None]] = {}


def register_calendar_source(kind: str, source: CalendarSource) -> None:
    """Let `source(user_id, now)` add to each person's private feed: recent and coming events, nothing confidential."""
    CALENDAR_SOURCES[kind] = source


def register_calendar_file(kind: str, file: CalendarFile) -> None:
    """Offer /calendar/file/<kind>/<id>.ics: `file(own_actor, object_id, now)` raises NotFound for what is not theirs."""
    CALENDAR_FILES[kind] = file


def register_public_calendar(kind: str, calendar: Callable[[str, datetime], PublicCalendar | None]) -> None:
    """Offer /calendar/<kind>/<slug>.ics to everybody: `calendar(slug, now)`, None where there is none."""
    PUBLIC_CALENDARS[kind] = calendar
