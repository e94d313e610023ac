"""Kinds of activities, and whose approval activities below an organisation need: words and rules that are data."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services.require import require
from liangxin.activities.choices import Audience
from liangxin.activities.models import ActivityKind, ApprovalRule, KindDocument
from liangxin.activities.permissions import Permission
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import RuleBroken

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation


class KindUnnamed(RuleBroken):
    code, field, message = "activities.kind_unnamed", "name", _("请写类型名称。")


class KindCodeTaken(RuleBroken):
    code, field, message = "activities.kind_code_taken", "code", _("代码“{code}”已有，请换一个。")


@dataclass(frozen=True, kw_only=True)
class KindValues:
    """A kind. documents: name and days after the end."""

    code: str
    name: str
    description: str = ""
    icon: str = "calendar-event"
    theme: str = ""
    track: str = ""
    audience: str = Audience.EVERYBODY.value
    is_confidential: bool = False
    for_minors: bool = False
    probationary_only: bool = False
    needs_approval: bool = False
    position: int = 100
    is_active: bool = True
    documents: Sequence[tuple[str, int]] = ()


@transaction.atomic
def put_kind(*, actor: Actor, values: KindValues, kind: ActivityKind | None = None) -> ActivityKind:
    """Add a kind, or change one. Raises NotAllowed, KindUnnamed, KindCodeTaken."""
    require(actor, Permission.KIND_ADMINISTER, scope=None)
    if not values.name.strip():
        raise KindUnnamed()
    row = kind or ActivityKind()
    for name, value in asdict(values).items():
        if name != "documents":
            setattr(row, name, value)
    with constraint_as(KindCodeTaken(code=values.code), name="activities_activitykind_code_key"):
        row.save()
    KindDocument.objects.filter(kind=row).delete()
    KindDocument.objects.bulk_create(
        [
            KindDocument(kind=row, name=name, due_days=days, position=position)
            for position, (name, days) in enumerate(values.documents, 1)
        ]
    )
    return row


@transaction.atomic
def install_kinds(kinds: Sequence[KindValues]) -> None:
    """Add those that are missing; what is there already stays as people changed it."""
    known = set(ActivityKind.objects.values_list("code", flat=True))
    for values in kinds:
        if values.code not in known:
            columns = {name: value for name, value in asdict(values).items() if name != "documents"}
            row = ActivityKind.objects.create(**columns)
            KindDocument.objects.bulk_create(
                [
                    KindDocument(kind=row, name=name, due_days=days, position=position)
                    for position, (name, days) in enumerate(values.documents, 1)
                ]
            )


@transaction.atomic
def set_approval_rule(
    *,
    actor: Actor,
    organisation: "Organisation",
    kind: ActivityKind | None,
    capacity_from: int = 0,
    is_active: bool = True,
) -> ApprovalRule:
    """Say that activities below the organisation need its approval: of one kind or all, from so many persons on.

    Raises NotAllowed, NotFound.
    """
    require(actor, Permission.RULE_MANAGE, scope=organisation)
    rule, _new = ApprovalRule.objects.update_or_create(
        organisation=organisation, kind=kind, defaults={"capacity_from": capacity_from, "is_active": is_active}
    )
    return rule
