from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.core.errors import NotFound
from liangxin.organisations.permissions import Permission
from liangxin.organisations.selectors.organisations import (
    OrganisationFilter,
    choose_organisations,
    get_choice,
    get_organisation,
    list_organisations,
)
from liangxin.organisations.selectors.posts import list_ends_of_term, list_secondments_ending, list_vacancies
from liangxin.web.organisations import marks  # noqa: F401 - brings its part to the records of places and enterprises
from liangxin.web.shared.found import register_found
from liangxin.web.shared.navigation import Entry, register_entry
from liangxin.web.shared.pending import NodeNumber, Pending, Step, node_numbers, pending_source
from liangxin.web.shared.picks import Pick, PickKind, register_pick, search_pick

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation


SHOWN = 50  # entries of the pending box from one source

register_entry(
    Entry(
        group="where", label=gettext_lazy("组织"), icon="sitemap", url_name="organisation-tree", order=30,
        permission=Permission.ORGANISATION_READ, prefix="/desk/organisations/",
    ),
    Entry(
        group="manage", label=gettext_lazy("组织类型"), icon="hierarchy-2", url_name="organisation-types", order=62,
        permission=Permission.TYPE_ADMINISTER, prefix="/desk/organisations/types/",
    ),
)  # fmt: skip
register_found("organisation", url=lambda pk: reverse("organisation", args=[pk]), icon="sitemap")


def _said(organisation: "Organisation") -> Pick:
    parent = organisation.node.parent
    hint = f"{organisation.type.name} · {parent.name}" if parent is not None else organisation.type.name
    return Pick(organisation.pk, organisation.node.name, hint, organisation)


def _pick(actor: Actor, organisation_id: int) -> Pick | None:
    try:
        found = get_organisation(actor=actor, organisation_id=organisation_id)
    except NotFound:
        return None
    return _said(found) if found.node.during.upper is None else None


def _choices(actor: Actor, text: str, limit: int) -> list[Pick]:
    return [_said(each) for each in choose_organisations(actor=actor, text=text, today=timezone.localdate())[:limit]]


def _choice(actor: Actor, organisation_id: int) -> Pick | None:
    found = get_choice(actor=actor, organisation_id=organisation_id, today=timezone.localdate())
    return _said(found) if found is not None else None


register_pick("organisation", search_pick(label=gettext_lazy("组织"), kind="organisation", get=_pick))
register_pick("organisation-public", PickKind(label=gettext_lazy("组织"), find=_choices, get=_choice))


@pending_source
def ends_of_term(actor: Actor, today: date) -> Iterable[Pending]:
    """Elections due, for those who keep the posts."""
    if not actor.may_somewhere(Permission.POST_MANAGE):
        return []
    return [
        Pending(
            title=_("筹备 {name} 换届").format(name=each.node.name),
            url=reverse("organisation", args=[each.pk]),
            why=_("本届任期到 {day}").format(day=each.term_ends_on),
            due=each.term_ends_on,
            steps=(Step(label=_("登记新一届任期"), url=reverse("organisation-change", args=[each.pk])),),
        )
        for each in list_ends_of_term(actor=actor, today=today)[:SHOWN]
    ]


@pending_source
def vacancies(actor: Actor, today: date) -> Iterable[Pending]:
    """Vacant posts, for those who keep them."""
    if not actor.may_somewhere(Permission.POST_MANAGE):
        return []
    return [
        Pending(
            title=_("补选 {name} {post}").format(name=post.organisation.node.name, post=post.title or post.kind.name),
            url=reverse("organisation", args=[post.organisation_id]),
            why=_("自 {day} 起空缺，已 {days} 天").format(day=post.vacant_since, days=(today - post.vacant_since).days),
            steps=(Step(label=_("登记任职"), url=reverse("organisation-appoint", args=[post.pk])),),
        )
        for post in list_vacancies(actor=actor, today=today)[:SHOWN]
    ]


@pending_source
def secondments(actor: Actor, today: date) -> Iterable[Pending]:
    """Secondments that run out."""
    if not actor.may_somewhere(Permission.POST_MANAGE):
        return []
    return [
        Pending(
            title=_("了结 {name} 的挂职").format(name=holding.post.organisation.node.name),
            url=reverse("organisation", args=[holding.post.organisation_id]),
            why=_("挂职期限到 {day}，须评价并离任或续期").format(day=holding.secondment_ends_on),
            due=holding.secondment_ends_on,
            steps=(Step(label=_("办理离任"), url=reverse("organisation-holding-end", args=[holding.pk])),),
        )
        for holding in list_secondments_ending(actor=actor, today=today)[:SHOWN]
    ]


@node_numbers(order=20)
def organisation_numbers(actor: Actor, today: date) -> Iterable[NodeNumber]:
    """The organisations of my node, and what is vacant."""
    if actor.anchor not in {Anchor.PLACE, Anchor.ORGANISATION} or not actor.may_somewhere(Permission.ORGANISATION_READ):
        return []
    party = OrganisationFilter(families=("party",))
    count = list_organisations(actor=actor, today=today, only=party).count()
    founded = list_organisations(actor=actor, today=today, only=party).filter(
        Q(node__during__startswith__year=today.year)
    )
    numbers = [
        NodeNumber(
            value=f"{count:,}",
            words=_("个党组织"),
            note=_("今年成立 {count} 个").format(count=founded.count()),
            url=f"{reverse('organisation-list')}?family=party",
        )
    ]
    if actor.may_somewhere(Permission.POST_MANAGE):
        vacant = list_vacancies(actor=actor, today=today).count()
        if vacant:
            numbers.append(NodeNumber(value=vacant, words=_("个职务空缺"), url=reverse("organisation-vacancies")))
    return numbers
