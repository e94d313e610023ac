"""Credit codes, identity numbers and phones: every vector of the standards, valid and not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.core.validators import citizen_id, credit_code, phone

PUBLISHED = ["91110000600037341L", "91110108551385082Q", "91350100M000100Y43"]
COMPUTED = [
    "91310115MA1K000016", "91310114000000000A", "12310115000000000X", "52310115MJ0000001G", "31310000MD0000001E",
    "91310115MA1K000190", "N2310115MF0000001Q", "Y1310115MF0000001K",
]  # fmt: skip


@pytest.mark.parametrize("code", PUBLISHED + COMPUTED)
def test_a_valid_credit_code_is_accepted(code: str) -> None:
    assert credit_code.validate(code).value == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("91350100m000100y43", "91350100M000100Y43"),
        (" ９１３５０１００M000100Y43\t", "91350100M000100Y43"),
        ("91350100-M000100Y4-3", "91350100M000100Y43"),
        ("'91350100M000100Y43", "91350100M000100Y43"),
    ],
)
def test_a_credit_code_is_normalised(written: str, code: str) -> None:
    assert credit_code.validate(written).value == code


@pytest.mark.parametrize(
    ("_case", "written", "error", "suggestion"),
    [
        ("the standard's invalid vector", "91350100M000100Y4A", credit_code.CreditCodeWrongCheck, ""),
        ("letter O for zero", "9135O100M000100Y43", credit_code.CreditCodeWrongCharacter, "91350100M000100Y43"),
        ("letter I for one", "9I350100M000100Y43", credit_code.CreditCodeWrongCharacter, "91350100M000100Y43"),
        ("O that cannot be the mistake", "9135O100M000100Y4A", credit_code.CreditCodeWrongCharacter, ""),
        ("seventeen", "91350100M000100Y4", credit_code.CreditCodeWrongLength, ""),
        ("empty", "", credit_code.CreditCodeWrongLength, ""),
        ("a letter in the division", "913501M0M000100Y43", credit_code.CreditCodeWrongCharacter, ""),
        ("unknown authority", "B1350100M000100Y43", credit_code.CreditCodeWrongCharacter, ""),
        ("a Chinese character", "91350100M000100Y中3", credit_code.CreditCodeWrongCharacter, ""),
        ("scientific notation", "9.1350100E+17", credit_code.CreditCodeLostDigits, ""),
    ],
)
def test_an_invalid_credit_code_is_refused(_case: str, written: str, error: type, suggestion: str) -> None:
    with pytest.raises(error) as refused:
        credit_code.validate(written)
    assert refused.value.suggestion == suggestion


def test_the_refusal_says_where() -> None:
    with pytest.raises(credit_code.CreditCodeInvalid) as refused:
        credit_code.validate("9135O100M000100Y43")
    assert str(refused.value) == "第 5 位的“O”不会出现在统一社会信用代码中。"


@pytest.mark.parametrize(
    ("code", "kind", "category"),
    [
        ("91350100M000100Y43", "91", "economic"),
        ("52310115MJ0000001G", "52", "social"),
        ("12310115000000000X", "12", ""),
    ],
)
def test_the_kind_of_entity_is_suggested(code: str, kind: str, category: str) -> None:
    found = credit_code.validate(code)
    assert (found.kind, found.category) == (kind, category)


@given(st.text(alphabet=credit_code.ALPHABET, min_size=9, max_size=9), st.from_regex(r"\A[0-9]{6}\Z"))
def test_one_wrong_character_never_passes(organisation: str, division: str) -> None:
    first = f"91{division}{organisation}"
    code = first + credit_code.check_character(first)
    assert credit_code.validate(code).value == code
    for position in (8, 12, 16):
        other = "1" if code[position] != "1" else "2"
        with pytest.raises(credit_code.CreditCodeInvalid):
            credit_code.validate(code[:position] + other + code[position + 1 :])


@pytest.mark.parametrize(
    ("number", "kind", "born", "sex"),
    [
        ("11010519491231002X", "citizen", date(1949, 12, 31), "2"),
        ("440524188001010014", "citizen", date(1880, 1, 1), "1"),
        ("310115199001010010", "citizen", date(1990, 1, 1), "1"),
        ("31011519900101007X", "citizen", date(1990, 1, 1), "1"),
        ("310114198512123454", "citizen", date(1985, 12, 12), "1"),
        ("810000199001010019", "residence_permit", date(1990, 1, 1), "1"),
    ],
)
def test_a_valid_identity_number(number: str, kind: str, born: date, sex: str) -> None:
    found = citizen_id.validate(number)
    assert (found.value, found.kind, found.birth_date, found.sex) == (number, kind, born, sex)
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        ("82000019900101001", "residence_permit"),
        ("83000019900101001", "residence_permit"),
        ("93184019900101001", "permanent_resident"),
    ],
)
def test_permits_and_permanent_residents(first: str, kind: str) -> None:
    found = citizen_id.validate(first + citizen_id.check_character(first))
    assert (found.kind, found.warnings) == (kind, ())


def test_fifteen_digits_become_eighteen() -> None:
    found = citizen_id.validate("110105491231002")
    assert (found.value, found.was_legacy) == ("11010519491231002X", True)


@pytest.mark.parametrize(
    "written", ["11010519491231002x", "'11010519491231002X", "\t110105 19491231 002Ｘ", "１１０１０５19491231002X"]
)
def test_an_identity_number_is_normalised(written: str) -> None:
    assert citizen_id.validate(written).value == "11010519491231002X"


@pytest.mark.parametrize(
    ("_case", "written", "error"),
    [
        ("wrong check", "110105194912310021", citizen_id.CitizenIdWrongCheck),
        ("no such day", "310115199002300010", citizen_id.CitizenIdWrongBirthDate),
        ("born tomorrow", "31011520261124001X", citizen_id.CitizenIdWrongBirthDate),
        ("too short", "3101151990010100", citizen_id.CitizenIdWrongLength),
        ("a letter inside", "3101I5199001010010", citizen_id.CitizenIdWrongCharacter),
        ("scientific notation", "3.10115E+17", citizen_id.CitizenIdLostDigits),
        ("three zeros and a wrong check", "310115199001012000", citizen_id.CitizenIdLostDigits),
        ("a numeric cell", 310115199001010010.0, citizen_id.CitizenIdLostDigits),
    ],
)
def test_an_invalid_identity_number_is_refused(_case: str, written: str | float, error: type) -> None:
    with pytest.raises(error):
        citizen_id.validate(written, today=date(2026, 11, 23))


def test_three_zeros_that_fit_are_a_warning_by_hand_and_refused_from_a_spreadsheet() -> None:
    fitting = "310115199001013000"
    assert citizen_id.validate(fitting).warnings == ("maybe_lost_digits",)
    with pytest.raises(citizen_id.CitizenIdLostDigits):
        citizen_id.validate(fitting, pasted=True)


def test_an_unknown_division_is_a_warning() -> None:
    first = "99010519491231002"
    assert citizen_id.validate("11010519491231002X", divisions={"310115"}).warnings == ("unknown_division",)
    assert citizen_id.validate(f"56{first[2:]}" + citizen_id.check_character(f"56{first[2:]}")).warnings == (
        "unknown_division",
    )


def test_an_identity_number_is_masked() -> None:
    assert citizen_id.masked("310115199001010010") == "310***********0010"


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 999))
def test_every_made_number_is_read_back(born: date, order: int) -> None:
    first = f"310115{born:%Y%m%d}{order:03}"
    found = citizen_id.validate(first + citizen_id.check_character(first))
    assert (found.birth_date, found.sex) == (born, "1" if order % 2 else "2")


@pytest.mark.parametrize(
    ("written", "value", "kind"),
    [
        ("13812341234", "13812341234", "mobile"),
        ("138 1234 1234", "13812341234", "mobile"),
        ("+86-138-1234-1234", "13812341234", "mobile"),
        ("008613812341234", "13812341234", "mobile"),
        ("8613812341234", "13812341234", "mobile"),
        ("１３８１２３４１２３４", "13812341234", "mobile"),
        ("13812341234.0", "13812341234", "mobile"),
        ("021-58888888", "021-58888888", "landline"),
        ("02158888888", "021-58888888", "landline"),
        ("（021）58888888", "021-58888888", "landline"),
        ("+86 021-58888888", "021-58888888", "landline"),
        ("021-5888 8888转8001", "021-58888888-8001", "landline"),
        ("021-58888888-8001", "021-58888888-8001", "landline"),
        ("0512-6888888", "0512-6888888", "landline"),
        ("400-820-8820", "4008208820", "service"),
        ("+852 2123 4567", "+85221234567", "overseas"),
    ],
)
def test_a_phone(written: str, value: str, kind: str) -> None:
    found = phone.validate(written)
    assert (found.value, found.kind) == (value, kind)


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("13812341234/021-58888888", ["13812341234", "021-58888888"]),
        ("13812341234、13912341234", ["13812341234", "13912341234"]),
        ("021-58888888/58888889", ["021-58888888", "021-58888889"]),
    ],
)
def test_two_phones_in_one_cell(written: str, values: list[str]) -> None:
    assert [found.value for found in phone.validate_all(written)] == values


@pytest.mark.parametrize(
    ("_case", "written", "error", "suggestion"),
    [
        ("ten digits", "1381234123", phone.PhoneInvalid, ""),
        ("no such mobile", "12812341234", phone.PhoneInvalid, ""),
        ("no area code", "58888888", phone.PhoneWithoutAreaCode, "021-58888888"),
        ("scientific notation", "1.38123E+10", phone.PhoneLostDigits, ""),
        ("words", "无", phone.PhoneInvalid, ""),
        ("empty", "", phone.PhoneInvalid, ""),
    ],
)
def test_a_bad_phone_is_refused(_case: str, written: str, error: type, suggestion: str) -> None:
    with pytest.raises(error) as refused:
        phone.validate_all(written, area_code="021")
    assert refused.value.suggestion == suggestion


def test_a_phone_is_masked() -> None:
    assert phone.validate("13812341234").masked == "138****1234"
    assert phone.validate("021-58888888转8001").masked == "021-****8888"
