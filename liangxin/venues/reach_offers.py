"""The ways to what a station offers: through its station, what is public for everyone, one's own for oneself."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liangxin.access.choices import Anchor, Part
from liangxin.access.registry import Reach, Way, register_permissions, register_ways
from liangxin.venues.holders import holder_key
from liangxin.venues.models import (
    Appointment,
    CeremonyBooking,
    CeremonyPackage,
    ChecklistTemplate,
    Guide,
    KeeperNote,
    MaterialItem,
    MaterialLoan,
    ProjectItem,
    ProjectOrder,
    Provider,
    ServiceCategory,
    ServiceItem,
    ServiceRequest,
    Slot,
    StationChecklist,
    WalkInCount,
)
from liangxin.venues.permissions import OfferPermission

EVERY_ANCHOR = (Anchor.PLACE, Anchor.ORGANISATION, Anchor.STATION, Anchor.ENTERPRISE, Anchor.OWN)
Condition = Callable[[Reach], Q]

LABELS: dict[Any, object] = {
    OfferPermission.SERVICE_READ: _("查看服务"),
    OfferPermission.SERVICE_CHANGE: _("修改服务与排班"),
    OfferPermission.SERVICE_EXPORT: _("导出服务"),
    OfferPermission.SERVICE_MANAGE: _("管理服务类别"),
    OfferPermission.APPOINTMENT_MAKE: _("预约服务"),
    OfferPermission.APPOINTMENT_READ: _("查看预约"),
    OfferPermission.APPOINTMENT_KEEP: _("登记到场、代约和取消"),
    OfferPermission.APPOINTMENT_EXPORT: _("导出预约"),
    OfferPermission.CHECKLIST_READ: _("查看站点达标情况"),
    OfferPermission.CHECKLIST_CHANGE: _("登记站点达标情况"),
    OfferPermission.CHECKLIST_MANAGE: _("管理空间与标准模板"),
    OfferPermission.MATERIAL_READ: _("查看物料"),
    OfferPermission.MATERIAL_CHANGE: _("管理物料"),
    OfferPermission.LOAN_MAKE: _("领取和借用物料"),
    OfferPermission.LOAN_KEEP: _("登记归还与遗失"),
    OfferPermission.PROJECT_READ: _("查看组织生活项目"),
    OfferPermission.PROJECT_CHANGE: _("修改组织生活项目"),
    OfferPermission.PROJECT_MANAGE: _("管理项目类别"),
    OfferPermission.PROJECT_ORDER: _("预订组织生活项目"),
    OfferPermission.PROJECT_ANSWER: _("答复项目预订"),
    OfferPermission.CEREMONY_READ: _("查看仪式服务"),
    OfferPermission.CEREMONY_CHANGE: _("管理仪式服务与领管人"),
    OfferPermission.CEREMONY_BOOK: _("预订仪式"),
    OfferPermission.KEEPER_READ: _("查看值守记录"),
    OfferPermission.KEEPER_KEEP: _("值守站点"),
}


def _everything(reach: Reach) -> Q:
    return Q(pk__isnull=False)  # an empty Q would vanish in an “or”


def through_station(to: str = "station__", *, only: Q | None = None) -> list[Way]:
    """The three ways through the station at `to`; only: a further condition that each of them keeps."""

    def kept(condition: Condition) -> Condition:
        return condition if only is None else lambda reach: condition(reach) & only

    return [
        Way(
            "place", Anchor.PLACE, Part.FULL, _("其站点在场所之内"), kept(lambda reach: reach.covers(f"{to}place__node"))
        ),
        Way(
            "owner", Anchor.ORGANISATION, Part.FULL, _("其站点由其组织主管"),
            kept(lambda reach: reach.covers(f"{to}owner__node")),
        ),
        Way("station", Anchor.STATION, Part.FULL, _("属于这个站点"), kept(lambda reach: reach.covers(f"{to}node"))),
    ]  # fmt: skip


def _public(condition: Condition) -> list[Way]:
    return [Way(f"public_{one}", one, Part.BASIC, _("公开的，人人可见"), condition) for one in EVERY_ANCHOR]


def _own(condition: Condition) -> Way:
    return Way("own", Anchor.OWN, Part.FULL, _("是本人的"), condition)


def _offered(reach: Reach) -> Q:
    return Q(is_active=True, station__is_public=True)


def declare_offers() -> None:
    """Register the permissions and the ways."""
    own = (OfferPermission.SERVICE_READ, OfferPermission.APPOINTMENT_MAKE, OfferPermission.APPOINTMENT_READ,
           OfferPermission.MATERIAL_READ, OfferPermission.LOAN_MAKE, OfferPermission.PROJECT_READ,
           OfferPermission.CEREMONY_READ)  # fmt: skip
    register_permissions(OfferPermission, labels=LABELS, own=own)
    _declare_services()
    _declare_others()


def _declare_services() -> None:
    read = OfferPermission.SERVICE_READ
    takes = [Way("own_make", Anchor.OWN, Part.FULL, _("公开的服务，人人可约"), _public_item)]
    register_ways(ServiceItem, [*through_station(), *_public(_public_item), *takes], read=read)
    register_ways(ServiceCategory, [
        *(Way(f"all_{one}", one, Part.BASIC, _("人人可见"), _everything) for one in EVERY_ANCHOR),
    ], read=read)  # fmt: skip
    register_ways(Provider, through_station(), read=read)
    register_ways(Slot, through_station(), read=read)
    register_ways(ServiceRequest, [*through_station(), _own(lambda reach: Q(user=reach.user_id))],
                  read=OfferPermission.APPOINTMENT_READ)  # fmt: skip
    # Confidential appointments are reached by who made them, and by no other way (R-OFF-06).
    register_ways(
        Appointment,
        [*through_station(only=Q(is_confidential=False)), _own(lambda reach: Q(holder_key=holder_key(reach.user_id)))],
        read=OfferPermission.APPOINTMENT_READ,
    )


def _public_item(reach: Reach) -> Q:
    return Q(is_public=True, is_active=True, station__is_public=True)


def _declare_others() -> None:
    register_ways(StationChecklist, through_station(), read=OfferPermission.CHECKLIST_READ)
    register_ways(ChecklistTemplate, [
        Way(f"all_{one}", one, Part.BASIC, _("人人可见"), _everything) for one in EVERY_ANCHOR
    ], read=OfferPermission.CHECKLIST_READ)  # fmt: skip
    take = Way("own_take", Anchor.OWN, Part.FULL, _("公开的物料，人人可借"), _offered)
    register_ways(MaterialItem, [*through_station(), *_public(_offered), take], read=OfferPermission.MATERIAL_READ)
    register_ways(
        MaterialLoan,
        [*through_station(), _own(lambda reach: Q(user=reach.user_id))],
        read=OfferPermission.MATERIAL_READ,
    )
    register_ways(ProjectItem, [*through_station(), *_public(_offered)], read=OfferPermission.PROJECT_READ)
    ordered = Way(
        "organisation", Anchor.ORGANISATION, Part.FULL, _("由其组织预订"),
        lambda reach: reach.covers("organisation__node"),
    )  # fmt: skip
    register_ways(ProjectOrder, [*through_station(), ordered], read=OfferPermission.PROJECT_READ)
    register_ways(CeremonyPackage, [*through_station(), *_public(_offered)], read=OfferPermission.CEREMONY_READ)
    register_ways(Guide, through_station(), read=OfferPermission.CEREMONY_READ)
    register_ways(CeremonyBooking, [*through_station(), ordered], read=OfferPermission.CEREMONY_READ)
    register_ways(WalkInCount, through_station(), read=OfferPermission.KEEPER_READ)
    register_ways(KeeperNote, through_station(), read=OfferPermission.KEEPER_READ)
