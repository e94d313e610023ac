"""Chinese numerals, everyday and financial: 伍佰万, 一千二百三十四点五, 二〇一九, 廿三."""

from decimal import Decimal

DIGITS = {
    **{character: value for value, character in enumerate("〇一二三四五六七八九")},
    **{character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")},
    **{character: value for value, character in enumerate("○弌貳參肆伍陸柒捌玖")},
    "两": 2, "貮": 2, "弍": 2, "叄": 3, "參": 3, "幺": 1, "Ｏ": 0,
}  # fmt: skip
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
TENS = {"廿": 20, "卅": 30}


class NotANumeral(ValueError):
    """The text is not a Chinese numeral."""


def digits_of(text: str) -> str:
    """Digits read one by one: 二〇一九 → 2019. Other characters stay."""
    return "".join(str(DIGITS[character]) if character in DIGITS else character for character in text)


def number_of(text: str) -> Decimal:
    """The value of a whole numeral with an optional 点. Raises NotANumeral."""
    whole, point, fraction = text.partition("点")
    if not whole or (point and not (fraction and all(character in DIGITS for character in fraction))):
        raise NotANumeral(text)
    value = int(digits_of(whole)) if all(character in DIGITS for character in whole) else _positional(whole)
    return Decimal(f"{value}.{digits_of(fraction)}") if point else Decimal(value)


def _positional(text: str) -> int:
    total = section = digit = 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in TENS:
            section, digit = section + TENS[character], 0
        elif character in SMALL:
            section, digit = section + (digit or 1) * SMALL[character], 0
        elif character in LARGE:
            unit = LARGE[character]
            below = total % unit if total else 0
            total = total - below + (below + section + digit) * unit
            section = digit = 0
        else:
            raise NotANumeral(text)
    return total + section + digit
