"""Names: how they sort, and what others see of them."""

import pytest

from liangxin.core.names import initials, masked_name, sort_key


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("张三", "张*"),
        ("张小三", "张*三"),
        ("欧阳修", "欧阳*"),
        ("欧阳小修", "欧阳*"),
        ("王　伟", "王*"),
        ("张", "张*"),
    ],
)
def test_masks(name: str, seen: str) -> None:
    assert masked_name(name) == seen


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("单雄", "shan "),
        ("曾国", "zeng "),
        ("仇英", "qiu "),
        ("解缙", "xie "),
        ("尉迟恭", "yuchi "),
        ("万俟卨", "moqi "),
    ],
)
def test_surnames_sort_as_they_are_read(name: str, begins: str) -> None:
    assert sort_key(name, person=True).startswith(begins)


def test_places_are_read_as_places() -> None:
    assert sort_key("长宁区") == "chang ning qu|长宁区"
    assert initials("重庆路") == "cql"
