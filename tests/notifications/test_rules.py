"""Quiet hours, pauses and digests hold for any hours."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from liangxin.notifications.rules import (
    DIGEST_AT,
    HOUSE_ZONE,
    LONGEST_WAIT,
    after_quiet,
    is_quiet,
    next_digest,
    shortened,
    wait_before,
)

moments = st.integers(0, 365 * 24 * 60 * 60).map(
    lambda after: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=after)
)
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


@given(at=moments, quiet_from=clocks, quiet_to=clocks)
def test_what_waits_for_the_end_of_quiet_leaves_at_that_very_minute(
    at: datetime, quiet_from: time, quiet_to: time
) -> None:
    end = after_quiet(at=at, quiet_from=quiet_from, quiet_to=quiet_to)
    assert not is_quiet(at=end, quiet_from=quiet_from, quiet_to=quiet_to)
    assert timedelta(0) <= end - at <= timedelta(days=1)
    if end != at:
        assert is_quiet(at=at, quiet_from=quiet_from, quiet_to=quiet_to)
        assert is_quiet(at=end - timedelta(seconds=1), quiet_from=quiet_from, quiet_to=quiet_to)


@given(at=moments, weekly=st.booleans())
def test_a_digest_comes_later_at_its_hour_and_weekly_on_monday(at: datetime, weekly: bool) -> None:
    due = next_digest(after=at, weekly=weekly)
    assert timedelta(0) < due - at <= timedelta(days=7 if weekly else 1)
    assert due.astimezone(HOUSE_ZONE).time() == DIGEST_AT
    assert not weekly or due.astimezone(HOUSE_ZONE).weekday() == 0


@given(attempt=st.integers(1, 40))
def test_pauses_grow_to_a_ceiling(attempt: int) -> None:
    assert wait_before(attempt=attempt) <= wait_before(attempt=attempt + 1) <= LONGEST_WAIT


@given(text=st.text(), most=st.integers(1, 50))
def test_shortened_is_short_and_begins_alike(text: str, most: int) -> None:
    short = shortened(text, most=most)
    assert len(short) <= most
    assert text.startswith(short.removesuffix("…")) or text == short
