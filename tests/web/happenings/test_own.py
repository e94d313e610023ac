"""One's own registration in each of its states, and what can be done with it."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from liangxin.access.actor import SYSTEM
from liangxin.accounts.models import User
from liangxin.activities.models import Activity, Attendance, Feedback, FeedbackAnswer, Registration
from liangxin.activities.services.afterwards import DEFAULT_QUESTIONS, set_feedback_questions
from liangxin.activities.services.attendance import Entry, record_attendance
from liangxin.activities.services.changes import TimeAndPlace, change_time_and_place
from liangxin.core.calendars import read_calendar
from tests.access.factories import NOW, make_user
from tests.activities.factories import HOUR, kind, published, registered
from tests.helpers import client_for, queries

pytestmark = pytest.mark.django_db
AFTER = NOW + 27 * HOUR


class Clock:
    now: datetime = NOW


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("django.utils.timezone.now", lambda: made.now)
    return made


def own_of(user: User, activity: Activity | None = None) -> Registration:
    """What became of pressing the button."""
    activity = activity or published()
    client_for(user).post(reverse("activity-register", args=[activity.slug]), {"key": f"k{activity.pk}"})
    return Registration.objects.get(user=user, activity=activity)


def address(own: Registration, act: str = "") -> str:
    return reverse(f"my-registration{act}", args=[own.pk])


def read(own: Registration) -> str:
    answer = client_for(own.user).get(address(own))
    assert answer.status_code == 200
    return answer.content.decode()


def test_with_a_place_there_is_a_calendar_file_and_a_way_back_but_no_code_days_before(clock: Clock) -> None:
    own = own_of(make_user())
    text = read(own)
    assert "已报名" in text and address(own, "-calendar") in text and address(own, "-cancel") in text
    assert "到场出示" not in text
    clock.now = NOW + 22 * HOUR
    assert "到场出示" in read(own) and "<svg" in read(own)


def test_waiting_the_place_in_the_line_is_said_and_an_offer_is_taken() -> None:
    activity = published(capacity=1, offer_minutes=30)
    first, second = own_of(make_user(), activity), own_of(make_user(), activity)
    assert "候补第 1 位" in read(second) and "不再候补" in read(second)
    client_for(first.user).post(address(first, "-cancel"))
    assert "我要这个名额" in read(second)
    client_for(second.user).post(address(second, "-accept"))
    second.refresh_from_db()
    assert second.status == "registered" and "已报名" in read(second)


def test_what_changed_is_confirmed() -> None:
    own = own_of(make_user())
    activity = own.activity
    change_time_and_place(
        actor=SYSTEM, activity=activity, now=NOW,
        values=TimeAndPlace(starts_at=activity.starts_at + HOUR, ends_at=activity.ends_at + HOUR, where="二楼"),
    )  # fmt: skip
    assert "还来" in read(own)
    client_for(own.user).post(address(own, "-confirm"))
    own.refresh_from_db()
    assert own.confirmed_at == NOW and address(own, "-confirm") not in read(own)


def test_given_back_twice_it_says_so() -> None:
    own = own_of(make_user())
    client = client_for(own.user)
    client.post(address(own, "-cancel"))
    answer = client.post(address(own, "-cancel"), follow=True)
    assert "这个报名已经取消或过期" in answer.content.decode()
    assert address(own, "-cancel") not in read(own)


def test_the_calendar_file_is_read_back(clock: Clock) -> None:
    own = own_of(make_user(), published(title="午间讲堂", where="三楼"))
    answer = client_for(own.user).get(address(own, "-calendar"))
    (event,) = read_calendar(answer.content)
    assert answer["Content-Type"].startswith("text/calendar")
    assert (event.title, event.starts, event.ends) == ("午间讲堂", own.activity.starts_at, own.activity.ends_at)
    assert event.url.endswith(f"/activities/{own.activity.slug}/") and event.status == "CONFIRMED"
    client_for(own.user).post(address(own, "-cancel"))
    (event,) = read_calendar(client_for(own.user).get(address(own, "-calendar")).content)
    assert event.status == "CANCELLED"


def test_of_a_confidential_kind_the_calendar_says_nothing() -> None:
    own = own_of(make_user(), published(title="心灵养护", where="三楼", kind=kind("care", is_confidential=True)))
    content = client_for(own.user).get(address(own, "-calendar")).content.decode()
    (event,) = read_calendar(content.encode())
    assert (event.title, event.location, event.url, event.private) == ("预约", "", "", True)
    assert "心灵" not in content and "三楼" not in content


def test_a_word_afterwards_once_and_without_a_name(clock: Clock) -> None:
    own = own_of(make_user())
    set_feedback_questions(actor=SYSTEM, activity=own.activity, questions=DEFAULT_QUESTIONS, now=NOW)
    assert "说说怎么样" not in read(own)
    clock.now = AFTER
    assert "说说怎么样" in read(own)
    first = own.activity.feedback_questions.order_by("position")[0]
    client = client_for(own.user)
    empty = client.post(address(own))
    assert (empty.status_code, Feedback.objects.count()) == (422, 0)
    assert client.post(address(own), {f"question_{first.pk}": "5"}).status_code == 302
    assert FeedbackAnswer.objects.get().score == 5 and "您已说过" in read(own)
    client.post(address(own), {f"question_{first.pk}": "1"})
    assert Feedback.objects.count() == 1


def test_a_certificate_only_for_one_who_was_there(clock: Clock) -> None:
    own = own_of(make_user())
    clock.now = AFTER
    client = client_for(own.user)
    assert client.get(address(own, "-certificate")).status_code == 404
    record_attendance(
        actor=SYSTEM,
        activity=own.activity,
        entries=[Entry(registration_id=own.pk, at=own.activity.starts_at)],
        now=AFTER,
    )
    assert address(own, "-certificate") in read(own)
    answer = client.get(address(own, "-certificate"))
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert Attendance.objects.count() == 1


@pytest.mark.parametrize("act", ["", "-calendar", "-certificate", "-cancel", "-accept", "-confirm"])
def test_another_s_is_not_there(act: str) -> None:
    own, other = own_of(make_user()), client_for(make_user())
    assert (other.get if act in ("", "-calendar", "-certificate") else other.post)(address(own, act)).status_code == 404
    own.refresh_from_db()
    assert own.status == "registered"
    assert Client().get(address(own)).status_code == 302


def test_my_page_lists_them_in_the_same_queries_however_many() -> None:
    user = make_user()
    own_of(user, published(title="第一场"))
    client = client_for(user)
    client.get(reverse("my-bookings"))
    with queries() as few:
        client.get(reverse("my-bookings"))
    made = len(few)
    waits = published(title="要等的", capacity=1)
    registered(waits)
    own_of(user, waits), own_of(user, published(title="第三场"))
    with queries(at_most=made + 1):  # one more where somebody waits
        text = client.get(reverse("my-bookings")).content.decode()
    assert "第一场" in text and "第三场" in text and "候补第 1 位" in text
