from typing import Any

import pytest

from tests.helpers import NOW


@pytest.fixture(autouse=True)
def _the_clock_stands_still(monkeypatch: Any) -> None:
    """Pages read the clock; here it is 23 November 2026, 16:00 in Shanghai."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
