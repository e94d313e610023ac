from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liangxin.access.actor import Actor
from liangxin.rulebook.permissions import Permission
from liangxin.rulebook.selectors import first_year_missing
from liangxin.web.shared.navigation import Entry, register_entry
from liangxin.web.shared.pending import Pending, Step, pending_source

ASK_FROM_MONTH = 11  # the State Council announces the next year's holidays about the beginning of November

register_entry(
    Entry(
        group="manage", label=gettext_lazy("规则库"), icon="gavel", url_name="ruleset-list", order=40,
        permission=Permission.RULESET_READ, prefix="/desk/rules/",
    ),
    Entry(
        group="manage", label=gettext_lazy("工作日历"), icon="calendar-month", url_name="calendar", order=50,
        permission=Permission.CALENDAR_READ, prefix="/desk/calendar/",
    ),
)  # fmt: skip


@pending_source
def calendar_missing(actor: Actor, today: date) -> Iterable[Pending]:
    """The year whose holidays nobody has put on record, for who keeps the calendar."""
    if not actor.may_somewhere(Permission.CALENDAR_CHANGE):
        return []
    year = first_year_missing(today)
    if year is None or (year > today.year and today.month < ASK_FROM_MONTH):
        return []
    url = reverse("calendar-load", args=[year])
    title = _("载入 {year} 年的节假日").format(year=year)
    why = _("没有载入，按工作日算的期限只能是暂定")
    return [Pending(title=title, url=url, why=why, steps=(Step(label=_("载入"), url=url),))]
