"""Residents let themselves in by a code for their number: it proves the number, never the person."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.auth.models import update_last_login

from liangxin.accounts.events import GuestRegistered
from liangxin.accounts.models import User
from liangxin.accounts.services.accounts import NewAccount, PhoneTaken, create_account
from liangxin.accounts.services.guests import (
    GuestNameMissing,
    NotAGuest,
    close_own_account,
    register_guest,
    rename_guest,
)
from liangxin.core.errors import NotAllowed, RuleBroken
from liangxin.core.models import AuditEntry, OutboxEvent
from liangxin.notifications.models import Notice
from liangxin.notifications.services.codes import CodeNotSent
from liangxin.people import rules
from liangxin.people.models import GuestCode
from liangxin.people.permissions import Permission
from liangxin.people.selectors import codes_handed_out
from liangxin.people.services import guests
from liangxin.people.services.guests import (
    CodeJustSent,
    CodesGoBySms,
    CodeWrong,
    NotAMobile,
    NumberHasAccount,
    TooBusy,
    TooManyCodes,
    TooManyHandedOut,
    ask_code,
    enter_by_code,
    hand_out_code,
    purge_codes,
)
from tests.helpers import at_once
from tests.people.factories import NOW, officer, organisation_node

pytestmark = pytest.mark.django_db
PHONE, OTHER, HOME = "13800138001", "13800138002", "203.0.113.7"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """What went out by SMS."""
    out: list[tuple[str, str]] = []
    monkeypatch.setattr(guests, "send_code", lambda *, phone, code, now: out.append((phone, code)))
    monkeypatch.setattr(guests, "may_send_codes", lambda: True)
    yield out


@pytest.fixture
def keeper() -> object:
    return officer(organisation_node(), Permission.GUEST_WELCOME)


def guest(phone: str = PHONE, name: str = "小林") -> User:
    return register_guest(name=name, phone=phone, way="sms", now=NOW)


def test_a_code_opens_the_way_to_an_account_and_later_into_it(sent: list[tuple[str, str]]) -> None:
    assert ask_code(phone=" 138 0013 8001 ", address=HOME, now=NOW) == NOW + timedelta(minutes=10)
    ((number, code),) = sent
    assert (number, len(code)) == (PHONE, 6)
    kept = GuestCode.objects.get()
    assert code not in kept.digest and PHONE not in kept.phone_index
    assert enter_by_code(phone=PHONE, code=f"{code[:3]} {code[3:]}", address=HOME, now=NOW) is None
    one = guest()
    assert (one.is_guest, one.display_name, one.phone, one.has_usable_password()) == (True, "小林", PHONE, False)
    assert one.must_change_password is False
    assert OutboxEvent.objects.get(name=GuestRegistered.event_name).payload == {"user_id": one.pk}
    ask_code(phone=PHONE, address=HOME, now=NOW + MINUTE)
    assert enter_by_code(phone=PHONE, code=sent[1][1], address=HOME, now=NOW + MINUTE) == one


def test_a_code_is_used_once_and_the_newer_one_replaces_the_older(sent: list[tuple[str, str]]) -> None:
    ask_code(phone=PHONE, address=HOME, now=NOW)
    ask_code(phone=PHONE, address=HOME, now=NOW + MINUTE)
    first, second = (code for _number, code in sent)
    if first != second:
        with pytest.raises(CodeWrong):
            enter_by_code(phone=PHONE, code=first, address=HOME, now=NOW + MINUTE)
    assert enter_by_code(phone=PHONE, code=second, address=HOME, now=NOW + MINUTE) is None
    with pytest.raises(CodeWrong):
        enter_by_code(phone=PHONE, code=second, address=HOME, now=NOW + MINUTE)


def test_a_code_ends_and_is_of_its_number(sent: list[tuple[str, str]]) -> None:
    ask_code(phone=PHONE, address=HOME, now=NOW)
    code = sent[0][1]
    with pytest.raises(CodeWrong):
        enter_by_code(phone=OTHER, code=code, address=HOME, now=NOW)
    with pytest.raises(CodeWrong):
        enter_by_code(phone=PHONE, code=code, address=HOME, now=NOW + timedelta(minutes=10))


def test_five_tries_a_code_and_the_right_one_comes_too_late(sent: list[tuple[str, str]]) -> None:
    ask_code(phone=PHONE, address=HOME, now=NOW)
    code = sent[0][1]
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        with pytest.raises(CodeWrong):
            enter_by_code(phone=PHONE, code=wrong, address=HOME, now=NOW)
    with pytest.raises(CodeWrong):
        enter_by_code(phone=PHONE, code=code, address=HOME, now=NOW)
    assert GuestCode.objects.get().tries == 5


def test_so_many_codes_a_number_and_none_is_told_of_others(sent: list[tuple[str, str]]) -> None:
    guest()
    for number in (PHONE, OTHER):  # one has an account, the other has none: the same answers
        for time in range(5):
            ask_code(phone=number, address=HOME, now=NOW + time * MINUTE)
        with pytest.raises(CodeJustSent):
            ask_code(phone=number, address=HOME, now=NOW + 4 * MINUTE + timedelta(seconds=59))
        with pytest.raises(TooManyCodes):
            ask_code(phone=number, address=HOME, now=NOW + 6 * MINUTE)
        ask_code(phone=number, address=HOME, now=NOW + timedelta(days=1))
    assert len(sent) == 12


def test_a_tower_behind_one_address_gets_in_and_a_script_does_not(
    sent: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert rules.CODES_AN_ADDRESS_AN_HOUR >= 300
    monkeypatch.setattr(rules, "CODES_AN_ADDRESS_AN_HOUR", 30)
    for number in range(30):
        ask_code(phone=f"139{number:08}", address=HOME, now=NOW)
    with pytest.raises(TooBusy):
        ask_code(phone=PHONE, address=HOME, now=NOW)
    ask_code(phone=PHONE, address="203.0.113.8", now=NOW)
    for number in range(30):  # one subscriber's network of IPv6 is one address
        ask_code(phone=f"137{number:08}", address=f"2001:db8:1:2::{number:x}", now=NOW)
    with pytest.raises(TooBusy):
        ask_code(phone=OTHER, address="2001:db8:1:2:ffff::1", now=NOW)
    monkeypatch.setattr(rules, "TRIES_AN_ADDRESS_AN_HOUR", 3)
    for expected in (CodeWrong, CodeWrong, CodeWrong, TooBusy):
        with pytest.raises(expected):
            enter_by_code(phone=OTHER, code="1", address="198.51.100.1", now=NOW)


def test_what_is_paid_for_has_an_end(sent: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "CODES_OF_THE_HOUSE_A_DAY", 1)
    ask_code(phone=PHONE, address=HOME, now=NOW)
    with pytest.raises(TooBusy):
        ask_code(phone=OTHER, address=HOME, now=NOW)


@pytest.mark.parametrize("phone", ["", "12345", "021-58888888", "+85251234567", "138001380012", "abc"])
def test_only_a_mobile_number(phone: str, sent: list[tuple[str, str]]) -> None:
    with pytest.raises(NotAMobile):
        ask_code(phone=phone, address=HOME, now=NOW)
    assert sent == [] and not GuestCode.objects.exists()


def test_what_the_gateway_did_not_take_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_facts: object) -> None:
        raise CodeNotSent()

    monkeypatch.setattr(guests, "send_code", fail)
    with pytest.raises(CodeNotSent):
        ask_code(phone=PHONE, address=HOME, now=NOW)
    assert not GuestCode.objects.exists()


def test_a_code_never_enters_the_account_of_a_person_in_a_register(sent: list[tuple[str, str]]) -> None:
    create_account(new=NewAccount(username="chen", display_name="陈静", phone=PHONE), now=NOW)
    ask_code(phone=PHONE, address=HOME, now=NOW)  # sent all the same: asking tells nothing
    with pytest.raises(NumberHasAccount):
        enter_by_code(phone=PHONE, code=sent[0][1], address=HOME, now=NOW)


def test_a_number_that_rested_long_may_be_somebody_elses(sent: list[tuple[str, str]]) -> None:
    one = guest()
    update_last_login(None, one)
    later = (one.last_login or NOW) + timedelta(days=180, seconds=1)
    ask_code(phone=PHONE, address=HOME, now=later)
    assert enter_by_code(phone=PHONE, code=sent[0][1], address=HOME, now=later) is None
    one.refresh_from_db()
    assert (one.phone, one.phone_index, one.is_active) == ("", "", True)
    assert AuditEntry.objects.filter(action="accounts.phone_released", object_id=one.pk).count() == 1
    assert guest().pk != one.pk


def test_a_stopped_guest_stays_out(sent: list[tuple[str, str]]) -> None:
    User.objects.filter(pk=guest().pk).update(is_active=False)
    ask_code(phone=PHONE, address=HOME, now=NOW)
    with pytest.raises(NumberHasAccount):
        enter_by_code(phone=PHONE, code=sent[0][1], address=HOME, now=NOW)


def test_a_keeper_hands_out_a_code_where_no_sms_can_be_sent(keeper: object) -> None:
    handed = hand_out_code(actor=keeper, phone=PHONE, now=NOW)  # type: ignore[arg-type]
    assert handed.expires_at == NOW + timedelta(minutes=30)
    kept = GuestCode.objects.get()
    assert (kept.way, kept.made_by_id) == ("station", keeper.user_id)  # type: ignore[attr-defined]
    entry = AuditEntry.objects.get(action="people.code_handed_out")
    assert (entry.object_label, entry.object_id) == ("138****8001", kept.pk)
    assert handed.code not in str(entry.facts)
    assert codes_handed_out(actor=keeper, now=NOW) == [kept]  # type: ignore[arg-type]
    assert enter_by_code(phone=PHONE, code=handed.code, address=HOME, now=NOW) is None


def test_the_owner_of_an_account_is_told_when_a_station_opens_it(keeper: object) -> None:
    one = guest()
    hand_out_code(actor=keeper, phone=PHONE, now=NOW)  # type: ignore[arg-type]
    hand_out_code(actor=keeper, phone=OTHER, now=NOW)  # type: ignore[arg-type]
    assert list(Notice.objects.values_list("user_id", "kind")) == [(one.pk, "people.code_handed_out")]


def test_refusals_of_handing_out(keeper: object, sent: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CodesGoBySms):
        hand_out_code(actor=keeper, phone=PHONE, now=NOW)  # type: ignore[arg-type]
    monkeypatch.setattr(guests, "may_send_codes", lambda: False)
    with pytest.raises(NotAllowed):
        hand_out_code(actor=officer(organisation_node(), Permission.PERSON_READ), phone=PHONE, now=NOW)
    with pytest.raises(NotAMobile):
        hand_out_code(actor=keeper, phone="1", now=NOW)  # type: ignore[arg-type]
    monkeypatch.setattr(rules, "STATION_CODES_A_DAY", 1)
    hand_out_code(actor=keeper, phone=PHONE, now=NOW)  # type: ignore[arg-type]
    with pytest.raises(TooManyHandedOut):
        hand_out_code(actor=keeper, phone=OTHER, now=NOW)  # type: ignore[arg-type]
    assert GuestCode.objects.count() == 1


def test_names_and_leaving() -> None:
    one = guest()
    assert rename_guest(user=one, name="  林小姐 ").display_name == "林小姐"
    for name in ("", "   ", "x" * 31):
        with pytest.raises(GuestNameMissing):
            rename_guest(user=one, name=name)
    with pytest.raises(PhoneTaken):
        guest(name="别人")
    close_own_account(user=one, now=NOW)
    one.refresh_from_db()
    assert (one.display_name, one.phone, one.phone_index, one.is_active) == ("已注销", "", "", False)
    assert guest(name="别人").is_active
    made, _password = create_account(new=NewAccount(username="chen", display_name="陈静"), now=NOW)
    for act in (lambda: close_own_account(user=made, now=NOW), lambda: rename_guest(user=made, name="x")):
        with pytest.raises(NotAGuest):
            act()


def test_codes_are_deleted_after_a_week(sent: list[tuple[str, str]]) -> None:
    ask_code(phone=PHONE, address=HOME, now=NOW)
    assert purge_codes(now=NOW + timedelta(days=7)) == 0
    assert purge_codes(now=NOW + timedelta(days=7, minutes=11)) == 1


@pytest.mark.django_db(transaction=True)
def test_one_code_typed_twice_at_once_opens_once(sent: list[tuple[str, str]]) -> None:
    ask_code(phone=PHONE, address=HOME, now=NOW)
    code = sent[0][1]
    results = at_once(*[lambda: enter_by_code(phone=PHONE, code=code, address=HOME, now=NOW) for _ in range(4)])
    assert [type(result) for result in results].count(CodeWrong) == 3 and results.count(None) == 1


@pytest.mark.django_db(transaction=True)
def test_many_wrong_ones_at_once_are_all_counted(sent: list[tuple[str, str]]) -> None:
    ask_code(phone=PHONE, address=HOME, now=NOW)
    wrong = "000000" if sent[0][1] != "000000" else "111111"
    at_once(*[lambda: enter_by_code(phone=PHONE, code=wrong, address=HOME, now=NOW) for _ in range(8)])
    assert GuestCode.objects.get().tries == 5
    with pytest.raises(RuleBroken):
        enter_by_code(phone=PHONE, code=sent[0][1], address=HOME, now=NOW)
