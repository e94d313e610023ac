"""Booking a slot: it happens, each refusal once, and two at once."""

from datetime import timedelta
from typing import Any

import pytest

from liangxin.access.actor import SYSTEM
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.models import OutboxEvent
from liangxin.notifications.models import Notice
from liangxin.venues.choices import AppointmentStatus, SlotStatus
from liangxin.venues.models import Appointment, ProviderHours, Slot
from liangxin.venues.selectors.appointments import slots_of_day
from liangxin.venues.services.appointments import (
    book_appointment,
    book_for_guest,
    call_off,
    cancel_appointment,
    close_slot,
    mark_again_open,
    mark_came,
    mark_no_show,
    remind_of_tomorrow,
)
from liangxin.venues.services.providers import add_absence, end_shift, open_all_slots, remove_absence
from tests.access.factories import NOW, actor, make_user
from tests.helpers import TODAY, at_once
from tests.venues.factories import make_organisation, make_place, make_station
from tests.venues.offer_factories import (
    TOMORROW_AT_TEN,
    make_provider,
    make_service,
    make_shift,
    make_slot,
    own,
)

DAY = timedelta(days=1)


def _taken(slot: Slot) -> int:
    return Slot.objects.values_list("taken", flat=True).get(pk=slot.pk)


@pytest.fixture
def slot(db: None) -> Slot:
    return make_slot(make_service(make_station("云帆站"), "家庭医生"))


def test_a_place_is_taken_and_told_to_the_outbox(slot: Slot) -> None:
    me = own()
    made = book_appointment(actor=me, slot_id=slot.pk, note="膝盖疼", now=NOW)
    assert (made.user_id, made.status, made.note, made.during.lower) == (
        me.user_id,
        "booked",
        "膝盖疼",
        TOMORROW_AT_TEN,
    )
    assert len(made.code) == 6
    assert _taken(slot) == 1
    assert list(OutboxEvent.objects.filter(name="venues.appointment_made").values_list("payload", flat=True)) == [
        {"appointment_id": made.pk}
    ]


def test_sent_twice_it_is_one_appointment(slot: Slot) -> None:
    me = own()
    first = book_appointment(actor=me, slot_id=slot.pk, now=NOW)
    assert book_appointment(actor=me, slot_id=slot.pk, now=NOW).pk == first.pk
    assert _taken(slot) == 1


@pytest.mark.parametrize(
    ("_case", "code"),
    [
        ("full", "venues.slot_full"), ("closed", "venues.slot_closed"), ("begun", "venues.slot_over"),
        ("retired", "venues.slot_closed"),
    ],
)  # fmt: skip
def test_a_slot_that_cannot_be_booked_is_refused(slot: Slot, _case: str, code: str) -> None:
    now = NOW
    if _case == "full":
        book_appointment(actor=own(), slot_id=slot.pk, now=NOW)
    elif _case == "closed":
        Slot.objects.filter(pk=slot.pk).update(status=SlotStatus.CLOSED)
    elif _case == "begun":
        now = TOMORROW_AT_TEN
    else:
        slot.item.is_active = False
        slot.item.save()
    before = Appointment.objects.count()
    with pytest.raises(RuleBroken) as refused:
        book_appointment(actor=SYSTEM_AS(own().user_id) if _case == "retired" else own(), slot_id=slot.pk, now=now)
    assert refused.value.code == code
    assert Appointment.objects.count() == before


def SYSTEM_AS(user_id: Any) -> Any:
    """The system acting for an account: it reaches retired services too."""
    from dataclasses import replace

    return replace(SYSTEM, user_id=user_id)


def test_nobody_is_in_two_places_at_once(slot: Slot) -> None:
    me = own()
    other = make_slot(slot.item, at=TOMORROW_AT_TEN + timedelta(minutes=15))
    book_appointment(actor=me, slot_id=slot.pk, now=NOW)
    with pytest.raises(RuleBroken) as refused:
        book_appointment(actor=me, slot_id=other.pk, now=NOW)
    assert refused.value.code == "venues.appointment_clash"
    assert _taken(other) == 0


def test_without_an_account_nothing_is_booked(slot: Slot) -> None:
    with pytest.raises(RuleBroken) as refused:
        book_appointment(actor=SYSTEM, slot_id=slot.pk, now=NOW)
    assert refused.value.code == "venues.needs_account"


def test_a_service_that_is_not_public_cannot_be_booked(slot: Slot) -> None:
    slot.item.is_public = False
    slot.item.save()
    with pytest.raises(NotFound):
        book_appointment(actor=own(), slot_id=slot.pk, now=NOW)
    assert _taken(slot) == 0


