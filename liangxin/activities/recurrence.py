"""Rules of RFC 5545, by days: read, checked, counted out."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import islice

from dateutil.rrule import rrule, rruleset, rrulestr

PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "BYWEEKNO", "WKST"}
FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
MOST_LOOKED_AT = 2_000  # days


class RuleUnreadable(ValueError):
    """Not a rule of RFC 5545 that repeats by days."""


def read_rule(text: str) -> str:
    """The rule in capitals, without its name. Raises RuleUnreadable for what is none, or repeats within a day."""
    rule = text.strip().upper().removeprefix("RRULE:")
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    if not rule or set(parts) - PARTS or parts.get("FREQ") not in FREQUENCIES or len(rule) > 200:
        raise RuleUnreadable(text)
    _parsed(rule, date(2026, 1, 1))
    return rule


def days_of(rule: str, *, first: date, after: date, until: date, most: int) -> Sequence[date]:
    """At most `most` days of the rule, begun on `first`, in (after, until]."""
    found: list[date] = []
    for at in islice(_parsed(rule, first), MOST_LOOKED_AT):
        day = at.date()
        if day > until or len(found) == most:
            break
        if day > after:
            found.append(day)
    return found


def _parsed(rule: str, first: date) -> "rrule | rruleset":
    try:
        return rrulestr(rule, dtstart=datetime.combine(first, datetime.min.time()))
    except (ValueError, KeyError, TypeError) as error:
        raise RuleUnreadable(rule) from error
