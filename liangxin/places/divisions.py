"""The official division codes that the house knows by name: GB/T 2260 and the codes of streets and towns."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DIVISIONS_FILE = Path(__file__).resolve().parent / "data" / "divisions.toml"


@dataclass(frozen=True)
class Division:
    """An official division. name: "浦东新区 陆家嘴"; edition: the day as of which the table was taken."""

    code: str
    name: str
    edition: str


@cache
def _divisions() -> dict[str, Division]:
    data = tomllib.loads(DIVISIONS_FILE.read_text(encoding="utf-8"))
    found: dict[str, Division] = {}
    for county in data["county"]:
        found[county["code"]] = Division(county["code"], county["name"], data["edition"])
        for suffix, name in county["towns"].items():
            code = f"{county['code']}{suffix}"
            found[code] = Division(code, f"{county['name']} {name}", data["edition"])
    return found


def division_named(code: str) -> Division | None:
    """The division with this code (trailing zeros do not matter), or None where the table does not have it."""
    table = _divisions()
    while code:
        if code in table:
            return table[code]
        if len(code) <= 6 or not code.endswith("000"):
            return None
        code = code[:-3]
    return None
