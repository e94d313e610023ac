"""Identity numbers of GB 11643: citizens, residence permits of Hong Kong, Macau and Taiwan, permanent residents.

An unknown division is a warning, never an error: divisions are abolished and renumbered, people keep their number.
"""

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from liangxin.core.validators.invalid import Invalid

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
LENGTH, LEGACY_LENGTH = 18, 15
EARLIEST_YEAR = 1850
SPREADSHEET_DIGITS = 15
NOISE = re.compile(r"[\s\-‐‑–—－'’‘`\u200b\ufeff]+")
PROVINCES = frozenset(
    str(code)
    for region in (
        range(11, 16),
        range(21, 24),
        range(31, 38),
        range(41, 47),
        range(50, 55),
        range(61, 66),
        (71, 81, 82, 83),
    )
    for code in region
)
RESIDENCE_PERMITS = frozenset({"810000", "820000", "830000"})
MALE, FEMALE = "1", "2"
CITIZEN, RESIDENCE_PERMIT, PERMANENT_RESIDENT = "citizen", "residence_permit", "permanent_resident"
UNKNOWN_DIVISION, MAYBE_LOST_DIGITS = "unknown_division", "maybe_lost_digits"


class CitizenIdInvalid(Invalid):
    code = "citizen_id.invalid"
    message = _("身份证号不正确。")


class CitizenIdWrongLength(CitizenIdInvalid):
    code = "citizen_id.length"
    message = _("身份证号应为 18 位（或旧的 15 位），这里是 {length} 位。")


class CitizenIdWrongCharacter(CitizenIdInvalid):
    code = "citizen_id.character"
    message = _("身份证号只能是数字，末位可以是 X；第 {position} 位是“{character}”。")


class CitizenIdWrongBirthDate(CitizenIdInvalid):
    code = "citizen_id.birth_date"
    message = _("身份证号中的出生日期 {digits} 不存在或不合理。")


class CitizenIdWrongCheck(CitizenIdInvalid):
    code = "citizen_id.check"
    message = _("身份证号校验位不符，请对照证件核对。")


class CitizenIdLostDigits(CitizenIdInvalid):
    code = "citizen_id.lost_digits"
    message = _("身份证号在表格软件里丢失了后几位，无法还原。请把该列设为文本后重新填写。")
    can_be_known = False


@dataclass(frozen=True, slots=True)
class CitizenId:
    """A valid number of 18 characters.

    sex: GB/T 2261.1, "1" male, "2" female. kind: citizen, residence_permit or permanent_resident.
    warnings: unknown_division, maybe_lost_digits.
    """

    value: str
    kind: str
    division: str
    birth_date: date
    sex: str
    was_legacy: bool = False
    warnings: tuple[str, ...] = ()


def normalised(text: str) -> str:
    """NFKC, upper case, without white space, hyphens and apostrophes."""
    return NOISE.sub("", unicodedata.normalize("NFKC", text)).upper().removesuffix(".0")


def check_character(first_seventeen: str) -> str:
    """The eighteenth character of seventeen digits."""
    return CHECKS[sum(int(digit) * weight for digit, weight in zip(first_seventeen, WEIGHTS, strict=True)) % 11]


def lost_digits(value: str | float) -> bool:
    """Whether a spreadsheet has rounded the number: a numeric cell, scientific notation, or 000 at the end of 18."""
    if isinstance(value, (int, float)):
        return bool(abs(value) >= 10**SPREADSHEET_DIGITS)
    text = normalised(value)
    return bool(re.fullmatch(r"\d(\.\d+)?E\+?\d+", text) or (len(text) == LENGTH and text.endswith("000")))


def _check_characters(number: str) -> None:
    for position, character in enumerate(number, start=1):
        if not ("0" <= character <= "9" or (character == "X" and position == LENGTH)):
            raise CitizenIdWrongCharacter(position=position, character=character)


def _birth_date(digits: str, today: date | None) -> date:
    try:
        birth_date = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise CitizenIdWrongBirthDate(digits=digits) from None
    if birth_date.year < EARLIEST_YEAR or (today is not None and birth_date > today):
        raise CitizenIdWrongBirthDate(digits=digits)
    return birth_date


def validate(
    value: str | float, *, today: date | None = None, divisions: Container[str] | None = None, pasted: bool = False
) -> CitizenId:
    """The number in `value`, normalised; 15 digits become 18.

    divisions: known GB/T 2260 codes, past and present; without them only the province is looked at.
    pasted: it came from a spreadsheet, where 000 at the end means that digits were lost even if the check fits.
    Raises CitizenIdLostDigits, CitizenIdWrongLength, CitizenIdWrongCharacter, CitizenIdWrongBirthDate,
    CitizenIdWrongCheck.
    """
    if isinstance(value, (int, float)):
        if lost_digits(value):
            raise CitizenIdLostDigits
        value = str(int(value))
    number, rounded, legacy = normalised(value), lost_digits(value), False
    if rounded and (pasted or len(number) != LENGTH):
        raise CitizenIdLostDigits
    if len(number) not in {LENGTH, LEGACY_LENGTH}:
        raise CitizenIdWrongLength(length=len(number))
    _check_characters(number)
    if len(number) == LEGACY_LENGTH:
        legacy, number = True, f"{number[:6]}19{number[6:]}"
        number += check_character(number)
    birth_date = _birth_date(number[6:14], today)
    if check_character(number[:-1]) != number[-1]:
        raise CitizenIdLostDigits if rounded else CitizenIdWrongCheck
    division = number[:6]
    kind = (
        PERMANENT_RESIDENT if number[0] == "9" else RESIDENCE_PERMIT if division in RESIDENCE_PERMITS else CITIZEN
    )  # fmt: skip
    warnings = [MAYBE_LOST_DIGITS] if rounded else []
    known = division[:2] in PROVINCES and (divisions is None or division in divisions)
    if kind == CITIZEN and not known:
        warnings.append(UNKNOWN_DIVISION)
    sex = MALE if int(number[16]) % 2 else FEMALE
    return CitizenId(number, kind, division, birth_date, sex, legacy, tuple(warnings))


def masked(number: str) -> str:
    """310***********1234: what others see."""
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}" if len(number) > 7 else "*" * len(number)