def test_cancelling_frees_the_place_at_once(slot: Slot) -> None:
    me, other = own(), own()
    made = book_appointment(actor=me, slot_id=slot.pk, now=NOW)
    with pytest.raises(NotFound):
        cancel_appointment(actor=other, appointment_id=made.pk, now=NOW)
    cancel_appointment(actor=me, appointment_id=made.pk, now=NOW)
    assert _taken(slot) == 0
    book_appointment(actor=other, slot_id=slot.pk, now=NOW)
    again = cancel_appointment(actor=me, appointment_id=made.pk, now=NOW)
    assert (again.status, _taken(slot)) == (AppointmentStatus.CANCELLED, 1)


def test_what_has_begun_is_not_cancelled(slot: Slot) -> None:
    me = own()
    made = book_appointment(actor=me, slot_id=slot.pk, now=NOW)
    with pytest.raises(RuleBroken) as refused:
        cancel_appointment(actor=me, appointment_id=made.pk, now=TOMORROW_AT_TEN)
    assert refused.value.code == "venues.too_late_to_cancel"
    assert _taken(slot) == 1


def test_the_keeper_notes_who_came_and_who_did_not(slot: Slot) -> None:
    me = own()
    made = book_appointment(actor=me, slot_id=slot.pk, now=NOW)
    keeper = actor("station_keeper", slot.station.node)
    with pytest.raises(RuleBroken) as refused:
        mark_no_show(actor=keeper, appointment_id=made.pk, now=NOW)
    assert refused.value.code == "venues.too_early"
    later = TOMORROW_AT_TEN + timedelta(minutes=10)
    assert mark_no_show(actor=keeper, appointment_id=made.pk, now=later).status == "no_show"
    assert mark_came(actor=keeper, appointment_id=made.pk, at=later).status == "came"
    assert mark_again_open(actor=keeper, appointment_id=made.pk).status == "booked"
    assert Appointment.objects.get(pk=made.pk).came_at is None
    stranger = actor("station_keeper", make_station("别处").node)
    with pytest.raises(NotFound):
        mark_came(actor=stranger, appointment_id=made.pk, at=later)


def test_a_cancelled_appointment_cannot_be_attended(slot: Slot) -> None:
    me = own()
    made = book_appointment(actor=me, slot_id=slot.pk, now=NOW)
    cancel_appointment(actor=me, appointment_id=made.pk, now=NOW)
    with pytest.raises(RuleBroken) as refused:
        mark_came(actor=SYSTEM, appointment_id=made.pk, at=NOW)
    assert refused.value.code == "venues.appointment_not_open"


def test_the_keeper_books_for_who_calls(slot: Slot) -> None:
    keeper = actor("station_keeper", slot.station.node)
    with pytest.raises(RuleBroken) as refused:
        book_for_guest(actor=keeper, slot_id=slot.pk, guest_name=" ", now=NOW)
    assert refused.value.code == "venues.guest_unnamed"
    made = book_for_guest(actor=keeper, slot_id=slot.pk, guest_name="周小满", now=NOW)
    assert (made.guest_name, made.user_id, _taken(slot)) == ("周小满", None, 1)
    day = slots_of_day(station=slot.station, day=TODAY + DAY)
    assert [arrival.name for arrival in day[0].arrivals] == ["周*满"]


def test_the_station_calls_off_and_tells_why(slot: Slot) -> None:
    me = own()
    made = book_appointment(actor=me, slot_id=slot.pk, now=NOW)
    call_off(actor=SYSTEM, appointment_id=made.pk, reason="医生临时有事", now=NOW)
    notice = Notice.objects.get()
    assert (notice.user_id, notice.kind, notice.facts["service"], notice.facts["reason"]) == (
        me.user_id, "appointments.called_off", "家庭医生", "医生临时有事",
    )  # fmt: skip
    assert _taken(slot) == 0


def test_closing_a_slot_calls_everyone_off(slot: Slot) -> None:
    Slot.objects.filter(pk=slot.pk).update(places=3)
    users = [own() for _number in range(3)]
    for one in users:
        book_appointment(actor=one, slot_id=slot.pk, now=NOW)
    assert close_slot(actor=SYSTEM, slot_id=slot.pk, reason="停电", now=NOW) == 3
    assert set(Notice.objects.values_list("user_id", flat=True)) == {one.user_id for one in users}
    assert (_taken(slot), Slot.objects.get(pk=slot.pk).status) == (0, "closed")


def test_tomorrow_is_reminded_once(slot: Slot) -> None:
    book_appointment(actor=own(), slot_id=slot.pk, now=NOW)
    assert remind_of_tomorrow(now=NOW) == 1
    assert remind_of_tomorrow(now=NOW) == 0


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_for_two_places_are_two() -> None:
    slot = make_slot(make_service(make_station()), places=2)
    actors = [own() for _number in range(8)]
    results = at_once(*[lambda one=one: book_appointment(actor=one, slot_id=slot.pk, now=NOW) for one in actors])
    assert sum(isinstance(one, Appointment) for one in results) == 2
    assert {one.code for one in results if not isinstance(one, Appointment)} == {"venues.slot_full"}
    assert (_taken(slot), Appointment.objects.count()) == (2, 2)


