"""Where a thing found leads: areas tell the address of each kind that the search knows."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Found:
    """url: the record's address from its id. icon: before its title."""

    url: Callable[[int], str]
    icon: str


FOUND: dict[str, Found] = {}


def register_found(kind: str, *, url: Callable[[int], str], icon: str) -> None:
    """Let the results of search kind `kind` lead somewhere."""
    FOUND[kind] = Found(url=url, icon=icon)
