"""What an enterprise is registered with, and the pure checks of it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from liangxin.core.errors import RuleBroken
from liangxin.core.validators import credit_code as credit_codes
from liangxin.core.validators import money
from liangxin.core.validators.invalid import Invalid
from liangxin.core.validators.texts import body_name
from liangxin.enterprises.choices import CoverageMode, EnterpriseStatus, FigureKind, UnitCategory
from liangxin.enterprises.models import Enterprise, Label
from liangxin.enterprises.rules import REGISTERED_UNITS, short_name_of

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation
    from liangxin.places.models import Place
    from liangxin.rulebook.models import Industry

LONGEST_NAME = 200  # characters


class NameMissing(RuleBroken):
    code, field, message = "enterprises.name_missing", "name", _("请填企业名称。")


class NameTooLong(RuleBroken):
    code, field, message = "enterprises.name_too_long", "name", _("企业名称最长 {longest} 个字。")


class CreditCodeWrong(RuleBroken):
    code, field, message = "enterprises.credit_code_wrong", "credit_code", "{problem}"


class CapitalUnclear(RuleBroken):
    code, field, message = "enterprises.capital_unclear", "capital_text", "{problem}"


class MovedInToCome(RuleBroken):
    code, field, message = "enterprises.moved_in_to_come", "moved_in", _("入驻日期不能晚于今天（{today}）。")


class ModeMissing(RuleBroken):
    code, field, message = (
        "enterprises.mode_missing",
        "mode",
        _("请选覆盖方式：单独组建、联合组建、行业覆盖或区域覆盖。"),
    )


@dataclass(frozen=True, kw_only=True)
class NewEnterprise:
    """What is known of a new enterprise. moved_in, covered_from: the first day; figures: persons by kind, as of a day."""

    name: str
    credit_code: str = ""
    short_name: str = ""
    ownership: str = ""
    unit_category: str = ""
    industry: "Industry | None" = None
    labels: tuple[Label, ...] = ()
    status: str = EnterpriseStatus.OPERATING
    registered_address: str = ""
    capital_text: str = ""
    legal_representative: str = ""
    established_on: date | None = None
    business_scope: str = ""
    description: str = ""
    head_office: Enterprise | None = None
    place: "Place | None" = None
    unit: str = ""
    moved_in: date | None = None
    organisation: "Organisation | None" = None
    mode: str = CoverageMode.OWN
    covered_from: date | None = None
    figures: dict[str, int] = field(default_factory=dict)
    figures_as_of: date | None = None
    figures_source: str = ""


@dataclass(frozen=True, kw_only=True)
class Checked:
    """The cleaned values of a NewEnterprise. listed: its kind of unit is entered without a look from above."""

    new: NewEnterprise
    name: str
    short_name: str
    credit_code: str
    listed: bool
    unit_category: str
    capital_amount: Decimal | None
    capital_currency: str
    opened: date


def checked_name(name: str) -> str:
    """The name in one way of writing. Raises NameMissing, NameTooLong."""
    name = body_name(name)
    if not name:
        raise NameMissing()
    if len(name) > LONGEST_NAME:
        raise NameTooLong(longest=LONGEST_NAME)
    return name


def checked_code(text: str) -> credit_codes.CreditCode | None:
    """The credit code, or None for none. Raises CreditCodeWrong, whose facts carry a suggestion where there is one."""
    if not text.strip():
        return None
    try:
        return credit_codes.validate(text)
    except Invalid as invalid:
        raise CreditCodeWrong(problem=str(invalid), suggestion=invalid.suggestion) from None


def checked_capital(text: str) -> tuple[Decimal | None, str]:
    """Amount and currency of free text. Raises CapitalUnclear."""
    if not text.strip():
        return None, ""
    try:
        amount = money.validate(text)
    except Invalid as invalid:
        raise CapitalUnclear(problem=str(invalid)) from None
    return amount.amount, amount.currency


def checked(new: NewEnterprise, *, today: date) -> Checked:
    """Raises NameMissing, NameTooLong, CreditCodeWrong, CapitalUnclear, MovedInToCome, ModeMissing."""
    name, code = checked_name(new.name), checked_code(new.credit_code)
    amount, currency = checked_capital(new.capital_text)
    if any(day is not None and day > today for day in (new.moved_in, new.covered_from, new.figures_as_of)):
        raise MovedInToCome(today=today)
    if new.organisation is not None and new.mode not in CoverageMode.values:
        raise ModeMissing()
    known = [day for day in (new.established_on, new.moved_in, new.covered_from) if day is not None and day <= today]
    return Checked(
        new=new, name=name, short_name=new.short_name.strip() or short_name_of(name),
        credit_code=code.value if code else "", listed=code is None or code.kind in REGISTERED_UNITS,
        unit_category=new.unit_category or _category(code), capital_amount=amount, capital_currency=currency,
        opened=min(known, default=today),
    )  # fmt: skip


def _category(code: credit_codes.CreditCode | None) -> str:
    """The category that the code suggests; an economic organisation where it does not tell."""
    return (code.category if code else "") or UnitCategory.ECONOMIC


FIGURE_COLUMNS = {
    FigureKind.STAFF: "staff_count",
    FigureKind.MEMBERS: "member_count",
    FigureKind.YOUNG_STAFF: "young_staff_count",
}
