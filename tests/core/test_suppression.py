"""Small counts of people stay hidden, and so does what would give them away."""

from hypothesis import given
from hypothesis import strategies as st

from liangxin.core.suppression import SMALLEST_SHOWN, shown_count, shown_parts


@given(count=st.integers(0, 40), whole=st.integers(0, 40))
def test_a_shown_count_and_its_complement_are_both_large_enough(count: int, whole: int) -> None:
    shown = shown_count(count, of=whole)
    if shown is not None:
        assert shown == count
        assert count >= SMALLEST_SHOWN
        assert whole - count >= SMALLEST_SHOWN
    else:
        assert count < SMALLEST_SHOWN or whole - count < SMALLEST_SHOWN


@given(parts=st.lists(st.integers(0, 30), max_size=8))
def test_no_hidden_part_follows_from_the_sum(parts: list[int]) -> None:
    shown = shown_parts(parts)
    hidden = [count for count, kept in zip(parts, shown, strict=True) if kept is None]
    assert all(kept is None or kept == count for count, kept in zip(parts, shown, strict=True))
    assert all(kept is None for count, kept in zip(parts, shown, strict=True) if count < SMALLEST_SHOWN)
    if hidden and len(hidden) < len(parts):
        assert len(hidden) > 1
        assert sum(hidden) >= SMALLEST_SHOWN


def test_nothing_is_hidden_without_need() -> None:
    assert shown_parts([5, 9, 12]) == [5, 9, 12]
    assert shown_parts([3, 4, 12]) == [None, None, 12]
    assert shown_parts([3, 6, 12]) == [None, None, 12]
    assert shown_parts([0, 0, 7, 12]) == [None, None, None, 12]
