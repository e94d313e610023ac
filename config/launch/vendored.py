"""Assets of other projects that ship with the house: every one listed with name, version, licence and checksum."""

import hashlib
import sys
import tomllib
from pathlib import Path

from config.env import ROOT

FOLDER = ROOT / "liangxin" / "web" / "shared" / "static" / "vendor"
OF_PAPERS = ROOT / "liangxin" / "core" / "papers" / "fonts"
OF_TESTS = ROOT / "tests" / "journeys" / "vendor"
LIST = "vendored.toml"
WANTED = {"name", "version", "licence", "sha256"}


def problems(folder: Path = FOLDER) -> list[str]:
    """Files that are not listed, differ from their checksum or are gone; entries that say too little."""
    try:
        listed = tomllib.loads((folder / LIST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return [f"{LIST} does not exist in {folder}"]
    found = []
    entries = {str(entry.get("file", "")): entry for entry in listed.get("file", [])}
    for name, entry in entries.items():
        missing = WANTED - {key for key, value in entry.items() if value}
        if missing:
            found.append(f"{name}: {', '.join(sorted(missing))} not stated")
        if not (folder / name).is_file():
            found.append(f"{name}: listed, but not there")
        elif hashlib.sha256((folder / name).read_bytes()).hexdigest() != entry.get("sha256"):
            found.append(f"{name}: differs from its checksum")
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.is_file() and name != LIST and name not in entries:
            found.append(f"{name}: not listed")
    return found


def main() -> int:
    """Check; the exit code."""
    found = [problem for folder in (FOLDER, OF_PAPERS, OF_TESTS) for problem in problems(folder)]
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
