"""The demo members: exact figures at seed scale, one home each."""

from random import Random

import pytest

from liangxin.members.seeds import split


@pytest.mark.parametrize(
    ("total", "least"), [(4_300, [3] * 160), (150, [5, 0, 1] * 5), (10, [0] * 4), (4_300, [0, 9, 3, 1] * 40)]
)
def test_shares_add_up_and_no_branch_is_short(total: int, least: list[int]) -> None:
    shares = split(Random(1), total, least)
    assert sum(shares) == total
    assert len(shares) == len(least)
    assert all(share >= max(one, min(3, total // len(least))) for share, one in zip(shares, least, strict=True))


def test_more_leaders_than_members_is_a_mistake_of_the_demo() -> None:
    with pytest.raises(ValueError, match="less than"):
        split(Random(1), 3, [2, 2])
