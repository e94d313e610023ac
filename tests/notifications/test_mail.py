"""E-mail, against a real SMTP server: what is said, in whose language, and what happens when it does not arrive."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.utils import translation
from django.utils.translation import gettext

from liangxin.notifications.choices import DigestRhythm
from liangxin.notifications.links import Unsubscribing, read_unsubscribe
from liangxin.notifications.models import Delivery, DeliveryRules, Notice
from liangxin.notifications.rules import LEASE, MOST_ATTEMPTS
from liangxin.notifications.services.delivering import _take_up, deliver_due
from liangxin.notifications.services.digests import make_digests
from liangxin.notifications.services.notices import queue_facts
from liangxin.notifications.services.planning import plan_notices
from liangxin.notifications.services.receipts import take_bounce
from tests.access.factories import NOW
from tests.notifications.factories import BOOKED, PLACE_OFFERED, make_notice, make_reader
from tests.notifications.servers import Mailbox

pytestmark = pytest.mark.django_db


def body_of(mail: EmailMessage) -> str:
    return str(mail.get_content())


def carry(now: object = NOW) -> int:
    plan_notices(now=NOW)
    return deliver_due(now=now)  # type: ignore[arg-type]


def test_a_mail_says_what_the_notice_says_and_how_to_have_no_more(mailbox: Mailbox) -> None:
    reader = make_reader(email="reader@example.com")
    make_notice(reader)
    assert carry() == 1
    (mail,) = mailbox.mails
    assert (mail["Subject"], mail["To"], mail["Auto-Submitted"]) == (
        "已预订多功能厅",
        "reader@example.com",
        "auto-generated",
    )
    assert mail["From"] == "滨港两新 <notice@liangxin.example>"
    assert "11 月 25 日 14:00–16:00。" in body_of(mail)
    assert "https://liangxin.example/me/bookings/" in body_of(mail)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = mail["List-Unsubscribe"].strip(" <>")
    assert link.startswith("https://liangxin.example/unsubscribe/")
    token = link.rstrip("/").rpartition("/")[2]
    assert read_unsubscribe(token) == Unsubscribing(reader.pk, "rooms", "email")
    assert read_unsubscribe(token[:-1] + ("a" if token[-1] != "a" else "b")) is None
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.provider, delivery.provider_id, delivery.attempts, delivery.sent_at) == (
        "sent", "smtp", mail["Message-ID"], 1, NOW,
    )  # fmt: skip
    assert carry() == 0


def test_each_reader_reads_it_in_their_language(mailbox: Mailbox) -> None:
    chinese, english = make_reader(email="zh@example.com"), make_reader(email="en@example.com", language="en")
    facts = {"activity": "Noon class", "until": NOW + timedelta(minutes=30)}
    queue_facts(kind=PLACE_OFFERED.code, to=[chinese.pk, english.pk], facts=facts, key="offer", now=NOW)
    assert carry() == 2
    bodies = {str(mail["To"]): body_of(mail) for mail in mailbox.mails}
    assert "请在 11月23日 16:30 前确认。" in bodies["zh@example.com"]
    for language, address in (("zh-hans", "zh@example.com"), ("en", "en@example.com")):
        with translation.override(language):
            assert gettext("退订：{url}").partition("{")[0] in bodies[address]


def test_an_address_that_does_not_exist_has_failed_in_plain_words(mailbox: Mailbox) -> None:
    mailbox.unknown = {"gone@example.com"}
    make_notice(make_reader(email="gone@example.com"))
    assert carry() == 1
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.get_failure_display(), delivery.detail) == (
        "failed", "对方地址不存在或拒收。", "SMTP 550",
    )  # fmt: skip
    assert mailbox.mails == []


def test_a_busy_server_is_tried_again_with_growing_pauses_and_then_given_up(mailbox: Mailbox) -> None:
    mailbox.busy = True
    make_notice(make_reader())
    now, waits = NOW, []
    for _ in range(MOST_ATTEMPTS):
        assert carry(now) == 1
        delivery = Delivery.objects.get()
        waits.append(int((delivery.due_at - now).total_seconds() // 60))
        now = delivery.due_at
    assert (delivery.state, delivery.failure, delivery.attempts) == ("failed", "unreachable", MOST_ATTEMPTS)
    assert waits[:-1] == [1, 2, 4, 8, 16]


def test_a_server_that_was_away_for_a_while_gets_the_mail_in_the_end(mailbox: Mailbox) -> None:
    mailbox.busy = True
    make_notice(make_reader())
    carry()
    mailbox.busy = False
    assert deliver_due(now=NOW) == 0
    assert deliver_due(now=NOW + timedelta(minutes=1)) == 1
    assert [Delivery.objects.get().state, len(mailbox.mails)] == ["sent", 1]


@pytest.mark.parametrize(
    ("change", "failure"), [({"read_at": NOW}, "read_before"), ({"expires_at": NOW}, "out_of_date")]
)
def test_what_is_no_longer_worth_sending_is_not_sent(change: dict[str, object], failure: str, mailbox: Mailbox) -> None:
    make_notice(make_reader())
    plan_notices(now=NOW)
    Notice.objects.update(**change)
    assert deliver_due(now=NOW) == 1
    assert [Delivery.objects.get().state, Delivery.objects.get().failure] == ["skipped", failure]
    assert mailbox.mails == []


def test_what_a_dead_worker_had_taken_up_is_taken_up_again(mailbox: Mailbox) -> None:
    make_notice(make_reader())
    plan_notices(now=NOW)
    assert len(_take_up(now=NOW, limit=10)) == 1
    assert deliver_due(now=NOW + LEASE - timedelta(seconds=1)) == 0
    assert deliver_due(now=NOW + LEASE) == 1
    assert len(mailbox.mails) == 1


def test_a_digest_is_one_mail_with_all_of_them(mailbox: Mailbox) -> None:
    reader = make_reader()
    DeliveryRules.objects.create(user=reader, digest=DigestRhythm.DAILY)
    make_notice(reader, key="1", title="已预订多功能厅")
    make_notice(reader, key="2", title="已预订路演厅")
    carry()
    due = Delivery.objects.filter(state="digest").first().due_at  # type: ignore[union-attr]
    make_digests(now=due)
    assert deliver_due(now=due) == 1
    (mail,) = mailbox.mails
    assert mail["Subject"] == "您有 2 条通知"
    assert [title in body_of(mail) for title in ("已预订多功能厅", "已预订路演厅")] == [True, True]
    assert set(Delivery.objects.values_list("state", "sent_at")) == {("sent", due)}
    link = mail["List-Unsubscribe"].strip(" <>").rstrip("/").rpartition("/")[2]
    assert read_unsubscribe(link) == Unsubscribing(reader.pk, "notifications.digest", "email")


def report(message_id: str, *, action: str = "failed", status: str = "5.1.1") -> bytes:
    """A delivery status notification as mail servers write them (RFC 3464)."""
    lines = f"""From: MAILER-DAEMON@example.com
To: notice@liangxin.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

It could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; reader@example.com
Action: {action}
Status: {status}

--b
Content-Type: text/rfc822-headers

Subject: x
Message-ID: {message_id}

--b--
"""
    return lines.encode()


def test_a_mail_that_comes_back_has_failed(mailbox: Mailbox) -> None:
    make_notice(make_reader())
    carry()
    message_id = Delivery.objects.get().provider_id
    later = NOW + timedelta(hours=1)
    assert not take_bounce(content=report(message_id, action="delayed", status="4.4.1"), now=later)
    assert not take_bounce(content=report("<other@liangxin.example>"), now=later)
    assert not take_bounce(content=b"Subject: hello\n\nhello", now=later)
    assert Delivery.objects.get().state == "sent"
    assert take_bounce(content=report(message_id), now=later)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.failure, delivery.detail) == ("failed", "refused_address", "DSN 5.1.1")


def test_a_title_cannot_add_a_header(mailbox: Mailbox) -> None:
    make_notice(make_reader(), kind=BOOKED, title="一\r\nBcc: all@example.com")
    carry()
    (mail,) = mailbox.mails
    assert (mail["Subject"], mail["Bcc"]) == ("一 Bcc: all@example.com", None)
