"""The web server and the task worker as children: started, watched, restarted, stopped."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from config.env import ROOT
from config.launch import processes
from config.launch.say import LaunchError, line

LARGEST_LOG = 20 * 1024 * 1024  # bytes; then it becomes .1
WEB_WORKERS = 2  # processes
WEB_THREADS = 4  # of each; every one holds at most one database connection
STOP_PATIENCE = 12  # seconds
MOST_RESTARTS = 5  # in RESTART_WINDOW
RESTART_WINDOW = 60  # seconds


def web_command(host: str, port: int) -> list[str]:
    """granian, serving config.wsgi; static files come through whitenoise."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(WEB_WORKERS), "--blocking-threads", str(WEB_THREADS), "--no-ws",
        "--respawn-failed-workers", "--workers-kill-timeout", "8",
        "config.wsgi:application",
    ]  # fmt: skip


def worker_command() -> list[str]:
    """The task worker."""
    return [sys.executable, str(ROOT / "manage.py"), "worker"]


class Child:
    """One process that is kept running."""

    def __init__(self, name: str, command: list[str], environment: Mapping[str, str], log: Path) -> None:
        self.name = name
        self.command = command
        self.environment = dict(environment)
        self.log = log
        self.starts: list[float] = []
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.starts.append(time.monotonic())
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as output:
            os.chmod(self.log, 0o600)
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                start_new_session=True, preexec_fn=processes.dying_with_parent(signal.SIGTERM),
            )  # fmt: skip

    def watch(self) -> None:
        """Start it again where it ended. Raises LaunchError where it keeps ending."""
        if self.process is None or self.process.poll() is None:
            return
        recent = [start for start in self.starts if start > time.monotonic() - RESTART_WINDOW]
        if len(recent) >= MOST_RESTARTS:
            raise LaunchError(f"{self.name} 一再退出 · keeps ending. 日志 · log: {self.log}\n{self.tail()}")
        line(f"· {self.name} 退出了（{self.process.returncode}），重新启动 · restarting")
        self.start()

    def tail(self) -> str:
        """The end of its log."""
        try:
            return self.log.read_bytes()[-1500:].decode(errors="replace").strip()
        except OSError:
            return ""

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def stop(self) -> None:
        """Wait for its end; after STOP_PATIENCE end its whole group."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(STOP_PATIENCE)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)  # its own children too, where one stayed
        self.process.wait()
