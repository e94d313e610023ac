"""Phone numbers as people write them: mobiles, landlines with area code and extension, service numbers, overseas."""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from liangxin.core.validators.invalid import Invalid

MOBILE, LANDLINE, SERVICE, OVERSEAS = "mobile", "landline", "service", "overseas"
EXTENSION = re.compile(r"(?:转|分机号?|ext\.?|EXT\.?|x|#)\s*(\d{1,6})$")
BETWEEN = re.compile(r"[/、，,;；|]|或|\n")
MOBILE_SHAPE = re.compile(r"1[3-9]\d{9}")
LANDLINE_SHAPE = re.compile(r"(010|02\d|0[3-9]\d{2})[-]?([2-9]\d{6,7})(?:-(\d{1,6}))?")
LOCAL_SHAPE = re.compile(r"([2-9]\d{6,7})(?:-(\d{1,6}))?")
SERVICE_SHAPE = re.compile(r"[48]00-?\d{3}-?\d{4}")
SHORTEST_OVERSEAS, LONGEST_OVERSEAS = 7, 15


class PhoneInvalid(Invalid):
    code = "phone.invalid"
    message = _("电话号码“{text}”不正确。手机为 11 位，固定电话请写区号，如 021-12345678。")


class PhoneLostDigits(PhoneInvalid):
    code = "phone.lost_digits"
    message = _("电话号码在表格软件里变成了科学计数，后几位已丢失。请把该列设为文本后重新填写。")
    can_be_known = False


class PhoneWithoutAreaCode(PhoneInvalid):
    code = "phone.no_area_code"
    message = _("固定电话“{text}”缺少区号。")


@dataclass(frozen=True, slots=True)
class Phone:
    """value: 13812341234, 021-58888888, 021-58888888-8001, 4001234567 or +85212345678."""

    value: str
    kind: str
    number: str
    extension: str = ""

    @property
    def masked(self) -> str:
        """138****1234; the last four digits of anything else."""
        return masked(self.number)


def masked(number: str) -> str:
    """138****1234, 021-****8888: what others see of a number without its extension."""
    if MOBILE_SHAPE.fullmatch(number):
        return f"{number[:3]}****{number[-4:]}"
    head, dash, tail = number.partition("-")
    if dash:
        return f"{head}-{'*' * max(len(tail) - 4, 0)}{tail[-4:]}"
    return f"{'*' * max(len(number) - 4, 0)}{number[-4:]}"


def _without_country(text: str) -> str:
    for prefix in ("+86", "0086", "(86)", "86-"):
        if text.startswith(prefix):
            return text[len(prefix) :].lstrip("-")
    return text[2:] if len(text) == 13 and text.startswith("861") else text


def validate(text: str, *, area_code: str = "") -> Phone:
    """One number. area_code: suggested, never applied, for a landline written without one.

    Raises PhoneInvalid, PhoneLostDigits, PhoneWithoutAreaCode.
    """
    plain = unicodedata.normalize("NFKC", text).strip().strip("'’‘`\u200b\ufeff ").removesuffix(".0")
    if re.fullmatch(r"\d(\.\d+)?[eE]\+?\d+", plain):
        raise PhoneLostDigits(text=text)
    extension = ""
    if found := EXTENSION.search(plain):
        extension, plain = found[1], plain[: found.start()]
    plain = re.sub(r"[()\[\]]", "-", plain) if not plain.startswith("(86)") else plain
    plain = re.sub(r"\s+", "", re.sub(r"[‐‑–—―ー]", "-", plain))
    plain = _without_country(re.sub(r"-{2,}", "-", plain).strip("-"))
    digits = plain.replace("-", "")
    if MOBILE_SHAPE.fullmatch(digits) and not extension:
        return Phone(digits, MOBILE, digits)
    if SERVICE_SHAPE.fullmatch(plain):
        return Phone(digits, SERVICE, digits)
    if found := LANDLINE_SHAPE.fullmatch(plain) or LANDLINE_SHAPE.fullmatch(digits):
        number, extension = f"{found[1]}-{found[2]}", extension or found[3] or ""
        return Phone(f"{number}-{extension}" if extension else number, LANDLINE, number, extension)
    if plain.startswith("+") and digits[1:].isdigit() and SHORTEST_OVERSEAS <= len(digits) - 1 <= LONGEST_OVERSEAS:
        return Phone(digits, OVERSEAS, digits)
    if found := LOCAL_SHAPE.fullmatch(plain):
        extension = extension or found[2] or ""
        suggestion = "-".join(part for part in (area_code, found[1], extension) if part) if area_code else ""
        raise PhoneWithoutAreaCode(suggestion=suggestion, text=text)
    raise PhoneInvalid(text=text)


def validate_all(text: str, *, area_code: str = "") -> tuple[Phone, ...]:
    """The numbers of one cell, in order: two are often written with / or 、 between them.

    A second landline without area code takes the first one's. Raises what `validate` raises; PhoneInvalid if empty.
    """
    phones: list[Phone] = []
    for part in BETWEEN.split(unicodedata.normalize("NFKC", text)):
        if not part.strip():
            continue
        try:
            phones.append(validate(part, area_code=area_code))
        except PhoneWithoutAreaCode as error:
            if not phones or phones[0].kind != LANDLINE:
                raise error
            phones.append(validate(f"{phones[0].number.partition('-')[0]}-{part.strip()}"))
    if not phones:
        raise PhoneInvalid(text=text)
    return tuple(phones)
