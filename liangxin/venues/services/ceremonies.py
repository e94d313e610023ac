"""The ceremony hall: packages, invited guides, and booking all three at once (#076, #145)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import TimestamptzRange

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.services import require, require_part
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.events import publish
from liangxin.core.history import because
from liangxin.people.permissions import Permission as PeoplePermission
from liangxin.trees.models import random_slug
from liangxin.venues.events import CeremonyBooked
from liangxin.venues.models import CeremonyBooking, CeremonyPackage, Guide, Room, Station
from liangxin.venues.permissions import OfferPermission
from liangxin.venues.services.room_bookings import hold_room, release_room

if TYPE_CHECKING:
    from liangxin.accounts.models import User
    from liangxin.organisations.models import Organisation
    from liangxin.people.models import Person


class PackageUnnamed(RuleBroken):
    code, field, message = "venues.package_unnamed", "name", _("请填写名称。")


class PackageExists(RuleBroken):
    code, field, message = "venues.package_exists", "name", _("这个站点已有“{name}”。")


class PackageMinutesOdd(RuleBroken):
    code, field, message = "venues.package_minutes_odd", "minutes", _("时长应在 15 到 480 分钟之间。")


class HallElsewhere(RuleBroken):
    code, field, message = "venues.hall_elsewhere", "room", _("礼堂应是这个站点的房间。")


class PackageWithoutHall(RuleBroken):
    code, field, message = "venues.package_without_hall", "package", _("“{name}”还没有指定礼堂，请联系站点。")


class PackageClosed(RuleBroken):
    code, field, message = "venues.package_closed", "package", _("“{name}”现在不接受预订。")


class CeremonyTooBig(RuleBroken):
    code, field, message = "venues.ceremony_too_big", "headcount", _("人数应在 1 到 {most} 之间。")


class CeremonyInThePast(RuleBroken):
    code, field, message = "venues.ceremony_in_the_past", "starts_at", _("请选以后的时间。")


class GuideUntitled(RuleBroken):
    code, field, message = "venues.guide_untitled", "title", _("请写公开的称呼，例如“特约领管人”；姓名不公开。")


class GuideExists(RuleBroken):
    code, field, message = "venues.guide_exists", "title", _("这个站点已有“{title}”。")


class GuideElsewhere(RuleBroken):
    code, field, message = "venues.guide_elsewhere", "guide", _("这位领管人不在本站名单上。")


class GuideNotThatDay(RuleBroken):
    code, field, message = "venues.guide_not_that_day", "guide", _("“{title}”那天不能来，请换一位或换一天。")


class GuideTaken(RuleBroken):
    code, field, message = "venues.guide_taken", "guide", _("“{title}”那时已有安排，请换一位或换个时间。")


class CeremonyOver(RuleBroken):
    code, field, message = "venues.ceremony_over", "", _("这场仪式已经开始或已取消。")


@dataclass(frozen=True, kw_only=True)
class PackageValues:
    """A package. content: its parts, one a line; room: the hall, a room of the station."""

    name: str
    content: str = ""
    minutes: int = 60
    most_people: int = 60
    position: int = 100
    room: Room | None = None
    is_active: bool = True


@transaction.atomic
def put_package(
    *, actor: Actor, station: Station, values: PackageValues, package: CeremonyPackage | None = None
) -> CeremonyPackage:
    """Add a package to a hall, or change `package` (R-OFF-13).

    Raises NotAllowed, NotFound, PackageUnnamed, PackageExists, PackageMinutesOdd, CeremonyTooBig, HallElsewhere.
    """
    require(actor, OfferPermission.CEREMONY_CHANGE, scope=package or station)
    if not values.name.strip():
        raise PackageUnnamed()
    if not 15 <= values.minutes <= 480:
        raise PackageMinutesOdd()
    if not 1 <= values.most_people <= 5_000:
        raise CeremonyTooBig(most=5_000)
    if values.room is not None and values.room.station_id != station.pk:
        raise HallElsewhere()
    row = (
        CeremonyPackage.objects.select_for_update(of=("self",)).get(pk=package.pk)
        if package
        else CeremonyPackage(station=station, slug=random_slug())
    )
    row.name, row.content, row.minutes = values.name.strip(), values.content.strip(), values.minutes
    row.most_people, row.position, row.room = values.most_people, values.position, values.room
    row.is_active = values.is_active
    with constraint_as(PackageExists(name=row.name), name="venues_package_once"):
        row.save()
    return row


@dataclass(frozen=True, kw_only=True)
class GuideValues:
    """A guide on the roster. title: what the public reads; weekdays: ISO weekdays on which they can come, "13567"."""

    title: str
    person: "Person | None" = None
    user: "User | None" = None
    languages: str = ""
    weekdays: str = "1234567"
    is_active: bool = True


@transaction.atomic
def put_guide(*, actor: Actor, station: Station, values: GuideValues, guide: Guide | None = None) -> Guide:
    """Put someone on the roster of invited guides, or change `guide`.

    Raises NotAllowed, NotFound, GuideUntitled, GuideExists.
    """
    require(actor, OfferPermission.CEREMONY_CHANGE, scope=guide or station)
    if values.person is not None and (guide is None or guide.person_id != values.person.pk):
        require_part(actor, PeoplePermission.PERSON_READ, scope=values.person, part=Part.BASIC)
    if not values.title.strip():
        raise GuideUntitled()
    row = Guide.objects.select_for_update(of=("self",)).get(pk=guide.pk) if guide else Guide(station=station)
    row.title, row.person, row.user = values.title.strip(), values.person, values.user
    row.languages, row.is_active = values.languages.strip(), values.is_active
    row.weekdays = "".join(sorted(set(values.weekdays) & set("1234567")))
    with constraint_as(GuideExists(title=row.title), name="venues_guide_once"):
        row.save()
    return row


@dataclass(frozen=True, kw_only=True)
class NewCeremony:
    """A ceremony to be. starts_at: when it begins; it lasts as long as its package."""

    package: CeremonyPackage
    organisation: "Organisation"
    starts_at: datetime
    headcount: int
    guide: Guide | None = None
    note: str = ""


@transaction.atomic
def book_ceremony(*, actor: Actor, new: NewCeremony, now: datetime) -> CeremonyBooking:
    """Book the hall, the package and the guide together: all three or nothing (R-OFF-13).

    Raises NotAllowed, NotFound, PackageClosed, PackageWithoutHall, CeremonyInThePast, CeremonyTooBig,
    GuideElsewhere, GuideNotThatDay, GuideTaken, and as `hold_room`. Publishes CeremonyBooked.
    """
    require(actor, OfferPermission.CEREMONY_BOOK, scope=new.organisation)
    package = new.package
    during = TimestamptzRange(new.starts_at, new.starts_at + timedelta(minutes=package.minutes))
    if not package.is_active:
        raise PackageClosed(name=package.name)
    if package.room_id is None:
        raise PackageWithoutHall(name=package.name)
    if new.starts_at <= now:
        raise CeremonyInThePast()
    if not 1 <= new.headcount <= package.most_people:
        raise CeremonyTooBig(most=package.most_people)
    _check_guide(new)
    held = hold_room(
        actor=actor, room_id=package.room_id, during=during, headcount=new.headcount, purpose=package.name, now=now,
        organisation_id=new.organisation.pk,
    )  # fmt: skip
    taken = GuideTaken(title=new.guide.title if new.guide else "")
    with constraint_as(taken, name="venues_guide_in_one_place"):
        row = CeremonyBooking.objects.create(
            package=package, station_id=package.station_id, organisation=new.organisation,
            booked_by_id=actor.user_id, guide=new.guide, room_booking=held, during=during, headcount=new.headcount,
            note=new.note.strip()[:300], booked_at=now,
        )  # fmt: skip
    publish(CeremonyBooked(ceremony_id=row.pk))
    return row


def _check_guide(new: NewCeremony) -> None:
    if new.guide is None:
        return
    if new.guide.station_id != new.package.station_id or not new.guide.is_active:
        raise GuideElsewhere()
    if str(timezone.localtime(new.starts_at).isoweekday()) not in new.guide.weekdays:
        raise GuideNotThatDay(title=new.guide.title)


@transaction.atomic
def cancel_ceremony(*, actor: Actor, booking_id: int, reason: str, now: datetime) -> CeremonyBooking:
    """Cancel a ceremony: by who booked it or by the station; hall and guide are free in the same transaction.

    Raises NotAllowed, NotFound, CeremonyOver.
    """
    row = (
        CeremonyBooking.objects.select_for_update(of=("self",))
        .select_related("station", "organisation__node")
        .filter(pk=booking_id)
        .first()
    )
    if row is None:
        raise NotFound()
    may_change = actor.may_somewhere(OfferPermission.CEREMONY_CHANGE)
    require(actor, OfferPermission.CEREMONY_CHANGE if may_change else OfferPermission.CEREMONY_BOOK, scope=row)
    if row.cancelled_at is not None or row.during.lower <= now:
        raise CeremonyOver()
    row.cancelled_at = now
    with because(reason):
        row.save(update_fields=["cancelled_at"])
    release_room(actor=actor, booking_id=row.room_booking_id, reason=reason, now=now)
    return row
