"""Reading what came of activities: attendance, feedback from five answers on, documents, figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from liangxin.access.actor import Actor
from liangxin.access.reach import visible
from liangxin.activities.choices import (
    AttendanceState,
    DocumentState,
    FeedbackQuestionKind,
    RegistrationStatus,
)
from liangxin.activities.models import (
    Activity,
    ActivityDocument,
    ActivityPhoto,
    Attendance,
    Campaign,
    Feedback,
    FeedbackAnswer,
    FeedbackQuestion,
    Registration,
    Series,
)
from liangxin.activities.permissions import Permission
from liangxin.activities.rules import FEWEST_FEEDBACK_SHOWN
from liangxin.core.errors import NotFound


@dataclass(frozen=True)
class AnsweredQuestion:
    """What was answered to one question. scores: how many gave 1, 2, 3, 4, 5; words: in no order."""

    text: str
    kind: str
    average: float | None
    scores: tuple[int, ...]
    words: Sequence[str]


@dataclass(frozen=True)
class FeedbackSummary:
    """count: of answer sheets. questions: empty while fewer than FEWEST_FEEDBACK_SHOWN came (R-ACT-13)."""

    count: int
    is_shown: bool
    questions: Sequence[AnsweredQuestion]


def feedback_of(*, actor: Actor, activity: Activity) -> FeedbackSummary:
    """The feedback, for one who may read it; three queries."""
    if not visible(actor, Activity.objects.filter(pk=activity.pk), Permission.FEEDBACK_READ).exists():
        return FeedbackSummary(0, False, [])
    count = Feedback.objects.filter(activity=activity).count()
    if count < FEWEST_FEEDBACK_SHOWN:
        return FeedbackSummary(count, False, [])
    answers = list(FeedbackAnswer.objects.filter(feedback__activity=activity).order_by("pk"))  # random ids: no order
    questions = []
    for question in FeedbackQuestion.objects.filter(activity=activity).order_by("position"):
        own = [each for each in answers if each.question_id == question.pk]
        scores = tuple(sum(each.score == score for each in own) for score in range(1, 6))
        given = sum(scores)
        average = sum(score * times for score, times in enumerate(scores, 1)) / given if given else None
        words = [each.text for each in own if each.text] if question.kind == FeedbackQuestionKind.TEXT else []
        questions.append(AnsweredQuestion(question.text, question.kind, average, scores, words))
    return FeedbackSummary(count, True, questions)


def questions_of(*, activity: Activity) -> "QuerySet[FeedbackQuestion]":
    """The questions asked afterwards, in their order."""
    return FeedbackQuestion.objects.filter(activity=activity).order_by("position")


def attendances_of(*, actor: Actor, activity: Activity) -> dict[int, Attendance]:
    """Who came to the activity as a whole, by registration, for one who may read the list."""
    reached = visible(actor, Registration.objects.filter(activity=activity), Permission.REGISTRATION_READ)
    rows = Attendance.objects.filter(registration__in=reached.values("pk"), session=None)
    return {each.registration_id: each for each in rows}


def documents_due(*, actor: Actor, until: date) -> "QuerySet[ActivityDocument]":
    """Documents still missing that are due by the day, of activities the actor writes reports for; the oldest first."""
    own = visible(actor, Activity.objects.all(), Permission.REPORT_WRITE)
    rows = ActivityDocument.objects.filter(
        state=DocumentState.MISSING, due_on__lte=until, activity__in=own.values("pk")
    )
    return rows.select_related("activity__organiser__node").order_by("due_on", "pk")


def get_photo(*, actor: Actor, photo_id: int) -> ActivityPhoto:
    """A photo of an activity that the actor writes reports for. Raises NotFound."""
    own = visible(actor, Activity.objects.all(), Permission.REPORT_WRITE)
    found = ActivityPhoto.objects.filter(pk=photo_id, activity__in=own.values("pk")).select_related("activity").first()
    if found is None:
        raise NotFound()
    return found


@dataclass(frozen=True)
class ActivityFigures:
    """Persons. first_timers: who came to their first activity here; None where nobody was noted yet."""

    registered: int
    waiting: int
    cancelled: int
    late_cancelled: int
    present: int
    absent: int
    first_timers: int


def figures_of(*, activity: Activity) -> ActivityFigures:
    """The figures of one activity, counted from the rows that open behind them."""
    rows = Registration.objects.filter(activity=activity)
    earlier = Attendance.objects.filter(
        state=AttendanceState.PRESENT, registration__activity__starts_at__lt=activity.starts_at
    )
    came = rows.filter(
        pk__in=Attendance.objects.filter(state=AttendanceState.PRESENT, registration__activity=activity).values(
            "registration"
        )
    )
    first = came.filter(user__isnull=False).exclude(Exists(earlier.filter(registration__user_id=OuterRef("user_id"))))
    counted = rows.aggregate(
        registered=Count("pk", filter=Q(status=RegistrationStatus.REGISTERED)),
        waiting=Count("pk", filter=Q(status=RegistrationStatus.WAITING)),
        cancelled=Count("pk", filter=Q(status=RegistrationStatus.CANCELLED)),
        late=Count("pk", filter=Q(was_late=True)),
    )
    absent = Attendance.objects.filter(registration__activity=activity, state=AttendanceState.ABSENT)
    return ActivityFigures(
        counted["registered"], counted["waiting"], counted["cancelled"], counted["late"], came.count(),
        absent.values("registration").distinct().count(), first.count(),
    )  # fmt: skip


@dataclass(frozen=True)
class GrowthPoint:
    """One date of a series: how many held a place, waited, and came (#167)."""

    activity_id: int
    title: str
    starts_at: datetime
    held: int
    waiting: int
    came: int


def growth_of(*, series: Series) -> Sequence[GrowthPoint]:
    """The dates of a series in their order; one query."""
    rows = Activity.objects.filter(series=series, published_at__isnull=False).order_by("starts_at", "pk")
    came = Count(
        "registrations__attendances__registration",
        filter=Q(registrations__attendances__state=AttendanceState.PRESENT),
        distinct=True,
    )
    return [
        GrowthPoint(each.pk, each.title, each.starts_at, each.taken, each.waiting, each.came)
        for each in rows.annotate(came=came)
    ]


@dataclass(frozen=True)
class CampaignShare:
    """How much of a campaign grew from below (#152): activities whose organiser stands below the campaign's."""

    total: int
    from_below: int
    organisers: int

    @property
    def share(self) -> float | None:
        return self.from_below / self.total if self.total else None


def share_of(*, campaign: Campaign) -> CampaignShare:
    """The share, over what was published."""
    rows = Activity.objects.filter(campaign=campaign, published_at__isnull=False)
    counted = rows.aggregate(
        total=Count("pk"),
        below=Count("pk", filter=~Q(organiser_id=campaign.organiser_id)),
        organisers=Count("organiser_id", distinct=True),
    )
    return CampaignShare(counted["total"], counted["below"], counted["organisers"])


@dataclass(frozen=True)
class KindCount:
    """One kind (or month) in a span: sessions held, places held, persons who came."""

    key: str
    words: str
    activities: int
    held: int


def count_by_kind(*, actor: Actor, since: datetime, until: datetime) -> Sequence[KindCount]:
    """Activities held in [since, until) by kind, the most first (#143): for one who may read statistics."""
    rows = _held(actor, since, until).values("kind__code", "kind__name")
    counted = rows.annotate(activities=Count("pk"), held=Sum("taken")).order_by("-activities", "kind__code")
    return [KindCount(row["kind__code"], row["kind__name"], row["activities"], row["held"] or 0) for row in counted]


def count_by_month(*, actor: Actor, since: datetime, until: datetime) -> Sequence[KindCount]:
    """Activities held in [since, until) by month."""
    rows = _held(actor, since, until).annotate(month=TruncMonth("starts_at")).values("month")
    counted = rows.annotate(activities=Count("pk"), held=Sum("taken")).order_by("month")
    return [
        KindCount(f"{row['month']:%Y-%m}", f"{row['month']:%Y-%m}", row["activities"], row["held"] or 0)
        for row in counted
    ]


def _held(actor: Actor, since: datetime, until: datetime) -> "QuerySet[Activity]":
    rows = visible(actor, Activity.objects.all(), Permission.STATISTICS_READ)
    return rows.filter(published_at__isnull=False, cancelled_at=None, starts_at__gte=since, starts_at__lt=until)


def places_left(*, activity_ids: Sequence[int]) -> dict[int, int | None]:
    """Exact places left, by activity, for a page whose rest is cached; one query."""
    rows = Activity.objects.filter(pk__in=list(activity_ids)[:500]).annotate(rest=F("capacity") - F("taken"))
    return dict(rows.values_list("pk", "rest"))
