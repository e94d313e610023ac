"""Sorting and finding Chinese names: pinyin with the surnames that general dictionaries misread."""

import unicodedata
from functools import lru_cache

SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "朴": "piao", "区": "ou", "任": "ren",
    "华": "hua", "盖": "ge", "覃": "qin", "尉迟": "yuchi", "万俟": "moqi", "令狐": "linghu", "欧阳": "ouyang",
    "上官": "shangguan", "司马": "sima", "诸葛": "zhuge", "皇甫": "huangfu", "长孙": "zhangsun", "乐": "yue",
}  # fmt: skip
COMPOUND_SURNAMES = {
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "皇甫",
    "尉迟",
    "万俟",
    "令狐",
    "长孙",
    "东方",
    "夏侯",
    "慕容",
    "司徒",
    "公孙",
    "端木",
}
PLACES = {"长宁": ["chang", "ning"], "重庆": ["chong", "qing"], "长沙": ["chang", "sha"], "厦门": ["xia", "men"]}


def normalised(text: str) -> str:
    """NFKC, without spaces at the ends, inner runs of white space as one space."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(maxsize=50_000)
def syllables(text: str) -> tuple[str, ...]:
    """The pinyin of each character, ASCII words kept whole."""
    for place, reading in PLACES.items():
        if place in text:
            before, after = text.split(place, 1)
            return (*syllables(before), *reading, *syllables(after))
    from pypinyin import Style, lazy_pinyin  # its dictionary takes half a second: loaded when the first name is read

    return tuple(part.lower() for part in lazy_pinyin(text, style=Style.NORMAL) if part.strip())


def person_syllables(name: str) -> tuple[str, ...]:
    """As `syllables`, with the surname read as a surname."""
    for length in (2, 1):
        reading = SURNAMES.get(name[:length])
        if reading and len(name) > length:
            return (reading, *syllables(name[length:]))
    return syllables(name)


def sort_key(name: str, *, person: bool = False) -> str:
    """A key that sorts names by pinyin, and equal readings by character; at most 200 characters."""
    name = normalised(name)
    parts = person_syllables(name) if person else syllables(name)
    return f"{' '.join(parts)}|{name}"[:200]


def initials(name: str, *, person: bool = False) -> str:
    """The first letters of the syllables, lower case."""
    return "".join(part[0] for part in (person_syllables(name) if person else syllables(name)) if part)


def masked_name(name: str) -> str:
    """张* / 张*三 / 欧阳*: what others see of a person's name."""
    name = normalised(name)
    if not name.isascii():
        name = name.replace(" ", "")
    surname = name[:2] if name[:2] in COMPOUND_SURNAMES else name[:1]
    given = name[len(surname) :]
    if len(given) <= 1 or len(surname) == 2:
        return f"{surname}*"
    return f"{surname}{'*' * (len(given) - 1)}{given[-1]}"
