"""docs/reference.md: every permission with the roles that hold it, and every event, written from the code."""

import dataclasses
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from config.env import ROOT

FILE = ROOT / "docs" / "reference.md"
HEAD = """# Permissions and events

Written by `./lx fix` from the code; `./lx check` compares. Roles are those that come with the house: administrators
may change what a role holds, except of the three administrator roles.
"""


def text() -> str:
    """The whole page. Django must be set up."""
    from django.apps import apps
    from django.utils import translation
    from django.utils.module_loading import module_has_submodule

    from liangxin.access.registry import OWN_PERMISSIONS, PERMISSIONS
    from liangxin.access.roles import BUILT_IN_ROLES
    from liangxin.access.services.roles import matching
    from liangxin.core.events import EVENTS, HANDLERS

    for config in apps.get_app_configs():
        if config.name.startswith("liangxin.") and config.module and module_has_submodule(config.module, "events"):
            import_module(f"{config.name}.events")
    with translation.override("zh-hans"):
        holders: dict[str, list[str]] = {permission: [] for permission in PERMISSIONS}
        for role in BUILT_IN_ROLES:
            for permission in set(matching(role.permissions)) - set(matching(role.excluded)):
                holders[permission].append(str(role.name))
        lines = [HEAD, "## Permissions", "", "| permission | 含义 | roles |", "|---|---|---|"]
        for permission, label in sorted(PERMISSIONS.items()):
            own = ["每个账号（只对自己的）"] if permission in OWN_PERMISSIONS else []
            lines.append(f"| `{permission}` | {label} | {'、'.join([*own, *holders[permission]])} |")
    lines += ["", "## Events", "", "| event | values | listened to by |", "|---|---|---|"]
    for name, kind in sorted(EVENTS.items()):
        if not kind.__module__.startswith("liangxin."):
            continue  # a test's own
        values = ", ".join(field.name for field in dataclasses.fields(kind))
        lines.append(f"| `{name}` | {values} | {_listeners(HANDLERS.get(name, []))} |")
    return "\n".join(lines) + "\n"


def _listeners(handlers: list[Any]) -> str:
    return ", ".join(sorted({handler.__module__.split(".")[1] for handler in handlers}))


def write(file: Path = FILE) -> bool:
    """Write the page; whether it changed."""
    import django

    django.setup()
    new = text()
    if file.exists() and file.read_text(encoding="utf-8") == new:
        return False
    file.write_text(new, encoding="utf-8")
    return True


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    sys.exit(0 if write() is not None else 1)
