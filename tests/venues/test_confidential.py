"""Confidential services (#143): who comes, and why, is hunted for wherever it could have leaked."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from liangxin.access.actor import SYSTEM
from liangxin.core.errors import NotAllowed, NotFound, RuleBroken
from liangxin.notifications.models import Notice
from liangxin.venues.models import Appointment, ServiceItem, Slot
from liangxin.venues.selectors.appointments import (
    AppointmentFilter,
    appointment_by_code,
    calendar_of,
    get_appointment,
    list_appointments,
    own_appointments,
    slots_of_day,
)
from liangxin.venues.services.appointments import (
    book_appointment,
    book_for_guest,
    call_off,
    cancel_appointment,
    close_slot,
    mark_came,
    remind_of_tomorrow,
)
from liangxin.venues.services.offers import ServiceValues, add_service, change_service
from liangxin.venues.services.providers import bind_provider
from tests.access.factories import NOW, actor, make_user
from tests.helpers import client_for
from tests.venues.factories import make_place, make_station
from tests.venues.offer_factories import TOMORROW_AT_TEN, category, keeper_of, make_service, make_slot, own

pytestmark = pytest.mark.django_db
WHO, WHY = "欧阳听风吟", "夜里总睡不着想辞职"
DAY = TOMORROW_AT_TEN.date()


@pytest.fixture
def slot() -> Slot:
    place = make_place()
    type(place).objects.filter(pk=place.pk).update(is_public=True)
    item = make_service(make_station("静谈站", place=place), "心理咨询", is_confidential=True, where="静谈室")
    return make_slot(item, at=timezone.now() + timedelta(days=2))


def _tables() -> dict[str, list[str]]:
    """Every row of every table, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
            found[table] = [row[0] for row in cursor.fetchall()]
    return found


def _book(slot: Slot) -> Any:
    """Through the door, with all that the middleware writes of a request."""
    user = make_user(WHO)
    client = client_for(user)
    before = _tables()
    address = reverse("portal-service", args=[slot.station.node.slug, slot.item.slug])
    answer = client.post(address, {"slot": slot.pk, "note": WHY})
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("my-bookings"))
    after = _tables()
    changed = {table for table in after if after[table] != before.get(table)}
    return user, client, changed, {table: set(after[table]) - set(before[table]) for table in changed}


def test_a_booking_touches_its_own_row_and_the_counter_and_nothing_else(slot: Slot) -> None:
    """No history, no event, no notice, no search entry, no audit entry, no log of any kind."""
    user, _client, changed, rows = _book(slot)
    assert changed - {"django_session", "django_cache", "lx_cache"} == {"venues_appointment", "venues_slot"}
    (row,) = rows["venues_appointment"]
    assert WHO not in row
    assert WHY not in row
    stored = Appointment.objects.get()
    assert (stored.user_id, stored.guest_name, stored.is_confidential) == (None, "", True)
    assert stored.holder_key not in (None, user.pk)
    assert (stored.holder, stored.note) == (str(user.pk), WHY)  # sealed: read back only with the key
    with connection.cursor() as cursor:
        cursor.execute("SELECT holder, note FROM venues_appointment")
        sealed = cursor.fetchone()
    assert all(text.startswith("a:") for text in sealed)


def test_only_the_holder_finds_it_again(slot: Slot) -> None:
    user, client, _changed, _rows = _book(slot)
    row = Appointment.objects.get()
    page = client.get(reverse("my-bookings")).content.decode()
    assert "心理咨询" in page
    assert row.code in page
    assert [one.pk for one in own_appointments(user_id=user.pk, now=NOW)] == [row.pk]
    other = client_for(make_user())
    assert row.code not in other.get(reverse("my-bookings")).content.decode()
    assert other.post(reverse("appointment-cancel", args=[row.pk])).status_code == 404
    assert Appointment.objects.get().status == "booked"
    assert client.post(reverse("appointment-cancel", args=[row.pk])).status_code == 302
    assert Appointment.objects.get().status == "cancelled"
    assert Slot.objects.get().taken == 0


def test_cancelling_leaves_no_trace_either(slot: Slot) -> None:
    _user, client, _changed, _rows = _book(slot)
    before = _tables()
    client.post(reverse("appointment-cancel", args=[Appointment.objects.get().pk]))
    after = _tables()
    changed = {table for table in after if after[table] != before[table]}
    assert changed - {"django_session", "django_cache", "lx_cache"} == {"venues_appointment", "venues_slot"}


def test_the_keeper_sees_that_it_is_taken_and_no_more(slot: Slot) -> None:
    _user, _client, _changed, _rows = _book(slot)
    row = Appointment.objects.get()
    day = timezone.localdate(slot.during.lower)
    (seen,) = slots_of_day(station=slot.station, day=day)
    assert (seen.is_confidential, seen.service, seen.provider, seen.where, seen.taken, seen.arrivals) == (
        True, "", "", "", 1, (),
    )  # fmt: skip
    assert appointment_by_code(station=slot.station, day=day, code=row.code) is None
    keeper = actor("station_keeper", slot.station.node)
    assert list(list_appointments(actor=keeper, narrowed=AppointmentFilter())) == []
    for do in (
        lambda: get_appointment(actor=keeper, appointment_id=row.pk),
        lambda: mark_came(actor=keeper, appointment_id=row.pk, at=NOW),
        lambda: call_off(actor=keeper, appointment_id=row.pk, reason="", now=NOW),
        lambda: cancel_appointment(actor=keeper, appointment_id=row.pk, now=NOW),
    ):
        with pytest.raises(NotFound):
            do()
    assert Appointment.objects.get().status == "booked"


