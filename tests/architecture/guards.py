"""The guards themselves: each takes source or models and returns lines "file:line what → the legal move"."""

import ast
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db.models import Field, Model

from tests.architecture.source import DOORS, imports, where

FACE = {"services", "selectors", "events", "choices", "permissions", "rules"}
MORE_FACE = {  # docs/adr/0001-floor-plan.md says why
    "access": {"actor", "reach", "registry"},
    "search": {"registry"},
    "notifications": {"registry", "links", "wording"},
    "files": {"registry"},
    "trees": {"models"},
    "spreadsheets": {"kinds"},
    "people": {"fiction"},
}
WRITES = {"save", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "delete", "acreate",
          "asave", "adelete", "aupdate"}  # fmt: skip
QUERYSETS = {"objects", "filter", "exclude", "all", "order_by", "select_for_update", "annotate", "none"}
NOT_ROWS = {"form", "storage", "session", "cache", "self.file", "default_storage", "client", "django_cache", "cookies",
            "sociallogin"}  # fmt: skip
LONGEST_FILE, LONGEST_TEST, LONGEST_FUNCTION, MOST_PARAMETERS = 400, 800, 60, 8


def face_problems(file: Path, room: str, text: str) -> list[str]:
    """Imports of another room that do not go through its face; imports of a door."""
    found = []
    for parts, line in imports(ast.parse(text)):
        other = parts[0]
        if other in (room, "core"):
            continue
        if other in DOORS:
            if room not in DOORS:
                found.append(f"{where(file, line)} a room imports the door {other} → publish an event, or move it up")
            continue
        module = parts[1] if len(parts) > 1 else "(the package)"
        if module not in FACE and module not in MORE_FACE.get(other, set()):
            found.append(
                f"{where(file, line)} {room} enters {other} by {module}, not by its face"
                f" → use its {', '.join(sorted(FACE))}; types only under TYPE_CHECKING"
            )
    return found


def foreign_key_problems(models: Iterable[type[Model]], heights: dict[str, int]) -> list[str]:
    """Foreign keys that point up or sideways, and reverse names across rooms."""
    found = []
    for model in models:
        app = model._meta.app_label
        if app not in heights or _is_history(model):
            continue
        for field in model._meta.get_fields():
            target = _target(field)
            if target is None or target._meta.app_label == app or target._meta.app_label not in heights:
                continue
            name = f"{model._meta.label}.{field.name} → {target._meta.label}"
            if heights[target._meta.app_label] >= heights[app]:
                found.append(f"{name} points up or sideways → the higher room holds the foreign key")
            if not field.remote_field.hidden:
                found.append(
                    f'{name} has a reverse name across rooms → related_name="+", and ask this room by selector'
                )
    return found


def _target(field: Any) -> type[Model] | None:
    if not isinstance(field, Field) or field.remote_field is None:
        return None
    target = field.remote_field.model
    return target if isinstance(target, type) else None


def _is_history(model: type[Model]) -> bool:
    return any(field.name.startswith("pgh_") for field in model._meta.get_fields())


def write_problems(file: Path, text: str) -> list[str]:
    """Calls that write rows."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        called, receiver = node.func.attr, ast.unparse(node.func.value)
        if called == "update" and not _is_queryset(node.func.value):
            continue
        if called not in WRITES | {"update"} or _last_name(node.func.value) in NOT_ROWS:
            continue
        if called == "create" and ".objects" not in receiver and not _is_queryset(node.func.value):
            continue
        found.append(
            f"{where(file, node.lineno)} {receiver[:60]}.{called}() writes outside services/"
            " → make it a service function of the room that owns the row, and call that"
        )
    return found


def _is_queryset(node: ast.expr) -> bool:
    while isinstance(node, ast.Call | ast.Attribute):
        name = node.attr if isinstance(node, ast.Attribute) else ""
        if name in QUERYSETS:
            return True
        node = node.func if isinstance(node, ast.Call) else node.value
    return False


def _last_name(node: ast.expr) -> str:
    while isinstance(node, ast.Call):
        node = node.func
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def size_problems(file: Path, text: str, *, longest: int = LONGEST_FILE) -> list[str]:
    """Files, functions and parameter lists over their ceiling."""
    found = []
    lines = text.count("\n")
    if lines > longest:
        found.append(f"{where(file, lines)} {lines} lines, at most {longest} → split by noun")
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > LONGEST_FUNCTION:
            found.append(
                f"{where(file, node.lineno)} {node.name} has {length} lines, at most {LONGEST_FUNCTION} → split"
            )
        names = [each.arg for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
        count = len([name for name in names if name not in ("self", "cls")])
        if count > MOST_PARAMETERS and longest == LONGEST_FILE:
            found.append(
                f"{where(file, node.lineno)} {node.name} takes {count} parameters, at most {MOST_PARAMETERS}"
                " → take a frozen dataclass of values"
            )
    return found


def order_problems(installed: list[str], heights: dict[str, int]) -> list[str]:
    """INSTALLED_APPS out of the order of the floors (prepare and seeds run in it)."""
    found, highest = [], -1
    for app in installed:
        parts = app.split(".")
        if parts[0] != "liangxin":
            continue
        height = heights[parts[1]]
        if height < highest:
            found.append(
                f"{app} stands above a lower room in INSTALLED_APPS → order it as the floor plan, lowest first"
            )
        highest = max(highest, height)
    return found
