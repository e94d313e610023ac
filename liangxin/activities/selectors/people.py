"""What a lecturer taught."""

from django.db.models import QuerySet

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.reach import visible
from liangxin.activities.models import Activity, Invitation, Lecturer
from liangxin.activities.permissions import Permission


def taught_by(*, actor: Actor, lecturer: Lecturer) -> "QuerySet[Invitation]":
    """Invitations of a lecturer to activities that the actor may know of, the newest first."""
    known = visible(actor, Activity.objects.all(), Permission.ACTIVITY_READ, part=Part.BASIC)
    rows = Invitation.objects.filter(lecturer=lecturer, activity__in=known.values("pk"))
    return rows.select_related("activity__organiser__node").order_by("-activity__starts_at", "-pk")
