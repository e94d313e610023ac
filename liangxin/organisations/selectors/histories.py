"""What happened to organisations."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from liangxin.core.changes import Change, changes_of

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation

LABELS = {
    "strand": _("五位一体"), "establishment_mode": _("组建方式"), "unit_relation": _("所在单位情况"), "code": _("组织代码"),
    "country": _("国家或地区"), "time_zone": _("时区"), "telephone": _("固定电话"), "link_note": _("联系说明"),
    "description": _("简介"), "is_public": _("公开"), "is_overseas": _("在境外"), "term_starts_on": _("本届开始"),
    "term_ends_on": _("任期到"),
}  # fmt: skip


def history_of(*, organisation: "Organisation") -> Sequence[Change]:
    """What was corrected of an organisation already fully reached, newest first; its acts are told by `acts_of`."""
    return changes_of(organisation, labels=LABELS)
