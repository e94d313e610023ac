"""A roster of organisations written many at once comes out as one by one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.access.actor import Actor
from liangxin.access.registry import PERMISSIONS
from liangxin.organisations.models import Organisation, OrganisationAct, OrganisationTypeSpan
from liangxin.trees.models import Placement
from tests.access.factories import actor, make_role
from tests.helpers import queries
from tests.organisations.factories import branch, committee, root
from tests.spreadsheets.bulk import RUNS, came_of, equal
from tests.spreadsheets.factories import xlsx

pytestmark = pytest.mark.django_db
HEAD = ["党组织名称", "上级党组织", "组织类别", "联系电话", "组织代码", "成立日期"]


@pytest.fixture
def who() -> Actor:
    district = root()
    top = committee(district)
    branch(top, "在册党支部", telephone="1", code="BG-1")
    branch(committee(district, "保税片区综合党委"), "别处党支部", code="BG-7")
    return actor(make_role(PERMISSIONS), top.node)


def facts() -> Any:
    bodies = Organisation.objects.values_list(
        "node__name", "node__parent__name", "node__sort_key", "node__depth", "node__during", "type__code", "telephone",
        "code", "units", "stated_head",
    )  # fmt: skip
    acts = OrganisationAct.objects.values_list(
        "organisation__node__name", "kind", "effective_on", "reason", "recorded_at", "acting_as", "facts__name"
    )
    spans = OrganisationTypeSpan.objects.values_list("organisation__node__name", "type__code", "during")
    placed = Placement.objects.values_list("node__name", "parent__name", "name", "during")
    events = Organisation.pgh_event_model.objects.values_list(  # type: ignore[attr-defined]
        "node__name", "telephone", "pgh_label", "pgh_context__metadata__reason"
    )
    return [sorted(map(str, each)) for each in (bodies, acts, spans, placed, events)]


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["甲党总支", "乙党支部", "丙联合党支部", "在册党支部", "丁党总支", "不明组织"]),
        st.sampled_from([None, None, "甲党总支", "丁党总支", "没有的党委", "金融城片区综合党委"]),
        st.sampled_from([None, "党支部", "党总支"]),
        st.sampled_from([None, "021-58888888"]),
        st.sampled_from([None, None, "BG-1", "BG-7", "BG-9"]),
        st.sampled_from([None, "2024-03-12"]),
    ),
    max_size=6,
)


@RUNS
@given(rows=ROWS)
def test_many_at_once_are_as_one_by_one(who: Actor, rows: list[tuple[Any, ...]]) -> None:
    equal("organisations", who, xlsx([HEAD, *rows]), facts)


def test_a_hundred_bodies_cost_as_many_statements_as_ten(who: Actor) -> None:
    def cost(number: int) -> int:
        rows = [[f"第{at}号楼党支部", None, None, None, None, None] for at in range(number)]
        with queries(at_most=200) as made:
            done, _facts = came_of("organisations", who, xlsx([HEAD, *rows]), list, together=True)
        assert {outcome for _number, outcome, _codes, _worst in done} == {"created"}
        return len(made)

    assert cost(100) <= cost(10) + 4