@pytest.mark.django_db(transaction=True)
def test_one_account_at_once_gets_one_place() -> None:
    slot, me = make_slot(make_service(make_station()), places=5), own()
    at_once(*[lambda: book_appointment(actor=me, slot_id=slot.pk, now=NOW) for _number in range(5)])
    assert (_taken(slot), Appointment.objects.filter(status="booked").count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_without_the_guard_the_race_would_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: reading first and writing afterwards oversells, and the test above can see it."""
    from django.db import connection

    from liangxin.venues.services import appointments

    slot = make_slot(make_service(make_station()), places=1)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE venues_slot DROP CONSTRAINT venues_slot_not_overfull")
    try:
        monkeypatch.setattr(appointments, "_take_place", lambda slot: None)
        results = at_once(*[lambda: book_appointment(actor=own(), slot_id=slot.pk, now=NOW) for _number in range(8)])
        assert sum(isinstance(one, Appointment) for one in results) > 1
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE venues_slot ADD CONSTRAINT venues_slot_not_overfull CHECK (taken <= places)")


# ---------------------------------------------------------------------------------------------------- shifts


def test_a_shift_opens_its_slots_four_weeks_ahead(db: None) -> None:
    item = make_service(make_station())
    make_shift(item, make_provider(item.station), weekday=2)
    starts = list(Slot.objects.order_by("during").values_list("during__startswith", flat=True))
    assert len(starts) == 8  # four Tuesdays, two half hours each
    assert starts[0] == TOMORROW_AT_TEN
    assert open_all_slots(now=NOW) == 0
    assert open_all_slots(now=NOW + 7 * DAY) == 2


def test_days_on_which_the_provider_is_away_have_no_slots(db: None) -> None:
    item = make_service(make_station())
    provider, me = make_provider(item.station), own()
    make_shift(item, provider, weekday=2)
    first = Slot.objects.order_by("during").first()
    assert first is not None
    book_appointment(actor=me, slot_id=first.pk, now=NOW)
    day = TODAY + DAY
    assert add_absence(actor=SYSTEM, provider=provider, first=day, last=day, note="开会", now=NOW) == 1
    assert Notice.objects.get().user_id == me.user_id
    assert Slot.objects.filter(status="open").count() == 6
    remove_absence(actor=SYSTEM, absence=provider.absences.get(), now=NOW)
    assert Slot.objects.filter(status="open").count() == 8
    assert _taken(first) == 0


def test_a_shift_that_ends_closes_what_comes_after(db: None) -> None:
    item = make_service(make_station())
    shift = make_shift(item, make_provider(item.station), weekday=2)
    other = make_shift(item, shift.provider, weekday=3)
    end_shift(actor=SYSTEM, hours=shift, until=TODAY + 7 * DAY, now=NOW, reason="调整")
    assert Slot.objects.filter(status="closed").count() == 6
    assert ProviderHours.objects.get(pk=shift.pk).days.upper == TODAY + 7 * DAY
    assert Slot.objects.filter(status="open", during__startswith__week_day=4).count() == 8
    assert other.days.upper is None


@pytest.mark.parametrize(
    ("_case", "values", "code"),
    [
        ("overlap", {"start": 630, "end": 700}, "venues.shift_overlaps"),
        ("short", {"start": 800, "end": 820}, "venues.shift_backwards"),
        ("no places", {"start": 800, "end": 900, "places": 0}, "venues.places_odd"),
        ("long slots", {"start": 0, "end": 1440, "slot_minutes": 500}, "venues.slot_length_odd"),
    ],
)
def test_a_shift_that_cannot_be_is_refused(db: None, _case: str, values: dict[str, int], code: str) -> None:
    item = make_service(make_station())
    provider = make_provider(item.station)
    make_shift(item, provider)
    before = Slot.objects.count()
    with pytest.raises(RuleBroken) as refused:
        make_shift(item, provider, **values)
    assert (refused.value.code, Slot.objects.count()) == (code, before)


def test_a_keeper_of_another_organisation_sees_nothing_of_it(slot: Slot) -> None:
    book_appointment(actor=own(), slot_id=slot.pk, now=NOW)
    stranger = actor("organisation_officer", make_organisation(home=make_place()).node)
    with pytest.raises(NotFound):
        close_slot(actor=stranger, slot_id=slot.pk, reason="", now=NOW)
    assert _taken(slot) == 1
    assert make_user() is not None
