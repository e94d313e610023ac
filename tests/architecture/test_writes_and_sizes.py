"""Only services write; nothing grows over its ceiling; and both guards can fail."""

import pytest

from config.env import ROOT
from tests.architecture.guards import (
    LONGEST_FILE,
    LONGEST_FUNCTION,
    LONGEST_TEST,
    MOST_PARAMETERS,
    size_problems,
    write_problems,
)
from tests.architecture.source import HOUSE, python_files, room_of

FILE = HOUSE / "places" / "selectors.py"


def test_only_services_write() -> None:
    problems = [
        problem
        for file in python_files()
        if "services" not in file.parts and room_of(file) != "core"
        for problem in write_problems(file, file.read_text(encoding="utf-8"))
    ]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(
    "text",
    [
        "Place.objects.create(name='x')",
        "Place.objects.filter(pk=1).update(name='x')",
        "Place.objects.filter(pk=1).delete()",
        "Place.objects.bulk_create(rows)",
        "place.save()",
        "place.save(update_fields=['name'])",
        "place.delete()",
        "place.links.all().update(ended=True)",
        "def f(place):\n    place.parent.save()",
    ],
)
def test_a_write_elsewhere_is_refused(text: str) -> None:
    assert len(write_problems(FILE, text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "facts.update(name='x')",
        "digest.update(b'x')",
        "request.session.update(a=1)",
        "form.save()",
        "cache.delete('k')",
    ],
)
def test_what_writes_no_row_is_left_alone(text: str) -> None:
    assert write_problems(FILE, text) == []


def test_nothing_is_over_its_ceiling() -> None:
    problems = [
        problem
        for folder, longest in (("liangxin", LONGEST_FILE), ("config", LONGEST_FILE), ("tests", LONGEST_TEST))
        for file in python_files(under=ROOT / folder)
        for problem in size_problems(file, file.read_text(encoding="utf-8"), longest=longest)
    ]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = 1\n" * (LONGEST_FILE + 1), "lines"),
        ("def f():\n" + "    x = 1\n" * LONGEST_FUNCTION, "f has"),
        (f"def f({', '.join(f'a{n}' for n in range(MOST_PARAMETERS + 1))}): ...\n", "parameters"),
        (f"def f(*, {', '.join(f'a{n}' for n in range(MOST_PARAMETERS + 1))}): ...\n", "parameters"),
    ],
)
def test_what_is_over_its_ceiling_is_refused(text: str, said: str) -> None:
    (problem,) = size_problems(FILE, text)
    assert said in problem


def test_what_is_just_under_it_is_not() -> None:
    text = "def f(a, b, c, d, e, f, g, h):\n" + "    x = 1\n" * (LONGEST_FUNCTION - 1)
    assert size_problems(FILE, text) == []
