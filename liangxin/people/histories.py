"""A person's history in words; of encrypted fields only that they changed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.core.changes import Change, FieldChange, changes_of
from liangxin.people.choices import Education, PositionLevel, Precision, Sex
from liangxin.people.models import Person
from liangxin.people.selectors import get_person
from liangxin.trees.models import Node

SEALED = "sealed_at"
LABELS: Mapping[str, object] = {
    "name": _("姓名"),
    "sex": _("性别"),
    "ethnicity": _("民族"),
    "birth_date": _("出生日期"),
    "education": _("学历"),
    SEALED: _("身份证号、电话或住址"),
    "keeper_id": _("管理资料的组织"),
    "works_at_id": _("工作单位"),
    "job_title": _("工作岗位"),
    "position_level": _("岗位层级"),
    "is_key_staff": _("骨干"),
    "user_id": _("账号"),
    "merged_into_id": _("并入"),
}
WORDS: Mapping[str, Mapping[Any, Any]] = {
    "sex": dict(Sex.choices),
    "education": dict(Education.choices),
    "position_level": dict(PositionLevel.choices),
    "birth_precision": dict(Precision.choices),
}
NODES = {"keeper_id", "works_at_id"}


def history_of(*, actor: Actor, person: Person) -> Sequence[Change]:
    """What happened to the record, newest first; a fixed number of queries. Raises NotFound."""
    person = get_person(actor=actor, person_id=person.pk)
    changes = changes_of(person, labels=LABELS, subject=say("人员资料"))
    ids = {value for one in changes for f in one.fields if f.field in NODES for value in (f.before, f.after) if value}
    names = dict(Node.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [replace(one, fields=[_worded(f, names) for f in one.fields]) for one in changes]


def _worded(change: FieldChange, names: Mapping[int, str]) -> FieldChange:
    if change.field == SEALED:
        return replace(change, before="***", after=say("已更改"))
    return replace(
        change, before=_word(change.field, change.before, names), after=_word(change.field, change.after, names)
    )


def _word(field: str, value: Any, names: Mapping[int, str]) -> Any:
    if value is None or value == "":
        return say("空")
    if field in NODES:
        return names.get(value, "")
    if field in WORDS:
        return WORDS[field].get(value, value)
    if field == "user_id":
        return say("已连接")
    if field == "merged_into_id":
        return say("另一份资料")
    if isinstance(value, bool):
        return say("是") if value else say("否")
    return value.isoformat() if isinstance(value, date) else value
