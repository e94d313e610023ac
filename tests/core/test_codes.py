"""Codes: opaque, of one purpose, with an end; nothing but the very code is taken."""

from datetime import timedelta

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from liangxin.core import codes
from liangxin.core.codes import CodeExpired, CodeInvalid, door_code, is_door_code, make_code, read_code
from tests.helpers import NOW

HOUR = timedelta(hours=1)


@given(st.integers(0, 2**63 - 1), st.integers(1, 10**7))
def test_what_was_made_is_read_back(object_id: int, seconds: int) -> None:
    code = make_code("tests.thing", object_id, now=NOW, lifetime=timedelta(seconds=seconds))
    assert len(code) == 35
    assert read_code("tests.thing", code, now=NOW + timedelta(seconds=seconds)) == object_id
    with pytest.raises(CodeExpired):
        read_code("tests.thing", code, now=NOW + timedelta(seconds=seconds + 1))


def test_a_code_is_opaque_and_of_one_purpose() -> None:
    one, two = (make_code("tests.thing", number, now=NOW, lifetime=HOUR) for number in (17, 18))
    assert sum(a == b for a, b in zip(one, two, strict=True)) < 12
    assert one == make_code("tests.thing", 17, now=NOW, lifetime=HOUR)
    with pytest.raises(CodeInvalid):
        read_code("tests.other", one, now=NOW)


@pytest.mark.parametrize("code", ["", "a", "你好", "A" * 35, "A" * 5_000, "../../x", "-" * 35, "%00"])
def test_what_is_no_code(code: str) -> None:
    with pytest.raises(CodeInvalid):
        read_code("tests.thing", code, now=NOW)


@given(st.integers(0, 34), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"))
def test_a_changed_letter_is_noticed(at: int, letter: str) -> None:
    code = make_code("tests.thing", 17, now=NOW, lifetime=HOUR)
    changed = code[:at] + letter + code[at + 1 :]
    if changed == code:
        return
    try:
        assert read_code("tests.thing", changed, now=NOW) == 17  # only the last letter has bits to spare
        assert at == 34
    except CodeInvalid:
        pass


def test_another_secret_key_reads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    code = make_code("tests.thing", 17, now=NOW, lifetime=HOUR)
    monkeypatch.setattr(settings, "SECRET_KEY", "another")
    with pytest.raises(CodeInvalid):
        read_code("tests.thing", code, now=NOW)


def test_a_doors_code_changes_and_the_last_two_are_good() -> None:
    shown = door_code("tests.door", 5, now=NOW)
    assert len(shown.code) == 8 and set(shown.code) <= set(codes.DOOR_ALPHABET)
    assert shown.changes_at == NOW + timedelta(seconds=30)  # 08:00:00 is the beginning of a step
    for seconds, good in [(0, True), (29, True), (30, True), (59, True), (60, False), (600, False), (-1, False)]:
        assert is_door_code("tests.door", 5, shown.code, now=NOW + timedelta(seconds=seconds)) is good
    assert door_code("tests.door", 5, now=NOW + timedelta(seconds=30)).code != shown.code
    assert is_door_code("tests.door", 5, f" {shown.code[:4].lower()}-{shown.code[4:]} ", now=NOW)
    assert not is_door_code("tests.door", 6, shown.code, now=NOW)
    assert not is_door_code("tests.other", 5, shown.code, now=NOW)
    assert not is_door_code("tests.door", 5, "", now=NOW)


def test_codes_to_be_typed() -> None:
    assert len(codes.digits()) == 6 and codes.digits().isdigit()
    assert set(codes.letters(200)) <= set("23456789ABCDEFGHJKMNPQRSTUVWXYZ")
    assert codes.digest_of("tests.phone", "123456") != codes.digest_of("tests.keeper", "123456")
    assert len(codes.digest_of("tests.phone", "123456")) == 64
