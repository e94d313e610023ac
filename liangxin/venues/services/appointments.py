"""Booking a place in a slot, giving it back, coming or not (R-OFF-04 … 07)."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.events import publish
from liangxin.core.history import because
from liangxin.notifications.services.notices import queue_facts, queue_notice
from liangxin.venues.choices import AppointmentStatus, SlotStatus
from liangxin.venues.events import AppointmentCancelled, AppointmentMade
from liangxin.venues.holders import holder_key
from liangxin.venues.models import Appointment, Slot
from liangxin.venues.notices_offers import CALLED_OFF, CONFIDENTIAL_CHANGED, REMINDER
from liangxin.venues.permissions import OfferPermission
from liangxin.venues.rules_offers import CODE_ALPHABET, CODE_LENGTH

OWN_PAGE = "/me/bookings/"


class NeedsAccount(RuleBroken):
    code, field, message = "venues.needs_account", "", _("请先登录，再预约。")


class SlotFull(RuleBroken):
    code, field, message = "venues.slot_full", "slot", _("这个时段刚刚约满，请换一个时段。")


class SlotClosed(RuleBroken):
    code, field, message = "venues.slot_closed", "slot", _("这个时段已经停约，请换一个时段。")


class SlotOver(RuleBroken):
    code, field, message = "venues.slot_over", "slot", _("这个时段已经开始，请换一个时段。")


class AppointmentClash(RuleBroken):
    code, field, message = "venues.appointment_clash", "slot", _("这个时间您已有一项预约，请先取消它，或换一个时段。")


class GuestUnnamed(RuleBroken):
    code, field, message = "venues.guest_unnamed", "guest_name", _("请写来的人怎么称呼。")


class NoGuestsHere(RuleBroken):
    code, field, message = (
        "venues.no_guests_here",
        "slot",
        _("保密服务由本人在自己的手机上预约，值守人员不能代约。"),
    )


class AppointmentNotOpen(RuleBroken):
    code, field, message = "venues.appointment_not_open", "", _("这项预约现在是“{status}”，不能再这样改。")


class TooEarly(RuleBroken):
    code, field, message = "venues.too_early", "", _("时段还没开始，不能记为未到。")


class TooLateToCancel(RuleBroken):
    code, field, message = "venues.too_late_to_cancel", "", _("时段已经开始，不能再取消。")


def _get_slot(slot_id: int) -> Slot:
    slot = Slot.objects.select_related("item__station__node", "station").filter(pk=slot_id).first()
    if slot is None:
        raise NotFound()
    return slot


def _check_slot(slot: Slot, now: datetime) -> None:
    if slot.status != SlotStatus.OPEN or not slot.item.is_active:
        raise SlotClosed()
    if slot.during.lower <= now:
        raise SlotOver()


def _take_place(slot: Slot) -> None:
    """One statement decides: no count is read before it (R-OFF-04)."""
    taken = Slot.objects.filter(pk=slot.pk, status=SlotStatus.OPEN, taken__lt=F("places")).update(taken=F("taken") + 1)
    if not taken:
        raise SlotFull()


def _give_back(slot_id: int) -> None:
    Slot.objects.filter(pk=slot_id, taken__gt=0).update(taken=F("taken") - 1)


def _code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _number in range(CODE_LENGTH))


@transaction.atomic
def book_appointment(*, actor: Actor, slot_id: int, note: str = "", now: datetime) -> Appointment:
    """Take a place in a slot for oneself; sent twice it is one appointment.

    note: for who provides the service; sealed. A confidential kind keeps no account, leaves no history, publishes
    nothing and tells nobody (R-OFF-06).
    Raises NotAllowed, NotFound, NeedsAccount, SlotClosed, SlotOver, SlotFull, AppointmentClash.
    Publishes AppointmentMade, except for confidential kinds.
    """
    if actor.user_id is None:
        raise NeedsAccount()
    slot = _get_slot(slot_id)
    require(actor, OfferPermission.APPOINTMENT_MAKE, scope=slot.item)
    key = holder_key(actor.user_id)
    there = Appointment.objects.filter(slot=slot, holder_key=key, status=AppointmentStatus.BOOKED).first()
    if there is not None:
        return there
    _check_slot(slot, now)
    if slot.taken >= slot.places:
        raise SlotFull()
    _take_place(slot)
    closed = slot.item.is_confidential
    with constraint_as(AppointmentClash(), name="venues_one_appointment_at_a_time"):
        made = Appointment.objects.create(
            slot=slot, station=slot.station, item=slot.item, during=slot.during, is_confidential=closed,
            user_id=None if closed else actor.user_id, holder=str(actor.user_id) if closed else "",
            holder_key=key, code=_code(), note=note.strip()[:500], made_at=now,
        )  # fmt: skip
    if not closed:
        publish(AppointmentMade(appointment_id=made.pk))
    return made


@transaction.atomic
def book_for_guest(*, actor: Actor, slot_id: int, guest_name: str, now: datetime) -> Appointment:
    """The keeper takes a place for someone who called or stands at the desk; never for confidential kinds.

    Raises NotAllowed, NotFound, NoGuestsHere, GuestUnnamed, SlotClosed, SlotOver, SlotFull. Publishes AppointmentMade.
    """
    slot = _get_slot(slot_id)
    require(actor, OfferPermission.APPOINTMENT_KEEP, scope=slot)
    if slot.item.is_confidential:
        raise NoGuestsHere()
    if not guest_name.strip():
        raise GuestUnnamed()
    _check_slot(slot, now)
    _take_place(slot)
    made = Appointment.objects.create(
        slot=slot, station=slot.station, item=slot.item, during=slot.during, is_confidential=False,
        guest_name=guest_name.strip()[:60], code=_code(), made_at=now,
    )  # fmt: skip
    publish(AppointmentMade(appointment_id=made.pk))
    return made


def _locked(appointment_id: int) -> Appointment:
    row = (
        Appointment.objects.select_for_update(of=("self",))
        .select_related("station", "item")
        .filter(pk=appointment_id)
        .first()
    )
    if row is None:
        raise NotFound()
    return row


def _end(row: Appointment, status: str, now: datetime, reason: str = "") -> None:
    row.status, row.cancelled_at = status, now
    with because(reason):
        row.save(update_fields=["status", "cancelled_at"])
    _give_back(row.slot_id)
    if not row.is_confidential:
        publish(AppointmentCancelled(appointment_id=row.pk))


@transaction.atomic
def cancel_appointment(*, actor: Actor, appointment_id: int, now: datetime) -> Appointment:
    """Give one's own place back, before the slot begins; the place is free in the same transaction.

    Raises NotAllowed, NotFound, TooLateToCancel, AppointmentNotOpen. Publishes AppointmentCancelled, except for
    confidential kinds.
    """
    row = _locked(appointment_id)
    require(actor, OfferPermission.APPOINTMENT_MAKE, scope=row)
    if row.status == AppointmentStatus.CANCELLED:
        return row
    if row.status != AppointmentStatus.BOOKED:
        raise AppointmentNotOpen(status=AppointmentStatus(row.status).label)
    if row.during.lower <= now:
        raise TooLateToCancel()
    _end(row, AppointmentStatus.CANCELLED, now)
    return row


@transaction.atomic
def call_off(*, actor: Actor, appointment_id: int, reason: str, now: datetime) -> Appointment:
    """The station cancels an appointment; who booked is told. Confidential ones end with their slot only.

    Raises NotAllowed, NotFound, AppointmentNotOpen. Publishes AppointmentCancelled.
    """
    row = _locked(appointment_id)
    require(actor, OfferPermission.APPOINTMENT_KEEP, scope=row)
    if row.status != AppointmentStatus.BOOKED:
        raise AppointmentNotOpen(status=AppointmentStatus(row.status).label)
    _end(row, AppointmentStatus.CALLED_OFF, now, reason)
    _tell_called_off(row, reason, now)
    return row


@transaction.atomic
def close_slot(*, actor: Actor, slot_id: int, reason: str, now: datetime) -> int:
    """Close a slot; everyone in it is told. Returns how many appointments were called off.

    Raises NotAllowed, NotFound.
    """
    slot = _get_slot(slot_id)
    require(actor, OfferPermission.APPOINTMENT_KEEP, scope=slot)
    return call_off_slots(slots=Slot.objects.filter(pk=slot.pk), now=now, reason=reason)


@transaction.atomic
def open_slot_again(*, actor: Actor, slot_id: int) -> None:
    """Open a closed slot again. Raises NotAllowed, NotFound."""
    slot = _get_slot(slot_id)
    require(actor, OfferPermission.APPOINTMENT_KEEP, scope=slot)
    Slot.objects.filter(pk=slot.pk).update(status=SlotStatus.OPEN)


def call_off_slots(*, slots: "QuerySet[Slot]", now: datetime, reason: str) -> int:
    """Close slots that have not begun and call their appointments off, inside the caller's transaction."""
    ids = list(slots.filter(during__startswith__gt=now).order_by("pk").select_for_update().values_list("pk", flat=True))
    Slot.objects.filter(pk__in=ids).update(status=SlotStatus.CLOSED)
    rows = list(
        Appointment.objects.filter(slot__in=ids, status=AppointmentStatus.BOOKED)
        .select_related("item", "station")
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    for row in rows:
        _end(row, AppointmentStatus.CALLED_OFF, now, "" if row.is_confidential else reason)
        _tell_called_off(row, reason, now)
    return len(rows)


def _tell_called_off(row: Appointment, reason: str, now: datetime) -> None:
    """Open kinds say what and when; confidential ones only that something changed, under a key that names nothing."""
    if row.is_confidential:
        queue_notice(kind=CONFIDENTIAL_CHANGED, to=[int(row.holder)], title="", body="", url=OWN_PAGE,
                     key=f"change-{secrets.token_hex(8)}", now=now)  # fmt: skip
    elif row.user_id is not None:
        queue_facts(
            kind=CALLED_OFF, to=[row.user_id], url=OWN_PAGE, key=f"appointment-{row.pk}-off", now=now,
            expires_at=row.during.upper,
            facts={"service": row.item.name, "at": row.during.lower, "reason": reason or "—"},
        )  # fmt: skip


@transaction.atomic
def mark_came(*, actor: Actor, appointment_id: int, at: datetime) -> Appointment:
    """Note that someone came; at: when. Raises NotAllowed, NotFound, AppointmentNotOpen."""
    row = _locked(appointment_id)
    require(actor, OfferPermission.APPOINTMENT_KEEP, scope=row)
    if row.status == AppointmentStatus.CAME:
        return row
    if row.status not in (AppointmentStatus.BOOKED, AppointmentStatus.NO_SHOW):
        raise AppointmentNotOpen(status=AppointmentStatus(row.status).label)
    row.status, row.came_at = AppointmentStatus.CAME, at
    row.save(update_fields=["status", "came_at"])
    return row


@transaction.atomic
def mark_no_show(*, actor: Actor, appointment_id: int, now: datetime) -> Appointment:
    """Note that someone did not come: a fact for the station, never a score (R-OFF-07).

    Raises NotAllowed, NotFound, TooEarly, AppointmentNotOpen.
    """
    row = _locked(appointment_id)
    require(actor, OfferPermission.APPOINTMENT_KEEP, scope=row)
    if row.status == AppointmentStatus.NO_SHOW:
        return row
    if row.status != AppointmentStatus.BOOKED:
        raise AppointmentNotOpen(status=AppointmentStatus(row.status).label)
    if row.during.lower > now:
        raise TooEarly()
    row.status = AppointmentStatus.NO_SHOW
    row.save(update_fields=["status"])
    return row


@transaction.atomic
def mark_again_open(*, actor: Actor, appointment_id: int) -> Appointment:
    """Take back a “came” or “did not come”. Raises NotAllowed, NotFound, AppointmentNotOpen."""
    row = _locked(appointment_id)
    require(actor, OfferPermission.APPOINTMENT_KEEP, scope=row)
    if row.status not in (AppointmentStatus.CAME, AppointmentStatus.NO_SHOW, AppointmentStatus.BOOKED):
        raise AppointmentNotOpen(status=AppointmentStatus(row.status).label)
    row.status, row.came_at = AppointmentStatus.BOOKED, None
    with constraint_as(AppointmentClash(), name="venues_one_appointment_at_a_time"):
        row.save(update_fields=["status", "came_at"])
    return row


@transaction.atomic
def remind_of_tomorrow(*, now: datetime) -> int:
    """Remind those with an open kind of appointment in the next day; confidential kinds are silent (R-OFF-06)."""
    rows = Appointment.objects.filter(
        status=AppointmentStatus.BOOKED, is_confidential=False, user__isnull=False,
        during__startswith__gt=now, during__startswith__lte=now + timedelta(days=1),
    ).select_related("item", "station__node")  # fmt: skip
    told = 0
    for row in rows.order_by("pk"):
        told += queue_facts(
            kind=REMINDER, to=[row.user_id or 0], url=OWN_PAGE, key=f"appointment-{row.pk}-soon", now=now,
            expires_at=row.during.lower,
            facts={"service": row.item.name, "at": row.during.lower, "station": row.station.node.name},
        )  # fmt: skip
    return told


@transaction.atomic
def note_guests(*, item_ids: Sequence[int], names: Sequence[str], every: int, now: datetime) -> int:
    """Take down guests for each `every`-th free slot of open kinds that lies ahead: a paper list, entered at once."""
    free = Slot.objects.filter(
        item__in=item_ids, item__is_confidential=False, status=SlotStatus.OPEN, taken=0, during__startswith__gt=now
    )
    slots = list(free.order_by("during__startswith", "pk").select_for_update(of=("self",)))[::every]
    Appointment.objects.bulk_create(
        [
            Appointment(
                slot=slot, station_id=slot.station_id, item_id=slot.item_id, during=slot.during,
                is_confidential=False, guest_name=names[number % len(names)], code=_code(), made_at=now,
            )
            for number, slot in enumerate(slots)
        ],
        batch_size=2_000,
    )  # fmt: skip
    Slot.objects.filter(pk__in=[slot.pk for slot in slots]).update(taken=F("taken") + 1)
    return len(slots)
