"""Enterprises for tests, made through the services."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from liangxin.access.actor import SYSTEM
from liangxin.accounts.models import User
from liangxin.core.validators.credit_code import check_character
from liangxin.enterprises.choices import CoverageMode
from liangxin.enterprises.models import Coverage, DesignatedContact, Enterprise, Label
from liangxin.enterprises.services.coverage import assign_coverage
from liangxin.enterprises.services.designation import designate_contact
from liangxin.enterprises.services.labels import install_labels
from liangxin.enterprises.services.new import NewEnterprise
from liangxin.enterprises.services.registration import register_enterprise
from liangxin.organisations.models import Organisation
from liangxin.places.models import Place
from tests.organisations import factories as organisations

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
TODAY = date(2026, 11, 23)
MOVED_IN = date(2026, 8, 18)
_numbers = count(1)


def credit_code(number: int, *, kind: str = "91", division: str = "310115") -> str:
    """A valid code; the same number gives the same code."""
    organisation = "MA" + "".join("0123456789ABCDEFGHJKLMNPQRTUWXY"[number // 31**at % 31] for at in range(6, -1, -1))
    first = f"{kind}{division}{organisation}"
    return first + check_character(first)


def enterprise(name: str = "", place: Place | None = None, **values: Any) -> Enterprise:
    """One enterprise; a name and a code are made up where none are given."""
    number = next(_numbers)
    values.setdefault("credit_code", credit_code(number))
    if place is not None:
        values.setdefault("moved_in", MOVED_IN)
    new = NewEnterprise(name=name or f"滨港测试{number}号科技有限公司", place=place, **values)
    made = register_enterprise(actor=SYSTEM, new=new, now=NOW, today=TODAY).enterprise
    assert made is not None
    return made


def organisation(
    name: str = "", parent: Organisation | None = None, *, home_place: Place | None = None
) -> Organisation:
    """One organisation: a branch below `parent`, else a root of its own."""
    return organisations.organisation(
        name or f"测试第{next(_numbers)}党组织", parent, "branch" if parent is not None else "social_work_committee",
        opened=date(2015, 1, 1), home_place=home_place,
    )  # fmt: skip


def covered(
    made: Enterprise, by: Organisation, *, since: date = MOVED_IN, mode: str = CoverageMode.OWN
) -> Coverage:  # fmt: skip
    """Make `by` responsible."""
    return assign_coverage(actor=SYSTEM, enterprise=made, organisation=by, mode=mode, effective=since, today=TODAY)


def user(name: str = "") -> User:
    """A bare account."""
    number = next(_numbers)
    return User.objects.create(username=f"contact{number}", display_name=name or f"沈{number}", created_at=NOW)


def contacted(made: Enterprise, by: User, *, since: date = MOVED_IN) -> DesignatedContact:
    """Designate `by`."""
    return designate_contact(actor=SYSTEM, enterprise=made, user=by, effective=since, today=TODAY)


def label(code: str) -> Label:
    """A built-in label."""
    install_labels()
    return Label.objects.get(code=code)
