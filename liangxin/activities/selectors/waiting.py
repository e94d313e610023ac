"""What waits for somebody: to be approved, answered, taken, ended."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor, Part
from liangxin.access.reach import visible
from liangxin.activities.choices import ActivityStatus, InvitationState, InvitedBy, OfferState, RequestState
from liangxin.activities.models import Activity, ClassOffer, ClassRequest, Invitation
from liangxin.activities.permissions import Permission
from liangxin.activities.selectors.activities import RELATED
from liangxin.trees.selectors import below

LOOKED_BACK = timedelta(days=60)


def to_approve(*, actor: Actor) -> "QuerySet[Activity]":
    """Submitted activities that the actor may decide on, the soonest first: an organisation's those that ask for it or
    one below it."""
    rows = visible(actor, Activity.objects.filter(status=ActivityStatus.SUBMITTED), Permission.ACTIVITY_APPROVE)
    if actor.anchor == Anchor.ORGANISATION:
        rows = rows.filter(Q(approver=None) | below(actor.path, field="approver__node"))
    return rows.select_related(*RELATED).order_by("starts_at", "pk")


def invitations_to_answer(*, actor: Actor, now: datetime) -> "QuerySet[Invitation]":
    """Invitations to oneself, and lecturers who put themselves forward for an activity of one's own."""
    condition = Q(invited_by=InvitedBy.ORGANISER, lecturer__user_id=actor.user_id or 0)
    if actor.may_somewhere(Permission.ACTIVITY_CHANGE):
        own = visible(actor, Activity.objects.filter(ends_at__gt=now), Permission.ACTIVITY_CHANGE)
        condition |= Q(invited_by=InvitedBy.LECTURER, activity__in=own.values("pk"))
    rows = Invitation.objects.filter(condition, state=InvitationState.WAITING, activity__ends_at__gt=now)
    return rows.select_related("activity", "lecturer").order_by("activity__starts_at", "pk")


def offers_to_decide(*, actor: Actor) -> "QuerySet[ClassOffer]":
    """Offers to what one asked for, the oldest first."""
    asked = visible(actor, ClassRequest.objects.filter(state=RequestState.OPEN), Permission.CLASS_REQUEST)
    rows = ClassOffer.objects.filter(state=OfferState.WAITING, request__in=asked.values("pk"))
    return rows.select_related("request", "organisation__node").order_by("offered_at", "pk")


def requests_to_offer(*, actor: Actor, today: date) -> "QuerySet[ClassRequest]":
    """Classes asked for by others that nobody offered yet, the most urgent first."""
    rows = visible(actor, ClassRequest.objects.filter(state=RequestState.OPEN), Permission.CLASS_OFFER, part=Part.BASIC)
    offered = ClassOffer.objects.filter(request=OuterRef("pk"), state=OfferState.WAITING)
    rows = rows.exclude(Exists(offered)).filter(last_on__gte=today).exclude(asked_by_id=actor.user_id or 0)
    return rows.order_by("last_on", "pk")


def over_and_open(*, actor: Actor, now: datetime) -> "QuerySet[Activity]":
    """Activities of the last weeks that are over and nobody ended."""
    rows = Activity.objects.filter(status=ActivityStatus.PUBLISHED, ends_at__lte=now, ends_at__gt=now - LOOKED_BACK)
    return visible(actor, rows, Permission.ACTIVITY_CHANGE).order_by("ends_at", "pk")
