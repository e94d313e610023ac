"""The ways to a person's record. The linked organisations' way is added by the members room, which knows them."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liangxin.access.choices import Anchor, Part
from liangxin.access.registry import Reach, Way, register_permissions, register_ways
from liangxin.people.models import Correction, LinkRequest, Person, PossibleDuplicate
from liangxin.people.permissions import Permission

LABELS: dict[Any, object] = {
    Permission.PERSON_READ: _("查看人员"),
    Permission.PERSON_CREATE: _("登记人员"),
    Permission.PERSON_CHANGE: _("更改人员资料"),
    Permission.PERSON_REVEAL: _("查看遮挡的个人信息"),
    Permission.PERSON_EXPORT: _("导出、打印人员名册"),
    Permission.PERSON_MERGE: _("合并重复人员"),
    Permission.ACCOUNT_LINK: _("为人员开账号"),
    Permission.LINK_ASK: _("申请把账号连到名册"),
    Permission.GUEST_WELCOME: _("为居民开登录码"),
    Permission.CORRECTION_PROPOSE: _("提出更正"),
    Permission.CORRECTION_DECIDE: _("处理更正"),
}


def keeper(reach: Reach) -> Q:
    return reach.covers("keeper")


def own(reach: Reach) -> Q:
    return Q(user_id=reach.user_id) if reach.user_id is not None else Q(pk=None)


def register() -> None:
    register_permissions(
        Permission, labels=LABELS, own=[Permission.PERSON_READ, Permission.CORRECTION_PROPOSE, Permission.LINK_ASK],
        by_hand=[Permission.PERSON_REVEAL, Permission.ACCOUNT_LINK],
    )  # fmt: skip
    register_ways(
        Person,
        [
            Way("keeper", Anchor.ORGANISATION, Part.FULL, _("管理其资料的组织及其上级组织"), keeper),
            Way("own", Anchor.OWN, Part.FULL, _("本人"), own),
        ],
        read=Permission.PERSON_READ,
    )
    register_ways(
        Correction,
        [
            Way("keeper", Anchor.ORGANISATION, Part.FULL, _("管理其资料的组织及其上级组织"), _of_keeper),
            Way("own", Anchor.OWN, Part.FULL, _("本人"), _of_own),
        ],
        read=Permission.PERSON_READ,
    )
    register_ways(
        LinkRequest,
        [
            Way(
                "asked",
                Anchor.ORGANISATION,
                Part.FULL,
                _("被请求核对的组织及其上级组织"),
                lambda reach: reach.covers("node"),
            ),
            Way("own", Anchor.OWN, Part.FULL, _("本人"), own),
        ],
        read=Permission.PERSON_READ,
    )
    register_ways(
        PossibleDuplicate,
        [Way("above", Anchor.ORGANISATION, Part.FULL, _("两份资料共同的上级组织"), _above_both)],
        read=Permission.PERSON_READ,
    )


def _of_keeper(reach: Reach) -> Q:
    return reach.covers("person__keeper")


def _of_own(reach: Reach) -> Q:
    return Q(person__user_id=reach.user_id) if reach.user_id is not None else Q(pk=None)


def _above_both(reach: Reach) -> Q:
    return reach.covers("person__keeper") & reach.covers("other__keeper")
