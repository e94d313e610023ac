"""The page of an activity, and registering there in two taps."""

import re
from datetime import time, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from liangxin.access.actor import SYSTEM
from liangxin.accounts.models import User
from liangxin.activities.choices import QuestionKind
from liangxin.activities.models import Activity, Answer, Registration
from liangxin.activities.services.changes import TimeAndPlace, change_time_and_place
from liangxin.activities.services.planning import ContingentValues, QuestionValues, SessionValues, StopValues
from liangxin.activities.services.publishing import cancel_activity, publish_activity
from liangxin.activities.services.series import SeriesValues, plan_dates, put_series
from liangxin.web.happenings import cached
from tests.access.factories import NOW, make_user
from tests.activities.factories import HOUR, again, kind, published, registered
from tests.helpers import TODAY, client_for, folded, fragment_of, queries
from tests.venues.factories import World, make_organisation, make_world

pytestmark = pytest.mark.django_db
KEY = re.compile(r'name="key" value="[^"]*"')
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    cached._kept.clear()


@pytest.fixture
def world() -> World:
    return make_world()


def address(activity: Activity, name: str = "activity-page") -> str:
    return reverse(name, args=[activity.slug])


def read(activity: Activity, user: User | None = None, asked: str = "") -> str:
    answer = client_for(user).get(address(activity) + asked)
    assert answer.status_code == 200
    return answer.content.decode()


def send(activity: Activity, user: User, **given: Any) -> Any:
    return client_for(user).post(address(activity, "activity-register"), {"key": "k", **given})


def test_what_when_where_and_the_button(world: World) -> None:
    activity = published(
        title="肩颈舒缓", station=world.building, place=world.building.place, where="3 层瑜伽房", summary="不需要基础",
        kind=kind("yoga", track="service"),
    )  # fmt: skip
    text = read(activity, make_user())
    assert "3 层瑜伽房" in text and "不需要基础" in text and "还剩 10 个名额" in text
    assert reverse("portal-station", args=[world.building.node.slug]) in text
    assert 'data-lx-open="join"' in text and "确认报名" in text and "<dialog" in text


def test_without_an_account_the_button_leads_to_signing_in() -> None:
    text = read(published())
    assert "登录后报名" in text and "%3Fform%3D1" in text and "<dialog" not in text


def test_without_a_script_the_sheet_is_open_at_its_address() -> None:
    activity, user = published(), make_user()
    assert " open data-lx-open-now" not in read(activity, user)
    assert " open data-lx-open-now" in read(activity, user, "?form=1")


def test_two_taps_lead_to_the_own_registration() -> None:
    activity, user = published(), make_user()
    answer = send(activity, user)
    own = Registration.objects.get(user=user)
    assert (answer.status_code, answer["Location"]) == (302, reverse("my-registration", args=[own.pk]))
    text = read(activity, user)
    assert "已报名" in text and "<dialog" not in text and reverse("my-registration", args=[own.pk]) in text


def test_the_same_request_twice_is_one_registration() -> None:
    activity, user = published(), make_user()
    assert send(activity, user)["Location"] == send(activity, user)["Location"]
    assert again(activity).taken == 1


def test_full_it_says_which_place_in_the_line() -> None:
    activity, user = published(capacity=1, offer_minutes=30), make_user()
    registered(activity), registered(activity)
    text = read(activity, user)
    assert "您将排第 2 位" in text and "名额保留 30 分钟" in text and "加入候补" in text
    send(activity, user)
    assert Registration.objects.get(user=user).status == "waiting"
    assert "候补第 2 位" in read(activity, user)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"opens_at": NOW + HOUR}, "开始报名"),
        ({"capacity": 0, "has_waiting_list": False}, "不设候补"),
        ({"opens_at": NOW - 2 * HOUR, "closes_at": NOW - HOUR}, "报名已截止"),
    ],
)
def test_where_one_cannot_register_there_is_no_button(changed: dict[str, Any], words: str) -> None:
    activity, user = published(**changed), make_user()
    text = read(activity, user)
    assert words in text and "data-lx-open=" not in text and "<dialog" not in text
    assert send(activity, user)["Location"] == address(activity)
    assert not Registration.objects.exists()


def test_kinds_of_places_each_with_its_meter() -> None:
    activity = published(
        capacity=3, contingents=[ContingentValues(name="职工", capacity=2), ContingentValues(name="居民", capacity=1)]
    )
    staff, residents = activity.contingents.order_by("position")
    registered(activity, contingent_id=residents.pk)
    user = make_user()
    text = read(activity, user)
    assert "还剩 2 / 2" in text and "已满 1 / 1" in text and "width:100%" in text
    missing = send(activity, user)
    assert missing.status_code == 422 and "请选择名额类别" in missing.content.decode()
    assert send(activity, user, contingent=staff.pk).status_code == 302
    assert Registration.objects.get(user=user).contingent == staff


