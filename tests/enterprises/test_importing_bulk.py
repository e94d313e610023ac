"""A roster of enterprises written many at once comes out as one by one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.access.actor import Actor
from liangxin.access.registry import PERMISSIONS
from liangxin.enterprises.models import Coverage, Enterprise, OperatingPlace
from tests.access.factories import actor, make_role
from tests.enterprises.factories import credit_code, enterprise, organisation
from tests.places.factories import area, region, tower
from tests.spreadsheets.bulk import RUNS, equal
from tests.spreadsheets.factories import xlsx

pytestmark = pytest.mark.django_db
HEAD = ["企业名称", "统一社会信用代码", "楼宇", "员工数", "成立日期", "党组织名称", "联系人", "联系电话", "企业类型"]
CODES = {"滨港新一有限公司": 1, "滨港新二有限公司": 2, "滨港在册有限公司": 3, "滨港别处有限公司": 4}


@pytest.fixture
def who() -> Actor:
    district = region()
    finance, science = area(district), area(district, "科学城片区")
    spot = tower(finance)
    enterprise("滨港在册有限公司", spot, credit_code=credit_code(3))
    enterprise("滨港别处有限公司", tower(science, "远方大厦"), credit_code=credit_code(4))
    organisation("云帆大厦联合党支部", home_place=finance)
    return actor(make_role(PERMISSIONS), finance.node)


def facts() -> Any:
    records = Enterprise.objects.values_list(
        "node__name", "node__sort_key", "node__parent__name", "credit_code", "ownership", "established_on", "staff_count",
        "moved_in_on", "status",
    )  # fmt: skip
    spots = OperatingPlace.objects.values_list(
        "enterprise__node__name", "place__node__name", "unit", "is_main", "during"
    )
    spans = Coverage.objects.values_list("enterprise__node__name", "organisation__node__name", "mode", "during")
    contacts = [
        (one.node.name, sorted(one.contacts.values_list("name", "phone_masked")), sorted(one.figures.values_list("kind", "value")))
        for one in Enterprise.objects.select_related("node")
    ]  # fmt: skip
    events = Enterprise.pgh_event_model.objects.values_list(  # type: ignore[attr-defined]
        "node__name", "ownership", "staff_count", "pgh_label", "pgh_context__metadata__reason"
    )
    return [sorted(map(str, each)) for each in (records, spots, spans, contacts, events)]


ROWS = st.lists(
    st.tuples(
        st.sampled_from([*CODES, "滨港无码有限公司"]),
        st.sampled_from([None, None, "云帆大厦", "远方大厦"]),
        st.sampled_from([None, 20, "58人"]),
        st.sampled_from([None, "2019.5.1"]),
        st.sampled_from([None, "云帆大厦联合党支部", "没有这个支部"]),
        st.sampled_from([None, "周宁"]),
        st.sampled_from([None, "13812341234"]),
        st.sampled_from([None, "民营", "外资"]),
    ),
    max_size=5,
    unique_by=lambda row: row[0],
)


@RUNS
@given(rows=ROWS)
def test_many_at_once_are_as_one_by_one(who: Actor, rows: list[tuple[Any, ...]]) -> None:
    table = [[name, credit_code(CODES[name]) if name in CODES else None, *rest] for name, *rest in rows]
    equal("enterprises", who, xlsx([HEAD, *table]), facts)
