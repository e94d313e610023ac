"""Giving, delegating and ending grants: who may, and what a person can then act as."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import Q

from liangxin.access.choices import Anchor, Part
from liangxin.access.models import Grant
from liangxin.access.reach import visible
from liangxin.access.registry import WAYS, Way
from liangxin.access.selectors import actor_for, default_actor, list_grants_of, own_actor
from liangxin.access.services import grants as service
from liangxin.access.services.grants import NewGrant, delegate_grant, end_grant, give_grant
from liangxin.access.services.roles import SeparatedRoleIsFixed, change_role
from liangxin.core.errors import NotAllowed, NotFound
from liangxin.core.models import OutboxEvent
from tests.access.factories import LONG_AGO, NOW, TODAY, actor, grant, make_node, make_role, make_user, role

pytestmark = pytest.mark.django_db
READ = "access:grant:read"
GIVER = ["access:grant:give", "access:grant:delegate", READ]


def new(**values: object) -> NewGrant:
    return NewGrant(**{"valid_from": LONG_AGO, **values})  # type: ignore[arg-type]


def test_a_grant_is_stored_with_who_gave_it_and_told() -> None:
    district = make_node("滨港区")
    giver, person = actor(make_role(GIVER), district), make_user()
    given = give_grant(actor=giver, new=new(user=person, role=make_role([READ]), node=district), now=NOW)
    assert (given.user, given.node, given.given_by_id, given.given_at) == (person, district, giver.user_id, NOW)
    assert OutboxEvent.objects.filter(name="access.grant_given").last().payload == {
        "grant_id": given.pk,
        "user_id": person.pk,
    }
    assert [each.pk for each in list_grants_of(user=person, today=TODAY)] == [given.pk]


def _cases() -> list[tuple[str, type[Exception]]]:
    return [
        ("outside", NotFound),
        ("above", NotFound),
        ("more than own", service.GivesMoreThanOwn),
        ("to oneself", service.NotToOneself),
        ("role for another kind", service.RoleNotForThisNode),
        ("ends before it starts", service.EndBeforeStart),
        ("whole installation", NotAllowed),
        ("no permission", NotAllowed),
    ]


@pytest.mark.parametrize(("_case", "refusal"), _cases())
def test_refusals_store_nothing(_case: str, refusal: type[Exception]) -> None:
    district, other = make_node("滨港区"), make_node("临江区")
    area = make_node("金融城", parent=district)
    user, person, small = make_user(), make_user(), make_role([READ])
    giver = actor(make_role(GIVER), area, user=user)
    asked = {
        "outside": new(user=person, role=small, node=other),
        "above": new(user=person, role=small, node=district),
        "more than own": new(user=person, role=make_role([READ, "access:audit:read"]), node=area),
        "to oneself": new(user=user, role=small, node=area),
        "role for another kind": new(user=person, role=make_role([READ], anchors=["station"]), node=area),
        "ends before it starts": new(user=person, role=small, node=area, valid_to=LONG_AGO - timedelta(days=1)),
        "whole installation": new(user=person, role=small, node=None),
        "no permission": new(user=person, role=small, node=area),
    }[_case]
    if _case == "no permission":
        giver = actor(make_role([READ]), area)
    count = Grant.objects.count()
    with pytest.raises(refusal):
        give_grant(actor=giver, new=asked, now=NOW)
    assert Grant.objects.count() == count


def test_a_grant_that_does_not_reach_down_gives_at_its_own_node_only() -> None:
    district = make_node("滨港区")
    area = make_node("金融城", parent=district)
    giver = actor(make_role(GIVER), district, downwards=False)
    with pytest.raises(NotFound):
        give_grant(actor=giver, new=new(user=make_user(), role=make_role([READ]), node=area), now=NOW)


@pytest.mark.parametrize(("held", "asked"), [("system_admin", "audit_admin"), ("security_admin", "system_admin")])
def test_nobody_is_two_of_the_three_administrators(held: str, asked: str) -> None:
    person = make_user()
    grant(person, role(held), None)
    with pytest.raises(service.RolesKeptApart):
        grant(person, role(asked), None)
    assert Grant.objects.filter(user=person).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_administrator_roles_given_at_once_one_wins() -> None:
    person, outcomes = make_user(), []
    roles = [role("system_admin"), role("audit_admin")]
    together = threading.Barrier(2)

    def give(held: object) -> None:
        together.wait()
        try:
            grant(person, held, None)  # type: ignore[arg-type]
            outcomes.append("given")
        except service.RolesKeptApart:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=give, args=(held,)) for held in roles]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["given", "refused"]
    assert Grant.objects.filter(user=person).count() == 1


def test_a_delegation_needs_an_end_and_ends_with_its_origin() -> None:
    district = make_node("滨港区")
    officer, deputy = make_user(), make_user()
    acting = actor(make_role(GIVER), district, user=officer)
    origin = Grant.objects.get(pk=acting.grant_id)
    small = make_role([READ])
    with pytest.raises(service.DelegationNeedsEnd):
        delegate_grant(actor=acting, grant=origin, new=new(user=deputy, role=small, node=district), now=NOW)
    until = new(user=deputy, role=small, node=district, valid_to=date(2026, 12, 1))
    given = delegate_grant(actor=acting, grant=origin, new=until, now=NOW)
    assert actor_for(user=deputy, grant_id=given.pk, today=TODAY).permissions == {READ}
    assert list_grants_of(user=deputy, today=date(2026, 12, 2)) == []
    end_grant(actor=actor("security_admin", None), grant=origin, now=NOW, reason="调离")
    assert list_grants_of(user=deputy, today=TODAY) == []


def test_a_person_acts_under_one_grant_never_the_union() -> None:
    finance, bonded = make_node("金融城"), make_node("保税")
    user = make_user()
    first = grant(user, make_role([READ]), finance)
    second = grant(user, make_role(["access:audit:read"]), bonded)
    acting = actor_for(user=user, grant_id=second.pk, today=TODAY)
    assert (acting.node_id, acting.permissions) == (bonded.pk, {"access:audit:read"})
    assert default_actor(user=user, today=TODAY).grant_id in {first.pk, second.pk}
    assert own_actor(user=user).node_id is None


@pytest.mark.parametrize("_case", ["of another person", "ended", "stopped account", "not yet"])
def test_a_grant_not_in_force_cannot_be_acted_under(_case: str) -> None:
    user, node = make_user(), make_node()
    given = grant(user if _case != "of another person" else make_user(), make_role([READ]), node)
    today = TODAY
    if _case == "ended":
        end_grant(actor=actor("security_admin", None), grant=given, now=NOW, reason="")
    if _case == "stopped account":
        user.is_active = False
        user.save()
    if _case == "not yet":
        today = LONG_AGO - timedelta(days=1)
    with pytest.raises(NotFound):
        actor_for(user=user, grant_id=given.pk, today=today)


def test_the_permissions_of_the_three_administrators_are_fixed() -> None:
    security, audit = actor("security_admin", None), role("audit_admin")
    with pytest.raises(SeparatedRoleIsFixed):
        change_role(actor=security, role=audit, permissions=[READ], now=NOW)
    audit.refresh_from_db()
    assert READ not in audit.permissions


def test_a_way_that_reaches_everything_is_not_lost_beside_another(monkeypatch: pytest.MonkeyPatch) -> None:
    ways = (
        Way("all", Anchor.PLACE, Part.FULL, "", lambda reach: Q()),
        Way("itself", Anchor.PLACE, Part.FULL, "", lambda reach: reach.covers("node")),
    )
    monkeypatch.setitem(WAYS, Grant._meta.label, ways)
    node = make_node()
    seen = visible(actor(make_role([READ]), node), Grant.objects.all(), READ)
    grant(make_user(), make_role([READ]), make_node())
    assert seen.count() == Grant.objects.count() == 2
