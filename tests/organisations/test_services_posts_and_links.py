"""Posts and ties: each refusal once, and that nothing happened; who holds a post is decided by the database."""

from datetime import date, timedelta
from typing import Any

import pytest

from liangxin.access.actor import SYSTEM
from liangxin.core.errors import NotAllowed, NotFound, Refusal
from liangxin.core.models import OutboxEvent
from liangxin.organisations.models import AllianceMember, OrganisationLead, Post, PostHolding, Recognition, Tag
from liangxin.organisations.selectors.links import (
    alliance_members,
    alliances_of,
    leads_of,
    led_by,
    list_alliances,
    list_tags,
    tagged_ids,
)
from liangxin.organisations.selectors.organisations import children_of, list_public, reached
from liangxin.organisations.selectors.posts import (
    list_cross_postings,
    list_ends_of_term,
    list_secondments_ending,
    list_vacancies,
    posts_of,
)
from liangxin.organisations.services import links, organisations, posts, recording, types
from liangxin.organisations.services.founding import CodeTaken, OverseasNeedsCountry
from liangxin.organisations.services.links import (
    add_lead,
    award_recognition,
    award_recognition_within,
    create_tag,
    join_alliance,
    link_tag,
)
from liangxin.organisations.services.organisations import OrganisationDetails, change_organisation
from liangxin.organisations.services.posts import NewHolding, NewPost, appoint, close_post, create_post, end_holding
from tests.access.factories import actor, make_node
from tests.helpers import at_once, queries
from tests.organisations.factories import (
    NOW,
    OPENED,
    TODAY,
    again,
    alliance,
    branch,
    committee,
    holding,
    organisation,
    post,
    root,
)
from tests.people.factories import person
from tests.places.factories import area as area_place
from tests.places.factories import region

pytestmark = pytest.mark.django_db


def test_a_post_is_filled_and_vacated_and_says_since_when() -> None:
    home = branch(committee(root()))
    seat, somebody = post(home), person(home.node)
    assert posts_of(organisation=home, day=TODAY)[0].vacant_since == OPENED
    held = holding(seat, somebody, start=date(2024, 1, 1))
    assert OutboxEvent.objects.filter(name="organisations.post_filled").count() == 1
    end_holding(actor=SYSTEM, holding=held, end=date(2026, 11, 2), reason="调离", now=NOW)
    [now] = posts_of(organisation=home, day=TODAY)
    assert (now.holding, now.vacant_since) == (None, date(2026, 11, 2))
    [then] = posts_of(organisation=home, day=date(2026, 11, 1))
    assert then.holding is not None
    assert then.holding.pk == held.pk
    assert [each.vacant_since for each in list_vacancies(actor=SYSTEM, today=TODAY)] == [date(2026, 11, 2)]


def _seat(home: Any) -> tuple[Post, Any]:
    seat = post(home, opened=date(2020, 1, 1))
    return seat, person(home.node)


CASES: list[tuple[str, dict[str, Any], type[Refusal]]] = [
    ("held then", {"start": date(2024, 6, 1)}, posts.PostHeldThen),
    ("before the post", {"start": date(2019, 1, 1), "end": date(2019, 6, 1)}, posts.OutsidePost),
    ("ends before start", {"start": date(2023, 1, 1), "end": date(2022, 1, 1)}, posts.EndsBeforeStart),
    ("end of a secondment that is none", {"start": date(2021, 1, 1), "end": date(2022, 1, 1), "secondment_ends_on": TODAY}, posts.SecondmentEndOnly),
    ("seconded from nowhere", {"start": date(2021, 1, 1), "end": date(2022, 1, 1), "source": "seconded"}, posts.SecondmentNeedsHomeUnit),
]  # fmt: skip


@pytest.mark.parametrize(("_case", "values", "refusal"), CASES, ids=[case for case, _values, _refusal in CASES])
def test_appointments_refused(_case: str, values: dict[str, Any], refusal: type[Refusal]) -> None:
    home = branch(committee(root()))
    seat, somebody = _seat(home)
    holding(seat, person(home.node, "陈静"), start=date(2024, 1, 1))
    with pytest.raises(refusal):
        appoint(actor=SYSTEM, new=NewHolding(post=seat, person=somebody, **values), now=NOW)
    assert PostHolding.objects.count() == 1


def test_kinds_of_posts_belong_to_families_of_bodies() -> None:
    home = branch(committee(root()))
    for kind, refusal in (("president", posts.PostKindUnknown), ("women_chair", posts.PostKindNotHere)):
        with pytest.raises(refusal):
            create_post(actor=SYSTEM, new=NewPost(organisation=home, kind=kind, opened=TODAY), now=NOW)
    assert not Post.objects.exists()


