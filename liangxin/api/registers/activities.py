"""Activities: what is on, planning and publishing it."""

from typing import Any

from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status
from pydantic import AwareDatetime

from liangxin.access.choices import Part
from liangxin.access.services.require import require_somewhere
from liangxin.activities.choices import ActivityStatus, Category, EligibilityKind, QuestionKind, Track
from liangxin.activities.permissions import Permission
from liangxin.activities.selectors.activities import (
    ActivityFilter,
    get_activity,
    get_kind,
    list_activities,
    list_kinds,
)
from liangxin.activities.services import changes, publishing
from liangxin.activities.services.planning import (
    ActivityValues,
    ContingentValues,
    EligibilityValues,
    QuestionValues,
    plan_activity,
)
from liangxin.api import references
from liangxin.api.paging import Page, Paging, page_of
from liangxin.api.words import READING, WRITING, Code, Coded, Id, Moment, Name, Named, Text, coded, named

router = Router(tags=["activities"])
PART = Field("basic", pattern="^(full|basic)$", description="full: what one organises; basic: all one may know of")
Places = Field(None, ge=1, le=100_000)


class KindOut(Coded):
    """A kind of activity. is_confidential: who comes is known to its organiser alone."""

    theme: str
    track: str
    is_confidential: bool
    for_minors: bool
    needs_approval: bool


class ActivityOut(Schema):
    """An activity. capacity, left: null where places have no end; waiting: how many wait."""

    id: int
    slug: str
    title: str
    summary: str
    kind: Coded
    status: str
    organiser: Named
    station: Named | None
    place: Named | None
    where: str
    series: int | None
    campaign: int | None
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    opens_at: AwareDatetime
    closes_at: AwareDatetime
    cancel_until: AwareDatetime
    capacity: int | None
    taken: int
    left: int | None
    waiting: int
    has_waiting_list: bool
    is_public: bool


class ContingentOut(Schema):
    """A kind of place with a number of its own. category: who may take one."""

    id: int
    name: str
    category: str
    capacity: int
    left: int


class QuestionOut(Schema):
    id: int
    text: str
    kind: str
    choices: list[str]
    is_required: bool


class ActivityFull(ActivityOut):
    contingents: list[ContingentOut]
    questions: list[QuestionOut]


class ActivityQuery(Schema):
    """As the list's filters. kind: a code; organiser, place: with all below; since, until: [since, until) of the start."""

    text: Name = ""
    kind: Code = ""
    track: Track | None = None
    theme: Name = ""
    status: ActivityStatus | None = None
    organiser: Id | None = None
    place: Id | None = None
    station: Id | None = None
    series: Id | None = None
    campaign: Id | None = None
    since: Moment | None = None
    until: Moment | None = None
    part: str = PART


class ContingentIn(Schema):
    name: Name = Field(max_length=40)
    capacity: int = Field(ge=1, le=100_000)
    category: Category = Category.ANYBODY


class QuestionIn(Schema):
    text: Name
    kind: QuestionKind = QuestionKind.TEXT
    choices: list[Name] = Field([], max_length=30)
    is_required: bool = True


class EligibilityIn(Schema):
    """organisation, enterprise, place: the id of one; category: of people. Several are joined by “or”."""

    kind: EligibilityKind
    node: Id | None = None
    category: Category | None = None


class NewActivityIn(Schema):
    """A draft. kind: a code; times that are left out are taken from the rules."""

    kind: Code
    title: Name = Field(max_length=120)
    summary: Text = ""
    organiser: Id
    starts_at: Moment
    ends_at: Moment
    station: Id | None = None
    place: Id | None = None
    host: Id | None = Field(None, description="an enterprise that is visited")
    where: Name = ""
    opens_at: Moment | None = None
    closes_at: Moment | None = None
    cancel_until: Moment | None = None
    capacity: int | None = Places
    has_waiting_list: bool = True
    offer_minutes: int = Field(0, ge=0, le=10_080)
    is_public: bool = True
    contingents: list[ContingentIn] = Field([], max_length=20)
    questions: list[QuestionIn] = Field([], max_length=20)
    eligibilities: list[EligibilityIn] = Field([], max_length=50)


