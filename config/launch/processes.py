"""Finding and ending processes that an earlier run left behind; nothing is touched that is not provably ours."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from pathlib import Path

MARK = "LIANGXIN_SERVED_FROM"  # in the environment of the web server and the worker: the data folder they serve
PR_SET_PDEATHSIG = 1


def alive(pid: int) -> bool:
    """Whether a process with this id exists (zombies count as gone)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (OSError, IndexError):
        return True


def command_of(pid: int) -> str:
    """The command line of a process, "" where it cannot be read."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        pass
    if Path("/proc/self").exists():
        return ""
    answer = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return answer.stdout.strip()


def _every_pid() -> Iterable[int]:
    try:
        return [int(name) for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        return []


def working_in(folder: Path) -> list[int]:
    """PostgreSQL processes whose working folder is `folder` (Linux; elsewhere none are found)."""
    found = []
    for pid in _every_pid():
        try:
            if os.readlink(f"/proc/{pid}/cwd") == str(folder) and "postgres" in command_of(pid):
                found.append(pid)
        except OSError:
            continue
    return found


def serving(data: Path) -> list[int]:
    """Web servers and workers that were started for this data folder (Linux; elsewhere none are found)."""
    wanted = f"{MARK}={data}".encode()
    found = []
    for pid in _every_pid():
        try:
            if pid != os.getpid() and wanted in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0"):
                found.append(pid)
        except OSError:
            continue
    return found


def end(pids: Iterable[int], *, patience: float = 0) -> None:
    """End processes: by TERM, and after `patience` seconds by KILL."""
    waiting = [pid for pid in pids if alive(pid)]
    deadline = time.monotonic() + patience
    if patience:
        _signal(waiting, signal.SIGTERM)
        while waiting and time.monotonic() < deadline:
            time.sleep(0.05)
            waiting = [pid for pid in waiting if alive(pid)]
    _signal(waiting, signal.SIGKILL)
    deadline = time.monotonic() + 5
    while any(alive(pid) for pid in waiting) and time.monotonic() < deadline:
        time.sleep(0.02)


def _signal(pids: Iterable[int], number: signal.Signals) -> None:
    for pid in pids:
        try:
            os.kill(pid, number)
        except (ProcessLookupError, PermissionError):
            continue


def dying_with_parent(number: signal.Signals) -> Callable[[], None] | None:
    """What a new child calls so that the kernel sends it `number` when the launcher dies, even by KILL (Linux)."""
    if not Path("/proc/self").exists():
        return None
    import ctypes  # loaded here: the child may run as a user that cannot read this environment

    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)

    return ask
