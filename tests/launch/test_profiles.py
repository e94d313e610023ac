"""The production profile refuses to start unsafe; a workplace needs no environment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.env import ROOT

STRONG = "vN3-k2LqX8_zR7wYt5PbDc4GhJ6mSf9aQeUiOoTrKx1ZnW0y"
GOOD = {
    "LIANGXIN_SECRET_KEY": STRONG,
    "LIANGXIN_FIELD_KEYS": f"1:{STRONG[::-1]}",
    "LIANGXIN_BLIND_INDEX_KEY": STRONG.swapcase(),
    "LIANGXIN_ALLOWED_HOSTS": "liangxin.example",
    "DATABASE_URL": "postgresql://liangxin@127.0.0.1/liangxin",
}


def load(profile: str, environment: dict[str, str], code: str = "") -> subprocess.CompletedProcess[str]:
    """Import that profile in a process of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LIANGXIN_", "DATABASE_URL"))}
    return subprocess.run(
        [sys.executable, "-c", f"import config.settings.{profile} as settings\n{code}"],
        cwd=ROOT, env={**clean, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_production_starts_with_everything_in_place() -> None:
    code = "print(settings.DEBUG, settings.DEMO_ACCOUNTS_ALLOWED, settings.SESSION_COOKIE_SECURE)"
    answer = load("prod", GOOD, code)
    assert (answer.returncode, answer.stdout.strip()) == (0, "False False True"), answer.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"LIANGXIN_SECRET_KEY": "short"}, "SECRET_KEY is too weak"),
        ({"LIANGXIN_SECRET_KEY": "a" * 60}, "SECRET_KEY is too weak"),
        ({"LIANGXIN_BLIND_INDEX_KEY": "short"}, "BLIND_INDEX_KEY is too weak"),
        ({"LIANGXIN_FIELD_KEYS": "1:short"}, "too weak"),
        ({"LIANGXIN_DEBUG": "1"}, "LIANGXIN_DEBUG must be off"),
        ({"LIANGXIN_FIELD_KEYS": None}, "LIANGXIN_FIELD_KEYS"),
        ({"LIANGXIN_FIELD_KEY_CURRENT": "2"}, "LIANGXIN_FIELD_KEYS"),
        ({"LIANGXIN_SECRET_KEY": None}, "LIANGXIN_SECRET_KEY"),
        ({"LIANGXIN_BLIND_INDEX_KEY": None}, "LIANGXIN_BLIND_INDEX_KEY"),
        ({"LIANGXIN_ALLOWED_HOSTS": None}, "LIANGXIN_ALLOWED_HOSTS"),
        ({"DATABASE_URL": None}, "DATABASE_URL"),
    ],
)
def test_production_refuses(change: dict[str, str | None], said: str) -> None:
    environment = {name: value for name, value in {**GOOD, **change}.items() if value is not None}
    answer = load("prod", environment)
    assert answer.returncode != 0
    assert said in answer.stderr


def test_a_workplace_needs_no_environment(tmp_path: Path) -> None:
    code = "print(settings.PROFILE, len(settings.SECRET_KEY) >= 40, settings.DEBUG)"
    answer = load("dev", {"LIANGXIN_DATA": str(tmp_path)}, code)
    assert (answer.returncode, answer.stdout.strip()) == (0, "dev True False"), answer.stderr
