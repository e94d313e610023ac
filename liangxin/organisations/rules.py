"""The room's own policy, pure. Numbers of public regulations live in the rulebook."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from liangxin.organisations.choices import Level

TERM_WARNING = timedelta(days=90)  # R-ORG-04: an end of term is shown this long before
MOST_NEW_AT_ONCE = 20_000  # R-ORG-05: organisations founded in one transaction
LEVELS = {Level.BRANCH: 1, Level.GENERAL_BRANCH: 2, Level.COMMITTEE: 3}


def day_of(now: datetime) -> date:
    """The calendar day of `now` where the installation stands."""
    return timezone.localtime(now).date()


def is_rise(old_level: str, new_level: str) -> bool:
    """Whether a change of type raises the level: branch → general branch → committee (R-ORG-03)."""
    return LEVELS.get(Level(new_level), 0) > LEVELS.get(Level(old_level), 0)
