"""Two organisations and one enterprise (#018): claiming, and settling by who reads both."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.reach import part_of
from liangxin.access.services import require
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.history import because
from liangxin.enterprises.choices import ClaimState, CoverageMode
from liangxin.enterprises.models import Coverage, CoverageClaim, Enterprise
from liangxin.enterprises.permissions import Permission
from liangxin.enterprises.services.coverage import SameOrganisation, assign_coverage, transfer_coverage
from liangxin.enterprises.services.new import ModeMissing
from liangxin.enterprises.services.pending import AlreadyDecided, ReasonMissing

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation


class AlreadyClaimed(RuleBroken):
    code, field, message = "enterprises.already_claimed", "organisation", _("这个组织的认领已在协调中。")


class NothingToClaim(RuleBroken):
    code, field, message = "enterprises.nothing_to_claim", "", _("这家企业还没有责任组织，请直接划入。")


@transaction.atomic
def claim_coverage(
    *, actor: Actor, enterprise: Enterprise, organisation: "Organisation", mode: str, reason: str, now: datetime
) -> CoverageClaim:  # fmt: skip
    """Say that `organisation` should answer for an enterprise for which another does.

    Raises NotAllowed, NotFound, ModeMissing, ReasonMissing, NothingToClaim, SameOrganisation, AlreadyClaimed.
    """
    require(actor, Permission.COVERAGE_CLAIM, scope=enterprise)
    if not actor.is_system and part_of(actor, organisation) is None:
        raise NotFound()
    return store_claim(
        enterprise=enterprise, organisation=organisation, mode=mode, reason=reason, now=now, user_id=actor.user_id
    )


@transaction.atomic
def store_claim(
    *, enterprise: Enterprise, organisation: "Organisation", mode: str, reason: str, now: datetime, user_id: int | None
) -> CoverageClaim:  # fmt: skip
    """As `claim_coverage`; rights are the caller's."""
    if mode not in CoverageMode.values:
        raise ModeMissing()
    if not reason.strip():
        raise ReasonMissing()
    current = Coverage.objects.filter(enterprise=enterprise, during__upper_inf=True).first()
    if current is None:
        raise NothingToClaim()
    if current.organisation_id == organisation.pk:
        raise SameOrganisation()
    with constraint_as(AlreadyClaimed(), name="enterprises_claim_once"):
        return CoverageClaim.objects.create(
            enterprise=enterprise, organisation=organisation, mode=mode, reason=reason.strip(), claimed_at=now,
            claimed_by_id=user_id,
        )  # fmt: skip


@transaction.atomic
def settle_claim(
    *, actor: Actor, claim: CoverageClaim, transfer: bool, effective: date, now: datetime, today: date, reason: str
) -> CoverageClaim:  # fmt: skip
    """Hand the enterprise to the claimant from `effective` on, or keep things as they are, saying why.

    For who reaches the enterprise and knows of the claimant. Raises NotAllowed, NotFound, ReasonMissing,
    AlreadyDecided, and what a transfer raises.
    """
    require(actor, Permission.CONFLICT_RESOLVE, scope=claim.enterprise)
    if not actor.is_system and part_of(actor, claim.organisation) is None:
        raise NotFound()
    if not reason.strip():
        raise ReasonMissing()
    claim = CoverageClaim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    if claim.state != ClaimState.OPEN:
        raise AlreadyDecided()
    if transfer:
        held = Coverage.objects.filter(enterprise=claim.enterprise, during__upper_inf=True).exists()
        act = transfer_coverage if held else assign_coverage
        act(
            actor=actor, enterprise=claim.enterprise, organisation=claim.organisation, mode=claim.mode,
            effective=effective, today=today, reason=reason,
        )  # fmt: skip
    with because(reason):
        claim.state = ClaimState.TRANSFERRED if transfer else ClaimState.KEPT
        claim.decided_by_id, claim.decided_at, claim.decision_reason = actor.user_id, now, reason.strip()
        claim.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])
    return claim
