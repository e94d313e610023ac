"""The embedded PostgreSQL: binaries from a wheel, a cluster in the data folder, driven by initdb and postgres.

It listens on a socket in its own folder and on one loopback port; both ask for a password that is made once at random.
What a kill leaves behind (pid files, orphaned back ends, shared memory, a taken port) is cleared at the next start.
"""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from config.launch import folders, processes, unprivileged
from config.launch.binaries import copied, wheel_folder
from config.launch.say import LaunchError, line
from config.settings.local_secrets import secret_of

LONGEST_SOCKET_PATH = 100  # bytes; the smallest limit of any system is 104
START_PATIENCE = 300  # seconds; recovery after a kill replays the log
STOP_PATIENCE = 30  # seconds
ROLE = DATABASE = "liangxin"
CHILDREN: list[subprocess.Popen[bytes]] = []  # servers started by this process, which must reap them

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "100",
    "shared_buffers": "192MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "jit": "off",
    "timezone": "UTC",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
    **({"recovery_init_sync_method": "syncfs"} if sys.platform.startswith("linux") else {}),
}
FOR_TESTS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}


class Server:
    """The server of one data folder. `start` may find it running already; `stop` stops it for everyone."""

    def __init__(self, data: Path, *, settings: Mapping[str, str] | None = None) -> None:
        self.data = data
        self.settings = {**SETTINGS, **(settings or {})}
        self.base = self._place()
        self.cluster = self.base / "cluster"
        self.uid, self.gid = self._user()
        self.binaries = wheel_folder() / "bin"
        self.environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}
        self.port = 0
        self._in_use: IO[str] | None = None

    # -- where it lies and as whom it runs

    @property
    def as_root(self) -> bool:
        return os.geteuid() == 0

    def _place(self) -> Path:
        """In the data folder; where the server's own user cannot pass through to it, in a folder remembered there."""
        beside = self.data / "postgres"
        if not self.as_root or beside.exists():
            return beside
        remembered = folders.read(self.data / "postgres.at")
        if remembered:
            return Path(remembered)
        if unprivileged.can_enter(self.data, unprivileged.own()[0]):
            return beside
        name = f"liangxin-{hashlib.sha256(str(self.data).encode()).hexdigest()[:12]}"
        for parent in (Path("/var/lib"), Path("/var/tmp"), Path("/tmp")):
            if os.access(parent, os.W_OK) and unprivileged.can_enter(parent, unprivileged.own()[0]):
                folder = parent / name
                if folder.exists() and folder.stat().st_uid != 0:
                    continue  # somebody else's
                self._discard(folder)  # of a data folder that was deleted: its password and keys went with it
                folders.write(self.data / "postgres.at", str(folder))
                return folder
        raise LaunchError(
            "没有找到数据库可以存放的地方，请用 --data 指定一个文件夹。No place for the database: give --data."
        )

    def _user(self) -> tuple[int, int]:
        if not self.as_root:
            return os.geteuid(), os.getegid()
        if self.cluster.exists():
            owner = self.cluster.stat()
            if owner.st_uid != 0:
                return owner.st_uid, owner.st_gid
        return unprivileged.own()

    def _as_user(self, uid: int | None = None, gid: int | None = None) -> dict[str, Any]:
        if not self.as_root:
            return {}
        return {"user": self.uid if uid is None else uid, "group": self.gid if gid is None else gid, "extra_groups": []}

    # -- starting

    def start(self, *, tied: bool) -> str:
        """Start, or join a server that runs already; returns DATABASE_URL.

        tied: the server ends with this process, even when that is killed (for `up`); otherwise it lives until the
        last of its users calls `release`. Raises LaunchError.
        """
        mutex = folders.lock(self.data / "postgres.lock")
        try:
            self._make()
            if not self._running():
                self._recover()
                self._launch(tied=tied)
                self._make_database()
            self._let_go()
            self._in_use = folders.lock(self.data / "postgres.users", shared=True)
        finally:
            if mutex:
                mutex.close()
        return self.url()

    def url(self) -> str:
        """DATABASE_URL of the application's own role."""
        return self._url(ROLE, secret_of("postgres_password"), DATABASE)

    def _url(self, role: str, password: str, database: str) -> str:
        if self._socket_folder():
            place = quote(str(self.base / "socket"), safe="/")
            return f"postgresql://{role}:{quote(password)}@/{database}?host={place}&port={self.port}"
        return f"postgresql://{role}:{quote(password)}@127.0.0.1:{self.port}/{database}"

    def _socket_folder(self) -> str:
        folder = str(self.base / "socket")
        return folder if len(f"{folder}/.s.PGSQL.65535".encode()) <= LONGEST_SOCKET_PATH else ""

    def _make(self) -> None:
        """initdb, once. A cluster whose making was interrupted is made anew."""
        if not self.base.exists():
            self.base.mkdir(mode=0o711)
        if self.as_root:
            self.base.chmod(0o711)
        elif self.cluster.exists() and self.cluster.stat().st_uid != os.geteuid():
            raise LaunchError(
                f"{self.data} 里的数据库是另一个用户建立的，请以那个用户运行，或用 --data 另选文件夹。"
                "The database in this data folder belongs to another user."
            )
        if self.as_root and not unprivileged.can_enter(self.binaries, self.uid):
            self.binaries = copied(self.binaries, self.base)
        if (self.base / "made").exists():
            return
        line("  建立数据库文件 · making the database files")
        processes.end(processes.working_in(self.cluster))
        for name in ("cluster", "socket"):
            if (self.base / name).exists():
                shutil.rmtree(self.base / name)
            (self.base / name).mkdir(mode=0o700)
        first = unprivileged.nobody() if self.as_root else (self.uid, self.gid)
        password = self.cluster / "password"
        folders.write(password, secret_of("postgres_admin"))
        inner = self.cluster / "data"
        if self.as_root:
            unprivileged.give(self.cluster, *first)
        self._initdb(inner, password, first)
        password.unlink()
        for item in inner.iterdir():
            item.rename(self.cluster / item.name)
        inner.rmdir()
        if self.as_root:
            unprivileged.give(self.cluster, self.uid, self.gid)
            unprivileged.give(self.base / "socket", self.uid, self.gid)
        (self.base / "made").touch()

    def _initdb(self, target: Path, password: Path, user: tuple[int, int]) -> None:
        answer = None
        for locale in ("C.UTF-8", "C"):  # the provider is PostgreSQL's own, so it is the same on every system
            if target.exists():
                shutil.rmtree(target)
            answer = subprocess.run(
                [
                    str(self.binaries / "initdb"), "-D", str(target), "-U", "postgres", "-A", "scram-sha-256",
                    f"--pwfile={password}", "--encoding=UTF8", "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8", f"--locale={locale}", "--text-search-config=simple",
                    "--no-sync", "--no-instructions",
                ],
                cwd="/", env=self.environment, capture_output=True, text=True, check=False, **self._as_user(*user),
            )  # fmt: skip
            if answer.returncode == 0:
                return
        raise LaunchError(f"initdb: {answer.stderr.strip() if answer else ''}")

    def _postmaster(self) -> tuple[int, list[str]]:
        """The process id in postmaster.pid (0 without one) and the file's lines."""
        lines = folders.read(self.cluster / "postmaster.pid").split("\n")
        return (int(lines[0]), lines) if lines[0].strip().isdigit() else (0, lines)

    def _running(self) -> bool:
        """Whether our server answers; sets the port."""
        pid, lines = self._postmaster()
        if not pid or len(lines) < 8 or lines[7].strip() != "ready" or not self._is_ours(pid):
            return False
        self.port = int(lines[3])
        with socket.socket() as probe:
            probe.settimeout(2)
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def _is_ours(self, pid: int) -> bool:
        command = processes.command_of(pid)
        return processes.alive(pid) and "postgres" in command and str(self.cluster) in command

    def _recover(self) -> None:
        """Clear what a killed run left: a server that no longer answers, orphaned back ends, a stale pid file."""
        pid, _ = self._postmaster()
        if pid and self._is_ours(pid):
            processes.end([pid], patience=5)
        processes.end(processes.working_in(self.cluster))
        self._reap(pid)
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)
        for left in (self.base / "socket").glob(".s.PGSQL.*"):
            left.unlink(missing_ok=True)

    def _launch(self, *, tied: bool) -> None:
        trouble = ""
        for attempt in range(6):
            self._choose_port()
            trouble = self._try_launch(tied=tied)
            if not trouble:
                folders.write(self.base / "port", str(self.port))
                return
            if "shared memory" in trouble or "lock file" in trouble:
                time.sleep(0.3 * (attempt + 1))
                self._recover()
            elif "Address already in use" in trouble:
                (self.base / "port").unlink(missing_ok=True)
            else:
                break
        version = folders.read(self.cluster / "PG_VERSION")
        raise LaunchError(
            f"PostgreSQL 没有启动（数据版本 {version}）：\n{trouble}\n日志 · log: {self.data / 'logs' / 'postgres.log'}"
        )

    def _choose_port(self) -> None:
        recorded = folders.read(self.base / "port")
        for port in ([int(recorded)] if recorded.isdigit() else []) + [0]:
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind(("127.0.0.1", port))
                except OSError:
                    continue
                self.port = int(probe.getsockname()[1])
                return

    def _try_launch(self, *, tied: bool) -> str:
        """Start postgres; returns "" when it is ready, else the end of its log."""
        options = {**self.settings, "port": str(self.port), "unix_socket_directories": self._socket_folder()}
        arguments = [str(self.binaries / "postgres"), "-D", str(self.cluster)]
        for name, value in options.items():
            arguments += ["-c", f"{name}={value}"]
        log = self.data / "logs" / "postgres.log"
        with log.open("ab") as output:
            begin = output.tell()
            child = subprocess.Popen(
                arguments, cwd="/", env=self.environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                start_new_session=True,  # Ctrl-C at the terminal reaches the launcher first
                preexec_fn=processes.dying_with_parent(signal.SIGINT) if tied else None,
                **self._as_user(),
            )  # fmt: skip
        deadline = time.monotonic() + START_PATIENCE
        told = time.monotonic() + 5
        while child.poll() is None and time.monotonic() < deadline:
            pid, lines = self._postmaster()
            if pid == child.pid and len(lines) >= 8 and lines[7].strip() == "ready":
                CHILDREN.append(child)
                return ""
            if time.monotonic() > told:
                line("  数据库正在恢复 · the database is recovering")
                told = time.monotonic() + 15
            time.sleep(0.02)
        if child.poll() is None:
            processes.end([child.pid], patience=5)
        child.wait()
        with log.open("rb") as written:
            written.seek(begin)
            return written.read().decode(errors="replace")[-2000:] or "(no output)"

    def _make_database(self) -> None:
        """The application's role and database, once."""
        if (self.base / "database").exists():
            return
        import psycopg
        from psycopg import sql

        admin = self._url("postgres", secret_of("postgres_admin"), "postgres")
        with psycopg.connect(admin, autocommit=True) as connection:
            role = sql.Identifier(ROLE)
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(role))
            password = sql.Literal(secret_of("postgres_password"))
            connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(role, password))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), role))
        (self.base / "database").touch()

    def administrator(self) -> str:
        """The address of the server's own administrator on our database, for measurements that write past the rules."""
        return self._url("postgres", secret_of("postgres_admin"), DATABASE)

    def checkpoint(self) -> None:
        """Write everything out, so that a start after a kill has little to replay."""
        import psycopg

        with psycopg.connect(self._url("postgres", secret_of("postgres_admin"), "postgres"), autocommit=True) as admin:
            admin.execute("CHECKPOINT")

    # -- stopping

    def stop(self) -> None:
        """Stop the server for everyone; transactions under way are rolled back."""
        self._let_go()
        pid, _ = self._postmaster()
        if not pid or not self._is_ours(pid):
            return
        os.kill(pid, signal.SIGINT)
        for patience, harder in ((STOP_PATIENCE, signal.SIGQUIT), (5, signal.SIGKILL)):
            deadline = time.monotonic() + patience
            while time.monotonic() < deadline:
                self._reap(pid)
                if not processes.alive(pid):
                    return
                time.sleep(0.02)
            os.kill(pid, harder)

    def release(self) -> None:
        """Leave the server; the last to leave stops it."""
        mutex = folders.lock(self.data / "postgres.lock")
        try:
            self._let_go()
            alone = folders.lock(self.data / "postgres.users", wait=False)
            if alone:
                alone.close()
                self.stop()
        finally:
            if mutex:
                mutex.close()

    def _let_go(self) -> None:
        if self._in_use:
            self._in_use.close()
            self._in_use = None

    @staticmethod
    def _reap(pid: int) -> None:
        for child in [child for child in CHILDREN if child.pid == pid and child.poll() is not None]:
            CHILDREN.remove(child)

    def destroy(self) -> None:
        """Stop, and remove the cluster."""
        self.stop()
        self._discard(self.base)
        (self.data / "postgres.at").unlink(missing_ok=True)

    @staticmethod
    def _discard(folder: Path) -> None:
        if folder.exists():
            processes.end(processes.working_in(folder / "cluster"))
            shutil.rmtree(folder)
