"""Personal fields: how each is validated, stored encrypted, found again and masked. Shared by this room's services."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from liangxin.core.crypto import blind_index
from liangxin.core.errors import RuleBroken
from liangxin.core.names import masked_name, sort_key
from liangxin.core.validators import citizen_id, phone, texts
from liangxin.core.validators.invalid import Invalid
from liangxin.people.choices import SealedField, Sex
from liangxin.people.models import Person
from liangxin.people.rules import masked_address, masked_identity

PLAIN_FIELDS = frozenset(
    {
        "sex", "ethnicity", "birth_date", "birth_precision", "education", "works_at", "job_title", "position_level",
        "is_key_staff",
    }
)  # fmt: skip
SEALED_FIELDS = frozenset({"identity_number", "phone", "landline", "home_address"})
FIELDS = PLAIN_FIELDS | SEALED_FIELDS | {"name"}


class NameNotUsable(RuleBroken):
    code, field, message = "people.name_not_usable", "name", _("{problem}")


class IdentityNumberInvalid(RuleBroken):
    code, field, message = "people.identity_invalid", "identity_number", _("{problem}")


class PhoneInvalid(RuleBroken):
    code, field, message = "people.phone_invalid", "phone", _("{problem}")


class LandlineInvalid(RuleBroken):
    code, field, message = "people.landline_invalid", "landline", _("{problem}")


class BornInFuture(RuleBroken):
    code, field, message = "people.born_in_future", "birth_date", _("出生日期晚于今天，请改正。")


def identity_index(number: str) -> str:
    """The blind index of a normalised identity number."""
    return blind_index(number, field="people.person.identity_number")


def phone_index(number: str) -> str:
    """The blind index of a normalised phone number."""
    return blind_index(number, field="people.person.phone")


def write_fields(person: Person, values: Mapping[str, Any], *, now: datetime, today: date) -> list[str]:
    """Set the given fields on `person`, unsaved; returns the names of the columns that changed.

    Raises NameNotUsable, IdentityNumberInvalid, PhoneInvalid, LandlineInvalid, BornInFuture.
    """
    before = {field.attname: getattr(person, field.attname) for field in Person._meta.concrete_fields}
    if "name" in values:
        person.name = _name(values["name"])
        person.sort_key = sort_key(person.name, person=True)
    for field in PLAIN_FIELDS & values.keys():
        setattr(person, field, values[field])
    _write_identity(person, values, today)
    _write_contacts(person, values)
    if person.birth_date is not None and person.birth_date > today:
        raise BornInFuture()
    changed = [name for name, old in before.items() if getattr(person, name) != old]
    if SEALED_FIELDS & set(changed):
        person.sealed_at = now
        changed.append("sealed_at")
    return changed


def _name(text: str) -> str:
    try:
        return texts.person_name(text)
    except Invalid as error:
        raise NameNotUsable(problem=str(error)) from error


def _write_identity(person: Person, values: Mapping[str, Any], today: date) -> None:
    if "identity_number" not in values:
        return
    if not values["identity_number"]:
        person.identity_number = person.identity_index = person.identity_last4 = ""
        person.identity_disputed = False
        return
    try:
        found = citizen_id.validate(values["identity_number"], today=today)
    except Invalid as error:
        raise IdentityNumberInvalid(problem=str(error)) from error
    person.identity_number, person.identity_index = found.value, identity_index(found.value)
    person.identity_last4 = found.value[-4:]
    if person.birth_date is None:
        person.birth_date = found.birth_date
    if person.sex in {Sex.UNKNOWN, ""}:
        person.sex = found.sex


def _write_contacts(person: Person, values: Mapping[str, Any]) -> None:
    if "phone" in values:
        number = _phone(values["phone"], PhoneInvalid)
        person.phone, person.phone_index = number, phone_index(number)
        person.phone_masked = phone.masked(number) if number else ""
    if "landline" in values:
        person.landline = _phone(values["landline"], LandlineInvalid)
    if "home_address" in values:
        person.home_address = texts.clean(values["home_address"] or "")


def _phone(text: str, refusal: type[RuleBroken]) -> str:
    if not text:
        return ""
    try:
        return phone.validate(text).value
    except Invalid as error:
        raise refusal(problem=str(error)) from error


def masked_field(person: Person, field: str) -> str:
    """What is shown of a sealed field without a reason; "" where nothing is stored."""
    if field == SealedField.NAME:
        return masked_name(person.name)
    if field == SealedField.IDENTITY:
        return masked_identity(person.identity_last4)
    if field == SealedField.PHONE:
        return person.phone_masked
    value = getattr(person, field)
    if not value:
        return ""
    return masked_address(value) if field == SealedField.ADDRESS else phone.masked(value)
