from collections.abc import Iterator

import pytest

from liangxin.spreadsheets.kinds import ImportKind
from tests.spreadsheets.demo_kind import registered


@pytest.fixture
def kind() -> Iterator[ImportKind]:
    """The demo kind."""
    with registered() as demo:
        yield demo
