"""A person asks for a correction of their own record; the keeper decides."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.errors import RuleBroken
from liangxin.core.events import publish
from liangxin.people.choices import CaseState, CorrectableField
from liangxin.people.events import CorrectionDecided, CorrectionProposed
from liangxin.people.models import Correction, Person
from liangxin.people.permissions import Permission
from liangxin.people.sealing import write_fields
from liangxin.people.services.persons import change_person


class NothingProposed(RuleBroken):
    code, field, message = "people.nothing_proposed", "proposed", _("请写出正确的内容。")


class CorrectionWaiting(RuleBroken):
    code, field, message = "people.correction_waiting", "field", _("这一项已有一份更正在等待处理，可先撤回。")


class CorrectionIsDecided(RuleBroken):
    code, field, message = "people.correction_decided", "", _("这份更正已处理。")


class AnswerMissing(RuleBroken):
    code, field, message = "people.answer_missing", "answer", _("不采纳时请写明理由，本人会看到。")


@transaction.atomic
def propose_correction(
    *, actor: Actor, person: Person, field: str, proposed: str, now: datetime, today: date, note: str = ""
) -> Correction:
    """Ask that a field of one's own record be corrected.

    Raises NotFound, NothingProposed, CorrectionWaiting, and what sealing.write_fields raises for a wrong value.
    Publishes CorrectionProposed.
    """
    require(actor, Permission.CORRECTION_PROPOSE, scope=person)
    proposed = proposed.strip()
    if not proposed:
        raise NothingProposed()
    if field != CorrectableField.OTHER:
        write_fields(Person(), {field: proposed}, now=now, today=today)
    list(Person.objects.select_for_update().filter(pk=person.pk))
    if Correction.objects.filter(person=person, field=field, state=CaseState.WAITING).exists():
        raise CorrectionWaiting()
    correction = Correction.objects.create(
        person=person, field=CorrectableField(field), proposed=proposed, note=note.strip(), proposed_at=now
    )
    publish(CorrectionProposed(correction_id=correction.pk, person_id=person.pk))
    return correction


@transaction.atomic
def withdraw_correction(*, actor: Actor, correction: Correction, now: datetime) -> Correction:
    """Take one's own request back. Raises NotFound, NotAllowed, CorrectionIsDecided."""
    require(actor, Permission.CORRECTION_PROPOSE, scope=correction)
    return _decided(_waiting(correction), actor, CaseState.WITHDRAWN, now, "")


@transaction.atomic
def accept_correction(
    *, actor: Actor, correction: Correction, now: datetime, today: date, answer: str = ""
) -> Correction:
    """Do what was asked; what cannot be done by machine (“其他”) counts as done by hand.

    Raises NotFound, NotAllowed, CorrectionIsDecided, and what `change_person` raises. Publishes CorrectionDecided.
    """
    require(actor, Permission.CORRECTION_DECIDE, scope=correction)
    correction = _waiting(correction)
    if correction.field != CorrectableField.OTHER:
        changes: dict[str, Any] = {correction.field: correction.proposed}
        change_person(
            actor=actor, person=correction.person, changes=changes, now=now, today=today, reason=str(_("本人提出更正"))
        )
    return _decided(correction, actor, CaseState.DONE, now, answer)


@transaction.atomic
def decline_correction(*, actor: Actor, correction: Correction, answer: str, now: datetime) -> Correction:
    """Say no, with a reason. Raises NotFound, NotAllowed, CorrectionIsDecided, AnswerMissing."""
    require(actor, Permission.CORRECTION_DECIDE, scope=correction)
    if not answer.strip():
        raise AnswerMissing()
    return _decided(_waiting(correction), actor, CaseState.DECLINED, now, answer)


def _waiting(correction: Correction) -> Correction:
    correction = Correction.objects.select_for_update(of=("self",)).select_related("person").get(pk=correction.pk)
    if correction.state != CaseState.WAITING:
        raise CorrectionIsDecided()
    return correction


def _decided(correction: Correction, actor: Actor, state: str, now: datetime, answer: str) -> Correction:
    correction.state, correction.decided_at, correction.answer = state, now, answer.strip()
    correction.decided_by_id = actor.user_id
    correction.save(update_fields=["state", "decided_at", "answer", "decided_by"])
    publish(CorrectionDecided(correction_id=correction.pk, person_id=correction.person_id))
    return correction
