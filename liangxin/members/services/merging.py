"""Merging two records of one person, with their memberships."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.members.choices import MembershipStatus
from liangxin.members.models import Membership
from liangxin.members.services.memberships import finish
from liangxin.people.permissions import Permission as PersonPermission
from liangxin.people.services.merging import merge_persons
from liangxin.people.services.persons import hand_over

if TYPE_CHECKING:
    from liangxin.people.models import Person


@transaction.atomic
def merge_members(
    *, actor: Actor, kept: "Person", duplicate: "Person", reason: str, now: datetime, today: date
) -> "Person":
    """Let `duplicate` be `kept`. Of two memberships the kept record's goes on and the other ends today.

    Raises what merge_persons raises.
    """
    require(actor, PersonPermission.PERSON_MERGE, scope=kept)
    require(actor, PersonPermission.PERSON_MERGE, scope=duplicate)
    memberships = {
        membership.person_id: membership
        for membership in Membership.objects.select_for_update()
        .filter(person_id__in=[kept.pk, duplicate.pk])
        .order_by("pk")
    }
    extra = memberships.get(duplicate.pk)
    if extra is not None and kept.pk not in memberships:
        extra.person = kept
        extra.save(update_fields=["person"])
        hand_over(people=[kept], keeper=duplicate.keeper)  # the home keeps the record
    elif extra is not None and extra.status != MembershipStatus.ENDED:
        finish(extra, today, reason)
    return merge_persons(actor=actor, kept=kept, duplicate=duplicate, reason=reason, now=now)
