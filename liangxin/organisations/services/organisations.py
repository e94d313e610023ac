"""Changing what an organisation is like, without an act: corrections, contact, term."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from django.db import transaction

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.constraints import constraint_as
from liangxin.core.history import because
from liangxin.organisations.models import Organisation
from liangxin.organisations.permissions import Permission
from liangxin.organisations.selectors.advice import term_end
from liangxin.organisations.services import recording
from liangxin.organisations.services.founding import (
    CodeTaken,
    OverseasNeedsCountry,
    TermEndsBeforeStart,
    TimeZoneUnknown,
)

if TYPE_CHECKING:
    from liangxin.places.models import Place
    from liangxin.rulebook.models import Industry

UNCHANGED: Any = object()


@dataclass(frozen=True, kw_only=True)
class OrganisationDetails:
    """What may be corrected. UNCHANGED leaves a value as it is.

    term_ends_on: the last day; where only the start is given, the rulebook's term is taken.
    """

    strand: str = UNCHANGED
    establishment_mode: str = UNCHANGED
    unit_relation: str = UNCHANGED
    home_place: "Place | None" = UNCHANGED
    industry: "Industry | None" = UNCHANGED
    code: str = UNCHANGED
    is_overseas: bool = UNCHANGED
    country: str = UNCHANGED
    time_zone: str = UNCHANGED
    telephone: str = UNCHANGED
    contact_name: str = UNCHANGED
    stated_head: str = UNCHANGED
    units: Sequence[Mapping[str, str]] = UNCHANGED
    link_note: str = UNCHANGED
    description: str = UNCHANGED
    is_public: bool = UNCHANGED
    term_starts_on: date | None = UNCHANGED
    term_ends_on: date | None = UNCHANGED


@transaction.atomic
def change_organisation(
    *, actor: Actor, organisation: Organisation, details: OrganisationDetails, now: datetime, reason: str = ""
) -> Organisation:
    """Correct the organisation's details; strand and mode are corrected for the present span too.

    Raises NotAllowed, NotFound, CodeTaken, OverseasNeedsCountry, TimeZoneUnknown, TermEndsBeforeStart.
    """
    require(actor, Permission.ORGANISATION_CHANGE, scope=organisation)
    [organisation] = recording.locked(organisation)
    changed = []
    for field in fields(details):
        value = getattr(details, field.name)
        if value is not UNCHANGED and getattr(organisation, field.name) != value:
            setattr(organisation, field.name, value)
            changed.append(field.name)
    if "term_starts_on" in changed and not organisation.term_ends_on and organisation.term_starts_on:
        organisation.term_ends_on = term_end(level=organisation.type.level, start=organisation.term_starts_on)
        changed.append("term_ends_on")
    if organisation.is_overseas and organisation.is_public:
        organisation.is_public = False
        changed.append("is_public")
    if not changed:
        return organisation
    _check(organisation)
    with because(reason), constraint_as(CodeTaken(), name="organisations_code_once"):
        organisation.save(update_fields=sorted(set(changed)))
    if {"strand", "establishment_mode"} & set(changed):
        last = organisation.type_spans.order_by("-during")[:1].get()
        last.strand, last.establishment_mode = organisation.strand, organisation.establishment_mode
        last.save(update_fields=["strand", "establishment_mode"])
    recording.make_findable([organisation])
    return organisation


def _check(organisation: Organisation) -> None:
    if organisation.is_overseas and not organisation.country:
        raise OverseasNeedsCountry()
    if organisation.time_zone and organisation.time_zone not in available_timezones():
        raise TimeZoneUnknown(time_zone=organisation.time_zone)
    starts, ends = organisation.term_starts_on, organisation.term_ends_on
    if starts and ends and ends < starts:
        raise TermEndsBeforeStart()
