"""One data folder ready for Django: its environment variables, its server, and what must be done before it serves."""

import os
import subprocess
import sys
from pathlib import Path

from config.env import ROOT
from config.launch import folders
from config.launch.embedded import Server
from config.launch.say import LaunchError, step

STEPS_STAMP = "database"
STATIC_STAMP = "static"


class Place:
    """A data folder and its database: the embedded one, or the one DATABASE_URL names."""

    def __init__(self, data: Path, *, database_url: str | None = None) -> None:
        self.data = data
        self.database_url = database_url
        os.environ["LIANGXIN_DATA"] = str(data)  # also for secrets made in this process
        folders.make(data)
        self.server = None if database_url else Server(data)
        self.stamps = folders.Stamps(data)
        self.environment = dict(os.environ)

    def connect(self, *, tied: bool) -> None:
        """Make DATABASE_URL work. tied: the embedded server ends with this process."""
        url = self.server.start(tied=tied) if self.server else self.database_url
        self.environment |= {
            "DATABASE_URL": url or "",
            "LIANGXIN_DATA": str(self.data),
            "PYTHONUTF8": "1",
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings.dev"),
        }

    def run(self, *arguments: str, cwd: Path = ROOT) -> int:
        """Run Python with `arguments` in this place's environment; its exit code."""
        return subprocess.run([sys.executable, *arguments], env=self.environment, cwd=cwd, check=False).returncode

    def steps(self, names: list[str], *, scale: str = "small") -> None:
        """Run steps that need Django, in one process. Raises LaunchError where one fails."""
        code = self.run("-m", "config.launch.steps", *names, "--scale", scale)
        if code:
            raise LaunchError("启动没有完成，原因见上。The start did not finish; the reason stands above.")

    def refresh(self, *, scale: str | None) -> None:
        """Do what changed since the last time: migrations, built-in records, demo, catalogues, static files."""
        names: list[str] = []
        code = code_fingerprint()
        if self.database_url or not self.stamps.fits(STEPS_STAMP, code):
            names += ["migrate", "prepare"]
        if scale and not self.stamps.fits("demo", f"{scale} {folders.fingerprint([], self.database_url or '')}"):
            names.append("demo")
        compile_catalogues()
        static = static_fingerprint()
        if scale is not None and not (self.stamps.fits(STATIC_STAMP, static) and (self.data / "static").exists()):
            names.append("static")
        if not names:
            return
        self.steps(names, scale=scale or "small")
        if "migrate" in names and not self.database_url:
            self.stamps.put(STEPS_STAMP, code)
        if "demo" in names:
            self.stamps.put("demo", f"{scale} {folders.fingerprint([], self.database_url or '')}")
        if "static" in names:
            self.stamps.put(STATIC_STAMP, static)
        if self.server:
            self.server.checkpoint()

    def leave(self) -> None:
        """Leave the embedded server; the last to leave stops it."""
        if self.server:
            self.server.release()


def code_fingerprint() -> str:
    """Changes with any Python file of the house or its settings, and with the lock."""
    files = [file for folder in ("liangxin", "config") for file in (ROOT / folder).rglob("*.py")]
    return folders.fingerprint([*files, ROOT / "uv.lock"])


def static_fingerprint() -> str:
    """Changes with any static file's name, size or time, and with the lock."""
    facts = [
        f"{file}:{file.stat().st_size}:{file.stat().st_mtime_ns}"
        for folder in sorted((ROOT / "liangxin").rglob("static"))
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    ]
    return folders.fingerprint([ROOT / "uv.lock"], *facts)


def compile_catalogues() -> None:
    """Compile the message catalogues whose source is newer."""
    sources = (ROOT / "liangxin" / "locale").glob("*/LC_MESSAGES/*.po")
    stale = [
        file
        for file in sources
        if not file.with_suffix(".mo").exists() or file.with_suffix(".mo").stat().st_mtime < file.stat().st_mtime
    ]
    if stale:
        with step("编译翻译目录 · compiling message catalogues"):
            from config.launch.catalogues import compile_catalogue

            for file in stale:
                compile_catalogue(file)
