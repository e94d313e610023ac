"""Founding an organisation together with the enterprises it answers for: one act, all or nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from liangxin.access.actor import Actor
from liangxin.enterprises.choices import CoverageMode
from liangxin.enterprises.models import Coverage, Enterprise
from liangxin.enterprises.services.coverage import assign_coverage, transfer_coverage
from liangxin.organisations.choices import EstablishmentMode
from liangxin.organisations.services.founding import NewOrganisation, found_organisation

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation

MODES = {
    EstablishmentMode.SEPARATE: CoverageMode.OWN,
    EstablishmentMode.JOINT: CoverageMode.JOINT,
    EstablishmentMode.INDUSTRY: CoverageMode.INDUSTRY,
    EstablishmentMode.TERRITORIAL: CoverageMode.TERRITORIAL,
}


@transaction.atomic
def found_with_enterprises(
    *, actor: Actor, new: NewOrganisation, enterprises: Sequence[Enterprise], now: datetime
) -> "Organisation":
    """Found an organisation and make it responsible for `enterprises` from its first day on.

    An enterprise that another organisation answers for is handed over. Raises as found_organisation,
    assign_coverage and transfer_coverage.
    """
    organisation = found_organisation(actor=actor, new=new, now=now)
    mode = MODES.get(EstablishmentMode(new.establishment_mode or EstablishmentMode.JOINT), CoverageMode.JOINT)
    today = timezone.localtime(now).date()
    reason = new.reason or new.name
    for enterprise in enterprises:
        held = Coverage.objects.filter(enterprise=enterprise, during__contains=new.opened).exists()
        cover = transfer_coverage if held else assign_coverage
        cover(
            actor=actor, enterprise=enterprise, organisation=organisation, mode=mode, effective=new.opened,
            today=today, reason=reason,
        )  # fmt: skip
    return organisation
