"""What the room needs before the first user comes."""

from datetime import datetime

from liangxin.enterprises.services.labels import install_labels


def prepare(now: datetime) -> None:
    """Install the labels that are missing; existing ones keep what people made of them."""
    install_labels()
