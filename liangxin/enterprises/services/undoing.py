"""Taking an import's rows back."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.errors import RuleBroken
from liangxin.core.history import because
from liangxin.enterprises.models import Coverage, Enterprise, OperatingPlace
from liangxin.enterprises.permissions import Permission
from liangxin.enterprises.services.finding import KIND, make_findable
from liangxin.enterprises.services.new import FIGURE_COLUMNS, checked_capital
from liangxin.search.services.entries import forget
from liangxin.trees.services.nodes import rename_node


class EnterpriseInUse(RuleBroken):
    code, field, message = "enterprises.in_use", "", _("“{name}”已有后续记录，不能撤回登记；要停用请办理迁出或注销。")


@transaction.atomic
def remove_enterprise(*, actor: Actor, enterprise: Enterprise) -> None:
    """Take back a registration as if it had not been, while nothing came after it. Raises NotAllowed, EnterpriseInUse."""
    require(actor, Permission.ENTERPRISE_CHANGE, scope=enterprise)
    enterprise = Enterprise.objects.select_for_update(of=("self",)).select_related("node").get(pk=enterprise.pk)
    name, pk = enterprise.node.name, enterprise.pk
    first = (enterprise.coverages, enterprise.operating_places, enterprise.statuses)
    if any(spans.count() > 1 or spans.filter(during__upper_inf=False).exists() for spans in first):
        raise EnterpriseInUse(name=name)
    try:
        with transaction.atomic():
            for each in (*first, enterprise.figures, enterprise.contacts):
                each.all().delete()
            enterprise.labels.clear()
            node = enterprise.node
            enterprise.delete()
            node.delete()
    except ProtectedError:
        raise EnterpriseInUse(name=name) from None
    forget(kind=KIND, object_ids=[pk])


@transaction.atomic
def restore_enterprise(
    *, actor: Actor, enterprise: Enterprise, before: dict[str, Any], now: datetime, today: date, reason: str
) -> None:  # fmt: skip
    """Put back what an import changed; before: as importing kept it. Raises NotAllowed, EnterpriseInUse."""
    require(actor, Permission.ENTERPRISE_CHANGE, scope=enterprise)
    with because(reason):
        for name in ("credit_code", "ownership", "registered_address", "capital_text", "legal_representative",
                     "business_scope", "description"):  # fmt: skip
            setattr(enterprise, name, before[name])
        enterprise.industry_id = before["industry"]
        enterprise.established_on = date.fromisoformat(before["established_on"]) if before["established_on"] else None
        enterprise.capital_amount, enterprise.capital_currency = checked_capital(enterprise.capital_text)
        _restore_figures(enterprise, before["figures"])
        enterprise.save()
        if before["name"] != enterprise.node.name:
            enterprise.node = rename_node(
                node=enterprise.node, name=before["name"], effective=today, now=now, reason=reason
            )
        _take_back(OperatingPlace, before.get("spot"), enterprise)
        _take_back(Coverage, before.get("coverage"), enterprise)
    make_findable([enterprise])


def _restore_figures(enterprise: Enterprise, kept: dict[str, int]) -> None:
    """Numbers stated by the import go; those before it stand again."""
    for figure in enterprise.figures.order_by("pk"):
        if str(figure.pk) not in kept:
            figure.delete()
        elif figure.value != kept[str(figure.pk)]:
            figure.value = kept[str(figure.pk)]
            figure.save(update_fields=["value"])
    newest = {figure.kind: figure.value for figure in enterprise.figures.order_by("as_of")}
    for kind, column in FIGURE_COLUMNS.items():
        setattr(enterprise, column, newest.get(kind))


def _take_back(model: type[OperatingPlace] | type[Coverage], pk: int | None, enterprise: Enterprise) -> None:
    if pk is None:
        return
    span = model.objects.filter(pk=pk, during__upper_inf=True).first()
    if span is None:
        raise EnterpriseInUse(name=enterprise.node.name)
    span.delete()
