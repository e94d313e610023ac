"""The programs' door, tried with browsers' sessions; tokens are tried in tests/api."""

from typing import Any

from tests.doors.rows import Row

PLACE_READERS = "officer linjiang bonded park secretary keeper member contact.shen"
UNKNOWN = 401


def autoport(things: dict[str, Any]) -> dict[str, Any]:
    return {"place_id": things["place:autoport"].pk}


ROWS = [
    Row("api-v1:openapi-json", anyone=200),
    Row("api-v1:api-root", anyone=404),
    Row("api-v1:place-list", ok=PLACE_READERS, refused=403, nobody=UNKNOWN),
    Row("api-v1:place", ok=PLACE_READERS, kwargs=autoport, nobody=UNKNOWN),
    *(
        Row(
            f"api-v1:{name}",
            ok="",
            refused=400 if method == "post" else 422,
            kwargs=kwargs,
            nobody=UNKNOWN,
            method=method,
        )
        for name, method, kwargs in (
            ("place-new", "post", lambda things: {}),
            ("place-change", "put", autoport),
            ("place-locate", "put", autoport),
            ("place-rename", "post", autoport),
            ("place-move", "post", autoport),
            ("place-close", "post", autoport),
        )
    ),
]
