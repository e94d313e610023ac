"""The data folder: where it is, who holds it, and how files in it are written so that a kill leaves none half-made."""

import fcntl
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from config.env import ROOT


def locate(given: str | None) -> Path:
    """The data folder: --data, else LIANGXIN_DATA, else .data beside lx; relative to where the person stands."""
    name = given or os.environ.get("LIANGXIN_DATA")
    if not name:
        return ROOT / ".data"
    return (Path(os.environ.get("LX_CWD", ".")) / name).resolve()


def make(data: Path) -> None:
    """Make the data folder. Its owner alone reads it; run by root, the database's own user may pass through."""
    data.mkdir(parents=True, exist_ok=True)
    if data.stat().st_uid == os.geteuid():
        data.chmod(0o711 if os.geteuid() == 0 else 0o700)
    for name in ("logs", "files", "secrets"):
        (data / name).mkdir(mode=0o700, exist_ok=True)


def lock(file: Path, *, shared: bool = False, wait: bool = True) -> IO[str] | None:
    """Hold a lock until the returned file is closed (or the process ends, however); None where another holds it."""
    handle = file.open("a+")
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.flock(handle, kind if wait else kind | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.close()
        return None
    return handle


def write(file: Path, text: str, *, mode: int = 0o600) -> None:
    """Write a file in one move."""
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with open(descriptor, "w", encoding="utf-8") as handle:
        handle.write(text)
    temporary.replace(file)


def read(file: Path) -> str:
    """The text of a file, "" where there is none."""
    try:
        return file.read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return ""


def fingerprint(files: Iterable[Path], *more: str) -> str:
    """Sixteen hexadecimal digits that change when a file is changed, added, removed or renamed."""
    digest = hashlib.sha256("\0".join(more).encode())
    for file in sorted(files):
        digest.update(f"\0{file.relative_to(ROOT) if file.is_relative_to(ROOT) else file}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


class Stamps:
    """What was already done in this data folder, by name: a step is skipped while its fingerprint is the same."""

    def __init__(self, data: Path) -> None:
        self.folder = data / "stamps"

    def fits(self, name: str, value: str) -> bool:
        return read(self.folder / name) == value

    def put(self, name: str, value: str) -> None:
        self.folder.mkdir(mode=0o700, exist_ok=True)
        write(self.folder / name, value)
