"""`./lx test`: the whole suite against an embedded PostgreSQL of its own, the stories in a browser last."""

import os
import subprocess
import sys
from pathlib import Path

from config.env import ROOT
from config.launch import folders
from config.launch.browser import chromium
from config.launch.embedded import FOR_TESTS, Server
from config.launch.place import compile_catalogues
from config.launch.say import LaunchError, line

JOURNEYS = ROOT / "tests" / "journeys"
PROCESSES = "2"


def test(arguments: list[str]) -> int:
    """Run the suite; with arguments, hand them to one run of pytest. --no-journeys leaves the browser out."""
    data = ROOT / ".data" / "test"
    os.environ["LIANGXIN_DATA"] = str(data)
    folders.make(data)
    with_journeys = "--no-journeys" not in arguments
    arguments = [argument for argument in arguments if argument != "--no-journeys"]
    held = folders.lock(data / "suite.lock", wait=False)
    if held is None:
        raise LaunchError("这个文件夹里正在跑另一组测试，请等它结束。Another run of the suite is under way here.")
    compile_catalogues()
    given = os.environ.get("DATABASE_URL")
    server = None if given else Server(data, settings=FOR_TESTS)
    try:
        environment = {**os.environ, "PYTHONUTF8": "1"}
        if server:
            environment["DATABASE_URL"] = server.start(tied=True)
        return run(arguments, environment, data, with_journeys=with_journeys, reuse=server is not None)
    finally:
        if server:
            server.stop()
        held.close()


def run(arguments: list[str], environment: dict[str, str], data: Path, *, with_journeys: bool, reuse: bool) -> int:
    """The runs of pytest; the first exit code that is not 0."""
    stamps = folders.Stamps(data)
    migrations = folders.fingerprint(
        [*(ROOT / "liangxin").glob("*/migrations/*.py"), *(ROOT / "config" / "settings").glob("*.py"), ROOT / "uv.lock"]
    )
    database = ["--reuse-db"] if reuse else []
    if reuse and not stamps.fits("migrations", migrations):
        database.append("--create-db")
    base = [sys.executable, "-m", "pytest", *database]
    if arguments:
        return subprocess.run([*base, *arguments], cwd=ROOT, env=environment, check=False).returncode
    line("· 测试（不含浏览器）· the suite without the browser …")
    command = [*base, "-q", "-n", PROCESSES, "--dist", "loadgroup", "--ignore", str(JOURNEYS)]
    first = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    if reuse:
        stamps.put("migrations", migrations)
    if not with_journeys or not list(JOURNEYS.glob("**/test_*.py")):
        return first
    line("· 浏览器里的故事 · stories in a browser …")
    if not chromium():
        words = "没有找到 Chromium · Chromium is missing: apt-get install -y chromium, or set LIANGXIN_CHROMIUM"
        if os.environ.get("CI"):
            raise LaunchError(words)
        line(f"  跳过 · skipped: {words}")
        return first
    second = subprocess.run([*base, "-q", str(JOURNEYS)], cwd=ROOT, env=environment, check=False).returncode
    return first or second
