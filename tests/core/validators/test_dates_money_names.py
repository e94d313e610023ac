"""Dates, money and names in every messy form that rosters use."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.core.validators import dates, money, numerals, texts

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1990.1.5", "1990-01-05"),
        ("1990.01", "1990-01"),
        ("199001", "1990-01"),
        ("90年1月", "1990-01"),
        ("1990年1月5日", "1990-01-05"),
        ("1990 年 1 月 5 日", "1990-01-05"),
        ("1990年", "1990"),
        ("1990", "1990"),
        ("19900105", "1990-01-05"),
        ("1990-1-5", "1990-01-05"),
        ("1990/01/05", "1990-01-05"),
        ("1990、1、5", "1990-01-05"),
        ("1990。", None),
        ("１９９０．１．５", "1990-01-05"),
        ("'1990-01-05", "1990-01-05"),
        ("1990-01-05 00:00:00", "1990-01-05"),
        ("1990-01-05T08:30:00Z", "1990-01-05"),
        ("32874", "1990-01-01"),
        (32874, "1990-01-01"),
        (32874.0, "1990-01-01"),
        (199001.0, "1990-01"),
        (1990.0, "1990"),
        (1990.01, "1990-01"),
        (1990.12, "1990-12"),
        (19900105.0, "1990-01-05"),
        ("二〇一九年十二月五日", "2019-12-05"),
        ("一九九〇年一月", "1990-01"),
        ("05年3月", "2005-03"),
        ("26年3月", "2026-03"),
        ("27年3月", "1927-03"),
        (date(1990, 1, 5), "1990-01-05"),
        (datetime(1990, 1, 5, 8, 30), "1990-01-05"),  # noqa: DTZ001 - a cell's datetime has no zone
    ],
)
def test_a_date_keeps_its_stated_precision(written: str | float | date, shown: str | None) -> None:
    if shown is None:
        with pytest.raises(dates.DateInvalid):
            dates.validate(written, today=TODAY)
    else:
        assert str(dates.validate(written, today=TODAY)) == shown


@pytest.mark.parametrize(
    ("_case", "written", "error"),
    [
        ("no such day", "1990-02-30", dates.DateImpossible),
        ("no such month", "1990.13", dates.DateImpossible),
        ("which end is the year", "1/5/1990", dates.DateInvalid),
        ("January or October", 1990.1, dates.DateAmbiguous),
        ("in the future", "2027-01-01", dates.DateInFuture),
        ("words", "至今", dates.DateInvalid),
        ("empty", "", dates.DateInvalid),
        ("a small number", "12", dates.DateInvalid),
        ("too old", "0190-01-01", dates.DateInvalid),
    ],
)
def test_a_bad_date_is_refused(_case: str, written: str | float, error: type) -> None:
    with pytest.raises(error):
        dates.validate(written, today=TODAY, past=True)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["-", ".", "/"]))
def test_every_written_day_is_read_back(day: date, mark: str) -> None:
    assert dates.validate(f"{day.year}{mark}{day.month}{mark}{day.day}").value == day
    assert dates.validate(f"{day.year}年{day.month}月{day.day}日").value == day


@pytest.mark.parametrize(
    ("written", "amount", "currency", "unit"),
    [
        ("500万人民币", "5000000", "CNY", "万"),
        ("500(万元人民币)", "5000000", "CNY", "万"),
        ("1,000(万元人民币)", "10000000", "CNY", "万"),
        ("852.1660(万元人民币)", "8521660", "CNY", "万"),
        ("450(万美元 )", "4500000", "USD", "万"),
        ("584.5000(万人民币 )", "5845000", "CNY", "万"),
        ("40(万瑞士法郎)", "400000", "CHF", "万"),
        ("65,000(万日元)", "650000000", "JPY", "万"),
        ("156(万港币)", "1560000", "HKD", "万"),
        ("1,000.5万美元", "10005000", "USD", "万"),
        ("人民币伍佰万元整", "5000000", "CNY", "万"),
        ("人民币壹亿贰仟万元整", "120000000", "CNY", "万"),
        ("1亿2000万元", "120000000", "CNY", "万"),
        ("1.2亿", "120000000", "CNY", "亿"),
        ("五百万美元", "5000000", "USD", "万"),
        ("5000000", "5000000", "CNY", ""),
        ("５００万元", "5000000", "CNY", "万"),
        ("RMB 500万", "5000000", "CNY", "万"),
        ("0", "0", "CNY", ""),
    ],
)
def test_money_in_words(written: str, amount: str, currency: str, unit: str) -> None:
    found = money.validate(written)
    assert (found.amount, found.currency, found.unit) == (Decimal(amount), currency, unit)


def test_a_bare_number_takes_the_unit_of_its_column() -> None:
    assert money.validate("500", unit="万").amount == Decimal(5_000_000)
    assert money.validate(500.5, unit="万").amount == Decimal(5_005_000)
    assert money.validate("5000000元", unit="万").amount == Decimal(5_000_000)


def test_an_assumed_currency_says_so() -> None:
    assert money.validate("500万").currency_stated is False
    assert money.validate("500万元人民币").currency_stated is True


@pytest.mark.parametrize(
    ("written", "error"),
    [
        ("TEDTAKTAI）", money.MoneyInvalid),
        ("SAN-KUEI）", money.MoneyInvalid),
        ("", money.MoneyInvalid),
        ("无", money.MoneyInvalid),
        ("-500万", money.MoneyInvalid),
        ("1,00万", money.MoneyInvalid),
        ("500万美元人民币", money.MoneyTwoCurrencies),
        ("9" * 30, money.MoneyInvalid),
        ("nan", money.MoneyInvalid),
    ],
)
def test_what_is_no_amount_is_refused(written: str, error: type) -> None:
    with pytest.raises(error):
        money.validate(written)


@pytest.mark.parametrize(
    ("written", "value"),
    [("廿三", 23), ("壹万贰仟", 12_000), ("二〇一九", 2019), ("十", 10), ("一百零五", 105), ("三点五", Decimal("3.5"))],
)
def test_chinese_numerals(written: str, value: int | Decimal) -> None:
    assert numerals.number_of(written) == value


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("王　伟", "王伟"),
        ("王 伟", "王伟"),
        (" 王伟\t", "王伟"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽．买买提", "阿依古丽·买买提"),
        ("阿依古丽 · 买买提", "阿依古丽·买买提"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("John  Smith", "John Smith"),
        ("J. Smith", "J. Smith"),
        ("𠮷野", "𠮷野"),
    ],
)
def test_a_person_name(written: str, name: str) -> None:
    assert texts.person_name(written) == name


@pytest.mark.parametrize("written", ["", "王伟1", "=1+1", "<b>", "a" * 101])
def test_what_is_no_name_is_refused(written: str) -> None:
    with pytest.raises(texts.NameInvalid):
        texts.person_name(written)


def test_ways_of_writing_one_company_fall_together() -> None:
    assert texts.body_name("云帆(滨港) 贸易有限公司") == "云帆（滨港）贸易有限公司"
    assert texts.body_key("云帆(滨港)贸易有限公司") == texts.body_key("云帆（滨港） 贸易有限责任公司")
    assert texts.body_key("云帆贸易有限公司") != texts.body_key("云帆商贸有限公司")
