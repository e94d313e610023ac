"""What a superior makes of a registration that was handed up."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import SYSTEM, Actor
from liangxin.access.services import require, require_somewhere
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.enterprises.choices import CoverageMode
from liangxin.enterprises.models import Coverage, Enterprise, OperatingPlace, PendingRegistration
from liangxin.enterprises.permissions import Permission
from liangxin.enterprises.selectors.queues import pending_for
from liangxin.enterprises.services.claims import AlreadyClaimed, store_claim
from liangxin.enterprises.services.coverage import assign_coverage
from liangxin.enterprises.services.moving import move_in
from liangxin.enterprises.services.new import NewEnterprise, checked
from liangxin.enterprises.services.pending import close_case
from liangxin.enterprises.services.registration import store_checked


class NotYoursToDecide(RuleBroken):
    code, field, message = "enterprises.not_yours_to_decide", "", _("原记录不在您的范围内，请由更上一级核对。")


@transaction.atomic
def accept_registration(
    *, actor: Actor, case: PendingRegistration, now: datetime, today: date, reason: str
) -> Enterprise:  # fmt: skip
    """Enter the unit; or, where its code is held, add the reported place and organisation to the record that holds it.

    An organisation that reports an enterprise for which another answers becomes a claimant (#018). Raises NotAllowed,
    NotFound, NotYoursToDecide, ReasonMissing, AlreadyDecided.
    """
    case = _check(actor, case)
    close_case(actor=actor, case=case, accepted=True, reason=reason, now=now)
    if case.enterprise is not None:
        return _join(actor, case, case.enterprise, now=now, today=today, reason=reason)
    new = NewEnterprise(
        name=case.name, credit_code=case.credit_code, place=case.place, organisation=case.organisation,
        mode=case.mode or CoverageMode.OWN, **_values(case),
    )  # fmt: skip
    listed = replace(checked(new, today=today), listed=True)
    return store_checked(actor, [listed], now=now, today=today, reason=reason)[0]


@transaction.atomic
def decline_registration(*, actor: Actor, case: PendingRegistration, now: datetime, reason: str) -> None:
    """Send it back, saying why. Raises NotAllowed, NotFound, ReasonMissing, AlreadyDecided."""
    close_case(actor=actor, case=_check(actor, case), accepted=False, reason=reason, now=now)


def _check(actor: Actor, case: PendingRegistration) -> PendingRegistration:
    require_somewhere(actor, Permission.REGISTRATION_DECIDE)
    found = pending_for(actor=actor).filter(pk=case.pk).first()
    if found is None:
        raise NotFound()
    if found.enterprise is not None:
        try:
            require(actor, Permission.REGISTRATION_DECIDE, scope=found.enterprise)
        except NotFound:
            raise NotYoursToDecide() from None
    return found


def _values(case: PendingRegistration) -> dict[str, Any]:
    facts: dict[str, Any] = dict(case.facts)
    facts.pop("industry", "")
    days = {key: date.fromisoformat(facts.pop(key)) for key in ("established_on", "moved_in") if facts.get(key)}
    return facts | days


def _join(
    actor: Actor, case: PendingRegistration, enterprise: Enterprise, *, now: datetime, today: date, reason: str
) -> Enterprise:  # fmt: skip
    """The decision is the actor's; what follows from it is done for them, whichever of the two trees they stand in."""
    here = OperatingPlace.objects.filter(enterprise=enterprise, place=case.place, during__upper_inf=True)
    if case.place is not None and not here.exists():
        move_in(
            actor=SYSTEM, enterprise=enterprise, place=case.place, unit=case.facts.get("unit", ""), is_main=False,
            effective=today, today=today, reason=reason,
        )  # fmt: skip
    if case.organisation is None:
        return enterprise
    current = Coverage.objects.filter(enterprise=enterprise, during__upper_inf=True).first()
    if current is None:
        assign_coverage(
            actor=SYSTEM, enterprise=enterprise, organisation=case.organisation, mode=case.mode, effective=today,
            today=today, reason=reason,
        )  # fmt: skip
    elif current.organisation_id != case.organisation_id:
        try:
            store_claim(
                enterprise=enterprise, organisation=case.organisation, mode=case.mode, reason=reason, now=now,
                user_id=case.reported_by_id,
            )  # fmt: skip
        except AlreadyClaimed:
            return enterprise
    return enterprise
