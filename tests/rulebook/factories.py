"""The rulebook for tests: the installed one, and actors who may change it."""

from datetime import UTC, date, datetime

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.rulebook.permissions import Permission
from liangxin.rulebook.services.calendar import install_calendar
from liangxin.rulebook.services.industries import install_industries
from liangxin.rulebook.services.rulesets import install_rulesets

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def install() -> None:
    """Everything the room installs."""
    install_rulesets()
    install_calendar(now=NOW)
    install_industries()


def keeper() -> Actor:
    """Who keeps the rulebook for the installation."""
    return Actor(
        user_id=1, user_name="系统管理员", anchor=Anchor.INSTALLATION, grant_id=1,
        permissions=frozenset(permission.value for permission in Permission),
    )  # fmt: skip


def officer() -> Actor:
    """Who holds the same permissions, but at a node only."""
    return Actor(
        user_id=2, user_name="区级专员", anchor=Anchor.PLACE, grant_id=2, node_id=1, path="1/", downwards=True,
        permissions=frozenset(permission.value for permission in Permission),
    )  # fmt: skip