def test_questions_are_asked_and_what_was_said_is_kept() -> None:
    activity = published(
        questions=[
            QuestionValues(text="几点到"), QuestionValues(text="口味", kind=QuestionKind.CHOICE, choices=("甜", "咸")),
        ]
    )  # fmt: skip
    first, second = activity.questions.order_by("position")
    user = make_user()
    refused = send(activity, user, **{f"answer-{first.pk}": "十二点整"})
    text = refused.content.decode()
    assert refused.status_code == 422 and 'value="十二点整"' in text and "open data-lx-open-now" in text
    assert not Registration.objects.exists()
    assert send(activity, user, **{f"answer-{first.pk}": "十二点", f"answer-{second.pk}": "咸"}).status_code == 302
    assert list(Answer.objects.order_by("question__position").values_list("text", flat=True)) == ["十二点", "咸"]


def test_a_question_may_ask_for_a_file() -> None:
    activity = published(questions=[QuestionValues(text="作品", kind=QuestionKind.FILE)])
    name, user = f"answer-{activity.questions.get().pk}", make_user()
    assert 'type="file"' in read(activity, user)
    refused = send(activity, user, **{name: SimpleUploadedFile("a.exe", b"MZ\x00\x00")})
    assert (refused.status_code, Registration.objects.count()) == (422, 0)
    assert send(activity, user, **{name: SimpleUploadedFile("作品.pdf", PDF)}).status_code == 302
    file = Answer.objects.get().file
    assert file is not None and (file.purpose, file.kept_by_id) == ("activities.answer", user.pk)


def test_what_is_at_the_same_time_is_named() -> None:
    activity, user = published(), make_user()
    other = published(title="英语角")
    send(other, user)
    assert "“英语角”同时" in read(activity, user)


def test_a_child_is_registered_by_a_guardian_who_may_register_another() -> None:
    activity, user = published(kind=kind("camp", for_minors=True)), make_user()
    assert "我是监护人" in read(activity, user)
    assert send(activity, user, child="小满").status_code == 422
    assert send(activity, user, child="小满", consent="on", key="a").status_code == 302
    assert send(activity, user, child="小雪", consent="on", key="b").status_code == 302
    text = read(activity, user)
    assert "您为孩子报的名" in text and "小满" not in text
    assert again(activity).taken == 2


def test_given_back_on_the_page() -> None:
    activity, user = published(), make_user()
    send(activity, user)
    answer = client_for(user).post(address(activity, "activity-cancel"))
    assert (answer["Location"], again(activity).taken) == (address(activity), 0)
    assert client_for(user).post(address(activity, "activity-cancel")).status_code == 404


def test_cancelled_and_changed_are_said() -> None:
    activity, user = published(), make_user()
    send(activity, user)
    change_time_and_place(
        actor=SYSTEM, activity=activity, now=NOW,
        values=TimeAndPlace(starts_at=activity.starts_at + HOUR, ends_at=activity.ends_at + HOUR, where="二楼"),
    )  # fmt: skip
    assert "时间或地点有变动" in read(activity, user)
    cancel_activity(actor=SYSTEM, activity=again(activity), reason="讲师生病", now=NOW)
    text = read(activity, user)
    assert "这场活动取消了：讲师生病" in text and "data-lx-open=" not in text


def test_meetings_and_stops_are_listed() -> None:
    two = [
        SessionValues(starts_at=NOW + 24 * HOUR, ends_at=NOW + 25 * HOUR, title="第一课"),
        SessionValues(starts_at=NOW + 48 * HOUR, ends_at=NOW + 49 * HOUR, title="第二课"),
    ]
    assert "共 2 次" in read(published(shape="sessions", sessions=two, ends_at=NOW + 49 * HOUR))
    tour = published(shape="tour", stops=[StopValues(name="旧码头", arrives_at=NOW + 24 * HOUR, note="门口集合")])
    assert "旧码头" in read(tour) and "门口集合" in read(tour)


def test_not_public_it_is_there_for_those_it_is_meant_for_alone() -> None:
    activity = published(is_public=False)
    assert client_for(make_user()).get(address(activity)).status_code == 404
    assert Client().get(address(activity)).status_code == 404


def test_the_fragment_is_the_page_s() -> None:
    activity, user = published(), make_user()
    client = client_for(user)
    swapped = client.get(address(activity), headers={"HX-Request": "true"}).content.decode()
    whole = fragment_of(client.get(address(activity)).content.decode(), "activity")
    assert KEY.sub("", whole) == KEY.sub("", folded(swapped))


def test_the_page_takes_few_queries() -> None:
    activity, user = published(), make_user()
    client = client_for(user)
    client.get(address(activity))
    with queries(at_most=9):
        client.get(address(activity))


def test_dates_of_a_series_lead_to_one_another() -> None:
    values = SeriesValues(
        kind=kind("noon"), title="午间课", organiser=make_organisation(), rule="FREQ=DAILY", first_on=TODAY,
        starts=time(12, 10), minutes=60, capacity=30,
    )  # fmt: skip
    series = put_series(actor=SYSTEM, now=NOW, values=values)
    made = plan_dates(actor=SYSTEM, series=series, until=TODAY + timedelta(days=3), today=TODAY, now=NOW)
    first, second, *_rest = [publish_activity(actor=SYSTEM, activity=one, now=NOW) for one in made]
    text = read(first)
    assert "换一场" in text and f'href="{address(second)}"' in text and f'href="{address(first)}"><span>' not in text
