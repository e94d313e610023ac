"""One's notices, how they come, and having no more of them."""

import re
from datetime import time
from typing import Any

import pytest
from django.test import Client

from liangxin.notifications.links import Unsubscribing, unsubscribe_link
from liangxin.notifications.models import ChannelChoice, Delivery, DeliveryRules, Notice, Webhook, WebhookDelivery
from liangxin.notifications.services.delivering import deliver_due
from liangxin.notifications.services.planning import plan_notices
from tests.access.factories import NOW, grant, make_user, role
from tests.helpers import client_for, folded, fragment_of, queries
from tests.notifications.conftest import mailbox  # noqa: F401
from tests.notifications.factories import BOOKED, SECRET, make_notice, make_reader
from tests.notifications.servers import Mailbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def system() -> Client:
    user = make_user("sys")
    return client_for(user, grant=grant(user, role("system_admin"), None))


def titles(html: str) -> list[str]:
    return re.findall(r'class="d-block">(?:<span class="unread">未读</span> )?([^<]+)</b>', html)


def test_the_list_shows_ones_own_newest_first_and_opening_reads() -> None:
    reader, other = make_reader(), make_reader()
    first, second = make_notice(reader, key="1", title="第一条"), make_notice(reader, key="2", title="第二条")
    foreign = make_notice(other, key="3", title="别人的")
    client = client_for(reader)
    html = client.get("/me/notices/").content.decode()
    assert titles(html) == ["第二条", "第一条"]
    assert 'aria-label="通知，2 条未读"' in html
    answer = client.get(f"/me/notices/{first.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, "/me/bookings/")
    assert titles(client.get("/me/notices/?show=unread").content.decode()) == ["第二条"]
    assert client.get(f"/me/notices/{foreign.pk}/").status_code == 404
    assert client.post(f"/me/notices/{foreign.pk}/read/").status_code == 404
    client.post(f"/me/notices/{first.pk}/read/", {"unread": "1"})
    client.post(f"/me/notices/{second.pk}/read/")
    assert titles(client.get("/me/notices/?show=unread").content.decode()) == ["第一条"]
    assert Notice.objects.get(pk=foreign.pk).read_at is None


def test_all_read_leaves_what_came_meanwhile() -> None:
    reader = make_reader()
    shown = make_notice(reader, key="1")
    make_notice(reader, key="2")
    client_for(reader).post("/me/notices/read/", {"up_to": str(shown.pk)})
    assert list(Notice.objects.filter(read_at=None).values_list("key", flat=True)) == ["2"]


def test_a_confidential_notice_shows_neutral_words_only() -> None:
    reader = make_reader()
    made = make_notice(reader, kind=SECRET, title="心理咨询", body="周五", url="")
    client = client_for(reader)
    for address in ("/me/notices/", f"/me/notices/{made.pk}/"):
        html = client.get(address).content.decode()
        assert "您的预约有变化" in html
        assert "心理咨询" not in html


def test_the_list_takes_the_same_queries_for_one_and_for_many_and_pages() -> None:
    reader = make_reader()
    make_notice(reader, key="0")
    client = client_for(reader)
    client.get("/me/notices/")
    with queries() as one:
        client.get("/me/notices/")
    for number in range(1, 35):
        make_notice(reader, key=str(number), title=f"第{number}条")
    with queries() as many:
        html = client.get("/me/notices/").content.decode()
    assert len(many) == len(one)
    assert len(titles(html)) == 30
    assert len(titles(client.get("/me/notices/?page=2").content.decode())) == 5
    assert client.get("/me/notices/?page=999999999999999999999999").status_code == 200


def test_marking_swaps_the_very_list() -> None:
    reader = make_reader()
    made = make_notice(reader, key="1")
    client = client_for(reader)
    fragment = client.post(f"/me/notices/{made.pk}/read/", headers={"HX-Request": "true"}).content.decode()
    assert folded(fragment) == fragment_of(client.get("/me/notices/").content.decode(), "notices")


def test_preferences_are_kept_and_defaults_left_alone(mailbox: Mailbox) -> None:  # noqa: F811
    reader = make_reader()
    client = client_for(reader)
    html = client.get("/me/notices/settings/").content.decode()
    assert 'name="rooms-email" checked' in html
    ticked = dict.fromkeys(re.findall(r'name="([a-z]+-email)" checked', html), "on")
    del ticked["rooms-email"]
    values = {**ticked, "quiet_from": "21:00", "quiet_to": "09:00", "digest": "daily", "reminders_a_day": "2"}
    assert client.post("/me/notices/settings/", values).status_code == 302
    assert list(ChannelChoice.objects.values_list("group", "channel", "is_wanted")) == [("rooms", "email", False)]
    rules = DeliveryRules.objects.get(pk=reader.pk)
    assert (rules.quiet_from, rules.quiet_to, rules.digest, rules.reminders_a_day) == (time(21), time(9), "daily", 2)
    assert 'name="rooms-email" checked' not in client.get("/me/notices/settings/").content.decode()
    half = client.post("/me/notices/settings/", {**values, "quiet_to": ""})
    assert (half.status_code, "免打扰要么都填" in half.content.decode()) == (422, True)


def test_one_click_unsubscribes_without_signing_in_and_opening_the_link_does_not(mailbox: Mailbox) -> None:  # noqa: F811
    reader = make_reader()
    path = unsubscribe_link(Unsubscribing(reader.pk, BOOKED.group, "email")).partition("liangxin.example")[2]
    stranger = Client(enforce_csrf_checks=True)
    make_notice(reader)
    plan_notices(now=NOW)
    assert "不再用邮件接收“场地”通知？" in stranger.get(path).content.decode()
    assert not ChannelChoice.objects.exists()
    answer = stranger.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert "已退订" in answer.content.decode()
    assert ChannelChoice.objects.get().is_wanted is False
    assert Delivery.objects.get().failure == "refused_by_person"
    assert deliver_due(now=NOW) == 0
    make_notice(reader, key="two")
    plan_notices(now=NOW)
    assert Delivery.objects.count() == 1
    assert stranger.post(path[:-3] + "xx/").status_code == 404


def test_the_log_says_who_when_how_and_never_what(system: Client, mailbox: Mailbox) -> None:  # noqa: F811
    mailbox.unknown = {"gone@example.com"}
    reader = make_reader("wang.min", email="gone@example.com")
    make_notice(reader, title="已预订多功能厅")
    plan_notices(now=NOW)
    deliver_due(now=NOW)
    html = system.get("/desk/notices/log/").content.decode()
    assert [word in html for word in ("wang.min", "邮件", "没有送达", "对方地址不存在或拒收。")] == [True] * 4
    assert [word in html for word in ("已预订多功能厅", "gone@example.com")] == [False] * 2
    assert client_for(reader).get("/desk/notices/log/").status_code == 403


def test_a_webhook_is_made_changed_and_removed_its_secret_shown_once(system: Client) -> None:
    values = {"name": "区数据平台", "url": "https://data.example/events", "event_names": ["access.grant_given"]}
    made = system.post("/desk/webhooks/new/", values)
    found = re.search(r'<b class="mono grow">(lxwh_[^<]+)</b>', made.content.decode())
    assert found
    assert made["Cache-Control"] == "no-store"
    webhook = Webhook.objects.get()
    page = f"/desk/webhooks/{webhook.pk}/"
    assert found[1] not in system.get(page).content.decode()
    assert system.post(page, {**values, "name": "数据平台"}).status_code == 302
    webhook.refresh_from_db()
    assert (webhook.name, webhook.is_active) == ("数据平台", False)
    failed = WebhookDelivery.objects.create(
        webhook=webhook, event_id=1, event="access.grant_given", payload={}, state="failed", due_at=NOW, created_at=NOW,
        attempts=8, problem="HTTP 500",
    )  # fmt: skip
    assert "再推送一次" in system.get(page).content.decode()
    assert system.post(f"{page}log/{failed.pk}/again/").status_code == 302
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == ("waiting", 0)
    assert "lxwh_" in system.post(page + "renew/").content.decode()
    assert system.get(page + "log/").status_code == 200
    assert system.get(page + "remove/").status_code == 200
    assert system.post(page + "remove/").status_code == 302
    assert system.get(page).status_code == 404
    bad: Any = system.post("/desk/webhooks/new/", {**values, "url": "http://127.0.0.1/"})
    assert (bad.status_code, "https://" in bad.content.decode()) == (422, True)
