"""The embedded PostgreSQL starts, is shared, and recovers from whatever a kill leaves behind."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.env import ROOT
from config.launch import folders, processes, unprivileged
from config.launch.embedded import FOR_TESTS, Server
from config.launch.say import LaunchError

pytestmark = pytest.mark.xdist_group("embedded")
linux = pytest.mark.skipif(not Path("/proc/self").exists(), reason="leftovers are found by /proc")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with a cluster, made once for this file."""
    folder = tmp_path_factory.mktemp("district")
    before = os.environ.get("LIANGXIN_DATA")
    os.environ["LIANGXIN_DATA"] = str(folder)
    folders.make(folder)
    yield folder
    Server(folder).destroy()
    os.environ.pop("LIANGXIN_DATA")
    if before:
        os.environ["LIANGXIN_DATA"] = before


@pytest.fixture
def server(data: Path) -> Iterator[Server]:
    """The server of that folder, stopped afterwards."""
    made = Server(data, settings=FOR_TESTS)
    yield made
    made.stop()


def answer(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        found = connection.execute(question.encode()).fetchone()
    return found[0] if found else None


def test_it_starts_as_the_house_wants_it(server: Server) -> None:
    url = server.start(tied=False)
    assert str(answer(url, "SHOW server_version")).split(".")[0] >= "15"
    assert answer(url, "SHOW server_encoding") == "UTF8"
    assert answer(url, "SELECT datlocale FROM pg_database WHERE datname = current_database()") == "C.UTF-8"
    assert answer(url, "SELECT current_user") == "liangxin"
    assert answer(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    assert answer(url, "SHOW listen_addresses") == "127.0.0.1"


def test_nobody_gets_in_without_the_password(server: Server) -> None:
    url = server.start(tied=False)
    password = url.split(":")[2].split("@")[0]
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(url.replace(password, "guess"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands it to another user")
def test_root_runs_it_as_another_user(server: Server) -> None:
    server.start(tied=False)
    pid, _ = server._postmaster()
    owner = Path(f"/proc/{pid}").stat().st_uid
    assert owner == unprivileged.own()[0] != 0


def test_a_second_user_joins_and_the_last_to_leave_stops_it(data: Path, server: Server) -> None:
    first, second = server, Server(data)
    url = first.start(tied=False)
    assert second.start(tied=False) == url
    first.release()
    assert answer(url, "SELECT 1") == 1
    second.release()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


@linux
def test_after_kill_9_of_everything_it_starts_again_with_what_was_committed(data: Path) -> None:
    server = Server(data)  # with the settings of a workplace: a commit is on disk
    try:
        with psycopg.connect(server.start(tied=False)) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        for pid in processes.working_in(server.cluster):
            with contextlib.suppress(ProcessLookupError):  # a backend may have ended by itself since
                os.kill(pid, signal.SIGKILL)
        assert (server.cluster / "postmaster.pid").exists()
        assert answer(server.start(tied=False), "SELECT number FROM kept") == 7
    finally:
        server.stop()


@linux
def test_after_kill_9_of_the_postmaster_alone_its_orphans_are_cleared(server: Server) -> None:
    connection = psycopg.connect(server.start(tied=False))
    connection.execute("SELECT 1")
    pid, _ = server._postmaster()
    os.kill(pid, signal.SIGKILL)
    assert answer(server.start(tied=False), "SELECT 1") == 1
    assert pid not in processes.working_in(server.cluster)
    connection.close()


def test_a_pid_file_of_a_process_that_is_not_ours_is_stale(server: Server) -> None:
    server.start(tied=False)
    server.stop()
    (server.cluster / "postmaster.pid").write_text(f"{os.getpid()}\n{server.cluster}\n1\n1\n\n\n\nready\n")
    assert answer(server.start(tied=False), "SELECT 1") == 1


def test_a_port_that_was_taken_meanwhile_is_changed(server: Server) -> None:
    server.start(tied=False)
    server.stop()
    taken = server.port
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", taken))
        other.listen()
        url = server.start(tied=False)
        assert server.port != taken
        assert answer(url, "SELECT 1") == 1


def test_a_cluster_whose_making_was_interrupted_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANGXIN_DATA", str(tmp_path))
    folders.make(tmp_path)
    half = Server(tmp_path, settings=FOR_TESTS)
    (half.cluster / "base").mkdir(parents=True)
    try:
        assert answer(half.start(tied=False), "SELECT 1") == 1
    finally:
        half.destroy()
    assert not half.base.exists()


@linux
def test_a_tied_server_ends_with_its_launcher(data: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from config.launch.embedded import FOR_TESTS, Server;"
        "Server(Path(sys.argv[1]), settings=FOR_TESTS).start(tied=True); print('started', flush=True); time.sleep(60)"
    )
    launcher = subprocess.Popen([sys.executable, "-c", code, str(data)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert launcher.stdout is not None
    assert launcher.stdout.readline() == "started\n"
    server = Server(data)
    assert server._running()
    launcher.kill()
    launcher.wait()
    launcher.stdout.close()
    deadline = time.monotonic() + 10
    while processes.working_in(server.cluster) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processes.working_in(server.cluster) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands it to another user")
def test_where_its_user_cannot_enter_it_lies_elsewhere_and_is_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    data = closed / "data"
    monkeypatch.setenv("LIANGXIN_DATA", str(data))
    folders.make(data)
    server = Server(data, settings=FOR_TESTS)
    assert not server.base.is_relative_to(closed)
    try:
        assert answer(server.start(tied=False), "SELECT 1") == 1
        assert Server(data).base == server.base
    finally:
        server.destroy()
    assert not server.base.exists()
    assert not (data / "postgres.at").exists()


def test_without_the_wheel_it_names_the_way_out(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(LaunchError, match="--database-url"):
        Server(data)
