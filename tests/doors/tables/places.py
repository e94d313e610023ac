"""The desk's pages of places."""

from typing import Any

from tests.doors.rows import Row

READERS = "officer linjiang bonded park secretary keeper member contact.shen"
AUTOPORT = {"officer": 403, "bonded": 403, "secretary": 403, "keeper": 403, "member": 403, "contact.shen": 403}


def autoport(things: dict[str, Any]) -> dict[str, Any]:
    return {"place_id": things["place:autoport"].pk}


ROWS = [
    Row("place-list", ok=READERS, refused=403),
    Row("place-map", ok=READERS, refused=403),
    Row("place-tree", ok=READERS, refused=403),
    Row("place-tree-found", ok=READERS, refused=403, query="?q=云帆"),
    Row("place-tree-below", ok=READERS, kwargs=autoport),
    Row("place", ok=READERS, kwargs=autoport),
    Row("place-new", ok="officer linjiang park sysadmin", refused=403),
    *(
        Row(name, ok="linjiang park", but=AUTOPORT, kwargs=autoport)
        for name in ("place-change", "place-locate", "place-boundary", "place-rename", "place-move", "place-close")
    ),
    *(
        Row(name, ok="linjiang park", ok_status=422, but=AUTOPORT, kwargs=autoport, method="post", query="?empty")
        for name in ("place-rename", "place-move", "place-close")
    ),
    Row("place-take-back", ok="linjiang park", ok_status=422, but=AUTOPORT, kwargs=autoport, method="post"),
    Row("place-kinds", ok="officer linjiang park sysadmin", refused=403),
    Row("place-kind-new", ok="sysadmin", refused=403),
    Row("place-kind-new", ok="sysadmin", ok_status=422, refused=403, method="post"),
    Row("place-kind", ok="sysadmin", refused=403, kwargs=lambda things: {"code": "tower"}),
]
