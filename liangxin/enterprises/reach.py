"""The ways to an enterprise: its responsible organisation, where it operates, itself, its designated contact.

An enterprise that has left stays with the organisation and the places that held it last.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liangxin.access.choices import Anchor, Part
from liangxin.access.registry import Reach, Way
from liangxin.core.days import Today
from liangxin.enterprises.choices import EnterpriseStatus
from liangxin.enterprises.models import Coverage, DesignatedContact, OperatingPlace

HAS_LEFT = (EnterpriseStatus.MOVED_OUT, EnterpriseStatus.CLOSED)


def current_or_last() -> Q:
    """A span that holds today, or that ended with the enterprise itself."""
    return Q(during__contains=Today()) | Q(is_last=True)


def of_responsible_organisation(reach: Reach) -> Q:
    spans = Coverage.objects.filter(current_or_last(), reach.covers("organisation__node"))
    return Q(pk__in=spans.values("enterprise_id"))


def of_operating_place(reach: Reach) -> Q:
    spans = OperatingPlace.objects.filter(current_or_last(), reach.covers("place"))
    return Q(pk__in=spans.values("enterprise_id"))


def of_designated_contact(reach: Reach) -> Q:
    spans = DesignatedContact.objects.filter(user_id=reach.user_id or 0, during__contains=Today())
    return Q(pk__in=spans.values("enterprise_id"))


WAYS = (
    Way(
        "responsible", Anchor.ORGANISATION, Part.FULL, _("由它或它的下级组织负责这家企业"), of_responsible_organisation
    ),
    Way("operating", Anchor.PLACE, Part.FULL, _("企业在它的范围内经营"), of_operating_place),
    Way("itself", Anchor.ENTERPRISE, Part.FULL, _("企业自己的账号"), lambda reach: reach.covers("node")),
    Way("designated", Anchor.OWN, Part.FULL, _("是这家企业的指定联系人"), of_designated_contact),
)
