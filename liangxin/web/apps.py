from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.apps import AppConfig

AREAS = sorted(file.parent.name for file in Path(__file__).parent.glob("*/__init__.py"))


class WebConfig(AppConfig):
    """One app for the whole web door; each area announces itself in its `entries.py`."""

    name = "liangxin.web"
    label = "web"

    def ready(self) -> None:
        for area in AREAS:
            if find_spec(f"liangxin.web.{area}.entries"):
                import_module(f"liangxin.web.{area}.entries")
