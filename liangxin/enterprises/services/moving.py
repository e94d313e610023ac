"""Where an enterprise operates: moving in, moving out of one place, leaving the district, closing."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from liangxin.access.actor import Actor
from liangxin.access.reach import part_of
from liangxin.access.services import require
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.events import publish
from liangxin.core.history import because
from liangxin.enterprises.choices import EnterpriseStatus
from liangxin.enterprises.events import EnterpriseLeft, EnterpriseMoved
from liangxin.enterprises.models import Coverage, DesignatedContact, Enterprise, OperatingPlace, StatusSpan
from liangxin.enterprises.permissions import Permission
from liangxin.enterprises.reach import HAS_LEFT
from liangxin.enterprises.services.coverage import EndBeforeStart, EnterpriseHasLeft
from liangxin.enterprises.services.effective import check_effective
from liangxin.trees.services.nodes import close_node

if TYPE_CHECKING:
    from liangxin.places.models import Place


class AlreadyThere(RuleBroken):
    code, field, message = "enterprises.already_there", "place", _("企业在这段时间已登记在“{place}”，请核对日期。")


class NotThere(RuleBroken):
    code, field, message = "enterprises.not_there", "place", _("企业现在不在这个场所，请刷新页面。")


class NotALeaving(RuleBroken):
    code, field, message = "enterprises.not_a_leaving", "status", _("请选“迁出”或“注销”。")


class StatusUnchanged(RuleBroken):
    code, field, message = "enterprises.status_unchanged", "status", _("企业已是这个状态。")


@transaction.atomic
def move_in(
    *, actor: Actor, enterprise: Enterprise, place: "Place", unit: str = "", is_main: bool = True, effective: date,
    today: date, reason: str = "",
) -> OperatingPlace:  # fmt: skip
    """Let the enterprise operate in `place` from `effective` on; as main place it takes over from the one before.

    The one before stays a further place until it is moved out of. Raises NotAllowed, NotFound, DayToCome,
    EnterpriseHasLeft, AlreadyThere, EndBeforeStart. Publishes EnterpriseMoved.
    """
    enterprise = _checked(actor, enterprise, effective=effective, today=today)
    if not actor.is_system and part_of(actor, place) is None:
        raise NotFound()
    with because(reason), constraint_as(AlreadyThere(place=place.node.name), name="enterprises_place_once_a_day"):
        if is_main:
            _step_down(enterprise)
        spot = OperatingPlace.objects.create(
            enterprise=enterprise, place=place, unit=unit.strip(), is_main=is_main, during=DateRange(effective, None)
        )
    _refresh_moved_in(enterprise)
    publish(EnterpriseMoved(enterprise_id=enterprise.pk, place_id=place.pk, moved_in=True))
    return spot


@transaction.atomic
def move_out(
    *, actor: Actor, spot: OperatingPlace, effective: date, today: date, reason: str = ""
) -> OperatingPlace:  # fmt: skip
    """Let the enterprise operate there no more from `effective` on; the oldest other place becomes the main one.

    Raises NotAllowed, NotFound, DayToCome, NotThere, EndBeforeStart. Publishes EnterpriseMoved.
    """
    enterprise = _checked(actor, spot.enterprise, effective=effective, today=today)
    current = OperatingPlace.objects.select_for_update().filter(pk=spot.pk, during__upper_inf=True).first()
    if current is None:
        raise NotThere()
    if effective <= current.during.lower:
        raise EndBeforeStart(since=current.during.lower)
    with because(reason):
        current.during = DateRange(current.during.lower, effective)
        current.save(update_fields=["during"])
        if current.is_main:
            _step_up(enterprise)
    _refresh_moved_in(enterprise)
    publish(EnterpriseMoved(enterprise_id=enterprise.pk, place_id=current.place_id, moved_in=False))
    return current


@transaction.atomic
def change_status(
    *, actor: Actor, enterprise: Enterprise, status: str, effective: date, today: date, reason: str = ""
) -> Enterprise:  # fmt: skip
    """From `effective` on it is operating, being prepared, or suspended; for leaving see `close_enterprise`.

    Raises NotAllowed, NotFound, DayToCome, EnterpriseHasLeft, StatusUnchanged, EndBeforeStart, NotALeaving.
    """
    if status in HAS_LEFT or status not in EnterpriseStatus.values:
        raise NotALeaving()
    enterprise = _checked(actor, enterprise, effective=effective, today=today)
    if enterprise.status == status:
        raise StatusUnchanged()
    with because(reason):
        _set_status(enterprise, status, effective)
    return enterprise


@transaction.atomic
def close_enterprise(
    *, actor: Actor, enterprise: Enterprise, status: str, effective: date, now: datetime, today: date, reason: str
) -> Enterprise:  # fmt: skip
    """The enterprise left the district or was dissolved: `effective` is its first day away. All that holds now ends.

    Raises NotAllowed, NotFound, DayToCome, EnterpriseHasLeft, NotALeaving, EndBeforeStart. Publishes EnterpriseLeft.
    """
    if status not in HAS_LEFT:
        raise NotALeaving()
    enterprise = _checked(actor, enterprise, effective=effective, today=today)
    with because(reason):
        for model in (OperatingPlace, Coverage, DesignatedContact):
            for span in model.objects.select_for_update().filter(enterprise=enterprise, during__upper_inf=True):
                if effective <= span.during.lower:
                    raise EndBeforeStart(since=span.during.lower)
                span.during = DateRange(span.during.lower, effective)
                if not isinstance(span, DesignatedContact):
                    span.is_last = True
                span.save()
        _set_status(enterprise, status, effective)
        close_node(node=enterprise.node, effective=effective, now=now, reason=reason)
    publish(EnterpriseLeft(enterprise_id=enterprise.pk, status=status))
    return Enterprise.objects.select_related("node").get(pk=enterprise.pk)


def _checked(actor: Actor, enterprise: Enterprise, *, effective: date, today: date) -> Enterprise:
    require(actor, Permission.ENTERPRISE_CHANGE, scope=enterprise)
    check_effective(actor, scope=enterprise, effective=effective, today=today)
    enterprise = Enterprise.objects.select_for_update(of=("self",)).select_related("node").get(pk=enterprise.pk)
    if enterprise.status in HAS_LEFT:
        raise EnterpriseHasLeft()
    return enterprise


def _set_status(enterprise: Enterprise, status: str, effective: date) -> None:
    last = StatusSpan.objects.select_for_update().get(enterprise=enterprise, during__upper_inf=True)
    if effective < last.during.lower:
        raise EndBeforeStart(since=last.during.lower)
    if effective == last.during.lower:
        last.status = status
        last.save(update_fields=["status"])
    else:
        last.during = DateRange(last.during.lower, effective)
        last.save(update_fields=["during"])
        StatusSpan.objects.create(enterprise=enterprise, status=status, during=DateRange(effective, None))
    enterprise.status = status
    enterprise.save(update_fields=["status"])


def _step_down(enterprise: Enterprise) -> None:
    """The main place so far becomes a further one."""
    OperatingPlace.objects.filter(enterprise=enterprise, is_main=True, during__upper_inf=True).update(is_main=False)


def _step_up(enterprise: Enterprise) -> None:
    """The oldest of the places that remain becomes the main one."""
    others = OperatingPlace.objects.select_for_update().filter(enterprise=enterprise, during__upper_inf=True)
    spot = others.order_by("during", "pk").first()
    if spot is not None:
        spot.is_main = True
        spot.save(update_fields=["is_main"])


def _refresh_moved_in(enterprise: Enterprise) -> None:
    main = OperatingPlace.objects.filter(enterprise=enterprise, is_main=True, during__upper_inf=True).first()
    enterprise.moved_in_on = main.during.lower if main is not None else None
    enterprise.save(update_fields=["moved_in_on"])
