"""Reading the catalogue of services, who provides them, and free slots."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.reach import visible
from liangxin.core.errors import NotFound
from liangxin.search.selectors import matching, matching_ids
from liangxin.trees.selectors import below
from liangxin.venues.choices import ServiceMode, SlotStatus
from liangxin.venues.models import (
    Provider,
    ProviderAbsence,
    ProviderHours,
    ServiceCategory,
    ServiceFunction,
    ServiceItem,
    Slot,
    Station,
    StationFunction,
)
from liangxin.venues.permissions import OfferPermission

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, kw_only=True)
class ServiceFilter:
    """What a list of services is narrowed to. place_path: stations at and below that place."""

    text: str = ""
    station_id: int | None = None
    station_slug: str = ""
    category_code: str = ""
    mode: str = ""
    function_code: str = ""
    provided_by: str = ""
    place_path: str = ""
    free_only: bool = False
    confidential: bool = False
    inactive: bool = False


def _condition(narrowed: ServiceFilter) -> Q:
    plain = {
        "station": narrowed.station_id, "station__node__slug": narrowed.station_slug, "mode": narrowed.mode,
        "category__code": narrowed.category_code, "provided_by": narrowed.provided_by,
    }  # fmt: skip
    condition = Q(**{name: value for name, value in plain.items() if value})
    if narrowed.function_code:
        tagged = ServiceFunction.objects.filter(function__code=narrowed.function_code)
        condition &= Q(pk__in=tagged.values("item"))
    if narrowed.place_path:
        condition &= below(narrowed.place_path, field="station__place__node")
    if narrowed.free_only:
        condition &= Q(fee_fen=0)
    if narrowed.confidential:
        condition &= Q(is_confidential=True)
    return condition


def list_services(*, actor: Actor, narrowed: ServiceFilter, part: Part = Part.FULL) -> "QuerySet[ServiceItem]":
    """The services of the actor's stations, by station and name."""
    items = visible(actor, ServiceItem.objects.all(), OfferPermission.SERVICE_READ, part=part)
    items = items.filter(_condition(narrowed))
    items = items.filter(is_active=not narrowed.inactive)
    if narrowed.text:
        items = items.filter(pk__in=matching_ids(kind="service", text=narrowed.text))
    return items.select_related("station__node", "category").order_by("station__node__sort_key", "sort_key", "pk")


def get_service(*, actor: Actor, service_id: int, part: Part = Part.FULL) -> ServiceItem:
    """The service. Raises NotFound."""
    items = visible(actor, ServiceItem.objects.all(), OfferPermission.SERVICE_READ, part=part)
    item = items.filter(pk=service_id).select_related("station__node", "category").first()
    if item is None:
        raise NotFound()
    return item


def list_categories() -> "Sequence[ServiceCategory]":
    """All categories in their order."""
    return list(ServiceCategory.objects.order_by("position", "pk"))


def get_category(*, code: str) -> ServiceCategory:
    """The category with this code. Raises NotFound."""
    row = ServiceCategory.objects.filter(code=code).first()
    if row is None:
        raise NotFound()
    return row


# ------------------------------------------------------------------------------------------- what anyone may read


def public_services(*, narrowed: ServiceFilter) -> "QuerySet[ServiceItem]":
    """The public services of public stations in public places, by category and name."""
    items = ServiceItem.objects.filter(
        _condition(narrowed), is_public=True, is_active=True, station__is_public=True, station__place__is_public=True
    )
    if narrowed.text:
        items = items.filter(pk__in=matching(kind="service", text=narrowed.text).values("object_id"))
    return items.select_related("station__node", "category").order_by("category__position", "sort_key", "pk")


def get_public_service(*, station_slug: str, slug: str) -> ServiceItem:
    """The public service with this address. Raises NotFound."""
    item = public_services(narrowed=ServiceFilter(station_slug=station_slug)).filter(slug=slug).first()
    if item is None:
        raise NotFound()
    return item


@dataclass(frozen=True)
class CategoryCount:
    """A category and how many public services of a station it holds."""

    category: ServiceCategory
    services: int


def categories_offered(*, station_slug: str) -> Sequence[CategoryCount]:
    """Each category with the public services of a station; empty ones are left out. Two queries."""
    items = public_services(narrowed=ServiceFilter(station_slug=station_slug)).order_by()
    counts = dict(items.values_list("category").annotate(number=Count("pk")))
    rows = ServiceCategory.objects.filter(pk__in=counts).order_by("position", "pk")
    return [CategoryCount(row, counts[row.pk]) for row in rows]


def functions_of(*, station_slug: str) -> Sequence[StationFunction]:
    """The functions that some public service of a station fulfils."""
    items = public_services(narrowed=ServiceFilter(station_slug=station_slug)).order_by()
    tags = ServiceFunction.objects.filter(item__in=items.values("pk"))
    return list(StationFunction.objects.filter(pk__in=tags.values("function")).order_by("position", "pk"))


def free_slots(*, item_ids: Sequence[int], now: datetime) -> "QuerySet[Slot]":
    """The slots of these services (a page of them, at most 500) that can still be booked, the next first."""
    open_ones = Slot.objects.filter(
        item__in=list(item_ids)[:500], status=SlotStatus.OPEN, taken__lt=F("places"), during__startswith__gt=now
    )
    return open_ones.select_related("provider").order_by("during__startswith", "pk")


