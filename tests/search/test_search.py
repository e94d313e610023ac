"""What is typed, and what it finds."""

import pytest

from liangxin.search.selectors import matching_ids
from liangxin.search.services.entries import forget, index
from liangxin.search.terms import asked_query

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> int:
    index(
        kind="enterprise",
        object_id=7,
        title="滨港合潮国际货运代理有限公司",
        texts=["合潮货代"],
        codes=["91310115MA1K000016"],
    )
    index(kind="enterprise", object_id=8, title="临江重庆火锅（集团）有限公司", codes=["91310114000000000A"])
    return 7


@pytest.mark.parametrize(
    "text",
    [
        "合潮",
        "合潮货运",
        "潮",
        "合潮 货代",
        "hechao",
        "hcgj",
        "hechaoguoji",
        "91310115",
        "ＨＣＧＪ",
        "91310115MA1K000016",
        "国际huoyun",
    ],
)
def test_finds_by_chinese_pinyin_initials_and_code(company: int, text: str) -> None:
    assert list(matching_ids(kind="enterprise", text=text)) == [company]


@pytest.mark.parametrize("text", ["", "  ", "（）", "潮合", "不存在", "xyz", "'", "\\", "a'b & | !"])
def test_finds_nothing_where_nothing_fits(company: int, text: str) -> None:
    assert list(matching_ids(kind="enterprise", text=text)) == []


def test_place_names_are_read_as_places(company: int) -> None:
    assert list(matching_ids(kind="enterprise", text="chongqing")) == [8]


def test_another_kind_is_not_found(company: int) -> None:
    assert list(matching_ids(kind="organisation", text="合潮")) == []


def test_indexing_again_replaces_and_forgetting_removes(company: int) -> None:
    index(kind="enterprise", object_id=company, title="滨港新名科技")
    assert list(matching_ids(kind="enterprise", text="合潮")) == []
    assert list(matching_ids(kind="enterprise", text="新名")) == [company]
    forget(kind="enterprise", object_ids=[company])
    assert list(matching_ids(kind="enterprise", text="新名")) == []


def test_surnames_are_read_as_surnames() -> None:
    index(kind="person", object_id=1, title="单小明", shown="单*明", person=True)
    assert list(matching_ids(kind="person", text="shanxm")) == []
    assert list(matching_ids(kind="person", text="shanxiaoming")) == [1]
    assert list(matching_ids(kind="person", text="sxm")) == [1]


def test_a_query_is_built_from_runs_only() -> None:
    assert asked_query("陆家'; DROP") == "'w:陆家' & ('w:drop':* | 'p:drop':* | 'i:drop':* | 'c:drop':*)"
