"""Amounts of money as free text: registered capital in registers and rosters."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_lazy as _

from liangxin.core.validators.invalid import Invalid
from liangxin.core.validators.numerals import NotANumeral, number_of

YUAN = "CNY"
CURRENCIES = {
    "人民币": "CNY", "RMB": "CNY", "CNY": "CNY", "¥": "CNY", "￥": "CNY", "美元": "USD", "美金": "USD", "USD": "USD",
    "US$": "USD", "$": "USD", "港元": "HKD", "港币": "HKD", "HKD": "HKD", "HK$": "HKD", "澳门元": "MOP", "澳门币": "MOP",
    "新台币": "TWD", "台币": "TWD", "欧元": "EUR", "EUR": "EUR", "€": "EUR", "日元": "JPY", "日圆": "JPY", "JPY": "JPY",
    "英镑": "GBP", "GBP": "GBP", "£": "GBP", "瑞士法郎": "CHF", "CHF": "CHF", "加拿大元": "CAD", "加元": "CAD", "CAD": "CAD",
    "澳大利亚元": "AUD", "澳元": "AUD", "AUD": "AUD", "新加坡元": "SGD", "新元": "SGD", "SGD": "SGD", "韩元": "KRW",
    "韩国元": "KRW", "KRW": "KRW", "瑞典克朗": "SEK", "丹麦克朗": "DKK", "挪威克朗": "NOK", "新西兰元": "NZD", "卢布": "RUB",
    "泰铢": "THB", "马来西亚林吉特": "MYR", "林吉特": "MYR",
}  # fmt: skip
UNITS = {"": 1, "千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
BY_LENGTH = sorted(CURRENCIES, key=len, reverse=True)
AMOUNT = re.compile(r"(?:(\d+(?:\.\d+)?)亿)?(?:(\d+(?:\.\d+)?)(千万|百万|万|千|亿)?)?")
GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
FINANCIAL = re.compile(r"^[〇零一二两三四五六七八九十百千万亿壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億点]+$")
LARGEST = Decimal(10) ** 15


class MoneyInvalid(Invalid):
    code = "money.invalid"
    message = _("看不懂金额“{text}”。请写成 500万元人民币 或 1000.5万美元。")


class MoneyTwoCurrencies(MoneyInvalid):
    code = "money.two_currencies"
    message = _("金额“{text}”里有两种币种，请只留一种。")


@dataclass(frozen=True, slots=True)
class Money:
    """amount: in whole units of `currency` (yuan, dollars), exact; unit: "万" where stated in ten thousands, else ""."""

    amount: Decimal
    currency: str
    unit: str
    currency_stated: bool


def _currency(text: str) -> tuple[str, str, bool]:
    """The currency, the text without it, and whether it was stated."""
    found: set[str] = set()
    rest = text
    for word in BY_LENGTH:
        if word in rest:
            rest = rest.replace(word, "元" if word.endswith("元") else "")
            found.add(CURRENCIES[word])
    if len(found) > 1:
        raise MoneyTwoCurrencies(text=text)
    return (found.pop(), rest, True) if found else (YUAN, rest, False)


def _amount(text: str) -> tuple[Decimal, str]:
    """The number and its last unit."""
    if FINANCIAL.fullmatch(text):
        unit = next((word for word in ("亿", "万") if text.replace("萬", "万").replace("億", "亿").endswith(word)), "")
        return number_of(text.replace("貳", "贰").replace("參", "叁").replace("陸", "陆")), unit
    found = AMOUNT.fullmatch(GROUPED.sub("", text))
    if not found or not text:
        raise NotANumeral(text)
    hundreds_of_millions, number, unit = found.groups()
    amount = Decimal(hundreds_of_millions or 0) * UNITS["亿"] + Decimal(number or 0) * UNITS[unit or ""]
    return amount, unit or ("亿" if hundreds_of_millions else "")


def validate(text: str | float | Decimal, *, unit: str = "") -> Money:
    """The amount in `text`. unit: what the column's title states ("万"), for a bare number.

    Raises MoneyInvalid, MoneyTwoCurrencies.
    """
    written = (
        format(text, "f") if isinstance(text, Decimal) else f"{text:.15g}" if isinstance(text, float) else str(text)
    )
    plain = unicodedata.normalize("NFKC", written).strip().strip("'’‘`\u200b\ufeff ").upper()
    currency, rest, stated = _currency(plain)
    rest = re.sub(r"[\s()\[\]【】:]|整$|正$|约|注册资本", "", rest)
    rest = re.sub(r"圆", "元", re.sub(r"[整正]$", "", rest)).removesuffix("元").removeprefix("元")
    rest = rest.removesuffix("元")
    try:
        amount, own_unit = _amount(rest)
    except (NotANumeral, InvalidOperation):
        raise MoneyInvalid(text=written) from None
    if not own_unit and unit and not FINANCIAL.fullmatch(rest) and "元" not in plain:
        amount, own_unit = amount * UNITS[unit], unit
    if amount >= LARGEST:
        raise MoneyInvalid(text=written)
    return Money(amount.normalize() if amount == 0 else amount, currency, own_unit, stated)
