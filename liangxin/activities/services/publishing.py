"""From draft to the end: submitting, approving, publishing, cancelling, finishing."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.access.services.require import require
from liangxin.activities import notices
from liangxin.activities.choices import LIVE, ActivityStatus, RegistrationStatus
from liangxin.activities.events import (
    ActivityApproved,
    ActivityCancelled,
    ActivityFinished,
    ActivityPublished,
    ActivityReturned,
    ActivitySubmitted,
)
from liangxin.activities.models import (
    Activity,
    ActivityDocument,
    ApprovalRule,
    Contingent,
    KindDocument,
    Registration,
)
from liangxin.activities.permissions import Permission
from liangxin.activities.services.following import tell_approvers, tell_planner, tell_subscribers
from liangxin.activities.services.rooms import give_back_room
from liangxin.activities.services.telling import tell_registrants
from liangxin.core.errors import NotAllowed, RuleBroken
from liangxin.core.events import publish
from liangxin.core.history import because
from liangxin.trees.selectors import ancestor_ids

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation


LOCAL = ZoneInfo("Asia/Shanghai")


class ApprovalNeeded(RuleBroken):
    code, field, message = "activities.approval_needed", "", _("这项活动须先由 {approver} 批准，请先提交审批。")


class ActivityNotWaiting(RuleBroken):
    code, field, message = "activities.not_waiting", "", _("这项活动不在待审批状态。")


class NoteMissing(RuleBroken):
    code, field, message = "activities.note_missing", "note", _("请写明原因。")


class AlreadyBegun(RuleBroken):
    code, field, message = "activities.already_begun", "starts_at", _("开始时间已过，请改时间后再发布。")


class ActivityOver(RuleBroken):
    code, field, message = "activities.over", "", _("活动已取消或已结束。")


class NotYetOver(RuleBroken):
    code, field, message = "activities.not_yet_over", "", _("活动还没有结束。")


def approver_of(activity: Activity) -> "Organisation | None":
    """The nearest organisation above the organiser whose rule asks for this approval; None where none does."""
    above = ancestor_ids(activity.organiser.node.path)[:-1]
    rules = ApprovalRule.objects.filter(is_active=True, organisation_id__in=above)
    rules = rules.filter(Q(kind=None) | Q(kind_id=activity.kind_id))
    nearest: ApprovalRule | None = None
    for rule in rules.select_related("organisation__node").order_by("organisation__node__depth", "pk"):
        if rule.capacity_from <= (activity.capacity if activity.capacity is not None else rule.capacity_from):
            nearest = rule
    if nearest is not None:
        return nearest.organisation
    if activity.kind.needs_approval and above:
        return type(activity.organiser)._default_manager.select_related("node").get(pk=above[-1])
    return None


@transaction.atomic
def submit_activity(*, actor: Actor, activity: Activity, now: datetime) -> Activity:
    """Ask the organisation above for its approval. Raises NotAllowed, NotFound, ActivityOver. Publishes
    ActivitySubmitted."""
    require(actor, Permission.ACTIVITY_CHANGE, scope=activity)
    activity = _held(activity)
    if activity.status != ActivityStatus.DRAFT:
        raise ActivityOver()
    activity.status, activity.submitted_at = ActivityStatus.SUBMITTED, now
    activity.approver, activity.returned_note = approver_of(activity), ""
    activity.save(update_fields=["status", "submitted_at", "approver", "returned_note"])
    tell_approvers(activity, now=now)
    publish(ActivitySubmitted(activity_id=activity.pk))
    return activity


@transaction.atomic
def approve_activity(*, actor: Actor, activity: Activity, now: datetime) -> Activity:
    """Approve what was submitted: by one who stands at the approver or above it.

    Raises NotAllowed, NotFound, ActivityNotWaiting. Publishes ActivityApproved.
    """
    activity = _to_decide(actor, activity)
    activity.status, activity.approved_at, activity.approved_by_id = ActivityStatus.APPROVED, now, actor.user_id
    activity.save(update_fields=["status", "approved_at", "approved_by"])
    tell_planner(activity, now=now)
    publish(ActivityApproved(activity_id=activity.pk))
    return activity


@transaction.atomic
def return_activity(*, actor: Actor, activity: Activity, note: str, now: datetime) -> Activity:
    """Send back what was submitted, with a note. Raises as `approve_activity`, NoteMissing. Publishes
    ActivityReturned."""
    activity = _to_decide(actor, activity)
    if not note.strip():
        raise NoteMissing()
    activity.status, activity.returned_note = ActivityStatus.DRAFT, note.strip()
    activity.save(update_fields=["status", "returned_note"])
    tell_planner(activity, now=now)
    publish(ActivityReturned(activity_id=activity.pk))
    return activity


@transaction.atomic
def publish_activity(*, actor: Actor, activity: Activity, now: datetime) -> Activity:
    """Show it on the portal and open its registration when the time comes.

    Raises NotAllowed, NotFound, ApprovalNeeded, AlreadyBegun, ActivityOver. Publishes ActivityPublished.
    """
    require(actor, Permission.ACTIVITY_PUBLISH, scope=activity)
    activity = _held(activity)
    if activity.status not in (ActivityStatus.DRAFT, ActivityStatus.APPROVED):
        raise ActivityOver() if activity.status != ActivityStatus.SUBMITTED else ActivityNotWaiting()
    if activity.starts_at <= now:
        raise AlreadyBegun()
    approver = approver_of(activity)
    if approver is not None and activity.status != ActivityStatus.APPROVED:
        raise ApprovalNeeded(approver=approver.node.name)
    activity.status, activity.published_at = ActivityStatus.PUBLISHED, now
    activity.save(update_fields=["status", "published_at"])
    tell_subscribers(activity, now=now)
    publish(ActivityPublished(activity_id=activity.pk))
    return activity


@transaction.atomic
def cancel_activity(*, actor: Actor, activity: Activity, reason: str, now: datetime) -> Activity:
    """Call it off: all live registrations end, the room is released, everybody is told.

    Raises NotAllowed, NotFound, NoteMissing, ActivityOver. Publishes ActivityCancelled.
    """
    require(actor, Permission.ACTIVITY_CANCEL, scope=activity)
    if not reason.strip():
        raise NoteMissing()
    activity = _held(activity)
    if activity.status in (ActivityStatus.CANCELLED, ActivityStatus.FINISHED):
        raise ActivityOver()
    with because(reason):
        live = Registration.objects.filter(activity=activity, status__in=LIVE)
        tell_registrants(notices.CANCELLED, activity, live, now=now, reason=reason.strip())
        live.update(
            status=RegistrationStatus.REMOVED, ended_at=now, end_reason=reason.strip()[:200], offered_until=None
        )
        Contingent.objects.filter(activity=activity).update(taken=0)
        Activity.objects.filter(pk=activity.pk).update(taken=0, waiting=0)
        activity.status, activity.cancelled_at, activity.cancel_reason = ActivityStatus.CANCELLED, now, reason.strip()
        activity.save(update_fields=["status", "cancelled_at", "cancel_reason"])
        give_back_room(actor=actor, activity=activity, reason=reason, now=now)
    publish(ActivityCancelled(activity_id=activity.pk))
    return activity


@transaction.atomic
def finish_activity(*, actor: Actor, activity: Activity, now: datetime) -> Activity:
    """Say that it is over; the documents that its kind asks for become due.

    Raises NotAllowed, NotFound, NotYetOver, ActivityOver. Publishes ActivityFinished.
    """
    require(actor, Permission.ACTIVITY_CHANGE, scope=activity)
    activity = _held(activity)
    if activity.status != ActivityStatus.PUBLISHED:
        raise ActivityOver()
    if now < activity.ends_at:
        raise NotYetOver()
    activity.status, activity.finished_at = ActivityStatus.FINISHED, now
    activity.save(update_fields=["status", "finished_at"])
    ended = activity.ends_at.astimezone(LOCAL).date()
    ActivityDocument.objects.bulk_create(
        [
            ActivityDocument(activity=activity, name=each.name, due_on=ended + timedelta(days=each.due_days))
            for each in KindDocument.objects.filter(kind_id=activity.kind_id).order_by("position", "pk")
        ],
        ignore_conflicts=True,
    )
    publish(ActivityFinished(activity_id=activity.pk))
    return activity


def _held(activity: Activity) -> Activity:
    rows = Activity.objects.select_for_update(of=("self",)).select_related("organiser__node", "approver__node", "kind")
    return rows.get(pk=activity.pk)


def _to_decide(actor: Actor, activity: Activity) -> Activity:
    require(actor, Permission.ACTIVITY_APPROVE, scope=activity)
    activity = _held(activity)
    if activity.status != ActivityStatus.SUBMITTED:
        raise ActivityNotWaiting()
    stands_above = activity.approver is None or actor.node_id in ancestor_ids(activity.approver.node.path)
    if actor.anchor == Anchor.ORGANISATION and not stands_above:
        raise NotAllowed()
    return activity
