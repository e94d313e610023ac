"""The catalogue of services (#110)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require, require_somewhere
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import NotAllowed, RuleBroken
from liangxin.core.history import because
from liangxin.core.names import normalised, sort_key
from liangxin.search.services.entries import Findable, index_many
from liangxin.trees.models import random_slug
from liangxin.trees.selectors import ancestor_ids
from liangxin.venues.choices import AppointmentStatus, ServiceMode
from liangxin.venues.models import (
    Appointment,
    ServiceCategory,
    ServiceFunction,
    ServiceItem,
    Station,
    StationFunction,
)
from liangxin.venues.permissions import OfferPermission
from liangxin.venues.rules_offers import MOST_FEE_FEN


class ServiceUnnamed(RuleBroken):
    code, field, message = "venues.service_unnamed", "name", _("请填写服务名称。")


class ServiceExists(RuleBroken):
    code, field, message = "venues.service_exists", "name", _("这个站点已有服务“{name}”。")


class FeeTooHigh(RuleBroken):
    code, field, message = "venues.fee_too_high", "fee_fen", _("费用应在 0 到 {most} 元之间。")


class ConfidentialOnRequest(RuleBroken):
    code, field, message = (
        "venues.confidential_on_request",
        "mode",
        _("保密服务不能“先提出，再约定”：那会让人知道是谁。请改为预约或直接来。"),
    )


class ConfidentialityInUse(RuleBroken):
    code, field, message = (
        "venues.confidentiality_in_use",
        "is_confidential",
        _("还有 {count} 个未到期的预约，现在不能改保密与否。"),
    )


class CategoryUnnamed(RuleBroken):
    code, field, message = "venues.category_unnamed", "name", _("请填写类别名称。")


@dataclass(frozen=True, kw_only=True)
class ServiceValues:
    """What a service is. documents: one a line; fee_fen: 0 where free."""

    name: str
    category: ServiceCategory
    mode: str = ServiceMode.WALK_IN
    functions: tuple[StationFunction, ...] = ()
    summary: str = ""
    description: str = ""
    provided_by: str = ""
    where: str = ""
    documents: str = ""
    fee_fen: int = 0
    is_confidential: bool = False
    is_public: bool = True


_PLAIN = ("category", "mode", "summary", "description", "provided_by", "where", "documents", "fee_fen",
          "is_confidential", "is_public")  # fmt: skip


def _check(values: ServiceValues) -> None:
    if not values.name.strip():
        raise ServiceUnnamed()
    if not 0 <= values.fee_fen <= MOST_FEE_FEN:
        raise FeeTooHigh(most=MOST_FEE_FEN // 100)
    if values.is_confidential and values.mode == ServiceMode.ON_REQUEST:
        raise ConfidentialOnRequest()


@transaction.atomic
def add_services(*, actor: Actor, station: Station, news: Sequence[ServiceValues]) -> list[ServiceItem]:
    """Put services into a station's catalogue. Raises NotAllowed, NotFound, and as `change_service`."""
    require(actor, OfferPermission.SERVICE_CHANGE, scope=station)
    for values in news:
        _check(values)
    rows = [
        ServiceItem(
            station=station, name=normalised(values.name), slug=random_slug(), sort_key=sort_key(values.name),
            **{name: getattr(values, name) for name in _PLAIN},
        )
        for values in news
    ]  # fmt: skip
    with constraint_as(ServiceExists(name=rows[0].name if len(rows) == 1 else ""), name="venues_service_once"):
        ServiceItem.objects.bulk_create(rows, batch_size=1_000)
    ServiceFunction.objects.bulk_create(
        [
            ServiceFunction(item=row, function=function)
            for row, values in zip(rows, news, strict=True)
            for function in values.functions
        ],
        batch_size=2_000,
    )
    _index(rows, station)
    return rows


@transaction.atomic
def add_service(*, actor: Actor, station: Station, values: ServiceValues) -> ServiceItem:
    """Put one service into a station's catalogue. Raises as `add_services`."""
    return add_services(actor=actor, station=station, news=[values])[0]


@transaction.atomic
def change_service(*, actor: Actor, item: ServiceItem, values: ServiceValues, reason: str = "") -> ServiceItem:
    """Change a service. Whether it is confidential changes only while nobody is booked (R-OFF-06).

    Raises NotAllowed, NotFound, ServiceUnnamed, ServiceExists, FeeTooHigh, ConfidentialOnRequest,
    ConfidentialityInUse.
    """
    require(actor, OfferPermission.SERVICE_CHANGE, scope=item)
    _check(values)
    row = ServiceItem.objects.select_for_update(of=("self",)).select_related("station__node").get(pk=item.pk)
    if values.is_confidential != row.is_confidential:
        booked = Appointment.objects.filter(item=row, status=AppointmentStatus.BOOKED).count()
        if booked:
            raise ConfidentialityInUse(count=booked)
    row.name, row.sort_key = normalised(values.name), sort_key(values.name)
    for name in _PLAIN:
        setattr(row, name, getattr(values, name))
    with because(reason), constraint_as(ServiceExists(name=row.name), name="venues_service_once"):
        row.save()
    wanted = {function.pk for function in values.functions}
    ServiceFunction.objects.filter(item=row).exclude(function__in=wanted).delete()
    ServiceFunction.objects.bulk_create(
        [ServiceFunction(item=row, function_id=pk) for pk in wanted], ignore_conflicts=True
    )
    _index([row], row.station)
    return row


@transaction.atomic
def set_service_active(*, actor: Actor, item: ServiceItem, is_active: bool, reason: str = "") -> ServiceItem:
    """Take a service out of the catalogue, or put it back; what is booked stays. Raises NotAllowed, NotFound."""
    require(actor, OfferPermission.SERVICE_CHANGE, scope=item)
    row = ServiceItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    row.is_active = is_active
    with because(reason):
        row.save(update_fields=["is_active"])
    return row


def _index(rows: Sequence[ServiceItem], station: Station) -> None:
    """The catalogue is public, so it may be found; who comes is never indexed (R-OFF-06)."""
    index_many(
        kind="service",
        entries=[
            Findable(object_id=row.pk, title=row.name, texts=(row.summary, row.provided_by, station.node.name))
            for row in rows
        ],
    )


@transaction.atomic
def put_category(
    *, actor: Actor, code: str, name: str, position: int = 100, icon: str = "circle-check"
) -> ServiceCategory:
    """Add a category of services, or rename the one with this code; it serves the whole installation.

    Raises NotAllowed, CategoryUnnamed.
    """
    require_somewhere(actor, OfferPermission.SERVICE_MANAGE)
    if not actor.is_system and len(ancestor_ids(actor.path)) != 1:
        raise NotAllowed()
    if not name.strip():
        raise CategoryUnnamed()
    row = ServiceCategory.objects.select_for_update().filter(code=code).first() or ServiceCategory(code=code)
    row.name, row.position, row.icon = name.strip(), position, icon
    row.save()
    return row


@transaction.atomic
def install_categories(*, categories: Sequence[tuple[str, str, str]]) -> None:
    """Add the categories (code, name, icon) whose codes are missing."""
    ServiceCategory.objects.bulk_create(
        [
            ServiceCategory(code=code, name=name, icon=icon, position=(number + 1) * 10)
            for number, (code, name, icon) in enumerate(categories)
        ],
        ignore_conflicts=True,
    )
