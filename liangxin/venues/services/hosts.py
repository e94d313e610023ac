"""Who hosts a studio (#092)."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.services import require, require_part
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import RuleBroken
from liangxin.core.history import because
from liangxin.people.permissions import Permission as PeoplePermission
from liangxin.venues.models import Station, StudioHost
from liangxin.venues.permissions import Permission

if TYPE_CHECKING:
    from liangxin.people.models import Person


class HostTwice(RuleBroken):
    code, field, message = "venues.host_twice", "person", _("这段时间此人已是主持人，请改日期。")


class HostUntitled(RuleBroken):
    code, field, message = "venues.host_untitled", "title", _("请写公开的称呼，例如“支部书记”；姓名不公开。")


class HostEndsBeforeStart(RuleBroken):
    code, field, message = "venues.host_ends_before_start", "until", _("结束日期应晚于开始日期。")


@dataclass(frozen=True, kw_only=True)
class NewHost:
    """Who hosts. title: what the public reads; since: the first day; until: the first day without, or None."""

    person: "Person"
    title: str
    since: date
    until: date | None = None


@transaction.atomic
def appoint_host(*, actor: Actor, station: Station, new: NewHost, reason: str = "") -> StudioHost:
    """Let a person, known at least by name to the actor, host the station (R-VEN-10).

    Raises NotAllowed, NotFound, HostUntitled, HostEndsBeforeStart, HostTwice.
    """
    require(actor, Permission.STATION_CHANGE, scope=station)
    require_part(actor, PeoplePermission.PERSON_READ, scope=new.person, part=Part.BASIC)
    if not new.title.strip():
        raise HostUntitled()
    if new.until is not None and new.until <= new.since:
        raise HostEndsBeforeStart()
    with because(reason), constraint_as(HostTwice(), name="venues_host_once_a_day"):
        return StudioHost.objects.create(
            station=station, person=new.person, title=new.title.strip(), during=DateRange(new.since, new.until)
        )


@transaction.atomic
def end_host(*, actor: Actor, host: StudioHost, effective: date, reason: str = "") -> StudioHost:
    """End a hosting: `effective` is the first day without. Raises NotAllowed, NotFound, HostEndsBeforeStart."""
    require(actor, Permission.STATION_CHANGE, scope=host.station)
    host = StudioHost.objects.select_for_update(of=("self",)).get(pk=host.pk)
    if effective <= host.during.lower:
        raise HostEndsBeforeStart()
    with because(reason):
        host.during = DateRange(host.during.lower, effective)
        host.save(update_fields=["during"])
    return host
