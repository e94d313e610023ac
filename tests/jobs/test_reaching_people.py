"""The whole chain: an event, its handler, the notice, the worker, the mail at a real SMTP server."""

from unittest.mock import patch

import pytest
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from liangxin.access.events import GrantGiven
from liangxin.core.events import publish
from liangxin.jobs import worker
from liangxin.jobs.carrying import carry_on
from liangxin.jobs.tasks import make_digests_due, send_notices_due
from liangxin.notifications.models import Delivery, DeliveryRules, Notice
from liangxin.notifications.services.notices import queue_facts
from tests.access.factories import NOW
from tests.activities.factories import published, registered
from tests.notifications.conftest import mailbox  # noqa: F401
from tests.notifications.factories import PLACE_OFFERED, make_notice, make_reader
from tests.notifications.servers import Mailbox

pytestmark = pytest.mark.django_db


def waiting_jobs() -> list[str]:
    return list(ProcrastinateJob.objects.order_by("id").values_list("task_name", flat=True))


def test_an_event_becomes_a_notice_becomes_a_mail(mailbox: Mailbox) -> None:  # noqa: F811
    reader = make_reader()

    def tell(fact: GrantGiven) -> None:
        facts = {"activity": "午间沙龙", "until": timezone.now()}
        queue_facts(kind=PLACE_OFFERED.code, to=[fact.user_id], facts=facts, key=f"grant-{fact.grant_id}", now=NOW)

    with patch.dict("liangxin.core.events.HANDLERS", {GrantGiven.event_name: [tell]}):
        with transaction.atomic():
            publish(GrantGiven(grant_id=3, user_id=reader.pk))
        with patch.object(worker, "close_old_connections"):
            worker.Deliverer().once()
    assert waiting_jobs() == ["send_notices"]
    carry_on(now=timezone.now())
    assert waiting_jobs() == ["send_notices"]
    send_notices_due()
    assert [mail["Subject"] for mail in mailbox.mails] == ["午间沙龙 有名额了"]
    assert Delivery.objects.get().state == "sent"


def test_a_registration_is_told_in_the_app_and_by_mail(mailbox: Mailbox) -> None:  # noqa: F811
    reader = make_reader()
    DeliveryRules.objects.create(user=reader, quiet_from=None, quiet_to=None)
    from liangxin.access.selectors import own_actor

    activity = published()
    registered(activity, own_actor(user=reader))
    notice = Notice.objects.get(user=reader)
    assert notice.kind == "activities.placed"
    carry_on(now=timezone.now())
    send_notices_due()
    assert [mail["Subject"] for mail in mailbox.mails] == [f"报名成功：{activity.title}"]


def test_nothing_to_do_no_task(mailbox: Mailbox) -> None:  # noqa: F811
    carry_on(now=timezone.now())
    assert waiting_jobs() == []
    reader = make_reader()
    DeliveryRules.objects.create(user=reader, digest="daily")
    make_notice(reader)
    carry_on(now=NOW)
    assert waiting_jobs() == []
    Delivery.objects.update(due_at=NOW)
    carry_on(now=timezone.now())
    assert waiting_jobs() == ["make_digests"]
    make_digests_due()
    assert Notice.objects.filter(kind="notifications.digest").count() == 1
