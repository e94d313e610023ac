"""The desk's pages of activities, asked as the people who use them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from liangxin.access.actor import SYSTEM
from liangxin.activities.choices import ActivityStatus, AttendanceState, RegistrationStatus
from liangxin.activities.models import Activity, Attendance, ClassOffer, ClassRequest, Registration, Series
from liangxin.activities.services.attendance import own_code_of
from liangxin.activities.services.planning import plan_activity
from liangxin.activities.services.publishing import publish_activity
from liangxin.core.models import AuditEntry
from liangxin.organisations.models import Organisation
from liangxin.trees.models import Node
from tests.access.factories import grant, make_user, role
from tests.activities.factories import kind, registered, values
from tests.venues.factories import make_organisation

pytestmark = pytest.mark.django_db
As = Callable[[str, Node | None], Client]
HOUR = timedelta(hours=1)


@pytest.fixture
def signed_in() -> As:
    def become(code: str, node: Node | None) -> Client:
        user = make_user()
        grant(user, role(code), node)
        client = Client()
        client.force_login(get_user_model().objects.get(pk=user.pk))
        return client

    return become


@pytest.fixture
def organiser() -> Organisation:
    return make_organisation()


def planned(organiser: Organisation, **changed: object) -> Activity:
    """A draft of an activity tomorrow, by today's clock."""
    now = timezone.now()
    times = {"starts_at": now + 24 * HOUR, "ends_at": now + 26 * HOUR, "opens_at": now - HOUR, "closes_at": now + 23 * HOUR,
             "cancel_until": now + 12 * HOUR}  # fmt: skip
    return plan_activity(actor=SYSTEM, values=values(organiser, **{**times, **changed}), now=now)


def held(organiser: Organisation, **changed: object) -> Activity:
    return publish_activity(actor=SYSTEM, activity=planned(organiser, **changed), now=timezone.now())


