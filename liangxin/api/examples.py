"""Requests that are shown on the documented page, and run by the tests as they stand here.

Names in braces stand for ids; the tests put those of their own records there.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

ID = re.compile(r'"\{(\w+)\}"')  # a name that stands for a number


@dataclass(frozen=True)
class Example:
    """One request and the status of its answer. own: with a token on one's own account."""

    tag: str
    method: str
    path: str
    status: int = 200
    body: dict[str, Any] | None = None
    own: bool = False

    @property
    def curl(self) -> str:
        """As it is typed."""
        lines = [f"curl -X {self.method.upper()} 'https://liangxin.example/api/v1{self.path}'"]
        lines.append("  -H 'Authorization: Bearer liangxin_pat_…'")
        if self.body is not None:
            lines.append("  -H 'Idempotency-Key: 8d0f6c1e'")
            lines.append("  -H 'Content-Type: application/json'")
            sent = ID.sub(r"{\1}", json.dumps(self.body, ensure_ascii=False))
            lines.append(f"  -d '{sent}'")
        return " \\\n".join(lines)


EXAMPLES = (
    Example("places", "get", "/places?kind=tower&count=true&limit=20"),
    Example(
        "places", "post", "/places", 201,
        {"name": "星桥大厦", "kind": "tower", "parent": "{place}", "opened": "2026-11-23"},
    ),
    Example("organisations", "get", "/organisations?family=party&under={organisation}"),
    Example(
        "organisations", "post", "/organisations", 201,
        {"name": "星桥大厦联合党支部", "type": "branch", "parent": "{committee}", "effective": "2026-11-20"},
    ),
    Example(
        "organisations", "post", "/organisations/{organisation}/renaming", 201,
        {"name": "启航楼第一党支部", "effective": "2026-11-20", "reason": "更名批复"},
    ),
    Example("posts", "get", "/organisations/{organisation}/posts"),
    Example("enterprises", "get", "/enterprises?coverage=none&status=operating&count=true"),
    Example(
        "enterprises", "post", "/enterprises", 201,
        {"name": "滨港星桥软件有限公司", "place": "{place}", "moved_in": "2026-11-20", "organisation": "{organisation}", "mode": "own"},
    ),
    Example("enterprises", "get", "/enterprises/{enterprise}/coverage"),
    Example("members", "get", "/members?category=full&under={organisation}"),
    Example(
        "members", "post", "/members", 201,
        {"person": {"name": "沈一帆", "phone": "13800000000"}, "organisation": "{organisation}", "effective": "2026-11-20",
         "joined_on": "2011-07-01", "joined_precision": "month"},
    ),
    Example("people", "get", "/people?text=sqy"),
    Example("stations", "get", "/stations?status=open"),
    Example("rooms", "get", "/rooms/{room}/taken?starts_at=2026-12-01T00:00:00Z&ends_at=2026-12-08T00:00:00Z"),
    Example("services", "get", "/services/{service}/slots"),
    Example("services", "get", "/me/appointments", own=True),
    Example("activities", "get", "/activities?status=published&since=2026-11-01T00:00:00%2B08:00"),
    Example("registrations", "post", "/activities/{activity}/registrations", 201, {}, own=True),
    Example("registrations", "get", "/me/registrations", own=True),
    Example("notices", "get", "/me/notices?unread=true", own=True),
    Example("rulebook", "get", "/work-calendar?year=2026"),
    Example("search", "get", "/search?text=%E6%98%9F%E6%A1%A5"),
)  # fmt: skip
