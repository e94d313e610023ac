"""How members are said on pages."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from liangxin.core.names import masked_name
from liangxin.web.shared.templatetags import lx

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

STATES = {"active": "done", "suspended": "over", "lost_contact": "due", "ended": "none"}


def home_words(membership: Any) -> str:
    """The home organisation's name; of one outside the house, with that word."""
    if membership.home is not None:
        return str(membership.home.node.name)
    return _("区外：{name}").format(name=membership.home_outside)


def stated(day: Any, precision: str) -> str:
    """1990-01-05, 1990-01 or 1990."""
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]] if day else "—"


def status_cell(membership: Any) -> "SafeString":
    """The status as a shape and a word."""
    return lx.state(STATES[membership.status], membership.get_status_display())


def masked(membership: Any) -> str:
    return masked_name(membership.person.name)


def missing(membership: Any) -> str:
    """What a record lacks, in words; empty where nothing."""
    person = membership.person
    lacking = [
        str(word)
        for word, there in (
            (_("身份证号"), person.identity_index),
            (_("手机号码"), person.phone_index),
            (_("入党日期"), membership.joined_on),
        )
        if not there
    ]
    return _("缺{what}").format(what="、".join(lacking)) if lacking else ""
