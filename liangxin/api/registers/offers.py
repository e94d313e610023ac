"""Services of stations, their slots, and appointments. Confidential kinds name nobody, here as everywhere (R-OFF-06)."""

from typing import Any

from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status
from pydantic import AwareDatetime

from liangxin.access.choices import Part
from liangxin.access.services.require import require_somewhere
from liangxin.api import references
from liangxin.api.oneself import oneself
from liangxin.api.paging import Page, Paging, page_of
from liangxin.api.words import READING, WRITING, Code, Coded, Count, Day, Id, Line, Name, Named, Text, coded, named
from liangxin.core.errors import NotFound
from liangxin.venues.choices import AppointmentStatus, ServiceMode
from liangxin.venues.permissions import OfferPermission
from liangxin.venues.selectors.appointments import (
    AppointmentFilter,
    get_appointment,
    list_appointments,
    own_appointments,
    said_name,
)
from liangxin.venues.selectors.offers import (
    ServiceFilter,
    get_category,
    get_service,
    list_categories,
    list_services,
    upcoming_slots,
)
from liangxin.venues.selectors.stations import get_station
from liangxin.venues.services.appointments import (
    book_appointment,
    call_off,
    cancel_appointment,
    mark_came,
    mark_no_show,
)
from liangxin.venues.services.offers import ServiceValues, add_service, change_service, set_service_active

router = Router(tags=["services"])
PART = Field(
    "full", pattern="^(full|basic)$", description="full: of the stations one keeps; basic: all one may know of"
)


class ServiceOut(Schema):
    """A service of a station. documents: one a line; fee in fen, 0 is free."""

    id: int
    slug: str
    name: str
    station: Named
    category: Coded
    mode: str
    summary: str
    description: str
    provided_by: str
    where: str
    documents: str
    fee_fen: int
    is_confidential: bool
    is_public: bool
    is_active: bool


class ServiceQuery(Schema):
    """As the list's filters. category, function: codes; inactive: those taken out of the catalogue."""

    text: Name = ""
    station: Id | None = None
    category: Code = ""
    function: Code = ""
    mode: ServiceMode | None = None
    free: bool = False
    confidential: bool = False
    inactive: bool = False
    part: str = PART


class ServiceIn(Schema):
    """The whole of a service. category, functions: codes."""

    name: Name = Field(max_length=80)
    category: Code
    mode: ServiceMode = ServiceMode.WALK_IN
    functions: list[Code] = Field([], max_length=50)
    summary: Name = ""
    description: Text = ""
    provided_by: Name = Field("", max_length=80)
    where: Name = Field("", max_length=80)
    documents: Text = ""
    fee_fen: Count = 0
    is_confidential: bool = False
    is_public: bool = True
    reason: Line = ""


class NewServiceIn(ServiceIn):
    station: Id


class ActiveIn(Schema):
    is_active: bool
    reason: Line = ""


class SlotOut(Schema):
    """A span in which a service can be had. left: places; nobody is named."""

    id: int
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    left: int
    status: str


class AppointmentOut(Schema):
    """An appointment. name: who comes, masked, "" in one's own; code: shown at the door."""

    id: int
    service: Named
    station: Named
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    status: str
    name: str
    code: str


class AppointmentQuery(Schema):
    """As the list's filters. first, last: days, both included."""

    station: Id | None = None
    service: Id | None = None
    status: AppointmentStatus | None = None
    first: Day | None = None
    last: Day | None = None


class AppointmentIn(Schema):
    """note: for who provides the service; kept sealed."""

    note: Line = ""


class ReasonIn(Schema):
    reason: Name


def shape(one: Any) -> dict[str, Any]:
    """A service as it is told."""
    plain = (
        "slug", "name", "mode", "summary", "description", "provided_by", "where", "documents", "fee_fen",
        "is_confidential", "is_public", "is_active",
    )  # fmt: skip
    return {
        "id": one.pk, "station": named(one.station), "category": coded(one.category),
        **{name: getattr(one, name) for name in plain},
    }  # fmt: skip


def appointment_shape(one: Any, *, name: str = "", code: bool = False) -> dict[str, Any]:
    """An appointment as it is told."""
    return {
        "id": one.pk, "service": Named(id=one.item.pk, name=one.item.name), "station": named(one.station),
        "starts_at": one.during.lower, "ends_at": one.during.upper, "status": one.status, "name": name,
        "code": one.code if code else "",
    }  # fmt: skip


def values_of(values: ServiceIn) -> ServiceValues:
    """What was sent as the register takes it."""
    plain = values.dict(include=set(ServiceIn.model_fields) - {"category", "functions", "reason"})
    category = references.referred("category", lambda: get_category(code=values.category))
    return ServiceValues(category=category, functions=references.functions(values.functions), **plain)


@router.get("/services", response={200: Page[ServiceOut], **READING}, summary="List services", url_name="service-list")
def services(request: Any, asked: Query[ServiceQuery], paging: Query[Paging]) -> Any:
    require_somewhere(request.actor, OfferPermission.SERVICE_READ)
    narrowed = ServiceFilter(
        text=asked.text, station_id=asked.station, category_code=asked.category, function_code=asked.function,
        mode=asked.mode or "", free_only=asked.free, confidential=asked.confidential, inactive=asked.inactive,
    )  # fmt: skip
    part = Part.FULL if asked.part == "full" else Part.BASIC
    return page_of(list_services(actor=request.actor, narrowed=narrowed, part=part), paging, shape=shape)


@router.get(
    "/services/categories",
    response={200: list[Coded], **READING},
    summary="Categories of services",
    url_name="service-categories",
)
def categories(request: Any) -> Any:
    return [coded(one) for one in list_categories()]