class CapacityIn(Schema):
    """contingent: a kind of place, or null for the whole; capacity: null for no end."""

    capacity: int | None = Places
    contingent: Id | None = None


class TimeIn(Schema):
    """Registrants are told, and asked again."""

    starts_at: Moment
    ends_at: Moment
    where: Name = ""
    reason: Name = ""


class WhyIn(Schema):
    reason: Name


def shape(one: Any) -> dict[str, Any]:
    """An activity as it is told."""
    plain = (
        "slug", "title", "summary", "status", "where", "starts_at", "ends_at", "opens_at", "closes_at", "cancel_until",
        "capacity", "taken", "left", "waiting", "has_waiting_list", "is_public",
    )  # fmt: skip
    return {
        "id": one.pk, "kind": coded(one.kind), "organiser": named(one.organiser), "station": named(one.station),
        "place": named(one.place), "series": one.series_id, "campaign": one.campaign_id,
        **{name: getattr(one, name) for name in plain},
    }  # fmt: skip


def full(one: Any) -> dict[str, Any]:
    """With its kinds of place and questions."""
    return shape(one) | {
        "contingents": [
            {"id": each.pk, "name": each.name, "category": each.category, "capacity": each.capacity, "left": each.capacity - each.taken}
            for each in one.contingents.order_by("position", "pk")
        ],
        "questions": [
            {"id": each.pk, "text": each.text, "kind": each.kind, "choices": list(each.choices), "is_required": each.is_required}
            for each in one.questions.order_by("position", "pk")
        ],
    }  # fmt: skip


@router.get(
    "/kinds", response={200: list[KindOut], **READING}, summary="Kinds of activities", url_name="activity-kinds"
)
def kinds(request: Any) -> Any:
    return [{name: getattr(one, name) for name in KindOut.model_fields} for one in list_kinds(usable=True)]


@router.get("", response={200: Page[ActivityOut], **READING}, summary="List activities", url_name="activity-list")
def activities(request: Any, asked: Query[ActivityQuery], paging: Query[Paging]) -> Any:
    actor = request.actor
    require_somewhere(actor, Permission.ACTIVITY_READ)
    known = {one.code: one.pk for one in list_kinds()}
    wanted = ActivityFilter(
        text=asked.text, kind_id=known.get(asked.kind, 0) if asked.kind else None, track=asked.track or "",
        theme=asked.theme, status=asked.status or "", station_id=asked.station, series_id=asked.series,
        organiser_path=references.path(references.organisation(actor, asked.organiser, "organiser")),
        place_path=references.path(references.place(actor, asked.place)), campaign_id=asked.campaign,
        since=asked.since, until=asked.until,
    )  # fmt: skip
    part = Part.FULL if asked.part == "full" else Part.BASIC
    return page_of(list_activities(actor=actor, asked=wanted, part=part), paging, shape=shape)


@router.get("/{activity_id}", response={200: ActivityFull, **READING}, summary="One activity", url_name="activity")
def activity(request: Any, activity_id: Id) -> Any:
    return full(get_activity(actor=request.actor, activity_id=activity_id))


def _eligible(actor: Any, one: EligibilityIn) -> EligibilityValues:
    find = {"organisation": references.organisation, "enterprise": references.enterprise, "place": references.place}
    record = find[one.kind](actor, one.node, "eligibilities") if one.kind in find else None
    return EligibilityValues(
        kind=one.kind, node=record.node if record is not None else None, category=one.category or ""
    )


