"""Materials: picked up and brought back by oneself (#127)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.events import publish
from liangxin.core.history import because
from liangxin.core.names import normalised
from liangxin.notifications.services.notices import queue_facts
from liangxin.venues.choices import LoanStatus, MaterialSort
from liangxin.venues.events import MaterialTaken
from liangxin.venues.models import MaterialItem, MaterialLoan, Station
from liangxin.venues.notices_offers import LOAN_DUE
from liangxin.venues.permissions import OfferPermission
from liangxin.venues.rules_offers import MOST_PIECES
from liangxin.venues.services.appointments import OWN_PAGE, NeedsAccount


class MaterialUnnamed(RuleBroken):
    code, field, message = "venues.material_unnamed", "name", _("请填写物料名称。")


class MaterialExists(RuleBroken):
    code, field, message = "venues.material_exists", "name", _("这个站点已有物料“{name}”。")


class StockBelowAway(RuleBroken):
    code, field, message = "venues.stock_below_away", "stock", _("在外 {away} 件，总数不能少于它。")


class StockOdd(RuleBroken):
    code, field, message = "venues.stock_odd", "stock", _("总数应在 0 到 {most} 之间。")


class LoanDaysOdd(RuleBroken):
    code, field, message = "venues.loan_days_odd", "loan_days", _("借期应在 1 到 365 天之间。")


class NoneLeft(RuleBroken):
    code, field, message = "venues.none_left", "pieces", _("“{name}”现在不够 {pieces} 件了。")


class TooManyPieces(RuleBroken):
    code, field, message = "venues.too_many_pieces", "pieces", _("一次可取 1 到 {most} 件。")


class NotSelfService(RuleBroken):
    code, field, message = "venues.not_self_service", "", _("“{name}”请到前台领取。")


class LoanClosed(RuleBroken):
    code, field, message = "venues.loan_closed", "", _("这笔借用已是“{status}”。")


@dataclass(frozen=True, kw_only=True)
class MaterialValues:
    """What a material is. stock: pieces owned; most_a_time: pieces in one pick-up."""

    name: str
    stock: int
    sort: str = MaterialSort.LOAN
    theme: str = ""
    shelf: str = ""
    loan_days: int = 14
    most_a_time: int = 1
    is_self_service: bool = True
    is_active: bool = True


_PLAIN = ("stock", "sort", "theme", "shelf", "loan_days", "most_a_time", "is_self_service", "is_active")


def _check(values: MaterialValues) -> None:
    if not values.name.strip():
        raise MaterialUnnamed()
    if not 0 <= values.stock <= MOST_PIECES:
        raise StockOdd(most=MOST_PIECES)
    if not 1 <= values.loan_days <= 365:
        raise LoanDaysOdd()


@transaction.atomic
def put_material(
    *, actor: Actor, station: Station, values: MaterialValues, material: MaterialItem | None = None
) -> MaterialItem:
    """Add a material to a station, or change `material`.

    Raises NotAllowed, NotFound, MaterialUnnamed, MaterialExists, StockOdd, StockBelowAway, LoanDaysOdd.
    """
    require(actor, OfferPermission.MATERIAL_CHANGE, scope=material or station)
    _check(values)
    row = MaterialItem.objects.select_for_update().get(pk=material.pk) if material else MaterialItem(station=station)
    row.name = normalised(values.name)
    for name in _PLAIN:
        setattr(row, name, getattr(values, name))
    with (
        constraint_as(MaterialExists(name=row.name), name="venues_material_once"),
        constraint_as(StockBelowAway(away=row.away), name="venues_material_in_stock"),
    ):
        row.save()
    return row


@transaction.atomic
def add_materials(*, actor: Actor, rows: Sequence[tuple[Station, MaterialValues]]) -> list[MaterialItem]:
    """Many materials at once, under the same rules."""
    made = []
    for station, values in rows:
        require(actor, OfferPermission.MATERIAL_CHANGE, scope=station)
        _check(values)
        plain = {name: getattr(values, name) for name in _PLAIN}
        made.append(MaterialItem(station=station, name=normalised(values.name), **plain))
    return MaterialItem.objects.bulk_create(made, batch_size=1_000)


@transaction.atomic
def take_material(
    *, actor: Actor, material: MaterialItem, pieces: int, key: str, now: datetime, today: date
) -> MaterialLoan:
    """Take pieces along in one's own name; sent twice with one key it is one pick-up (R-OFF-10).

    Raises NotAllowed, NotFound, NeedsAccount, NotSelfService, TooManyPieces, NoneLeft. Publishes MaterialTaken.
    """
    if actor.user_id is None:
        raise NeedsAccount()
    require(actor, OfferPermission.LOAN_MAKE, scope=material)
    there = MaterialLoan.objects.filter(user_id=actor.user_id, key=key).first()
    if there is not None:
        return there
    if not material.is_self_service:
        raise NotSelfService(name=material.name)
    if not 1 <= pieces <= material.most_a_time:
        raise TooManyPieces(most=material.most_a_time)
    taken = MaterialItem.objects.filter(pk=material.pk, is_active=True, away__lte=F("stock") - pieces).update(
        away=F("away") + pieces
    )
    if not taken:
        raise NoneLeft(name=material.name, pieces=pieces)
    lent = material.sort == MaterialSort.LOAN
    loan, made = MaterialLoan.objects.get_or_create(
        user_id=actor.user_id, key=key,
        defaults={
            "item": material, "station_id": material.station_id, "pieces": pieces, "taken_at": now,
            "status": LoanStatus.OUT if lent else LoanStatus.TAKEN,
            "due_on": today + timedelta(days=material.loan_days) if lent else None,
            "closed_at": None if lent else now,
        },
    )  # fmt: skip
    if not made:  # the same form, sent twice at once: the other one holds the pieces
        MaterialItem.objects.filter(pk=material.pk).update(away=F("away") - pieces)
        return loan
    publish(MaterialTaken(loan_id=loan.pk))
    return loan


def _locked(loan_id: int) -> MaterialLoan:
    row = MaterialLoan.objects.select_for_update(of=("self",)).select_related("item", "station").filter(pk=loan_id)
    found = row.first()
    if found is None:
        raise NotFound()
    return found


@transaction.atomic
def return_material(*, actor: Actor, loan_id: int, now: datetime) -> MaterialLoan:
    """Bring pieces back: by oneself, or taken back by the keeper. Raises NotAllowed, NotFound, LoanClosed."""
    row = _locked(loan_id)
    own = actor.user_id is not None and actor.user_id == row.user_id
    require(actor, OfferPermission.LOAN_MAKE if own and not actor.grant_id else OfferPermission.LOAN_KEEP, scope=row)
    if row.status == LoanStatus.RETURNED:
        return row
    if row.status not in (LoanStatus.OUT, LoanStatus.LOST):
        raise LoanClosed(status=LoanStatus(row.status).label)
    if row.status == LoanStatus.OUT:
        MaterialItem.objects.filter(pk=row.item_id).update(away=F("away") - row.pieces)
    else:  # found again after it was written off
        MaterialItem.objects.filter(pk=row.item_id).update(stock=F("stock") + row.pieces)
    row.status, row.closed_at = LoanStatus.RETURNED, now
    row.save(update_fields=["status", "closed_at"])
    return row


@transaction.atomic
def write_off(*, actor: Actor, loan_id: int, reason: str, now: datetime) -> MaterialLoan:
    """Note that pieces are lost: they leave the stock. Raises NotAllowed, NotFound, LoanClosed."""
    row = _locked(loan_id)
    require(actor, OfferPermission.LOAN_KEEP, scope=row)
    if row.status != LoanStatus.OUT:
        raise LoanClosed(status=LoanStatus(row.status).label)
    MaterialItem.objects.filter(pk=row.item_id).update(away=F("away") - row.pieces, stock=F("stock") - row.pieces)
    row.status, row.closed_at = LoanStatus.LOST, now
    with because(reason):
        row.save(update_fields=["status", "closed_at"])
    return row


@transaction.atomic
def remind_of_loans(*, now: datetime, today: date) -> int:
    """Remind those whose loans are due tomorrow or since yesterday; the worker calls it once a day."""
    days = (today + timedelta(days=1), today - timedelta(days=1))
    rows = MaterialLoan.objects.filter(status=LoanStatus.OUT, due_on__in=days)
    told = 0
    for row in rows.select_related("item", "station__node").order_by("pk"):
        told += queue_facts(
            kind=LOAN_DUE, to=[row.user_id], url=OWN_PAGE, key=f"loan-{row.pk}-{row.due_on}-{today}", now=now,
            facts={"material": row.item.name, "due": row.due_on or today, "station": row.station.node.name},
        )  # fmt: skip
    return told
