"""Who answers for an enterprise, and who keeps contact."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from psycopg.types.range import DateRange

from liangxin.access.actor import SYSTEM
from liangxin.core.errors import NotAllowed, NotFound, RuleBroken
from liangxin.core.models import OutboxEvent
from liangxin.enterprises.handlers import end_what_it_answered_for, hand_over_what_it_answered_for
from liangxin.enterprises.models import Coverage, CoverageClaim, DesignatedContact
from liangxin.enterprises.services import claims, coverage, designation
from liangxin.enterprises.services.coverage import assign_coverage, end_coverage, transfer_coverage
from liangxin.organisations.events import OrganisationDissolved, OrganisationMerged
from liangxin.trees.services.nodes import close_node
from tests.access.factories import actor
from tests.enterprises.factories import MOVED_IN, NOW, TODAY, contacted, covered, enterprise, organisation, user
from tests.helpers import at_once
from tests.places.factories import area, region, tower

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


def spans(enterprise_id: int) -> list[tuple[int, date, date | None]]:
    held = Coverage.objects.filter(enterprise_id=enterprise_id).order_by("during")
    return [(one.organisation_id, one.during.lower, one.during.upper) for one in held]


def test_assigned_transferred_ended_with_its_history() -> None:
    one, first, second = enterprise(), organisation(), organisation()
    covered(one, first, since=date(2026, 1, 1))
    transfer_coverage(
        actor=SYSTEM,
        enterprise=one,
        organisation=second,
        mode="joint",
        effective=date(2026, 6, 1),
        today=TODAY,
        reason="片区调整",
    )
    end_coverage(actor=SYSTEM, enterprise=one, effective=TODAY, today=TODAY, reason="支部撤销")
    assert spans(one.pk) == [
        (first.pk, date(2026, 1, 1), date(2026, 6, 1)),
        (second.pk, date(2026, 6, 1), TODAY),
    ]
    names = list(
        OutboxEvent.objects.filter(name__startswith="enterprises.coverage")
        .order_by("pk")
        .values_list("name", flat=True)
    )
    assert names == [
        "enterprises.coverage_assigned", "enterprises.coverage_ended", "enterprises.coverage_assigned",
        "enterprises.coverage_ended",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("_case", "act", "refusal"),
    [
        ("another answers", lambda one, two: covered(one, two), coverage.AlreadyCovered),
        (
            "to come",
            lambda one, two: covered(one, two, since=TODAY + timedelta(days=1)),
            "enterprises.day_to_come",
        ),
        ("no mode", lambda one, two: covered(one, two, mode="what"), "enterprises.mode_missing"),
        (
            "to itself",
            lambda one, two: transfer_coverage(
                actor=SYSTEM, enterprise=one, organisation=Coverage.objects.get().organisation, mode="own", effective=TODAY,
                today=TODAY, reason="",
            ),
            coverage.SameOrganisation,
        ),
        (
            "before it began",
            lambda one, two: end_coverage(
                actor=SYSTEM, enterprise=one, effective=MOVED_IN - timedelta(days=1), today=TODAY, reason=""
            ),
            coverage.EndBeforeStart,
        ),
        (
            "the organisation was not there yet",
            lambda one, two: transfer_coverage(
                actor=SYSTEM, enterprise=one, organisation=two, mode="own", effective=date(2014, 12, 31), today=TODAY, reason=""
            ),
            coverage.OrganisationNotThere,
        ),
    ],
)  # fmt: skip
def test_refused_and_nothing_happened(_case: str, act: Callable[..., object], refusal: type[RuleBroken] | str) -> None:
    one, first, two = enterprise(), organisation(), organisation()
    covered(one, first)
    before = spans(one.pk)
    with pytest.raises(RuleBroken) as broken:
        act(one, two)
    assert broken.value.code == (refusal if isinstance(refusal, str) else refusal.code)
    assert spans(one.pk) == before


def test_the_refusal_names_who_answers_since_when_and_what_to_do() -> None:
    one, first = enterprise(), organisation("金融城第一党支部")
    covered(one, first)
    with pytest.raises(coverage.AlreadyCovered) as broken:
        covered(one, organisation())
    assert str(broken.value) == ("金融城第一党支部自 2026-08-18 起负责这家企业。要换组织请用“移交”，有争议请提出认领。")


def test_ending_what_does_not_hold() -> None:
    with pytest.raises(coverage.NotCovered):
        end_coverage(actor=SYSTEM, enterprise=enterprise(), effective=TODAY, today=TODAY, reason="")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_and_one_wins() -> None:
    one, first, second = enterprise(), organisation(), organisation()

    def assign(by: object) -> Callable[[], object]:
        return lambda: assign_coverage(
            actor=SYSTEM, enterprise=one, organisation=by, mode="own", effective=TODAY, today=TODAY  # type: ignore[arg-type]
        )  # fmt: skip

    results = at_once(assign(first), assign(second))
    assert sorted(type(result).__name__ for result in results) == ["AlreadyCovered", "Coverage"]
    assert Coverage.objects.filter(enterprise=one).count() == 1


def test_many_at_once_leaves_those_that_are_covered() -> None:
    ones = [enterprise() for _ in range(3)]
    covered(ones[0], organisation())
    outcome = coverage.assign_coverage_to_many(
        actor=SYSTEM, enterprise_ids=[one.pk for one in ones], organisation=organisation(), mode="territorial",
        effective=TODAY, today=TODAY,
    )  # fmt: skip
    assert (outcome.done, [one.pk for one in outcome.left]) == (2, [ones[0].pk])
    with pytest.raises(coverage.TooManyAtOnce):
        coverage.assign_coverage_to_many(
            actor=SYSTEM,
            enterprise_ids=range(501),
            organisation=organisation(),
            mode="own",
            effective=TODAY,
            today=TODAY,
        )


def test_one_beyond_the_reach_stops_the_whole_bulk_act() -> None:
    root = region()
    mine, other = area(root), area(root, "科学城片区")
    here, there = enterprise(place=tower(mine)), enterprise(place=tower(other))
    officer = actor("place_officer", mine.node)
    with pytest.raises(NotFound):
        designation.designate_contact_for_many(
            actor=officer, enterprise_ids=[here.pk, there.pk], user=user(), effective=TODAY, today=TODAY
        )
    assert DesignatedContact.objects.count() == 0


def test_back_dating_needs_its_permission() -> None:
    spot = tower(area(region()))
    one = enterprise(place=spot)
    branch = organisation(home_place=spot)
    officer = actor("place_officer", spot.node)
    with pytest.raises(NotAllowed):
        assign_coverage(
            actor=officer, enterprise=one, organisation=branch, mode="own", effective=YESTERDAY, today=TODAY
        )
    assign_coverage(actor=officer, enterprise=one, organisation=branch, mode="own", effective=TODAY, today=TODAY)
    assert spans(one.pk) == [(branch.pk, TODAY, None)]


def test_a_contact_once_a_day_and_ended() -> None:
    one, person = enterprise(), user()
    contact = contacted(one, person, since=YESTERDAY)
    with pytest.raises(designation.AlreadyDesignated):
        contacted(one, person)
    contacted(one, user())
    designation.end_designation(actor=SYSTEM, contact=contact, effective=TODAY, today=TODAY)
    contact.refresh_from_db()
    assert contact.during == DateRange(YESTERDAY, TODAY)
    with pytest.raises(designation.NotDesignated):
        designation.end_designation(actor=SYSTEM, contact=contact, effective=TODAY, today=TODAY)


def test_a_claim_is_settled_either_way() -> None:
    one, holder, rival = enterprise(), organisation(), organisation()
    with pytest.raises(claims.NothingToClaim):
        claims.claim_coverage(
            actor=SYSTEM, enterprise=one, organisation=rival, mode="industry", reason="行业归口", now=NOW
        )
    covered(one, holder)
    claim = claims.claim_coverage(
        actor=SYSTEM, enterprise=one, organisation=rival, mode="industry", reason="行业归口", now=NOW
    )
    with pytest.raises(claims.AlreadyClaimed):
        claims.claim_coverage(actor=SYSTEM, enterprise=one, organisation=rival, mode="industry", reason="再说", now=NOW)
    settled = claims.settle_claim(
        actor=SYSTEM, claim=claim, transfer=True, effective=TODAY, now=NOW, today=TODAY, reason="按行业归口"
    )
    assert settled.state == "transferred"
    assert spans(one.pk) == [(holder.pk, MOVED_IN, TODAY), (rival.pk, TODAY, None)]
    with pytest.raises(claims.AlreadyDecided):
        claims.settle_claim(
            actor=SYSTEM, claim=claim, transfer=False, effective=TODAY, now=NOW, today=TODAY, reason="再议"
        )
    assert CoverageClaim.objects.count() == 1


def test_a_dissolved_organisation_leaves_gaps_and_a_merged_one_hands_over() -> None:
    one, two = enterprise(), enterprise()
    gone, merged, into = organisation(), organisation(), organisation()
    covered(one, gone)
    covered(two, merged)
    close_node(node=gone.node, effective=TODAY, now=NOW)
    close_node(node=merged.node, effective=TODAY, now=NOW)
    for _twice in range(2):
        end_what_it_answered_for(OrganisationDissolved(organisation_id=gone.pk))
        hand_over_what_it_answered_for(OrganisationMerged(organisation_id=merged.pk, into_id=into.pk))
    assert spans(one.pk) == [(gone.pk, MOVED_IN, TODAY)]
    assert spans(two.pk) == [(merged.pk, MOVED_IN, TODAY), (into.pk, TODAY, None)]
