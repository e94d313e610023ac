"""The ways to an organisation."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liangxin.access.choices import Anchor, Part
from liangxin.access.registry import Reach, Way
from liangxin.core.lookups import among_few
from liangxin.organisations.models import OrganisationLead


def _led_by(reach: Reach) -> Q:
    """By paths, as the own tree: two conditions on one indexed column can be joined by "or", a list of ids cannot."""
    lasting = OrganisationLead.objects.filter(reach.covers("lead__node"), during__upper_inf=True)
    return among_few("node__path", lasting.values("organisation__node__path"))


WAYS = (
    Way(
        "own_tree",
        Anchor.ORGANISATION,
        Part.FULL,
        _("授权在本组织或其上级组织，可看全部。"),
        lambda reach: reach.covers("node"),
    ),
    Way(
        "joint_lead",
        Anchor.ORGANISATION,
        Part.BASIC,
        _("授权在共同领导或指导本组织的单位，可看公开部分。"),
        _led_by,
    ),
    Way(
        "home_place",
        Anchor.PLACE,
        Part.BASIC,
        _("授权在本组织所在的场所，可看公开部分与覆盖情况。"),
        lambda reach: reach.covers("home_place"),
    ),
)
