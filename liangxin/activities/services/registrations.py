"""Registering oneself and giving a place back: what a rush runs through."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services.require import require_somewhere
from liangxin.activities import notices
from liangxin.activities.choices import (
    HOLDING,
    LIVE,
    ActivityStatus,
    Origin,
    RegistrationStatus,
)
from liangxin.activities.events import Promoted, Registered, RegistrationEnded, Waitlisted
from liangxin.activities.models import Activity, Answer, Contingent, Registration
from liangxin.activities.permissions import Permission
from liangxin.activities.services import places
from liangxin.activities.services.entry import (
    AnswerValues,
    Face,
    RegistrationNotOpen,
    check_answers,
    check_contingent,
    check_eligible,
    check_open,
    face_of,
    is_open_now,
    stands_for,
)
from liangxin.activities.services.places import NewRow
from liangxin.activities.services.telling import tell_placed, tell_registrants
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.events import publish, publish_many


class SoldOut(RuleBroken):
    code, field, message = "activities.sold_out", "", _("名额已满。这项活动不设候补。")


class AlreadyRegistered(RuleBroken):
    code, field, message = "activities.already_registered", "", _("已经报过名了，不用再报。")


class ChildNeeded(RuleBroken):
    code, field, message = "activities.child_needed", "child", _("这项活动由家长为孩子报名，请填孩子姓名并同意。")


class NotLive(RuleBroken):
    code, field, message = "activities.registration_not_live", "", _("这个报名已经取消或过期。")


class ActivityHasBegun(RuleBroken):
    code, field, message = "activities.has_begun", "", _("活动已经开始，不能再取消报名。")


class NothingOffered(RuleBroken):
    code, field, message = "activities.nothing_offered", "", _("现在没有给您留的名额，或确认时间已过。")


@dataclass(frozen=True)
class Outcome:
    """What came of registering. position: on the waiting list, from 1; None with a place. repeated: the same request
    had come before, nothing changed."""

    registration_id: int
    status: str
    position: int | None = None
    repeated: bool = False


def register(
    *,
    actor: Actor,
    activity_id: int | str,
    contingent_id: int | None = None,
    answers: Sequence[AnswerValues] = (),
    key: str,
    now: datetime,
) -> Outcome:
    """Register the actor's own account, or put it on the waiting list where no place is left.

    activity_id: its id, or its public address. key: of the request; repeated with the same key, it answers what was done the first time.
    Sold out is answered by a read; a place is taken by one statement (services.places). Raises NotAllowed, NotFound,
    RegistrationNotOpen, SoldOut, AlreadyRegistered, NotEligible, ProbationaryOnly, ContingentMissing, NotOfContingent,
    AnswerNeeded, AnswerNotAChoice, ChildNeeded. Publishes Registered or Waitlisted.
    """
    require_somewhere(actor, Permission.REGISTRATION_CREATE)
    face = face_of(activity_id, actor.user_id)
    if face.already:
        return _repeated(actor.user_id, key, face.id)
    if face.for_minors:
        raise ChildNeeded()
    check_open(face, now)
    stands = stands_for(face, actor.user_id)
    check_eligible(face, stands)
    check_contingent(face, contingent_id, stands)
    written = check_answers(face, answers)
    row = NewRow(
        activity_id=face.id, contingent_id=contingent_id, user_id=actor.user_id, person_id=stands.person_id,
        registered_by_id=actor.user_id, origin=Origin.SELF.value, key=key,
    )  # fmt: skip
    return enter(row, face=face, answers=written, now=now)


def enter(row: NewRow, *, face: Face, answers: Sequence[AnswerValues], now: datetime) -> Outcome:
    """Take a place for `row`, or a place in the line; what repeats an earlier request answers the same."""
    try:
        return _place_or_line(row, face, answers, now=now)
    except IntegrityError as error:
        if _violated(error) in ONCE:
            return _repeated(row.registered_by_id, row.key, row.activity_id)
        raise


def _place_or_line(row: NewRow, face: Face, answers: Sequence[AnswerValues], *, now: datetime) -> Outcome:
    full = face.capacity is not None and face.taken >= face.capacity
    if full and not face.has_waiting_list:
        raise SoldOut()  # by a read: nothing was locked, nothing written
    if not full:
        try:
            outcome = _take(row, face, answers, now=now)
        except IntegrityError as error:
            if _violated(error) != "activities_contingent_within_capacity":
                raise
            outcome = None
        if outcome is not None:
            return outcome
    return _wait(row, face, answers, now=now)


def _violated(error: IntegrityError) -> str | None:
    """The name of the constraint."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)


