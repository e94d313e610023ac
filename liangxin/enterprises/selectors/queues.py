"""What waits for somebody: claims of two organisations, registrations handed up, corrections by enterprises."""

from typing import Any

from django.db.models import Q, QuerySet

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor, Part
from liangxin.access.reach import condition_for, visible
from liangxin.core.errors import NotFound
from liangxin.enterprises.choices import ClaimState, CorrectionState, PendingState
from liangxin.enterprises.models import Correction, CoverageClaim, Enterprise, PendingRegistration
from liangxin.enterprises.permissions import Permission

ORGANISATION_READ = "organisations:organisation:read"


def _reached(actor: Actor, permission: str) -> "QuerySet[Any]":
    return visible(actor, Enterprise.objects.all(), permission).order_by().values("pk")


def claims_for(*, actor: Actor) -> "QuerySet[CoverageClaim]":
    """The claims that the actor may settle: they reach the enterprise and know of the claimant. Newest first."""
    claims = CoverageClaim.objects.select_related(
        "enterprise__node", "organisation__node", "claimed_by", "decided_by"
    ).order_by("-claimed_at", "-pk")
    if actor.is_system:
        return claims
    organisations = CoverageClaim._meta.get_field("organisation").related_model._default_manager.all()
    known = visible(actor, organisations, ORGANISATION_READ, part=Part.BASIC)
    return claims.filter(
        enterprise__in=_reached(actor, Permission.CONFLICT_RESOLVE), organisation__in=known.order_by().values("pk")
    )


def open_claims_for(*, actor: Actor) -> "QuerySet[CoverageClaim]":
    """Those of `claims_for` that wait for a decision."""
    return claims_for(actor=actor).filter(state=ClaimState.OPEN)


def get_claim(*, actor: Actor, claim_id: int) -> CoverageClaim:
    """Raises NotFound."""
    claim: CoverageClaim | None = claims_for(actor=actor).filter(pk=claim_id).first()
    if claim is None:
        raise NotFound()
    return claim


def pending_for(*, actor: Actor) -> "QuerySet[PendingRegistration]":
    """The registrations handed up to where the actor stands, or above it in their tree. Newest first."""
    cases = PendingRegistration.objects.select_related(
        "enterprise__node", "organisation__node", "place__node", "reported_from", "reported_by"
    ).order_by("-reported_at", "-pk")
    if actor.is_system:
        return cases
    if not actor.may_somewhere(Permission.REGISTRATION_DECIDE) or actor.anchor not in {
        Anchor.PLACE,
        Anchor.ORGANISATION,
    }:
        return cases.none()
    reached = actor.reach.covers("node_above")
    if actor.anchor == Anchor.PLACE:
        reached |= actor.reach.covers("place") & ~Q(reported_from__kind=Anchor.PLACE)
    return cases.filter(reached)


def open_pending_for(*, actor: Actor) -> "QuerySet[PendingRegistration]":
    """Those of `pending_for` that wait for a decision."""
    return pending_for(actor=actor).filter(state=PendingState.OPEN)


def get_pending(*, actor: Actor, case_id: int) -> PendingRegistration:
    """Raises NotFound."""
    case: PendingRegistration | None = pending_for(actor=actor).filter(pk=case_id).first()
    if case is None:
        raise NotFound()
    return case


def corrections_for(*, actor: Actor) -> "QuerySet[Correction]":
    """The open corrections that the actor may decide. Oldest first."""
    corrections = Correction.objects.filter(state=CorrectionState.OPEN).select_related(
        "enterprise__node", "proposed_by"
    )
    condition = condition_for(actor, Enterprise, Permission.CORRECTION_DECIDE)
    if condition is None:
        return corrections.none()
    reached = _reached(actor, Permission.CORRECTION_DECIDE)
    return corrections.filter(enterprise__in=reached).order_by("proposed_at", "pk")


def get_correction(*, actor: Actor, correction_id: int) -> Correction:
    """An open one that the actor may decide. Raises NotFound."""
    correction: Correction | None = corrections_for(actor=actor).filter(pk=correction_id).first()
    if correction is None:
        raise NotFound()
    return correction


def may_read(*, actor: Actor, enterprise: Enterprise | None) -> bool:
    """Whether there is such a record and the actor reaches it."""
    if enterprise is None:
        return False
    return visible(actor, Enterprise.objects.filter(pk=enterprise.pk), Permission.ENTERPRISE_READ).exists()
