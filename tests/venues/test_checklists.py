"""Templates of spaces and standards (#100, #106, #108)."""

from datetime import timedelta

import pytest

from liangxin.access.actor import SYSTEM
from liangxin.core.errors import NotAllowed, NotFound, RuleBroken
from liangxin.venues.models import ChecklistLine, ChecklistState, Station
from liangxin.venues.prepare_offers import prepare_offers
from liangxin.venues.rules_offers import counted, months_later, told_as_sum
from liangxin.venues.selectors.checklists import held_of, lines_of, template_by_code, template_counts, to_improve
from liangxin.venues.services.checklists import (
    LineValues,
    StateValues,
    TemplateValues,
    hold_against,
    put_template,
    remove_own_line,
    set_own_line,
    set_state,
)
from tests.access.factories import NOW, TODAY, actor
from tests.helpers import queries
from tests.venues.factories import make_place, make_station

pytestmark = pytest.mark.django_db


@pytest.fixture
def station() -> Station:
    prepare_offers(NOW)
    return make_station("创新港站")


def test_two_rooms_five_halls_one_post_are_eight_unnamed_spaces(station: Station) -> None:
    template = template_by_code(code="two_rooms_five_halls_one_post")
    hold_against(actor=SYSTEM, station=station, template=template, today=TODAY)
    (held,) = held_of(station=station, day=TODAY)
    assert (held.as_sum, held.wanted, held.met) == ("2+5+1", 8, 0)
    assert [line.name for line in lines_of(template=template)] == [
        ""
    ] * 8  # the source gives no names: none is invented
    line = lines_of(template=template)[0]
    set_state(
        actor=SYSTEM, checklist=held.checklist, line=line, today=TODAY,
        values=StateValues(state="met", name="会客室", evidence="一楼"),
    )  # fmt: skip
    (held,) = held_of(station=station, day=TODAY)
    assert [(one.group, one.met, one.wanted) for one in held.groups] == [("室", 1, 2), ("厅", 0, 5), ("岗", 0, 1)]
    assert held.points[0].name == "会客室"


def test_the_standard_has_six_haves_and_rooms_of_its_own(station: Station) -> None:
    template = template_by_code(code="six_haves")
    assert [line.name for line in lines_of(template=template)] == [
        "有场所", "有设施", "有标志", "有党旗", "有书报", "有制度",
    ]  # fmt: skip
    checklist = hold_against(actor=SYSTEM, station=station, template=template, today=TODAY)
    for name in ("书吧", "静谈室"):
        set_own_line(
            actor=SYSTEM,
            checklist=checklist,
            values=StateValues(state="met", name=name, evidence="已开放"),
            today=TODAY,
        )
    with queries(exactly=3):
        (held,) = held_of(station=station, day=TODAY)
    assert ([point.name for point in held.own], held.wanted) == (["书吧", "静谈室"], 6)
    own = ChecklistState.objects.get(name="书吧")
    remove_own_line(actor=SYSTEM, own=own)
    assert len(held_of(station=station, day=TODAY)[0].own) == 1


def test_a_check_runs_out_after_its_months(station: Station) -> None:
    template = template_by_code(code="six_haves")
    checklist = hold_against(actor=SYSTEM, station=station, template=template, today=TODAY)
    line = lines_of(template=template)[0]
    state = set_state(
        actor=SYSTEM, checklist=checklist, line=line, values=StateValues(state="met", evidence="一楼"), today=TODAY
    )
    assert state.expires_on == months_later(TODAY, 12)
    before, after = state.expires_on - timedelta(days=1), state.expires_on
    assert held_of(station=station, day=before)[0].points[0].is_met
    run_out = held_of(station=station, day=after)[0].points[0]
    assert (run_out.is_met, run_out.has_run_out) == (False, True)
    assert to_improve(actor=SYSTEM, day=TODAY).count() == 0
    assert to_improve(actor=SYSTEM, day=after).count() == 1
    assert [(one.template.code, one.stations, one.open_points) for one in template_counts(actor=SYSTEM, day=after)] == [
        ("two_rooms_five_halls_one_post", 0, 0), ("six_haves", 1, 1), ("five_functions", 0, 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("_case", "values", "code"),
    [
        ("met without evidence", StateValues(state="met"), "venues.evidence_missing"),
        ("due without remedy", StateValues(state="missing", remedy_due=TODAY), "venues.remedy_missing"),
        (
            "tomorrow",
            StateValues(state="missing", checked_on=TODAY + timedelta(days=1)),
            "venues.checked_in_the_future",
        ),
    ],
)
def test_a_state_that_says_too_little_is_refused(station: Station, _case: str, values: StateValues, code: str) -> None:
    template = template_by_code(code="six_haves")
    checklist = hold_against(actor=SYSTEM, station=station, template=template, today=TODAY)
    with pytest.raises(RuleBroken) as refused:
        set_state(actor=SYSTEM, checklist=checklist, line=lines_of(template=template)[0], values=values, today=TODAY)
    assert (refused.value.code, ChecklistState.objects.count()) == (code, 0)


def test_a_template_without_own_lines_takes_none_and_is_held_once(station: Station) -> None:
    template = template_by_code(code="five_functions")
    assert [line.name for line in lines_of(template=template)] == [""] * 5
    checklist = hold_against(actor=SYSTEM, station=station, template=template, today=TODAY)
    with pytest.raises(RuleBroken) as refused:
        set_own_line(actor=SYSTEM, checklist=checklist, values=StateValues(state="missing", name="书吧"), today=TODAY)
    assert refused.value.code == "venues.no_own_lines"
    with pytest.raises(RuleBroken) as refused:
        hold_against(actor=SYSTEM, station=station, template=template, today=TODAY)
    assert refused.value.code == "venues.held_already"


def test_only_a_district_changes_templates_and_a_used_line_stays(station: Station) -> None:
    template = template_by_code(code="six_haves")
    values = TemplateValues(code="six_haves", sort="standard", name="六有 N 室", lines=(LineValues(name="有场所"),))
    with pytest.raises(NotAllowed):
        put_template(actor=actor("station_keeper", station.node), values=values, template=template)
    checklist = hold_against(actor=SYSTEM, station=station, template=template, today=TODAY)
    line = lines_of(template=template)[3]
    set_state(actor=SYSTEM, checklist=checklist, line=line, values=StateValues(state="missing"), today=TODAY)
    with pytest.raises(RuleBroken) as refused:
        put_template(actor=SYSTEM, values=values, template=template)
    assert refused.value.code == "venues.line_in_use"
    assert ChecklistLine.objects.filter(template=template).count() == 6


def test_a_keeper_elsewhere_knows_of_none(station: Station) -> None:
    template = template_by_code(code="six_haves")
    checklist = hold_against(actor=SYSTEM, station=station, template=template, today=TODAY)
    stranger = actor("station_keeper", make_station("别处", place=make_place()).node)
    with pytest.raises(NotFound):
        set_state(
            actor=stranger, checklist=checklist, line=lines_of(template=template)[0],
            values=StateValues(state="missing"), today=TODAY,
        )  # fmt: skip
    assert to_improve(actor=stranger, day=TODAY).count() == 0


def test_counts_are_said_as_a_sum() -> None:
    groups = counted([("室", True), ("厅", False), ("室", False), ("岗", True)])
    assert [(one.group, one.wanted, one.met, one.missing) for one in groups] == [
        ("室", 2, 1, 1),
        ("厅", 1, 0, 1),
        ("岗", 1, 1, 0),
    ]
    assert told_as_sum(groups) == "2+1+1"
