"""What the worker does every few minutes: offers that lapse, reminders of what comes, documents that are due."""

from datetime import datetime, timedelta

from django.db import transaction

from liangxin.activities import notices
from liangxin.activities.choices import ActivityStatus, DocumentState, RegistrationStatus
from liangxin.activities.models import Activity, ActivityDocument, Registration
from liangxin.activities.rules import REMIND_BEFORE
from liangxin.activities.services.following import LOCAL, desk_address
from liangxin.activities.services.registrations import expire_offers
from liangxin.activities.services.telling import tell_accounts, tell_registrants

AT_ONCE = 200  # activities or documents a round


def expire_all_offers(*, now: datetime) -> int:
    """End the offers that lapsed, activity by activity, each in a transaction of its own; returns how many."""
    due = Registration.objects.filter(status=RegistrationStatus.OFFERED, offered_until__lte=now)
    ids = due.order_by("activity_id").values_list("activity_id", flat=True).distinct()[:AT_ONCE]
    return sum(expire_offers(activity_id=activity_id, now=now) for activity_id in list(ids))


@transaction.atomic
def remind_registrants(*, now: datetime) -> int:
    """Tell registrants of what begins within REMIND_BEFORE, once each; returns how many activities."""
    coming = Activity.objects.filter(
        status=ActivityStatus.PUBLISHED, starts_at__gt=now, starts_at__lte=now + REMIND_BEFORE, reminded_at=None
    )
    count = 0
    for activity in (
        coming.select_for_update(of=("self",), skip_locked=True).select_related("kind").order_by("pk")[:AT_ONCE]
    ):
        registered = Registration.objects.filter(activity=activity, status=RegistrationStatus.REGISTERED)
        tell_registrants(notices.COMING, activity, registered.order_by("pk"), now=now)
        Activity.objects.filter(pk=activity.pk).update(reminded_at=now)
        count += 1
    return count


@transaction.atomic
def remind_of_documents(*, now: datetime) -> int:
    """Tell who planned an activity of documents due tomorrow or overdue, once each; returns how many."""
    until = (now + timedelta(days=1)).astimezone(LOCAL).date()
    due = ActivityDocument.objects.filter(state=DocumentState.MISSING, due_on__lte=until, reminded_at=None)
    count = 0
    for each in (
        due.select_for_update(of=("self",), skip_locked=True).select_related("activity").order_by("pk")[:AT_ONCE]
    ):
        planner = each.activity.created_by_id
        tell_accounts(
            notices.DOCUMENT_DUE, [planner] if planner is not None else [], each.activity, key=f"document-{each.pk}",
            url=desk_address(each.activity), now=now, document=each.name, due=each.due_on,
        )  # fmt: skip
        each.reminded_at = now
        each.save(update_fields=["reminded_at"])
        count += 1
    return count
