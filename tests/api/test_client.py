"""A typed client made from the description, used against a live server. What is made is not kept."""

import importlib
import sys
import warnings
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.access.factories import grant, make_user, role
from tests.api.conftest import program_for
from tests.places.factories import region

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The client's package, importable for one test."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from openapi_python_client import generate
        from openapi_python_client.config import Config, ConfigFile, MetaType
    description = tmp_path / "openapi.json"
    description.write_bytes(Client().get("/api/v1/openapi.json").content)
    plain = ConfigFile(post_hooks=[], package_name_override="liangxin_client", project_name_override="liangxin-client")
    config = Config.from_sources(
        plain, MetaType.NONE, description, "utf-8", overwrite=True, output_path=tmp_path / "liangxin_client"
    )
    wrong = generate(config=config)
    assert [str(each.detail) for each in wrong] == []
    monkeypatch.syspath_prepend(str(tmp_path))
    yield "liangxin_client"
    for name in [name for name in sys.modules if name.startswith("liangxin_client")]:
        del sys.modules[name]


def test_a_generated_client_reads_writes_and_is_refused(made: str, live_server: Any) -> None:
    def part(name: str) -> Any:
        return importlib.import_module(f"{made}.{name}")

    officer, district = make_user("officer"), region()
    secret = program_for(officer, grant(officer, role("district_officer"), district.node).pk).secret
    models = part("models")
    with part("client").AuthenticatedClient(base_url=live_server.url, token=secret) as client:
        operations = {one: part(f"api.places.{one}") for one in ("place_list", "place_new")}
        new = models.NewPlaceIn(name="云帆大厦", kind="tower", parent=district.pk, opened=date(2026, 1, 5))
        tower = operations["place_new"].sync(client=client, body=new)
        assert isinstance(tower, models.PlaceOut)
        assert (tower.name, tower.parent.id) == ("云帆大厦", district.pk)
        page = operations["place_list"].sync(client=client, count=True)
        assert ([each.id for each in page.items], page.count) == ([district.pk, tower.id], 2)
        again = operations["place_new"].sync(client=client, body=new)
        assert isinstance(again, models.Problem)
        assert (again.code, again.field) == ("places.exists", "name")