def test_no_page_of_the_desk_and_no_export_names_them(slot: Slot) -> None:
    user, _client, _changed, _rows = _book(slot)
    row = Appointment.objects.get()
    holder, grant = keeper_of(slot.station)
    desk = client_for(holder, grant=grant)
    hunted = (WHO, WHY, row.code, "欧阳", user.username)
    for address in (
        reverse("keeper-day", args=[slot.station_id]), reverse("appointment-list"), reverse("service-list"),
        reverse("service", args=[slot.item_id]), reverse("provider-list"), reverse("request-list"),
        reverse("station", args=[slot.station_id]), reverse("desk-home"), reverse("walk-in-sheet", args=[slot.station_id]),
        f"{reverse('desk-search')}?q={WHO}", f"{reverse('desk-search')}?q={row.code}",
        reverse("portal-service", args=[slot.station.node.slug, slot.item.slug]),
    ):  # fmt: skip
        answer = desk.get(address)
        page = answer.content.decode().replace(f"?q={WHO}", "").replace(f'value="{WHO}"', "")
        found = [word for word in hunted if word in page]
        if "q=" not in address:
            assert found == [], address
        else:
            assert row.code not in page or row.code in address
    assert desk.get(reverse("appointment", args=[row.pk])).status_code == 404
    exported = desk.post(reverse("appointment-list"), {"export": "csv", "reason": "核对预约情况", "format": "csv"})
    text = exported.content.decode("utf-8", errors="ignore")
    assert [word for word in hunted if word in text] == []


def test_calendars_and_reminders_are_silent(slot: Slot) -> None:
    user, _client, _changed, _rows = _book(slot)
    assert calendar_of(user.pk, NOW) == []
    assert remind_of_tomorrow(now=slot.during.lower - timedelta(hours=3)) == 0
    assert Notice.objects.count() == 0


def test_a_closed_slot_is_told_in_neutral_words(slot: Slot) -> None:
    user, _client, _changed, _rows = _book(slot)
    row = Appointment.objects.get()
    assert close_slot(actor=SYSTEM, slot_id=slot.pk, reason="咨询师生病", now=timezone.now()) == 1
    notice = Notice.objects.get()
    assert (notice.user_id, notice.kind, notice.title, notice.body, notice.facts, notice.url) == (
        user.pk, "appointments.something_changed", "", "", {}, "/me/bookings/",
    )  # fmt: skip
    assert str(row.pk) not in notice.key.removeprefix("change-") or len(notice.key) > 16
    assert "心理" not in str(notice.__dict__)


def test_nobody_books_it_for_another_and_it_is_never_arranged_by_request(slot: Slot) -> None:
    with pytest.raises(RuleBroken) as refused:
        book_for_guest(actor=SYSTEM, slot_id=slot.pk, guest_name=WHO, now=NOW)
    assert refused.value.code == "venues.no_guests_here"
    with pytest.raises(RuleBroken) as refused:
        add_service(
            actor=SYSTEM, station=slot.station,
            values=ServiceValues(name="调解", category=category(), mode="on_request", is_confidential=True),
        )  # fmt: skip
    assert refused.value.code == "venues.confidential_on_request"
    assert Slot.objects.get(pk=slot.pk).taken == 0


def test_what_is_booked_keeps_its_confidentiality(slot: Slot) -> None:
    book_appointment(actor=own(), slot_id=slot.pk, now=NOW)
    item = ServiceItem.objects.get(pk=slot.item_id)
    values = ServiceValues(name=item.name, category=item.category, mode=item.mode, is_confidential=False)
    with pytest.raises(RuleBroken) as refused:
        change_service(actor=SYSTEM, item=item, values=values)
    assert refused.value.code == "venues.confidentiality_in_use"
    assert ServiceItem.objects.get(pk=item.pk).is_confidential is True


def test_an_open_kind_does_leave_its_history() -> None:
    """So that the silence above is not an accident."""
    made = book_appointment(actor=own(), slot_id=make_slot(make_service(make_station())).pk, now=NOW)
    assert made.events.count() == 1


def test_who_provides_sees_code_and_note_and_no_name(slot: Slot) -> None:
    lawyer, person = make_user("律师"), make_user(WHO)
    bind_provider(actor=SYSTEM, provider=slot.provider, user=lawyer, reason="坐诊")
    made = book_appointment(actor=own(person), slot_id=slot.pk, note=WHY, now=NOW)
    page = client_for(lawyer).get(reverse("my-sessions")).content.decode()
    assert made.code in page
    assert WHY in page
    assert "欧阳" not in page
    assert client_for(person).get(reverse("my-sessions")).status_code == 404
    with pytest.raises(NotAllowed):
        bind_provider(
            actor=actor("station_keeper", slot.station.node), provider=slot.provider, user=None, reason="换人"
        )
    with pytest.raises(RuleBroken) as refused:
        bind_provider(actor=SYSTEM, provider=slot.provider, user=person, reason="换人")
    assert refused.value.code == "venues.booked_confidentially"
