"""Reading packages, guides and ceremonies."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.reach import visible
from liangxin.core.errors import NotFound
from liangxin.venues.models import CeremonyBooking, CeremonyPackage, Guide, Room, Station
from liangxin.venues.permissions import OfferPermission


def list_packages(
    *, actor: Actor, station_id: int | None = None, part: Part = Part.BASIC
) -> "QuerySet[CeremonyPackage]":
    """The packages that can be booked, by station and position."""
    rows = visible(actor, CeremonyPackage.objects.all(), OfferPermission.CEREMONY_READ, part=part)
    if station_id is not None:
        rows = rows.filter(station=station_id)
    return rows.select_related("station__node", "room").order_by("station__node__sort_key", "position", "pk")


def get_package(*, actor: Actor, package_id: int, part: Part = Part.BASIC) -> CeremonyPackage:
    """The package. Raises NotFound."""
    row = list_packages(actor=actor, part=part).filter(pk=package_id).first()
    if row is None:
        raise NotFound()
    return row


def list_guides(*, actor: Actor, station_id: int | None = None) -> "QuerySet[Guide]":
    """The roster of the actor's stations."""
    rows = visible(actor, Guide.objects.all(), OfferPermission.CEREMONY_READ)
    if station_id is not None:
        rows = rows.filter(station=station_id)
    return rows.select_related("station__node", "person").order_by("station__node__sort_key", "title", "pk")


def get_guide(*, actor: Actor, guide_id: int) -> Guide:
    """Someone on the roster. Raises NotFound."""
    row = list_guides(actor=actor).filter(pk=guide_id).first()
    if row is None:
        raise NotFound()
    return row


def guides_of(*, package: CeremonyPackage) -> "QuerySet[Guide]":
    """Those who guide at the package's station, by the title that everyone reads."""
    return Guide.objects.filter(station=package.station_id, is_active=True).order_by("title", "pk")


def guides_free(*, package: CeremonyPackage, starts_at: datetime, ends_at: datetime) -> Sequence[Guide]:
    """Those who can come then: it is one of their weekdays and they are not booked."""
    taken = CeremonyBooking.objects.filter(
        cancelled_at=None, guide__isnull=False, during__overlap=TimestamptzRange(starts_at, ends_at)
    )
    weekday = str(timezone.localtime(starts_at).isoweekday())
    rows = guides_of(package=package).exclude(pk__in=taken.values("guide"))
    return [row for row in rows if weekday in row.weekdays]


def list_ceremonies(
    *, actor: Actor, station_id: int | None = None, first: date | None = None
) -> "QuerySet[CeremonyBooking]":
    """The ceremonies of the actor's stations and organisations, the latest first."""
    rows = visible(actor, CeremonyBooking.objects.all(), OfferPermission.CEREMONY_READ)
    if station_id is not None:
        rows = rows.filter(station=station_id)
    if first is not None:
        rows = rows.filter(during__startswith__date__gte=first)
    return rows.select_related(
        "package__station__node", "station__node", "organisation__node", "guide", "room_booking"
    ).order_by("-during__startswith", "-pk")


def get_ceremony(*, actor: Actor, booking_id: int) -> CeremonyBooking:
    """The ceremony. Raises NotFound."""
    row = list_ceremonies(actor=actor).filter(pk=booking_id).first()
    if row is None:
        raise NotFound()
    return row


def halls_of(*, station: Station) -> "QuerySet[Room]":
    """The rooms of a station, for the choice of the hall."""
    return Room.objects.filter(station=station).order_by("name", "pk")
