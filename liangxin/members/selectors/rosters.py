"""Rosters in clear, for paper and for the national collection form; disclosing them is logged by the caller."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.members.choices import MembershipStatus
from liangxin.members.models import Membership
from liangxin.members.roster_words import ETHNICITY_NAMES
from liangxin.members.selectors.memberships import MemberFilter, list_memberships

MOST_ON_PAPER = 2_000  # persons of one printed roster or one national form
NATIONAL_COLUMNS = (
    _("姓名"), _("公民身份号码"), _("性别"), _("民族"), _("出生日期"), _("学历"), _("人员类别"), _("所在党支部"),
    _("加入党组织日期"), _("转为正式党员日期"), _("工作岗位"), _("手机号码"), _("固定电话"), _("家庭住址"), _("党籍状态"),
    _("失去联系日期或外出流向"),
)  # fmt: skip


def roster_of(*, actor: Actor, path: str) -> QuerySet[Membership]:
    """The members at or below an organisation, by organisation and name, with all that a roster prints."""
    found = list_memberships(actor=actor, narrowed=MemberFilter(under=path))
    return found.order_by("home__node__path", "person__sort_key", "id")


def stated(day: Any, precision: str) -> str:
    """A date as exactly as it is known."""
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]] if day else ""


def national_row(membership: Membership) -> list[str]:
    """The sixteen items of one member."""
    person = membership.person
    status = membership.status
    return [
        person.name, person.identity_number, str(person.get_sex_display()), ETHNICITY_NAMES.get(person.ethnicity, ""),
        stated(person.birth_date, person.birth_precision), str(person.get_education_display() or ""),
        str(membership.get_category_display()), membership.home.node.name if membership.home else membership.home_outside,
        stated(membership.joined_on, membership.joined_precision),
        stated(membership.converted_on, membership.converted_precision), person.job_title, person.phone, person.landline,
        person.home_address,
        str(MembershipStatus.SUSPENDED.label if status == MembershipStatus.SUSPENDED else MembershipStatus.ACTIVE.label),
        membership.lost_contact_on.isoformat() if membership.lost_contact_on else membership.outflow,
    ]  # fmt: skip


def national_summary(memberships: Iterable[Membership]) -> Sequence[tuple[str, Mapping[str, int]]]:
    """The members of the form counted: by category, sex, ethnic group and schooling."""
    found = list(memberships)
    tables = {
        _("人员类别"): Counter(str(one.get_category_display()) for one in found),
        _("性别"): Counter(str(one.person.get_sex_display()) for one in found),
        _("民族"): Counter(ETHNICITY_NAMES.get(one.person.ethnicity, "") or str(_("未填")) for one in found),
        _("学历"): Counter(str(one.person.get_education_display() or _("未填")) for one in found),
    }
    return [(str(title), dict(table)) for title, table in tables.items()]
