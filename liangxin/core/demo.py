"""What each room's `seeds.py: seed(world)` is given to build its part of the demo district."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any, Literal

Scale = Literal["small", "seed"]


@dataclass(kw_only=True)
class World:
    """The demo district while it is being built, room by room, from the ground of the floor plan upwards.

    scale: "small" loads in seconds; "seed" reproduces the source document's figures.
    random: the only source of chance; it begins anew for each room, so one room's seeds do not move another's.
    things: what rooms hand on, by name ("places.district"); a lower room puts, a higher room takes.
    password_of: the password of a demo account, random per data folder.
    """

    scale: Scale
    now: datetime
    today: date
    random: Random
    say: Callable[[str], None]
    password_of: Callable[[str], str]
    things: dict[str, Any] = field(default_factory=dict)
    accounts: list[dict[str, str]] = field(default_factory=list)

    def announce(self, *, username: str, name: str, role: str) -> str:
        """List a demo account in the block that `./lx up` prints; returns the password to make it with.

        name: the person's. role: in a few words, with the place or organisation it holds for.
        """
        password = self.password_of(username)
        self.accounts.append({"username": username, "password": password, "name": name, "role": role})
        return password
