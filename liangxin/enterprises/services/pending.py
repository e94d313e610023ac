"""Registrations that a superior looks at first, and what the superior decides."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.core.errors import RuleBroken
from liangxin.enterprises.choices import PendingState
from liangxin.enterprises.models import Coverage, Enterprise, OperatingPlace, PendingRegistration
from liangxin.enterprises.services.new import Checked
from liangxin.trees.selectors import ancestor_ids, get_node

if TYPE_CHECKING:
    from liangxin.trees.models import Node


class AlreadyDecided(RuleBroken):
    code, field, message = "enterprises.already_decided", "", _("这一条已经有人处理过了，请刷新页面。")


class ReasonMissing(RuleBroken):
    code, field, message = "enterprises.reason_missing", "reason", _("请写明理由。")


@transaction.atomic
def hand_up(*, actor: Actor, checked: Checked, holder: Enterprise | None, now: datetime) -> PendingRegistration:
    """Keep what was handed in for the superior; the same code from the same node is one case. Rights: the caller's."""
    above = node_above(actor, holder)
    new = checked.new
    values = {
        "enterprise": holder, "name": checked.name, "facts": _facts(checked), "organisation": new.organisation,
        "mode": new.mode if new.organisation is not None else "", "place": new.place, "node_above_id": above,
        "reported_by_id": actor.user_id, "reported_at": now,
    }  # fmt: skip
    if not checked.credit_code:
        return PendingRegistration.objects.create(credit_code="", reported_from_id=actor.node_id, **values)
    case, _made = PendingRegistration.objects.update_or_create(
        credit_code=checked.credit_code, reported_from_id=actor.node_id, state=PendingState.OPEN, defaults=values
    )
    return case


def _facts(checked: Checked) -> dict[str, str]:
    new = checked.new
    facts = {
        "short_name": checked.short_name, "ownership": new.ownership, "unit_category": checked.unit_category,
        "registered_address": new.registered_address, "capital_text": new.capital_text,
        "legal_representative": new.legal_representative, "business_scope": new.business_scope,
        "established_on": str(new.established_on or ""), "moved_in": str(new.moved_in or ""), "unit": new.unit,
        "industry": new.industry.code if new.industry is not None else "",
    }  # fmt: skip
    return {name: value for name, value in facts.items() if value}


def node_above(actor: Actor, holder: Enterprise | None) -> int | None:
    """The lowest node above the actor's from which the holder of the code is reached too; else the root."""
    if actor.node_id is None:
        return None
    node = get_node(node_id=actor.node_id)
    line = ancestor_ids(node.path)[:-1] or [node.pk]
    held_at = _held_at(actor.anchor, holder) if holder is not None else None
    if held_at is not None:
        shared = [each for each in line if str(each) in held_at.path.split("/")]
        return shared[-1] if shared else line[0]
    return line[-1] if holder is None else line[0]


def _held_at(anchor: Anchor, holder: Enterprise) -> "Node | None":
    """The node of the actor's kind of tree at which the holder stands now."""
    if anchor == Anchor.PLACE:
        spot = OperatingPlace.objects.filter(enterprise=holder, during__upper_inf=True).select_related("place__node")
        held = spot.order_by("-is_main", "id").first()
        return held.place.node if held is not None else None
    cover = Coverage.objects.filter(enterprise=holder, during__upper_inf=True).select_related("organisation__node")
    responsible = cover.first()
    return responsible.organisation.node if responsible is not None else None


def _check_open(case: PendingRegistration, reason: str) -> PendingRegistration:
    if not reason.strip():
        raise ReasonMissing()
    case = PendingRegistration.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if case.state != PendingState.OPEN:
        raise AlreadyDecided()
    return case


@transaction.atomic
def close_case(
    *, actor: Actor, case: PendingRegistration, accepted: bool, reason: str, now: datetime
) -> PendingRegistration:  # fmt: skip
    """Note the decision. Rights: the caller's. Raises ReasonMissing, AlreadyDecided."""
    case = _check_open(case, reason)
    case.state = PendingState.ACCEPTED if accepted else PendingState.DECLINED
    case.decided_by_id, case.decided_at, case.decision_reason = actor.user_id, now, reason
    case.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])
    return case
