"""What is asked before a registration is written: the time, the eligibility, the kind of place, the answers."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from liangxin.activities.choices import ActivityStatus, Category, EligibilityKind, QuestionKind
from liangxin.activities.models import Contingent, Question
from liangxin.activities.rules import Condition, WhereOneStands, is_eligible, is_of, is_open
from liangxin.activities.selectors.standing import where_user_stands
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.statements import row_of

if TYPE_CHECKING:
    from liangxin.files.models import StoredFile


class RegistrationNotOpen(RuleBroken):
    code, field, message = "activities.registration_not_open", "", _("现在不能报名：报名还没有开始，或已经截止。")


class NotEligible(RuleBroken):
    code, field, message = "activities.not_eligible", "", _("这项活动面向特定的组织、企业或人群，您不在其中。")


class ProbationaryOnly(RuleBroken):
    code, field, message = "activities.probationary_only", "", _("入党宣誓只面向预备党员。")


class ContingentMissing(RuleBroken):
    code, field, message = "activities.contingent_missing", "contingent", _("请选择名额类别。")


class NotOfContingent(RuleBroken):
    code, field, message = "activities.not_of_contingent", "contingent", _("“{name}”名额不对您开放，请选其他类别。")


class AnswerNeeded(RuleBroken):
    code, field, message = "activities.answer_needed", "answers", _("请回答“{question}”。")


class AnswerNotAChoice(RuleBroken):
    code, field, message = "activities.answer_not_a_choice", "answers", _("“{question}”请从给出的选项中选一个。")


@dataclass(frozen=True)
class AnswerValues:
    """What was answered to a question of the activity. file: kept with the purpose ANSWER_PURPOSE, by the registrant."""

    question_id: int
    text: str = ""
    file: "StoredFile | None" = None


@dataclass(frozen=True)
class Face:
    """What registering needs to know of an activity: one narrow read."""

    id: int
    status: str
    opens_at: datetime
    closes_at: datetime
    late_until: datetime | None
    capacity: int | None
    taken: int
    has_waiting_list: bool
    is_restricted: bool
    asks_questions: bool
    for_minors: bool
    probationary_only: bool
    has_contingents: bool
    already: bool
    slug: str
    title: str
    starts_at: datetime
    is_quiet: bool
    eligibilities: str | None  # JSON: kind, node, category of each


FACE = """SELECT a.id, a.status, a.opens_at, a.closes_at, a.late_until, a.capacity, a.taken, a.has_waiting_list,
    a.is_restricted, a.asks_questions, k.for_minors, k.probationary_only,
    EXISTS (SELECT 1 FROM activities_contingent c WHERE c.activity_id = a.id),
    EXISTS (SELECT 1 FROM activities_registration r WHERE r.activity_id = a.id AND r.user_id = %(user_id)s
        AND r.guest_name = '' AND r.status IN ('registered', 'waiting', 'offered')),
    a.slug, a.title, a.starts_at, k.is_confidential,
    CASE WHEN a.is_restricted THEN (SELECT json_agg(json_build_array(e.kind, e.node_id, e.category))::text
        FROM activities_eligibility e WHERE e.activity_id = a.id) END
FROM activities_activity a JOIN activities_activitykind k ON k.id = a.kind_id
WHERE {} AND a.status IN ('published', 'cancelled', 'finished')"""
FACE_BY_ID, FACE_BY_SLUG = FACE.format("a.id = %(key)s"), FACE.format("a.slug = %(key)s")


def face_of(key: int | str, user_id: int | None) -> Face:
    """What registering needs to know of a published activity, by its id or its address. Raises NotFound."""
    row = row_of(FACE_BY_ID if isinstance(key, int) else FACE_BY_SLUG, {"key": key, "user_id": user_id or 0})
    if row is None:
        raise NotFound()
    return Face(*row)


def check_open(face: Face, now: datetime) -> None:
    if face.status != ActivityStatus.PUBLISHED or not is_open_now(face, now):
        raise RegistrationNotOpen()


def is_open_now(of: Any, now: datetime) -> bool:
    return is_open(now=now, opens_at=of.opens_at, closes_at=of.closes_at, late_until=of.late_until)


def check_eligible(face: Face, stands: WhereOneStands) -> None:
    if not face.is_restricted:
        return
    if face.probationary_only and not is_of(Category.PROBATIONARY, stands):
        raise ProbationaryOnly()
    if not is_eligible(conditions_of(face), stands):
        raise NotEligible()


def conditions_of(face: Face) -> list[Condition]:
    """The activity's own conditions, joined by “or”."""
    return [Condition(*row) for row in json.loads(face.eligibilities or "[]")]


def stands_for(face: Face, user_id: int | None) -> WhereOneStands:
    """Where the account's person stands, as far as the activity's conditions ask."""
    with_places = any(each.kind == EligibilityKind.PLACE for each in conditions_of(face))
    return where_user_stands(user_id, with_places=with_places)


def check_contingent(face: Face, contingent_id: int | None, stands: WhereOneStands) -> None:
    if not face.has_contingents:
        if contingent_id is not None:
            raise ContingentMissing()
        return
    contingent = Contingent.objects.filter(activity_id=face.id, pk=contingent_id or 0).first()
    if contingent is None:
        raise ContingentMissing()
    if not is_of(contingent.category, stands):
        raise NotOfContingent(name=contingent.name)


def check_answers(face: Face, answers: Sequence[AnswerValues]) -> Sequence[AnswerValues]:
    """The answers to the activity's own questions. Raises AnswerNeeded, AnswerNotAChoice."""
    if not face.asks_questions:
        return ()
    given = {answer.question_id: answer for answer in answers}
    kept = []
    for question in Question.objects.filter(activity_id=face.id).order_by("position", "id"):
        answer = given.get(question.pk, AnswerValues(question.pk))
        text = answer.text.strip()[:500]
        file = answer.file if question.kind == QuestionKind.FILE else None
        if not (file if question.kind == QuestionKind.FILE else text):
            if question.is_required:
                raise AnswerNeeded(question=question.text)
            continue
        if question.kind == QuestionKind.CHOICE and text not in question.choices:
            raise AnswerNotAChoice(question=question.text)
        kept.append(AnswerValues(question.pk, text, file))
    return kept
