"""Accounts of persons in the register."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.permissions import Permission as AccessPermission
from liangxin.access.services import require
from liangxin.accounts.services.accounts import NewAccount, create_account
from liangxin.accounts.services.guests import become_known
from liangxin.core.errors import RuleBroken
from liangxin.core.events import publish
from liangxin.core.history import because
from liangxin.core.names import person_syllables
from liangxin.core.validators import phone as phones
from liangxin.core.validators.invalid import Invalid
from liangxin.people.events import AccountLinked
from liangxin.people.models import Person
from liangxin.people.permissions import Permission
from liangxin.people.sealing import identity_index
from liangxin.people.services.persons import locked

if TYPE_CHECKING:
    from liangxin.accounts.models import User


class PersonHasAccount(RuleBroken):
    code, field, message = "people.has_account", "person", _("此人已有账号，不能再开或再连。")


class AccountHasPerson(RuleBroken):
    code, field, message = "people.account_has_person", "user", _("这个账号已连到名册中的另一人。")


class NoSuchPersonOnPaper(RuleBroken):
    code, field, message = (
        "people.no_match", "identity_number", _("姓名与身份证号对不上名册中的任何人，请核对纸面登记表。"),
    )  # fmt: skip


@transaction.atomic
def create_account_for(
    *, actor: Actor, person: Person, now: datetime, username: str = "", is_demo: bool = False
) -> tuple["User", str]:
    """Make an account for a person in the register; returns it with its first password, to be changed.

    username: where empty, the name in pinyin and the record's number. The phone is taken over where it is a mobile.
    Raises NotAllowed, NotFound, PersonHasAccount, UserNameTaken, PhoneTaken.
    """
    require(actor, Permission.ACCOUNT_LINK, scope=person)
    person = locked(person)
    if person.user_id is not None:
        raise PersonHasAccount()
    user, password = create_account(
        new=NewAccount(
            username=username or f"{''.join(person_syllables(person.name))}{person.pk}",
            display_name=person.name, phone=_mobile(person), is_demo=is_demo,
        ),
        now=now,
    )  # fmt: skip
    _link(person, user, "")
    return user, password


@transaction.atomic
def link_account(*, actor: Actor, person: Person, user: "User", reason: str = "") -> Person:
    """Say that an existing account is this person's.

    Raises NotAllowed, NotFound, PersonHasAccount, AccountHasPerson.
    """
    require(actor, Permission.ACCOUNT_LINK, scope=person)
    return _link(locked(person), user, reason)


@transaction.atomic
def link_account_on_paper(*, actor: Actor, user: "User", name: str, identity_number: str, reason: str) -> Person:
    """As an administrator, who reads no register, link an account by what stands on a paper form.

    Raises NotAllowed, NoSuchPersonOnPaper, PersonHasAccount, AccountHasPerson.
    """
    require(actor, AccessPermission.ACCOUNT_ADMINISTER, scope=None)
    index = identity_index(identity_number.strip().upper())
    person = Person.objects.filter(identity_index=index, merged_into=None, name=name.strip()).exclude(
        identity_index=""
    ).first()  # fmt: skip
    if person is None:
        raise NoSuchPersonOnPaper()
    return _link(locked(person), user, reason)


@transaction.atomic
def unlink_account(*, actor: Actor, person: Person, reason: str) -> Person:
    """Part a record from its account; the account itself stays. Raises NotAllowed, NotFound."""
    require(actor, Permission.ACCOUNT_LINK, scope=person)
    person = locked(person)
    person.user = None
    with because(reason):
        person.save(update_fields=["user"])
    return person


def _link(person: Person, user: "User", reason: str) -> Person:
    if person.user_id == user.pk:
        return person
    if person.user_id is not None:
        raise PersonHasAccount()
    if Person.objects.filter(user=user).exists():
        raise AccountHasPerson()
    person.user = user
    with because(reason):
        person.save(update_fields=["user"])
    if user.is_guest:
        become_known(user=user)  # R-PEO-17: a code for a number opens no account of a person
    publish(AccountLinked(user_id=user.pk, person_id=person.pk))
    return person


def _mobile(person: Person) -> str:
    try:
        found = phones.validate(person.phone) if person.phone else None
    except Invalid:
        return ""
    return found.value if found is not None and found.kind == phones.MOBILE else ""
