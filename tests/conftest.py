"""Guards that hold for every test: no network, no undefined template variable, no luck with the order of rows.

Warnings are errors and naive datetimes therefore fail (pyproject.toml); undefined template variables fail
(FAIL_INVALID_TEMPLATE_VARS of pytest-django).
"""

import ipaddress
import os
import random
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connections
from django.db.models import QuerySet
from django.utils import translation

from config.launch.browser import chromium
from tests.helpers import template_database


class NetworkTouched(AssertionError):
    """A test tried to reach another machine."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A story in a browser needs Chromium: on CI its absence is an error, elsewhere a clear skip."""
    journeys = [item for item in items if item.get_closest_marker("journey") or "tests/journeys/" in item.nodeid]
    if not journeys or chromium():
        return
    words = "Chromium is missing: install it (apt-get install chromium) or set LIANGXIN_CHROMIUM"
    if os.environ.get("CI"):
        raise pytest.UsageError(words)
    for item in journeys:
        item.add_marker(pytest.mark.skip(reason=words))


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """A copy of the migrated template for each process, in place of migrating in each; dropped at the end."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    connection = connections["default"]
    settings_dict = connection.settings_dict
    name = f"test_{settings_dict['NAME']}{'_' if worker else ''}{worker}"
    with django_db_blocker.unblock():
        template = template_database.ensure(settings_dict)
        template_database.clone(settings_dict, template=template, name=name)
        connection.close()
        settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        template_database.drop(settings_dict, name=name)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only this machine may be reached: sockets in the file system and loopback."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def check(self: socket.socket, address: Any) -> None:
        if self.family not in (socket.AF_INET, socket.AF_INET6):
            return
        host = address[0]
        if host not in ("localhost", "") and not _is_loopback(host):
            raise NetworkTouched(f"a test tried to reach {host}; only loopback is allowed")

    def checked_connect(self: socket.socket, address: Any) -> None:
        check(self, address)
        connect(self, address)

    def checked_connect_ex(self: socket.socket, address: Any) -> int:
        check(self, address)
        return connect_ex(self, address)

    monkeypatch.setattr(socket.socket, "connect", checked_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", checked_connect_ex)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def _unordered_rows_are_shuffled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A queryset without an order has none: the database may answer in any, and here it does."""
    fetch = QuerySet._fetch_all
    chance = random.Random(0)

    def shuffling_fetch(self: QuerySet[Any]) -> None:
        unread = self._result_cache is None  # type: ignore[has-type]
        fetch(self)
        if unread and not self.ordered and isinstance(self._result_cache, list):
            chance.shuffle(self._result_cache)

    monkeypatch.setattr(QuerySet, "_fetch_all", shuffling_fetch)


@pytest.fixture(autouse=True)
def _clean_slate() -> Iterator[None]:
    """An empty cache and the source language for each test."""
    cache.clear()
    translation.activate("zh-hans")
    yield
    translation.deactivate()
