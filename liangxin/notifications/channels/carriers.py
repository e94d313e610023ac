"""What a carrier is, and which are offered: nothing configured, not offered."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from typing import Protocol

from liangxin.notifications.choices import Channel, Failure

MODULES = {
    Channel.EMAIL: "liangxin.notifications.channels.mail",
    Channel.SMS: "liangxin.notifications.channels.sms",
    Channel.WECHAT: "liangxin.notifications.channels.wechat",
}


@dataclass(frozen=True, kw_only=True)
class Message:
    """One message to one address, in the person's language already. purpose: picks the provider's template."""

    to: str
    title: str
    body: str
    purpose: str
    url: str = ""
    why: str = ""
    unsubscribe: str = ""
    language: str = ""  # of the person, for what a channel adds itself
    at: datetime
    values: dict[str, str] = field(default_factory=dict)


class Refused(Exception):
    """It will not be delivered, however often it is tried. detail: the provider's own word, without an address."""

    def __init__(self, failure: Failure, detail: str = "") -> None:
        super().__init__(failure)
        self.failure, self.detail = failure, detail[:300]


class Unavailable(Exception):
    """Not now: worth another attempt later."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail[:300]


class Tokens(Protocol):
    """Where a carrier keeps the access token that its provider gave it."""

    def token_of(self, provider: str, *, now: datetime, ask: Callable[[datetime], tuple[str, datetime]]) -> str:
        """The token that holds now; `ask` is called where there is none, and gives a token and the end of its life."""

    def forget(self, provider: str) -> None:
        """The provider no longer takes the token: ask for another next time."""


class Carrier(Protocol):
    """name: of the provider, for the log."""

    name: str

    def send(self, message: Message, tokens: Tokens) -> str:
        """Hand the message over; returns the provider's id of it. Raises Refused, Unavailable."""


def carrier_of(channel: str) -> Carrier | None:
    """The configured carrier of the channel; None where nothing is configured."""
    carrier: Carrier | None = import_module(MODULES[Channel(channel)]).configured()
    return carrier


def offered() -> list[Channel]:
    """The channels that are configured, in the order of their declaration."""
    return [channel for channel in Channel if carrier_of(channel) is not None]
