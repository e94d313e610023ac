"""The ways in which a grant, or one's own account, reaches a place."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liangxin.access.choices import Anchor, Part
from liangxin.access.registry import Reach, Way


def _public(reach: Reach) -> Q:
    return Q(is_public=True)


def _public_way(anchor: Anchor) -> Way:
    return Way(f"place_public_{anchor.value}", anchor, Part.BASIC, _("公开的场所，人人可见其公开部分"), _public)


WAYS = (
    Way(
        "place_itself", Anchor.PLACE, Part.FULL, _("在这个场所或其上级场所有授权"),
        lambda reach: reach.covers("node"),
    ),
    Way(
        "place_owner", Anchor.ORGANISATION, Part.FULL, _("场所归其组织或下级组织"),
        lambda reach: reach.covers("owner"),
    ),
    *(
        _public_way(anchor)
        for anchor in (Anchor.OWN, Anchor.PLACE, Anchor.ORGANISATION, Anchor.STATION, Anchor.ENTERPRISE)
    ),
)  # fmt: skip

FEEDBACK_WAYS = (
    Way(
        "feedback_place", Anchor.PLACE, Part.FULL, _("在收到意见的场所或其上级场所有授权"),
        lambda reach: reach.covers("place__node"),
    ),
    Way(
        "feedback_owner", Anchor.ORGANISATION, Part.FULL, _("收到意见的场所归其组织或下级组织"),
        lambda reach: reach.covers("place__owner"),
    ),
)  # fmt: skip
