"""A person declares where they are a member; that organisation confirms, or the one above where records must be compared."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.access.reach import may
from liangxin.access.services import require, require_somewhere
from liangxin.accounts.selectors import get_user
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import NotAllowed, RuleBroken
from liangxin.core.events import publish
from liangxin.members.choices import DeclarationState, MemberCategory, MembershipStatus
from liangxin.members.events import DeclarationDecided, MembershipDeclared
from liangxin.members.models import Declaration, Membership
from liangxin.members.permissions import Permission
from liangxin.members.services.enrolment import Enrolment, check_dates, check_home, enrol
from liangxin.people.choices import Precision
from liangxin.people.permissions import Permission as PersonPermission
from liangxin.people.selectors import own_person, persons_with_numbers
from liangxin.people.services.accounts import link_account
from liangxin.people.services.links import PasswordMissing
from liangxin.people.services.persons import NewPerson, checked_values, register_person

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation
    from liangxin.people.models import Person


class DeclarationOpen(RuleBroken):
    code, field, message = "members.declaration_open", "", _("您已有一份声明在等待确认，可先撤回。")


class DeclaredAlreadyMember(RuleBroken):
    code, field, message = "members.declared_already_member", "", _("您的组织关系已登记；变动请找所在组织。")


class DeclarationIsDecided(RuleBroken):
    code, field, message = "members.declaration_decided", "", _("这份声明已处理。")


class AnswerMissing(RuleBroken):
    code, field, message = "members.answer_missing", "answer", _("不确认时请写明理由，本人会看到。")


@dataclass(frozen=True, kw_only=True)
class NewDeclaration:
    """What a person says of themself. identity_number and phone help the organisation to recognise them."""

    organisation: "Organisation"
    name: str
    category: str = MemberCategory.FULL
    joined_on: date | None = None
    joined_precision: str = Precision.DAY
    identity_number: str = ""
    phone: str = ""
    note: str = ""


@transaction.atomic
def declare_membership(*, actor: Actor, new: NewDeclaration, now: datetime, today: date) -> Declaration:
    """Say where one is a member; only that organisation and those above it are told.

    Raises NotAllowed, PasswordMissing, DeclarationOpen, DeclaredAlreadyMember, OrganisationHoldsNoMembers, OrganisationIsClosed,
    JoinedInFuture, and what people's fields refuse. Publishes MembershipDeclared.
    """
    require_somewhere(actor, Permission.DECLARATION_MAKE)
    if actor.anchor != Anchor.OWN or actor.user_id is None:
        raise NotAllowed()
    check_home(new.organisation, "", today)
    check_dates(new.category, new.joined_on, None, today)
    values = checked_values(
        {"name": new.name, "identity_number": new.identity_number, "phone": new.phone}, now=now, today=today
    )
    account = get_user(user_id=actor.user_id)
    if account.is_guest and not account.has_usable_password():
        raise PasswordMissing()
    person = own_person(user=account)
    if person is not None and Membership.objects.filter(person=person).exclude(status=MembershipStatus.ENDED).exists():
        raise DeclaredAlreadyMember()
    with constraint_as(DeclarationOpen(), name="members_one_declaration_open"):
        declaration = Declaration.objects.create(
            user_id=actor.user_id, organisation=new.organisation, category=MemberCategory(new.category),
            joined_on=new.joined_on, joined_precision=new.joined_precision, note=new.note.strip(), declared_at=now,
            **values,
        )  # fmt: skip
    publish(MembershipDeclared(declaration_id=declaration.pk, organisation_id=new.organisation.pk))
    return declaration


@transaction.atomic
def withdraw_declaration(*, actor: Actor, declaration: Declaration, now: datetime) -> Declaration:
    """Take one's own declaration back. Raises NotFound, NotAllowed, DeclarationIsDecided."""
    require(actor, Permission.DECLARATION_MAKE, scope=declaration)
    return _decided(_open(declaration), actor, DeclarationState.WITHDRAWN, now)


@transaction.atomic
def confirm_declaration(*, actor: Actor, declaration: Declaration, now: datetime, today: date) -> Declaration:
    """The home organisation says yes: the membership is recorded and the person can see it.

    Where the person's record is kept by an organisation outside the actor's reach the declaration goes to the
    organisation above, and nothing is said of the other record: the result is then in state FORWARDED.
    Raises NotFound, NotAllowed, DeclarationIsDecided, and what `enrol` raises. Publishes DeclarationDecided.
    """
    require(actor, Permission.DECLARATION_DECIDE, scope=declaration)
    declaration = _open(declaration)
    known = own_person(user=declaration.user) or _named_in_register(declaration)
    if known is not None and not _reached(actor, known):
        declaration.state = DeclarationState.FORWARDED
        declaration.save(update_fields=["state"])
        return declaration
    person = known or _registered(actor, declaration, now, today)
    if person.user_id is None:
        link_account(actor=actor, person=person, user=declaration.user, reason=str(_("本人声明党员身份")))
    declaration.membership = enrol(
        actor=actor, now=now, today=today, reason=str(_("本人声明，组织确认")),
        enrolment=Enrolment(
            person=person, organisation=declaration.organisation, category=declaration.category, effective=today,
            joined_on=declaration.joined_on, joined_precision=declaration.joined_precision, declared_by_person=True,
        ),
    )  # fmt: skip
    return _decided(declaration, actor, DeclarationState.CONFIRMED, now)


@transaction.atomic
def decline_declaration(*, actor: Actor, declaration: Declaration, answer: str, now: datetime) -> Declaration:
    """Say no, with a reason the person sees. Raises NotFound, NotAllowed, DeclarationIsDecided, AnswerMissing."""
    require(actor, Permission.DECLARATION_DECIDE, scope=declaration)
    if not answer.strip():
        raise AnswerMissing()
    return _decided(_open(declaration), actor, DeclarationState.DECLINED, now, answer=answer)


def _named_in_register(declaration: Declaration) -> "Person | None":
    """The record with the declared number, where the name agrees too."""
    number = declaration.identity_number
    person = persons_with_numbers([number]).get(number)
    return person if person is not None and person.name == declaration.name else None


def _registered(actor: Actor, declaration: Declaration, now: datetime, today: date) -> "Person":
    values = {"name": declaration.name, "identity_number": declaration.identity_number, "phone": declaration.phone}
    new = NewPerson(keeper=declaration.organisation.node, values=values)
    return register_person(actor=actor, new=new, now=now, today=today)


def _reached(actor: Actor, person: "Person") -> bool:
    return may(actor, PersonPermission.PERSON_CHANGE, person)


def _open(declaration: Declaration) -> Declaration:
    declaration = (
        Declaration.objects.select_for_update(of=("self",))
        .select_related("user", "organisation__node", "organisation__type")
        .get(pk=declaration.pk)
    )
    if declaration.state not in {DeclarationState.WAITING, DeclarationState.FORWARDED}:
        raise DeclarationIsDecided()
    return declaration


def _decided(declaration: Declaration, actor: Actor, state: str, now: datetime, *, answer: str = "") -> Declaration:
    declaration.state, declaration.decided_at, declaration.answer = state, now, answer.strip()
    declaration.decided_by_id = actor.user_id
    declaration.save(update_fields=["state", "decided_at", "answer", "decided_by", "membership"])
    publish(DeclarationDecided(declaration_id=declaration.pk, user_id=declaration.user_id))
    return declaration
