"""The demo members: exact figures at seed scale, one home each."""

from random import Random

import pytest

from liangxin.members.seeds import split


@pytest.mark.parametrize(("total", "parts"), [(4_300, 160), (150, 15), (10, 4)])
def test_shares_add_up_and_no_branch_is_empty(total: int, parts: int) -> None:
    shares = split(Random(1), total, parts)
    assert sum(shares) == total
    assert len(shares) == parts
    assert min(shares) >= min(3, total // parts)
