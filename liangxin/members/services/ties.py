"""What ties members to an organisation: it is not dissolved while it is somebody's home, and a merger takes them along."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.types.range import DateRange

from liangxin.access.actor import SYSTEM, Actor
from liangxin.access.services import require
from liangxin.members.models import LinkedOrganisation, Membership
from liangxin.members.permissions import Permission
from liangxin.members.selectors.counts import counted
from liangxin.members.services.memberships import transfer_home
from liangxin.organisations.selectors.organisations import get_organisation
from liangxin.organisations.services.ties import HandOver

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation


def count_at_home(organisation_id: int, day: date) -> int:
    """Members whose home is this very organisation today."""
    return counted().filter(home_id=organisation_id).count()


def hand_over_members(actor: Actor, what: HandOver, now: datetime) -> None:
    """Let the organisation that takes over be home of all members of the other, and linked where that was linked.

    Raises NotAllowed, NotFound, and what transfer_home raises.
    """
    memberships = list(counted().filter(home_id=what.source_id).select_related("person").order_by("pk"))
    links = list(LinkedOrganisation.objects.filter(organisation_id=what.source_id, during__upper_inf=True))
    if not memberships and not links:
        return
    source, into = (get_organisation(actor=SYSTEM, organisation_id=each) for each in (what.source_id, what.into_id))
    for organisation in (source, into):
        require(actor, Permission.MEMBERSHIP_TRANSFER, scope=organisation)
    reason = what.reason or _("组织合并")
    today = timezone.localtime(now).date()
    for membership in memberships:
        transfer_home(
            actor=SYSTEM, membership=membership, to=into, effective=what.effective, reason=reason, today=today
        )
    for link in links:
        _hand_over_link(link, into, what.effective)


def _hand_over_link(link: LinkedOrganisation, into: "Organisation", effective: date) -> None:
    link.during = DateRange(link.during.lower, max(effective, link.during.lower + timedelta(days=1)))
    link.save(update_fields=["during"])
    at_home = Membership.objects.filter(pk=link.membership_id, home=into).exists()
    known = LinkedOrganisation.objects.filter(
        membership_id=link.membership_id, organisation=into, during__overlap=DateRange(effective, None)
    )
    if not at_home and not known.exists():
        LinkedOrganisation.objects.create(
            membership_id=link.membership_id, organisation=into, kind=link.kind, during=DateRange(effective, None)
        )
