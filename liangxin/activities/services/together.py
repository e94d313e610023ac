"""Those who hold an activity together: co-organisers who accept, lecturers of a pool who accept or put themselves
forward."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services.require import require, require_somewhere
from liangxin.activities.choices import ActivityStatus, InvitationState, InvitedBy
from liangxin.activities.events import CoOrganiserAsked, InvitationAnswered, LecturerInvited
from liangxin.activities.models import Activity, CoOrganiser, Invitation, Lecturer, Session
from liangxin.activities.permissions import Permission
from liangxin.activities.services.following import tell_co_organiser, tell_invited, tell_of_answer
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.events import publish
from liangxin.core.names import normalised

if TYPE_CHECKING:
    from liangxin.accounts.models import User
    from liangxin.organisations.models import Organisation
    from liangxin.people.models import Person


class IsTheOrganiser(RuleBroken):
    code, field, message = "activities.is_the_organiser", "organisation", _("主办方不用再列为协办方。")


class AskedAlready(RuleBroken):
    code, field, message = "activities.asked_already", "organisation", _("已经邀请过了。")


class AnsweredAlready(RuleBroken):
    code, field, message = "activities.answered_already", "", _("这个邀请已经答复或撤回。")


class LecturerUnnamed(RuleBroken):
    code, field, message = "activities.lecturer_unnamed", "name", _("请写讲师姓名。")


class LecturerKnown(RuleBroken):
    code, field, message = "activities.lecturer_known", "person", _("此人已在这个讲师库里。")


class NotALecturer(RuleBroken):
    code, field, message = "activities.not_a_lecturer", "", _("您还不在讲师库里，请先联系主办方。")


class ActivityNotComing(RuleBroken):
    code, field, message = "activities.not_coming", "", _("活动已开始、取消或结束。")


@transaction.atomic
def ask_co_organiser(
    *, actor: Actor, activity: Activity, organisation: "Organisation", note: str = "", now: datetime
) -> CoOrganiser:
    """Ask an organisation to hold it together; it counts from its acceptance.

    Raises NotAllowed, NotFound, IsTheOrganiser, AskedAlready. Publishes CoOrganiserAsked.
    """
    require(actor, Permission.ACTIVITY_CHANGE, scope=activity)
    if organisation.pk == activity.organiser_id:
        raise IsTheOrganiser()
    with constraint_as(AskedAlready(), name="activities_co_organiser_once"):
        asked = CoOrganiser.objects.create(activity=activity, organisation=organisation, note=note, asked_at=now)
    tell_co_organiser(asked, now=now)
    publish(CoOrganiserAsked(co_organiser_id=asked.pk))
    return asked


@transaction.atomic
def answer_co_organiser(*, actor: Actor, asked: CoOrganiser, accepts: bool, now: datetime) -> CoOrganiser:
    """Accept or decline, for one's own organisation. Raises NotAllowed, NotFound, AnsweredAlready."""
    require(actor, Permission.ACTIVITY_CHANGE, scope=asked.organisation)
    asked = CoOrganiser.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if asked.state != InvitationState.WAITING:
        raise AnsweredAlready()
    asked.state = InvitationState.ACCEPTED if accepts else InvitationState.DECLINED
    asked.answered_at, asked.answered_by_id = now, actor.user_id
    asked.save(update_fields=["state", "answered_at", "answered_by"])
    return asked


@dataclass(frozen=True, kw_only=True)
class LecturerValues:
    """person: where the registers know them; user: who answers invitations (None: the person's account)."""

    name: str
    title: str = ""
    topics: str = ""
    introduction: str = ""
    person: "Person | None" = None
    user: "User | None" = None


@transaction.atomic
def put_lecturer(
    *, actor: Actor, pool: "Organisation", values: LecturerValues, lecturer: Lecturer | None = None, now: datetime
) -> Lecturer:
    """Add somebody to the pool of an organisation, or change what is said of them.

    Raises NotAllowed, NotFound, LecturerUnnamed, LecturerKnown.
    """
    require(actor, Permission.LECTURER_MANAGE, scope=lecturer or pool)
    if not normalised(values.name):
        raise LecturerUnnamed()
    row = lecturer or Lecturer(pool=pool)
    row.name, row.title, row.topics, row.introduction = (
        normalised(values.name), values.title.strip(), values.topics.strip(), values.introduction.strip(),
    )  # fmt: skip
    row.person = values.person
    row.user = values.user or (values.person.user if values.person is not None else None)
    with constraint_as(LecturerKnown(), name="activities_lecturer_once"):
        row.save()
    return row


