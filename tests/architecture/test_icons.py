"""Every icon that a page, an entry or a record names is in the icon font, so that no entry stands without one."""

import re
from collections.abc import Iterable
from pathlib import Path

from config.env import ROOT

FONT = ROOT / "liangxin" / "web" / "shared" / "static" / "vendor" / "tabler-icons.css"
IN_FONT = re.compile(r"\.ti-([a-z0-9-]+)::?before")
NAMED = re.compile(r"""\{% icon ["']([a-z0-9-]+)["'] %\}|\bicon="([a-z0-9-]+)"|\bti ti-([a-z0-9-]+)""")


def icons_named(files: Iterable[Path]) -> dict[str, str]:
    """The icons that these files name, each with the last file that does."""
    return {
        next(part for part in found if part): file.name
        for file in files
        for found in NAMED.findall(file.read_text(encoding="utf-8"))
    }


def test_every_icon_is_in_the_font() -> None:
    files = [file for kind in ("py", "html", "js") for file in (ROOT / "liangxin").rglob(f"*.{kind}")]
    named = icons_named(file for file in files if "vendor" not in file.parts)
    have = set(IN_FONT.findall(FONT.read_text(encoding="utf-8")))
    assert len(named) > 50
    missing = {name: file for name, file in named.items() if name not in have}
    assert missing == {}, "→ docs/howto/vendored-assets.md, An icon that is missing"


def test_the_guard_sees_each_way_of_naming_one(tmp_path: Path) -> None:
    file = tmp_path / "x.html"
    file.write_text('{% icon "plus" %} Entry(icon="no-such-icon") <i class="ti ti-bell"></i>')
    assert sorted(icons_named([file])) == ["bell", "no-such-icon", "plus"]
