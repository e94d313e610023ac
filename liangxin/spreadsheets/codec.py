"""Plain data to the text that encrypted columns hold, and back."""

import base64
import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from liangxin.spreadsheets.kinds import Plan, Problem
from liangxin.spreadsheets.reading import Sheet


def to_text(data: Any) -> str:
    """JSON without white space."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def from_text(text: str, default: Any = None) -> Any:
    """The data, or `default` for ""."""
    return json.loads(text) if text else default


def pack_sheets(sheets: Sequence[Sheet]) -> str:
    """All cells of a file, compressed."""
    plain = to_text([asdict(sheet) for sheet in sheets]).encode()
    return base64.b64encode(zlib.compress(plain, 6)).decode()


def unpack_sheets(packed: str) -> list[Sheet]:
    """What `pack_sheets` packed."""
    return [Sheet(**sheet) for sheet in json.loads(zlib.decompress(base64.b64decode(packed)))]


def problems_to_text(problems: Sequence[Problem]) -> str:
    """Problems as JSON, "" for none."""
    return to_text([asdict(problem) | {"message": str(problem.message)} for problem in problems]) if problems else ""


def problems_from_text(text: str) -> list[Problem]:
    """What `problems_to_text` wrote."""
    return [Problem(**problem) for problem in from_text(text, [])]


def plan_to_text(plan: Plan | None) -> str:
    """What the preview needs of a plan."""
    if plan is None:
        return ""
    return to_text(
        {
            "object_id": plan.object_id, "queued_node_id": plan.queued_node_id,
            "changes": {key: [str(before), str(after)] for key, (before, after) in plan.changes.items()},
        }
    )  # fmt: skip
