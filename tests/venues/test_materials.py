"""Materials by oneself (#127), and the list of projects that branches order from (#126)."""

from datetime import timedelta

import pytest

from liangxin.access.actor import SYSTEM
from liangxin.core.errors import NotAllowed, NotFound, RuleBroken
from liangxin.notifications.models import Notice
from liangxin.venues.models import MaterialItem, MaterialLoan, ProjectItem, ProjectOrder, Station
from liangxin.venues.prepare_offers import prepare_offers
from liangxin.venues.selectors.materials import (
    ProjectFilter,
    list_loans,
    list_project_categories,
    list_projects,
    themes_of,
)
from liangxin.venues.services.materials import (
    MaterialValues,
    put_material,
    remind_of_loans,
    return_material,
    take_material,
    write_off,
)
from liangxin.venues.services.projects import (
    NewOrder,
    ProjectValues,
    answer_order,
    order_project,
    put_project,
    put_project_category,
    withdraw_order,
)
from tests.access.factories import NOW, TODAY, actor
from tests.helpers import at_once
from tests.venues.factories import make_organisation, make_place, make_station
from tests.venues.offer_factories import own

DAY = timedelta(days=1)


def _item(station: Station | None = None, **values: object) -> MaterialItem:
    given = {"name": "雨伞", "stock": 2, **values}
    return put_material(actor=SYSTEM, station=station or make_station(), values=MaterialValues(**given))  # type: ignore[arg-type]


def _left(item: MaterialItem) -> int:
    row = MaterialItem.objects.get(pk=item.pk)
    return row.stock - row.away


@pytest.mark.django_db
def test_taken_and_brought_back_by_oneself() -> None:
    item, me = _item(loan_days=7), own()
    loan = take_material(actor=me, material=item, pieces=1, key="k1", now=NOW, today=TODAY)
    assert (loan.status, loan.due_on, _left(item)) == ("out", TODAY + timedelta(days=7), 1)
    again = take_material(actor=me, material=item, pieces=1, key="k1", now=NOW, today=TODAY)
    assert (again.pk, _left(item)) == (loan.pk, 1)
    return_material(actor=me, loan_id=loan.pk, now=NOW)
    return_material(actor=me, loan_id=loan.pk, now=NOW)
    assert (_left(item), MaterialLoan.objects.get().status) == (2, "returned")


@pytest.mark.django_db
def test_what_is_for_keeps_leaves_the_stock() -> None:
    item = _item(name="笔记本", stock=10, sort="take", most_a_time=5)
    loan = take_material(actor=own(), material=item, pieces=3, key="k", now=NOW, today=TODAY)
    assert (loan.status, loan.due_on, _left(item)) == ("taken", None, 7)
    with pytest.raises(RuleBroken) as refused:
        return_material(actor=SYSTEM, loan_id=loan.pk, now=NOW)
    assert refused.value.code == "venues.loan_closed"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("_case", "values", "pieces", "code"),
    [
        ("none left", {"stock": 0}, 1, "venues.none_left"),
        ("too many", {"most_a_time": 1}, 2, "venues.too_many_pieces"),
        ("at the desk", {"is_self_service": False}, 1, "venues.not_self_service"),
    ],
)
def test_a_pick_up_that_cannot_be_is_refused(_case: str, values: dict[str, object], pieces: int, code: str) -> None:
    item = _item(**values)
    left = _left(item)
    with pytest.raises(RuleBroken) as refused:
        take_material(actor=own(), material=item, pieces=pieces, key="k", now=NOW, today=TODAY)
    assert (refused.value.code, _left(item), MaterialLoan.objects.count()) == (code, left, 0)


@pytest.mark.django_db
def test_lost_pieces_leave_the_stock_and_may_be_found_again() -> None:
    item = _item()
    loan = take_material(actor=own(), material=item, pieces=1, key="k", now=NOW, today=TODAY)
    keeper = actor("station_keeper", item.station.node)
    write_off(actor=keeper, loan_id=loan.pk, reason="遗失", now=NOW)
    assert MaterialItem.objects.values_list("stock", "away").get(pk=item.pk) == (1, 0)
    return_material(actor=keeper, loan_id=loan.pk, now=NOW)
    assert MaterialItem.objects.values_list("stock", "away").get(pk=item.pk) == (2, 0)


@pytest.mark.django_db
def test_stock_is_never_below_what_is_away_and_others_loans_are_unknown() -> None:
    item = _item()
    loan = take_material(actor=own(), material=item, pieces=1, key="k", now=NOW, today=TODAY)
    with pytest.raises(RuleBroken) as refused:
        put_material(actor=SYSTEM, station=item.station, values=MaterialValues(name="雨伞", stock=0), material=item)
    assert refused.value.code == "venues.stock_below_away"
    with pytest.raises(NotFound):
        return_material(actor=own(), loan_id=loan.pk, now=NOW)
    assert MaterialLoan.objects.get().status == "out"


