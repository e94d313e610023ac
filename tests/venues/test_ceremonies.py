"""The ceremony hall: hall, package and guide, all or nothing (#076, #145)."""

from datetime import UTC, datetime, timedelta

import pytest

from liangxin.access.actor import SYSTEM
from liangxin.core.errors import RuleBroken
from liangxin.venues.models import CeremonyBooking, CeremonyPackage, Guide, RoomBooking, RoomKind
from liangxin.venues.selectors.ceremonies import guides_free
from liangxin.venues.services.ceremonies import (
    GuideValues,
    NewCeremony,
    PackageValues,
    book_ceremony,
    cancel_ceremony,
    put_guide,
    put_package,
)
from liangxin.venues.services.rooms import RoomValues, register_room
from tests.access.factories import NOW, actor
from tests.helpers import at_once
from tests.venues.factories import make_organisation, make_place, make_station

AT = datetime(2026, 11, 27, 2, tzinfo=UTC)  # a Friday, 10:00 in Shanghai


def _world() -> tuple[CeremonyPackage, Guide]:
    station = make_station("政治生活馆")
    kind, _made = RoomKind.objects.get_or_create(code="ceremony_hall", defaults={"name": "仪式厅"})
    hall = register_room(actor=SYSTEM, station=station, values=RoomValues(name="仪式厅", kind=kind, capacity=80))
    package = put_package(actor=SYSTEM, station=station, values=PackageValues(name="第一项", minutes=60, room=hall))
    guide = put_guide(actor=SYSTEM, station=station, values=GuideValues(title="特约领管人（老兵）", weekdays="135"))
    return package, guide


def _new(package: CeremonyPackage, guide: Guide | None = None, **values: object) -> NewCeremony:
    given = {"organisation": make_organisation(home=make_place()), "starts_at": AT, "headcount": 30, **values}
    return NewCeremony(package=package, guide=guide, **given)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_hall_package_and_guide_are_booked_together_and_freed_together() -> None:
    package, guide = _world()
    made = book_ceremony(actor=SYSTEM, new=_new(package, guide), now=NOW)
    assert (made.room_booking.room_id, made.guide_id, made.during.upper) == (
        package.room_id,
        guide.pk,
        AT + timedelta(hours=1),
    )
    assert guides_free(package=package, starts_at=AT, ends_at=AT + timedelta(hours=1)) == []
    cancel_ceremony(actor=SYSTEM, booking_id=made.pk, reason="改期", now=NOW)
    assert RoomBooking.objects.get().status == "cancelled"
    assert guides_free(package=package, starts_at=AT, ends_at=AT + timedelta(hours=1)) == [guide]
    book_ceremony(actor=SYSTEM, new=_new(package, guide), now=NOW)


@pytest.mark.django_db
def test_a_guide_who_is_taken_leaves_the_hall_free() -> None:
    package, guide = _world()
    other = put_package(
        actor=SYSTEM, station=package.station, values=PackageValues(
            name="第二项", room=register_room(
                actor=SYSTEM, station=package.station,
                values=RoomValues(name="二号厅", kind=RoomKind.objects.get(code="ceremony_hall"), capacity=50),
            ),
        ),
    )  # fmt: skip
    book_ceremony(actor=SYSTEM, new=_new(package, guide), now=NOW)
    with pytest.raises(RuleBroken) as refused:
        book_ceremony(actor=SYSTEM, new=_new(other, guide), now=NOW)
    assert refused.value.code == "venues.guide_taken"
    assert (CeremonyBooking.objects.count(), RoomBooking.objects.count()) == (1, 1)  # the second hall was not held


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("_case", "values", "code"),
    [
        ("past", {"starts_at": NOW - timedelta(days=1)}, "venues.ceremony_in_the_past"),
        ("too many", {"headcount": 90}, "venues.ceremony_too_big"),
        ("not that day", {"starts_at": AT + timedelta(days=1)}, "venues.guide_not_that_day"),
    ],
)
def test_a_ceremony_that_cannot_be_is_refused(_case: str, values: dict[str, object], code: str) -> None:
    package, guide = _world()
    with pytest.raises(RuleBroken) as refused:
        book_ceremony(actor=SYSTEM, new=_new(package, guide, **values), now=NOW)
    assert (refused.value.code, CeremonyBooking.objects.count(), RoomBooking.objects.count()) == (code, 0, 0)


@pytest.mark.django_db
def test_the_hall_that_is_taken_refuses_and_nothing_is_booked() -> None:
    package, _guide = _world()
    book_ceremony(actor=SYSTEM, new=_new(package), now=NOW)
    with pytest.raises(RuleBroken) as refused:
        book_ceremony(actor=SYSTEM, new=_new(package), now=NOW)
    assert refused.value.code == "venues.room_already_booked"
    assert CeremonyBooking.objects.count() == 1


@pytest.mark.django_db
def test_a_branch_books_for_itself_and_the_hall_of_its_station_only() -> None:
    package, _guide = _world()
    package.room = None
    package.save()
    with pytest.raises(RuleBroken) as refused:
        book_ceremony(actor=SYSTEM, new=_new(package), now=NOW)
    assert refused.value.code == "venues.package_without_hall"
    elsewhere = make_station("别处")
    kind = RoomKind.objects.get(code="ceremony_hall")
    hall = register_room(actor=SYSTEM, station=elsewhere, values=RoomValues(name="厅", kind=kind, capacity=9))
    with pytest.raises(RuleBroken) as refused:
        put_package(actor=SYSTEM, station=package.station, values=PackageValues(name="x", room=hall), package=package)
    assert refused.value.code == "venues.hall_elsewhere"
    assert actor("station_keeper", elsewhere.node) is not None


@pytest.mark.django_db(transaction=True)
def test_four_at_once_for_one_guide_are_one() -> None:
    package, guide = _world()
    kind = RoomKind.objects.get(code="ceremony_hall")
    packages = [package] + [
        put_package(
            actor=SYSTEM, station=package.station, values=PackageValues(
                name=f"项{number}", room=register_room(
                    actor=SYSTEM, station=package.station, values=RoomValues(name=f"厅{number}", kind=kind, capacity=50)
                ),
            ),
        )
        for number in range(3)
    ]  # fmt: skip
    news = [_new(one, guide) for one in packages]
    results = at_once(*[lambda new=new: book_ceremony(actor=SYSTEM, new=new, now=NOW) for new in news])
    assert sum(isinstance(one, CeremonyBooking) for one in results) == 1
    assert (CeremonyBooking.objects.count(), RoomBooking.objects.count()) == (1, 1)
