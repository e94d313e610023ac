"""Registering, the waiting list, giving back: through the services."""

from datetime import timedelta

import pytest

from liangxin.access.actor import NOBODY, Actor
from liangxin.activities.models import Activity, Registration
from liangxin.activities.services.entry import RegistrationNotOpen
from liangxin.activities.services.registrations import (
    AlreadyRegistered,
    NothingOffered,
    SoldOut,
    accept_offer,
    cancel_registration,
    expire_offers,
    register,
)
from liangxin.core.errors import NotAllowed, NotFound, Refusal
from liangxin.core.models import OutboxEvent
from tests.access.factories import NOW
from tests.activities.factories import again, draft, published, registered, somebody

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def counters(activity: Activity) -> tuple[int, int]:
    now = again(activity)
    return now.taken, now.waiting


def test_a_place_is_taken() -> None:
    activity, actor = published(capacity=2), somebody()
    outcome = registered(activity, actor)
    registration = Registration.objects.get(pk=outcome.registration_id)
    assert (outcome.status, outcome.position, registration.user_id, registration.seq) == (
        "registered", None, actor.user_id, 1,
    )  # fmt: skip
    assert registration.placed_at == NOW and counters(activity) == (1, 0)
    event = OutboxEvent.objects.order_by("-pk")[0]
    assert (event.name, event.payload) == (
        "activities.registered", {"registration_id": registration.pk, "activity_id": activity.pk},
    )  # fmt: skip


def test_the_same_request_again_changes_nothing() -> None:
    activity, actor = published(), somebody()
    first = registered(activity, actor, key="one")
    second = registered(activity, actor, key="one")
    assert (second.registration_id, second.repeated, counters(activity)) == (first.registration_id, True, (1, 0))
    with pytest.raises(AlreadyRegistered):
        registered(activity, actor, key="two")
    assert counters(activity) == (1, 0)


def test_who_comes_late_waits_in_order_and_is_promoted_with_the_cancelling() -> None:
    activity, first = published(capacity=1), somebody()
    held = registered(activity, first)
    second, third = registered(activity), registered(activity)
    assert [second.status, second.position, third.position] == ["waiting", 1, 2]
    cancel_registration(actor=first, registration_id=held.registration_id, now=NOW)
    assert Registration.objects.get(pk=second.registration_id).status == "registered"
    assert Registration.objects.get(pk=third.registration_id).status == "waiting"
    assert counters(activity) == (1, 1)


def test_a_place_is_held_for_the_next_and_then_for_the_one_after() -> None:
    activity, first, waits = published(capacity=1, offer_minutes=30), somebody(), somebody()
    held = registered(activity, first)
    second, third = registered(activity), registered(activity, waits)
    cancel_registration(actor=first, registration_id=held.registration_id, now=NOW)
    offered = Registration.objects.get(pk=second.registration_id)
    assert (offered.status, offered.offered_until, counters(activity)) == ("offered", NOW + 30 * MINUTE, (1, 1))
    assert expire_offers(activity_id=activity.pk, now=NOW + 31 * MINUTE) == 1
    assert Registration.objects.get(pk=second.registration_id).status == "expired"
    accept_offer(actor=waits, registration_id=third.registration_id, now=NOW + 40 * MINUTE)
    assert Registration.objects.get(pk=third.registration_id).status == "registered"
    with pytest.raises(NothingOffered):
        accept_offer(actor=waits, registration_id=third.registration_id, now=NOW + 40 * MINUTE)
    assert counters(activity) == (1, 0)


@pytest.mark.parametrize(
    ("_case", "changed", "at", "refusal"),
    [
        ("not yet open", {"opens_at": NOW + MINUTE}, NOW, RegistrationNotOpen),
        ("over", {"closes_at": NOW + MINUTE}, NOW + MINUTE, RegistrationNotOpen),
        ("sold out without a list", {"capacity": 0, "has_waiting_list": False}, NOW, SoldOut),
    ],
)
def test_refused_and_nothing_happened(
    _case: str, changed: dict[str, object], at: object, refusal: type[Refusal]
) -> None:
    activity = published(**changed)
    actor = somebody()
    events = OutboxEvent.objects.count()
    with pytest.raises(refusal):
        registered(activity, actor, now=at)  # type: ignore[arg-type]
    assert (counters(activity), Registration.objects.count(), OutboxEvent.objects.count()) == ((0, 0), 0, events)


def test_late_registration_while_places_are_left() -> None:
    activity = published(capacity=1, closes_at=NOW + MINUTE, late_until=NOW + 10 * MINUTE)
    assert registered(activity, now=NOW + 5 * MINUTE).status == "registered"


@pytest.mark.parametrize("actor", [NOBODY])
def test_nobody_registers_without_an_account(actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        register(actor=actor, activity_id=published().pk, key="x", now=NOW)


def test_a_draft_is_not_known() -> None:
    with pytest.raises(NotFound):
        registered(draft())


def test_cancelling_late_is_a_fact() -> None:
    activity, actor = published(), somebody()
    held = registered(activity, actor)
    cancelled = cancel_registration(actor=actor, registration_id=held.registration_id, now=activity.cancel_until)
    assert (cancelled.status, cancelled.was_late, counters(activity)) == ("cancelled", True, (0, 0))


def test_nobody_cancels_for_another() -> None:
    held = registered(published())
    with pytest.raises(NotFound):
        cancel_registration(actor=somebody(), registration_id=held.registration_id, now=NOW)
