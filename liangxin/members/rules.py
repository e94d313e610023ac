"""Numbers and conditions of this room. Ids are explained in docs/rules/members.md."""

from collections.abc import Hashable, Mapping
from datetime import date
from typing import TypeVar

SMALLEST_SHOWN = 5  # persons, R-MEM-05: smaller counts are not shown to those who may only count
Key = TypeVar("Key", bound=Hashable)


def in_future(effective: date, today: date) -> bool:
    """R-MEM-03: a change of home is recorded when it holds, not before."""
    return effective > today


def too_small(count: int) -> bool:
    """Whether a count points at persons: 1 to SMALLEST_SHOWN - 1. Nought points at nobody."""
    return 0 < count < SMALLEST_SHOWN


def suppressed(counts: Mapping[Key, int], *, total_shown: bool) -> dict[Key, int | None]:
    """The parts of a total, with None where showing would point at fewer than SMALLEST_SHOWN persons (R-MEM-05).

    A small part is hidden, and so are further parts until the hidden ones together hide it: at least two parts and
    SMALLEST_SHOWN persons where the total is shown. Where the total itself is hidden at least one part is hidden.
    """
    shown: dict[Key, int | None] = {key: None if too_small(count) else count for key, count in counts.items()}
    hidden = [count for key, count in counts.items() if shown[key] is None]
    candidates = sorted(
        (key for key, count in counts.items() if shown[key] is not None and count > 0), key=lambda key: counts[key]
    )
    while candidates and _derivable(hidden, total_shown=total_shown):
        key = candidates.pop(0)
        shown[key] = None
        hidden.append(counts[key])
    return shown


def _derivable(hidden: list[int], *, total_shown: bool) -> bool:
    if not total_shown:
        return not hidden
    return bool(hidden) and (len(hidden) < 2 or sum(hidden) < SMALLEST_SHOWN)
