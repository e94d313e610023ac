"""Coverage in numbers, against counting by hand."""

from datetime import date, timedelta
from itertools import count, groupby

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.range import DateRange

from liangxin.access.actor import SYSTEM
from liangxin.dashboards.selectors.coverage import (
    CoverageNumbers,
    coverage_by_place,
    coverage_of,
    scope_of,
    share,
)
from liangxin.enterprises.models import Coverage, DesignatedContact, Enterprise, OperatingPlace, StatusSpan
from liangxin.enterprises.selectors.enterprises import EnterpriseFilter, list_enterprises
from tests.enterprises.factories import TODAY, contacted, covered, credit_code, enterprise, label, organisation, user
from tests.places.factories import area, region, tower

pytestmark = pytest.mark.django_db
REGIONS = count(1)
DAYS = [date(2025, 12, 31), date(2026, 6, 1), date(2026, 11, 23)]
BOUNDS = st.sampled_from([date(2025, 1, 1), date(2026, 1, 1), date(2026, 6, 1), date(2026, 8, 20), date(2026, 9, 1)])


def spans(draw: st.DrawFn, most: int) -> list[DateRange]:
    """Up to `most` spans that do not overlap, the last perhaps open."""
    days = sorted(draw(st.sets(BOUNDS, max_size=most * 2)))
    found = [DateRange(start, end) for start, end in zip(days[::2], days[1::2], strict=False)]
    return [*found, DateRange(days[-1], None)] if len(days) % 2 else found


@st.composite
def worlds(draw: st.DrawFn) -> list[dict[str, object]]:
    rows = []
    for number in range(draw(st.integers(1, 7))):
        rows.append(
            {
                "head": draw(st.none() | st.integers(0, number - 1)) if number else None,
                "places": [(draw(st.integers(0, 3)), span) for span in spans(draw, 2)],
                "covered": spans(draw, 2),
                "contacted": spans(draw, 1),
                "status": draw(st.sampled_from(["operating", "operating", "operating", "preparing"])),
            }
        )
    return rows


def holds(span: DateRange, day: date) -> bool:
    return day in span


def build(rows: list[dict[str, object]], towers: list[object]) -> list[Enterprise]:
    made: list[Enterprise] = []
    branch, person = organisation(), user()
    for row in rows:
        head = made[row["head"]] if row["head"] is not None else None  # type: ignore[call-overload]
        while head is not None and head.head_office is not None:
            head = head.head_office
        one = enterprise(status=row["status"], established_on=date(2020, 1, 1), head_office=head)
        OperatingPlace.objects.bulk_create(
            OperatingPlace(enterprise=one, place=towers[at], during=span, is_main=False)
            for at, span in row["places"]  # type: ignore[attr-defined]
        )
        Coverage.objects.bulk_create(
            Coverage(enterprise=one, organisation=branch, mode="own", during=span)
            for span in row["covered"]  # type: ignore[attr-defined]
        )
        DesignatedContact.objects.bulk_create(
            DesignatedContact(enterprise=one, user=person, during=span)
            for span in row["contacted"]  # type: ignore[attr-defined]
        )
        made.append(one)
    return made


def by_hand(rows: list[dict[str, object]], made: list[Enterprise], at: set[int], day: date) -> CoverageNumbers:
    """The same numbers, counted one by one."""
    here = []
    for row, one in zip(rows, made, strict=True):
        since = [span.lower for place, span in row["places"] if place in at and holds(span, day)]  # type: ignore[attr-defined]
        if row["status"] == "operating" and since:
            here.append(
                (
                    one.head_office_id or one.pk, min(since),
                    any(holds(span, day) for span in row["covered"]),  # type: ignore[attr-defined]
                    any(holds(span, day) for span in row["contacted"]),  # type: ignore[attr-defined]
                )
            )  # fmt: skip
    entities = [list(group) for _entity, group in groupby(sorted(here, key=lambda one: one[0]), key=lambda one: one[0])]
    covered_ = [any(one[2] for one in group) for group in entities]
    contacted_ = [any(one[3] for one in group) for group in entities]
    waited = [(day - min(one[1] for one in group)).days for group in entities]
    return CoverageNumbers(
        entities=len(entities), covered=sum(covered_), contacted=sum(contacted_),
        overdue=sum(not held and days > 90 for held, days in zip(covered_, waited, strict=True)),
        late_contact=sum(not held and days > 15 for held, days in zip(contacted_, waited, strict=True)),
        neither=sum(not one and not other for one, other in zip(covered_, contacted_, strict=True)),
    )  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=worlds())
