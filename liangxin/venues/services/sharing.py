"""Co-owners of shared stations, and what was built or upgraded (#095)."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import RuleBroken
from liangxin.core.history import because
from liangxin.venues.models import CoOwner, Station, StationWork
from liangxin.venues.permissions import Permission

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation


class CoOwnerIsOwner(RuleBroken):
    code, field, message = (
        "venues.co_owner_is_owner",
        "organisation",
        _("它就是这个站点的主管组织，不必再列为共建单位。"),
    )


class CoOwnerTwice(RuleBroken):
    code, field, message = "venues.co_owner_twice", "organisation", _("这段时间它已是共建单位，请改日期。")


class AgreementMissing(RuleBroken):
    code, field, message = "venues.agreement_missing", "agreement", _("请写明共建协议的名称或编号。")


class SharingEndsBeforeStart(RuleBroken):
    code, field, message = "venues.sharing_ends_before_start", "until", _("结束日期应晚于开始日期。")


class WorkUndescribed(RuleBroken):
    code, field, message = "venues.work_undescribed", "description", _("请写明做了什么。")


class WorkInTheFuture(RuleBroken):
    code, field, message = "venues.work_in_the_future", "completed_on", _("完成日期不能晚于今天。")


@dataclass(frozen=True, kw_only=True)
class NewCoOwner:
    """A sharing of a station. since: the first day; until: the first day without, or None."""

    organisation: "Organisation"
    agreement: str
    since: date
    until: date | None = None
    contribution: str = ""


@transaction.atomic
def add_co_owner(*, actor: Actor, station: Station, new: NewCoOwner, reason: str = "") -> CoOwner:
    """Let an organisation share the station under an agreement (R-VEN-06).

    Raises NotAllowed, NotFound, CoOwnerIsOwner, AgreementMissing, SharingEndsBeforeStart, CoOwnerTwice.
    """
    require(actor, Permission.STATION_CHANGE, scope=station)
    if new.organisation.pk == station.owner_id:
        raise CoOwnerIsOwner()
    if not new.agreement.strip():
        raise AgreementMissing()
    if new.until is not None and new.until <= new.since:
        raise SharingEndsBeforeStart()
    with because(reason), constraint_as(CoOwnerTwice(), name="venues_co_owner_once_a_day"):
        return CoOwner.objects.create(
            station=station, organisation=new.organisation, agreement=new.agreement.strip(),
            contribution=new.contribution.strip(), during=DateRange(new.since, new.until),
        )  # fmt: skip


@transaction.atomic
def end_co_owner(*, actor: Actor, co_owner: CoOwner, effective: date, reason: str = "") -> CoOwner:
    """End a sharing: `effective` is the first day without. Raises NotAllowed, NotFound, SharingEndsBeforeStart."""
    require(actor, Permission.STATION_CHANGE, scope=co_owner.station)
    co_owner = CoOwner.objects.select_for_update(of=("self",)).get(pk=co_owner.pk)
    if effective <= co_owner.during.lower:
        raise SharingEndsBeforeStart()
    with because(reason):
        co_owner.during = DateRange(co_owner.during.lower, effective)
        co_owner.save(update_fields=["during"])
    return co_owner


@transaction.atomic
def record_work(
    *, actor: Actor, station: Station, kind: str, completed_on: date, description: str, today: date
) -> StationWork:
    """Record that the station was built, upgraded or moved.

    Raises NotAllowed, NotFound, WorkUndescribed, WorkInTheFuture.
    """
    require(actor, Permission.STATION_CHANGE, scope=station)
    if not description.strip():
        raise WorkUndescribed()
    if completed_on > today:
        raise WorkInTheFuture()
    return StationWork.objects.create(
        station=station, kind=kind, completed_on=completed_on, description=description.strip()
    )
