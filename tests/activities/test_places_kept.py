"""Whatever happens in whatever order: places within capacity, one live registration a person, the line in order."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import Count
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from liangxin.access.actor import SYSTEM, Actor
from liangxin.activities.models import Activity, Contingent, Registration
from liangxin.activities.services.changes import CapacityBelowTaken, change_capacity
from liangxin.activities.services.planning import ContingentValues
from liangxin.activities.services.registrations import (
    AlreadyRegistered,
    NothingOffered,
    accept_offer,
    cancel_registration,
    expire_offers,
    register,
)
from tests.access.factories import NOW
from tests.activities.factories import numbers, published, somebody

LIVE = ("registered", "offered", "waiting")
PEOPLE = 7


class Places(RuleBasedStateMachine):
    """Seven people and one activity; time goes on by minutes."""

    activity: Activity
    people: list[Actor]
    kinds: list[int | None]
    now: datetime

    @initialize(
        capacity=st.integers(0, 4), minutes=st.sampled_from([0, 10]), split=st.sampled_from([(), (2, 1), (3, 3)])
    )
    def begin(self, capacity: int, minutes: int, split: tuple[int, ...]) -> None:
        self.now = NOW
        names = [
            ContingentValues(name=f"类{place}", capacity=min(count, capacity)) for place, count in enumerate(split)
        ]
        self.activity = published(capacity=capacity, offer_minutes=minutes, contingents=names)
        self.people = [somebody() for _ in range(PEOPLE)]
        self.kinds = list(Contingent.objects.filter(activity=self.activity).values_list("pk", flat=True)) or [None]

    def _own(self, who: int, *statuses: str) -> Registration | None:
        rows = Registration.objects.filter(activity=self.activity, user_id=self.people[who].user_id)
        return rows.filter(status__in=statuses).first()

    @rule(who=st.integers(0, PEOPLE - 1), which=st.integers(0, 1))
    def registers(self, who: int, which: int) -> None:
        had = self._own(who, *LIVE)
        kind = self.kinds[which % len(self.kinds)]
        try:
            register(
                actor=self.people[who], activity_id=self.activity.pk, contingent_id=kind, key=f"k{next(numbers)}",
                now=self.now,
            )  # fmt: skip
        except AlreadyRegistered:
            assert had is not None
        else:
            assert had is None

    @rule(who=st.integers(0, PEOPLE - 1))
    def cancels(self, who: int) -> None:
        own = self._own(who, *LIVE)
        if own is not None:
            cancel_registration(actor=self.people[who], registration_id=own.pk, now=self.now)

    @rule(who=st.integers(0, PEOPLE - 1))
    def accepts(self, who: int) -> None:
        own = self._own(who, "offered")
        if own is not None:
            try:
                accept_offer(actor=self.people[who], registration_id=own.pk, now=self.now)
            except NothingOffered:
                assert own.offered_until is not None and own.offered_until <= self.now

    @rule(capacity=st.integers(0, 6))
    def capacity_changes(self, capacity: int) -> None:
        taken = Activity.objects.get(pk=self.activity.pk).taken
        try:
            change_capacity(actor=SYSTEM, activity=self.activity, capacity=capacity, now=self.now)
        except CapacityBelowTaken:
            assert capacity < taken

    @precondition(lambda self: self.kinds != [None])
    @rule(which=st.integers(0, 1), capacity=st.integers(0, 4))
    def kind_of_place_changes(self, which: int, capacity: int) -> None:
        kind = Contingent.objects.get(pk=self.kinds[which])
        try:
            change_capacity(actor=SYSTEM, activity=self.activity, capacity=capacity, contingent=kind, now=self.now)
        except CapacityBelowTaken:
            assert capacity < kind.taken

    @rule(minutes=st.integers(1, 15))
    def time_goes_on(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def offers_expire(self) -> None:
        expire_offers(activity_id=self.activity.pk, now=self.now)
        lapsed = Registration.objects.filter(activity=self.activity, status="offered", offered_until__lte=self.now)
        assert not lapsed.exists()

    @invariant()
    def counters_are_the_rows(self) -> None:
        if not hasattr(self, "activity"):
            return
        now = Activity.objects.get(pk=self.activity.pk)
        rows = Registration.objects.filter(activity=now)
        assert now.taken == rows.filter(status__in=["registered", "offered"]).count() <= (now.capacity or 0)
        assert now.waiting == rows.filter(status="waiting").count()
        for kind in Contingent.objects.filter(activity=now):
            held = rows.filter(contingent=kind, status__in=["registered", "offered"]).count()
            assert kind.taken == held <= kind.capacity

    @invariant()
    def one_live_registration_a_person(self) -> None:
        if hasattr(self, "activity"):
            rows = Registration.objects.filter(activity=self.activity, status__in=LIVE)
            assert not rows.values("user").annotate(times=Count("pk")).filter(times__gt=1).exists()

    @invariant()
    def nobody_waits_beside_a_place(self) -> None:
        if not hasattr(self, "activity"):
            return
        now = Activity.objects.get(pk=self.activity.pk)
        if now.left:
            for waits in Registration.objects.filter(activity=now, status="waiting").select_related("contingent"):
                assert waits.contingent is not None and waits.contingent.taken == waits.contingent.capacity

    @invariant()
    def the_line_is_in_order(self) -> None:
        """Nobody who came later holds a place that one of the same kind who came earlier still waits for."""
        if not hasattr(self, "activity"):
            return
        rows = Registration.objects.filter(activity=self.activity)
        for waits in rows.filter(status="waiting"):
            ahead = rows.filter(contingent=waits.contingent_id, seq__gt=waits.seq, placed_at__isnull=False)
            assert not ahead.filter(status__in=["registered", "offered"]).exists()


class PlacesAreKept(TestCase):
    def test_any_sequence_keeps_the_places(self) -> None:
        run_state_machine_as_test(  # type: ignore[no-untyped-call]
            Places,
            settings=settings(
                max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
            ),
        )


def test_the_machine_can_fail(db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the promotion somebody waits beside a free place, and the machine sees it."""
    monkeypatch.setattr("liangxin.activities.services.places.promote", lambda activity, *, now: [])
    machine = Places()
    machine.begin(capacity=1, minutes=0, split=())
    for who in (0, 1):
        machine.registers(who=who, which=0)
    machine.cancels(who=0)
    with pytest.raises(AssertionError):
        machine.nobody_waits_beside_a_place()
