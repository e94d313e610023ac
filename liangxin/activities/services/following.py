"""Telling those who have to do with an activity without being registered: who approves, planned, was asked, subscribed."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from liangxin.access.selectors import holders_at
from liangxin.activities import notices
from liangxin.activities.models import (
    Activity,
    ClassOffer,
    ClassRequest,
    CoOrganiser,
    Invitation,
    SeriesSubscription,
    TalkSubmission,
)
from liangxin.activities.permissions import Permission
from liangxin.activities.services.telling import tell_accounts
from liangxin.notifications.services.notices import queue_facts

LOCAL = ZoneInfo("Asia/Shanghai")


def tell_approvers(activity: Activity, *, now: datetime) -> None:
    """Those who may approve at the organisation that is asked."""
    if activity.approver is not None:
        today = now.astimezone(LOCAL).date()
        users = holders_at(node=activity.approver.node, permission=Permission.ACTIVITY_APPROVE, today=today)
        key = f"activity-{activity.pk}-submitted-{now:%Y%m%d%H%M%S}"
        tell_accounts(notices.TO_APPROVE, users, activity, key=key, url=desk_address(activity), now=now)


def tell_planner(activity: Activity, *, now: datetime) -> None:
    """Who planned it hears what was decided."""
    key = f"activity-{activity.pk}-decided-{now:%Y%m%d%H%M%S}"
    users = [activity.created_by_id] if activity.created_by_id is not None else []
    tell_accounts(notices.DECIDED, users, activity, key=key, url=desk_address(activity), now=now)


def tell_subscribers(activity: Activity, *, now: datetime) -> None:
    """Those who subscribed to the series hear of its new date."""
    if activity.series_id is not None:
        users = SeriesSubscription.objects.filter(series_id=activity.series_id).values_list("user_id", flat=True)
        tell_accounts(notices.NEW_DATE, users, activity, key=f"activity-{activity.pk}-new", now=now)


def tell_co_organiser(asked: CoOrganiser, *, now: datetime) -> None:
    """Those who may answer for the organisation that was asked."""
    today = now.astimezone(LOCAL).date()
    users = holders_at(node=asked.organisation.node, permission=Permission.ACTIVITY_CHANGE, today=today)
    key = f"co-organiser-{asked.pk}"
    tell_accounts(notices.ASKED, users, asked.activity, key=key, url=desk_address(asked.activity), now=now)


def tell_invited(invitation: Invitation, *, now: datetime) -> None:
    """The lecturer who was invited, or who planned it, where a lecturer put themself forward."""
    of_lecturer = invitation.invited_by == "organiser"
    user_id = invitation.lecturer.user_id if of_lecturer else invitation.activity.created_by_id
    url = "" if of_lecturer else desk_address(invitation.activity)
    users = [user_id] if user_id is not None else []
    tell_accounts(notices.ASKED, users, invitation.activity, key=f"invitation-{invitation.pk}", url=url, now=now)


def tell_of_answer(invitation: Invitation, *, now: datetime) -> None:
    """Who asked hears the answer."""
    of_lecturer = invitation.invited_by == "organiser"
    user_id = invitation.activity.created_by_id if of_lecturer else invitation.lecturer.user_id
    url = desk_address(invitation.activity) if of_lecturer else ""
    users = [user_id] if user_id is not None else []
    key = f"invitation-{invitation.pk}-answered"
    tell_accounts(notices.ANSWERED, users, invitation.activity, key=key, url=url, now=now)


def tell_asker(offer: ClassOffer, *, now: datetime) -> None:
    """Who asked for a class hears of an offer."""
    _about(offer.request, [offer.request.asked_by_id], key=f"class-offer-{offer.pk}", now=now)


def tell_offerers(request: ClassRequest, *, now: datetime) -> None:
    """All who offered hear that one was taken, or none."""
    users = ClassOffer.objects.filter(request=request).values_list("offered_by_id", flat=True)
    _about(request, users, key=f"class-request-{request.pk}-decided", now=now)


def tell_speaker(talk: TalkSubmission, *, now: datetime) -> None:
    """Who offered a talk hears what was decided."""
    queue_facts(
        kind=notices.ANSWERED, to=[talk.user_id], facts={"title": talk.title}, url="/activities/",
        key=f"talk-{talk.pk}-decided", now=now,
    )  # fmt: skip


def desk_address(activity: Activity) -> str:
    """The activity's page at the desk."""
    return f"/desk/activities/{activity.pk}/"


def _about(request: ClassRequest, users: Iterable[int | None], *, key: str, now: datetime) -> None:
    queue_facts(
        kind=notices.ANSWERED, to=sorted({user for user in users if user is not None}), facts={"title": request.topic},
        url=f"/desk/activities/classes/{request.pk}/", key=key, now=now,
    )  # fmt: skip
