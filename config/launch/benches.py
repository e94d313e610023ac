"""`./lx bench`: measurements under bench/, each a module with `main()`, against an embedded PostgreSQL of its own."""

import ast
import os
from pathlib import Path

from config.env import ROOT
from config.launch.place import Place
from config.launch.say import LaunchError, line

FOLDER = ROOT / "bench"


def names() -> dict[str, str]:
    """Each benchmark's name and the first line of its docstring."""
    found = {}
    for file in sorted(FOLDER.glob("*.py")):
        if not file.name.startswith("_"):
            told = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
            found[file.stem] = told.split("\n")[0]
    return found


def bench(arguments: list[str]) -> int:
    """Run one benchmark, or list them. Raises LaunchError for an unknown name."""
    if not arguments:
        for name, told in names().items():
            line(f"  {name:24} {told}")
        return 0
    name, rest = arguments[0], arguments[1:]
    if name not in names():
        raise LaunchError(f"没有这个基准测试：{name} · no such benchmark; ./lx bench lists them")
    (FOLDER / "results").mkdir(exist_ok=True)
    place = Place(Path(ROOT / ".data" / "bench"), database_url=os.environ.get("DATABASE_URL") or None)
    place.connect(tied=True)
    try:
        place.refresh(scale=None)
        return place.run("-m", f"bench.{name}", *rest)
    finally:
        place.leave()
