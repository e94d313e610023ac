"""A production-like server on a fresh embedded database, and what it costs: CPU-seconds of web and database."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config.launch import processes
from config.launch.place import Place
from config.launch.supervisor import Child, web_command

KILL_AFTER = 1.0  # seconds into the rush
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Stack:
    """What runs. cluster: the folder the database works in."""

    place: Place
    port: int
    web: Child

    @property
    def cluster(self) -> Path:
        assert self.place.server is not None
        return self.place.server.cluster

    def cpu(self) -> tuple[float, float]:
        """CPU-seconds spent so far by the web server's processes, and by the database's."""
        assert self.web.process is not None
        web = _family(self.web.process.pid)
        return sum(_spent(pid, waited=pid == self.web.process.pid) for pid in web), sum(
            _spent(pid, waited=True) for pid in processes.working_in(self.cluster)
        )

    @property
    def administrator(self) -> str:
        """The database's own administrator, for writing a million rows."""
        assert self.place.server is not None
        return self.place.server.administrator()

    def kill_web(self) -> None:
        """End all processes of the web server at once while a rush runs, then start it again."""
        time.sleep(KILL_AFTER)
        assert self.web.process is not None
        for pid in reversed(_family(self.web.process.pid)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.web.process.wait()
        self.web.start()

    def kill_database(self) -> None:
        """End all processes of the database at once while a rush runs, then start it again: it recovers by its log."""
        time.sleep(KILL_AFTER)
        for pid in processes.working_in(self.cluster):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.5)
        self.place.connect(tied=True)

    def wait(self) -> None:
        """Until the web server answers."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2).read()
                return
            time.sleep(0.1)
        raise RuntimeError(self.web.tail())


def _spent(pid: int, *, waited: bool) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    own = int(fields[11]) + int(fields[12])
    return (own + (int(fields[13]) + int(fields[14]) if waited else 0)) / TICKS


def _family(pid: int) -> list[int]:
    found = [pid]
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError, IndexError):
                parent = int(Path(f"/proc/{name}/stat").read_text().rsplit(")", 1)[1].split()[1])
                if parent == pid:
                    found += _family(int(name))
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def stack() -> Iterator[Stack]:
    """A fresh database, migrated and prepared, and the web server (2 processes); gone afterwards."""
    data = Path(tempfile.mkdtemp(prefix="liangxin-rush-"))
    os.environ.pop("DATABASE_URL", None)
    place = Place(data)
    web: Child | None = None
    try:
        place.connect(tied=True)
        place.steps(["migrate", "prepare", "static"])
        os.environ.update(place.environment)
        port = free_port()
        (data / "logs").mkdir(exist_ok=True)
        environment = {**place.environment, processes.MARK: str(data)}
        web = Child("web", web_command("127.0.0.1", port), environment, data / "logs" / "web.log")
        web.start()
        running = Stack(place, port, web)
        running.wait()
        yield running
    finally:
        if web is not None:
            web.ask_to_stop()
            web.stop()
        if place.server is not None:
            place.server.stop()
            place.server.destroy()
        shutil.rmtree(data, ignore_errors=True)


def pgbench(stack: Stack, script: str, *, clients: int, seconds: int, rows: int = 1) -> float:
    """Transactions a second of one prepared statement. rows: the variable :rows."""
    assert stack.place.server is not None
    program = stack.place.server.binaries / "pgbench"
    file = stack.place.data / "pgbench.sql"
    file.write_text(script)
    answer = subprocess.run(
        [str(program), "-n", "-M", "prepared", "-c", str(clients), "-j", "1", "-T", str(seconds), "-D", f"rows={rows}",
         "-f", str(file), os.environ["DATABASE_URL"]],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    for line in answer.stdout.splitlines():
        if line.startswith("tps = "):
            return float(line.split()[2])
    raise RuntimeError(answer.stdout + answer.stderr)
