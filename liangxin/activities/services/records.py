"""Activities of the past with all that came of them, and coming ones with those who registered, many at once.

For those who run the installation and bring what was kept elsewhere; nobody is told.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from liangxin.access.actor import Actor
from liangxin.access.services.require import require
from liangxin.activities.choices import (
    HOLDING,
    ActivityStatus,
    AttendanceState,
    DocumentState,
    FeedbackQuestionKind,
    Origin,
    RegistrationStatus,
)
from liangxin.activities.models import (
    Activity,
    ActivityDocument,
    Attendance,
    Contingent,
    Feedback,
    FeedbackAnswer,
    KindDocument,
    Registration,
    Report,
)
from liangxin.activities.permissions import Permission
from liangxin.activities.services.afterwards import DEFAULT_QUESTIONS, write_questions
from liangxin.activities.services.planning import ActivityValues, _check, _columns, _write_parts
from liangxin.activities.services.publishing import LOCAL

if TYPE_CHECKING:
    from liangxin.activities.models import FeedbackQuestion

AT_ONCE = 500  # rows a statement


@dataclass(frozen=True, kw_only=True)
class Comer:
    """Somebody on the list. came: None where nobody noted it. scores, words: what they said, which names nobody.

    contingent: its position among the activity's, from 0.
    """

    person_id: int | None = None
    user_id: int | None = None
    guest_name: str = ""
    contingent: int | None = None
    status: str = RegistrationStatus.REGISTERED.value
    came: bool | None = None
    scores: tuple[int, ...] = ()
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class RecordValues:
    """An activity as it stands. planned_at: when it was planned and published. report: its text, shown to everybody.

    papers: whether the documents of its kind came."""

    values: ActivityValues
    planned_at: datetime
    status: str = ActivityStatus.FINISHED.value
    comers: Sequence[Comer] = ()
    asks_afterwards: bool = False
    report: str = ""
    papers: bool = True
    cancel_reason: str = ""


@transaction.atomic
def record_activities(*, actor: Actor, records: Sequence[RecordValues], now: datetime) -> list[Activity]:
    """Write activities with their registrations, attendance, feedback, reports and documents; counters equal the rows.

    Raises NotAllowed, NotFound, and what `plan_activity` raises of values.
    """
    for organiser in {record.values.organiser.pk: record.values.organiser for record in records}.values():
        require(actor, Permission.ACTIVITY_CREATE, scope=organiser)
    for record in records:
        _check(record.values, now=record.planned_at)
    made = Activity.objects.bulk_create([_row(record) for record in records], batch_size=AT_ONCE)
    pairs = list(zip(made, records, strict=True))
    contingents: dict[int, list[Contingent]] = {}
    for activity, record in pairs:
        values = record.values
        if values.contingents or values.questions or values.eligibilities or values.sessions or values.stops:
            _write_parts(activity, values)
        if values.contingents:
            contingents[activity.pk] = _counted(activity, record.comers)
    _write_comers([(activity, record.comers, record.asks_afterwards) for activity, record in pairs], contingents)
    _write_afterwards(pairs)
    return made


def _row(record: RecordValues) -> Activity:
    values, status = record.values, record.status
    counted = Counter("taken" if one.status in HOLDING else one.status for one in record.comers)
    shown = status in (ActivityStatus.PUBLISHED, ActivityStatus.FINISHED, ActivityStatus.CANCELLED)
    return Activity(
        **_columns(values, now=record.planned_at), status=status, created_at=record.planned_at,
        published_at=record.planned_at if shown else None,
        submitted_at=record.planned_at if status == ActivityStatus.SUBMITTED else None,
        finished_at=values.ends_at if status == ActivityStatus.FINISHED else None,
        cancelled_at=record.planned_at + timedelta(days=1) if status == ActivityStatus.CANCELLED else None,
        cancel_reason=record.cancel_reason, taken=counted["taken"], waiting=counted[RegistrationStatus.WAITING],
        last_seq=len(record.comers),
    )  # fmt: skip


def _counted(activity: Activity, comers: Iterable[Comer]) -> list[Contingent]:
    rows = list(Contingent.objects.filter(activity=activity).order_by("position"))
    held = Counter(one.contingent for one in comers if one.status in HOLDING)
    for position, row in enumerate(rows):
        row.taken = held[position]
        row.save(update_fields=["taken"])
    return rows


def _write_comers(
    lists: "Sequence[tuple[Activity, Sequence[Comer], bool]]", contingents: dict[int, list[Contingent]]
) -> None:
    registrations, noted = [], []
    for activity, comers, _asks in lists:
        step = (min(activity.closes_at, activity.starts_at) - activity.opens_at) / (len(comers) + 1)
        for number, one in enumerate(comers, 1):
            at = activity.opens_at + step * number
            row = Registration(
                activity=activity, person_id=one.person_id, user_id=one.user_id, guest_name=one.guest_name,
                contingent=contingents[activity.pk][one.contingent] if one.contingent is not None else None,
                origin=Origin.GUARDIAN if one.guest_name else Origin.SELF, status=one.status, seq=number,
                key=f"record-{activity.pk}-{number}", registered_at=at, gave_feedback=bool(one.scores or one.words),
                placed_at=at if one.status in HOLDING else None, guardian_consented_at=at if one.guest_name else None,
            )  # fmt: skip
            registrations.append(row)
            noted.append((row, activity, one))
    Registration.objects.bulk_create(registrations, batch_size=AT_ONCE)
    Attendance.objects.bulk_create(
        [
            Attendance(
                registration=row, state=AttendanceState.PRESENT if one.came else AttendanceState.ABSENT,
                at=activity.starts_at, recorded_at=activity.ends_at,
            )
            for row, activity, one in noted
            if one.came is not None
        ],
        batch_size=AT_ONCE,
    )  # fmt: skip
    _write_feedback(lists)


def _write_feedback(lists: "Sequence[tuple[Activity, Sequence[Comer], bool]]") -> None:
    sheets: list[Feedback] = []
    answers: list[FeedbackAnswer] = []
    for activity, comers, asks in lists:
        if not asks:
            continue
        questions = write_questions(activity, DEFAULT_QUESTIONS)
        for one in comers:
            if one.scores or one.words:
                sheet = Feedback(activity=activity, given_on=activity.ends_at.astimezone(LOCAL).date())
                sheets.append(sheet)
                answers += _answers(sheet, questions, one)
    Feedback.objects.bulk_create(sheets, batch_size=AT_ONCE)
    FeedbackAnswer.objects.bulk_create(answers, batch_size=AT_ONCE)


def _answers(sheet: Feedback, questions: "Sequence[FeedbackQuestion]", one: Comer) -> list[FeedbackAnswer]:
    of_scores = [question for question in questions if question.kind == FeedbackQuestionKind.SCORE]
    found = [
        FeedbackAnswer(feedback=sheet, question=question, score=score)
        for question, score in zip(of_scores, one.scores, strict=False)
    ]
    of_words = [question for question in questions if question.kind == FeedbackQuestionKind.TEXT]
    if one.words and of_words:
        found.append(FeedbackAnswer(feedback=sheet, question=of_words[0], text=one.words))
    return found


def _write_afterwards(pairs: "Sequence[tuple[Activity, RecordValues]]") -> None:
    Report.objects.bulk_create(
        [
            Report(
                activity=activity, text=record.report, headcount=sum(one.came is True for one in record.comers),
                is_public=True, written_at=activity.ends_at + timedelta(hours=20),
            )
            for activity, record in pairs
            if record.report
        ],
        batch_size=AT_ONCE,
    )  # fmt: skip
    by_kind: dict[int, list[KindDocument]] = {}
    for each in KindDocument.objects.order_by("position", "pk"):
        by_kind.setdefault(each.kind_id, []).append(each)
    rows = []
    for activity, record in pairs:
        ended = activity.ends_at.astimezone(LOCAL).date()
        for each in by_kind.get(activity.kind_id, []) if record.status == ActivityStatus.FINISHED else []:
            state = DocumentState.DELIVERED if record.papers else DocumentState.MISSING
            due = ended + timedelta(days=each.due_days)
            delivered = activity.ends_at + timedelta(days=1) if record.papers else None
            rows.append(
                ActivityDocument(activity=activity, name=each.name, due_on=due, state=state, delivered_at=delivered)
            )
    ActivityDocument.objects.bulk_create(rows, batch_size=AT_ONCE)


@transaction.atomic
def add_comers(*, actor: Actor, activity: Activity, comers: Sequence[Comer], now: datetime) -> None:
    """Put people on the list of an activity without kinds of places. Raises NotAllowed, NotFound."""
    require(actor, Permission.REGISTRATION_MANAGE, scope=activity)
    held = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    first = held.last_seq
    rows = Registration.objects.bulk_create(
        [
            Registration(
                activity=held, person_id=one.person_id, user_id=one.user_id, guest_name=one.guest_name, seq=number,
                status=one.status, key=f"record-{held.pk}-{number}", registered_at=held.opens_at,
                placed_at=held.opens_at if one.status in HOLDING else None,
            )
            for number, one in enumerate(comers, first + 1)
        ]
    )  # fmt: skip
    Attendance.objects.bulk_create(
        [
            Attendance(
                registration=row, state=AttendanceState.PRESENT if one.came else AttendanceState.ABSENT,
                at=held.starts_at, recorded_at=held.ends_at,
            )
            for row, one in zip(rows, comers, strict=True)
            if one.came is not None
        ]
    )  # fmt: skip
    taken = sum(one.status in HOLDING for one in comers)
    held.taken += taken
    held.waiting += sum(one.status == RegistrationStatus.WAITING for one in comers)
    held.last_seq = first + len(comers)
    if held.capacity is not None:
        held.capacity = max(held.capacity, held.taken)
    held.save(update_fields=["taken", "waiting", "last_seq", "capacity"])
