"""意见与投诉 on every page: written, answered, read."""

import re
from typing import Any

import pytest
from django.urls import reverse

from liangxin.places.models import Feedback
from tests.access.factories import grant as give
from tests.access.factories import make_user, role
from tests.helpers import client_for, queries
from tests.places import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Any:
    factories.region("临江区")
    return factories.area(factories.region())


def written(place: Any, **values: str) -> dict[str, str]:
    return {
        "kind": "suggestion",
        "place": place.node.slug,
        "words": "多放两张桌子",
        "page": f"/a/{place.node.slug}/",
        **values,
    }


def test_every_page_leads_to_the_form_with_its_own_address(place: Any) -> None:
    client = client_for()
    page = client.get(reverse("portal-place", args=[place.node.slug])).content.decode()
    link = f"/complaints/?page=/a/{place.node.slug}/"
    assert link in page
    form = client.get(link).content.decode()
    assert f'<option value="{place.node.slug}">金融城片区</option>' in form
    assert f'name="page" value="/a/{place.node.slug}/"' in form


def test_one_without_an_account_reads_the_answer_by_the_code(place: Any) -> None:
    client = client_for()
    sent = client.post(reverse("complaints"), written(place, contact="13800138000"))
    assert sent.status_code == 200 and sent["Cache-Control"] == "no-store"
    code = re.search(r"<b class=\"mono\">([0-9A-Z-]{19})</b>", sent.content.decode())
    assert code
    one = Feedback.objects.get()
    assert (one.place_id, one.sender_id, one.page) == (place.pk, None, f"/a/{place.node.slug}/")
    asked = client.post(reverse("complaints-answer"), {"code": code.group(1)})
    assert "多放两张桌子" in asked.content.decode() and "等答复" in asked.content.decode()
    wrong = client.post(reverse("complaints-answer"), {"code": "2222-2222-2222-2222"})
    assert wrong.status_code == 422 and "多放两张桌子" not in wrong.content.decode()


def test_the_staff_answer_and_the_sender_sees_it(place: Any) -> None:
    sender, keeper = (make_user(name) for name in ("sender", "keeper"))
    grant = give(keeper, role("place_officer"), place.node)
    client_for(sender).post(reverse("complaints"), written(place))
    one = Feedback.objects.get()
    desk = client_for(keeper, grant=grant)
    home = desk.get(reverse("desk-home")).content.decode()
    assert "答复建议：多放两张桌子" in home
    assert "多放两张桌子" in desk.get(reverse("feedback-list"), {"state": "waiting"}).content.decode()
    done = desk.post(reverse("feedback", args=[one.pk]), {"words": "下周加两张"}, follow=True)
    assert "已答复，对方现在看得到。" in done.content.decode()
    assert "下周加两张" in client_for(sender).get(reverse("me-feedback")).content.decode()
    assert desk.post(reverse("feedback", args=[one.pk]), {"words": "再答"}).status_code == 422


def test_a_contact_is_shown_with_a_reason_only(place: Any) -> None:
    keeper = make_user("keeper")
    grant = give(keeper, role("place_officer"), place.node)
    client_for().post(reverse("complaints"), written(place, contact="13800138000"))
    one = Feedback.objects.get()
    desk = client_for(keeper, grant=grant)
    assert "13800138000" not in desk.get(reverse("feedback", args=[one.pk])).content.decode()
    address = reverse("feedback-contact", args=[one.pk])
    assert "13800138000" not in desk.post(address, {"reason": ""}).content.decode()
    shown = desk.post(address, {"reason": "回访时间"})
    assert "13800138000" in shown.content.decode() and shown["Cache-Control"] == "no-store"


def test_limits_hold_for_an_account_and_not_for_a_tower_behind_one_address(place: Any, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "feedback_account": "1/d/user"}
    sender = make_user("sender")
    client = client_for(sender)
    assert client.post(reverse("complaints"), written(place)).status_code == 200
    refused = client.post(reverse("complaints"), written(place))
    assert refused.status_code == 422 and "送得太多了" in refused.content.decode()
    assert client_for().post(reverse("complaints"), written(place)).status_code == 200
    assert Feedback.objects.count() == 2


def test_the_list_takes_a_fixed_number_of_queries(place: Any) -> None:
    keeper = make_user("keeper")
    desk = client_for(keeper, grant=give(keeper, role("place_officer"), place.node))
    client_for().post(reverse("complaints"), written(place))
    desk.get(reverse("feedback-list"))
    with queries(exactly=8):
        desk.get(reverse("feedback-list"))
    for number in range(5):
        client_for().post(reverse("complaints"), written(place, words=f"第 {number} 条"))
    with queries(exactly=8):
        desk.get(reverse("feedback-list"))
