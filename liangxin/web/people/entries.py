"""How the house finds this area."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor, Part
from liangxin.core.errors import NotFound
from liangxin.core.names import masked_name
from liangxin.enterprises.selectors.enterprises import get_enterprise
from liangxin.people.permissions import Permission
from liangxin.people.selectors import get_person, list_corrections, list_links, list_possible_duplicates
from liangxin.web.shared.found import register_found
from liangxin.web.shared.navigation import Entry, register_entry
from liangxin.web.shared.pending import Pending, Step, pending_source
from liangxin.web.shared.picks import Pick, register_pick, search_pick

ANSWER_WITHIN_DAYS = 7  # R-PEO-06

register_entry(
    Entry(
        group="where",
        label=_("人员"),
        icon="users",
        url_name="person-list",
        order=45,
        permission=Permission.PERSON_READ,
    )
)
register_entry(
    Entry(
        group="together", label=_("为居民开登录码"), icon="device-mobile", url_name="guest-codes", order=90,
        permission=Permission.GUEST_WELCOME,
    )
)  # fmt: skip
register_found("person", url=lambda pk: reverse("person", args=[pk]), icon="user")


def _person(actor: Actor, person_id: int) -> Pick | None:
    try:
        found = get_person(actor=actor, person_id=person_id, part=Part.FULL)
    except NotFound:
        return None
    tail = gettext("尾号 {last4}").format(last4=found.identity_last4) if found.identity_last4 else ""
    return Pick(found.pk, found.name, " · ".join(part for part in (found.keeper.name, tail) if part), found)


register_pick("person", search_pick(label=_("人员"), kind="person", get=_person))


def _employer(actor: Actor, enterprise_id: int) -> Pick | None:
    try:
        found = get_enterprise(actor=actor, enterprise_id=enterprise_id, part=Part.BASIC)
    except NotFound:
        return None
    return Pick(found.pk, found.node.name, found.credit_code, found.node)


register_pick("employer", search_pick(label=_("工作单位"), kind="enterprise", get=_employer))


@pending_source
def corrections(actor: Actor, today: date) -> list[Pending]:
    """Corrections that people asked for."""
    if not actor.may_somewhere(Permission.CORRECTION_DECIDE):
        return []
    return [
        Pending(
            title=gettext("答复 {name} 提出的更正").format(name=masked_name(one.person.name)), why=one.get_field_display(),
            url=reverse("correction", args=[one.pk]), due=_due(one.proposed_at),
            steps=(Step(label=gettext("处理"), url=reverse("correction", args=[one.pk])),),
        )
        for one in list_corrections(actor=actor)[:50]
    ]  # fmt: skip


@pending_source
def links(actor: Actor, today: date) -> list[Pending]:
    """Guests who ask to be linked to their record."""
    if not actor.may_somewhere(Permission.ACCOUNT_LINK) or actor.anchor == Anchor.OWN:
        return []
    return [
        Pending(
            title=gettext("核对 {name} 的账号").format(name=masked_name(one.name)), why=one.node.name,
            url=reverse("link-request", args=[one.pk]), due=_due(one.asked_at),
            steps=(Step(label=gettext("核对"), url=reverse("link-request", args=[one.pk])),),
        )
        for one in list_links(actor=actor).order_by("asked_at")[:50]
    ]  # fmt: skip


@pending_source
def duplicates(actor: Actor, today: date) -> list[Pending]:
    """Pairs of records that may be one person."""
    if not actor.may_somewhere(Permission.PERSON_MERGE):
        return []
    return [
        Pending(
            title=gettext("核对可能重复的 {name}").format(name=masked_name(one.person.name)),
            why=f"{one.person.keeper.name}、{one.other.keeper.name}", url=reverse("duplicate", args=[one.pk]),
            due=_due(one.noticed_at), steps=(Step(label=gettext("核对"), url=reverse("duplicate", args=[one.pk])),),
        )
        for one in list_possible_duplicates(actor=actor)[:50]
    ]  # fmt: skip


def _due(at: Any) -> date:
    day: date = timezone.localtime(at).date()
    return day.fromordinal(day.toordinal() + ANSWER_WITHIN_DAYS)
