"""What docs/ must name, and whether it does."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

from config.env import ROOT

RULE_ID = re.compile(r"\bR-[A-Z]{2,5}-\d{2,3}\b")
SETTING = re.compile(r"env\.(?:text|flag|number|words|pairs|path)\(\s*\"([A-Z_]+)\"")
ROW = re.compile(r"^\|\s*#?(\d{3})\s*\|\s*([^|]*?)\s*\|\s*([^|]*?)\s*\|", re.MULTILINE)


def text_of(folder: Path) -> str:
    """All of docs/ as one text."""
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.md")))


def missing(names: Iterable[str], text: str) -> list[str]:
    """The names that stand nowhere in `text` as a whole word."""
    return [name for name in sorted(set(names)) if not re.search(rf"(?<![\w:.-]){re.escape(name)}(?![\w:-])", text)]


def rule_ids(files: Iterable[Path]) -> set[str]:
    """Every rule id that code speaks of."""
    return {found for file in files for found in RULE_ID.findall(file.read_text(encoding="utf-8"))}


def settings(files: Iterable[Path]) -> set[str]:
    """Every environment variable that the settings read."""
    return {f"LIANGXIN_{name}" for file in files for name in SETTING.findall(file.read_text(encoding="utf-8"))}


def inventory_problems(text: str, *, known_addresses: Iterable[str], root: Path = ROOT) -> list[str]:
    """Rows of docs/inventory.md whose page or test does not exist."""
    names, patterns = set(known_addresses), [_shape(address) for address in known_addresses]
    found = []
    for number, pages, tests in ROW.findall(text):
        for page in re.split(r"[,，、\s]+", pages.replace("`", "")):
            if page.startswith("/"):
                path = page.split("?")[0].lstrip("/")
                begins = path.endswith("/") and any(
                    address.startswith(f"{path}<") for address in names
                )  # "/s/": its records
                if not begins and not any(pattern.fullmatch(path) for pattern in patterns):
                    found.append(
                        f"#{number}: {page} is no address → write the path as urls.py has it, or the URL's name"
                    )
            elif page and page not in names:
                found.append(f"#{number}: {page} is neither a path nor the name of an address")
        found += [f"#{number}: {problem}" for problem in _test_problems(tests, root)]
    return found


def security_problems(text: str, *, root: Path = ROOT) -> list[str]:
    """Rows of docs/security.md without a test, or whose test does not exist."""
    found = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|") or cells[0] == "threat" or set(cells[0]) <= {"-"}:
            continue
        if len(cells) != 3 or not all(cells):
            found.append(f"{cells[0]}: threat, control and test, a row of three")
        else:
            found += [f"{cells[0]}: {problem}" for problem in _test_problems(cells[2], root)]
    return found


def _shape(pattern: str) -> re.Pattern[str]:
    """A URL pattern as an expression that fits real paths as well as the pattern's own text."""
    parts = re.split(r"(<[^>]+>|\(\?P<[^>]+>[^)]*\))", pattern.strip("^$"))
    shaped = "".join("[^/]+" if part.startswith(("<", "(?P")) else re.escape(part) for part in parts)
    return re.compile(shaped)


def _test_problems(tests: str, root: Path) -> list[str]:
    found = []
    for test in re.split(r"[,，、\s]+", tests.replace("`", "").strip()):
        path, _, name = test.partition("::")
        name = name.split("[")[0]
        file = root / path
        if not path.startswith(("tests/", "bench/")) or not file.is_file():
            found.append(f"{test or '(nothing)'} is no test file → tests/room/test_x.py::test_name")
        elif name:
            known = _functions(file)
            found += [f"{path} has no {part}" for part in name.split("::") if part not in known]
    return found


def _functions(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
