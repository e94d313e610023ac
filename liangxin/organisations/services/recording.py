"""What every act shares: its day, its lock, its row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.permissions import Permission as AccessPermission
from liangxin.access.reach import may
from liangxin.core.errors import NotAllowed, RuleBroken
from liangxin.organisations.models import Organisation, OrganisationAct, OrganisationType
from liangxin.organisations.rules import day_of
from liangxin.search.services.entries import Findable, index_many


class BackdatingNotAllowed(NotAllowed):
    code, field, message = (
        "organisations.backdating_not_allowed",
        "effective",
        _("生效日期早于今天，需要“补记过去的变更”权限。请改为今天，或请有权限的人办理。"),
    )


class NotYet(RuleBroken):
    code, field, message = "organisations.not_yet", "effective", _("生效日期晚于今天，请到那一天再办理。")


class TypeUnknown(RuleBroken):
    code, field, message = "organisations.type_unknown", "type", _("没有“{type}”这种组织类型。")


class TypeNotAllowedHere(RuleBroken):
    code, field, message = (
        "organisations.type_not_allowed_here",
        "type",
        _("“{parent}”之下不能设“{type}”，请另选上级或类型。"),
    )


class TypeIsNoRoot(RuleBroken):
    code, field, message = "organisations.type_is_no_root", "parent", _("“{type}”必须有上级组织，请选上级。")


class ParentNotThere(RuleBroken):
    code, field, message = (
        "organisations.parent_not_there",
        "parent",
        _("上级组织在生效日期（{effective}）尚未成立或已撤销，请改日期或上级。"),
    )


class OrganisationIsClosed(RuleBroken):
    code, field, message = "organisations.closed", "", _("本组织已于 {closed} 撤销，不能再变更。")


class NameTaken(RuleBroken):
    code, field, message = "organisations.name_taken", "name", _("同一上级之下已有“{name}”，请核对或改名。")


class NameMissing(RuleBroken):
    code, field, message = "organisations.name_missing", "name", _("请填组织名称，与公章一致。")


@dataclass(frozen=True, kw_only=True)
class Act:
    """What every act states. effective: the first day on which it holds."""

    effective: date
    reason: str = ""
    document_number: str = ""


def check_day(actor: Actor, scope: Organisation | None, effective: date, now: datetime) -> None:
    """Raises BackdatingNotAllowed for a past day without the permission (R-ORG-01)."""
    if effective >= day_of(now) or actor.is_system:
        return
    allowed = (
        AccessPermission.HISTORY_BACKDATE in actor.permissions
        if scope is None
        else may(actor, AccessPermission.HISTORY_BACKDATE, scope)
    )
    if not allowed:
        raise BackdatingNotAllowed()


def check_not_future(effective: date, now: datetime) -> None:
    """Raises NotYet (R-ORG-02)."""
    if effective > day_of(now):
        raise NotYet()


def locked(*organisations: Organisation) -> list[Organisation]:
    """The organisations as they are now, locked in one order, returned in the order asked for."""
    rows = {
        row.pk: row
        for row in Organisation.objects.filter(pk__in=[each.pk for each in organisations])
        .order_by("pk")
        .select_related("node", "node__parent", "type")
        .select_for_update(of=("self",), no_key=True)
    }
    return [rows[each.pk] for each in organisations]


def check_open(organisation: Organisation) -> None:
    """Raises OrganisationIsClosed."""
    if organisation.node.during.upper is not None:
        raise OrganisationIsClosed(closed=organisation.node.during.upper)


def check_type_below(type_: OrganisationType, parent: Organisation | None) -> None:
    """Raises TypeIsNoRoot, TypeNotAllowedHere: types declare their allowed child types, as data."""
    if parent is None:
        if not type_.may_be_root:
            raise TypeIsNoRoot(type=type_.name)
        return
    if not parent.type.children.filter(pk=type_.pk).exists():
        raise TypeNotAllowedHere(parent=parent.type.name, type=type_.name)


def check_parent_there(parent: Organisation | None, effective: date) -> None:
    """Raises ParentNotThere."""
    if parent is None:
        return
    span = parent.node.during
    if effective < span.lower or (span.upper is not None and effective >= span.upper):
        raise ParentNotThere(effective=effective)


def record(
    actor: Actor, organisation: Organisation, kind: str, act: Act, now: datetime,
    *, other: Organisation | None = None, facts: dict[str, Any] | None = None,
) -> OrganisationAct:  # fmt: skip
    """Write the act's row."""
    return OrganisationAct.objects.create(
        organisation=organisation, kind=kind, other=other, effective_on=act.effective, reason=act.reason,
        document_number=act.document_number, facts=facts or {}, recorded_at=now, recorded_by_id=actor.user_id,
        acting_as=actor.acting_as,
    )  # fmt: skip


def make_findable(organisations: Iterable[Organisation]) -> None:
    """Keep the search in step."""
    index_many(
        kind="organisation",
        entries=[
            Findable(
                object_id=each.pk,
                title=each.node.name,
                texts=tuple(text for text in (each.node.short_name,) if text),
                codes=tuple(code for code in (each.code,) if code),
            )
            for each in organisations
        ],
    )
