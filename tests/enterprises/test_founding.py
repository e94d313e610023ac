"""A joint branch is founded together with the enterprises it answers for: all or nothing."""

import pytest

from liangxin.access.actor import SYSTEM
from liangxin.core.errors import NotFound
from liangxin.enterprises.models import Coverage, Enterprise
from liangxin.enterprises.services.coverage import assign_coverage
from liangxin.enterprises.services.founding import found_with_enterprises
from liangxin.organisations.models import Organisation
from liangxin.organisations.services.founding import NewOrganisation
from tests.access.factories import actor
from tests.enterprises.factories import enterprise
from tests.organisations.factories import NOW, TODAY, committee, root

pytestmark = pytest.mark.django_db


def new(parent: Organisation) -> NewOrganisation:
    return NewOrganisation(
        name="启航楼联合党支部", type="joint_branch", parent=parent, opened=TODAY, establishment_mode="joint",
        reason="四家企业联合组建",
    )  # fmt: skip


def covered_by(organisation: Organisation) -> Enterprise:
    made = enterprise()
    assign_coverage(
        actor=SYSTEM, enterprise=made, organisation=organisation, mode="territorial", effective=TODAY, today=TODAY
    )
    return made


def test_the_new_branch_takes_over_from_its_first_day() -> None:
    area = committee(root())
    free, held = enterprise(), enterprise()
    Coverage.objects.create(
        enterprise=held, organisation=area, mode="territorial", during=(TODAY.replace(year=2025), None)
    )
    made = found_with_enterprises(actor=SYSTEM, new=new(area), enterprises=[free, held], now=NOW)
    current = Coverage.objects.filter(during__contains=TODAY).order_by("enterprise_id")
    assert [(each.enterprise_id, each.organisation_id, each.mode) for each in current] == [
        (free.pk, made.pk, "joint"),
        (held.pk, made.pk, "joint"),
    ]
    before = Coverage.objects.get(enterprise=held, organisation=area)
    assert before.during.upper == TODAY


def test_an_enterprise_beyond_reach_stops_the_founding() -> None:
    district = root()
    area, other = committee(district), committee(district, "保税片区综合党委")
    foreign = covered_by(other)
    officer = actor("organisation_officer", area.node)
    with pytest.raises(NotFound):
        found_with_enterprises(actor=officer, new=new(area), enterprises=[foreign], now=NOW)
    assert not Organisation.objects.filter(node__name="启航楼联合党支部").exists()
    assert Coverage.objects.get().organisation_id == other.pk
