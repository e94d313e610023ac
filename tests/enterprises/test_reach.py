"""Who reaches an enterprise, by which way, and how far."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liangxin.access.actor import SYSTEM, Actor
from liangxin.access.selectors import own_actor, who_can_see
from liangxin.core.errors import NotAllowed, NotFound
from liangxin.enterprises.models import PendingRegistration
from liangxin.enterprises.selectors.enterprises import EnterpriseFilter, get_enterprise, list_enterprises
from liangxin.enterprises.selectors.people import figures_of, members_shown
from liangxin.enterprises.services.coverage import end_coverage
from liangxin.enterprises.services.decisions import NotYoursToDecide, accept_registration, decline_registration
from liangxin.enterprises.services.figures import record_figures
from liangxin.enterprises.services.moving import close_enterprise
from liangxin.enterprises.services.new import NewEnterprise
from liangxin.enterprises.services.registration import EnterpriseExists, PlaceMissing, register_enterprise
from tests.access.factories import actor, make_user
from tests.enterprises.factories import NOW, TODAY, contacted, covered, credit_code, enterprise, organisation, user
from tests.places.factories import area, region, tower

pytestmark = pytest.mark.django_db


def seen(who: Actor) -> set[int]:
    return set(list_enterprises(actor=who, asked=EnterpriseFilter(day=TODAY)).values_list("pk", flat=True))


def test_each_way_and_only_it() -> None:
    root = region()
    finance, science = area(root), area(root, "科学城片区")
    committee = organisation(home_place=finance)
    branch = organisation(parent=committee)
    here, there = enterprise(place=tower(finance)), enterprise(place=tower(science))
    covered(there, branch)
    person = make_user()
    contacted(here, person)
    assert seen(actor("place_officer", finance.node)) == {here.pk}
    assert seen(actor("place_officer", root.node)) == {here.pk, there.pk}
    assert seen(actor("organisation_officer", committee.node)) == {there.pk}
    assert seen(actor("organisation_officer", committee.node, downwards=False)) == set()
    assert seen(actor("enterprise_contact", there.node)) == {there.pk}
    assert seen(own_actor(user=person)) == {here.pk}
    assert seen(actor("security_admin", None)) == set()
    with pytest.raises(NotFound):
        get_enterprise(actor=actor("place_officer", finance.node), enterprise_id=there.pk)
    grants = [(one.grant.role.code, one.part.label) for one in who_can_see(record=there, today=TODAY)]
    assert ("place_officer", "全部") in grants
    assert ("enterprise_contact", "全部") in grants


def test_who_ceased_to_answer_sees_it_no_more() -> None:
    committee = organisation()
    one = enterprise()
    covered(one, committee)
    officer = actor("organisation_officer", committee.node)
    assert seen(officer) == {one.pk}
    end_coverage(actor=SYSTEM, enterprise=one, effective=TODAY, today=TODAY, reason="")
    assert seen(officer) == set()


def test_one_that_left_stays_with_those_who_held_it_last() -> None:
    spot = tower(area(region()))
    committee = organisation()
    one = enterprise(place=spot)
    covered(one, committee)
    close_enterprise(
        actor=SYSTEM, enterprise=one, status="moved_out", effective=TODAY, now=NOW, today=TODAY, reason="迁往外区"
    )
    assert seen(actor("place_officer", spot.node)) == {one.pk}
    assert seen(actor("organisation_officer", committee.node)) == {one.pk}


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    where=st.lists(st.integers(0, 3), min_size=1, max_size=6),
    answering=st.lists(st.integers(0, 3), min_size=6, max_size=6),
)
def test_lists_and_single_reads_agree_on_random_worlds(where: list[int], answering: list[int]) -> None:
    root = region(f"区{NOW.timestamp()}{len(seen(SYSTEM))}{where}{answering}")
    places = [root, area(root), area(root, "东片")]
    places.append(tower(places[1]))
    top = organisation()
    bodies = [top, organisation(parent=top), organisation()]
    ones = [enterprise(place=places[at]) for at in where]
    for one, by in zip(ones, answering, strict=False):
        if by < 3:
            covered(one, bodies[by])
    inside = {0: {0, 1, 2, 3}, 1: {1, 3}, 2: {2}, 3: {3}}
    for at, place in enumerate(places):
        who = actor("viewer", place.node)
        assert seen(who) == {one.pk for one, spot in zip(ones, where, strict=True) if spot in inside[at]}
    for at, under in ((0, {0, 1}), (1, {1}), (2, {2})):
        who = actor("viewer", bodies[at].node)
        expected = {one.pk for one, by in zip(ones, answering, strict=False) if by in under}
        assert seen(who) == expected
        for one in ones:
            if one.pk in expected:
                assert get_enterprise(actor=who, enterprise_id=one.pk).pk == one.pk
            else:
                with pytest.raises(NotFound):
                    get_enterprise(actor=who, enterprise_id=one.pk)


def test_small_numbers_of_members_by_way() -> None:
    spot = tower(area(region()))
    committee = organisation()
    one = enterprise(place=spot, figures={"staff": 60, "members": 4, "young_staff": 30})
    covered(one, committee)
    officer, keeper = actor("place_officer", spot.node), actor("organisation_officer", committee.node)
    itself = actor("enterprise_contact", one.node)
    hidden, exact = members_shown(officer, one), members_shown(keeper, one)
    assert hidden is not None
    assert exact is not None
    assert (hidden.value, hidden.is_hidden, exact.value) == (None, True, 4)
    assert members_shown(itself, one) is None
    assert [line.kind for line in figures_of(actor=itself, enterprise=one)] == ["staff", "young_staff"]
    with pytest.raises(NotAllowed):
        record_figures(
            actor=itself, enterprise=one, values={"members": 9}, as_of=TODAY, source="企业", now=NOW, today=TODAY
        )


def test_a_place_officer_registers_within_the_place_only() -> None:
    root = region()
    finance, science = area(root), area(root, "科学城片区")
    officer = actor("place_officer", finance.node)
    with pytest.raises(PlaceMissing):
        register_enterprise(actor=officer, new=NewEnterprise(name="滨港甲有限公司"), now=NOW, today=TODAY)
    with pytest.raises(NotAllowed):
        register_enterprise(
            actor=officer, new=NewEnterprise(name="滨港甲有限公司", place=tower(science)), now=NOW, today=TODAY
        )
    here = NewEnterprise(name="滨港甲有限公司", place=tower(finance), credit_code=credit_code(1))
    made = register_enterprise(actor=officer, new=here, now=NOW, today=TODAY).enterprise
    assert made is not None
    with pytest.raises(EnterpriseExists):
        register_enterprise(actor=officer, new=here, now=NOW, today=TODAY)


def test_a_duplicate_elsewhere_is_for_the_node_above_which_joins_the_two() -> None:
    root = region()
    finance, science = area(root), area(root, "科学城片区")
    held = enterprise("滨港甲有限公司", tower(finance), credit_code=credit_code(1))
    officer = actor("place_officer", science.node)
    spot = tower(science)
    new = NewEnterprise(name="滨港甲有限公司", place=spot, credit_code=credit_code(1), unit="4层")
    case = register_enterprise(actor=officer, new=new, now=NOW, today=TODAY).pending
    assert case is not None
    assert (case.enterprise_id, case.node_above_id) == (held.pk, root.pk)
    assert register_enterprise(actor=officer, new=new, now=NOW, today=TODAY).pending == case
    assert PendingRegistration.objects.count() == 1
    with pytest.raises(NotFound):
        accept_registration(actor=officer, case=case, now=NOW, today=TODAY, reason="是")
    above = actor("district_officer", root.node)
    joined = accept_registration(actor=above, case=case, now=NOW, today=TODAY, reason="同一家，两处经营")
    assert joined.pk == held.pk
    assert set(held.operating_places.values_list("place_id", flat=True)) == {
        spot.pk,
        held.operating_places.earliest("pk").place_id,
    }
    assert held.pk in seen(officer)


def test_who_does_not_read_the_record_does_not_decide() -> None:
    root, other = region(), region("临江区")
    held = enterprise("滨港甲有限公司", tower(area(other)), credit_code=credit_code(1))
    finance = area(root)
    new = NewEnterprise(name="滨港甲有限公司", place=tower(finance), credit_code=credit_code(1))
    case = register_enterprise(actor=actor("place_officer", finance.node), new=new, now=NOW, today=TODAY).pending
    assert case is not None
    assert case.enterprise_id == held.pk
    above = actor("district_officer", root.node)
    with pytest.raises(NotYoursToDecide):
        accept_registration(actor=above, case=case, now=NOW, today=TODAY, reason="是")
    with pytest.raises(NotYoursToDecide):
        decline_registration(actor=above, case=case, now=NOW, reason="否")
    assert contacted(held, user(), since=TODAY - timedelta(days=1)).pk