@router.post("", response={201: ActivityFull, **WRITING}, summary="Plan an activity", url_name="activity-new")
def plan(request: Any, values: NewActivityIn) -> Any:
    actor = request.actor
    plain = (
        "title", "summary", "starts_at", "ends_at", "where", "opens_at", "closes_at", "cancel_until", "capacity",
        "has_waiting_list", "offer_minutes", "is_public",
    )  # fmt: skip
    wanted = ActivityValues(
        kind=references.referred("kind", lambda: get_kind(code=values.kind)),
        organiser=references.organisation(actor, values.organiser, "organiser"),
        station=references.station(actor, values.station), place=references.place(actor, values.place),
        host=references.enterprise(actor, values.host, "host", Part.BASIC),
        contingents=[ContingentValues(**one.dict()) for one in values.contingents],
        questions=[QuestionValues(**one.dict() | {"choices": tuple(one.choices)}) for one in values.questions],
        eligibilities=[_eligible(actor, one) for one in values.eligibilities],
        **{name: getattr(values, name) for name in plain},
    )  # fmt: skip
    made = plan_activity(actor=actor, values=wanted, now=timezone.now())
    return Status(201, full(get_activity(actor=actor, activity_id=made.pk)))


def _done(request: Any, activity_id: int, service: Any, **more: Any) -> Any:
    found = get_activity(actor=request.actor, activity_id=activity_id)
    service(actor=request.actor, activity=found, now=timezone.now(), **more)
    return full(get_activity(actor=request.actor, activity_id=activity_id))


@router.post(
    "/{activity_id}/submission",
    response={200: ActivityFull, **WRITING},
    summary="Ask for approval",
    url_name="activity-submit",
)
def submit(request: Any, activity_id: Id) -> Any:
    return _done(request, activity_id, publishing.submit_activity)


@router.post(
    "/{activity_id}/approval",
    response={200: ActivityFull, **WRITING},
    summary="Approve it",
    url_name="activity-approve",
)
def approve(request: Any, activity_id: Id) -> Any:
    return _done(request, activity_id, publishing.approve_activity)


@router.post(
    "/{activity_id}/return", response={200: ActivityFull, **WRITING}, summary="Send it back", url_name="activity-return"
)
def send_back(request: Any, activity_id: Id, values: WhyIn) -> Any:
    return _done(request, activity_id, publishing.return_activity, note=values.reason)


@router.post(
    "/{activity_id}/publication",
    response={200: ActivityFull, **WRITING},
    summary="Publish it",
    url_name="activity-publish",
)
def publish(request: Any, activity_id: Id) -> Any:
    return _done(request, activity_id, publishing.publish_activity)


@router.post(
    "/{activity_id}/cancellation",
    response={200: ActivityFull, **WRITING},
    summary="Call it off",
    url_name="activity-cancel",
)
def cancel(request: Any, activity_id: Id, values: WhyIn) -> Any:
    return _done(request, activity_id, publishing.cancel_activity, reason=values.reason)


@router.post(
    "/{activity_id}/finishing",
    response={200: ActivityFull, **WRITING},
    summary="Say that it is over",
    url_name="activity-finish",
)
def finish(request: Any, activity_id: Id) -> Any:
    return _done(request, activity_id, publishing.finish_activity)


@router.post(
    "/{activity_id}/capacity",
    response={200: ActivityFull, **WRITING},
    summary="Another number of places",
    url_name="activity-capacity",
)
def capacity(request: Any, activity_id: Id, values: CapacityIn) -> Any:
    found = get_activity(actor=request.actor, activity_id=activity_id)
    contingent = None
    if values.contingent is not None:
        parts = found.contingents.filter(pk=values.contingent)
        contingent = references.referred("contingent", lambda: parts.first())
    return _done(request, activity_id, changes.change_capacity, capacity=values.capacity, contingent=contingent)


@router.post(
    "/{activity_id}/time",
    response={200: ActivityFull, **WRITING},
    summary="Another time or place",
    url_name="activity-time",
)
def time(request: Any, activity_id: Id, values: TimeIn) -> Any:
    wanted = changes.TimeAndPlace(starts_at=values.starts_at, ends_at=values.ends_at, where=values.where)
    return _done(request, activity_id, changes.change_time_and_place, values=wanted, reason=values.reason)
