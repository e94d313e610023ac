"""Turning text into the terms that are stored and asked for.

Chinese runs give their single characters and pairs; ASCII words are kept whole; pinyin and initials are stored from
every syllable on, so that a query matches anywhere in a name by a prefix. Terms carry a mark of what they are:
"w:" words and Chinese, "p:" pinyin, "i:" initials, "c:" codes.
"""

import re
import unicodedata
from collections.abc import Iterable

from liangxin.core.names import person_syllables, syllables

LONGEST_READING = 24  # syllables of a title for which pinyin is stored
LONGEST_TERM = 40
MOST_TERMS = 2_000
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
RUNS = re.compile(rf"[{HAN}]+|[a-z0-9]+")


def folded(text: str) -> str:
    """NFKC and lower case: full-width letters and digits are found by half-width ones."""
    return unicodedata.normalize("NFKC", text).lower()


def runs(text: str) -> list[str]:
    """The runs of Chinese characters, and of ASCII letters and digits, in order."""
    return RUNS.findall(folded(text))


def is_chinese(run: str) -> bool:
    """Whether a run from `runs` is Chinese."""
    return not run.isascii()


def stored_terms(
    *, texts: Iterable[str], codes: Iterable[str] = (), reading: str = "", person: bool = False
) -> list[str]:
    """What is stored for a record: terms of its texts, its codes, and the pinyin and initials of `reading`."""
    terms: dict[str, None] = {}
    for text in texts:
        for run in runs(text):
            terms.update(dict.fromkeys(_run_terms(run)))
    for code in codes:
        compact = "".join(runs(code))
        if compact:
            terms[f"c:{compact[:LONGEST_TERM]}"] = None
    terms.update(dict.fromkeys(_reading_terms(reading, person)))
    return list(terms)[:MOST_TERMS]


def _run_terms(run: str) -> list[str]:
    if not is_chinese(run):
        return [f"w:{run[:LONGEST_TERM]}"]
    return [f"w:{character}" for character in run] + [f"w:{run[at : at + 2]}" for at in range(len(run) - 1)]


def _reading_terms(reading: str, person: bool) -> list[str]:
    parts = [
        part for run in (person_syllables(reading) if person else syllables(folded(reading))) for part in runs(run)
    ]
    parts = parts[:LONGEST_READING]
    whole = [f"p:{''.join(parts[at:])[:LONGEST_TERM]}" for at in range(len(parts))]
    first = "".join(part[0] for part in parts)
    return whole + [f"i:{first[at:][:LONGEST_TERM]}" for at in range(len(first))]


def asked_query(text: str) -> str:
    """The tsquery for what a person typed, or "" where it holds nothing to look for. All runs must be found."""
    clauses: list[str] = []
    for run in runs(text)[:20]:
        if is_chinese(run):
            pairs = [run[at : at + 2] for at in range(len(run) - 1)] or [run]
            clauses.extend(f"'w:{pair}'" for pair in pairs[:30])
        else:
            short = run[:LONGEST_TERM]
            clauses.append("(" + " | ".join(f"'{mark}:{short}':*" for mark in "wpic") + ")")
    return " & ".join(clauses)
