"""Registering enterprises: one, or many under the same rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.access.reach import part_of, visible
from liangxin.access.services import require, require_somewhere
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import NotAllowed, NotFound, RuleBroken
from liangxin.core.events import publish
from liangxin.core.history import because
from liangxin.enterprises.choices import FigureKind
from liangxin.enterprises.events import EnterprisesRegistered
from liangxin.enterprises.models import (
    Coverage,
    Enterprise,
    EnterpriseFigure,
    OperatingPlace,
    PendingRegistration,
    StatusSpan,
)
from liangxin.enterprises.permissions import Permission
from liangxin.enterprises.services.finding import make_findable
from liangxin.enterprises.services.new import FIGURE_COLUMNS, Checked, NewEnterprise, checked
from liangxin.enterprises.services.pending import hand_up
from liangxin.trees.choices import NodeKind
from liangxin.trees.services.nodes import NewNode, create_nodes

if TYPE_CHECKING:
    from liangxin.trees.models import Node

BATCH = 2_000
IN_ONE_EVENT = 500


class EnterpriseExists(RuleBroken):
    code, field, message = "enterprises.exists", "credit_code", _("这个代码已登记为“{name}”，请直接修改那一条。")


class SameName(RuleBroken):
    code, field, message = (
        "enterprises.same_name",
        "name",
        _("已有同名企业“{name}”。是同一家请修改那一条并补填代码，不是同一家请核对名称。"),
    )


class CodeTwice(RuleBroken):
    code, field, message = "enterprises.code_twice", "credit_code", _("这个代码在同一批里出现了两次。")


class NotStored(RuleBroken):
    code, field, message = "enterprises.not_stored", "", _("没有存成，请再试一次。")


class PlaceMissing(RuleBroken):
    code, field, message = "enterprises.place_missing", "place", _("请选企业经营所在的园区或楼宇。")


class OrganisationMissing(RuleBroken):
    code, field, message = "enterprises.organisation_missing", "organisation", _("请选负责这家企业的组织。")


class HeadOfficeIsBranch(RuleBroken):
    code, field, message = "enterprises.head_is_branch", "head_office", _("所选总部本身是分支机构，请选它的总部。")


@dataclass(frozen=True)
class Registered:
    """What became of one: a record, or a case for the superior. Exactly one is set."""

    enterprise: Enterprise | None = None
    pending: PendingRegistration | None = None


@transaction.atomic
def register_enterprise(
    *, actor: Actor, new: NewEnterprise, now: datetime, today: date, reason: str = ""
) -> Registered:  # fmt: skip
    """Put one enterprise into the register. As `register_enterprises`."""
    return register_enterprises(actor=actor, news=[new], now=now, today=today, reason=reason)[0]


@transaction.atomic
def register_enterprises(
    *, actor: Actor, news: Sequence[NewEnterprise], now: datetime, today: date, reason: str = ""
) -> list[Registered]:  # fmt: skip
    """Put enterprises into the register, all or none.

    Under a place grant each must operate within it, under an organisation grant an organisation within it must be
    responsible. A code that is held by a record beyond the actor's reach, and a unit of another kind (R-ENT-05), go
    to the superior without a word of why. Raises NotAllowed, NotFound, what `checked` raises, EnterpriseExists,
    SameName, CodeTwice, PlaceMissing, OrganisationMissing, HeadOfficeIsBranch, NotStored. Publishes
    EnterprisesRegistered.
    """
    checks = [checked(new, today=today) for new in news]
    _check_scope(actor, checks)
    held = _held_codes(actor, checks)
    _check_names(actor, checks)
    results: list[Registered | None] = []
    fresh: list[Checked] = []
    for each in checks:
        holder = held.get(each.credit_code)
        if holder is not None or not each.listed:
            results.append(Registered(pending=hand_up(actor=actor, checked=each, holder=holder, now=now)))
        else:
            results.append(None)
            fresh.append(each)
    with because(reason):
        made = iter(store_checked(actor, fresh, now=now, today=today, reason=reason))
    return [result or Registered(enterprise=next(made)) for result in results]


def _check_scope(actor: Actor, checks: list[Checked]) -> None:
    if actor.is_system:
        return
    require_somewhere(actor, Permission.ENTERPRISE_CREATE)
    if actor.anchor not in {Anchor.PLACE, Anchor.ORGANISATION}:
        raise NotAllowed()
    own, other = ("place", "organisation") if actor.anchor == Anchor.PLACE else ("organisation", "place")
    missing = PlaceMissing if own == "place" else OrganisationMissing
    if any(getattr(each.new, own) is None for each in checks):
        raise missing()
    for scope in {getattr(each.new, own) for each in checks}:
        require(actor, Permission.ENTERPRISE_CREATE, scope=scope)
    if own == "place" and any(each.new.organisation is not None for each in checks):
        require_somewhere(actor, Permission.COVERAGE_ASSIGN)
    known = {getattr(each.new, other) for each in checks} | {each.new.head_office for each in checks}
    if any(part_of(actor, record) is None for record in known if record is not None):
        raise NotFound()


def _held_codes(actor: Actor, checks: list[Checked]) -> dict[str, Enterprise]:
    """The records beyond the actor's reach that hold a code already. Raises EnterpriseExists, CodeTwice."""
    codes = [each.credit_code for each in checks if each.credit_code]
    if len(set(codes)) < len(codes):
        raise CodeTwice()
    held = Enterprise.objects.filter(credit_code__in=codes).select_related("node")
    seen = visible(actor, held, Permission.ENTERPRISE_READ).first()
    if seen is not None:
        raise EnterpriseExists(name=seen.node.name, enterprise_id=seen.pk)
    return {each.credit_code: each for each in held}


