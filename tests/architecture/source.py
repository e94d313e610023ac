"""Reading the house as text: files, their place on the floor plan, and what they import when they run."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from config.env import ROOT

HOUSE = ROOT / "liangxin"
DOORS = {"web", "api", "jobs", "backstage"}


def floors() -> list[list[str]]:
    """The floor plan of pyproject.toml, top first; rooms still to be built included."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    plan = next(contract for contract in contracts if contract["name"].startswith("Floors"))["layers"]
    return [[room.strip().strip("()") for room in floor.split("|")] for floor in plan]


def heights() -> dict[str, int]:
    """Room → height; core is 0."""
    return {room: height for height, floor in enumerate(reversed(floors())) for room in floor}


def rooms() -> list[str]:
    """The rooms and doors that exist."""
    return sorted(folder.name for folder in HOUSE.iterdir() if (folder / "__init__.py").exists())


def python_files(*, migrations: bool = False, under: Path = HOUSE) -> Iterator[Path]:
    """Every Python file below `under`."""
    for file in sorted(under.rglob("*.py")):
        if migrations or "migrations" not in file.parts:
            yield file


def room_of(file: Path) -> str:
    """The room or door a file lies in."""
    return file.relative_to(HOUSE).parts[0]


def where(file: Path, line: int) -> str:
    """file:line as an editor understands it."""
    name = file.relative_to(ROOT) if file.is_relative_to(ROOT) else file
    return f"{name}:{line}"


class Import(NamedTuple):
    """One imported thing: the module's parts, and the line."""

    parts: tuple[str, ...]
    line: int


def imports(tree: ast.Module) -> Iterator[Import]:
    """What is imported of the house when the module runs (TYPE_CHECKING blocks left out), late imports included."""
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            for statement in node.body:
                skipped.update(ast.walk(statement))
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("liangxin."):
                    yield Import(tuple(alias.name.split(".")[1:]), node.lineno)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "liangxin":
            base = tuple(str(node.module).split(".")[1:])
            for alias in node.names:
                yield Import((*base, alias.name), node.lineno)
