"""The responsible organisation of an enterprise: assigned, ended, transferred; one on each day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from liangxin.access.actor import Actor
from liangxin.access.reach import part_of, visible
from liangxin.access.services import require, require_somewhere
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.events import publish
from liangxin.core.history import because
from liangxin.enterprises.choices import CoverageMode
from liangxin.enterprises.events import CoverageAssigned, CoverageEnded
from liangxin.enterprises.models import Coverage, Enterprise
from liangxin.enterprises.permissions import Permission
from liangxin.enterprises.reach import HAS_LEFT
from liangxin.enterprises.rules import MOST_AT_ONCE
from liangxin.enterprises.services.effective import check_effective
from liangxin.enterprises.services.new import ModeMissing

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation

ONE_A_DAY = "enterprises_one_responsible_a_day"


class AlreadyCovered(RuleBroken):
    code, field, message = (
        "enterprises.already_covered",
        "organisation",
        _("{organisation}自 {since} 起负责这家企业。要换组织请用“移交”，有争议请提出认领。"),
    )


class NotCovered(RuleBroken):
    code, field, message = "enterprises.not_covered", "", _("这家企业在这一天没有责任组织，请直接划入。")


class SameOrganisation(RuleBroken):
    code, field, message = "enterprises.same_organisation", "organisation", _("它现在就是责任组织，请另选。")


class EnterpriseHasLeft(RuleBroken):
    code, field, message = "enterprises.has_left", "", _("企业已迁出或注销，不能再办理。")


class EndBeforeStart(RuleBroken):
    code, field, message = "enterprises.end_before_start", "effective", _("日期早于开始日期（{since}），请改日期。")


class OrganisationNotThere(RuleBroken):
    code, field, message = (
        "enterprises.organisation_not_there",
        "organisation",
        _("这个组织在 {effective} 还没有成立或已经撤销，请换组织或日期。"),
    )


class TooManyAtOnce(RuleBroken):
    code, field, message = "enterprises.too_many_at_once", "", _("一次最多办理 {most} 家，请分几次。")


@transaction.atomic
def assign_coverage(
    *, actor: Actor, enterprise: Enterprise, organisation: "Organisation", mode: str, effective: date, today: date,
    reason: str = "",
) -> Coverage:  # fmt: skip
    """Make `organisation` responsible from `effective` on.

    Raises NotAllowed, NotFound, ModeMissing, DayToCome, EnterpriseHasLeft, OrganisationNotThere, AlreadyCovered.
    Publishes CoverageAssigned.
    """
    _check(actor, enterprise, effective=effective, today=today)
    _check_organisation(actor, organisation, mode=mode, effective=effective)
    return _open(enterprise, organisation, mode=mode, effective=effective, reason=reason)


@dataclass(frozen=True)
class BulkOutcome:
    """What a bulk act did: how many were done, and those left as they were."""

    done: int
    left: Sequence[Enterprise]


@transaction.atomic
def assign_coverage_to_many(
    *, actor: Actor, enterprise_ids: Sequence[int], organisation: "Organisation", mode: str, effective: date,
    today: date, reason: str = "",
) -> BulkOutcome:  # fmt: skip
    """Make `organisation` responsible for those of the enterprises that have none from `effective` on.

    Those with a responsible organisation stay as they are and are named. Raises as `assign_coverage`, NotFound where
    one of them is beyond the actor's reach, TooManyAtOnce.
    """
    enterprises = reached_for(actor, enterprise_ids, Permission.COVERAGE_ASSIGN)
    for enterprise in enterprises[:1]:
        _check(actor, enterprise, effective=effective, today=today)
    _check_organisation(actor, organisation, mode=mode, effective=effective)
    left = []
    for enterprise in enterprises:
        try:
            _check_present(enterprise)
            _open(enterprise, organisation, mode=mode, effective=effective, reason=reason)
        except (AlreadyCovered, EnterpriseHasLeft):
            left.append(enterprise)
    return BulkOutcome(done=len(enterprises) - len(left), left=left)


def reached_for(actor: Actor, enterprise_ids: Sequence[int], permission: str) -> list[Enterprise]:
    """The enterprises, all within the actor's reach. Raises NotAllowed, NotFound, TooManyAtOnce."""
    require_somewhere(actor, permission)
    ids = set(enterprise_ids)
    if len(ids) > MOST_AT_ONCE:
        raise TooManyAtOnce(most=MOST_AT_ONCE)
    found = visible(actor, Enterprise.objects.filter(pk__in=ids), permission).select_related("node").order_by("pk")
    enterprises = list(found)
    if len(enterprises) < len(ids):
        raise NotFound()
    return enterprises


