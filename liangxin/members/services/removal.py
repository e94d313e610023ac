"""Taking back a membership that was recorded by mistake and on which nothing depends."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.errors import RuleBroken
from liangxin.members.models import Declaration, Membership
from liangxin.members.permissions import Permission


class SomethingDependsOnIt(RuleBroken):
    code, field, message = "members.something_depends", "", _("此后已有转接、关联或声明，不能撤回登记。")


@transaction.atomic
def remove_membership(*, actor: Actor, membership: Membership) -> None:
    """Remove a membership that never had a second home, a link or a declaration.

    Raises NotAllowed, NotFound, SomethingDependsOnIt.
    """
    require(actor, Permission.MEMBERSHIP_CHANGE, scope=membership)
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if (
        membership.homes.count() > 1
        or membership.links.exists()
        or Declaration.objects.filter(membership=membership).exists()
    ):
        raise SomethingDependsOnIt()
    membership.homes.all().delete()
    membership.delete()
