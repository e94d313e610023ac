"""The unified social credit code of GB 32100-2015: 18 characters, the last a check."""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from liangxin.core.validators.invalid import Invalid

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18
WEIGHTS = tuple(pow(3, place, 31) for place in range(LENGTH - 1))
AUTHORITIES = frozenset("123456789ANY")
LOOKALIKES = str.maketrans({"O": "0", "I": "1"})
NOISE = re.compile(r"[\s\-‐‑–—－'’‘`\u200b\ufeff]+")
SOCIAL_KINDS = frozenset({"51", "52", "53"})
ENTERPRISE_KINDS = frozenset({"91", "92", "93"})


class CreditCodeInvalid(Invalid):
    code = "credit_code.invalid"
    message = _("统一社会信用代码不正确。")


class CreditCodeWrongLength(CreditCodeInvalid):
    code = "credit_code.length"
    message = _("统一社会信用代码应为 18 位，这里是 {length} 位。")


class CreditCodeWrongCharacter(CreditCodeInvalid):
    code = "credit_code.character"
    message = _("第 {position} 位的“{character}”不会出现在统一社会信用代码中。")


class CreditCodeWrongCheck(CreditCodeInvalid):
    code = "credit_code.check"
    message = _("校验位不符，请对照营业执照或登记证书核对。")


class CreditCodeLostDigits(CreditCodeInvalid):
    code = "credit_code.lost_digits"
    message = _("这一格在表格软件里变成了数值，后几位已丢失。请把该列设为文本后重新填写。")
    can_be_known = False


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A valid code. kind: authority and kind of entity, two characters; division: GB/T 2260, six characters."""

    value: str
    kind: str
    division: str

    @property
    def category(self) -> str:
        """Suggested category of the unit: "social", "economic" or "" where the code does not tell."""
        if self.kind in SOCIAL_KINDS:
            return "social"
        return "economic" if self.kind in ENTERPRISE_KINDS else ""


def normalised(text: str) -> str:
    """NFKC, upper case, without white space, hyphens and apostrophes; nothing is guessed."""
    return NOISE.sub("", unicodedata.normalize("NFKC", text)).upper()


def check_character(first_seventeen: str) -> str:
    """The eighteenth character. Raises ValueError for a character outside the alphabet."""
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(first_seventeen, WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def _is_valid(code: str) -> bool:
    return (
        len(code) == LENGTH
        and all(character in ALPHABET for character in code)
        and code[0] in AUTHORITIES
        and code[2:8].isdigit()
        and check_character(code[:-1]) == code[-1]
    )


def validate(text: str) -> CreditCode:
    """The code in `text`, normalised.

    Raises CreditCodeWrongLength, CreditCodeWrongCharacter, CreditCodeWrongCheck, CreditCodeLostDigits; the first three
    carry a suggestion where reading O as 0 and I as 1 makes the code valid.
    """
    code = normalised(text)
    if re.fullmatch(r"\d(\.\d+)?E\+?\d+", code):
        raise CreditCodeLostDigits
    lookalike = code.translate(LOOKALIKES)
    suggestion = lookalike if lookalike != code and _is_valid(lookalike) else ""
    if len(code) != LENGTH:
        raise CreditCodeWrongLength(length=len(code))
    for position, character in enumerate(code, start=1):
        allowed = AUTHORITIES if position == 1 else ALPHABET[:10] if 3 <= position <= 8 else ALPHABET
        if character not in allowed:
            raise CreditCodeWrongCharacter(suggestion=suggestion, position=position, character=character)
    if check_character(code[:-1]) != code[-1]:
        raise CreditCodeWrongCheck(suggestion=suggestion)
    return CreditCode(value=code, kind=code[:2], division=code[2:8])
