from collections.abc import Iterable
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.core.errors import NotFound
from liangxin.enterprises.permissions import Permission
from liangxin.enterprises.rules import DAYS_TO_COVER, DAYS_TO_DESIGNATE
from liangxin.enterprises.selectors import queues
from liangxin.enterprises.selectors.enterprises import (
    EnterpriseFilter,
    choose_enterprises,
    get_enterprise,
    list_enterprises,
)
from liangxin.enterprises.selectors.records import candidates
from liangxin.rulebook.selectors import list_industries
from liangxin.web.shared.found import register_found
from liangxin.web.shared.navigation import Entry, register_entry
from liangxin.web.shared.pending import NodeNumber, Pending, Step, node_numbers, pending_source
from liangxin.web.shared.picks import Pick, PickKind, register_pick
from liangxin.web.shared.templatetags.lx import mask

if TYPE_CHECKING:
    from liangxin.enterprises.models import Enterprise


SHOWN = 12  # entries of the pending box from one source

register_entry(
    Entry(
        group="today", label=gettext_lazy("我的企业"), icon="briefcase", url_name="enterprise-mine", order=30,
        permission=Permission.ENTERPRISE_READ,
    ),
    Entry(
        group="where", label=gettext_lazy("企业"), icon="building", url_name="enterprise-list", order=20,
        permission=Permission.ENTERPRISE_READ, prefix="/desk/enterprises/",
    ),
    Entry(
        group="where", label=gettext_lazy("多头认领"), icon="arrows-exchange", url_name="enterprise-conflicts", order=25,
        permission=Permission.CONFLICT_RESOLVE,
    ),
    Entry(
        group="manage", label=gettext_lazy("企业标签"), icon="tags", url_name="enterprise-labels", order=64,
        permission=Permission.LABEL_MANAGE,
    ),
)  # fmt: skip
register_found("enterprise", url=lambda pk: reverse("enterprise", args=[pk]), icon="building")


def _enterprises(actor: Actor, text: str, limit: int) -> list[Pick]:
    found = choose_enterprises(actor=actor, text=text)[:limit]
    return [Pick(one.pk, one.node.name, one.credit_code, one) for one in found]


def _enterprise(actor: Actor, pk: int) -> Pick | None:
    try:
        one = get_enterprise(actor=actor, enterprise_id=pk)
    except NotFound:
        return None
    return Pick(one.pk, one.node.name, one.credit_code, one)


def _industries(actor: Actor, text: str, limit: int) -> list[Pick]:
    known = list_industries()
    wanted = text.strip().upper().lstrip("ABCDEFGHIJKLMNOPQRST") or text.strip().upper()
    found = (
        known.filter(code__startswith=wanted)
        if wanted.isalnum() and wanted.isascii()
        else known.filter(name__contains=text)
    )
    return [Pick(one.pk, one.name, one.code, one) for one in found.order_by("code")[:limit]]


def _industry(actor: Actor, pk: int) -> Pick | None:
    one = list_industries().filter(pk=pk).first()
    return Pick(one.pk, one.name, one.code, one) if one is not None else None


def _contacts(actor: Actor, text: str, limit: int) -> list[Pick]:
    if not actor.may_somewhere(Permission.DESIGNATION_ASSIGN):
        return []
    found = candidates(actor=actor, text=text, today=timezone.localdate())[:limit]
    return [Pick(one.pk, one.display_name, one.username, one) for one in found]


def _contact(actor: Actor, pk: int) -> Pick | None:
    if not actor.may_somewhere(Permission.DESIGNATION_ASSIGN):
        return None
    one = candidates(actor=actor, text="", today=timezone.localdate()).filter(pk=pk).first()
    return Pick(one.pk, one.display_name, one.username, one) if one is not None else None


register_pick("enterprise", PickKind(label=gettext_lazy("企业"), find=_enterprises, get=_enterprise))
register_pick("industry", PickKind(label=gettext_lazy("行业"), find=_industries, get=_industry))
register_pick("contact", PickKind(label=gettext_lazy("联系人"), find=_contacts, get=_contact))


