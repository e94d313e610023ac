"""A membership's history in words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liangxin.core.changes import Change, FieldChange, changes_of
from liangxin.members.choices import MemberCategory, MembershipStatus
from liangxin.members.models import Membership
from liangxin.trees.models import Node

LABELS: Mapping[str, object] = {
    "home_id": _("组织关系"),
    "home_outside": _("区外组织"),
    "category": _("人员类别"),
    "status": _("党籍状态"),
    "joined_on": _("入党日期"),
    "converted_on": _("转正日期"),
    "lost_contact_on": _("失去联系日期"),
    "outflow": _("外出流向"),
    "located_at_id": _("所在场所"),
}
WORDS: Mapping[str, Mapping[Any, Any]] = {
    "category": dict(MemberCategory.choices),
    "status": dict(MembershipStatus.choices),
}
NODES = {"home_id", "located_at_id"}


def history_of(*, membership: Membership) -> Sequence[Change]:
    """What happened to a membership already reached, newest first; a fixed number of queries."""
    changes = changes_of(membership, labels=LABELS, subject=gettext("组织关系"))
    ids = {value for one in changes for f in one.fields if f.field in NODES for value in (f.before, f.after) if value}
    names = dict(Node.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [replace(one, fields=[_worded(f, names) for f in one.fields]) for one in changes]


def _worded(change: FieldChange, names: Mapping[int, str]) -> FieldChange:
    return replace(
        change, before=_word(change.field, change.before, names), after=_word(change.field, change.after, names)
    )


def _word(field: str, value: Any, names: Mapping[int, str]) -> Any:
    if value is None or value == "":
        return gettext("空")
    if field in NODES:
        return names.get(value, "")
    if field in WORDS:
        return WORDS[field].get(value, value)
    return value.isoformat() if isinstance(value, date) else value
