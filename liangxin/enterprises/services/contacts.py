"""The people to talk to at an enterprise: masked, revealed with a reason."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.accounts.selectors import get_user
from liangxin.core import audit
from liangxin.core.errors import RuleBroken
from liangxin.core.history import because
from liangxin.core.validators import phone as phones
from liangxin.core.validators.invalid import Invalid
from liangxin.core.validators.texts import person_name
from liangxin.enterprises.models import Enterprise, EnterpriseContact
from liangxin.enterprises.permissions import Permission
from liangxin.enterprises.services.pending import ReasonMissing


class ContactNameWrong(RuleBroken):
    code, field, message = "enterprises.contact_name_wrong", "name", "{problem}"


class ContactPhoneWrong(RuleBroken):
    code, field, message = "enterprises.contact_phone_wrong", "phone", "{problem}"


class ContactEnded(RuleBroken):
    code, field, message = "enterprises.contact_ended", "", _("这位联系人已不再联系，请刷新页面。")


def _values(name: str, role: str, phone: str, now: datetime) -> dict[str, Any]:
    try:
        clean = person_name(name)
    except Invalid as invalid:
        raise ContactNameWrong(problem=str(invalid)) from None
    if not phone.strip():
        return {"name": clean, "role": role.strip(), "phone": "", "phone_masked": "", "sealed_at": None}
    try:
        number = phones.validate(phone).value
    except Invalid as invalid:
        raise ContactPhoneWrong(problem=str(invalid)) from None
    return {
        "name": clean, "role": role.strip(), "phone": number, "phone_masked": masked_phone(number), "sealed_at": now,
    }  # fmt: skip


def masked_phone(number: str) -> str:
    """138****1234; of other numbers all but the last four."""
    if len(number) == 11 and number.isdigit():
        return f"{number[:3]}****{number[-4:]}"
    return f"{'*' * max(len(number) - 4, 0)}{number[-4:]}"


@transaction.atomic
def add_contact(
    *, actor: Actor, enterprise: Enterprise, name: str, role: str, phone: str, now: datetime
) -> EnterpriseContact:  # fmt: skip
    """Note a person to talk to. Raises NotAllowed, NotFound, ContactNameWrong, ContactPhoneWrong."""
    return add_contacts(actor=actor, news=[(enterprise, name, role, phone)], now=now)[0]


@transaction.atomic
def add_contacts(
    *, actor: Actor, news: Sequence[tuple[Enterprise, str, str, str]], now: datetime
) -> list[EnterpriseContact]:  # fmt: skip
    """Note people to talk to: enterprise, name, role, number of each; all or none. Raises as `add_contact`."""
    if not actor.is_system:
        for enterprise in {enterprise for enterprise, *_rest in news}:
            require(actor, Permission.CONTACT_CHANGE, scope=enterprise)
    contacts = [
        EnterpriseContact(enterprise=enterprise, **_values(name, role, phone, now))
        for enterprise, name, role, phone in news
    ]
    made: list[EnterpriseContact] = EnterpriseContact.objects.bulk_create(contacts, batch_size=2_000)
    return made


@transaction.atomic
def change_contact(
    *, actor: Actor, contact: EnterpriseContact, name: str, role: str, phone: str, now: datetime
) -> EnterpriseContact:  # fmt: skip
    """Correct a contact. phone: "" keeps the number. Raises NotAllowed, NotFound, ContactEnded, as `add_contact`."""
    require(actor, Permission.CONTACT_CHANGE, scope=contact.enterprise)
    if contact.ended_at is not None:
        raise ContactEnded()
    values = _values(name, role, phone, now)
    if not phone.strip():
        values = {"name": values["name"], "role": values["role"]}
    for field, value in values.items():
        setattr(contact, field, value)
    contact.save(update_fields=list(values))
    return contact


@transaction.atomic
def end_contact(*, actor: Actor, contact: EnterpriseContact, now: datetime, reason: str = "") -> None:
    """The person is no longer the one to talk to; the number is erased. Raises NotAllowed, NotFound, ContactEnded."""
    require(actor, Permission.CONTACT_CHANGE, scope=contact.enterprise)
    if contact.ended_at is not None:
        raise ContactEnded()
    with because(reason):
        contact.ended_at, contact.phone, contact.phone_masked, contact.sealed_at = now, "", "", now
        contact.save(update_fields=["ended_at", "phone", "phone_masked", "sealed_at"])


@transaction.atomic
def reveal_contact(
    *, actor: Actor, contact: EnterpriseContact, reason: str, now: datetime
) -> tuple[str, str]:  # fmt: skip
    """The full name and number; who looked, as what and why, is written down. Raises NotAllowed, NotFound, ReasonMissing."""
    require(actor, Permission.CONTACT_REVEAL, scope=contact.enterprise)
    if not reason.strip():
        raise ReasonMissing()
    audit.record(
        action="enterprises.contact_revealed", now=now, user=get_user(user_id=actor.user_id) if actor.user_id else None, acting_as=actor.acting_as, object_kind="enterprise", object_id=contact.enterprise_id,
        object_label=contact.enterprise.node.name, reason=reason.strip(), contact_id=contact.pk,
    )  # fmt: skip
    return contact.name, contact.phone
