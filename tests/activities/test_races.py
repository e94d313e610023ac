"""Two and more at once, in real threads: the database decides."""

from typing import Any

import pytest
from django.db import connection

from liangxin.access.actor import SYSTEM
from liangxin.activities.models import Activity, Registration
from liangxin.activities.services import places
from liangxin.activities.services.changes import change_capacity
from liangxin.activities.services.planning import ContingentValues
from liangxin.activities.services.registrations import (
    AlreadyRegistered,
    NothingOffered,
    SoldOut,
    accept_offer,
    cancel_registration,
    expire_offers,
    register,
)
from tests.access.factories import NOW
from tests.activities.factories import HOUR, again, published, registered, somebody
from tests.helpers import at_once

pytestmark = pytest.mark.django_db(transaction=True)
RACERS = 50


def statuses(activity: Activity) -> dict[str, int]:
    found: dict[str, int] = {}
    for status in Registration.objects.filter(activity=activity).values_list("status", flat=True):
        found[status] = found.get(status, 0) + 1
    return found


def race(activity: Activity, racers: int) -> list[Any]:
    actors = [somebody() for _ in range(racers)]
    return at_once(
        *[
            lambda actor=actor: register(actor=actor, activity_id=activity.pk, key=f"race{actor.user_id}", now=NOW)
            for actor in actors
        ]
    )


def test_many_race_for_few_places_and_the_rest_wait_in_order() -> None:
    activity = published(capacity=3)
    race(activity, 12)
    assert statuses(activity) == {"registered": 3, "waiting": 9}
    now = again(activity)
    assert (now.taken, now.waiting, now.last_seq) == (3, 9, 12)


def test_without_a_list_the_rest_are_refused() -> None:
    activity = published(capacity=3, has_waiting_list=False)
    results = race(activity, 12)
    assert statuses(activity) == {"registered": 3}
    assert sum(isinstance(each, SoldOut) for each in results) == 9


def test_without_the_guard_fifty_racers_oversell(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: counting first and inserting afterwards, as others do, sells more than there are."""
    activity = published(capacity=10, has_waiting_list=False)
    guarded = places.TAKE

    def count_then_insert(row: places.NewRow, *, now: Any) -> tuple[int, int] | None:
        held = Registration.objects.filter(activity_id=row.activity_id, status="registered").count()
        if held >= 10:
            return None
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.02)")  # what a busy machine does by itself
            unguarded = guarded.replace("SET taken = taken + 1, last_seq", "SET last_seq")
            cursor.execute(unguarded.replace("taken < capacity", "true"), row.values(now))
            found = cursor.fetchone()
        return (found[0], found[1]) if found else None

    monkeypatch.setattr(places, "take_place", count_then_insert)
    race(activity, RACERS)
    assert statuses(activity)["registered"] > 10


def test_with_the_guard_fifty_racers_do_not() -> None:
    activity = published(capacity=10, has_waiting_list=False)
    race(activity, RACERS)
    assert statuses(activity) == {"registered": 10}
    assert again(activity).taken == 10


def test_one_person_twice_at_once_has_one_place() -> None:
    activity, actor = published(capacity=5), somebody()
    results = at_once(
        *[
            lambda key=key: register(actor=actor, activity_id=activity.pk, key=key, now=NOW)
            for key in ("first", "second", "third")
        ]
    )
    assert statuses(activity) == {"registered": 1}
    assert sum(isinstance(each, AlreadyRegistered) for each in results) == 2
    assert again(activity).taken == 1


def test_the_same_request_twice_at_once_answers_the_same() -> None:
    activity, actor = published(capacity=5), somebody()
    results = at_once(*[lambda: register(actor=actor, activity_id=activity.pk, key="same", now=NOW)] * 4)
    assert len({each.registration_id for each in results}) == 1
    assert sorted(each.repeated for each in results) == [False, True, True, True]


def test_kinds_of_places_keep_their_number() -> None:
    activity = published(
        capacity=4, contingents=[ContingentValues(name="会员", capacity=3), ContingentValues(name="居民", capacity=2)]
    )
    kinds = list(activity.contingents.order_by("position"))
    actors = [(somebody(), kinds[number % 2].pk) for number in range(10)]
    at_once(
        *[
            lambda actor=actor, kind=kind: register(
                actor=actor, activity_id=activity.pk, contingent_id=kind, key=f"k{actor.user_id}", now=NOW
            )
            for actor, kind in actors
        ]
    )
    now = again(activity)
    held = {each.name: each.taken for each in now.contingents.all()}
    assert now.taken == 4 == sum(held.values()) and held["会员"] <= 3 and held["居民"] <= 2
    assert now.waiting == 6


def test_a_storm_of_cancellations_promotes_in_order() -> None:
    activity = published(capacity=6)
    actors = [somebody() for _ in range(6)]
    held = [registered(activity, actor) for actor in actors]
    waits = [registered(activity) for _ in range(8)]
    at_once(
        *[
            lambda actor=actor, own=own: cancel_registration(actor=actor, registration_id=own.registration_id, now=NOW)
            for actor, own in zip(actors, held, strict=True)
        ]
    )
    after = dict(Registration.objects.values_list("pk", "status"))
    assert [after[each.registration_id] for each in waits] == ["registered"] * 6 + ["waiting"] * 2
    assert (again(activity).taken, again(activity).waiting) == (6, 2)


def test_who_joins_the_line_while_a_place_comes_free_does_not_wait_beside_it() -> None:
    activity, first, second = published(capacity=1), somebody(), somebody()
    own = registered(activity, first)
    at_once(
        lambda: cancel_registration(actor=first, registration_id=own.registration_id, now=NOW),
        lambda: register(actor=second, activity_id=activity.pk, key="joins", now=NOW),
    )
    assert statuses(activity) == {"cancelled": 1, "registered": 1}


def test_an_offer_is_accepted_or_expires_never_both() -> None:
    activity, first, second = published(capacity=1, offer_minutes=30), somebody(), somebody()
    own = registered(activity, first)
    waits = registered(activity, second)
    registered(activity)
    cancel_registration(actor=first, registration_id=own.registration_id, now=NOW)
    results = at_once(
        lambda: accept_offer(actor=second, registration_id=waits.registration_id, now=NOW + HOUR / 4),
        lambda: expire_offers(activity_id=activity.pk, now=NOW + HOUR),
    )
    taken = again(activity).taken
    accepted = not isinstance(results[0], NothingOffered)
    assert taken == 1 and accepted == (statuses(activity).get("registered", 0) == 1)


def test_capacity_grows_while_many_join() -> None:
    activity = published(capacity=2)
    actors = [somebody() for _ in range(8)]
    at_once(
        lambda: change_capacity(actor=SYSTEM, activity=activity, capacity=5, now=NOW),
        *[
            lambda actor=actor: register(actor=actor, activity_id=activity.pk, key=f"g{actor.user_id}", now=NOW)
            for actor in actors
        ],
    )
    assert statuses(activity) == {"registered": 5, "waiting": 3}