def test_a_seat_is_given_up_only_empty_and_a_holding_ends_once() -> None:
    home = branch(committee(root()))
    seat, somebody = _seat(home)
    held = holding(seat, somebody, start=date(2024, 1, 1))
    with pytest.raises(posts.PostStillHeld):
        close_post(actor=SYSTEM, post=seat, end=TODAY, now=NOW)
    with pytest.raises(posts.EndsBeforeStart):
        end_holding(actor=SYSTEM, holding=held, end=date(2023, 1, 1), reason="误", now=NOW)
    end_holding(actor=SYSTEM, holding=held, end=TODAY, reason="届满", now=NOW)
    with pytest.raises(posts.HoldingEnded):
        end_holding(actor=SYSTEM, holding=held, end=TODAY, reason="再次", now=NOW)
    assert close_post(actor=SYSTEM, post=seat, end=TODAY, now=NOW).during.upper == TODAY


def test_posts_are_kept_within_reach() -> None:
    district = root()
    mine, other = branch(committee(district)), branch(committee(district, "保税片区综合党委"))
    secretary = actor("branch_secretary", mine.node)
    new = NewPost(organisation=mine, kind="secretary", opened=TODAY)
    create_post(actor=secretary, new=new, now=NOW)
    with pytest.raises(NotFound):
        create_post(actor=secretary, new=NewPost(organisation=other, kind="secretary", opened=TODAY), now=NOW)
    with pytest.raises(NotAllowed):
        create_post(actor=actor("viewer", mine.node), new=new, now=NOW)
    seat = post(mine, "deputy_secretary")
    with pytest.raises(recording.BackdatingNotAllowed):
        past = NewHolding(post=seat, person=person(mine.node), start=TODAY - timedelta(days=1))
        appoint(actor=secretary, new=past, now=NOW)
    assert Post.objects.count() == 2


def test_terms_secondments_and_cross_postings_are_seen_within_reach() -> None:
    district = root()
    top, other = committee(district), committee(district, "保税片区综合党委")
    soon = branch(top, term_starts_on=date(2024, 1, 1), term_ends_on=TODAY + timedelta(days=90))
    branch(top, term_starts_on=date(2024, 1, 1), term_ends_on=TODAY + timedelta(days=91))
    founder = person(soon.node, "查微")
    holding(post(soon), founder)
    women = organisation("科技馆妇联", top, "women_federation")
    holding(post(women, "women_chair"), founder)
    seconded = person(top.node, "向东")
    holding(
        post(top, "commissioner"), seconded, source="seconded", home_unit_name="管理局",
        secondment_ends_on=TODAY + timedelta(days=30),
    )  # fmt: skip
    who = actor("organisation_officer", top.node)
    with queries(at_most=4):
        assert [each.pk for each in list_ends_of_term(actor=who, today=TODAY)] == [soon.pk]
        assert [each.person_id for each in list_cross_postings(actor=who, today=TODAY)] == [
            seconded.pk,
            founder.pk,
            founder.pk,
        ]
        assert [each.person_id for each in list_secondments_ending(actor=who, today=TODAY)] == [seconded.pk]
    stranger = actor("organisation_officer", other.node)
    assert not list_ends_of_term(actor=stranger, today=TODAY).exists()
    assert not list_cross_postings(actor=stranger, today=TODAY).exists()


def test_joint_leads_are_dated_and_reach_the_public_part() -> None:
    district = root()
    town, group = committee(district, "镇党委"), committee(district, "集团党委")
    port = branch(town, "汽车创新港党支部", opened=date(2018, 6, 15))
    lead = add_lead(actor=SYSTEM, organisation=port, lead=group, start=date(2018, 6, 15), now=NOW)
    assert [each.lead_id for each in leads_of(organisation=port, day=TODAY)] == [group.pk]
    assert list(leads_of(organisation=port, day=date(2018, 6, 14))) == []
    of_group = actor("organisation_officer", group.node)
    assert [each.organisation_id for each in led_by(actor=of_group, lead=group, day=TODAY)] == [port.pk]
    links.end_lead(actor=SYSTEM, lead=lead, end=TODAY, reason="调整", now=NOW)
    assert not reached(actor=of_group).filter(pk=port.pk).exists()


def test_leads_refused() -> None:
    district = root()
    top = committee(district)
    home = branch(top)
    other = committee(district, "集团党委")
    add_lead(actor=SYSTEM, organisation=home, lead=other, start=OPENED, now=NOW)
    for lead, refusal in ((home, links.LeadsItself), (top, links.LeadIsParent), (other, links.LeadExists)):
        with pytest.raises(refusal):
            add_lead(actor=SYSTEM, organisation=home, lead=lead, start=TODAY, now=NOW)
    assert OrganisationLead.objects.count() == 1


def test_alliances_have_dated_members_of_two_kinds() -> None:
    top = committee(root())
    chips, home, firm = alliance(top), branch(top), make_node("某公司", kind="enterprise")
    join_alliance(actor=SYSTEM, alliance=chips, members=[home.node, firm], start=date(2025, 1, 1), now=NOW)
    assert alliance_members(alliance=chips, day=date(2024, 12, 31)).count() == 0
    assert {each.node_id for each in alliance_members(alliance=chips, day=TODAY)} == {home.pk, firm.pk}
    assert [each.pk for each in alliances_of(node_id=firm.pk, day=TODAY)] == [chips.pk]
    assert [each.size for each in list_alliances(actor=SYSTEM, today=TODAY)] == [2]
    attempts: list[tuple[Any, list[Any], type[Refusal]]] = [
        (home, [firm], links.NotAnAlliance),
        (chips, [make_node(kind="station")], links.MemberKind),
        (chips, [firm], links.AlreadyInAlliance),
    ]
    for where, members, refusal in attempts:
        with pytest.raises(refusal):
            join_alliance(actor=SYSTEM, alliance=where, members=members, start=TODAY, now=NOW)
    assert AllianceMember.objects.count() == 2


