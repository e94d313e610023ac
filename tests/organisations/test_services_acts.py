"""Renaming, moving, upgrading, merging, dissolving, taking back: the effective day decides."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liangxin.access.actor import SYSTEM, Actor
from liangxin.access.permissions import Permission as AccessPermission
from liangxin.core.errors import NotAllowed, NotFound, Refusal
from liangxin.core.models import OutboxEvent
from liangxin.organisations.models import Organisation, OrganisationAct, PostHolding
from liangxin.organisations.permissions import Permission
from liangxin.organisations.selectors.days import count_on, cross_tab, tree_of_day
from liangxin.organisations.services import acts, endings, recording, ties
from liangxin.organisations.services.acts import change_type, move_organisation, rename_organisation
from liangxin.organisations.services.endings import dissolve_organisation, merge_organisation, take_back_act
from liangxin.organisations.services.founding import NewOrganisation, found_organisation
from liangxin.organisations.services.links import join_alliance
from liangxin.search.selectors import matching_ids
from liangxin.trees.services.nodes import DayBeforeLastChange, NodeMovedUnderItself
from tests.access.factories import actor, make_role
from tests.helpers import at_once
from tests.organisations.factories import (
    NOW,
    OPENED,
    TODAY,
    act,
    again,
    alliance,
    branch,
    committee,
    holding,
    numbers,
    organisation,
    post,
    root,
)
from tests.people.factories import person

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


def system(service: Any, subject: Organisation, **values: Any) -> OrganisationAct:
    values.setdefault("act", act())
    done: OrganisationAct = service(actor=SYSTEM, organisation=subject, now=NOW, **values)
    return done


def names_on(day: date, top: Organisation) -> set[str]:
    return {each.name for each in tree_of_day(actor=SYSTEM, day=day, under=top.pk)}


def test_a_rename_holds_from_its_day_and_is_found() -> None:
    top = committee(root())
    house = branch(top, "启航楼党支部")
    done = system(rename_organisation, house, name="启航楼第一党支部", act=act(date(2024, 3, 12)))
    assert done.facts == {"old_name": "启航楼党支部", "new_name": "启航楼第一党支部", "old_short": ""}
    assert "启航楼党支部" in names_on(date(2024, 3, 11), top)
    assert "启航楼第一党支部" in names_on(date(2024, 3, 12), top)
    assert list(matching_ids(kind="organisation", text="第一党支部")) == [house.pk]


def test_a_move_takes_the_tree_along_and_both_committees_keep_their_past() -> None:
    district = root()
    east, west = committee(district, "东片综合党委"), committee(district, "西片综合党委")
    general = organisation("望潮中心党总支", east, "general_branch")
    branch(general)
    system(move_organisation, general, parent=west, act=act(date(2025, 1, 1)))
    days = (date(2024, 12, 31), date(2025, 1, 1))
    assert [count_on(actor=SYSTEM, day=day, under=east.pk) for day in days] == [3, 1]
    assert [count_on(actor=SYSTEM, day=day, under=west.pk) for day in days] == [1, 3]
    event = OutboxEvent.objects.get(name="organisations.moved")
    assert event.payload == {"organisation_id": general.pk, "old_parent_id": east.pk, "new_parent_id": west.pk}


def test_an_upgrade_counts_from_its_day_and_a_change_on_one_level_is_a_conversion() -> None:
    top = committee(root())
    firm = branch(top, "听潮科技党支部", establishment_mode="separate")
    first = system(change_type, firm, type="general_branch", name="听潮科技党总支", act=act(date(2020, 6, 1)))
    second = system(
        change_type, firm, type="joint_general_branch", establishment_mode="joint", act=act(date(2022, 1, 1))
    )
    assert (first.kind, second.kind) == ("upgrade", "convert")
    assert again(firm).node.name == "听潮科技党总支"
    by_day = {
        day: cross_tab(actor=SYSTEM, day=day, rows="type", columns="mode").counts
        for day in (date(2020, 5, 31), date(2020, 6, 1), date(2022, 1, 1))
    }
    assert by_day[date(2020, 5, 31)][("branch", "separate")] == 1
    assert by_day[date(2020, 6, 1)][("general_branch", "separate")] == 1
    assert by_day[date(2022, 1, 1)][("joint_general_branch", "joint")] == 1
    assert all(sum(counts.values()) == 3 for counts in by_day.values())


def test_a_merger_hands_over_what_is_below_and_tied(monkeypatch: pytest.MonkeyPatch) -> None:
    top = committee(root())
    source, into = (organisation(name, top, "general_branch") for name in ("甲总支", "乙总支"))
    child = branch(source)
    held = holding(post(source), person(source.node))
    handed: list[ties.HandOver] = []
    tie = ties.Tie(
        code="test", sentence="{count}", count=lambda pk, day: 1, hand_over=lambda who, what, now: handed.append(what)
    )
    monkeypatch.setitem(ties.TIES, "test", tie)
    system(merge_organisation, source, into=into)
    assert again(child).node.parent_id == into.pk
    assert handed == [ties.HandOver(source_id=source.pk, into_id=into.pk, effective=TODAY, reason="工作需要")]
    assert again(source).node.during.upper == TODAY
    assert PostHolding.objects.get(pk=held.pk).during.upper == TODAY
    assert count_on(actor=SYSTEM, day=TODAY) == 4
    assert count_on(actor=SYSTEM, day=YESTERDAY) == 5
    done = source.acts.get(kind="merge")
    with pytest.raises(endings.CannotTakeBack):
        take_back_act(actor=SYSTEM, act=done, reason="误", now=NOW)


@pytest.mark.parametrize("kind", ["rename", "move", "change_type", "dissolve"])
def test_the_last_act_is_taken_back_as_if_it_had_never_held(kind: str) -> None:
    district = root()
    top, other = committee(district), committee(district, "西片综合党委")
    house = branch(top, "启航楼党支部", strand="regional", establishment_mode="separate")
    day = date(2025, 5, 1)
    done = {
        "rename": lambda: system(rename_organisation, house, name="新名党支部", act=act(day)),
        "move": lambda: system(move_organisation, house, parent=other, act=act(day)),
        "change_type": lambda: system(
            change_type, house, type="joint_branch", name="联合党支部", strand="industry", establishment_mode="joint",
            act=act(day),
        ),
        "dissolve": lambda: system(dissolve_organisation, house, act=act(day)),
    }[kind]()  # fmt: skip
    take_back_act(actor=SYSTEM, act=done, reason="误办", now=NOW)
    house = again(house)
    assert (house.node.name, house.node.parent_id, house.type.code) == ("启航楼党支部", top.pk, "branch")
    assert (house.strand, house.establishment_mode, house.node.during.upper) == ("regional", "separate", None)
    for each in (day - timedelta(days=1), day, TODAY):
        [row] = [row for row in tree_of_day(actor=SYSTEM, day=each) if row.organisation_id == house.pk]
        assert (row.name, row.parent_id, row.type_code) == ("启航楼党支部", top.pk, "branch")
    done.refresh_from_db()
    assert done.undone_at == NOW
    with pytest.raises(endings.NotTheLastAct):
        take_back_act(actor=SYSTEM, act=done, reason="再误", now=NOW)


def test_dissolving_ends_posts_and_memberships_of_alliances() -> None:
    top = committee(root())
    gone, chips = branch(top), alliance(top)
    [member] = join_alliance(actor=SYSTEM, alliance=chips, members=[gone.node], start=OPENED, now=NOW)
    held = holding(post(gone), person(gone.node))
    system(dissolve_organisation, gone)
    member.refresh_from_db()
    held.refresh_from_db()
    assert (member.during.upper, held.during.upper) == (TODAY, TODAY)


def _world() -> dict[str, Organisation]:
    district = root()
    area = committee(district)
    general = organisation("望潮中心党总支", area, "general_branch")
    return {
        "district": district, "area": area, "general": general, "branch": branch(general, "一支部"),
        "other": branch(area, "二支部"), "alliance": alliance(area),
        "closed": branch(area, "三支部"), "late": organisation("新片区综合党委", district, "comprehensive_committee", opened=TODAY),
    }  # fmt: skip


REFUSED: list[tuple[str, Any, type[Refusal]]] = [
    ("same name", lambda w: system(rename_organisation, w["other"], name="二支部"), acts.NothingChanges),
    ("no name", lambda w: system(rename_organisation, w["other"], name=" "), recording.NameMissing),
    ("sibling's name", lambda w: system(rename_organisation, w["other"], name="望潮中心党总支"), recording.NameTaken),
    ("closed", lambda w: system(rename_organisation, w["closed"], name="新名"), recording.OrganisationIsClosed),
    ("tomorrow", lambda w: system(rename_organisation, w["other"], name="新名", act=act(TODAY + timedelta(days=1))), recording.NotYet),
    ("same parent", lambda w: system(move_organisation, w["other"], parent=w["area"]), acts.NothingChanges),
    ("below itself", lambda w: system(move_organisation, w["area"], parent=w["area"]), NodeMovedUnderItself),
    ("type not there", lambda w: system(move_organisation, w["general"], parent=w["branch"]), recording.TypeNotAllowedHere),
    ("to the top", lambda w: system(move_organisation, w["other"], parent=None), recording.TypeIsNoRoot),
    ("parent later", lambda w: system(move_organisation, w["other"], parent=w["late"], act=act(YESTERDAY)), recording.ParentNotThere),
    ("unknown type", lambda w: system(change_type, w["other"], type="club"), recording.TypeUnknown),
    ("same type", lambda w: system(change_type, w["other"], type="branch"), acts.NothingChanges),
    ("children not allowed", lambda w: system(change_type, w["general"], type="branch"), acts.ChildTypesNotAllowed),
    ("into itself", lambda w: system(merge_organisation, w["other"], into=w["other"]), endings.IntoItself),
    ("into its own branch", lambda w: system(merge_organisation, w["general"], into=w["branch"]), endings.IntoItself),
    ("families differ", lambda w: system(merge_organisation, w["other"], into=w["alliance"]), endings.FamiliesDiffer),
    ("something below", lambda w: system(dissolve_organisation, w["general"]), endings.StillHasBelow),
]  # fmt: skip


@pytest.mark.parametrize(("_case", "attempt", "refusal"), REFUSED, ids=[case for case, _attempt, _refusal in REFUSED])
def test_acts_refused_change_nothing(_case: str, attempt: Any, refusal: type[Refusal]) -> None:
    world = _world()
    system(dissolve_organisation, world["closed"])
    before = (tree_of_day(actor=SYSTEM, day=TODAY), OrganisationAct.objects.count(), OutboxEvent.objects.count())
    with pytest.raises(refusal):
        attempt(world)
    assert before == (
        tree_of_day(actor=SYSTEM, day=TODAY),
        OrganisationAct.objects.count(),
        OutboxEvent.objects.count(),
    )


def test_what_is_tied_keeps_an_organisation_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    house = branch(committee(root()))
    tie = ties.Tie(
        code="test", sentence="{count} 名党员", count=lambda pk, day: 7, hand_over=lambda who, what, now: None
    )
    monkeypatch.setitem(ties.TIES, "test", tie)
    with pytest.raises(endings.StillTied, match="7 名党员"):
        system(dissolve_organisation, house)
    assert again(house).node.during.upper is None


def test_an_act_may_not_precede_the_last_one() -> None:
    house = branch(committee(root()), "旧名")
    system(rename_organisation, house, name="新名", act=act(date(2025, 1, 1)))
    with pytest.raises(DayBeforeLastChange):
        system(rename_organisation, house, name="更新名", act=act(date(2024, 1, 1)))
    with pytest.raises(endings.NotTheLastAct):
        take_back_act(actor=SYSTEM, act=house.acts.get(kind="found"), reason="误", now=NOW)


def test_rights_of_acts() -> None:
    district = root()
    mine, other = committee(district), committee(district, "保税片区综合党委")
    house, foreign = branch(mine), branch(other)
    officer = actor("organisation_officer", mine.node)

    def move(who: Actor, what: Organisation, to: Organisation, day: date = TODAY) -> None:
        move_organisation(actor=who, organisation=what, parent=to, act=act(day), now=NOW)

    with pytest.raises(NotFound):
        move(officer, foreign, mine)
    with pytest.raises(NotFound):
        move(officer, house, other)
    with pytest.raises(NotAllowed):
        rename_organisation(
            actor=actor("branch_secretary", house.node), organisation=house, name="新名", act=act(), now=NOW
        )
    with pytest.raises(recording.BackdatingNotAllowed):
        rename_organisation(actor=officer, organisation=house, name="新名", act=act(YESTERDAY), now=NOW)
    allowed = make_role(
        [Permission.ORGANISATION_READ, Permission.ORGANISATION_RESTRUCTURE, AccessPermission.HISTORY_BACKDATE]
    )
    rename_organisation(actor=actor(allowed, mine.node), organisation=house, name="新名", act=act(YESTERDAY), now=NOW)
    assert again(house).node.name == "新名"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["move", "upgrade", "dissolve", "found"]), st.integers(0, 7), st.integers(0, 7), st.integers(0, 60)),
        max_size=12,
    )
)  # fmt: skip
def test_the_counts_of_every_day_are_those_of_the_acts_up_to_then(steps: list[tuple[str, int, int, int]]) -> None:
    """A plain model kept beside: what each organisation was on each day."""
    first = TODAY - timedelta(days=70)
    district = root(f"区{next(numbers)}", opened=first)
    areas = [committee(district, f"片{number}", opened=first) for number in range(2)]
    branches = [branch(areas[number % 2], f"支{number}", opened=first) for number in range(4)]
    days = sorted({first + timedelta(days=day) for _kind, _a, _b, day in steps} | {first, TODAY})
    model: dict[int, dict[str, Any]] = {
        each.pk: {"parent": parent, "type": each.type.code, "alive": True}
        for each, parent in [(district, None), *((area, district.pk) for area in areas)]
    } | {each.pk: {"parent": each.node.parent_id, "type": "branch", "alive": True} for each in branches}
    expected: dict[date, dict[int, tuple[int | None, str]]] = {}
    ordered = sorted(steps, key=lambda step: step[3])
    for day in days:
        for kind, a, b, offset in ordered:
            if first + timedelta(days=offset) != day:
                continue
            subject, area = branches[a % len(branches)], areas[b % 2]
            state = model[subject.pk]
            try:
                if kind == "move":
                    system(move_organisation, subject, parent=area, act=act(day))
                    state["parent"] = area.pk
                elif kind == "upgrade":
                    system(change_type, subject, type="general_branch", act=act(day))
                    state["type"] = "general_branch"
                elif kind == "dissolve":
                    system(dissolve_organisation, subject, act=act(day))
                    state["alive"] = False
                else:
                    new = NewOrganisation(name=f"新{next(numbers)}", type="branch", parent=area, opened=day)
                    made = found_organisation(actor=SYSTEM, new=new, now=NOW)
                    branches.append(made)
                    model[made.pk] = {"parent": area.pk, "type": "branch", "alive": True}
            except Refusal:
                pass
        expected[day] = {pk: (each["parent"], each["type"]) for pk, each in model.items() if each["alive"]}
    for day in days:
        rows = tree_of_day(actor=SYSTEM, day=day, under=district.pk)
        assert {row.organisation_id: (row.parent_id, row.type_code) for row in rows} == expected[day]
        assert count_on(actor=SYSTEM, day=day, under=areas[0].pk) == 1 + sum(
            parent == areas[0].pk for parent, _type in expected[day].values()
        )


@pytest.mark.django_db(transaction=True)
def test_two_crossing_moves_at_once_never_make_a_circle() -> None:
    district = root()
    east, west = committee(district, "东片综合党委"), committee(district, "西片综合党委")

    def move(what: Organisation, to: Organisation) -> None:
        move_organisation(actor=SYSTEM, organisation=what, parent=to, act=act(), now=NOW)

    outcomes = at_once(lambda: move(east, west), lambda: move(west, east))
    assert sorted(type(each).__name__ for each in outcomes) == ["NodeMovedUnderItself", "NoneType"]
    assert count_on(actor=SYSTEM, day=TODAY, under=district.pk) == 3


@pytest.mark.django_db(transaction=True)
def test_two_foundings_of_one_name_at_once_leave_one() -> None:
    top = committee(root())
    new = NewOrganisation(name="启航楼党支部", type="branch", parent=top, opened=TODAY)

    def found() -> None:
        found_organisation(actor=SYSTEM, new=new, now=NOW)

    outcomes = at_once(found, found)
    assert sorted(type(each).__name__ for each in outcomes) == ["NameTaken", "NoneType"]
    assert Organisation.objects.filter(node__name="启航楼党支部").count() == 1
