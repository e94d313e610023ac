"""This room's own numbers and pure rules. Sources and reasons: docs/rules/enterprises.md."""

from datetime import date, timedelta

DAYS_TO_DESIGNATE = timedelta(days=15)  # R-ENT-01: from move-in to a designated contact
DAYS_TO_COVER = timedelta(days=90)  # R-ENT-02: from move-in to a responsible organisation
NEWLY_MOVED_IN = timedelta(days=90)  # R-ENT-03: how long an enterprise counts as newly settled
MOST_AT_ONCE = 500  # R-ENT-04: enterprises in one bulk act from a list
SHORT_SUFFIXES = (
    "股份有限公司",
    "有限责任公司",
    "集团有限公司",
    "有限公司",
    "（有限合伙）",
    "（普通合伙）",
    "（特殊普通合伙）",
)
REGISTERED_UNITS = ("51", "52", "53", "91", "92", "93")  # R-ENT-05: kinds of credit code entered without a look


def short_name_of(name: str) -> str:
    """The name without its legal suffix, at most 60 characters."""
    for suffix in SHORT_SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name.removesuffix(suffix)[:60]
    return name[:60]


def days_between(since: date | None, day: date) -> int:
    """Whole days from `since` to `day`; 0 where it is not known."""
    return (day - since).days if since is not None else 0


def is_overdue(*, since: date | None, day: date, limit: timedelta) -> bool:
    """Whether more than `limit` has passed."""
    return since is not None and day - since > limit
