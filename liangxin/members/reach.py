"""The ways to a membership, and the linked organisation's way to the person. A place reaches counts, never records."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from liangxin.access.choices import Anchor, Part
from liangxin.access.registry import Reach, Way, add_ways, register_permissions, register_ways
from liangxin.members.choices import DeclarationState
from liangxin.members.models import Declaration, LinkedOrganisation, Membership
from liangxin.members.permissions import Permission
from liangxin.organisations.selectors.organisations import organisation_model
from liangxin.people.selectors import person_model

LABELS: dict[Any, object] = {
    Permission.MEMBERSHIP_READ: _("查看党员"),
    Permission.MEMBERSHIP_CREATE: _("登记党员"),
    Permission.MEMBERSHIP_CHANGE: _("更改党员信息"),
    Permission.MEMBERSHIP_TRANSFER: _("转接组织关系"),
    Permission.MEMBERSHIP_IMPORT: _("导入党员名册"),
    Permission.MEMBERSHIP_EXPORT: _("导出、打印党员名册"),
    Permission.DECLARATION_MAKE: _("声明党员身份"),
    Permission.DECLARATION_DECIDE: _("确认党员身份声明"),
    Permission.COUNT_READ: _("查看党员人数"),
}
HOME = _("组织关系所在组织及其上级组织")
LINKED = _("关联组织及其上级组织，只见姓名和职务")
PLACE = _("所在场所的工作人员，只见人数，少于 5 人不显示")
OWN = _("本人")
OWN_BRANCH = _("本人组织关系所在的组织，只见公开部分")


def home(reach: Reach) -> Q:
    """Through the organisation that keeps the record: the home, or, where that is outside the house, its keeper here.

    Enrolment, transfer and merging make the home the keeper, so one path serves; two joined by "or" would have the
    database read every membership (measured with 1,000,000: 7 s against milliseconds).
    """
    return reach.covers("person__keeper")


def linked(reach: Reach) -> Q:
    return Q(pk__in=_links(reach).values("membership_id"))


def located(reach: Reach) -> Q:
    """Counted where located; without a stated location, where the home organisation has its place."""
    return reach.covers("located_at") | (Q(located_at=None) & reach.covers("home__home_place"))


def own(reach: Reach) -> Q:
    return Q(person__user_id=reach.user_id) if reach.user_id is not None else Q(pk=None)


def register() -> None:
    register_permissions(Permission, labels=LABELS, own=[Permission.MEMBERSHIP_READ, Permission.DECLARATION_MAKE])
    register_ways(
        Membership,
        [
            Way("home", Anchor.ORGANISATION, Part.FULL, HOME, home),
            Way("linked", Anchor.ORGANISATION, Part.BASIC, LINKED, linked),
            Way("located", Anchor.PLACE, Part.COUNT, PLACE, located),
            Way("own", Anchor.OWN, Part.FULL, OWN, own),
        ],
        read=Permission.MEMBERSHIP_READ,
    )
    register_ways(
        Declaration,
        [
            Way("organisation", Anchor.ORGANISATION, Part.FULL, _("声明中的组织及其上级组织"), _declared_here),
            Way("own", Anchor.OWN, Part.FULL, OWN, _own_declaration),
        ],
        read=Permission.MEMBERSHIP_READ,
    )
    add_ways(organisation_model(), [Way("own_branch", Anchor.OWN, Part.BASIC, OWN_BRANCH, _own_branch)])
    add_ways(person_model(), [Way("linked", Anchor.ORGANISATION, Part.BASIC, LINKED, _linked_person)])


def _own_branch(reach: Reach) -> Q:
    if reach.user_id is None:
        return Q(pk=None)
    return Q(pk__in=Membership.objects.filter(person__user_id=reach.user_id, home__isnull=False).values("home_id"))


def _links(reach: Reach) -> QuerySet[LinkedOrganisation]:
    return LinkedOrganisation.objects.filter(reach.covers("organisation__node"), during__upper_inf=True)


def _linked_person(reach: Reach) -> Q:
    return Q(pk__in=_links(reach).values("membership__person_id"))


def _declared_here(reach: Reach) -> Q:
    """A forwarded declaration is only for the organisations above the one it names."""
    above = Q(state=DeclarationState.FORWARDED)
    if reach.node_id is not None:
        return reach.covers("organisation__node") & ~(above & Q(organisation_id=reach.node_id))
    return reach.covers("organisation__node")


def _own_declaration(reach: Reach) -> Q:
    return Q(user_id=reach.user_id) if reach.user_id is not None else Q(pk=None)
