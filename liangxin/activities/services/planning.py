"""Planning activities: drafts, their parts, copies."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.access.services.require import require
from liangxin.activities.choices import ActivityStatus, Category, QuestionKind, Shape
from liangxin.activities.models import (
    Activity,
    ActivityKind,
    Campaign,
    Contingent,
    Eligibility,
    Question,
    Series,
    Session,
    Stop,
)
from liangxin.activities.permissions import Permission
from liangxin.activities.rules import MOST_QUESTIONS
from liangxin.activities.services.rooms import put_room, room_id_of
from liangxin.core.errors import NotAllowed, RuleBroken
from liangxin.core.history import because
from liangxin.core.names import normalised

if TYPE_CHECKING:
    from django.db.models import Model

    from liangxin.enterprises.models import Enterprise
    from liangxin.organisations.models import Organisation
    from liangxin.places.models import Place
    from liangxin.trees.models import Node
    from liangxin.venues.models import Station


class ActivityUntitled(RuleBroken):
    code, field, message = "activities.untitled", "title", _("请写活动名称。")


class EndsBeforeStart(RuleBroken):
    code, field, message = "activities.ends_before_start", "ends_at", _("结束时间须晚于开始时间，请改时间。")


class RegistrationTimesOutOfOrder(RuleBroken):
    code, field, message = "activities.times_out_of_order", "closes_at", _("报名截止须晚于报名开始，且不晚于活动结束。")


class OrganiserNotOfStation(RuleBroken):
    code, field, message = (
        "activities.organiser_not_of_station", "organiser", _("在站点策划活动，主办方须是主管或共建该站点的组织。"),
    )  # fmt: skip


class KindNotInUse(RuleBroken):
    code, field, message = "activities.kind_not_in_use", "kind", _("这类活动已停用，请换一类。")


class ContingentsExceedCapacity(RuleBroken):
    code, field, message = (
        "activities.contingents_exceed_capacity", "contingents", _("某类名额 {name} 多于总名额 {capacity}，请改名额。"),
    )  # fmt: skip


class TooManyQuestions(RuleBroken):
    code, field, message = "activities.too_many_questions", "questions", _("报名问题最多 {most} 个。")


class ChoicesMissing(RuleBroken):
    code, field, message = "activities.choices_missing", "questions", _("单选问题“{text}”至少要有两个选项。")


class ActivityNotDraft(RuleBroken):
    code, field, message = "activities.not_draft", "", _("活动已提交或发布，不能再这样修改。")


@dataclass(frozen=True, kw_only=True)
class ContingentValues:
    """A kind of place: its name, how many persons, and who may take one."""

    name: str
    capacity: int
    category: str = Category.ANYBODY.value


@dataclass(frozen=True, kw_only=True)
class QuestionValues:
    text: str
    kind: str = QuestionKind.TEXT.value
    choices: tuple[str, ...] = ()
    is_required: bool = True


@dataclass(frozen=True, kw_only=True)
class EligibilityValues:
    """node: an organisation's, enterprise's or place's, by the kind; category: for the kind CATEGORY."""

    kind: str
    node: "Node | None" = None
    category: str = ""


@dataclass(frozen=True, kw_only=True)
class SessionValues:
    starts_at: datetime
    ends_at: datetime
    title: str = ""
    where: str = ""


@dataclass(frozen=True, kw_only=True)
class StopValues:
    name: str
    arrives_at: datetime
    minutes: int = 30
    place: "Place | None" = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ActivityValues:
    """What is said of an activity. opens_at: None for now; closes_at, cancel_until: None for its start.

    capacity: persons, None without end. offer_minutes: how long a free place is held for the next one waiting, 0 gives
    it at once. late_until: late registration after closes_at while places are left.
    """

    kind: ActivityKind
    title: str
    organiser: "Organisation"
    starts_at: datetime
    ends_at: datetime
    summary: str = ""
    shape: str = Shape.SINGLE.value
    station: "Station | None" = None
    place: "Place | None" = None  # None: the station's
    host: "Enterprise | None" = None
    where: str = ""
    room_id: int | None = None  # booked with the activity, for its whole span
    series: Series | None = None
    campaign: Campaign | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    late_until: datetime | None = None
    cancel_until: datetime | None = None
    capacity: int | None = None
    has_waiting_list: bool = True
    offer_minutes: int = 0
    is_public: bool = True
    visitor_list: bool = False
    contingents: Sequence[ContingentValues] = ()
    questions: Sequence[QuestionValues] = ()
    eligibilities: Sequence[EligibilityValues] = ()
    sessions: Sequence[SessionValues] = ()
    stops: Sequence[StopValues] = ()


