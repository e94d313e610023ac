"""The kinds that can be found, told by the rooms at start-up."""

from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True, kw_only=True)
class SearchKind:
    """A kind of record in the search. permission: the one that reads it; at least its public part must be reached."""

    code: str
    label: object
    model: type[Model]
    permission: str
    position: int = 100


KINDS: dict[str, SearchKind] = {}


def register_kind(kind: SearchKind) -> None:
    """Make a kind findable by `selectors.find`."""
    KINDS[kind.code] = kind