ONCE = {
    "activities_registered_once", "activities_person_registered_once", "activities_child_registered_once",
    "activities_registration_key_once",
}  # fmt: skip


@transaction.atomic
def _take(row: NewRow, face: Face, answers: Sequence[AnswerValues], *, now: datetime) -> Outcome | None:
    taken = places.take_place(row, now=now)
    if taken is None:
        return None
    registration_id, _seq = taken
    _write_answers(registration_id, answers)
    publish(Registered(registration_id=registration_id, activity_id=row.activity_id))
    if row.user_id is not None:
        tell_placed(
            user_id=row.user_id, registration_id=registration_id, slug=face.slug, title=face.title,
            starts_at=face.starts_at, is_quiet=face.is_quiet, now=now,
        )  # fmt: skip
    return Outcome(registration_id, RegistrationStatus.REGISTERED.value)


@transaction.atomic
def _wait(row: NewRow, face: Face, answers: Sequence[AnswerValues], *, now: datetime) -> Outcome:
    """With the activity locked: a place that came free since is taken, else the end of the line."""
    activity = places.lock_activity(row.activity_id)
    if activity is None:
        raise NotFound()
    if activity.status != ActivityStatus.PUBLISHED or not (row.anytime or is_open_now(activity, now)):
        raise RegistrationNotOpen()
    settle(activity, now=now)
    if _has_room(activity, row.contingent_id):
        outcome = _take(row, face, answers, now=now)
        if outcome is not None:
            return outcome
    joined = places.join_line(row, now=now)
    if joined is None:
        raise SoldOut()
    registration_id, seq = joined
    _write_answers(registration_id, answers)
    publish(Waitlisted(registration_id=registration_id, activity_id=row.activity_id))
    return Outcome(registration_id, RegistrationStatus.WAITING.value, position_of(row.activity_id, seq))


def settle(activity: Activity, *, now: datetime) -> None:
    """With the activity locked: end the offers that lapsed, give what is free to those who wait, and tell of both."""
    lapsed = places.lapse_offers(activity, now=now)
    for each in lapsed:
        publish(RegistrationEnded(registration_id=each.pk, activity_id=activity.pk, status=each.status))
    if lapsed:
        tell_registrants(notices.LAPSED, activity, lapsed, now=now, about=_which(lapsed))
    promoted = places.promote(activity, now=now)
    if not promoted:
        return
    offered = promoted[0].offered_until is not None
    publish_many([Promoted(registration_id=each.pk, activity_id=activity.pk, offered=offered) for each in promoted])
    kind, until = notices.OFFERED if offered else notices.PROMOTED, promoted[0].offered_until or activity.starts_at
    tell_registrants(kind, activity, promoted, now=now, about=_which(promoted), until=until)


def _which(registrations: Sequence[Registration]) -> str:
    """Sets apart what one person may be told of several registrations at one activity."""
    return str(registrations[0].pk) if registrations else ""


@transaction.atomic
def cancel_registration(*, actor: Actor, registration_id: int, reason: str = "", now: datetime) -> Registration:
    """Give one's place, or place in the line, back; who waits is promoted in the same transaction.

    After the activity's cancel_until it is noted as late: a fact for the organiser. Raises NotAllowed, NotFound,
    NotLive, ActivityHasBegun. Publishes RegistrationEnded, Promoted.
    """
    require_somewhere(actor, Permission.REGISTRATION_CANCEL)
    activity, registration = locked_registration(registration_id, of_user=actor.user_id)
    if now >= activity.ends_at:
        raise ActivityHasBegun()
    end(activity, registration, status=RegistrationStatus.CANCELLED, reason=reason, by=actor.user_id, now=now)
    return registration


