"""Two workers at once: one reminder a day leaves the app, one mail is sent, one token is asked for."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from liangxin.notifications.models import Delivery, ProviderToken
from liangxin.notifications.services.delivering import deliver_due
from liangxin.notifications.services.notices import queue_notice
from liangxin.notifications.services.planning import plan_notices
from liangxin.notifications.services.provider_tokens import KeptTokens
from tests.access.factories import NOW
from tests.helpers import at_once
from tests.notifications.factories import BOOKED, REMINDER, make_notice, make_reader
from tests.notifications.servers import Mailbox

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_reminders_planned_at_once_one_leaves(mailbox: Mailbox) -> None:
    reader = make_reader()
    for key in ("1", "2"):
        make_notice(reader, kind=REMINDER, key=key)
    assert at_once(*[lambda: plan_notices(now=NOW, limit=1)] * 2) == [1, 1]
    assert sorted(Delivery.objects.values_list("state", "failure")) == [("skipped", "reminder_limit"), ("waiting", "")]


def test_what_two_workers_send_at_once_is_sent_once(mailbox: Mailbox) -> None:
    for number in range(6):
        make_notice(make_reader(email=f"reader{number}@example.com"))
    plan_notices(now=NOW)
    assert sum(at_once(*[lambda: deliver_due(now=NOW, limit=4)] * 3)) == 6
    assert sorted(str(mail["To"]) for mail in mailbox.mails) == [f"reader{number}@example.com" for number in range(6)]


def test_a_key_told_twice_at_once_is_told_once() -> None:
    readers = [make_reader().pk for _ in range(20)]
    told = at_once(
        lambda: queue_notice(kind=BOOKED.code, to=readers, title="x", body="", key="one", now=NOW),
        lambda: queue_notice(kind=BOOKED.code, to=readers[::-1], title="x", body="", key="one", now=NOW),
    )
    assert sum(told) == 20


def test_a_token_is_asked_for_by_one() -> None:
    asked: list[int] = []

    def ask(now: Any) -> tuple[str, Any]:
        asked.append(1)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.2)")
        return "token", now + timedelta(hours=1)

    assert at_once(*[lambda: KeptTokens().token_of("wechat:1", now=NOW, ask=ask)] * 4) == ["token"] * 4
    assert (len(asked), ProviderToken.objects.count()) == (1, 1)
