"""Reading activities, scoped by the actor."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.reach import visible
from liangxin.activities.choices import ActivityStatus
from liangxin.activities.models import Activity, ActivityKind
from liangxin.activities.permissions import Permission
from liangxin.core.errors import NotFound
from liangxin.trees.selectors import below

RELATED = ("kind", "organiser__node", "station__node", "place__node", "series", "campaign")
SHOWN = (ActivityStatus.PUBLISHED, ActivityStatus.CANCELLED, ActivityStatus.FINISHED)


@dataclass(frozen=True, kw_only=True)
class ActivityFilter:
    """What a list of activities is narrowed to. The paths: that node and below. since, until: [since, until) of the
    start."""

    text: str = ""
    kind_id: int | None = None
    track: str = ""
    theme: str = ""
    status: str = ""
    organiser_path: str = ""
    place_path: str = ""
    station_id: int | None = None
    series_id: int | None = None
    campaign_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


ORDERS = {
    "start": ("starts_at", "pk"),
    "-start": ("-starts_at", "-pk"),
    "title": ("title", "pk"),
    "-title": ("-title", "-pk"),
    "taken": ("taken", "pk"),
    "-taken": ("-taken", "-pk"),
}


def list_activities(
    *, actor: Actor, asked: ActivityFilter, order: str = "start", part: Part = Part.BASIC
) -> "QuerySet[Activity]":
    """The activities of a list page, in the order asked for (a key of ORDERS)."""
    rows = visible(actor, Activity.objects.all(), Permission.ACTIVITY_READ, part=part).filter(_condition(asked))
    return rows.select_related(*RELATED).order_by(*ORDERS[order])


def get_activity(*, actor: Actor, activity_id: int, part: Part = Part.BASIC) -> Activity:
    """The activity. Raises NotFound, also for what the actor may not know of."""
    rows = visible(actor, Activity.objects.filter(pk=activity_id), Permission.ACTIVITY_READ, part=part)
    return _one(rows)


def get_activity_by_slug(*, actor: Actor, slug: str, part: Part = Part.BASIC) -> Activity:
    """The activity by its public address, for one who signed in. Raises NotFound."""
    rows = visible(actor, Activity.objects.filter(slug=slug), Permission.ACTIVITY_READ, part=part)
    return _one(rows)


def list_kinds(*, usable: bool = False) -> "QuerySet[ActivityKind]":
    """All kinds in their order; usable: those in use."""
    rows = ActivityKind.objects.order_by("position", "pk")
    return rows.filter(is_active=True) if usable else rows


def get_kind(*, code: str) -> ActivityKind:
    """The kind with this code. Raises NotFound."""
    kind = ActivityKind.objects.filter(code=code).first()
    if kind is None:
        raise NotFound()
    return kind


def tells_of_confidential(fact: object) -> bool:
    """Whether an event of this room is about an activity of a confidential kind: it then stays in the house."""
    activity_id = getattr(fact, "activity_id", None)
    return Activity.objects.filter(pk=activity_id, kind__is_confidential=True).exists() if activity_id else False


def _one(rows: "QuerySet[Activity]") -> Activity:
    found = rows.select_related(*RELATED, "approver__node", "host__node", "room_booking__room").first()
    if found is None:
        raise NotFound()
    return found


def _condition(asked: ActivityFilter) -> Q:
    condition = Q()
    if asked.text.strip():
        condition &= Q(title__icontains=asked.text.strip())
    if asked.track:
        condition &= Q(kind__track=asked.track)
    if asked.theme:
        condition &= Q(kind__theme=asked.theme)
    if asked.organiser_path:
        condition &= below(asked.organiser_path, field="organiser__node")
    if asked.place_path:
        condition &= below(asked.place_path, field="place__node")
    for name in ("kind_id", "status", "station_id", "series_id", "campaign_id"):
        value = getattr(asked, name)
        if value not in (None, ""):
            condition &= Q(**{name: value})
    if asked.since is not None:
        condition &= Q(starts_at__gte=asked.since)
    if asked.until is not None:
        condition &= Q(starts_at__lt=asked.until)
    return condition
