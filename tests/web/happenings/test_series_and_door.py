"""A series and who follows it, a campaign, the door's code, data for search engines, what became of it."""

import json
import re
from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from liangxin.access.actor import SYSTEM
from liangxin.activities.models import Activity, Attendance, Series, SeriesSubscription
from liangxin.activities.services.afterwards import write_report
from liangxin.activities.services.attendance import door_code_of
from liangxin.activities.services.publishing import publish_activity
from liangxin.activities.services.series import CampaignValues, SeriesValues, plan_dates, put_campaign, put_series
from liangxin.core.calendars import read_calendar
from liangxin.web.happenings import cached
from tests.access.factories import NOW, make_user
from tests.activities.factories import HOUR, kind, published
from tests.helpers import TODAY, client_for, folded, fragment_of
from tests.organisations.factories import branch, committee, root
from tests.venues.factories import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    cached._kept.clear()


def series() -> Series:
    values = SeriesValues(
        kind=kind("noon"), title="午间课", organiser=root(), rule="FREQ=DAILY", first_on=TODAY, starts=time(12, 10), minutes=60,
        capacity=30,
    )  # fmt: skip
    made = put_series(actor=SYSTEM, values=values, now=NOW)
    for one in plan_dates(actor=SYSTEM, series=made, until=TODAY + timedelta(days=3), today=TODAY, now=NOW):
        publish_activity(actor=SYSTEM, activity=one, now=NOW)
    return made


def test_a_series_shows_its_dates_and_a_calendar_that_reads_back() -> None:
    made = series()
    text = Client().get(reverse("activity-series", args=[made.slug])).content.decode()
    dates = Activity.objects.filter(series=made)
    assert all(reverse("activity-page", args=[one.slug]) in text for one in dates) and "登录后订阅" in text
    address = reverse("calendar-public", args=["series", made.slug])
    assert address in text
    assert len(read_calendar(Client().get(address).content)) == dates.count()


def test_followed_and_no_more() -> None:
    made, user = series(), make_user()
    client, address = client_for(user), reverse("activity-series-follow", args=[made.slug])
    client.post(address)
    client.post(address)
    assert SeriesSubscription.objects.filter(series=made, user=user).count() == 1
    assert "不再通知我" in client.get(reverse("activity-series", args=[made.slug])).content.decode()
    client.post(address, {"stop": "1"})
    assert not SeriesSubscription.objects.exists()


def test_what_is_not_public_is_not_there() -> None:
    made = series()
    Series.objects.filter(pk=made.pk).update(is_public=False)
    assert Client().get(reverse("activity-series", args=[made.slug])).status_code == 404
    assert client_for(make_user()).post(reverse("activity-series-follow", args=[made.slug])).status_code == 404


def test_a_campaign_says_how_much_grew_from_below() -> None:
    top = committee(root())
    made = put_campaign(
        actor=SYSTEM, now=NOW,
        values=CampaignValues(title="百场课", organiser=top, first_on=TODAY, last_on=TODAY + timedelta(days=30)),
    )  # fmt: skip
    published(top, campaign=made, title="片区办的")
    published(branch(top), campaign=made, title="支部办的")
    text = Client().get(reverse("activity-campaign", args=[made.slug])).content.decode()
    assert "片区办的" in text and "支部办的" in text and "基层自己办的" in text and "50" in text


def at_the_door() -> tuple[Activity, Client]:
    activity = published(starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR, closes_at=NOW + HOUR, cancel_until=NOW + HOUR)
    client = client_for(make_user())
    client.post(reverse("activity-register", args=[activity.slug]), {"key": "k"})
    return activity, client


def test_the_code_of_the_door_notes_that_one_is_there() -> None:
    activity, client = at_the_door()
    code = door_code_of(activity, now=NOW).code
    address = reverse("activity-here", args=[activity.slug])
    assert f'value="{code}"' in client.get(address, {"code": code}).content.decode()
    assert not Attendance.objects.exists()
    wrong = client.post(address, {"code": "AAAA"})
    assert (wrong.status_code, Attendance.objects.count()) == (422, 0)
    assert client.post(address, {"code": code.lower()}).status_code == 302
    noted = Attendance.objects.get()
    assert (noted.state, noted.way) == ("present", "door_code")


def test_without_a_registration_there_is_no_door() -> None:
    activity, _client = at_the_door()
    assert client_for(make_user()).get(reverse("activity-here", args=[activity.slug])).status_code == 404


def test_the_form_of_the_door_swapped_is_the_page_s() -> None:
    activity, client = at_the_door()
    address = reverse("activity-here", args=[activity.slug])
    swapped = client.post(address, {"code": "AAAA"}, headers={"HX-Request": "true"}).content.decode()
    assert fragment_of(client.post(address, {"code": "AAAA"}).content.decode(), "here") == folded(swapped)


def test_data_for_search_engines_cannot_end_its_element() -> None:
    activity = published(title="</script><b>讲堂", summary="A&B")
    text = Client().get(reverse("activity-page", args=[activity.slug])).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    assert found is not None
    data = json.loads(found[1])
    assert (data["@type"], data["name"], data["description"]) == ("Event", "</script><b>讲堂", "A&B")
    assert data["eventStatus"].endswith("EventScheduled") and data["startDate"].endswith("+08:00")


def test_of_a_confidential_kind_nothing_is_given_to_search_engines() -> None:
    activity = published(kind=kind("care", is_confidential=True))
    assert "ld+json" not in Client().get(reverse("activity-page", args=[activity.slug])).content.decode()


@pytest.mark.parametrize("is_public", [True, False])
def test_what_became_of_it_is_shown_where_its_report_is_public(is_public: bool) -> None:
    activity = published()
    write_report(actor=SYSTEM, activity=activity, text="坐满了", headcount=31, is_public=is_public, now=NOW)
    text = Client().get(reverse("activity-page", args=[activity.slug])).content.decode()
    assert ("坐满了" in text and "到场 31 人" in text) == is_public


def test_the_home_page_says_what_is_on() -> None:
    world = make_world()
    published(station=world.building, place=world.building.place, title="楼里的讲堂")
    assert "楼里的讲堂" in Client().get(reverse("portal-home")).content.decode()
