"""The data folder: secrets made once, one run at a time, steps skipped while nothing changed."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from config.env import ROOT
from config.launch import folders
from config.launch.say import LaunchError
from config.launch.up import free_port, hold
from config.settings.local_secrets import secret_of


def test_a_secret_is_made_once_and_read_by_its_owner_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANGXIN_DATA", str(tmp_path))
    made = secret_of("secret_key")
    assert len(made) >= 40
    assert secret_of("secret_key") == made
    assert secret_of("field_key") != made
    assert stat.S_IMODE((tmp_path / "secrets" / "secret_key").stat().st_mode) == 0o600
    assert sorted(file.name for file in (tmp_path / "secrets").iterdir()) == ["field_key", "secret_key"]


def test_two_who_make_a_secret_at_once_get_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANGXIN_DATA", str(tmp_path))
    code = "from config.settings.local_secrets import secret_of; print(secret_of('secret_key'))"
    running = [
        subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    assert len({process.communicate()[0] for process in running}) == 1


def test_each_data_folder_has_its_own_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = set()
    for name in ("one", "two"):
        monkeypatch.setenv("LIANGXIN_DATA", str(tmp_path / name))
        found.add(secret_of("secret_key"))
    assert len(found) == 2


def test_a_second_up_on_the_same_folder_is_refused_with_the_address(tmp_path: Path) -> None:
    first = hold(tmp_path)
    folders.write(tmp_path / "up.address", "http://127.0.0.1:8123/")
    with pytest.raises(LaunchError, match=r"http://127\.0\.0\.1:8123/"):
        hold(tmp_path)
    first.close()
    hold(tmp_path).close()


def test_the_lock_ends_with_its_holder_however_it_ends(tmp_path: Path) -> None:
    code = "import sys,time; from pathlib import Path; from config.launch.up import hold; h = hold(Path(sys.argv[1])); print(1, flush=True); time.sleep(60)"
    holder = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    holder.stdout.readline()
    with pytest.raises(LaunchError):
        hold(tmp_path)
    holder.kill()
    holder.wait()
    holder.stdout.close()
    hold(tmp_path).close()


def test_the_data_folder_is_the_options_then_the_environments_then_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LX_CWD", str(tmp_path))
    monkeypatch.delenv("LIANGXIN_DATA", raising=False)
    assert folders.locate(None) == ROOT / ".data"
    monkeypatch.setenv("LIANGXIN_DATA", "there")
    assert folders.locate(None) == tmp_path / "there"
    assert folders.locate("here") == tmp_path / "here"


def test_a_stamp_fits_until_something_changed(tmp_path: Path) -> None:
    file, stamps = tmp_path / "x.py", folders.Stamps(tmp_path)
    file.write_text("a = 1")
    before = folders.fingerprint([file])
    assert not stamps.fits("step", before)
    stamps.put("step", before)
    assert stamps.fits("step", before)
    file.write_text("a = 2")
    assert not stamps.fits("step", folders.fingerprint([file]))


def test_a_wanted_port_that_is_taken_is_refused_and_without_a_wish_the_next_is_used() -> None:
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(LaunchError, match="--port"):
            free_port("127.0.0.1", other.getsockname()[1])
    assert free_port("127.0.0.1", None) >= 8000


def test_files_are_written_whole_and_private(tmp_path: Path) -> None:
    folders.write(tmp_path / "a", "text")
    assert folders.read(tmp_path / "a") == "text"
    assert stat.S_IMODE(os.stat(tmp_path / "a").st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["a"]
