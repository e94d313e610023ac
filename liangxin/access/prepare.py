"""What the room needs before the first user comes."""

from datetime import datetime

from liangxin.access.services.roles import install_built_in_roles


def prepare(now: datetime) -> None:
    """Install the built-in roles that are missing; existing ones get what rooms have declared since."""
    install_built_in_roles(now=now)