@transaction.atomic
def retire_lecturer(*, actor: Actor, lecturer: Lecturer, now: datetime) -> Lecturer:
    """Take somebody out of the pool; what they taught stays. Raises NotAllowed, NotFound."""
    require(actor, Permission.LECTURER_MANAGE, scope=lecturer)
    lecturer.is_active = False
    lecturer.save(update_fields=["is_active"])
    return lecturer


@transaction.atomic
def invite_lecturer(
    *, actor: Actor, activity: Activity, lecturer: Lecturer, session: Session | None = None, topic: str = "",
    message: str = "", now: datetime,
) -> Invitation:  # fmt: skip
    """Ask a lecturer to speak. Raises NotAllowed, NotFound, AskedAlready. Publishes LecturerInvited."""
    require(actor, Permission.ACTIVITY_CHANGE, scope=activity)
    made = _invitation(activity, lecturer, session, topic=topic, message=message, by=InvitedBy.ORGANISER, now=now)
    tell_invited(made, now=now)
    publish(LecturerInvited(invitation_id=made.pk))
    return made


@transaction.atomic
def offer_oneself(
    *,
    actor: Actor,
    activity: Activity,
    session: Session | None = None,
    topic: str = "",
    message: str = "",
    now: datetime,
) -> Invitation:
    """A lecturer of a pool puts themself forward for an activity to come, the next round (#089).

    Raises NotAllowed, NotALecturer, ActivityNotComing, AskedAlready. Publishes LecturerInvited.
    """
    require_somewhere(actor, Permission.LECTURER_ANSWER)
    lecturer = Lecturer.objects.filter(user_id=actor.user_id or 0, is_active=True).order_by("pk").first()
    if lecturer is None:
        raise NotALecturer()
    coming = (ActivityStatus.DRAFT, ActivityStatus.APPROVED, ActivityStatus.PUBLISHED)
    if activity.status not in coming or activity.starts_at <= now:
        raise ActivityNotComing()
    made = _invitation(activity, lecturer, session, topic=topic, message=message, by=InvitedBy.LECTURER, now=now)
    tell_invited(made, now=now)
    publish(LecturerInvited(invitation_id=made.pk))
    return made


@transaction.atomic
def answer_invitation(
    *, actor: Actor, invitation: Invitation, accepts: bool, answer: str = "", now: datetime
) -> Invitation:
    """The one who was asked answers: the lecturer an invitation, the organiser one who put themself forward.

    Raises NotAllowed, NotFound, AnsweredAlready. Publishes InvitationAnswered.
    """
    if invitation.invited_by == InvitedBy.ORGANISER and invitation.lecturer.user_id == actor.user_id:
        require_somewhere(actor, Permission.LECTURER_ANSWER)
    else:
        require(actor, Permission.ACTIVITY_CHANGE, scope=invitation.activity)
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.state != InvitationState.WAITING:
        raise AnsweredAlready()
    invitation.state = InvitationState.ACCEPTED if accepts else InvitationState.DECLINED
    invitation.answered_at, invitation.answer = now, answer.strip()[:300]
    invitation.save(update_fields=["state", "answered_at", "answer"])
    tell_of_answer(invitation, now=now)
    publish(InvitationAnswered(invitation_id=invitation.pk))
    return invitation


def _invitation(
    activity: Activity, lecturer: Lecturer, session: Session | None, *, topic: str, message: str, by: str, now: datetime
) -> Invitation:
    if session is not None and session.activity_id != activity.pk:
        raise NotFound()
    with constraint_as(AskedAlready(), name="activities_invitation_once"):
        return Invitation.objects.create(
            activity=activity, lecturer=lecturer, session=session, topic=topic.strip()[:120],
            message=message.strip()[:300], invited_by=by, asked_at=now,
        )  # fmt: skip