def test_numbers_are_those_counted_by_hand_and_open_exactly_their_rows(rows: list[dict[str, object]]) -> None:
    root = region(f"测试{next(REGIONS)}区")
    west, east = area(root, "西片"), area(root, "东片")
    towers = [tower(west, "甲楼"), tower(west, "乙楼"), tower(east, "丙楼"), tower(east, "丁楼")]
    made = build(rows, towers)
    for day in DAYS:
        expected = by_hand(rows, made, {0, 1, 2, 3}, day)
        assert coverage_of(actor=SYSTEM, scope=scope_of(day=day, place=root)) == expected
        table = coverage_by_place(actor=SYSTEM, scope=scope_of(day=day, place=root), under=root)
        assert {line.place.pk: line.numbers for line in table.lines} == {
            west.pk: by_hand(rows, made, {0, 1}, day),
            east.pk: by_hand(rows, made, {2, 3}, day),
        }
        opened = {
            which: list_enterprises(actor=SYSTEM, asked=EnterpriseFilter(day=day, place=root.pk, counted=which)).count()
            for which in ("all", "covered", "gap", "overdue", "contacted", "uncontacted", "late_contact", "neither")
        }
        assert opened == {
            "all": expected.entities, "covered": expected.covered, "gap": expected.gap, "overdue": expected.overdue,
            "contacted": expected.contacted, "uncontacted": expected.uncontacted,
            "late_contact": expected.late_contact, "neither": expected.neither,
        }  # fmt: skip


def test_by_label_and_by_organisation() -> None:
    root = region()
    spot = tower(area(root))
    branch = organisation(home_place=root)
    one = enterprise(place=spot, labels=(label("chips"),))
    enterprise(place=spot, labels=(label("chips"),))
    elsewhere = enterprise(place=tower(area(region("临江区")), "外楼"))
    covered(one, branch)
    covered(elsewhere, branch)
    chips = coverage_of(actor=SYSTEM, scope=scope_of(day=TODAY, label_id=label("chips").pk))
    assert (chips.entities, chips.covered, chips.covered_share) == (2, 1, share(1, 2))
    ground = coverage_of(actor=SYSTEM, scope=scope_of(day=TODAY, organisation=branch))
    assert (ground.entities, ground.covered) == (3, 2)


def test_a_branch_of_a_covered_head_counts_once_and_only_where_it_works() -> None:
    root = region()
    spot = tower(area(root))
    head = enterprise(place=spot)
    enterprise(place=spot, head_office=head, credit_code=credit_code(9001))
    covered(head, organisation())
    contacted(head, user())
    numbers = coverage_of(actor=SYSTEM, scope=scope_of(day=TODAY, place=spot))
    assert numbers == CoverageNumbers(entities=1, covered=1, contacted=1)


def test_only_those_in_operation_on_the_day() -> None:
    spot = tower(area(region()))
    one = enterprise(place=spot, moved_in=TODAY - timedelta(days=400), established_on=date(2020, 1, 1))
    StatusSpan.objects.filter(enterprise=one).update(status="preparing", during=DateRange(date(2020, 1, 1), TODAY))
    StatusSpan.objects.create(enterprise=one, status="operating", during=DateRange(TODAY, None))
    assert coverage_of(actor=SYSTEM, scope=scope_of(day=TODAY - timedelta(days=1), place=spot)).entities == 0
    assert coverage_of(actor=SYSTEM, scope=scope_of(day=TODAY, place=spot)).entities == 1


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(986, 1047, "94.2"), (9999, 10000, "99.9"), (1, 100_000, "0.1"), (10, 10, "100.0"), (0, 3, "0.0"), (0, 0, "None")],
)
def test_a_share_never_hides_a_remainder(part: int, whole: int, shown: str) -> None:
    assert str(share(part, whole)) == shown
