"""Telling people: one statement, once a key, in words that fit the kind."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liangxin.notifications.models import Notice
from liangxin.notifications.registry import KindUnknown
from liangxin.notifications.services.notices import queue_facts, queue_notice
from tests.access.factories import NOW
from tests.notifications.factories import BOOKED, PLACE_OFFERED, SECRET, make_notice, make_reader

pytestmark = pytest.mark.django_db
WORDS = {"title": "已预订多功能厅", "body": "周三下午两点。"}


def test_everybody_is_told_once_in_one_statement() -> None:
    readers = [make_reader().pk for _ in range(3)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        told = queue_notice(kind=BOOKED.code, to=[*readers, readers[0]], key="booking-7", url="/me/", now=NOW, **WORDS)
    assert (told, len(queries)) == (3, 1)
    assert queue_notice(kind=BOOKED.code, to=readers, key="booking-7", now=NOW, **WORDS) == 0
    assert queue_notice(kind=BOOKED.code, to=[], key="booking-8", now=NOW, **WORDS) == 0
    notice = Notice.objects.get(user_id=readers[1])
    assert (notice.kind, notice.key, notice.title, notice.body, notice.url, notice.shown, notice.created_at) == (
        BOOKED.code, "booking-7", "已预订多功能厅", "周三下午两点。", "/me/", True, NOW,
    )  # fmt: skip
    assert (notice.read_at, notice.planned_at, notice.expires_at) == (None, None, None)


def test_facts_are_kept_for_the_words_of_the_kind() -> None:
    reader = make_reader()
    facts = {"activity": "午间沙龙", "until": NOW + timedelta(minutes=30), "day": date(2026, 11, 25), "places": 2}
    assert queue_facts(kind=PLACE_OFFERED.code, to=[reader.pk], facts=facts, key="offer-1", now=NOW) == 1
    notice = Notice.objects.get(user=reader)
    assert notice.title == notice.body == ""
    assert notice.facts == {
        "activity": "午间沙龙", "until": {"at": "2026-11-23T08:30:00+00:00"}, "day": {"day": "2026-11-25"}, "places": 2,
    }  # fmt: skip


def test_words_given_for_a_confidential_kind_are_not_stored() -> None:
    notice = make_notice(make_reader(), kind=SECRET, title="心理咨询改到周五", body="张医生")
    assert (notice.title, notice.body, notice.facts) == ("", "", {})


@pytest.mark.parametrize("url", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_a_notice_leads_nowhere_else(url: str) -> None:
    reader = make_reader()
    with pytest.raises(ValueError, match="a path of this site"):
        queue_notice(kind=BOOKED.code, to=[reader.pk], key="x", url=url, now=NOW, **WORDS)
    assert not Notice.objects.exists()


def test_an_unknown_kind_or_one_without_words_is_a_mistake_of_the_caller() -> None:
    reader = make_reader()
    with pytest.raises(KindUnknown):
        queue_notice(kind="tests.nothing", to=[reader.pk], key="x", now=NOW, **WORDS)
    with pytest.raises(ValueError, match="no template"):
        queue_facts(kind=BOOKED.code, to=[reader.pk], facts={}, key="x", now=NOW)
