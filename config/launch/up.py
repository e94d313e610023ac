"""`./lx up`: everything from nothing to an address one can open, and back."""

import argparse
import http.client
import json
import os
import shutil
import signal
import socket
import time
from pathlib import Path
from types import FrameType
from typing import IO

from config.launch import block, folders, processes
from config.launch.place import Place
from config.launch.say import LaunchError, line, problem, step
from config.launch.supervisor import Child, web_command, worker_command

READY_PATIENCE = 120  # seconds
PORTS_TRIED = 20
OWN_ENTRIES = ("postgres", "postgres.at", "postgres.users", "files", "static", "stamps", "secrets", "logs",
               block.ACCOUNTS_FILE)  # fmt: skip


class Stopped(Exception):
    """The person (or the system) asked to stop."""


def options(arguments: list[str]) -> argparse.Namespace:
    """The options of `up`."""
    parser = argparse.ArgumentParser(prog="./lx up", description="启动整个平台 · start everything")
    parser.add_argument("--port", type=int, help="网页端口，默认 8000")
    parser.add_argument("--host", default="127.0.0.1", help="监听地址；0.0.0.0 表示允许其他机器访问")
    parser.add_argument("--database-url", default=os.environ.get("DATABASE_URL") or None, help="已有的 PostgreSQL")
    parser.add_argument("--data", help="数据文件夹，默认 .data")
    parser.add_argument("--scale", choices=["small", "seed"], default="small", help="演示区规模")
    parser.add_argument("--reset", action="store_true", help="清空数据文件夹，重新开始")
    parser.add_argument("--yes", action="store_true", help="--reset 时不询问")
    return parser.parse_args(arguments)


def up(arguments: list[str]) -> int:
    """Start everything and stay until asked to stop."""
    chosen = options(arguments)
    begun = time.monotonic()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _ask_to_stop)
    data = folders.locate(chosen.data)
    folders.make(data)
    held = hold(data)
    children: list[Child] = []
    place: Place | None = None
    try:
        processes.end(processes.serving(data), patience=3)  # of a run that was killed
        if chosen.reset:
            reset(data, chosen)
        place = Place(data, database_url=chosen.database_url)
        with step("启动数据库 · starting PostgreSQL" if place.server else "连接数据库 · using the given PostgreSQL"):
            place.connect(tied=True)
        place.refresh(scale=chosen.scale)
        port = free_port(chosen.host, chosen.port)
        address = f"http://{'127.0.0.1' if chosen.host in ('0.0.0.0', '::') else chosen.host}:{port}/"
        folders.write(data / "up.address", address)
        line("· 启动网页与后台服务 · starting the web server and the worker …")
        children = start_children(place, chosen.host, port)
        wait_until_ready(chosen.host, port, children)
        line(block.text(address=address, data=data, seconds=time.monotonic() - begun))
        while True:
            time.sleep(0.5)
            for child in children:
                child.watch()
    except Stopped:
        line("\n· 正在停止 · stopping …")
        return 0
    finally:
        shut_down(children, place)
        held.close()
        if place:
            line("· 已停止 · stopped")


def _ask_to_stop(number: int, frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)  # stopping is under way; a second Ctrl-C must not leave half of it running
    raise Stopped


def hold(data: Path) -> IO[str]:
    """Hold the data folder for this run. Raises LaunchError where another run holds it."""
    held = folders.lock(data / "up.lock", wait=False)
    if held is None:
        address = folders.read(data / "up.address")
        raise LaunchError(
            f"这个数据文件夹已有一个 Liangxin 在运行：{address or data}\n"
            "Liangxin is already running on this data folder. 要再开一个，请用 --data 指定另一个文件夹。"
        )
    (data / "up.address").unlink(missing_ok=True)
    return held


def reset(data: Path, chosen: argparse.Namespace) -> None:
    """Empty the data folder, after asking. Raises LaunchError where the answer is no."""
    if chosen.database_url:
        raise LaunchError(
            "--reset 只清空内置数据库；外部数据库请自行清空。--reset never empties a database given by URL."
        )
    if not chosen.yes:
        try:
            answer = input(f"将删除 {data} 中的全部数据，无法恢复。确定请输入 yes · delete all data? [yes/no] ")
        except EOFError:
            answer = ""
        if answer.strip().lower() not in {"yes", "y", "是"}:
            raise LaunchError("没有改动任何内容。Nothing was changed.")
    Place(data).server.destroy()  # type: ignore[union-attr]
    for name in OWN_ENTRIES:
        entry = data / name
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink(missing_ok=True)
    folders.make(data)
    line("· 已清空数据文件夹 · the data folder is empty")


def free_port(host: str, wanted: int | None) -> int:
    """The wanted port, or without a wish the first free one from 8000. Raises LaunchError."""
    for port in [wanted] if wanted else range(8000, 8000 + PORTS_TRIED):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
                return port
            except OSError as error:
                reason = error.strerror or str(error)
        if not wanted:
            line(f"  端口 {port} 已被占用，改用下一个 · port {port} is taken")
    raise LaunchError(
        f"不能使用 {host}:{wanted or '8000–8019'}（{reason}），请用 --port 另选。The port cannot be used."
    )


def start_children(place: Place, host: str, port: int) -> list[Child]:
    """The web server and one task worker."""
    environment = {**place.environment, processes.MARK: str(place.data)}
    logs = place.data / "logs"
    children = [
        Child("网页服务", web_command(host, port), environment, logs / "web.log"),
        Child("后台服务", worker_command(), environment, logs / "worker.log"),
    ]
    for child in children:
        child.start()
    return children


def wait_until_ready(host: str, port: int, children: list[Child]) -> None:
    """Wait for /readyz. Raises LaunchError with the last lines of the logs."""
    deadline = time.monotonic() + READY_PATIENCE
    said: object = ""
    while time.monotonic() < deadline:
        for child in children:
            child.watch()
        said = readiness(host, port)
        if said == "ready":
            return
        time.sleep(0.1)
    logs = "\n".join(f"--- {child.log}\n{child.tail()}" for child in children)
    raise LaunchError(f"没有就绪 · not ready: {said}\n{logs}")


def readiness(host: str, port: int) -> object:
    """ "ready", or what /readyz says against it."""
    connection = http.client.HTTPConnection("127.0.0.1" if host in ("0.0.0.0", "::") else host, port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        body = answer.read()
        return "ready" if answer.status == 200 else json.loads(body)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return str(error)
    finally:
        connection.close()


def shut_down(children: list[Child], place: Place | None) -> None:
    """Stop the web server and the worker, then PostgreSQL."""
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.stop()
    if place and place.server:
        try:
            place.server.stop()
        except OSError as error:
            problem(f"PostgreSQL: {error}")