@transaction.atomic
def end_coverage(
    *, actor: Actor, enterprise: Enterprise, effective: date, today: date, reason: str
) -> Coverage:  # fmt: skip
    """Let the enterprise be without a responsible organisation from `effective` on.

    Raises NotAllowed, NotFound, DayToCome, NotCovered, EndBeforeStart. Publishes CoverageEnded.
    """
    _check(actor, enterprise, effective=effective, today=today, present=False)
    with because(reason):
        return _close(_current(enterprise, effective), effective)


@transaction.atomic
def transfer_coverage(
    *, actor: Actor, enterprise: Enterprise, organisation: "Organisation", mode: str, effective: date, today: date,
    reason: str,
) -> Coverage:  # fmt: skip
    """Hand responsibility from the present organisation to another, without a day between.

    Raises as `assign_coverage`, NotCovered, SameOrganisation, EndBeforeStart. Publishes CoverageEnded, CoverageAssigned.
    """
    _check(actor, enterprise, effective=effective, today=today)
    _check_organisation(actor, organisation, mode=mode, effective=effective)
    current = _current(enterprise, effective)
    if current.organisation_id == organisation.pk:
        raise SameOrganisation()
    with because(reason):
        _close(current, effective)
        return _open(enterprise, organisation, mode=mode, effective=effective, reason=reason)


def _check(actor: Actor, enterprise: Enterprise, *, effective: date, today: date, present: bool = True) -> None:
    require(actor, Permission.COVERAGE_ASSIGN, scope=enterprise)
    check_effective(actor, scope=enterprise, effective=effective, today=today)
    if present:
        _check_present(enterprise)


def _check_present(enterprise: Enterprise) -> None:
    if enterprise.status in HAS_LEFT:
        raise EnterpriseHasLeft()


def _check_organisation(actor: Actor, organisation: "Organisation", *, mode: str, effective: date) -> None:
    if mode not in CoverageMode.values:
        raise ModeMissing()
    if not actor.is_system and part_of(actor, organisation) is None:
        raise NotFound()
    if effective not in organisation.node.during:
        raise OrganisationNotThere(effective=effective)


def _current(enterprise: Enterprise, effective: date) -> Coverage:
    spans = Coverage.objects.select_for_update(of=("self",)).select_related("organisation__node")
    current = spans.filter(enterprise=enterprise, during__upper_inf=True).first()
    if current is None:
        raise NotCovered()
    if effective < current.during.lower:
        raise EndBeforeStart(since=current.during.lower)
    return current


def _open(
    enterprise: Enterprise, organisation: "Organisation", *, mode: str, effective: date, reason: str
) -> Coverage:  # fmt: skip
    """The database decides: at most one responsible organisation on each day."""
    during = DateRange(effective, None)
    held = Coverage.objects.filter(enterprise=enterprise, during__overlap=during).select_related("organisation__node")
    holder = held.first()
    facts = {"organisation": holder.organisation.node.name, "since": holder.during.lower} if holder is not None else {}
    if holder is not None:
        raise AlreadyCovered(**facts)
    refusal = AlreadyCovered(organisation=_("另一个组织"), since=effective)
    with constraint_as(refusal, name=ONE_A_DAY), because(reason):
        coverage = Coverage.objects.create(
            enterprise=enterprise, organisation=organisation, mode=mode, during=during, reason=reason
        )
    publish(CoverageAssigned(enterprise_id=enterprise.pk, organisation_id=organisation.pk, since=effective.isoformat()))
    return coverage


def _close(coverage: Coverage, effective: date) -> Coverage:
    """End a span; one that would hold on no day is taken back whole (its history keeps it)."""
    publish(
        CoverageEnded(
            enterprise_id=coverage.enterprise_id, organisation_id=coverage.organisation_id, until=effective.isoformat()
        )
    )
    if effective == coverage.during.lower:
        coverage.delete()
        return coverage
    coverage.during = DateRange(coverage.during.lower, effective)
    coverage.save(update_fields=["during"])
    return coverage


@transaction.atomic
def end_all_coverage_of(*, organisation_id: int, effective: date, successor_id: int | None, reason: str) -> int:
    """An organisation is no more: end what it answers for, or hand it to its successor. Says how many.

    Called by this room's handlers of facts of the organisations' room. Twice is as good as once.
    """
    spans = Coverage.objects.select_for_update(of=("self",)).filter(
        organisation_id=organisation_id, during__upper_inf=True
    )
    ended = list(spans.order_by("pk"))
    with because(reason):
        for span in ended:
            _close(span, max(effective, span.during.lower))
        if successor_id is not None:
            Coverage.objects.bulk_create(
                Coverage(
                    enterprise_id=span.enterprise_id, organisation_id=successor_id, mode=span.mode, reason=reason,
                    during=DateRange(max(effective, span.during.lower), None),
                )
                for span in ended
            )  # fmt: skip
    return len(ended)
