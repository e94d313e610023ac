"""The demo district is loaded once, whole or not at all, with passwords of its own, and never in production."""

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from pytest_django import Settings

from liangxin.core.demo import World
from liangxin.jobs import demo
from liangxin.jobs.services.demo_loads import loaded_scale
from tests.helpers import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> Iterator[list[Any]]:
    """Two rooms with seeds of ours, in place of the district's."""
    settings.DATA = tmp_path
    seen: list[Any] = []

    def lower(world: World) -> None:
        Group.objects.create(name="a row of the lower room")
        world.things["lower"] = world.random.random()
        seen.append(world.announce(username="officer", name="沈知行", role="专员"))

    def upper(world: World) -> None:
        seen.append((world.things["lower"], world.random.random(), world.scale, world.today))

    modules = [("lower", SimpleNamespace(seed=lower)), ("upper", SimpleNamespace(seed=upper))]
    monkeypatch.setattr(demo, "room_modules", lambda name: modules)
    yield seen


def test_it_is_loaded_once_and_the_same_each_time(rooms: list[Any], tmp_path: Path) -> None:
    said: list[str] = []
    world = demo.load("small", NOW, said.append)
    assert world is not None
    assert [line.split()[0] for line in said] == ["lower", "upper"]
    assert loaded_scale() == "small"
    (account,) = json.loads((tmp_path / demo.ACCOUNTS_FILE).read_text())
    assert account == {"username": "officer", "password": rooms[0], "name": "沈知行", "role": "专员"}
    assert stat.S_IMODE((tmp_path / demo.ACCOUNTS_FILE).stat().st_mode) == 0o600
    assert len(rooms[0].replace("-", "")) == 12

    assert demo.load("small", NOW, said.append) is None
    assert len(said) == 2
    assert demo.load("seed", NOW, said.append) is None
    assert "--reset" in said[2]
    assert Group.objects.count() == 1


def test_a_room_that_fails_leaves_nothing(rooms: list[Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def failing(world: World) -> None:
        raise RuntimeError("no")

    (lower, _) = demo.room_modules("seeds")
    monkeypatch.setattr(demo, "room_modules", lambda name: [lower, ("upper", SimpleNamespace(seed=failing))])
    with pytest.raises(RuntimeError):
        demo.load("small", NOW, lambda text: None)
    assert not Group.objects.exists()
    assert loaded_scale() == ""
    assert not (tmp_path / demo.ACCOUNTS_FILE).exists()


def test_each_data_folder_has_its_own_passwords(tmp_path: Path) -> None:
    one, two = (demo.Passwords(tmp_path / name / "accounts.json") for name in ("one", "two"))
    assert one.of("officer") != two.of("officer")
    assert one.of("officer") == one.of("officer")
    assert one.of("officer") != one.of("auditor")


@pytest.mark.usefixtures("rooms")
def test_production_refuses_demo_accounts(settings: Settings) -> None:
    settings.DEMO_ACCOUNTS_ALLOWED = False
    with pytest.raises(ImproperlyConfigured):
        demo.load("small", NOW, lambda text: None)
    with pytest.raises(CommandError, match="production"):
        call_command("load_demo", scale="small")
    assert loaded_scale() == ""


def test_rooms_are_called_from_the_ground_upwards() -> None:
    names = [room for room, _ in demo.room_modules("seeds")]
    assert names.index("places") < names.index("organisations") < names.index("members") < names.index("venues")


def test_prepare_may_run_again(settings: Settings) -> None:
    from liangxin.access.models import Role

    call_command("prepare", verbosity=0)
    roles = Role.objects.count()
    assert roles >= 10
    call_command("prepare", verbosity=0)
    assert Role.objects.count() == roles


def test_the_cache_table_has_no_log(settings: Settings) -> None:
    from django.db import connection

    from liangxin.jobs.services.cache_table import make_cache_table

    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"},
    }
    make_cache_table()
    make_cache_table()
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'core_cache'")
        assert cursor.fetchone() == ("u",)


def test_the_first_administrators_get_a_password_to_change(capsys: pytest.CaptureFixture[str]) -> None:
    from django.contrib.auth import get_user_model

    call_command("prepare", verbosity=0)
    call_command("create_admin", "system_admin", "lin", "--name", "林一")
    user = get_user_model().objects.get(username="lin")
    assert user.must_change_password
    assert user.check_password(capsys.readouterr().out.split()[-1])
    with pytest.raises(CommandError):
        call_command("create_admin", "audit_admin", "lin")
    assert get_user_model().objects.count() == 1
