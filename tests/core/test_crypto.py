"""Encrypted fields: what is stored, what comes back, and what tampering does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.core.crypto import Undecipherable, blind_index, decrypt, encrypt

PLACE = "people_person.phone"


@given(st.text(min_size=1, max_size=200))
def test_what_is_sealed_comes_back(plain: str) -> None:
    assert decrypt(encrypt(plain, bound_to=PLACE), bound_to=PLACE) == plain


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert encrypt("13800001234", bound_to=PLACE) != encrypt("13800001234", bound_to=PLACE)


@pytest.mark.parametrize("cipher", ["AES-GCM", "SM4-GCM"])
def test_moved_tampered_or_unknown_is_refused(settings, cipher: str) -> None:  # type: ignore[no-untyped-def]
    settings.FIELD_CIPHER = cipher
    sealed = encrypt("13800001234", bound_to=PLACE)
    assert decrypt(sealed, bound_to=PLACE) == "13800001234"
    name, key, body = sealed.split(":")
    flipped = ("A" if body[20] != "A" else "B").join([body[:20], body[21:]])
    for stored, place in [
        (sealed, "people_person.identity_number"),
        (f"{name}:{key}:{flipped}", PLACE),
        (f"{name}:9:{body}", PLACE),
        (f"{name}:2:{body}", PLACE),
        ("13800001234", PLACE),
    ]:
        with pytest.raises(Undecipherable):
            decrypt(stored, bound_to=place)


def test_a_rotated_key_still_reads_what_the_old_one_sealed(settings) -> None:  # type: ignore[no-untyped-def]
    old = encrypt("13800001234", bound_to=PLACE)
    settings.FIELD_KEY_CURRENT = "2"
    new = encrypt("13800001234", bound_to=PLACE)
    assert (old.split(":")[1], new.split(":")[1]) == ("1", "2")
    assert decrypt(old, bound_to=PLACE) == decrypt(new, bound_to=PLACE)


def test_a_blind_index_finds_equals_within_one_field_only() -> None:
    assert blind_index("13800001234", field="a") == blind_index("13800001234", field="a")
    assert blind_index("13800001234", field="a") != blind_index("13800001234", field="b")
    assert blind_index("", field="a") == ""
