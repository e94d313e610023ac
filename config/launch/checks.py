"""`./lx check` and `./lx fix`: every guard that needs no running house, each with the legal move when it fails."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from config.env import ROOT
from config.launch import catalogues
from config.launch.say import line

PYTHON = sys.executable
NO_DATABASE = "postgresql://nobody@127.0.0.1:1/none"  # for commands that must not need one


@dataclass(frozen=True)
class Guard:
    """One check: its name, its command, and what to do when it fails."""

    name: str
    command: list[str]
    move: str
    environment: Mapping[str, str] = field(default_factory=dict)


def guards() -> list[Guard]:
    """In the order in which they run: the quick ones first."""
    importlinter = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_logo=True))"
    production = {
        "DJANGO_SETTINGS_MODULE": "config.settings.prod",
        "LIANGXIN_SECRET_KEY": secrets.token_urlsafe(48),
        "LIANGXIN_FIELD_KEYS": f"1:{secrets.token_urlsafe(48)}",
        "LIANGXIN_BLIND_INDEX_KEY": secrets.token_urlsafe(48),
        "LIANGXIN_ALLOWED_HOSTS": "liangxin.example",
        "DATABASE_URL": NO_DATABASE,
    }
    testing = {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": NO_DATABASE,
        "PYTHONWARNINGS": "ignore",
    }
    return [
        Guard("ruff", [PYTHON, "-m", "ruff", "check", "--quiet", "."], "./lx fix 能改大半；TID251 的提示写明该放在哪里"),
        Guard("format", [PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."], "./lx fix"),
        Guard("lock", [PYTHON, "-m", "config.launch.lockfile"], "不设 UV_DEFAULT_INDEX，重新运行 uv lock"),
        Guard(
            "vendored assets", [PYTHON, "-m", "config.launch.vendored"],
            "在 vendored.toml 写明名称、版本、许可和 sha256，或恢复原文件",
        ),
        Guard("catalogues", [PYTHON, "-m", "config.launch.catalogues"], "./lx fix 更新目录，再把空的 msgstr 译全"),
        Guard(
            "floors", [PYTHON, "-c", importlinter],
            "三种合法做法：上层直接调用；外键放在上层；下层发事件、上层 handlers.py 听。见 docs/map.md",
        ),
        Guard("mypy", [PYTHON, "-m", "mypy"], "补上类型；只作注解的类型放进 TYPE_CHECKING"),
        Guard(
            "migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
            "./lx manage makemigrations ROOM -n what_it_does", testing,
        ),
        Guard(
            "system check (production)", [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
            "照提示改设置；不适用的写进 SILENCED_SYSTEM_CHECKS 并说明理由", production,
        ),
        Guard(
            "architecture", [PYTHON, "-m", "pytest", "tests/architecture", "-q", "-p", "no:cacheprovider"],
            "每条失败都写明文件、行、规则与合法做法", {"DATABASE_URL": NO_DATABASE},
        ),
    ]  # fmt: skip


def check(names: list[str]) -> int:
    """Run every guard (or those named); prints what failed and the legal move."""
    failed = []
    for guard in guards():
        if names and guard.name not in names:
            continue
        begun = time.monotonic()
        answer = subprocess.run(
            guard.command,
            cwd=ROOT,
            env={**os.environ, **guard.environment},
            capture_output=True,
            text=True,
            check=False,
        )
        seconds = time.monotonic() - begun
        if answer.returncode == 0:
            line(f"✓ {guard.name}  {seconds:.1f} s")
            continue
        failed.append(guard.name)
        line(f"✗ {guard.name}  {seconds:.1f} s")
        line((answer.stdout + answer.stderr).strip())
        line(f"  → {guard.move}")
    if failed:
        line(f"\n没有通过 · failed: {', '.join(failed)}")
        return 1
    line("\n全部通过 · all guards hold")
    return 0


def fix() -> int:
    """Mend what a machine can mend."""
    for command in (["check", "--fix", "--quiet", "."], ["format", "--quiet", "."]):
        subprocess.run([PYTHON, "-m", "ruff", *command], cwd=ROOT, check=False)
    subprocess.run(
        [PYTHON, "-m", "config.launch.reference"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": NO_DATABASE},
        check=False,
    )
    for file in catalogues.update():
        line(f"已更新 · updated {file.relative_to(ROOT)}")
    missing = catalogues.problems()
    if missing:
        line(f"还有 {len(missing)} 句没有译好 · messages still to translate (./lx check catalogues lists them)")
    return 0
