"""Message catalogues: extracted from Python and templates with Babel, updated, checked and compiled.

Chinese is the source language, so there is no Chinese catalogue; English must be complete. No gettext tools needed.
"""

import io
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from config.env import ROOT

LOCALES = ROOT / "liangxin" / "locale"
COMPLETE = ("en",)
SOURCES = ("liangxin", "config/settings")
LINE = 120
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*(?:[.\[][^}]*)?(?::[^}]*)?\}|%[sd]")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
QUOTED = re.compile("“[^”]*”")  # what must be typed in Chinese, or is called so, stands in quotes


def source_files() -> Iterable[Path]:
    """Every file of the house that can hold a sentence for a person."""
    for folder in SOURCES:
        for pattern in ("*.py", "*.html", "*.txt"):
            for file in sorted((ROOT / folder).rglob(pattern)):
                if "migrations" not in file.parts and "static" not in file.parts:
                    yield file


def template() -> Catalog:
    """All messages of the source."""
    catalog = Catalog(project="Liangxin", charset="utf-8")
    for file in source_files():
        name = str(file.relative_to(ROOT))
        for number, message, comments, context in messages_in(file):
            catalog.add(message, None, [(name, number)], auto_comments=comments, context=context)
    return catalog


def messages_in(file: Path) -> Iterable[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    """The messages of one Python file or template: line, message or (singular, plural), comments, context."""
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        from django.utils.translation.template import templatize

        text = f"({templatize(text)})"  # in brackets indentation means nothing to the tokenizer
    found = extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS, comment_tags=["Translators:"])
    yield from found  # type: ignore[misc]


def catalogue_files() -> list[Path]:
    """The catalogues that exist."""
    return sorted(LOCALES.glob("*/LC_MESSAGES/django.po"))


def read(file: Path) -> Catalog:
    """One catalogue."""
    with file.open("rb") as handle:
        return read_po(handle, locale=file.parent.parent.name, abort_invalid=True)


def update() -> list[Path]:
    """Bring each catalogue in step with the source: new messages empty, unused ones removed; the files changed."""
    source = template()
    changed = []
    for language in COMPLETE:
        file = LOCALES / language / "LC_MESSAGES" / "django.po"
        catalog = read(file) if file.exists() else Catalog(locale=language, project="Liangxin", charset="utf-8")
        source.creation_date = catalog.creation_date
        catalog.update(source, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        output = io.BytesIO()
        write_po(output, catalog, width=LINE, sort_output=True, no_location=True, ignore_obsolete=True)
        if not file.exists() or file.read_bytes() != output.getvalue():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(output.getvalue())
            changed.append(file)
    return changed


def compile_catalogue(file: Path) -> None:
    """Write the .mo beside a .po, in one move."""
    target = file.with_suffix(".mo")
    temporary = target.with_name(f".{target.name}.new")
    with temporary.open("wb") as handle:
        write_mo(handle, read(file))
    temporary.replace(target)


def problems() -> list[str]:
    """What is missing or wrong in the catalogues that must be complete, a line each."""
    source = template()
    found = []
    for language in COMPLETE:
        file = LOCALES / language / "LC_MESSAGES" / "django.po"
        if not file.exists():
            found.append(f"{file.relative_to(ROOT)} does not exist")
            continue
        catalog = read(file)
        for message in source:
            if message.id:
                trouble = _trouble(message, catalog.get(message.id, message.context))
                if trouble:
                    place = ":".join(map(str, message.locations[0])) if message.locations else "?"
                    found.append(f"{language}: {place}: {_first(message.id)!r} {trouble}")
    return found


def _first(words: object) -> str:
    return str(words[0] if isinstance(words, tuple | list) else words)


def _trouble(source: Message, translated: Message | None) -> str:
    if translated is None:
        return "is not in the catalogue"
    forms = translated.string if isinstance(translated.string, tuple | list) else (translated.string,)
    if not all(forms) or not forms:
        return "is not translated"
    if translated.fuzzy:
        return "is marked fuzzy"
    wanted = set(PLACEHOLDER.findall(_first(source.id)))
    for form in forms:
        if isinstance(source.id, str) and set(PLACEHOLDER.findall(str(form))) != wanted:
            return f"has other placeholders than {sorted(wanted)}"
        if CHINESE.search(QUOTED.sub("", str(form))) and _first(source.id) != "简体中文":
            return "is translated with Chinese characters"
    return ""


def main() -> int:
    """Check, or with "compile" compile all; the exit code."""
    if sys.argv[1:] == ["compile"]:
        for file in catalogue_files():
            compile_catalogue(file)
        return 0
    found = problems()
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
