"""A guest turns out to be a person of the register: nobody comes twice, no place is lost, no lateness is noted."""

from datetime import timedelta

import pytest

from liangxin.access.actor import Actor
from liangxin.activities.choices import RegistrationStatus
from liangxin.activities.models import Activity, Registration
from liangxin.activities.services.linking import merge_registrations
from tests.activities.factories import NOW, again, published, registered, somebody
from tests.people.factories import person

pytestmark = pytest.mark.django_db


def row(activity: Activity, actor: Actor | None = None) -> Registration:
    return Registration.objects.get(pk=registered(activity, actor).registration_id)


def as_person(registration_id: int, person_id: int) -> None:
    """As a secretary registers: the person, without an account."""
    Registration.objects.filter(pk=registration_id).update(user=None, person_id=person_id)


def test_what_either_registered_is_one_persons() -> None:
    lecture, tour = published(), published()
    guest, one = somebody(), person()
    mine = row(lecture, guest)
    theirs = row(tour)
    as_person(theirs.pk, one.pk)
    assert merge_registrations(user_id=guest.user_id or 0, person_id=one.pk, now=NOW) == 0
    for registration in (mine, theirs):
        registration.refresh_from_db()
        assert (registration.user_id, registration.person_id) == (guest.user_id, one.pk)
        assert registration.status == RegistrationStatus.REGISTERED
    assert merge_registrations(user_id=guest.user_id or 0, person_id=one.pk, now=NOW) == 0


def test_of_two_places_one_goes_to_the_next_in_line() -> None:
    lecture = published(capacity=2)
    guest, one = somebody(), person()
    first, second = row(lecture), row(lecture, guest)
    as_person(first.pk, one.pk)
    waits = row(lecture)
    late = NOW + timedelta(hours=13)  # after cancel_until
    assert merge_registrations(user_id=guest.user_id or 0, person_id=one.pk, now=late) == 1
    for registration in (first, second, waits):
        registration.refresh_from_db()
    assert (first.status, first.user_id) == (RegistrationStatus.REGISTERED, guest.user_id)
    assert (second.status, second.was_late, second.end_reason) == (
        RegistrationStatus.CANCELLED, False, "同一人报了两次",
    )  # fmt: skip
    assert waits.status in (RegistrationStatus.REGISTERED, RegistrationStatus.OFFERED)
    assert again(lecture).taken == 2


def test_a_place_is_kept_and_the_wait_given_up() -> None:
    lecture = published(capacity=1)
    guest, one = somebody(), person()
    placed, waiting = row(lecture, guest), row(lecture)
    as_person(waiting.pk, one.pk)
    assert merge_registrations(user_id=guest.user_id or 0, person_id=one.pk, now=NOW) == 1
    placed.refresh_from_db()
    waiting.refresh_from_db()
    assert (placed.status, placed.person_id) == (RegistrationStatus.REGISTERED, one.pk)
    assert waiting.status == RegistrationStatus.CANCELLED
    assert (again(lecture).taken, again(lecture).waiting) == (1, 0)


def test_what_is_over_is_left_as_it_was() -> None:
    lecture = published()
    guest, one = somebody(), person()
    first, second = row(lecture, guest), row(lecture)
    as_person(second.pk, one.pk)
    assert merge_registrations(user_id=guest.user_id or 0, person_id=one.pk, now=NOW + timedelta(days=9)) == 0
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.person_id, second.user_id) == (None, None)