def test_titles_and_tags_are_kept_within_reach() -> None:
    top = committee(root())
    home, elsewhere = branch(top), make_node("别处")
    who = actor("organisation_officer", top.node)
    values: dict[str, Any] = {"title": "市示范点", "level": "municipal", "awarded_by": "市委", "awarded_on": TODAY}
    award_recognition(actor=who, holder=home, **values)
    with pytest.raises(links.RecognitionSpan):
        award_recognition(actor=who, holder=home, valid_to=OPENED, **values)
    with pytest.raises(NotFound):
        award_recognition_within(actor=who, node=elsewhere, **values)
    assert Recognition.objects.count() == 1
    tag = create_tag(actor=who, code="chips", name="芯片", group="industry", area=top.node)
    with pytest.raises(links.TagTaken):
        create_tag(actor=who, code="chips", name="芯片二", group="industry", area=top.node)
    with pytest.raises(NotFound):
        create_tag(actor=who, code="other", name="别处", group="industry", area=elsewhere)
    with pytest.raises(NotFound):
        link_tag(actor=who, tag=tag, nodes=[elsewhere])
    link_tag(actor=who, tag=tag, nodes=[home.node])
    assert list(tagged_ids(tag_id=tag.pk)) == [home.pk]
    assert [each.pk for each in list_tags(paths=[home.node.path])] == [tag.pk]
    assert list(list_tags(paths=[elsewhere.path])) == []
    assert Tag.objects.count() == 1


def test_details_are_corrected_and_the_present_span_with_them() -> None:
    top = committee(root())
    home = branch(top, strand="regional")
    branch(top, code="BG-1")
    change_organisation(
        actor=SYSTEM, organisation=home, details=OrganisationDetails(strand="industry", telephone="1"), now=NOW
    )
    assert (again(home).strand, home.type_spans.get().strand) == ("industry", "industry")
    for details, refusal in (
        (OrganisationDetails(code="BG-1"), CodeTaken),
        (OrganisationDetails(is_overseas=True), OverseasNeedsCountry),
    ):
        with pytest.raises(refusal):
            change_organisation(actor=SYSTEM, organisation=home, details=details, now=NOW)
    assert (again(home).code, again(home).is_overseas) == ("", False)
    abroad = OrganisationDetails(is_overseas=True, country="白俄罗斯")
    assert change_organisation(actor=SYSTEM, organisation=home, details=abroad, now=NOW).is_public is False
    assert organisations.UNCHANGED is OrganisationDetails().code


def test_visitors_see_public_bodies_and_none_abroad() -> None:
    place = area_place(region())
    top = committee(root(), home_place=place)
    shown = branch(top, home_place=place)
    branch(top, is_public=False, home_place=place)
    organisation("海外支部", top, "project_branch", is_overseas=True, country="白俄罗斯", home_place=place)
    assert {each.pk for each in list_public(today=TODAY, place=place.node.path)} == {top.pk, shown.pk}


def test_a_child_type_in_use_is_not_taken_away() -> None:
    branch(committee(root()))
    kind = again(root("另一区")).type
    with pytest.raises(NotAllowed):
        types.define_type(actor=actor("viewer", make_node()), type_=kind, name=kind.name, children=[])
    with pytest.raises(types.ChildTypeInUse):
        types.define_type(actor=SYSTEM, type_=kind, name=kind.name, children=["branch"])
    assert kind.children.filter(code="comprehensive_committee").exists()


@pytest.mark.django_db(transaction=True)
def test_two_appointments_to_one_post_at_once_leave_one() -> None:
    home = branch(committee(root()))
    seat = post(home)
    people = [person(home.node, name) for name in ("陈静", "周宁")]

    def take(who: Any) -> None:
        appoint(actor=SYSTEM, new=NewHolding(post=seat, person=who, start=TODAY), now=NOW)

    outcomes = at_once(lambda: take(people[0]), lambda: take(people[1]))
    assert sorted(type(each).__name__ for each in outcomes) == ["NoneType", "PostHeldThen"]
    assert PostHolding.objects.filter(post=seat).count() == 1


def test_the_tops_of_what_one_reaches_are_ones_own_node_and_whom_it_leads_besides() -> None:
    district = root()
    mine, other = committee(district), committee(district, "保税片区综合党委")
    led = branch(other)
    add_lead(actor=SYSTEM, organisation=led, lead=mine, start=OPENED, now=NOW)
    tops = children_of(actor=actor("organisation_officer", mine.node), parent_id=None, today=TODAY)
    assert {each.pk for each in tops} == {mine.pk, led.pk}
    everything = children_of(actor=SYSTEM, parent_id=None, today=TODAY)
    assert [(each.pk, each.has_below) for each in everything] == [(district.pk, True)]
