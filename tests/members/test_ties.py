"""Members keep an organisation alive, and go along when it is merged."""

from datetime import date

import pytest

from liangxin.access.actor import SYSTEM
from liangxin.core.errors import NotAllowed
from liangxin.members.models import HomeSpan
from liangxin.organisations.permissions import Permission as OrganisationPermission
from liangxin.organisations.services.endings import StillTied, dissolve_organisation, merge_organisation
from tests.access.factories import actor, make_role
from tests.members.factories import membership
from tests.organisations.factories import NOW, TODAY, act, again, branch, committee, root

pytestmark = pytest.mark.django_db


def test_a_branch_with_members_is_not_dissolved() -> None:
    home = branch(committee(root()))
    membership(home)
    with pytest.raises(StillTied, match="1 名党员"):
        dissolve_organisation(actor=SYSTEM, organisation=home, act=act(), now=NOW)
    assert again(home).node.during.upper is None


def test_a_merger_moves_every_home_without_a_day_between() -> None:
    top = committee(root())
    home, into = branch(top), branch(top)
    member = membership(home)
    merge_organisation(actor=SYSTEM, organisation=home, into=into, act=act(), now=NOW)
    member.refresh_from_db()
    assert member.home_id == into.pk
    spans = HomeSpan.objects.filter(membership=member).order_by("during")
    assert [(span.organisation_id, span.during.upper) for span in spans] == [(home.pk, TODAY), (into.pk, None)]
    assert isinstance(spans[0].during.lower, date)


def test_who_may_not_transfer_members_merges_no_branch_that_has_some() -> None:
    top = committee(root())
    home, into = branch(top), branch(top)
    membership(home)
    who = actor(
        make_role([OrganisationPermission.ORGANISATION_READ, OrganisationPermission.ORGANISATION_RESTRUCTURE]), top.node
    )
    with pytest.raises(NotAllowed):
        merge_organisation(actor=who, organisation=home, into=into, act=act(), now=NOW)
    assert again(home).node.during.upper is None
