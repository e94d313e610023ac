"""The parts of `./lx check` that are ours can fail: catalogues, vendored assets, the lock; and the block is readable."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from config.env import ROOT
from config.launch import block, catalogues, lockfile, vendored


def write_list(folder: Path, name: str, digest: str, licence: str = "MIT") -> None:
    (folder / "vendored.toml").write_text(
        f'[[file]]\nfile = "{name}"\nname = "x"\nversion = "1"\nlicence = "{licence}"\nsha256 = "{digest}"\n'
    )


def test_vendored_assets_are_listed_and_unchanged(tmp_path: Path) -> None:
    (tmp_path / "x.js").write_text("one")
    digest = hashlib.sha256(b"one").hexdigest()
    write_list(tmp_path, "x.js", digest)
    assert vendored.problems(tmp_path) == []
    (tmp_path / "y.js").touch()
    assert vendored.problems(tmp_path) == ["y.js: not listed"]
    (tmp_path / "y.js").unlink()
    (tmp_path / "x.js").write_text("two")
    assert vendored.problems(tmp_path) == ["x.js: differs from its checksum"]
    write_list(tmp_path, "x.js", hashlib.sha256(b"two").hexdigest(), licence="")
    assert vendored.problems(tmp_path) == ["x.js: licence not stated"]
    (tmp_path / "x.js").unlink()
    assert vendored.problems(tmp_path)[-1] == "x.js: listed, but not there"


def test_the_vendored_assets_of_the_house_are_in_order() -> None:
    assert vendored.problems() == []


def test_the_lock_names_the_public_index() -> None:
    assert lockfile.problems() == []


def test_a_lock_with_a_mirror_is_refused(tmp_path: Path) -> None:
    (tmp_path / "uv.lock").write_text(
        '[[package]]\nname = "a"\nversion = "1"\nsource = { registry = "https://mirror.example/simple" }\n'
    )
    assert [problem.split(":")[0] for problem in lockfile.problems(tmp_path / "uv.lock")] == ["a"]


def test_sentences_are_found_in_python_and_templates(tmp_path: Path) -> None:
    python, template = tmp_path / "a.py", tmp_path / "b.html"
    python.write_text('from x import gettext_lazy as _\na = _("甲")\nb = ngettext("一个{n}", "多个{n}", n)\n')
    template.write_text(
        '{% load i18n %}\n  <p title="it\'s">{% translate "乙" %}</p>\n    {% blocktranslate with n=x %}丙 {{ n }} 个'
        "{% endblocktranslate %}\n {{ _('丁')|upper }} {% translate '戊' context '人' %}\n"
    )
    assert [(line, message) for line, message, _, _ in catalogues.messages_in(python)] == [
        (2, "甲"), (3, ("一个{n}", "多个{n}")),
    ]  # fmt: skip
    found = [(message, context) for _, message, _, context in catalogues.messages_in(template)]
    assert found == [("乙", None), ("丙 %(n)s 个", None), ("丁", None), ("戊", "人")]


@pytest.mark.parametrize(
    ("translated", "trouble"),
    [
        ("{n} places", ""),
        ("", "is not translated"),
        ("places", "has other placeholders"),
        ("{n} 处", "is translated with Chinese"),
        (None, "is not in the catalogue"),
    ],
)
def test_an_incomplete_translation_is_refused(
    translated: str | None, trouble: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, english = Catalog(), Catalog(locale="en")
    source.add("{n} 处场所", locations=[("liangxin/x.py", 3)])
    english.add("{n} 处场所" if translated is not None else "别的", translated or "")
    file = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    with file.open("wb") as handle:
        write_po(handle, english)
    monkeypatch.setattr(catalogues, "LOCALES", tmp_path)
    monkeypatch.setattr(catalogues, "template", lambda: source)
    found = catalogues.problems()
    assert len(found) == (1 if trouble else 0)
    assert not trouble or trouble in found[0]


def test_a_catalogue_compiles(tmp_path: Path) -> None:
    english = Catalog(locale="en")
    english.add("甲", "A")
    file = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    with file.open("wb") as handle:
        write_po(handle, english)
    catalogues.compile_catalogue(file)
    assert b"A" in file.with_suffix(".mo").read_bytes()


def test_the_block_lines_up_chinese_and_names_every_account(tmp_path: Path) -> None:
    accounts = [
        {"username": "officer", "password": "abcd-efgh-jkmn", "name": "沈知行", "role": "专员"},
        {"username": "auditor", "password": "pqrs-tuvw-xyz2", "name": "Li", "role": "审计管理员"},
        {"username": "hidden", "password": "x"},
    ]
    (tmp_path / block.ACCOUNTS_FILE).write_text(json.dumps(accounts), encoding="utf-8")
    text = block.text(address="http://127.0.0.1:8000/", data=tmp_path, seconds=3.2)
    lines = text.split("\n")
    first, second = (next(line for line in lines if name in line) for name in ("officer", "auditor"))
    assert block.width(first[: first.index("abcd")]) == block.width(second[: second.index("pqrs")])
    assert "http://127.0.0.1:8000/" in text
    assert "Ctrl-C" in text
    assert "hidden" not in text


def test_no_sentence_hides_behind_another_name_of_gettext() -> None:
    """Sentences are found by the names gettext, gettext_lazy and _: under another they would stay untranslated."""
    alias = re.compile(r"\b(?:n|p|np)?gettext(?:_lazy|_noop)? as (?!_\b)\w+")
    hidden = [file.name for file in (ROOT / "liangxin").rglob("*.py") if alias.search(file.read_text(encoding="utf-8"))]
    assert hidden == []