_PLAIN = (
    "kind", "organiser", "starts_at", "ends_at", "summary", "shape", "station", "host", "where", "series", "campaign",
    "late_until", "capacity", "has_waiting_list", "offer_minutes", "is_public", "visitor_list",
)  # fmt: skip


@transaction.atomic
def plan_activity(*, actor: Actor, values: ActivityValues, now: datetime) -> Activity:
    """Write a draft with its parts, and book its room.

    Raises NotAllowed, NotFound, ActivityUntitled, EndsBeforeStart, RegistrationTimesOutOfOrder, KindNotInUse,
    OrganiserNotOfStation, ContingentsExceedCapacity, TooManyQuestions, ChoicesMissing, and what `hold_room` raises.
    """
    require_planning(actor, Permission.ACTIVITY_CREATE, values=values)
    activity = write_activity(values, now=now, created_by_id=actor.user_id)
    put_room(actor=actor, activity=activity, room_id=values.room_id, now=now)
    return activity


def write_activity(values: ActivityValues, *, now: datetime, created_by_id: int | None) -> Activity:
    """The rows of a new activity, the values checked; rights are the caller's to check."""
    _check(values, now=now)
    activity = Activity.objects.create(
        **_columns(values, now=now), created_at=now, created_by_id=created_by_id, status=ActivityStatus.DRAFT
    )
    _write_parts(activity, values)
    return activity


@transaction.atomic
def change_draft(*, actor: Actor, activity: Activity, values: ActivityValues, now: datetime) -> Activity:
    """Put `values` in place of a draft's own. Raises as `plan_activity`, and ActivityNotDraft."""
    require(actor, Permission.ACTIVITY_CHANGE, scope=activity)
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if activity.status != ActivityStatus.DRAFT:
        raise ActivityNotDraft()
    if (values.organiser.pk, getattr(values.station, "pk", None)) != (activity.organiser_id, activity.station_id):
        require_planning(actor, Permission.ACTIVITY_CREATE, values=values)
    _check(values, now=now)
    columns = _columns(values, now=now)
    for name, value in columns.items():
        setattr(activity, name, value)
    activity.save(update_fields=list(columns))
    for part in (Contingent, Question, Eligibility, Session, Stop):
        part.objects.filter(activity=activity).delete()
    _write_parts(activity, values)
    put_room(actor=actor, activity=activity, room_id=values.room_id, now=now)
    return activity


@transaction.atomic
def copy_activity(*, actor: Actor, activity: Activity, starts_at: datetime, now: datetime) -> Activity:
    """A new draft like `activity`, all its times moved so that it begins at `starts_at`.

    Raises as `plan_activity`.
    """
    values = values_of(activity)
    moved = shifted(values, by=starts_at - activity.starts_at)
    copy = plan_activity(actor=actor, values=moved, now=now)
    with because("copied", activity=activity.pk):
        copy.copied_from = activity
        copy.save(update_fields=["copied_from"])
    return copy


def shifted(values: ActivityValues, *, by: timedelta) -> ActivityValues:
    """The same with all times moved."""

    def moved(at: datetime | None) -> datetime | None:
        return at + by if at is not None else None

    return replace(
        values,
        starts_at=values.starts_at + by, ends_at=values.ends_at + by, opens_at=moved(values.opens_at),
        closes_at=moved(values.closes_at), late_until=moved(values.late_until), cancel_until=moved(values.cancel_until),
        sessions=[replace(each, starts_at=each.starts_at + by, ends_at=each.ends_at + by) for each in values.sessions],
        stops=[replace(each, arrives_at=each.arrives_at + by) for each in values.stops],
    )  # fmt: skip