@router.get("/services/{service_id}", response={200: ServiceOut, **READING}, summary="One service", url_name="service")
def service(request: Any, service_id: Id) -> Any:
    return shape(get_service(actor=request.actor, service_id=service_id, part=Part.BASIC))


@router.post(
    "/services",
    response={201: ServiceOut, **WRITING},
    summary="Put a service into the catalogue",
    url_name="service-new",
)
def new_service(request: Any, values: NewServiceIn) -> Any:
    station = references.referred(
        "station", lambda: get_station(actor=request.actor, station_id=values.station, part=Part.FULL)
    )
    made = add_service(actor=request.actor, station=station, values=values_of(values))
    return Status(201, shape(made))


@router.put(
    "/services/{service_id}",
    response={200: ServiceOut, **WRITING},
    summary="Change a service",
    url_name="service-change",
)
def change(request: Any, service_id: Id, values: ServiceIn) -> Any:
    found = get_service(actor=request.actor, service_id=service_id)
    return shape(change_service(actor=request.actor, item=found, values=values_of(values), reason=values.reason))


@router.post(
    "/services/{service_id}/active",
    response={200: ServiceOut, **WRITING},
    summary="Take it out, or put it back",
    url_name="service-active",
)
def active(request: Any, service_id: Id, values: ActiveIn) -> Any:
    found = get_service(actor=request.actor, service_id=service_id)
    return shape(set_service_active(actor=request.actor, item=found, is_active=values.is_active, reason=values.reason))


@router.get(
    "/services/{service_id}/slots",
    response={200: list[SlotOut], **READING},
    summary="When it can be had in the next 14 days",
    url_name="slot-list",
)
def slots(request: Any, service_id: Id) -> Any:
    item = get_service(actor=request.actor, service_id=service_id, part=Part.BASIC)
    return [
        {
            "id": one.pk, "starts_at": one.during.lower, "ends_at": one.during.upper,
            "left": max(one.places - one.taken, 0), "status": one.status,
        }
        for one in upcoming_slots(item=item, now=timezone.now())
    ]  # fmt: skip


@router.post(
    "/slots/{slot_id}/appointments",
    response={201: AppointmentOut, **WRITING},
    summary="Take a place for oneself",
    url_name="appointment-new",
)
def book(request: Any, slot_id: Id, values: AppointmentIn) -> Any:
    """Needs a token on one's own account. Sent twice it is one appointment."""
    made = book_appointment(actor=oneself(request), slot_id=slot_id, note=values.note, now=timezone.now())
    request.keeps_no_answer = made.is_confidential
    return Status(201, appointment_shape(made, code=True))


@router.get(
    "/appointments",
    response={200: Page[AppointmentOut], **READING},
    summary="Appointments at one's stations",
    url_name="appointment-list",
)
def appointments(request: Any, asked: Query[AppointmentQuery], paging: Query[Paging]) -> Any:
    """Confidential ones are never among them."""
    require_somewhere(request.actor, OfferPermission.APPOINTMENT_READ)
    narrowed = AppointmentFilter(
        station_id=asked.station,
        service_id=asked.service,
        status=asked.status or "",
        first=asked.first,
        last=asked.last,
    )
    found = list_appointments(actor=request.actor, narrowed=narrowed)
    return page_of(found, paging, shape=lambda one: appointment_shape(one, name=said_name(one)))


@router.get(
    "/me/appointments",
    response={200: Page[AppointmentOut], **READING},
    summary="One's own appointments",
    url_name="my-appointments",
)
def mine(request: Any, paging: Query[Paging]) -> Any:
    me = oneself(request)
    found = own_appointments(user_id=me.user_id or 0, now=timezone.now())
    return page_of(found.select_related("station__node"), paging, shape=lambda one: appointment_shape(one, code=True))


@router.post(
    "/me/appointments/{appointment_id}/cancellation",
    response={200: AppointmentOut, **WRITING},
    summary="Give one's place back",
    url_name="appointment-cancel",
)
def cancel(request: Any, appointment_id: Id) -> Any:
    done = cancel_appointment(actor=oneself(request), appointment_id=appointment_id, now=timezone.now())
    request.keeps_no_answer = done.is_confidential
    return appointment_shape(done)


def _kept(request: Any, appointment_id: int) -> Any:
    """One of a station's, never a confidential one."""
    found = get_appointment(actor=request.actor, appointment_id=appointment_id)
    if found.is_confidential:
        raise NotFound()
    return found


@router.post(
    "/appointments/{appointment_id}/calling-off",
    response={200: AppointmentOut, **WRITING},
    summary="The station cancels it",
    url_name="appointment-call-off",
)
def calling_off(request: Any, appointment_id: Id, values: ReasonIn) -> Any:
    found = _kept(request, appointment_id)
    done = call_off(actor=request.actor, appointment_id=found.pk, reason=values.reason, now=timezone.now())
    return appointment_shape(done, name=said_name(done))


@router.post(
    "/appointments/{appointment_id}/came",
    response={200: AppointmentOut, **WRITING},
    summary="They came",
    url_name="appointment-came",
)
def came(request: Any, appointment_id: Id) -> Any:
    found = _kept(request, appointment_id)
    done = mark_came(actor=request.actor, appointment_id=found.pk, at=timezone.now())
    return appointment_shape(done, name=said_name(done))


@router.post(
    "/appointments/{appointment_id}/absence",
    response={200: AppointmentOut, **WRITING},
    summary="They did not come",
    url_name="appointment-absent",
)
def absent(request: Any, appointment_id: Id) -> Any:
    found = _kept(request, appointment_id)
    done = mark_no_show(actor=request.actor, appointment_id=found.pk, now=timezone.now())
    return appointment_shape(done, name=said_name(done))
