"""Every row of the URL × role table, tried with every demo account and with none."""

from http.cookies import SimpleCookie
from importlib import import_module
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from liangxin.core.demo import World
from tests.doors.rows import ACCOUNTS, NOBODY, Row

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("district")]


def all_rows() -> list[Row]:
    """The rows of every area."""
    files = sorted((Path(__file__).parent / "tables").glob("[a-z]*.py"))
    return [row for file in files for row in import_module(f"tests.doors.tables.{file.stem}").ROWS]


def test_the_accounts_of_the_table_are_those_of_the_demo(world: World) -> None:
    assert sorted(account["username"] for account in world.accounts) == sorted(ACCOUNTS)


@pytest.mark.parametrize("row", all_rows(), ids=lambda row: f"{row.name}{row.query}-{row.method}")
def test_each_gets_what_the_table_says(row: Row, world: World, sessions: dict[str, SimpleCookie]) -> None:
    address = reverse(row.name, kwargs=row.kwargs(world.things)) + row.query
    got = {}
    for account in (NOBODY, *ACCOUNTS):
        client = Client()
        client.cookies = SimpleCookie({name: morsel.value for name, morsel in sessions.get(account, {}).items()})
        got[account] = getattr(client, row.method)(address).status_code
    assert got == {account: row.expected(account) for account in got}
