"""What the room needs before the first user comes."""

from datetime import datetime

from liangxin.rulebook.services.calendar import install_calendar
from liangxin.rulebook.services.industries import install_industries
from liangxin.rulebook.services.rulesets import install_rulesets


def prepare(now: datetime) -> None:
    """Install the rule sets, the known years of the work calendar and the industries that are missing."""
    install_rulesets()
    install_calendar(now=now)
    install_industries()
