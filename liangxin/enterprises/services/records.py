"""Changing what stands on an enterprise's record."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.reach import part_of, visible
from liangxin.access.services import require
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.history import because
from liangxin.enterprises.choices import SupplyKind
from liangxin.enterprises.models import Enterprise, Label, SupplyLink
from liangxin.enterprises.permissions import Permission
from liangxin.enterprises.rules import short_name_of
from liangxin.enterprises.services.effective import check_effective
from liangxin.enterprises.services.finding import make_findable
from liangxin.enterprises.services.new import checked_capital, checked_code, checked_name
from liangxin.enterprises.services.registration import EnterpriseExists, HeadOfficeIsBranch
from liangxin.trees.services.nodes import rename_node

if TYPE_CHECKING:
    from liangxin.rulebook.models import Industry


class CodeNotAccepted(RuleBroken):
    code, field, message = (
        "enterprises.code_not_accepted",
        "credit_code",
        _("这个代码没有存成，请核对营业执照；确认无误请交上级核对。"),
    )


class HasBranches(RuleBroken):
    code, field, message = (
        "enterprises.has_branches",
        "head_office",
        _("这家企业自己有分支机构，不能再挂到别的总部下。"),
    )


class LinkedAlready(RuleBroken):
    code, field, message = "enterprises.linked_already", "other", _("这两家之间已有同样的关联。")


class LinkedToItself(RuleBroken):
    code, field, message = "enterprises.linked_to_itself", "other", _("不能与自己关联，请另选企业。")


@dataclass(frozen=True, kw_only=True)
class EnterpriseChange:
    """The whole of what can be changed in place; the name and what is dated have their own acts."""

    credit_code: str
    ownership: str
    unit_category: str
    industry: "Industry | None"
    labels: tuple[Label, ...]
    registered_address: str
    capital_text: str
    legal_representative: str
    established_on: date | None
    business_scope: str
    description: str
    head_office: Enterprise | None

    @classmethod
    def of(cls, enterprise: Enterprise, **changes: object) -> "EnterpriseChange":
        """The record as it is, with changes."""
        now: dict[str, object] = {
            each.name: getattr(enterprise, each.name) for each in fields(cls) if each.name != "labels"
        }
        now["labels"] = tuple(enterprise.labels.all())
        return cls(**(now | changes))  # type: ignore[arg-type]


@transaction.atomic
def change_enterprise(
    *, actor: Actor, enterprise: Enterprise, change: EnterpriseChange, reason: str = ""
) -> Enterprise:  # fmt: skip
    """Correct or complete the record.

    Raises NotAllowed, NotFound, CreditCodeWrong, CapitalUnclear, EnterpriseExists, CodeNotAccepted,
    HeadOfficeIsBranch, HasBranches.
    """
    require(actor, Permission.ENTERPRISE_CHANGE, scope=enterprise)
    enterprise = Enterprise.objects.select_for_update(of=("self",)).select_related("node").get(pk=enterprise.pk)
    code = checked_code(change.credit_code)
    amount, currency = checked_capital(change.capital_text)
    _check_head_office(actor, enterprise, change.head_office)
    new_code = code.value if code else ""
    if new_code and new_code != enterprise.credit_code:
        _check_code_free(actor, new_code)
    _apply(enterprise, change, new_code, amount, currency)
    with constraint_as(CodeNotAccepted(), name="enterprises_code_once"), because(reason):
        enterprise.save()
        enterprise.labels.set(change.labels)
    make_findable([enterprise])
    return enterprise


def _apply(
    enterprise: Enterprise, change: EnterpriseChange, code: str, amount: Decimal | None, currency: str
) -> None:  # fmt: skip
    for each in fields(change):
        if each.name != "labels":
            setattr(enterprise, each.name, getattr(change, each.name))
    enterprise.credit_code, enterprise.capital_amount, enterprise.capital_currency = code, amount, currency


def _check_code_free(actor: Actor, code: str) -> None:
    """Beyond the actor's reach a holder is not named, nor that there is one."""
    held = Enterprise.objects.filter(credit_code=code).select_related("node")
    seen = visible(actor, held, Permission.ENTERPRISE_READ).first()
    if seen is not None:
        raise EnterpriseExists(name=seen.node.name, enterprise_id=seen.pk)
    if held.exists():
        raise CodeNotAccepted()


def _check_head_office(actor: Actor, enterprise: Enterprise, head_office: Enterprise | None) -> None:
    if head_office is None or head_office.pk == enterprise.head_office_id:
        return
    if not actor.is_system and part_of(actor, head_office) is None:
        raise NotFound()
    if head_office.head_office_id is not None or head_office.pk == enterprise.pk:
        raise HeadOfficeIsBranch()
    if enterprise.branches.exists():
        raise HasBranches()


@transaction.atomic
def rename_enterprise(
    *, actor: Actor, enterprise: Enterprise, name: str, effective: date, now: datetime, today: date, reason: str = ""
) -> Enterprise:  # fmt: skip
    """Call it `name` from `effective` on; its former names stay in its history.

    Raises NotAllowed, NotFound, NameMissing, NameTooLong, DayToCome, and what the tree refuses.
    """
    require(actor, Permission.ENTERPRISE_CHANGE, scope=enterprise)
    check_effective(actor, scope=enterprise, effective=effective, today=today)
    name = checked_name(name)
    with because(reason):
        node = rename_node(node=enterprise.node, name=name, effective=effective, now=now, reason=reason)
        node.short_name = short_name_of(name)
        node.save(update_fields=["short_name"])
    enterprise.node = node
    make_findable([enterprise])
    return enterprise


@transaction.atomic
def link_supply(*, actor: Actor, leader: Enterprise, other: Enterprise, kind: str) -> SupplyLink:
    """Note that `other` stands up- or downstream of `leader`, or was raised by it (#028).

    Raises NotAllowed, NotFound, LinkedToItself, LinkedAlready.
    """
    require(actor, Permission.ENTERPRISE_CHANGE, scope=leader)
    if not actor.is_system and part_of(actor, other) is None:
        raise NotFound()
    if leader.pk == other.pk:
        raise LinkedToItself()
    with constraint_as(LinkedAlready(), name="enterprises_supply_link_once"):
        return SupplyLink.objects.create(leader=leader, other=other, kind=SupplyKind(kind))


@transaction.atomic
def unlink_supply(*, actor: Actor, link: SupplyLink) -> None:
    """Take a link away. Raises NotAllowed, NotFound."""
    require(actor, Permission.ENTERPRISE_CHANGE, scope=link.leader)
    link.delete()
