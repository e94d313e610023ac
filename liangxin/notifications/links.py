"""Addresses that messages carry: of this site, and signed where they act without signing in."""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing

SALT = "notifications.unsubscribe"
UNSUBSCRIBE_PATH = "/unsubscribe/{token}/"
PREFERENCES_PATH = "/me/notices/settings/"


@dataclass(frozen=True)
class Unsubscribing:
    """What an unsubscribing link stands for: one person, one group of notices, one channel."""

    user_id: int
    group: str
    channel: str


def absolute(path: str) -> str:
    """The path as an address that works outside the site."""
    return f"{settings.SITE_URL}{path}" if path else settings.SITE_URL


def unsubscribe_link(asked: Unsubscribing) -> str:
    """An address that turns this off without signing in; it does not age, as RFC 8058 wants of old messages."""
    token = signing.dumps([asked.user_id, asked.group, asked.channel], salt=SALT, compress=False)
    return absolute(UNSUBSCRIBE_PATH.format(token=token))


def read_unsubscribe(token: str) -> Unsubscribing | None:
    """What the token stands for; None where it was not made here."""
    try:
        user_id, group, channel = signing.loads(token, salt=SALT)
        return Unsubscribing(int(user_id), str(group), str(channel))
    except (signing.BadSignature, ValueError, TypeError):
        return None
