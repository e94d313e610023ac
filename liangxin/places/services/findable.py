"""Keeping the search in step with the register of places."""

from collections.abc import Iterable

from liangxin.places.models import Place
from liangxin.search.services.entries import Findable, index_many

SEARCH_KIND = "place"


def make_findable(places: Iterable[Place]) -> None:
    """Let these places be found by name, short name, address and division code."""
    index_many(
        kind=SEARCH_KIND,
        entries=[
            Findable(
                object_id=place.pk, title=place.node.name, texts=(place.node.short_name, place.address),
                codes=(place.division_code,) if place.division_code else (),
            )
            for place in places
        ],
    )  # fmt: skip