@pending_source
def gaps(actor: Actor, today: date) -> Iterable[Pending]:
    """Enterprises without a contact or without an organisation, the longest first, for those who may act."""
    asked = EnterpriseFilter(day=today, status=("operating",), contact="none", sort="moved")
    without = _oldest(actor, asked, Permission.DESIGNATION_ASSIGN)
    contacts = (
        Pending(
            title=_("给 {name} 指定联系人").format(name=one.node.short_name or one.node.name),
            url=reverse("enterprise", args=[one.pk]), why=_("入驻 15 天内要有指定联系人"),
            due=_due(one, DAYS_TO_DESIGNATE),
            steps=(Step(label=_("指定"), url=reverse("enterprise-act", args=[one.pk, "designate"])),),
        )
        for one in without
    )  # fmt: skip
    asked = EnterpriseFilter(day=today, status=("operating",), coverage="none", sort="moved")
    covers = (
        Pending(
            title=_("给 {name} 定覆盖办法").format(name=one.node.short_name or one.node.name),
            url=reverse("enterprise", args=[one.pk]), why=_("入驻 90 天内要有责任组织"), due=_due(one, DAYS_TO_COVER),
            steps=(Step(label=_("划入组织"), url=reverse("enterprise-act", args=[one.pk, "cover"])),),
        )
        for one in _oldest(actor, asked, Permission.COVERAGE_ASSIGN)
    )  # fmt: skip
    return chain(contacts, covers)


def _due(one: "Enterprise", limit: timedelta) -> date | None:
    return one.moved_in_on + limit if one.moved_in_on is not None else None


def _oldest(actor: Actor, asked: EnterpriseFilter, permission: str) -> list["Enterprise"]:
    if not actor.may_somewhere(permission) or actor.anchor == Anchor.OWN:
        return []
    found = list_enterprises(actor=actor, asked=asked, permission=permission).filter(moved_in_on__isnull=False)
    return list(found.order_by(F("moved_in_on").asc(), "pk")[:SHOWN])


@pending_source
def decisions(actor: Actor, today: date) -> Iterable[Pending]:
    """Claims, registrations and corrections that wait for a decision."""
    found: list[Pending] = []
    if actor.may_somewhere(Permission.CONFLICT_RESOLVE):
        for claim in queues.open_claims_for(actor=actor).order_by("claimed_at")[:SHOWN]:
            name = claim.enterprise.node.short_name or claim.enterprise.node.name
            url = reverse("enterprise-conflict", args=[claim.pk])
            why = _("{organisation}认领").format(organisation=claim.organisation.node.name)
            found.append(Pending(title=_("协调 {name} 的责任组织").format(name=name), url=url, why=why))
    if actor.may_somewhere(Permission.REGISTRATION_DECIDE):
        for case in queues.open_pending_for(actor=actor).order_by("reported_at")[:SHOWN]:
            url = reverse("enterprise-pending-case", args=[case.pk])
            found.append(
                Pending(title=_("核对 {name} 入册").format(name=case.name), url=url, why=_("下级报来，等上级核对"))
            )
    if actor.may_somewhere(Permission.CORRECTION_DECIDE):
        for one in queues.corrections_for(actor=actor)[:SHOWN]:
            name = one.enterprise.node.short_name or one.enterprise.node.name
            url = reverse("enterprise-correction", args=[one.pk])
            why = _("{who} 提出").format(who=mask(one.proposed_by.display_name) if one.proposed_by else _("企业"))
            found.append(Pending(title=_("核对 {name} 的更正").format(name=name), url=url, why=why))
    return found


@node_numbers(order=10)
def enterprise_numbers(actor: Actor, today: date) -> Iterable[NodeNumber]:
    """The enterprises of my node."""
    if actor.anchor not in {Anchor.PLACE, Anchor.ORGANISATION} or not actor.may_somewhere(Permission.ENTERPRISE_READ):
        return []
    url = reverse("enterprise-list")
    operating = list_enterprises(actor=actor, asked=EnterpriseFilter(day=today, status=("operating",)))
    new = list_enterprises(actor=actor, asked=EnterpriseFilter(day=today, status=("operating",), new=True))
    return [
        NodeNumber(
            value=operating.order_by().count(), words=_("家在营企业"), url=f"{url}?status=operating",
            note=_("90 天内入驻 {count} 家").format(count=new.order_by().count()),
        )
    ]  # fmt: skip
