"""What the room needs before the first user comes."""

from datetime import datetime

from liangxin.organisations.services.types import install_types


def prepare(now: datetime) -> None:
    """Install the types of organisations and kinds of posts that are missing."""
    install_types()
