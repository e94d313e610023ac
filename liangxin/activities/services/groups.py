"""Registering others: a group by its secretary, a child by a guardian, somebody at the door; and taking them off."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services.require import require, require_somewhere
from liangxin.activities import notices
from liangxin.activities.choices import LIVE, Origin, RegistrationStatus
from liangxin.activities.models import Activity, Registration
from liangxin.activities.permissions import Permission
from liangxin.activities.rules import MOST_CHILDREN, MOST_IN_A_GROUP, NOWHERE
from liangxin.activities.selectors.standing import where_people_stand
from liangxin.activities.services import places
from liangxin.activities.services.entry import (
    AnswerValues,
    NotEligible,
    NotOfContingent,
    ProbationaryOnly,
    check_answers,
    check_contingent,
    check_eligible,
    check_open,
    face_of,
    stands_for,
)
from liangxin.activities.services.places import NewRow
from liangxin.activities.services.registrations import (
    AlreadyRegistered,
    ChildNeeded,
    Outcome,
    end,
    enter,
    locked_registration,
)
from liangxin.activities.services.telling import tell_registrants
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.names import normalised

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation
    from liangxin.people.models import Person


class GroupTooLarge(RuleBroken):
    code, field, message = "activities.group_too_large", "people", _("一次最多代 {most} 人报名，请分批报。")


class TooManyChildren(RuleBroken):
    code, field, message = "activities.too_many_children", "child", _("一位家长最多为 {most} 个孩子报名。")


class GuestUnnamed(RuleBroken):
    code, field, message = "activities.guest_unnamed", "guest_name", _("请写姓名。")


@dataclass(frozen=True)
class GroupLine:
    """What came of one person of a group. refusal: the code and sentence where they were not registered."""

    person_id: int
    outcome: Outcome | None
    refusal: RuleBroken | None = None


@transaction.atomic
def register_group(
    *,
    actor: Actor,
    activity_id: int,
    organisation: "Organisation",
    people: "Sequence[Person]",
    contingent_id: int | None = None,
    answers: Sequence[AnswerValues] = (),
    key: str,
    now: datetime,
) -> Sequence[GroupLine]:
    """Register people of an organisation, in their order; who may not is named with the reason, the others stand.
    Sent again with the same key it answers the same.

    people: already reached by the actor (people.selectors). Raises NotAllowed, NotFound, RegistrationNotOpen,
    GroupTooLarge, ChildNeeded, AnswerNeeded, AnswerNotAChoice. Publishes Registered and Waitlisted.
    """
    require(actor, Permission.GROUP_REGISTER, scope=organisation)
    if len(people) > MOST_IN_A_GROUP:
        raise GroupTooLarge(most=MOST_IN_A_GROUP)
    if places.lock_activity(activity_id) is None:
        raise NotFound()
    face = face_of(activity_id, None)
    if face.for_minors:
        raise ChildNeeded()
    check_open(face, now)
    written = check_answers(face, answers)
    stands = where_people_stand(people)
    base = NewRow(
        activity_id=activity_id, contingent_id=contingent_id, organisation_id=organisation.pk,
        registered_by_id=actor.user_id, origin=Origin.GROUP.value, key=key,
    )  # fmt: skip
    lines: list[GroupLine] = []
    for person in {each.pk: each for each in people}.values():
        try:
            check_eligible(face, stands.get(person.pk, NOWHERE))
            check_contingent(face, contingent_id, stands.get(person.pk, NOWHERE))
            row = replace(base, person_id=person.pk, user_id=person.user_id, key=f"{key}:{person.pk}")
            current = face_of(activity_id, None)
            lines.append(GroupLine(person.pk, enter(row, face=current, answers=written, now=now)))
        except (NotEligible, ProbationaryOnly, NotOfContingent, AlreadyRegistered) as refusal:
            lines.append(GroupLine(person.pk, None, refusal))
    return lines


def register_child(
    *,
    actor: Actor,
    activity_id: int | str,
    child: str,
    consents: bool,
    contingent_id: int | None = None,
    answers: Sequence[AnswerValues] = (),
    key: str,
    now: datetime,
) -> Outcome:
    """A guardian registers a child and consents (#165); only the child's name is kept.

    Raises as `register`, ChildNeeded without a name or consent, TooManyChildren.
    """
    require_somewhere(actor, Permission.REGISTRATION_CREATE)
    face = face_of(activity_id, actor.user_id)
    name = normalised(child)
    if not face.for_minors or not name or not consents:
        raise ChildNeeded()
    check_open(face, now)
    own = Registration.objects.filter(activity_id=face.id, user_id=actor.user_id or 0, status__in=LIVE)
    names = set(own.values_list("guest_name", flat=True))
    if name not in names and len(names) >= MOST_CHILDREN:
        raise TooManyChildren(most=MOST_CHILDREN)
    stands = stands_for(face, actor.user_id)
    check_eligible(face, stands)
    check_contingent(face, contingent_id, stands)
    written = check_answers(face, answers)
    row = NewRow(
        activity_id=face.id, contingent_id=contingent_id, user_id=actor.user_id, person_id=stands.person_id,
        guest_name=name[:60], consented_at=now, registered_by_id=actor.user_id, origin=Origin.GUARDIAN.value, key=key,
    )  # fmt: skip
    return enter(row, face=face, answers=written, now=now)


@transaction.atomic
def register_at_door(
    *, actor: Actor, activity: Activity, name: str, phone: str = "", contingent_id: int | None = None, key: str,
    now: datetime,
) -> Outcome:  # fmt: skip
    """Enter somebody who came without a registration, whatever the registration window; never above capacity.

    Raises NotAllowed, NotFound, GuestUnnamed, SoldOut. Publishes Registered.
    """
    require(actor, Permission.ATTENDANCE_RECORD, scope=activity)
    name = normalised(name)
    if not name:
        raise GuestUnnamed()
    field: Any = Registration._meta.get_field("guest_phone")
    row = NewRow(
        activity_id=activity.pk, contingent_id=contingent_id, guest_name=name[:60],
        guest_phone=field.get_prep_value(phone) or "", registered_by_id=actor.user_id, origin=Origin.DOOR.value,
        anytime=True, key=key,
    )  # fmt: skip
    face = replace(face_of(activity.pk, None), has_waiting_list=False)
    return enter(row, face=face, answers=(), now=now)


@transaction.atomic
def remove_registration(*, actor: Actor, registration: Registration, reason: str, now: datetime) -> Registration:
    """The organiser, or the secretary who registered a group, takes somebody off; the next one is promoted.

    Raises NotAllowed, NotFound, NotLive. Publishes RegistrationEnded, Promoted.
    """
    group = registration.organisation
    if actor.may_somewhere(Permission.REGISTRATION_MANAGE) or group is None:
        require(actor, Permission.REGISTRATION_MANAGE, scope=registration)
    else:
        require(actor, Permission.GROUP_REGISTER, scope=group)
    activity, held = locked_registration(registration.pk, of_user=None)
    end(activity, held, status=RegistrationStatus.REMOVED, reason=reason, by=actor.user_id, now=now)
    tell_registrants(notices.REMOVED, activity, [held], now=now, about=str(held.pk))
    return held