def values_of(activity: Activity) -> ActivityValues:
    """What is said of an existing activity, its parts included."""
    return ActivityValues(
        title=activity.title, place=activity.place, room_id=room_id_of(activity), opens_at=activity.opens_at, closes_at=activity.closes_at,
        cancel_until=activity.cancel_until, **{name: getattr(activity, name) for name in _PLAIN},
        contingents=[
            ContingentValues(name=each.name, capacity=each.capacity, category=each.category)
            for each in activity.contingents.order_by("position", "id")
        ],
        questions=[
            QuestionValues(text=each.text, kind=each.kind, choices=tuple(each.choices), is_required=each.is_required)
            for each in activity.questions.order_by("position", "id")
        ],
        eligibilities=[
            EligibilityValues(kind=each.kind, node=each.node, category=each.category)
            for each in activity.eligibilities.select_related("node").order_by("id")
        ],
        sessions=[
            SessionValues(starts_at=each.starts_at, ends_at=each.ends_at, title=each.title, where=each.where)
            for each in activity.sessions.order_by("starts_at", "id")
        ],
        stops=[
            StopValues(name=each.name, arrives_at=each.arrives_at, minutes=each.minutes, place=each.place, note=each.note)
            for each in activity.stops.select_related("place").order_by("arrives_at", "id")
        ],
    )  # fmt: skip


def require_planning(actor: Actor, permission: str, *, values: ActivityValues) -> None:
    """Refuse unless the actor's grant reaches where the activity is to be held, or who holds it."""
    scope: Model | None = values.organiser
    if actor.anchor == Anchor.STATION:
        scope = values.station
        if values.station is not None and not _may_organise(values.organiser, values.station):
            raise OrganiserNotOfStation()
    elif actor.anchor == Anchor.PLACE:
        scope = values.place or (values.station.place if values.station is not None else None)
    if scope is None and not actor.is_system:
        raise NotAllowed()
    require(actor, permission, scope=scope)


def _may_organise(organiser: "Organisation", station: "Station") -> bool:
    shared = station.co_owners.filter(organisation=organiser, during__upper_inf=True)
    return station.owner_id == organiser.pk or shared.exists()


def _check(values: ActivityValues, *, now: datetime) -> None:
    if not normalised(values.title):
        raise ActivityUntitled()
    if not values.kind.is_active:
        raise KindNotInUse()
    if values.ends_at <= values.starts_at or any(each.ends_at <= each.starts_at for each in values.sessions):
        raise EndsBeforeStart()
    opens, closes = values.opens_at or now, values.closes_at or values.starts_at
    if closes <= opens or closes > values.ends_at or (values.late_until or closes) < closes:
        raise RegistrationTimesOutOfOrder()
    for each in values.contingents:
        if values.capacity is not None and each.capacity > values.capacity:
            raise ContingentsExceedCapacity(name=each.name, capacity=values.capacity)
    if len(values.questions) > MOST_QUESTIONS:
        raise TooManyQuestions(most=MOST_QUESTIONS)
    for question in values.questions:
        if question.kind == QuestionKind.CHOICE and len(question.choices) < 2:
            raise ChoicesMissing(text=question.text)


def _columns(values: ActivityValues, *, now: datetime) -> dict[str, object]:
    place = values.place or (values.station.place if values.station is not None else None)
    capacity = values.capacity
    if capacity is None and values.contingents:
        capacity = sum(each.capacity for each in values.contingents)
    return {
        **{name: getattr(values, name) for name in _PLAIN},
        "title": normalised(values.title), "place": place, "capacity": capacity,
        "opens_at": values.opens_at or now,
        "closes_at": values.closes_at or values.starts_at,
        "cancel_until": values.cancel_until or values.starts_at,
        "is_restricted": bool(values.eligibilities) or values.kind.probationary_only,
        "asks_questions": bool(values.questions),
    }  # fmt: skip


def _write_parts(activity: Activity, values: ActivityValues) -> None:
    for position, each in enumerate(values.contingents, 1):
        Contingent.objects.create(
            activity=activity, name=each.name, capacity=each.capacity, category=each.category, position=position
        )
    for position, question in enumerate(values.questions, 1):
        Question.objects.create(
            activity=activity, kind=question.kind, text=question.text, choices=list(question.choices),
            is_required=question.is_required, position=position,
        )  # fmt: skip
    Eligibility.objects.bulk_create(
        [Eligibility(activity=activity, kind=one.kind, node=one.node, category=one.category) for one in values.eligibilities]
    )  # fmt: skip
    Session.objects.bulk_create(
        [
            Session(
                activity=activity, title=one.title, starts_at=one.starts_at, ends_at=one.ends_at, where=one.where,
                position=position,
            )
            for position, one in enumerate(values.sessions, 1)
        ]
    )  # fmt: skip
    Stop.objects.bulk_create(
        [
            Stop(
                activity=activity, name=one.name, place=one.place, arrives_at=one.arrives_at, minutes=one.minutes,
                note=one.note,
            )
            for one in values.stops
        ]
    )  # fmt: skip