def end(
    activity: Activity, registration: Registration, *, status: str, reason: str, by: int | None, now: datetime
) -> None:
    """With the activity locked: end a live registration, tell, and promote."""
    if registration.status not in LIVE:
        raise NotLive()
    held = registration.status in HOLDING
    registration.ended_by_id, registration.end_reason = by, reason.strip()[:200]
    late = held and status == RegistrationStatus.CANCELLED and now >= activity.cancel_until
    places.give_back(activity, registration, status=status, was_late=late, now=now)
    publish(RegistrationEnded(registration_id=registration.pk, activity_id=activity.pk, status=status))
    settle(activity, now=now)


@transaction.atomic
def accept_offer(*, actor: Actor, registration_id: int, now: datetime) -> Registration:
    """Take the place that is held for one. Raises NotAllowed, NotFound, NothingOffered. Publishes Registered."""
    require_somewhere(actor, Permission.REGISTRATION_CREATE)
    activity, registration = locked_registration(registration_id, of_user=actor.user_id)
    if registration.status != RegistrationStatus.OFFERED or (registration.offered_until or now) <= now:
        raise NothingOffered()
    registration.status, registration.offered_until = RegistrationStatus.REGISTERED, None
    registration.placed_at = now
    registration.save(update_fields=["status", "offered_until", "placed_at"])
    publish(Registered(registration_id=registration.pk, activity_id=activity.pk))
    return registration


@transaction.atomic
def expire_offers(*, activity_id: int, now: datetime) -> int:
    """End the offers of an activity that lapsed, and offer the places to the next; returns how many lapsed."""
    activity = places.lock_activity(activity_id)
    if activity is None:
        return 0
    before = Registration.objects.filter(
        activity=activity, status=RegistrationStatus.OFFERED, offered_until__lte=now
    ).count()
    settle(activity, now=now)
    return before


def locked_registration(registration_id: int, *, of_user: int | None) -> tuple[Activity, Registration]:
    """The activity, then the registration, held until the end of the transaction. Raises NotFound where it is not of
    the account (of_user None: whoever's)."""
    found = Registration.objects.filter(pk=registration_id)
    if of_user is not None:
        found = found.filter(user_id=of_user)
    activity_id = found.order_by().values_list("activity_id", flat=True).first()
    activity = places.lock_activity(activity_id) if activity_id is not None else None
    if activity is None:
        raise NotFound()
    return activity, Registration.objects.select_for_update(of=("self",)).get(pk=registration_id)


def position_of(activity_id: int, seq: int) -> int:
    """The place in the waiting list, from 1."""
    ahead = Registration.objects.filter(activity_id=activity_id, status=RegistrationStatus.WAITING, seq__lte=seq)
    return ahead.count()


def _write_answers(registration_id: int, answers: Sequence[AnswerValues]) -> None:
    if answers:
        Answer.objects.bulk_create(
            [
                Answer(registration_id=registration_id, question_id=each.question_id, text=each.text, file=each.file)
                for each in answers
            ]
        )


def _has_room(activity: Activity, contingent_id: int | None) -> bool:
    if activity.left is not None and activity.left <= 0:
        return False
    if contingent_id is None:
        return True
    contingent = Contingent.objects.filter(pk=contingent_id, activity=activity).first()
    return contingent is not None and contingent.taken < contingent.capacity


def _repeated(user_id: int | None, key: str, activity_id: int) -> Outcome:
    """What the same request did before. Raises AlreadyRegistered where it was another one."""
    same = Registration.objects.filter(registered_by_id=user_id, key=key, activity_id=activity_id).first()
    if same is None:
        raise AlreadyRegistered()
    waits = same.status == RegistrationStatus.WAITING
    return Outcome(same.pk, same.status, position_of(activity_id, same.seq) if waits else None, repeated=True)
