"""How a notice reaches its person: choices, quiet hours, digest, the limit of reminders, what never leaves."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liangxin.accounts.models import User
from liangxin.notifications.choices import DigestRhythm
from liangxin.notifications.models import ChannelChoice, Delivery, DeliveryRules, Notice
from liangxin.notifications.services.digests import make_digests
from liangxin.notifications.services.notices import queue_notice
from liangxin.notifications.services.planning import plan_notices
from tests.access.factories import NOW
from tests.notifications.factories import BOOKED, PLACE_OFFERED, REMINDER, SECRET, make_notice, make_reader
from tests.notifications.servers import Mailbox, Web

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)  # 23:30 in Shanghai
MORNING = datetime(2026, 11, 24, 0, tzinfo=UTC)  # 08:00
WORDS = {"title": "明天有活动", "body": ""}


def planned(now: datetime = NOW) -> list[tuple[str, str, str, datetime]]:
    plan_notices(now=now)
    return list(Delivery.objects.order_by("notice_id", "channel").values_list("channel", "state", "failure", "due_at"))


def test_by_default_over_the_kinds_channels_where_there_is_an_address(mailbox: Mailbox, aliyun: Web) -> None:
    make_notice(make_reader(email="a@example.com", phone="13800001234"), kind=PLACE_OFFERED)
    make_notice(make_reader(email="", phone="13800001235"), kind=PLACE_OFFERED)
    assert planned() == [("email", "waiting", "", NOW), ("sms", "waiting", "", NOW), ("sms", "waiting", "", NOW)]
    assert not Notice.objects.filter(planned_at=None).exists()
    assert planned()[3:] == []


def test_nothing_configured_nothing_leaves() -> None:
    make_notice(make_reader())
    assert planned() == []
    assert Notice.objects.get().planned_at == NOW


def test_a_confidential_kind_never_leaves_whatever_was_chosen(mailbox: Mailbox) -> None:
    reader = make_reader()
    ChannelChoice.objects.create(user=reader, group=SECRET.group, channel="email", is_wanted=True)
    make_notice(reader, kind=SECRET)
    assert planned() == []


def test_choices_of_the_person_come_before_defaults(mailbox: Mailbox, aliyun: Web) -> None:
    without, more, unreachable = (
        make_reader(phone="13800001234"),
        make_reader(phone="13800001235"),
        make_reader(phone=""),
    )
    for reader, channel, wanted in ((without, "email", False), (more, "sms", True), (unreachable, "sms", True)):
        ChannelChoice.objects.create(user=reader, group=BOOKED.group, channel=channel, is_wanted=wanted)
    for reader in (without, more, unreachable):
        make_notice(reader)
    assert planned() == [
        ("email", "waiting", "", NOW),
        ("sms", "waiting", "", NOW),
        ("email", "waiting", "", NOW),
        ("sms", "skipped", "no_address", NOW),
    ]


def test_a_stopped_account_and_what_is_out_of_date_get_nothing(mailbox: Mailbox) -> None:
    stopped = make_reader()
    User.objects.filter(pk=stopped.pk).update(is_active=False)
    make_notice(stopped)
    make_notice(make_reader(), expires_at=NOW - timedelta(seconds=1))
    assert planned() == []


def test_at_night_only_what_is_urgent_leaves(mailbox: Mailbox) -> None:
    reader, night_owl = make_reader(), make_reader()
    DeliveryRules.objects.create(user=night_owl, quiet_from=None, quiet_to=None)
    make_notice(reader)
    make_notice(reader, kind=PLACE_OFFERED, key="two")
    make_notice(night_owl)
    assert [due for *_rest, due in planned(NIGHT)] == [MORNING, NIGHT, NIGHT]


def test_one_reminder_a_day_leaves_the_app_the_others_stay_in_it(mailbox: Mailbox, aliyun: Web) -> None:
    reader = make_reader(phone="13800001234")
    for key in ("first", "second"):
        make_notice(reader, kind=REMINDER, key=key)
    assert [row[:3] for row in planned()] == [
        ("email", "waiting", ""), ("sms", "waiting", ""), ("email", "skipped", "reminder_limit"), ("sms", "skipped", "reminder_limit"),
    ]  # fmt: skip
    make_notice(reader, kind=REMINDER, key="third")
    make_notice(reader, kind=BOOKED, key="fourth")
    assert [row[:3] for row in planned(NOW + timedelta(hours=1))[4:]] == [
        ("email", "skipped", "reminder_limit"), ("sms", "skipped", "reminder_limit"), ("email", "waiting", ""),
    ]  # fmt: skip
    make_notice(reader, kind=REMINDER, key="tomorrow")
    assert [row[1] for row in planned(NOW + timedelta(days=1))[7:]] == ["waiting", "waiting"]


@pytest.mark.parametrize(("wanted", "states"), [(0, ["skipped"] * 3), (2, ["waiting", "waiting", "skipped"])])
def test_a_person_chooses_how_many_reminders(wanted: int, states: list[str], mailbox: Mailbox) -> None:
    reader = make_reader()
    DeliveryRules.objects.create(user=reader, reminders_a_day=wanted)
    for key in ("1", "2", "3"):
        make_notice(reader, kind=REMINDER, key=key)
    assert [row[1] for row in planned()] == states


@pytest.mark.parametrize(
    ("rhythm", "due"),
    [
        (DigestRhythm.DAILY, datetime(2026, 11, 24, 0, 30, tzinfo=UTC)),
        (DigestRhythm.WEEKLY, datetime(2026, 11, 30, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_digest_gathers_mail_and_leaves_out_what_was_read(rhythm: str, due: datetime, mailbox: Mailbox) -> None:
    reader = make_reader()
    DeliveryRules.objects.create(user=reader, digest=rhythm)
    for key in ("1", "2", "3"):
        make_notice(reader, key=key)
    make_notice(reader, kind=PLACE_OFFERED, key="urgent")
    assert [row[1::2] for row in planned()] == [("digest", due)] * 3 + [("waiting", NOW)]
    Notice.objects.filter(key="2").update(read_at=NOW)
    assert make_digests(now=due - timedelta(seconds=1)) == 0
    assert make_digests(now=due) == 1
    digest = Notice.objects.get(kind="notifications.digest")
    assert (digest.facts, digest.shown, digest.planned_at) == ({"count": 2}, False, due)
    assert set(Delivery.objects.filter(carried_by__notice=digest).values_list("notice__key", flat=True)) == {"1", "3"}
    assert Delivery.objects.get(notice__key="2").failure == "read_before"
    assert make_digests(now=due) == 0


def test_planning_takes_the_same_statements_for_one_and_for_many(mailbox: Mailbox) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            plan_notices(now=NOW)
        return len(queries)

    make_notice(make_reader(), kind=REMINDER)
    one = statements()
    readers = [make_reader().pk for _ in range(20)]
    queue_notice(kind=REMINDER.code, to=readers, key="many", now=NOW, **WORDS)
    assert statements() == one
    assert Delivery.objects.count() == 21


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [((22, 0), True), ((23, 59), True), ((7, 59), True), ((8, 0), False), ((21, 59), False)],
)
def test_quiet_hours_cross_midnight(clock: tuple[int, int], quiet: bool, settings: Any) -> None:
    from liangxin.notifications.rules import HOUSE_ZONE, QUIET_FROM, QUIET_TO, after_quiet, is_quiet

    at = datetime(2026, 11, 23, *clock, tzinfo=HOUSE_ZONE)
    assert is_quiet(at=at, quiet_from=QUIET_FROM, quiet_to=QUIET_TO) is quiet
    end = after_quiet(at=at, quiet_from=QUIET_FROM, quiet_to=QUIET_TO)
    assert not is_quiet(at=end, quiet_from=QUIET_FROM, quiet_to=QUIET_TO)
    assert (end == at) is not quiet
    assert not is_quiet(at=at, quiet_from=time(8), quiet_to=time(8))