@pytest.mark.django_db
def test_loans_are_reminded_once_a_day_before_and_after() -> None:
    item = _item(loan_days=7)
    take_material(actor=own(), material=item, pieces=1, key="k", now=NOW, today=TODAY)
    assert remind_of_loans(now=NOW, today=TODAY) == 0
    assert remind_of_loans(now=NOW, today=TODAY + 6 * DAY) == 1
    assert remind_of_loans(now=NOW, today=TODAY + 6 * DAY) == 0
    assert remind_of_loans(now=NOW, today=TODAY + 8 * DAY) == 1
    assert list_loans(actor=SYSTEM, overdue_on=TODAY + 8 * DAY).count() == 1


@pytest.mark.django_db(transaction=True)
def test_six_at_once_for_two_umbrellas_are_two() -> None:
    item = _item()
    actors = [own() for _number in range(6)]
    results = at_once(
        *[
            lambda one=one: take_material(actor=one, material=item, pieces=1, key="k", now=NOW, today=TODAY)
            for one in actors
        ]
    )
    assert sum(isinstance(one, MaterialLoan) for one in results) == 2
    assert {one.code for one in results if not isinstance(one, MaterialLoan)} == {"venues.none_left"}
    assert (_left(item), MaterialLoan.objects.count()) == (0, 2)


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_five_times_at_once_is_one_pick_up() -> None:
    item, me = _item(stock=9), own()
    at_once(
        *[
            lambda: take_material(actor=me, material=item, pieces=1, key="k", now=NOW, today=TODAY)
            for _number in range(5)
        ]
    )
    assert (_left(item), MaterialLoan.objects.count()) == (8, 1)


# ------------------------------------------------------------------------------------------------------- projects


def _project(station: Station, **values: object) -> ProjectItem:
    prepare_offers(NOW)
    given = {"name": "集体政治生日", "category": list_project_categories()[0], "themes": ("仪式", "学习"), **values}
    return put_project(actor=SYSTEM, station=station, values=ProjectValues(**given))  # type: ignore[arg-type]


@pytest.mark.django_db
def test_five_categories_come_unnamed_and_are_named_by_the_district() -> None:
    prepare_offers(NOW)
    assert len(list_project_categories()) == 5
    district = make_place("滨港区", level="region")
    put_project_category(actor=actor("district_officer", district.node), code="aspect_1", name="学习教育", position=10)
    assert list_project_categories()[0].name == "学习教育"
    with pytest.raises(NotAllowed):
        put_project_category(actor=actor("place_officer", make_place(parent=district).node), code="aspect_1", name="x")


@pytest.mark.django_db
def test_a_branch_orders_and_the_station_answers() -> None:
    station, branch = make_station("政治生活馆"), make_organisation("云帆支部", home=make_place())
    project = _project(station)
    assert themes_of(project=project) == ["仪式", "学习"]
    secretary = actor("branch_secretary", branch.node)
    assert list(list_projects(actor=secretary, narrowed=ProjectFilter(theme="仪式"))) == [project]
    new = NewOrder(organisation=branch, starts_at=NOW + 5 * DAY, headcount=20)
    order = order_project(actor=secretary, project=project, new=new, now=NOW)
    with pytest.raises(RuleBroken) as refused:
        order_project(actor=secretary, project=project, new=new, now=NOW)
    assert refused.value.code == "venues.ordered_already"
    keeper = actor("station_keeper", station.node)
    answer_order(actor=keeper, order_id=order.pk, status="agreed", answer="二楼见", now=NOW)
    notice = Notice.objects.get()
    assert (notice.user_id, notice.facts["answer"]) == (secretary.user_id, "二楼见")
    with pytest.raises(NotAllowed):
        answer_order(actor=secretary, order_id=order.pk, status="done", answer="", now=NOW)
    withdraw_order(actor=secretary, order_id=order.pk, now=NOW)
    assert ProjectOrder.objects.get().status == "cancelled"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("_case", "days", "people", "code"),
    [("too late", 1, 20, "venues.ordered_too_late"), ("too many", 5, 90, "venues.too_many_people")],
)
def test_an_order_that_cannot_be_is_refused(_case: str, days: int, people: int, code: str) -> None:
    station, branch = make_station(), make_organisation(home=make_place())
    project = _project(station)
    new = NewOrder(organisation=branch, starts_at=NOW + days * DAY, headcount=people)
    with pytest.raises(RuleBroken) as refused:
        order_project(actor=actor("branch_secretary", branch.node), project=project, new=new, now=NOW)
    assert (refused.value.code, ProjectOrder.objects.count()) == (code, 0)


@pytest.mark.django_db
def test_nobody_orders_for_a_branch_that_is_not_theirs() -> None:
    station, branch, other = make_station(), make_organisation(), make_organisation()
    new = NewOrder(organisation=branch, starts_at=NOW + 5 * DAY, headcount=9)
    with pytest.raises((NotFound, NotAllowed)):
        order_project(actor=actor("branch_secretary", other.node), project=_project(station), new=new, now=NOW)
    assert ProjectOrder.objects.count() == 0
