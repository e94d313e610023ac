"""The lock names the public package index only: a mirror written into it would break everyone else's first run."""

import sys
import tomllib
from pathlib import Path

from config.env import ROOT

INDEX = "https://pypi.org/simple"
FILES = "https://files.pythonhosted.org/"


def problems(file: Path = ROOT / "uv.lock") -> list[str]:
    """Packages that come from anywhere else."""
    found = []
    for package in tomllib.loads(file.read_text(encoding="utf-8"))["package"]:
        source = package.get("source", {})
        if "virtual" in source or "editable" in source:
            continue
        files = [package["sdist"]] if "sdist" in package else []
        urls = [item.get("url", "") for item in [*files, *package.get("wheels", [])]]
        if source.get("registry") != INDEX or not all(url.startswith(FILES) for url in urls):
            found.append(f"{package['name']}: {source}")
    return found


def main() -> int:
    """Check; the exit code."""
    found = problems()
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
