"""Membership is declared by the person and confirmed by the organisation; nobody else learns of it."""

from datetime import date

import pytest

from liangxin.access.choices import Part
from liangxin.access.reach import visible
from liangxin.accounts.services.guests import register_guest
from liangxin.core.errors import NotAllowed, NotFound
from liangxin.members.choices import DeclarationState
from liangxin.members.models import Declaration, Membership
from liangxin.members.permissions import Permission
from liangxin.members.selectors.memberships import list_declarations, own_membership
from liangxin.members.services import declarations, enrolment
from liangxin.members.services.declarations import (
    NewDeclaration,
    confirm_declaration,
    declare_membership,
    decline_declaration,
    withdraw_declaration,
)
from liangxin.people.models import Person
from liangxin.people.permissions import Permission as PersonPermission
from liangxin.people.services.links import PasswordMissing
from liangxin.trees.services.nodes import NewNode, create_node
from tests.members.factories import membership, organisation
from tests.people.factories import NOW, OPENED, TODAY, identity, officer, oneself, person, user

pytestmark = pytest.mark.django_db


def test_a_declaration_is_confirmed_by_the_home_organisation() -> None:
    home, account = organisation(), user(display_name="陈静")
    number = identity()
    new = NewDeclaration(organisation=home, name="陈静", identity_number=number, joined_on=date(2011, 7, 1))
    made = declare_membership(actor=oneself(account), new=new, now=NOW, today=TODAY)
    secretary = officer(home.node)
    assert list(list_declarations(actor=secretary)) == [made]
    assert list(list_declarations(actor=officer(organisation("别处").node))) == []
    confirm_declaration(actor=secretary, declaration=made, now=NOW, today=TODAY)
    one = own_membership(user=account)
    assert (one.home, one.declared_by_person, one.joined_on) == (home, True, date(2011, 7, 1))
    assert one.person.identity_last4 == number[-4:]
    with pytest.raises(declarations.DeclarationIsDecided):
        decline_declaration(actor=secretary, declaration=made, answer="不", now=NOW)
    with pytest.raises(declarations.DeclaredAlreadyMember):
        declare_membership(actor=oneself(account), new=new, now=NOW, today=TODAY)


def test_a_record_kept_elsewhere_sends_the_declaration_up_without_a_word() -> None:
    top = organisation("综合党委", holds_members=False)
    home, other = organisation("甲", top), organisation("乙", top)
    number = identity()
    known = person(other.node, "陈静", identity_number=number)
    account = user()
    made = declare_membership(
        actor=oneself(account),
        new=NewDeclaration(organisation=home, name="陈静", identity_number=number),
        now=NOW,
        today=TODAY,
    )
    secretary = officer(home.node)
    forwarded = confirm_declaration(actor=secretary, declaration=made, now=NOW, today=TODAY)
    assert (forwarded.state, forwarded.membership) == (DeclarationState.FORWARDED, None)
    assert (Membership.objects.count(), Person.objects.count()) == (0, 1)
    assert list(list_declarations(actor=secretary)) == []
    above = officer(top.node)
    assert list(list_declarations(actor=above)) == [made]
    confirm_declaration(actor=above, declaration=forwarded, now=NOW, today=TODAY)
    assert own_membership(user=account).person == known
    assert Person.objects.get().keeper_id == home.pk


@pytest.mark.parametrize("_case", ["twice", "committee", "future", "no account"])
def test_what_cannot_be_declared(_case: str) -> None:
    home, me = organisation(), oneself(user())
    new = NewDeclaration(organisation=home, name="陈静")
    refusal: type[Exception] = declarations.DeclarationOpen
    before = 0
    if _case == "twice":
        declare_membership(actor=me, new=new, now=NOW, today=TODAY)
        before = 1
    elif _case == "committee":
        new = NewDeclaration(organisation=organisation("委", holds_members=False), name="陈静")
        refusal = enrolment.OrganisationHoldsNoMembers
    elif _case == "future":
        new, refusal = (
            NewDeclaration(organisation=home, name="陈静", joined_on=date(2027, 1, 1)),
            enrolment.JoinedInFuture,
        )
    else:
        me, refusal = officer(home.node), NotAllowed
    with pytest.raises(refusal):
        declare_membership(actor=me, new=new, now=NOW, today=TODAY)
    assert Declaration.objects.count() == before


def test_a_declaration_is_withdrawn_by_the_person_or_declined_with_a_reason() -> None:
    home, me = organisation(), oneself(user())
    new = NewDeclaration(organisation=home, name="陈静")
    first = declare_membership(actor=me, new=new, now=NOW, today=TODAY)
    with pytest.raises(NotFound):
        withdraw_declaration(actor=oneself(user()), declaration=first, now=NOW)
    withdraw_declaration(actor=me, declaration=first, now=NOW)
    second = declare_membership(actor=me, new=new, now=NOW, today=TODAY)
    with pytest.raises(declarations.AnswerMissing):
        decline_declaration(actor=officer(home.node), declaration=second, answer="", now=NOW)
    with pytest.raises(NotAllowed):
        confirm_declaration(actor=me, declaration=second, now=NOW, today=TODAY)
    decline_declaration(actor=officer(home.node), declaration=second, answer="关系未转入", now=NOW)
    second.refresh_from_db()
    assert (second.state, second.answer) == (DeclarationState.DECLINED, "关系未转入")


def test_an_employer_sees_nothing_of_membership_whatever_its_role_may_do() -> None:
    home = organisation()
    firm = create_node(new=NewNode(kind="enterprise", name="滨港云帆贸易有限公司", opened=OPENED), now=NOW)
    membership(home, person_works_at=firm)
    employer = officer(firm)
    for part in Part:
        assert not visible(employer, Membership.objects.all(), Permission.MEMBERSHIP_READ, part=part).exists()
        assert not visible(employer, Membership.objects.all(), Permission.COUNT_READ, part=part).exists()
        assert not visible(employer, Person.objects.all(), PersonPermission.PERSON_READ, part=part).exists()


def test_a_place_reaches_no_record_whatever_its_role_may_do() -> None:
    from tests.places import factories as places

    region = places.region()
    membership(organisation(home_place=region))
    keeper = officer(region.node)
    for part in (Part.BASIC, Part.FULL):
        assert not visible(keeper, Membership.objects.all(), Permission.MEMBERSHIP_READ, part=part).exists()
        assert not visible(keeper, Person.objects.all(), PersonPermission.PERSON_READ, part=part).exists()
    assert visible(keeper, Membership.objects.all(), Permission.COUNT_READ, part=Part.COUNT).count() == 1


def test_membership_has_no_link_from_the_person_by_which_lists_could_be_matched() -> None:
    names = {field.name for field in Person._meta.get_fields()}
    assert "membership" not in names
    assert all(
        field.related_model is not Membership
        for field in Person._meta.get_fields()
        if field.is_relation and field.concrete
    )


def test_a_guest_without_a_password_sets_one_first() -> None:
    one = register_guest(name="小林", phone="13800138001", way="sms", now=NOW)
    new = NewDeclaration(organisation=organisation(), name="林静")
    with pytest.raises(PasswordMissing):
        declare_membership(actor=oneself(one), new=new, now=NOW, today=TODAY)
    assert not Declaration.objects.exists()
