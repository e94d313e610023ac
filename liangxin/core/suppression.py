"""Counts of people that are too small to be shown, and those from which a small one could be worked out."""

from collections.abc import Sequence

SMALLEST_SHOWN = 5  # persons


def shown_count(count: int, *, of: int | None = None) -> int | None:
    """The count, or None where it, or the rest of the whole `of`, is under SMALLEST_SHOWN."""
    if count < SMALLEST_SHOWN or (of is not None and of - count < SMALLEST_SHOWN):
        return None
    return count


def shown_parts(parts: Sequence[int]) -> list[int | None]:
    """The parts of a whole whose sum is shown beside them, None for those that stay hidden.

    Hidden are parts under SMALLEST_SHOWN; and while the hidden ones are one alone, or together under SMALLEST_SHOWN
    (so that the sum would give them away), the smallest of the others too. A whole that is itself under
    SMALLEST_SHOWN is the caller's to hide.
    """
    order = sorted(range(len(parts)), key=lambda at: (parts[at], at))
    hidden = [at for at in order if parts[at] < SMALLEST_SHOWN]
    rest = order[len(hidden) :]
    while hidden and rest and (len(hidden) == 1 or sum(parts[at] for at in hidden) < SMALLEST_SHOWN):
        hidden.append(rest.pop(0))
    kept = set(hidden)
    return [None if at in kept else count for at, count in enumerate(parts)]
