"""docs/ names every room, setting, permission, event and rule; the inventory points at what exists."""

from pathlib import Path

import pytest
from django.urls import get_resolver

from config.env import ROOT
from config.launch import reference
from liangxin.access.registry import PERMISSIONS
from liangxin.core.events import EVENTS
from tests.architecture.docs import inventory_problems, missing, rule_ids, security_problems, settings, text_of
from tests.architecture.source import python_files, rooms
from tests.architecture.test_urls import addresses

DOCS = ROOT / "docs"


def test_every_room_is_on_the_map() -> None:
    assert missing(rooms(), (DOCS / "map.md").read_text(encoding="utf-8")) == [], "→ a line in docs/map.md"


def test_every_permission_and_event_is_described() -> None:
    text = text_of(DOCS)
    ours = [name for name, kind in EVENTS.items() if kind.__module__.startswith("liangxin.")]
    assert missing([*PERMISSIONS, *ours], text) == [], "→ ./lx fix writes docs/reference.md"


def test_the_reference_is_in_step_with_the_code() -> None:
    assert reference.FILE.read_text(encoding="utf-8") == reference.text(), "→ ./lx fix writes docs/reference.md"


def test_every_rule_is_described() -> None:
    assert missing(rule_ids(python_files()), text_of(DOCS / "rules")) == [], "→ a row in docs/rules/<room>.md"


def test_every_setting_is_described() -> None:
    names = settings(python_files(under=ROOT / "config")) | {"DATABASE_URL"}
    assert missing(names, (DOCS / "operations" / "settings.md").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("name", "text", "is_missing"),
    [
        ("R-VEN-02", "| R-VEN-02 | …", False),
        ("R-VEN-02", "| R-VEN-021 | …", True),
        ("places:place:read", "`places:place:reads`", True),
        ("places:place:read", "`places:place:read`", False),
        ("trees.moved", "`trees.moved`", False),
        ("venues", "", True),
    ],
)
def test_a_missing_word_is_noticed(name: str, text: str, is_missing: bool) -> None:
    assert missing([name], text) == ([name] if is_missing else [])


def test_rule_ids_and_settings_are_found_in_code(tmp_path: Path) -> None:
    file = tmp_path / "rules.py"
    file.write_text('LONGEST = 4  # hours, R-VEN-02\nX = env.text("SECRET_KEY")\nY = env.number(\n "POOL", 3)\n')
    assert rule_ids([file]) == {"R-VEN-02"}
    assert settings([file]) == {"LIANGXIN_SECRET_KEY", "LIANGXIN_POOL"}


def known() -> list[str]:
    """Names and patterns of all addresses."""
    return [word for pair in addresses(get_resolver().url_patterns) for word in pair]


def test_the_inventory_names_pages_and_tests_that_exist() -> None:
    found = inventory_problems((DOCS / "inventory.md").read_text(encoding="utf-8"), known_addresses=known())
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("row", "problems"),
    [
        ("| 005 | /desk/x/7/ | tests/a/test_b.py::test_c |", 0),
        ("| 005 | desk-x | tests/a/test_b.py |", 0),
        ("| 005 | /desk/x/<int:pk>/ | `tests/a/test_b.py::test_c[one]` |", 0),
        ("| 005 | /desk/y/ | tests/a/test_b.py::test_c |", 1),
        ("| 005 | desk-y | tests/a/test_b.py::test_d |", 2),
        ("| 005 | desk-x | tests/a/test_gone.py::test_c |", 1),
        ("| 005 | desk-x | |", 1),
    ],
)
def test_an_inventory_row_that_points_nowhere_is_refused(row: str, problems: int, tmp_path: Path) -> None:
    (tmp_path / "tests" / "a").mkdir(parents=True)
    (tmp_path / "tests" / "a" / "test_b.py").write_text("def test_c(): ...\n")
    found = inventory_problems(row, known_addresses=["desk-x", "desk/x/<int:pk>/"], root=tmp_path)
    assert len(found) == problems, found


def test_every_threat_names_a_test_that_exists() -> None:
    text = (DOCS / "security.md").read_text(encoding="utf-8")
    assert security_problems(text) == [], "→ docs/security.md: | threat | control | tests/room/test_x.py::test_name |"
    assert text.count("\n|") > 50


def test_a_threat_without_a_test_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_a.py").write_text("class TestX:\n    def test_b(self): ...\n")
    text = (
        "| threat | control | test |\n|---|---|---|\n| a | b | tests/test_a.py::TestX::test_b |\n"
        "| c | d | tests/test_a.py::TestX::test_e |\n| f | g |\n| h | i | |\n"
    )
    assert security_problems(text, root=tmp_path) == [
        "c: tests/test_a.py has no test_e",
        "f: threat, control and test, a row of three",
        "h: threat, control and test, a row of three",
    ]
