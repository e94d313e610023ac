"""The demo district: every room's `seeds.py`, in the order of the floor plan, all or nothing."""

import json
import os
import secrets
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from types import ModuleType

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.utils import timezone

from liangxin.core.demo import Scale, World
from liangxin.core.history import because
from liangxin.jobs.services.demo_loads import loaded_scale, remember_load

CHANCE = 20180601  # where every room's random numbers begin; the same district each time
ACCOUNTS_FILE = "demo-accounts.json"  # in the data folder; read by ./lx up
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are mistaken for another
GROUPS, GROUP_LENGTH = 3, 4  # 12 characters of 31: 59 bits


def room_modules(name: str) -> Iterable[tuple[str, ModuleType]]:
    """(room, module) of each room that has a module of this name, lowest floor first.

    INSTALLED_APPS stands in the order of the floor plan; an architecture test sees to it.
    """
    for config in apps.get_app_configs():
        if config.name.startswith("liangxin.") and find_spec(f"{config.name}.{name}"):
            yield config.label, import_module(f"{config.name}.{name}")


class Passwords:
    """The demo accounts of a data folder and their passwords: made once at random, kept where its owner reads them."""

    def __init__(self, file: Path) -> None:
        self.file = file
        try:
            self.accounts: list[dict[str, str]] = json.loads(file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            self.accounts = []

    def of(self, username: str) -> str:
        """The password of that account."""
        for account in self.accounts:
            if account["username"] == username:
                return account["password"]
        letters = ["".join(secrets.choice(LETTERS) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS)]
        account = {"username": username, "password": "-".join(letters)}
        self.accounts.append(account)
        return account["password"]

    def keep(self, announced: list[dict[str, str]]) -> None:
        """Write the file: those announced first, in their order."""
        names = {account["username"] for account in announced}
        rest = [account for account in self.accounts if account["username"] not in names]
        temporary = self.file.with_name(f".{self.file.name}.{os.getpid()}")
        temporary.touch(mode=0o600)
        temporary.write_text(json.dumps([*announced, *rest], ensure_ascii=False, indent=1), encoding="utf-8")
        temporary.replace(self.file)


def count_rows() -> None:
    """Tell the planner how many rows there are now: it knows nothing of those in an open transaction."""
    tables = [
        connection.ops.quote_name(model._meta.db_table)
        for model in apps.get_models()
        if model.__module__.startswith("liangxin.")
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}")


def load(scale: Scale, now: datetime, say: Callable[[str], None]) -> World | None:
    """Load the demo district unless one was loaded before; the world as it was built, None where it was there.

    All rooms in one transaction: a kill in the middle leaves nothing half-made. Raises ImproperlyConfigured where
    this profile does not allow demo accounts.
    """
    if not settings.DEMO_ACCOUNTS_ALLOWED:
        raise ImproperlyConfigured("Demo accounts are refused in production; make the first account by create_admin.")
    already = loaded_scale()
    if already:
        if already != scale:
            say(f"已有演示区（{already}）；要换成 {scale}，请用 --reset · another scale is loaded")
        return None
    passwords = Passwords(settings.DATA / ACCOUNTS_FILE)
    world = World(
        scale=scale, now=now, today=timezone.localdate(now), random=Random(CHANCE), say=say, password_of=passwords.of
    )
    with transaction.atomic(), because("演示区"):
        for room, seeds in room_modules("seeds"):
            begun = time.monotonic()
            world.random = Random(f"{CHANCE}:{room}")
            seeds.seed(world)
            count_rows()
            say(f"{room} {time.monotonic() - begun:.1f} s")
        remember_load(scale=scale, now=now)
        passwords.keep(world.accounts)  # before the commit: an account whose password nobody knows must not exist
    return world
