"""Maps on our own polygons: no tiles, no network. `{% include "shared/_map.html" with map=map %}`; see map.js."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Map:
    """What a map shows.

    features: GeoJSON features in WGS-84. Of their properties: name (the tooltip), note (a second line), url (where a
    click leads), label (true: the name stands on the polygon), shade (1 to 4: how dark a polygon is), tone ("gap",
    "ok", "doubt": how a point looks). words: what the map shows, in one sentence. legend: tone → its words.
    """

    features: list[dict[str, Any]]
    words: object
    legend: dict[str, object] = field(default_factory=dict)
    tall: bool = False
    id: str = "map"

    @property
    def data(self) -> dict[str, Any]:
        return {"type": "FeatureCollection", "features": self.features}

    @property
    def data_id(self) -> str:
        return f"{self.id}-data"


def linked(features: Iterable[dict[str, Any]], url: Any) -> list[dict[str, Any]]:
    """The features, each leading to `url(id)` of its property `id`."""
    return [
        {**feature, "properties": {**feature["properties"], "url": url(feature["properties"]["id"])}}
        for feature in features
    ]
