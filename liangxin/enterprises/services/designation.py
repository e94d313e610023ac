"""Designated contacts: who keeps contact with an enterprise (work coverage)."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import RuleBroken
from liangxin.core.events import publish, publish_many
from liangxin.core.history import because
from liangxin.enterprises.events import ContactDesignated
from liangxin.enterprises.models import DesignatedContact, Enterprise
from liangxin.enterprises.permissions import Permission
from liangxin.enterprises.reach import HAS_LEFT
from liangxin.enterprises.services.coverage import BulkOutcome, EndBeforeStart, EnterpriseHasLeft, reached_for
from liangxin.enterprises.services.effective import DayToCome, check_effective

BATCH = 2_000

if TYPE_CHECKING:
    from liangxin.accounts.models import User


class AlreadyDesignated(RuleBroken):
    code, field, message = "enterprises.already_designated", "user", _("此人已是这家企业的指定联系人。")


class AccountClosed(RuleBroken):
    code, field, message = "enterprises.account_closed", "user", _("此人的账号已停用，请另选。")


class NotDesignated(RuleBroken):
    code, field, message = "enterprises.not_designated", "", _("此人已不是这家企业的指定联系人，请刷新页面。")


@transaction.atomic
def designate_contact(
    *, actor: Actor, enterprise: Enterprise, user: "User", effective: date, today: date, reason: str = ""
) -> DesignatedContact:  # fmt: skip
    """Let `user` keep contact with the enterprise from `effective` on.

    Raises NotAllowed, NotFound, DayToCome, EnterpriseHasLeft, AccountClosed, AlreadyDesignated. Publishes
    ContactDesignated.
    """
    require(actor, Permission.DESIGNATION_ASSIGN, scope=enterprise)
    check_effective(actor, scope=enterprise, effective=effective, today=today)
    return _designate(enterprise, user, effective=effective, reason=reason)


@transaction.atomic
def designate_contact_for_many(
    *, actor: Actor, enterprise_ids: Sequence[int], user: "User", effective: date, today: date, reason: str = ""
) -> BulkOutcome:  # fmt: skip
    """Let `user` keep contact with all of them; those that have this contact already, or have left, are named.

    Raises as `designate_contact`, NotFound where one is beyond the actor's reach, TooManyAtOnce.
    """
    enterprises = reached_for(actor, enterprise_ids, Permission.DESIGNATION_ASSIGN)
    for enterprise in enterprises[:1]:
        check_effective(actor, scope=enterprise, effective=effective, today=today)
    left = []
    for enterprise in enterprises:
        try:
            _designate(enterprise, user, effective=effective, reason=reason)
        except (AlreadyDesignated, EnterpriseHasLeft):
            left.append(enterprise)
    return BulkOutcome(done=len(enterprises) - len(left), left=left)


def _designate(enterprise: Enterprise, user: "User", *, effective: date, reason: str) -> DesignatedContact:
    if enterprise.status in HAS_LEFT:
        raise EnterpriseHasLeft()
    if not user.is_active:
        raise AccountClosed()
    with constraint_as(AlreadyDesignated(), name="enterprises_contact_once_a_day"), because(reason):
        contact = DesignatedContact.objects.create(
            enterprise=enterprise, user=user, during=DateRange(effective, None)
        )  # fmt: skip
    publish(ContactDesignated(enterprise_id=enterprise.pk, user_id=user.pk))
    return contact


@transaction.atomic
def designate_contacts(
    *, actor: Actor, pairs: Sequence[tuple[Enterprise, "User", date]], today: date, reason: str = ""
) -> int:  # fmt: skip
    """Designate many contacts, each from a day of their own, all or none; says how many.

    Raises NotAllowed, NotFound, DayToCome, EnterpriseHasLeft, AccountClosed, AlreadyDesignated. Publishes
    ContactDesignated for each.
    """
    if not actor.is_system:
        for enterprise, _user, effective in pairs:
            require(actor, Permission.DESIGNATION_ASSIGN, scope=enterprise)
            check_effective(actor, scope=enterprise, effective=effective, today=today)
    if any(enterprise.status in HAS_LEFT for enterprise, _user, _day in pairs):
        raise EnterpriseHasLeft()
    if not all(user.is_active for user in {user for _enterprise, user, _day in pairs}):
        raise AccountClosed()
    if any(effective > today for _enterprise, _user, effective in pairs):
        raise DayToCome(today=today)
    with constraint_as(AlreadyDesignated(), name="enterprises_contact_once_a_day"), because(reason):
        DesignatedContact.objects.bulk_create(
            [
                DesignatedContact(enterprise=enterprise, user=user, during=DateRange(effective, None))
                for enterprise, user, effective in pairs
            ],
            batch_size=BATCH,
        )
    publish_many([ContactDesignated(enterprise_id=one.pk, user_id=user.pk) for one, user, _day in pairs])
    return len(pairs)


@transaction.atomic
def end_designation(
    *, actor: Actor, contact: DesignatedContact, effective: date, today: date, reason: str = ""
) -> None:  # fmt: skip
    """Let the person keep contact no more from `effective` on.

    Raises NotAllowed, NotFound, DayToCome, NotDesignated, EndBeforeStart.
    """
    require(actor, Permission.DESIGNATION_ASSIGN, scope=contact.enterprise)
    check_effective(actor, scope=contact.enterprise, effective=effective, today=today)
    current = DesignatedContact.objects.select_for_update().filter(pk=contact.pk, during__upper_inf=True).first()
    if current is None:
        raise NotDesignated()
    if effective < current.during.lower:
        raise EndBeforeStart(since=current.during.lower)
    with because(reason):
        if effective == current.during.lower:
            current.delete()
            return
        current.during = DateRange(current.during.lower, effective)
        current.save(update_fields=["during"])