def form(organiser: Organisation, **changed: object) -> dict[str, object]:
    day = timezone.localdate() + timedelta(days=7)
    parts = ("contingents", "eligibilities", "questions", "sessions", "stops")
    management = {f"{part}-{name}": 0 for part in parts for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return {
        "kind": kind().pk, "title": "午间一小时", "organiser": organiser.pk, "starts_at": f"{day}T12:00",
        "ends_at": f"{day}T13:00", "capacity": "20", "shape": "single", "is_public": "on", "has_waiting_list": "on",
        **management, **changed,
    }  # fmt: skip


def test_an_activity_is_planned_with_its_kinds_of_places(signed_in: As, organiser: Organisation) -> None:
    client = signed_in("organisation_officer", organiser.node)
    given = form(organiser, **{"contingents-TOTAL_FORMS": 1, "contingents-0-name": "会员", "contingents-0-capacity": "12",
                               "contingents-0-category": "member"})  # fmt: skip
    answer = client.post(reverse("activity-new"), given)
    made = Activity.objects.get(title="午间一小时")
    assert (answer.status_code, answer["Location"]) == (302, reverse("activity", args=[made.pk]))
    assert (made.status, made.capacity) == (ActivityStatus.DRAFT, 20)
    assert [(one.name, one.capacity, one.category) for one in made.contingents.all()] == [("会员", 12, "member")]


def test_a_refusal_stands_at_its_field_and_what_was_typed_stays(signed_in: As, organiser: Organisation) -> None:
    client = signed_in("organisation_officer", organiser.node)
    day = timezone.localdate() + timedelta(days=7)
    answer = client.post(reverse("activity-new"), form(organiser, ends_at=f"{day}T11:00"))
    assert answer.status_code == 422
    assert "结束时间须晚于开始时间" in answer.content.decode() and "午间一小时" in answer.content.decode()
    assert not Activity.objects.exists()


def test_the_fragment_is_part_of_the_page(signed_in: As, organiser: Organisation) -> None:
    held(organiser)
    client = signed_in("organisation_officer", organiser.node)
    url = f"{reverse('activity-list')}?when=coming"
    page, fragment = client.get(url).content.decode(), client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "午间讲堂" in fragment and fragment.split("<tbody", 1)[1].split("</tbody>")[0] in page


def test_the_list_takes_as_many_queries_for_many_as_for_one(signed_in: As, organiser: Organisation) -> None:
    client = signed_in("organisation_officer", organiser.node)
    held(organiser)
    client.get(reverse("activity-list"))
    counts = []
    for more in (0, 6):
        for _at in range(more):
            held(organiser)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(reverse("activity-list"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_from_draft_to_cancelled_by_the_acts(signed_in: As, organiser: Organisation) -> None:
    found = planned(organiser)
    client = signed_in("organisation_officer", organiser.node)
    assert "核对无误就可以发布" in client.get(reverse("activity", args=[found.pk])).content.decode()
    client.post(reverse("activity-act", args=[found.pk, "publish"]))
    found.refresh_from_db()
    assert found.status == ActivityStatus.PUBLISHED
    assert client.post(reverse("activity-act", args=[found.pk, "cancel"]), {"reason": ""}).status_code == 422
    client.post(reverse("activity-act", args=[found.pk, "cancel"]), {"reason": "场地停电。"})
    found.refresh_from_db()
    assert (found.status, found.cancel_reason) == (ActivityStatus.CANCELLED, "场地停电。")


def test_more_places_let_those_in_who_wait(signed_in: As, organiser: Organisation) -> None:
    found = held(organiser, capacity=1)
    registered(found, now=timezone.now())
    waiting = registered(found, now=timezone.now())
    client = signed_in("organisation_officer", organiser.node)
    page = client.get(reverse("activity-registrations", args=[found.pk])).content.decode()
    assert "候补第 1 位" in page
    client.post(reverse("activity-act", args=[found.pk, "capacity"]), {"capacity": "2"})
    assert Registration.objects.get(pk=waiting.registration_id).status == RegistrationStatus.REGISTERED


def test_somebody_is_taken_off_with_a_reason(signed_in: As, organiser: Organisation) -> None:
    found = held(organiser)
    outcome = registered(found, now=timezone.now())
    client = signed_in("organisation_officer", organiser.node)
    client.post(reverse("registration-remove", args=[outcome.registration_id]), {"reason": "重复报名"})
    row = Registration.objects.get(pk=outcome.registration_id)
    assert (row.status, row.end_reason) == (RegistrationStatus.REMOVED, "重复报名")


def test_at_the_door_by_hand_and_by_code(signed_in: As, organiser: Organisation) -> None:
    now = timezone.now()
    found = held(organiser, starts_at=now + HOUR, ends_at=now + 2 * HOUR, closes_at=now + HOUR)
    first, second = (registered(found, now=now).registration_id for _at in range(2))
    client = signed_in("organisation_officer", organiser.node)
    door = reverse("activity-door", args=[found.pk])
    client.post(reverse("activity-tick", args=[found.pk, first]), {"state": "present"})
    assert client.post(door, {"code": "nonsense"}).status_code == 422
    client.post(door, {"code": own_code_of(Registration.objects.get(pk=second), now=now)})
    came = dict(Attendance.objects.order_by("pk").values_list("registration_id", "way"))
    assert came == {first: "list", second: "own_code"}
    assert "2 / 2 人到场" in client.get(door).content.decode()
    client.post(reverse("activity-tick", args=[found.pk, first]), {"state": "absent"})
    assert Attendance.objects.get(registration_id=first).state == AttendanceState.ABSENT


def test_the_code_at_the_door_is_fetched_anew(signed_in: As, organiser: Organisation) -> None:
    found = held(organiser)
    client = signed_in("organisation_officer", organiser.node)
    url = reverse("activity-door-code", args=[found.pk])
    fragment = client.get(url, headers={"HX-Request": "true"})
    assert fragment["Cache-Control"] == "no-store"
    assert f'hx-get="{url}"' in fragment.content.decode() and "<svg" in fragment.content.decode()


def test_a_sheet_with_names_is_accounted_for(signed_in: As, organiser: Organisation) -> None:
    found = held(organiser)
    registered(found, now=timezone.now())
    client = signed_in("organisation_officer", organiser.node)
    answer = client.get(reverse("activity-sheet", args=[found.pk]))
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    entry = AuditEntry.objects.get(action="activities.paper")
    assert (entry.object_id, entry.facts) == (found.pk, {"paper": "sheet", "names": 1})


def test_a_series_shows_its_dates_and_makes_drafts(signed_in: As, organiser: Organisation) -> None:
    client = signed_in("organisation_officer", organiser.node)
    today = timezone.localdate()
    given = {
        "kind": kind().pk, "title": "暖课堂", "organiser": organiser.pk, "first_on": f"{today}", "rhythm": "month_weekday",
        "weekday": "SA", "which": "-1", "holidays": "keep", "starts": "14:00", "minutes": "90", "opens_days": "14",
    }  # fmt: skip
    client.post(reverse("series-new"), given)
    series = Series.objects.get()
    assert series.rule == "FREQ=MONTHLY;BYDAY=-1SA"
    url, until = reverse("series-dates", args=[series.pk]), today + timedelta(days=92)
    assert "会生成" in client.get(f"{url}?until={until}").content.decode()
    client.post(url, {"until": f"{until}", "make": "1"})
    days = [timezone.localtime(one.starts_at).date() for one in Activity.objects.filter(series=series)]
    assert days and all(day.weekday() == 5 and (day + timedelta(days=7)).month != day.month for day in days)


def test_a_class_is_asked_for_offered_and_taken(signed_in: As, organiser: Organisation) -> None:
    asker = make_organisation()
    secretary, other = signed_in("branch_secretary", asker.node), signed_in("branch_secretary", organiser.node)
    day = timezone.localdate() + timedelta(days=9)
    secretary.post(
        reverse("class-new"),
        {"topic": "合同怎么签", "kind": kind().pk, "organisation": asker.pk, "headcount": "15", "first_on": f"{day}",
         "last_on": f"{day}", "minutes": "60"},
    )  # fmt: skip
    page = other.get(reverse("class-list")).content.decode()
    assert "合同怎么签" in page
    request_id = ClassRequest.objects.get().pk
    other.post(
        reverse("class-offer", args=[request_id]),
        {"organisation": organiser.pk, "starts_at": f"{day}T12:00", "ends_at": f"{day}T13:00"},
    )
    offer = ClassOffer.objects.get()
    assert other.post(reverse("class-take", args=[offer.pk])).status_code in {403, 404}
    secretary.post(reverse("class-take", args=[offer.pk]))
    assert Activity.objects.get().title == "合同怎么签"


def test_statistics_open_their_rows(signed_in: As, organiser: Organisation) -> None:
    found = held(organiser)
    Activity.objects.filter(pk=found.pk).update(
        starts_at=timezone.now() - 30 * HOUR, ends_at=timezone.now() - 29 * HOUR
    )
    client = signed_in("organisation_officer", organiser.node)
    page = client.get(reverse("activity-statistics")).content.decode()
    assert "办了 1 场" in page
    assert found.title in client.get(f"{reverse('activity-list')}?held=1&kind={found.kind_id}").content.decode()


def test_one_elsewhere_sees_what_is_public_and_nothing_more(signed_in: As, organiser: Organisation) -> None:
    shown, kept = held(organiser), planned(organiser)
    client = signed_in("branch_secretary", make_organisation().node)
    page = client.get(reverse("activity", args=[shown.pk])).content.decode()
    assert shown.title in page and "发生过什么" not in page
    assert client.get(reverse("activity", args=[kept.pk])).status_code == 404
    assert client.get(reverse("activity-door", args=[shown.pk])).status_code == 404
