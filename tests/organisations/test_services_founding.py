"""Founding: it happens, each refusal, and many at once as one by one."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liangxin.access.actor import SYSTEM
from liangxin.access.permissions import Permission as AccessPermission
from liangxin.core.errors import NotAllowed, NotFound
from liangxin.core.models import OutboxEvent
from liangxin.organisations.models import Organisation, OrganisationAct, OrganisationTypeSpan
from liangxin.organisations.permissions import Permission
from liangxin.organisations.services import founding, recording
from liangxin.organisations.services.founding import (
    NewOrganisation,
    found_organisation,
    found_organisations,
    remove_organisation,
)
from liangxin.search.selectors import matching_ids
from liangxin.trees.models import Node
from tests.access.factories import actor, make_role
from tests.organisations.factories import (
    NOW,
    OPENED,
    TODAY,
    branch,
    committee,
    holding,
    numbers,
    organisation,
    post,
    root,
)
from tests.people.factories import person

pytestmark = pytest.mark.django_db


def new(parent: Organisation | None, **values: Any) -> NewOrganisation:
    return NewOrganisation(
        **{"name": "启航楼联合党支部", "type": "joint_branch", "parent": parent, "opened": TODAY, **values}
    )


def test_a_founding_makes_the_node_the_span_the_act_and_can_be_found() -> None:
    area = committee(root())
    founder = actor("organisation_officer", area.node)
    OutboxEvent.objects.all().delete()
    made = found_organisation(
        actor=founder,
        new=new(
            area, establishment_mode="joint", strand="regional", document_number="滨综〔2026〕8号", reason="4家联合"
        ),
        now=NOW,
    )
    assert (made.node.name, made.node.parent_id, made.node.during.lower) == ("启航楼联合党支部", area.pk, TODAY)
    span = OrganisationTypeSpan.objects.get(organisation=made)
    assert (span.type.code, span.strand, span.establishment_mode) == ("joint_branch", "regional", "joint")
    act = OrganisationAct.objects.get(organisation=made)
    assert (act.kind, act.effective_on, act.document_number, act.recorded_by_id) == (
        "found",
        TODAY,
        "滨综〔2026〕8号",
        founder.user_id,
    )
    assert act.acting_as == "金融城片区综合党委 · 组织员"
    assert list(matching_ids(kind="organisation", text="qihang")) == [made.pk]
    event = OutboxEvent.objects.get()
    assert (event.name, event.payload) == ("organisations.founded", {"organisation_id": made.pk})


def test_an_overseas_branch_is_never_public() -> None:
    made = organisation(
        "海外工程项目党支部", root(), "project_branch", is_overseas=True, country="白俄罗斯", time_zone="Europe/Minsk"
    )
    assert (made.is_public, made.time_zone) == (False, "Europe/Minsk")


@pytest.mark.parametrize(
    ("_case", "values", "refusal"),
    [
        ("unknown type", {"type": "club"}, recording.TypeUnknown),
        ("not below this type", {"type": "social_work_committee"}, recording.TypeNotAllowedHere),
        ("no name", {"name": "  "}, recording.NameMissing),
        ("same name beside it", {"name": "云帆党支部"}, recording.NameTaken),
        ("code used", {"code": "BG-1"}, founding.CodeTaken),
        ("parent not yet there", {"opened": OPENED - timedelta(days=1)}, recording.ParentNotThere),
        ("abroad without a country", {"is_overseas": True}, founding.OverseasNeedsCountry),
        ("no such time zone", {"time_zone": "Mars/Olympus"}, founding.TimeZoneUnknown),
        (
            "term the wrong way round",
            {"term_starts_on": TODAY, "term_ends_on": date(2025, 1, 1)},
            founding.TermEndsBeforeStart,
        ),
    ],
)
def test_foundings_refused(_case: str, values: dict[str, Any], refusal: type[Exception]) -> None:
    area = committee(root())
    branch(area, "云帆党支部", code="BG-1")
    before = (Organisation.objects.count(), Node.objects.count(), OutboxEvent.objects.count())
    with pytest.raises(refusal):
        found_organisation(actor=SYSTEM, new=new(area, **values), now=NOW)
    assert (Organisation.objects.count(), Node.objects.count(), OutboxEvent.objects.count()) == before


def test_only_some_types_are_roots() -> None:
    root()
    with pytest.raises(recording.TypeIsNoRoot):
        found_organisation(actor=SYSTEM, new=new(None), now=NOW)


def test_nobody_founds_outside_their_reach_or_without_the_permission() -> None:
    district = root()
    mine, other = committee(district), committee(district, "保税片区综合党委")
    officer = actor("organisation_officer", mine.node)
    with pytest.raises(NotFound):
        found_organisation(actor=officer, new=new(other), now=NOW)
    with pytest.raises(NotAllowed):
        found_organisation(actor=actor("branch_secretary", mine.node), new=new(mine), now=NOW)
    with pytest.raises(NotAllowed):
        found_organisation(actor=officer, new=new(None, type="social_work_committee"), now=NOW)
    assert Organisation.objects.count() == 3


def test_back_dating_needs_its_permission() -> None:
    area = committee(root())
    officer = actor("organisation_officer", area.node)
    with pytest.raises(recording.BackdatingNotAllowed):
        found_organisation(actor=officer, new=new(area, opened=TODAY - timedelta(days=1)), now=NOW)
    allowed = make_role(
        [Permission.ORGANISATION_READ, Permission.ORGANISATION_FOUND, AccessPermission.HISTORY_BACKDATE]
    )
    made = found_organisation(
        actor=actor(allowed, area.node), new=new(area, opened=TODAY - timedelta(days=900)), now=NOW
    )
    assert made.acts.get().recorded_at == NOW


def test_a_mistaken_founding_is_removed_while_nothing_depends_on_it() -> None:
    area = committee(root())
    wrong = branch(area)
    post(wrong)
    remove_organisation(actor=SYSTEM, organisation=wrong, now=NOW, reason="录错")
    assert not Organisation.objects.filter(pk=wrong.pk).exists()
    assert not Node.objects.filter(pk=wrong.pk).exists()
    kept = branch(area)
    holding(post(kept), person(kept.node))
    for used in (kept, area):
        with pytest.raises(founding.StillInUse):
            remove_organisation(actor=SYSTEM, organisation=used, now=NOW, reason="录错")
    assert Organisation.objects.filter(pk__in=[kept.pk, area.pk]).count() == 2


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    wanted=st.lists(
        st.tuples(
            st.sampled_from(["branch", "joint_branch", "union", "alliance", "social_work_committee"]),
            st.sampled_from(["甲", "乙", "丙", "丁", "戊"]),
            st.integers(-30, 30),
        ),
        max_size=5,
    )
)
def test_many_at_once_are_as_one_by_one(wanted: list[tuple[str, str, int]]) -> None:
    def under() -> tuple[Organisation, list[NewOrganisation]]:
        name = f"区{next(numbers)}"
        area = committee(root(name), name, opened=TODAY - timedelta(days=20))
        return area, [
            NewOrganisation(name=word, type=kind, parent=area, opened=TODAY + timedelta(days=days))
            for kind, word, days in wanted
        ]

    def outcome(area: Organisation) -> list[tuple[Any, ...]]:
        below = Organisation.objects.filter(node__parent_id=area.pk).order_by("pk")
        return [
            (
                each.node.name, each.type.code, each.node.during, each.node.depth, each.type_spans.get().during,
                each.acts.get().effective_on, each.node.placements.get().during,
            )
            for each in below.select_related("node", "type")
        ]  # fmt: skip

    at_once, news = under()
    try:
        found_organisations(actor=SYSTEM, news=news, now=NOW)
        refused = None
    except recording.RuleBroken as error:
        refused = type(error)
    singly, news = under()
    refusals = []
    for each in news:
        try:
            found_organisation(actor=SYSTEM, new=each, now=NOW)
        except recording.RuleBroken as error:
            refusals.append(type(error))
    assert (refused in refusals) if refused else not refusals
    assert outcome(at_once) == ([] if refused else outcome(singly))
