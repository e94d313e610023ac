"""What an enterprise says is wrong about its own record."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import RuleBroken
from liangxin.core.history import because
from liangxin.enterprises.choices import CorrectedField, CorrectionState, FigureKind
from liangxin.enterprises.models import Correction, Enterprise
from liangxin.enterprises.permissions import Permission
from liangxin.enterprises.rules import short_name_of
from liangxin.enterprises.services.figures import record_accepted_figure
from liangxin.enterprises.services.finding import make_findable
from liangxin.enterprises.services.new import FIGURE_COLUMNS, checked_capital, checked_name
from liangxin.enterprises.services.pending import AlreadyDecided, ReasonMissing
from liangxin.trees.services.nodes import rename_node

FIGURES = {CorrectedField.STAFF: FigureKind.STAFF, CorrectedField.YOUNG_STAFF: FigureKind.YOUNG_STAFF}
LARGEST_FIGURE = 2_000_000  # persons


class AlreadyProposed(RuleBroken):
    code, field, message = "enterprises.already_proposed", "field", _("这一项已有一条更正在等核对。")


class NothingToCorrect(RuleBroken):
    code, field, message = "enterprises.nothing_to_correct", "new_value", _("与现在登记的相同，不用更正。")


class ValueMissing(RuleBroken):
    code, field, message = "enterprises.value_missing", "new_value", _("请填更正后的内容。")


class NotANumber(RuleBroken):
    code, field, message = "enterprises.not_a_number", "new_value", _("人数请填整数。")


def current_value(enterprise: Enterprise, field: str) -> str:
    """What the register says now, as text."""
    if field == CorrectedField.NAME:
        return str(enterprise.node.name)
    if field in FIGURES:
        value = getattr(enterprise, FIGURE_COLUMNS[FIGURES[CorrectedField(field)]])
        return "" if value is None else str(value)
    return str(getattr(enterprise, field))


def _checked(field: str, value: str) -> str:
    value = value.strip()
    if not value:
        raise ValueMissing()
    if field == CorrectedField.NAME:
        return checked_name(value)
    if field == CorrectedField.CAPITAL_TEXT:
        checked_capital(value)
    if field in FIGURES and not (value.isdecimal() and int(value) <= LARGEST_FIGURE):
        raise NotANumber()
    return value


@transaction.atomic
def propose_correction(
    *, actor: Actor, enterprise: Enterprise, field: str, new_value: str, note: str = "", now: datetime
) -> Correction:  # fmt: skip
    """Say what should stand in `field` instead.

    Raises NotAllowed, NotFound, ValueMissing, NotANumber, NothingToCorrect, AlreadyProposed, and what the field refuses.
    """
    require(actor, Permission.CORRECTION_PROPOSE, scope=enterprise)
    field, value = CorrectedField(field), _checked(field, new_value)
    old = current_value(enterprise, field)
    if value == old:
        raise NothingToCorrect()
    with constraint_as(AlreadyProposed(), name="enterprises_correction_once"):
        return Correction.objects.create(
            enterprise=enterprise, field=field, old_value=old, new_value=value, note=note.strip(),
            proposed_by_id=actor.user_id, proposed_at=now,
        )  # fmt: skip


@transaction.atomic
def accept_correction(
    *, actor: Actor, correction: Correction, now: datetime, today: date, reason: str = ""
) -> Correction:  # fmt: skip
    """Put the proposed value into the register. Raises NotAllowed, NotFound, AlreadyDecided, and what the field refuses."""
    correction = _open(actor, correction)
    enterprise = (
        Enterprise.objects.select_for_update(of=("self",)).select_related("node").get(pk=correction.enterprise_id)
    )
    why = reason or str(_("采纳企业提出的更正"))
    with because(why):
        _put(enterprise, correction, now=now, today=today, why=why)
        _decide(actor, correction, CorrectionState.ACCEPTED, now, reason)
    return correction


def _put(enterprise: Enterprise, correction: Correction, *, now: datetime, today: date, why: str) -> None:
    field, value = CorrectedField(correction.field), correction.new_value
    if field == CorrectedField.NAME:
        node = rename_node(node=enterprise.node, name=value, effective=today, now=now, reason=why)
        node.short_name = short_name_of(value)
        node.save(update_fields=["short_name"])
        enterprise.node = node
        make_findable([enterprise])
    elif field in FIGURES:
        record_accepted_figure(
            enterprise=enterprise, kind=FIGURES[field], value=int(value), as_of=today, now=now,
            user_id=correction.proposed_by_id,
        )  # fmt: skip
    else:
        setattr(enterprise, field, value)
        if field == CorrectedField.CAPITAL_TEXT:
            enterprise.capital_amount, enterprise.capital_currency = checked_capital(value)
        enterprise.save(update_fields=[field.value, "capital_amount", "capital_currency"])


@transaction.atomic
def decline_correction(*, actor: Actor, correction: Correction, now: datetime, reason: str) -> Correction:
    """Leave the register as it is, saying why. Raises NotAllowed, NotFound, AlreadyDecided, ReasonMissing."""
    correction = _open(actor, correction)
    if not reason.strip():
        raise ReasonMissing()
    _decide(actor, correction, CorrectionState.DECLINED, now, reason)
    return correction


def _open(actor: Actor, correction: Correction) -> Correction:
    require(actor, Permission.CORRECTION_DECIDE, scope=correction.enterprise)
    correction = Correction.objects.select_for_update(of=("self",)).get(pk=correction.pk)
    if correction.state != CorrectionState.OPEN:
        raise AlreadyDecided()
    return correction


def _decide(actor: Actor, correction: Correction, state: str, now: datetime, reason: str) -> None:
    correction.state, correction.decided_by_id, correction.decided_at = state, actor.user_id, now
    correction.decision_reason = reason.strip()
    correction.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])
