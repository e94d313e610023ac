"""The small demo district, built once for the whole table and taken back at its end."""

from collections.abc import Iterator
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction

from liangxin.core.demo import World
from liangxin.jobs import demo
from tests.doors.rows import ACCOUNTS
from tests.helpers import client_for


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The world of the small demo district, with its accounts."""
    from django.conf import settings

    now = datetime.now(UTC)
    kept: Path = settings.DATA
    settings.DATA = tmp_path_factory.mktemp("data")
    with django_db_blocker.unblock(), transaction.atomic():
        for _, module in demo.room_modules("prepare"):
            module.prepare(now)
        built = demo.load("small", now, lambda text: None)
        assert built is not None
        yield built
        transaction.set_rollback(True)
    settings.DATA = kept


@pytest.fixture(scope="package")
def sessions(world: World, django_db_blocker: Any) -> dict[str, SimpleCookie]:
    """The cookies of each demo account, signed in once for the whole table."""
    with django_db_blocker.unblock():
        users = get_user_model().objects.filter(username__in=ACCOUNTS)
        return {user.username: client_for(user).cookies for user in users}
