"""The classification of industries, installed once."""

import tomllib
from pathlib import Path

from django.db import transaction

from liangxin.rulebook.models import Industry

INDUSTRIES_FILE = Path(__file__).resolve().parent.parent / "data" / "industries.toml"


@transaction.atomic
def install_industries() -> None:
    """Make the sections and divisions of GB/T 4754 that are missing."""
    data = tomllib.loads(INDUSTRIES_FILE.read_text(encoding="utf-8"))
    version = data["version"]
    known = set(Industry.objects.filter(version=version).values_list("code", flat=True))
    sections = [Industry(code=code, name=name, version=version) for code, name in data["sections"].items()]
    Industry.objects.bulk_create([section for section in sections if section.code not in known])
    above = {section.code: section for section in Industry.objects.filter(version=version, parent=None)}
    Industry.objects.bulk_create(
        [
            Industry(code=code, name=name, version=version, parent=above[section])
            for section, divisions in data["divisions"].items()
            for code, name in divisions.items()
            if code not in known
        ]
    )