def _check_names(actor: Actor, checks: list[Checked]) -> None:
    """A name that stands in the register without a code, or comes without one, may be the same enterprise."""
    bare = [each.name for each in checks if not each.credit_code]
    with_code = [each.name for each in checks if each.credit_code]
    for names, others in ((bare, {}), (with_code, {"credit_code": ""})):
        if not names:
            continue
        found = Enterprise.objects.filter(node__name__in=names, **others).select_related("node")
        same = visible(actor, found, Permission.ENTERPRISE_READ).first()
        if same is not None:
            raise SameName(name=same.node.name, enterprise_id=same.pk)
    if len(set(bare)) < len(bare):
        raise SameName(name=next(name for name in bare if bare.count(name) > 1))


def store_checked(actor: Actor, checks: list[Checked], *, now: datetime, today: date, reason: str) -> list[Enterprise]:
    """Write what was checked. Rights: the caller's. Raises HeadOfficeIsBranch, NotStored."""
    if any(each.new.head_office is not None and each.new.head_office.head_office_id for each in checks):
        raise HeadOfficeIsBranch()
    nodes = create_nodes(
        news=[
            NewNode(kind=NodeKind.ENTERPRISE, name=each.name, short_name=each.short_name, opened=each.opened)
            for each in checks
        ],
        now=now, reason=reason,
    )  # fmt: skip
    enterprises = [_enterprise(node, each, today) for node, each in zip(nodes, checks, strict=True)]
    pairs = list(zip(enterprises, checks, strict=True))
    with constraint_as(NotStored(), name="enterprises_code_once"):
        Enterprise.objects.bulk_create(enterprises, batch_size=BATCH)
    _store_spans(pairs, today=today, reason=reason)
    _store_figures(actor, pairs, now=now, today=today)
    bearing = Enterprise.labels.through
    bearing.objects.bulk_create(
        [
            bearing(enterprise_id=made.pk, label_id=label.pk)
            for made, each in pairs
            for label in dict.fromkeys(each.new.labels)
        ],
        batch_size=BATCH,
    )
    make_findable(enterprises)
    ids = [enterprise.pk for enterprise in enterprises]
    for at in range(0, len(ids), IN_ONE_EVENT):
        publish(EnterprisesRegistered(enterprise_ids=ids[at : at + IN_ONE_EVENT]))
    return enterprises


def _enterprise(node: "Node", each: Checked, today: date) -> Enterprise:
    new = each.new
    figures = {FIGURE_COLUMNS[FigureKind(kind)]: value for kind, value in new.figures.items()}
    return Enterprise(
        node=node, credit_code=each.credit_code, ownership=new.ownership, unit_category=each.unit_category,
        industry=new.industry, status=new.status, registered_address=new.registered_address.strip(),
        capital_text=new.capital_text.strip(), capital_amount=each.capital_amount,
        capital_currency=each.capital_currency, legal_representative=new.legal_representative.strip(),
        established_on=new.established_on, business_scope=new.business_scope, head_office=new.head_office,
        description=new.description, moved_in_on=(new.moved_in or today) if new.place is not None else None, **figures,
    )  # fmt: skip


def _store_spans(pairs: list[tuple[Enterprise, Checked]], *, today: date, reason: str) -> None:
    OperatingPlace.objects.bulk_create(
        [
            OperatingPlace(
                enterprise=made, place=each.new.place, unit=each.new.unit.strip(),
                during=DateRange(each.new.moved_in or today, None),
            )
            for made, each in pairs if each.new.place is not None
        ],
        batch_size=BATCH,
    )  # fmt: skip
    StatusSpan.objects.bulk_create(
        [
            StatusSpan(enterprise=made, status=each.new.status, during=DateRange(each.opened, None))
            for made, each in pairs
        ],
        batch_size=BATCH,
    )
    Coverage.objects.bulk_create(
        [
            Coverage(
                enterprise=made, organisation=each.new.organisation, mode=each.new.mode, reason=reason,
                during=DateRange(each.new.covered_from or today, None),
            )
            for made, each in pairs if each.new.organisation is not None
        ],
        batch_size=BATCH,
    )  # fmt: skip


def _store_figures(
    actor: Actor, pairs: list[tuple[Enterprise, Checked]], *, now: datetime, today: date
) -> None:  # fmt: skip
    EnterpriseFigure.objects.bulk_create(
        [
            EnterpriseFigure(
                enterprise=made, kind=kind, value=value, as_of=each.new.figures_as_of or today,
                source=each.new.figures_source or str(_("登记时填报")), recorded_at=now, recorded_by_id=actor.user_id,
            )
            for made, each in pairs for kind, value in each.new.figures.items()
        ],
        batch_size=BATCH,
    )  # fmt: skip
