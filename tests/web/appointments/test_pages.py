"""What stations offer, through the door: on the phone and at the desk."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from liangxin.access.actor import SYSTEM
from liangxin.places.models import Place
from liangxin.venues.models import (
    Appointment,
    ChecklistState,
    MaterialLoan,
    ProjectOrder,
    ServiceItem,
    ServiceRequest,
    Station,
    WalkInCount,
)
from liangxin.venues.prepare_offers import prepare_offers
from liangxin.venues.selectors.checklists import lines_of, template_by_code
from liangxin.venues.selectors.materials import list_project_categories
from liangxin.venues.services.checklists import hold_against
from liangxin.venues.services.materials import MaterialValues, put_material
from liangxin.venues.services.offers import ServiceValues, add_services
from liangxin.venues.services.projects import ProjectValues, put_project
from tests.access.factories import NOW, TODAY, grant, make_user, role
from tests.helpers import client_for, queries
from tests.venues.factories import make_organisation, make_place, make_station
from tests.venues.offer_factories import category, keeper_of, make_provider, make_service, make_slot

pytestmark = pytest.mark.django_db


@pytest.fixture
def station() -> Station:
    place = make_place("金融城片区")
    Place.objects.filter(pk=place.pk).update(is_public=True)
    return make_station("东岸会客厅", place=place)


def _soon(hours: int = 30) -> Any:
    return timezone.now() + timedelta(hours=hours)


def test_a_slot_in_two_taps(station: Station) -> None:
    item = make_service(station, "家庭医生坐诊", documents="社保卡\n体检报告")
    slot = make_slot(item, at=_soon())
    client = client_for(make_user())
    listed = client.get(reverse("station-services", args=[station.node.slug])).content.decode()
    first = f"{reverse('portal-service', args=[station.node.slug, item.slug])}?slot={slot.pk}"
    assert f'href="{first}#sure"' in listed
    page = client.get(first).content.decode()
    assert "确认预约" in page
    assert "体检报告" in page
    answer = client.post(first, {"slot": slot.pk})
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("my-bookings"))
    made = Appointment.objects.get()
    mine = client.get(reverse("my-bookings")).content.decode()
    assert made.code in mine
    assert client.post(reverse("appointment-cancel", args=[made.pk])).status_code == 302
    assert Appointment.objects.get().status == "cancelled"


def test_the_one_who_comes_second_reads_why(station: Station) -> None:
    item = make_service(station, "家庭医生坐诊")
    slot = make_slot(item, at=_soon())
    address = reverse("portal-service", args=[station.node.slug, item.slug])
    client_for(make_user()).post(address, {"slot": slot.pk})
    answer = client_for(make_user()).post(address, {"slot": slot.pk})
    assert answer.status_code == 422
    assert "这个时段刚刚约满，请换一个时段。" in answer.content.decode()
    assert Appointment.objects.count() == 1


def test_without_an_account_the_way_leads_through_signing_in(station: Station) -> None:
    item = make_service(station)
    slot = make_slot(item, at=_soon())
    address = reverse("portal-service", args=[station.node.slug, item.slug])
    page = client_for().get(f"{address}?slot={slot.pk}").content.decode()
    assert "登录并预约" in page
    answer = client_for().post(address, {"slot": slot.pk})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert Appointment.objects.count() == 0


def test_a_slot_of_another_service_is_not_taken_here(station: Station) -> None:
    item, other = make_service(station), make_service(station)
    slot = make_slot(other, at=_soon())
    client = client_for(make_user())
    client.post(reverse("portal-service", args=[station.node.slug, item.slug]), {"slot": slot.pk})
    assert Appointment.objects.count() == 0


def test_250_services_are_found_by_page_category_words_and_pinyin(station: Station) -> None:
    news = [
        ServiceValues(name=f"事项{number:03d}", category=category("policy" if number % 2 else "health"), mode="walk_in")
        for number in range(260)
    ]
    add_services(
        actor=SYSTEM, station=station, news=[*news, ServiceValues(name="人才公寓咨询", category=category("policy"))]
    )
    address = reverse("station-services", args=[station.node.slug])
    client = client_for()
    with queries(at_most=16):
        page = client.get(address).content.decode()
    assert "261 项服务" in page
    assert page.count('class="lead-row"') >= 20
    assert "131 项服务" in client.get(f"{address}?category=policy").content.decode()
    assert "1 项服务" in client.get(f"{address}?q=rcgy").content.decode()
    last = client.get(f"{address}?page=14").content.decode()
    assert "事项" in last
    assert client.get(f"{address}?page=999").status_code == 200
    assert client.get(f"{address}?q=%00&page=x&category=nosuch").status_code == 200


def test_a_public_page_may_be_kept_only_for_readers_without_account(station: Station) -> None:
    address = reverse("station-services", args=[station.node.slug])
    assert client_for().get(address).headers["X-Liangxin-Public"] == "1"
    assert "X-Liangxin-Public" not in client_for(make_user()).get(address).headers
    assert client_for(make_user()).get(reverse("my-bookings")).headers["Cache-Control"] == "no-store"


def test_asking_for_what_is_arranged_first(station: Station) -> None:
    item = make_service(station, "入企讲解", mode="on_request")
    address = reverse("portal-service", args=[station.node.slug, item.slug])
    client = client_for(make_user())
    assert client.post(address, {"wanted": ""}).status_code == 422
    assert client.post(address, {"wanted": "工作日午间", "note": "二十人"}).status_code == 302
    row = ServiceRequest.objects.get()
    user, held = keeper_of(station)
    desk = client_for(user, grant=held)
    assert "工作日午间" in desk.get(reverse("request-list")).content.decode()
    assert desk.post(reverse("request", args=[row.pk]), {"status": "agreed", "answer": ""}).status_code == 422
    assert desk.post(reverse("request", args=[row.pk]), {"status": "agreed", "answer": "周三 12 点"}).status_code == 302
    assert ServiceRequest.objects.get().answer == "周三 12 点"
    assert "周三 12 点" in client.get(reverse("my-bookings")).content.decode()


def test_an_umbrella_is_taken_and_brought_back(station: Station) -> None:
    item = put_material(actor=SYSTEM, station=station, values=MaterialValues(name="雨伞", stock=1))
    client = client_for(make_user())
    assert "雨伞" in client.get(reverse("station-materials", args=[station.node.slug])).content.decode()
    address = reverse("material-take", args=[item.pk])
    form = client.get(address).context["form"]
    assert client.post(address, {"pieces": 1, "key": form.initial["key"]}).status_code == 302
    assert client.post(address, {"pieces": 1, "key": form.initial["key"]}).status_code == 302  # sent twice
    loan = MaterialLoan.objects.get()
    assert client_for(make_user()).post(address, {"pieces": 1, "key": "other"}).status_code == 422
    assert client.post(reverse("loan-return", args=[loan.pk])).status_code == 302
    assert MaterialLoan.objects.get().status == "returned"


def test_the_stations_page_tells_what_it_offers(station: Station) -> None:
    item = make_service(station, "家庭医生坐诊")
    make_slot(item, at=_soon())
    page = client_for().get(reverse("portal-station", args=[station.node.slug])).content.decode()
    assert "能办的服务" in page
    assert "家庭医生坐诊" in page


# -------------------------------------------------------------------------------------------------------- the desk


def test_a_service_is_added_changed_and_stopped(station: Station) -> None:
    category()
    user, held = keeper_of(station)
    desk = client_for(user, grant=held)
    values = {
        "name": "法律咨询",
        "category": "health",
        "mode": "on_request",
        "is_confidential": "on",
        "is_public": "on",
    }
    refused = desk.post(reverse("service-new"), values)
    assert refused.status_code == 422
    assert "保密服务不能" in refused.content.decode()
    assert desk.post(reverse("service-new"), {**values, "mode": "appointment", "fee": "0.2"}).status_code == 302
    item = ServiceItem.objects.get()
    assert (item.is_confidential, item.fee_fen) == (True, 20)
    assert (
        desk.post(
            reverse("service-edit", args=[item.pk]), {**values, "mode": "walk_in", "name": "法律援助"}
        ).status_code
        == 302
    )
    assert ServiceItem.objects.get().name == "法律援助"
    assert desk.post(reverse("service-active", args=[item.pk])).status_code == 302
    assert ServiceItem.objects.get().is_active is False


def test_a_shift_is_planned_and_a_guest_booked(station: Station) -> None:
    item = make_service(station)
    provider = make_provider(station)
    user, held = keeper_of(station)
    desk = client_for(user, grant=held)
    address = reverse("provider", args=[provider.pk])
    values = {
        "item": item.pk,
        "weekday": 2,
        "start": "9:00",
        "end": "10点",
        "slot_minutes": 30,
        "places": 1,
        "since": f"{TODAY}",
    }
    assert desk.post(address, {**values, "end": "8:00"}).status_code == 422
    assert desk.post(address, values).status_code == 302
    slot = item.slots.order_by("during").first()
    assert slot is not None
    guest = reverse("slot-guest", args=[item.pk, slot.pk])
    assert desk.post(guest, {"guest_name": "周小满"}).status_code == 302
    made = Appointment.objects.get()
    page = desk.get(reverse("appointment", args=[made.pk])).content.decode()
    assert "周*满" in page
    assert "周小满" not in page
    with queries(at_most=30):
        assert "周*满" in desk.get(reverse("appointment-list")).content.decode()
    assert desk.post(reverse("appointment-came", args=[made.pk])).status_code == 302
    assert Appointment.objects.get().status == "came"


def test_a_point_of_the_standard_is_noted(station: Station) -> None:
    prepare_offers(NOW)
    template = template_by_code(code="six_haves")
    checklist = hold_against(actor=SYSTEM, station=station, template=template, today=TODAY)
    line = lines_of(template=template)[0]
    user, held = keeper_of(station)
    desk = client_for(user, grant=held)
    address = reverse("checklist-point", args=[checklist.pk, line.pk])
    assert desk.post(address, {"state": "met", "checked_on": f"{TODAY}"}).status_code == 422
    assert desk.post(address, {"state": "partial", "remedy": "挂牌", "remedy_due": "2026-12-01"}).status_code == 302
    assert ChecklistState.objects.get().remedy == "挂牌"
    assert "挂牌" in desk.get(reverse("improve-list")).content.decode()
    assert (
        desk.post(
            reverse("checklist-own-new", args=[checklist.pk]), {"state": "met", "name": "书吧", "evidence": "一楼"}
        ).status_code
        == 302
    )
    page = desk.get(reverse("station-standards", args=[station.pk])).content.decode()
    assert "书吧" in page
    assert "N = 1" in page


def test_a_branch_orders_a_project_from_the_desk(station: Station) -> None:
    prepare_offers(NOW)
    project = put_project(
        actor=SYSTEM, station=station, values=ProjectValues(name="集体政治生日", category=list_project_categories()[0])
    )
    branch = make_organisation("云帆支部", home=make_place())
    user = make_user()
    desk = client_for(user, grant=grant(user, role("branch_secretary"), branch.node))
    day = f"{timezone.localdate() + timedelta(days=6)}"
    values = {"organisation": branch.pk, "organisation_text": "云帆支部", "day": day, "at": "14:00", "headcount": 20}
    assert desk.post(reverse("project", args=[project.pk]), {**values, "headcount": 900}).status_code == 422
    assert desk.post(reverse("project", args=[project.pk]), values).status_code == 302
    order = ProjectOrder.objects.get()
    keeper, held = keeper_of(station)
    answered = client_for(keeper, grant=held).post(
        reverse("order", args=[order.pk]), {"status": "agreed", "answer": "好"}
    )
    assert answered.status_code == 302
    assert ProjectOrder.objects.get().status == "agreed"


def test_the_monthly_sheet_is_filled_in(station: Station) -> None:
    user, held = keeper_of(station)
    desk = client_for(user, grant=held)
    address, today = reverse("walk-in-sheet", args=[station.pk]), timezone.localdate()
    assert desk.post(address, {f"{today:%d}-morning": "viele"}).status_code == 422
    assert desk.post(address, {f"{today:%d}-morning": "12", f"{today:%d}-evening": ""}).status_code == 302
    assert list(WalkInCount.objects.values_list("part", "people")) == [("morning", 12)]
    assert "12" in desk.get(address).content.decode()


def test_signing_out_clears_what_the_browser_kept() -> None:
    answer = client_for(make_user()).post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"storage"'
