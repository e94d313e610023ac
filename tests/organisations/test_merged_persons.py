"""Posts of a person who was registered twice go to the record that survives."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg.types.range import DateRange

from liangxin.access.actor import SYSTEM
from liangxin.core.models import OutboxEvent
from liangxin.core.outbox import drain
from liangxin.organisations.models import Organisation, Post, PostHolding
from liangxin.organisations.selectors.posts import heads_of
from liangxin.organisations.services.surviving import hand_over_posts
from liangxin.people.models import Person
from liangxin.people.services.merging import merge_persons
from tests.organisations.factories import NOW, OPENED, TODAY, branch, committee, holding, post, root
from tests.people.factories import person
from tests.spreadsheets.bulk import RUNS

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1_000)  # after the moment at which the clock of the machine wrote the facts


@pytest.fixture
def home() -> Organisation:
    return branch(committee(root()), "云帆大厦党支部")


def merged(kept: Person, duplicate: Person) -> None:
    merge_persons(actor=SYSTEM, kept=kept, duplicate=duplicate, reason="同一人", now=NOW)


def spans(one: Person) -> list[tuple[int, date, date | None]]:
    found = PostHolding.objects.filter(person=one).order_by("post_id", "during")
    return [(each.post_id, each.during.lower, each.during.upper) for each in found]


def test_the_survivor_holds_what_the_other_held_and_history_says_why(home: Organisation) -> None:
    kept, duplicate = person(home.node, "陈静"), person(home.node, "陈静")
    head = post(home)
    held = holding(head, duplicate)
    merged(kept, duplicate)
    assert heads_of(organisation_ids=[home.pk], day=TODAY)[home.pk].person_id == duplicate.pk
    drain(now=LATER)
    assert spans(kept) == [(head.pk, OPENED, None)]
    assert spans(duplicate) == []
    event = PostHolding.pgh_event_model.objects.filter(pgh_obj_id=held.pk).order_by("pgh_id").last()  # type: ignore[attr-defined]
    assert (event.pgh_label, event.person_id) == ("update", kept.pk)
    assert event.pgh_context.metadata["reason"] == "两份资料是同一人，任职并到保留的一份"
    assert OutboxEvent.objects.filter(name="organisations.post_filled", payload__person_id=kept.pk).count() == 1
    assert hand_over_posts(duplicate_id=duplicate.pk) == 0


def test_one_seat_is_not_held_twice_on_a_day(home: Organisation) -> None:
    kept, duplicate = person(home.node, "陈静"), person(home.node, "陈静")
    first, second = post(home, "commissioner"), post(home, "commissioner")
    other = post(home, "secretary")
    middle, late = OPENED + timedelta(days=100), OPENED + timedelta(days=200)
    holding(first, kept, start=middle, end=late)
    holding(second, duplicate)
    holding(other, duplicate)
    merged(kept, duplicate)
    drain(now=LATER)
    assert spans(kept) == [
        (first.pk, middle, late), (second.pk, OPENED, middle), (second.pk, late, None), (other.pk, OPENED, None),
    ]  # fmt: skip
    assert spans(duplicate) == []
    assert OutboxEvent.objects.get(name="organisations.post_vacated").payload == {
        "post_id": second.pk, "person_id": kept.pk,
    }  # fmt: skip


def test_a_seat_wholly_held_by_the_survivor_is_free_again(home: Organisation) -> None:
    kept, duplicate = person(home.node, "陈静"), person(home.node, "陈静")
    first, second = post(home, "commissioner"), post(home, "commissioner")
    holding(first, kept)
    holding(second, duplicate, start=TODAY)
    merged(kept, duplicate)
    drain(now=LATER)
    assert spans(kept) == [(first.pk, OPENED, None)]
    assert not PostHolding.objects.filter(post=second).exists()


def test_of_two_merges_the_last_survivor_holds_whatever_comes_first(home: Organisation) -> None:
    first, second, third = (person(home.node, "陈静") for _ in range(3))
    head = post(home)
    holding(head, first)
    merged(second, first)
    merged(third, second)
    for one in (second, first):
        hand_over_posts(duplicate_id=one.pk)
    assert spans(third) == [(head.pk, OPENED, None)]


DAYS = st.tuples(st.integers(0, 30), st.one_of(st.none(), st.integers(1, 20)))


@RUNS
@given(mine=st.lists(DAYS, max_size=3), theirs=st.lists(DAYS, max_size=3))
def test_on_each_day_one_seat_of_a_kind_and_no_day_is_lost(
    home: Organisation, mine: list[tuple[int, int | None]], theirs: list[tuple[int, int | None]]
) -> None:
    kept, duplicate = person(home.node, "陈静"), person(home.node, "陈静")
    kind = post(home, "commissioner").kind
    covered: set[int] = set()
    for one, given_days in ((kept, mine), (duplicate, theirs)):
        busy: set[int] = set()
        for start, length in given_days:
            days = set(range(start, start + length if length else 60))
            if days & busy:
                continue  # one record never held two seats of a kind at once
            busy |= days
            seat = Post.objects.create(organisation=home, kind=kind, during=DateRange(OPENED, None))
            end = OPENED + timedelta(days=start + length) if length else None
            holding(seat, one, start=OPENED + timedelta(days=start), end=end)
        covered |= busy
    merged(kept, duplicate)
    hand_over_posts(duplicate_id=duplicate.pk)
    held = [
        day for _post, start, end in spans(kept) for day in range((start - OPENED).days, (end - OPENED).days if end else 60)
    ]  # fmt: skip
    assert sorted(held) == sorted(covered)
