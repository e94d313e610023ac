"""An account turns out to be a person's: what either registered is one person's from then on."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.activities.choices import HOLDING, LIVE, RegistrationStatus
from liangxin.activities.events import RegistrationEnded
from liangxin.activities.models import Registration
from liangxin.activities.services import places
from liangxin.activities.services.registrations import settle
from liangxin.core.events import publish

TWICE = _("同一人报了两次")


@transaction.atomic
def merge_registrations(*, user_id: int, person_id: int, now: datetime) -> int:
    """Let the account's and the person's registrations be one person's; how many gave way. Safe to run again.

    Of two live ones for an activity the one that holds a place stays, else the earlier; the other's place goes to the
    next in line, and is no late cancellation. Activities that are over are left as they were. Publishes RegistrationEnded.
    """
    mine = Registration.objects.filter(user_id=user_id, person=None, guest_name="")
    theirs = Registration.objects.filter(person_id=person_id, user=None, guest_name="")
    live = list(LIVE)
    shared = theirs.filter(status__in=live).values("activity_id")
    gave_way, over = 0, []
    both = mine.filter(status__in=live, activity_id__in=shared).order_by("activity_id")
    for activity_id in list(both.values_list("activity_id", flat=True)):
        activity = places.lock_activity(activity_id)
        pair = [one.filter(activity_id=activity_id, status__in=live).first() for one in (mine, theirs)]
        found = sorted((one for one in pair if one is not None), key=_standing)
        if activity is None or activity.ends_at <= now:
            over.append(activity_id)
        elif len(found) == 2:
            given_up = found[1]
            given_up.end_reason = str(TWICE)
            places.give_back(activity, given_up, status=RegistrationStatus.CANCELLED, now=now)
            publish(
                RegistrationEnded(
                    registration_id=given_up.pk, activity_id=activity_id, status=RegistrationStatus.CANCELLED
                )
            )
            settle(activity, now=now)
            gave_way += 1
    mine.exclude(activity_id__in=over).update(person_id=person_id)
    theirs.exclude(activity_id__in=over).update(user_id=user_id)
    return gave_way


def _standing(registration: Registration) -> tuple[bool, int]:
    return registration.status not in HOLDING, registration.seq
