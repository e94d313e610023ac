"""The floor plan holds, and the guards that watch it can fail."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from config.env import ROOT
from tests.architecture.guards import face_problems, foreign_key_problems, order_problems
from tests.architecture.source import HOUSE, heights, python_files, room_of, rooms

LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_logo=True, no_cache=True))"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", LINT], cwd=folder, capture_output=True, text=True, check=False)


def test_every_import_goes_down() -> None:
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize(
    ("importer", "text", "said"),
    [
        ("core", "import liangxin.places", "liangxin.core -> liangxin.places"),
        ("places", "import liangxin.people", "liangxin.places -> liangxin.people"),
        ("places", "import liangxin.web", "liangxin.places -> liangxin.web"),
        ("cellar", "", "cellar"),  # a folder that is not on the plan
    ],
)
def test_an_import_that_goes_up_or_sideways_is_refused(importer: str, text: str, said: str, tmp_path: Path) -> None:
    for room in ("", "web", "places", "people", "core", importer):
        (tmp_path / "liangxin" / room).mkdir(parents=True, exist_ok=True)
        (tmp_path / "liangxin" / room / "__init__.py").touch()
    (tmp_path / "liangxin" / importer / "services.py").write_text(text)
    plan = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(plan.replace('"core",\n]', '"(core)",\n]'))
    answer = lint(tmp_path)
    assert answer.returncode == 1
    assert said.replace("-> ", "-> ").split(" ")[0] in answer.stdout


def test_rooms_are_entered_by_their_face() -> None:
    problems = [
        problem
        for file in python_files()
        if file.parent != HOUSE
        for problem in face_problems(file, room_of(file), file.read_text(encoding="utf-8"))
    ]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(
    "text",
    [
        "from liangxin.places.models import Place",
        "from liangxin.places import models",
        "import liangxin.places.models",
        "def late():\n    from liangxin.places.models import Place",
        "from liangxin.web.shared import rendering",
    ],
)
def test_entering_another_way_is_refused(text: str) -> None:
    assert len(face_problems(HOUSE / "members" / "x.py", "members", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "from liangxin.places.selectors import get_place",
        "from liangxin.places import services",
        "from liangxin.members.models import Membership",
        "from liangxin.core.models import Model",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from liangxin.places.models import Place",
    ],
)
def test_the_face_and_ones_own_room_are_open(text: str) -> None:
    assert face_problems(HOUSE / "members" / "x.py", "members", text) == []


def test_foreign_keys_point_down_and_leave_no_name_behind() -> None:
    problems = foreign_key_problems(apps.get_models(include_auto_created=True), heights())
    assert not problems, "\n".join(problems)


def test_a_foreign_key_that_points_up_or_names_its_way_back_is_refused() -> None:
    place, node = apps.get_model("places.Place"), apps.get_model("trees.Node")

    class Upward(models.Model):
        place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")

        class Meta:
            app_label = "trees"
            apps = type(apps)()

    class Named(models.Model):
        node = models.ForeignKey("trees.Node", models.PROTECT, related_name="all_named")

        class Meta:
            app_label = "places"
            apps = type(apps)()

    Upward._meta.get_field("place").remote_field.model = place
    Named._meta.get_field("node").remote_field.model = node
    found = foreign_key_problems([Upward, Named], heights())
    assert [problem.split(" → ")[0] for problem in found] == ["trees.Upward.place", "places.Named.node"]
    assert "points up" in found[0]
    assert "reverse name" in found[1]


def test_installed_apps_stand_in_the_order_of_the_floors() -> None:
    assert order_problems(settings.INSTALLED_APPS, heights()) == []


def test_apps_out_of_order_are_refused() -> None:
    assert len(order_problems(["liangxin.members", "liangxin.core"], heights())) == 1


def test_every_room_says_what_it_is_for() -> None:
    silent = [room for room in rooms() if '"""' not in (HOUSE / room / "__init__.py").read_text(encoding="utf-8")]
    assert silent == [], f"{silent}: __init__.py holds one paragraph: what the room is for, and what it does not do"
