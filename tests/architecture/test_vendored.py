"""What is not ours is what it was: every vendored file stands in its list with its checksum, and no other."""

from pathlib import Path

import pytest

from config.launch.vendored import FOLDER, LIST, OF_PAPERS, OF_TESTS, problems


@pytest.mark.parametrize("folder", [FOLDER, OF_PAPERS, OF_TESTS], ids=lambda folder: folder.parent.name)
def test_every_vendored_file_is_listed_and_unchanged(folder: Path) -> None:
    assert problems(folder) == []


def test_the_guard_can_fail(tmp_path: Path) -> None:
    assert problems(tmp_path) == [f"{LIST} does not exist in {tmp_path}"]
    (tmp_path / LIST).write_text(
        '[[file]]\nname = "a"\nversion = "1"\nlicence = "MIT"\nfile = "a.js"\nsha256 = "00"\n'
        '[[file]]\nname = "b"\nversion = ""\nlicence = "MIT"\nfile = "b.js"\nsha256 = "00"\n'
    )
    (tmp_path / "a.js").write_text("changed")
    (tmp_path / "c.js").write_text("unlisted")
    assert problems(tmp_path) == [
        "a.js: differs from its checksum",
        "b.js: version not stated",
        "b.js: listed, but not there",
        "c.js: not listed",
    ]
