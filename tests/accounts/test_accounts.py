"""Accounts: made once, found by name or phone, and nothing told to a stranger."""

import threading

import pytest
from django.db import connection

from liangxin.accounts.backends import SignInBackend
from liangxin.accounts.models import User
from liangxin.accounts.services import accounts as service
from liangxin.accounts.services.accounts import NewAccount, create_account, keep_view, reset_password, set_active
from liangxin.core.models import OutboxEvent
from tests.access.factories import NOW, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


def signed_in(username: str, password: str) -> User | None:
    return SignInBackend().authenticate(None, username=username, password=password)


def test_signs_in_by_name_in_any_case_and_by_phone() -> None:
    user = make_user("Wang.Min", password=PASSWORD, phone="13800001234")
    assert [signed_in(login, PASSWORD) for login in ("wang.min", "WANG.MIN", "13800001234")] == [user] * 3
    assert "13800001234" not in str(list(User.objects.values("phone_index")))


@pytest.mark.parametrize("_case", ["wrong password", "unknown", "stopped", "empty"])
def test_no_one_else_signs_in(_case: str) -> None:
    user = make_user("wang", password=PASSWORD)
    if _case == "stopped":
        set_active(user=user, active=False, now=NOW)
    login = {"unknown": "nobody", "empty": ""}.get(_case, "wang")
    assert signed_in(login, "wrong" if _case == "wrong password" else PASSWORD) is None


def test_the_phone_is_not_stored_in_clear() -> None:
    user = make_user(phone="13800001234")
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM accounts_user WHERE id = %s", [user.pk])
        assert cursor.fetchone()[0].startswith("a:1:")


@pytest.mark.parametrize(
    ("new", "refusal"),
    [
        (NewAccount(username="WANG", display_name="x"), service.UserNameTaken),
        (NewAccount(username="li", display_name="x", phone="13800001234"), service.PhoneTaken),
    ],
)
def test_names_and_phones_are_used_once(new: NewAccount, refusal: type[Exception]) -> None:
    make_user("wang", phone="13800001234")
    events = OutboxEvent.objects.count()
    with pytest.raises(refusal):
        create_account(new=new, now=NOW)
    assert (User.objects.count(), OutboxEvent.objects.count()) == (1, events)


@pytest.mark.django_db(transaction=True)
def test_the_same_name_at_once_one_wins() -> None:
    outcomes, together = [], threading.Barrier(2)

    def create() -> None:
        together.wait()
        try:
            make_user("wang")
            outcomes.append("made")
        except service.UserNameTaken:
            outcomes.append("taken")
        finally:
            connection.close()

    threads = [threading.Thread(target=create) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["made", "taken"]


def test_a_first_password_is_random_and_to_be_changed() -> None:
    user, first = create_account(new=NewAccount(username="wang", display_name="王"), now=NOW)
    assert user.must_change_password
    assert len(first) == service.FIRST_PASSWORD_LENGTH
    second = reset_password(user=user, now=NOW)
    assert (signed_in("wang", first), signed_in("wang", second)) == (None, user)


def test_views_are_kept_by_page_and_forgotten_when_empty() -> None:
    user = make_user()
    keep_view(user=user, page="enterprises", name="未覆盖", query="coverage=none")
    keep_view(user=user, page="places", name="园区", query="kind=park")
    keep_view(user=user, page="enterprises", name="未覆盖", query="")
    user.refresh_from_db()
    assert user.saved_views == {"enterprises": {}, "places": {"园区": "kind=park"}}
