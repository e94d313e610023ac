"""A roster of places written many at once comes out as one by one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.access.actor import Actor
from liangxin.access.registry import PERMISSIONS
from liangxin.places.models import Place
from liangxin.trees.models import Placement
from tests.access.factories import actor, make_role
from tests.places import factories
from tests.spreadsheets.bulk import RUNS, equal
from tests.spreadsheets.factories import xlsx

pytestmark = pytest.mark.django_db
HEAD = ["楼宇名称", "类型", "所属片区", "详细地址", "经度", "纬度", "建筑面积", "启用日期"]


@pytest.fixture
def who() -> Actor:
    region = factories.region(boundary=factories.square(121.0, 31.0, 1.0))
    finance = factories.area(region)
    factories.area(region, "科学城片区")
    factories.tower(finance)
    return actor(make_role(PERMISSIONS), region.node)


def facts() -> Any:
    places = Place.objects.values_list(
        "node__name", "node__parent__name", "node__sort_key", "node__depth", "node__during", "kind__code", "address",
        "longitude", "latitude", "coordinate_doubt", "source_system", "area_m2",
    )  # fmt: skip
    placed = Placement.objects.values_list("node__name", "parent__name", "name", "during")
    events = Place.pgh_event_model.objects.values_list(  # type: ignore[attr-defined]
        "node__name", "address", "area_m2", "pgh_label", "pgh_context__metadata__reason"
    )
    return [sorted(map(str, each)) for each in (places, placed, events)]


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["甲楼", "乙园", "云帆大厦", "3层"]),
        st.sampled_from(["写字楼", "园区", "楼层", "不明"]),
        st.sampled_from([None, "金融城片区", "科学城片区", "甲楼", "没有的片区"]),
        st.sampled_from([None, "云帆路88号"]),
        st.sampled_from([None, "121.5315419"]),
        st.sampled_from([None, "31.1753040", "24.8"]),
        st.sampled_from([None, "52000"]),
        st.sampled_from([None, "2019-05-01"]),
    ),
    max_size=6,
)


@RUNS
@given(rows=ROWS)
def test_many_at_once_are_as_one_by_one(who: Actor, rows: list[tuple[Any, ...]]) -> None:
    equal("places", who, xlsx([HEAD, *rows]), facts)
