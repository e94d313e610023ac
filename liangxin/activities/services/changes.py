"""Changes after publication: how many, when, where."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services.require import require, require_somewhere
from liangxin.activities import notices
from liangxin.activities.choices import ActivityStatus, RegistrationStatus
from liangxin.activities.events import ActivityChanged
from liangxin.activities.models import Activity, Contingent, Registration
from liangxin.activities.permissions import Permission
from liangxin.activities.services import places
from liangxin.activities.services.planning import EndsBeforeStart
from liangxin.activities.services.publishing import ActivityOver
from liangxin.activities.services.registrations import NotLive, locked_registration, settle
from liangxin.activities.services.rooms import put_room
from liangxin.activities.services.telling import tell_registrants
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.events import publish
from liangxin.core.history import because

SHORTEST_WINDOW = timedelta(minutes=1)


class CapacityBelowTaken(RuleBroken):
    code, field, message = "activities.capacity_below_taken", "capacity", _("已有 {taken} 人占名额，总名额不能更少。")


@transaction.atomic
def change_capacity(
    *, actor: Actor, activity: Activity, capacity: int | None, contingent: Contingent | None = None, now: datetime
) -> Activity:
    """Another number of places, of the whole or of a kind of place; who waits is promoted in the same transaction.

    capacity: persons; None for no end (of the whole only). Raises NotAllowed, NotFound, CapacityBelowTaken,
    ActivityOver. Publishes Promoted.
    """
    require(actor, Permission.ACTIVITY_CHANGE, scope=activity)
    held = places.lock_activity(activity.pk)
    if held is None:
        raise NotFound()
    if held.status in (ActivityStatus.CANCELLED, ActivityStatus.FINISHED):
        raise ActivityOver()
    taken = held.taken
    if contingent is not None:
        contingent = Contingent.objects.select_for_update().get(pk=contingent.pk, activity=held)
        taken = contingent.taken
    if capacity is not None and capacity < taken:
        raise CapacityBelowTaken(taken=taken)
    if contingent is not None:
        contingent.capacity = capacity if capacity is not None else contingent.capacity
        contingent.save(update_fields=["capacity"])
    else:
        held.capacity = capacity
        held.save(update_fields=["capacity"])
    settle(held, now=now)
    return held


@dataclass(frozen=True, kw_only=True)
class TimeAndPlace:
    """room_id: booked in place of what was booked before; None gives it back."""

    starts_at: datetime
    ends_at: datetime
    where: str = ""
    room_id: int | None = None


@transaction.atomic
def change_time_and_place(
    *, actor: Actor, activity: Activity, values: TimeAndPlace, reason: str = "", now: datetime
) -> Activity:
    """Move a published activity; its registration times move along, and registrants are asked again.

    Raises NotAllowed, NotFound, EndsBeforeStart, ActivityOver, and what `hold_room` raises. Publishes ActivityChanged.
    """
    require(actor, Permission.ACTIVITY_CHANGE, scope=activity)
    if values.ends_at <= values.starts_at:
        raise EndsBeforeStart()
    held = places.lock_activity(activity.pk)
    if held is None:
        raise NotFound()
    if held.status in (ActivityStatus.CANCELLED, ActivityStatus.FINISHED):
        raise ActivityOver()
    by = values.starts_at - held.starts_at
    with because(reason):
        if by:
            held.closes_at = max(held.closes_at + by, held.opens_at + SHORTEST_WINDOW)
            held.cancel_until += by
            held.late_until = held.late_until + by if held.late_until is not None else None
        held.starts_at, held.ends_at, held.where = values.starts_at, values.ends_at, values.where
        held.save(update_fields=["starts_at", "ends_at", "where", "closes_at", "cancel_until", "late_until"])
        put_room(actor=actor, activity=held, room_id=values.room_id, now=now)
    if held.status == ActivityStatus.PUBLISHED:
        registered = Registration.objects.filter(activity=held, status=RegistrationStatus.REGISTERED)
        registered.update(asked_again_at=now, confirmed_at=None)
        tell_registrants(notices.CHANGED, held, registered, now=now, about=now.isoformat())
        publish(ActivityChanged(activity_id=held.pk))
    return held


@transaction.atomic
def confirm_again(*, actor: Actor, registration_id: int, now: datetime) -> Registration:
    """Say that one still comes, after time or place changed. Raises NotAllowed, NotFound, NotLive."""
    require_somewhere(actor, Permission.REGISTRATION_CREATE)
    _activity, registration = locked_registration(registration_id, of_user=actor.user_id)
    if registration.status != RegistrationStatus.REGISTERED:
        raise NotLive()
    registration.confirmed_at = now
    registration.save(update_fields=["confirmed_at"])
    return registration
