"""The steps of `up` that need Django, run by the launcher in one process of their own."""

import argparse
import sys

from config.launch.say import line, step


def migrate() -> None:
    """Bring the database's structure up to date."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting:
        return
    with step(f"更新数据库结构（{len(waiting)} 项）· migrating"):
        call_command("migrate", interactive=False, verbosity=0)


def prepare() -> None:
    """Built-in roles, work calendar and the like."""
    from django.core.management import call_command

    with step("准备内置数据（角色、规则、工作日历）· built-in records"):
        call_command("prepare", verbosity=0)


def demo(scale: str) -> None:
    """The demo district, where this profile allows its accounts."""
    from django.conf import settings
    from django.core.management import call_command

    if not settings.DEMO_ACCOUNTS_ALLOWED:
        line("· 生产环境不装演示数据 · no demo accounts in production")
        return
    with step(f"载入演示区（{scale}，仅一次）· loading the demo district, once"):
        call_command("load_demo", scale=scale)


def static() -> None:
    """Collect style sheets, scripts and pictures for the web server."""
    from django.core.management import call_command

    with step("整理页面资源 · collecting static files"):
        call_command("collectstatic", interactive=False, verbosity=0)


def main(arguments: list[str]) -> int:
    """Run the named steps in order."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="+", choices=["migrate", "prepare", "demo", "static"])
    parser.add_argument("--scale", default="small")
    options = parser.parse_args(arguments)
    import django

    django.setup()
    for name in options.names:
        if name == "demo":
            demo(options.scale)
        else:
            {"migrate": migrate, "prepare": prepare, "static": static}[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
