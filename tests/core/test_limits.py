from datetime import UTC, datetime, timedelta

import pytest

from liangxin.core.limits import KEPT, forget_windows, take

NOW = datetime(2026, 11, 23, 4, 10, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


def test_what_is_left_is_told_and_the_end_of_the_window():
    first = take("api:1", limit=2, per=HOUR, now=NOW)
    second = take("api:1", limit=2, per=HOUR, now=NOW)
    third = take("api:1", limit=2, per=HOUR, now=NOW)
    assert (first.allowed, first.remaining, first.resets_in) == (True, 1, 49 * 60 + 30)
    assert (second.allowed, second.remaining) == (True, 0)
    assert (third.allowed, third.remaining) == (False, 0)


def test_keys_and_windows_are_apart():
    take("api:1", limit=1, per=HOUR, now=NOW)
    assert take("api:2", limit=1, per=HOUR, now=NOW).allowed
    assert take("api:1", limit=1, per=HOUR, now=NOW + HOUR).allowed


def test_past_windows_are_forgotten():
    take("api:1", limit=1, per=HOUR, now=NOW)
    take("api:1", limit=1, per=HOUR, now=NOW + KEPT)
    assert forget_windows(now=NOW + KEPT + HOUR) == 1
