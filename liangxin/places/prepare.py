"""What the room needs before the first place is registered."""

from datetime import datetime

from liangxin.places.services.kinds import install_kinds


def prepare(now: datetime) -> None:
    """Install the kinds that are missing."""
    install_kinds()