def next_free(*, item_ids: Sequence[int], now: datetime) -> dict[int, datetime]:
    """When each of these services can be had next. One query."""
    slots = free_slots(item_ids=item_ids, now=now).order_by()
    return dict(slots.values_list("item").annotate(first=Min("during__startswith")))


def upcoming_slots(*, item: ServiceItem, now: datetime, days: int = 14) -> Sequence[Slot]:
    """The slots of a service in the days ahead, full and closed ones too, the next first."""
    rows = Slot.objects.filter(item=item, during__startswith__gt=now, during__startswith__lt=now + timedelta(days=days))
    return list(rows.select_related("provider").order_by("during__startswith", "pk")[:500])


def get_slot(*, slot_id: int) -> Slot:
    """A slot of a public service. Raises NotFound."""
    public = public_services(narrowed=ServiceFilter()).order_by().values("pk")
    slot = (
        Slot.objects.filter(pk=slot_id, item__in=public)
        .select_related("item__station__node", "item__category", "provider")
        .first()
    )
    if slot is None:
        raise NotFound()
    return slot


# ---------------------------------------------------------------------------------------- who provides, and when


def list_providers(*, actor: Actor, station_id: int | None = None) -> "QuerySet[Provider]":
    """Who provides services at the actor's stations, with how many slots are open from now on."""
    rows = visible(actor, Provider.objects.all(), OfferPermission.SERVICE_READ)
    if station_id is not None:
        rows = rows.filter(station=station_id)
    return rows.select_related("station__node", "user").order_by("station__node__sort_key", "title", "pk")


def get_provider(*, actor: Actor, provider_id: int) -> Provider:
    """Who provides. Raises NotFound."""
    row = list_providers(actor=actor).filter(pk=provider_id).first()
    if row is None:
        raise NotFound()
    return row


def list_shifts(*, provider: Provider, day: "date") -> Sequence[ProviderHours]:
    """The weekly shifts of a provider that are not over on `day`."""
    rows = ProviderHours.objects.filter(Q(days__endswith=None) | Q(days__endswith__gt=day), provider=provider)
    return list(rows.select_related("item").order_by("weekday", "minutes", "pk"))


def get_shift(*, actor: Actor, shift_id: int) -> ProviderHours:
    """A shift of a provider whom the actor reaches. Raises NotFound."""
    rows = ProviderHours.objects.filter(provider__in=list_providers(actor=actor).order_by().values("pk"))
    row = rows.select_related("provider__station", "item").filter(pk=shift_id).first()
    if row is None:
        raise NotFound()
    return row


def list_absences(*, provider: Provider, day: "date") -> Sequence[ProviderAbsence]:
    """The absences of a provider that are not over on `day`."""
    return list(ProviderAbsence.objects.filter(provider=provider, days__endswith__gt=day).order_by("days", "pk"))


def get_absence(*, actor: Actor, absence_id: int) -> ProviderAbsence:
    """An absence of a provider whom the actor reaches. Raises NotFound."""
    rows = ProviderAbsence.objects.filter(provider__in=list_providers(actor=actor).order_by().values("pk"))
    row = rows.select_related("provider__station").filter(pk=absence_id).first()
    if row is None:
        raise NotFound()
    return row


def service_counts(*, station_ids: Sequence[int]) -> dict[int, int]:
    """How many services each of these stations offers. One query."""
    rows = ServiceItem.objects.filter(station__in=list(station_ids)[:500], is_active=True).order_by()
    return dict(rows.values_list("station").annotate(number=Count("pk")))


def bookable_items(*, station: Station) -> "QuerySet[ServiceItem]":
    """The services of a station that are taken by appointment, for pickers."""
    return ServiceItem.objects.filter(station=station, mode=ServiceMode.APPOINTMENT, is_active=True).order_by(
        "sort_key", "pk"
    )


def offices(*, station_slug: str) -> Sequence[str]:
    """Who provides the public services of a station, in words, for a filter."""
    rows = public_services(narrowed=ServiceFilter(station_slug=station_slug)).order_by()
    return list(
        rows.exclude(provided_by="").values_list("provided_by", flat=True).distinct().order_by("provided_by")[:200]
    )


def with_next_slot(items: "QuerySet[ServiceItem]", *, now: datetime) -> "QuerySet[ServiceItem]":
    """The services with the start of their next free slot as `next_at`."""
    open_ones = Slot.objects.filter(
        item=OuterRef("pk"), status=SlotStatus.OPEN, taken__lt=F("places"), during__startswith__gt=now
    ).order_by("during__startswith")
    return items.annotate(next_at=Subquery(open_ones.values("during__startswith")[:1]))


def fee_words(fen: int) -> str:
    """15000 → "¥150.00"; "" for what is free."""
    return f"¥{fen / 100:,.2f}" if fen else ""


def soonest_first(items: "QuerySet[ServiceItem]", *, now: datetime) -> "QuerySet[ServiceItem]":
    """The services that can be booked next in front, then the others by category."""
    order = (F("next_at").asc(nulls_last=True), "category__position", "sort_key", "pk")
    return with_next_slot(items, now=now).order_by(*order)
