"""What is not ours is what it was: every vendored file stands in the list with its checksum, and no other."""

import hashlib
import tomllib
from pathlib import Path

from tests.architecture.source import ROOT

VENDOR = ROOT / "liangxin" / "web" / "shared" / "static" / "vendor"
AXE = ROOT / "tests" / "journeys" / "vendor"


def problems(listed: dict[str, str], found: dict[str, str]) -> list[str]:
    """Files missing, unlisted or changed. listed, found: file → sha256."""
    lines = [f"{file} is in the list but not there" for file in sorted(listed.keys() - found.keys())]
    lines += [
        f"{file} is not in vendored.toml → add name, version, licence, sha256"
        for file in sorted(found.keys() - listed.keys())
    ]
    lines += [
        f"{file} is not what the list says"
        for file in sorted(listed.keys() & found.keys())
        if listed[file] != found[file]
    ]
    return lines


def digests(*folders: Path) -> dict[str, str]:
    files = [
        file for folder in folders for file in folder.rglob("*") if file.is_file() and file.name != "vendored.toml"
    ]
    return {file.relative_to(ROOT).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_every_vendored_file_is_listed_and_unchanged() -> None:
    entries = tomllib.loads((VENDOR / "vendored.toml").read_text(encoding="utf-8"))["file"]
    assert all(entry[key] for entry in entries for key in ("name", "version", "licence", "source"))
    assert not problems({entry["file"]: entry["sha256"] for entry in entries}, digests(VENDOR, AXE))


def test_the_guard_can_fail() -> None:
    assert problems({"a": "1", "b": "2"}, {"b": "3", "c": "4"}) == [
        "a is in the list but not there",
        "c is not in vendored.toml → add name, version, licence, sha256",
        "b is not what the list says",
    ]
