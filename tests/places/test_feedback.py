"""Suggestions and complaints: sent by anybody, answered once by the staff of the place."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from liangxin.access.actor import NOBODY
from liangxin.access.selectors import own_actor
from liangxin.core.audit import audit_entries
from liangxin.core.changes import changes_of
from liangxin.core.errors import NotAllowed, NotFound
from liangxin.places import selectors
from liangxin.places.choices import FeedbackKind
from liangxin.places.models import Feedback
from liangxin.places.services import feedback as services
from tests.access.factories import make_user
from tests.helpers import NOW
from tests.places import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Any:
    return factories.region()


@pytest.fixture
def area(region: Any) -> Any:
    return factories.area(region)


def send(place: Any, *, actor: Any = NOBODY, **values: Any) -> services.SentFeedback:
    new = {"kind": FeedbackKind.COMPLAINT, "words": " 门关了 ", "page": "/a/x/?q=1", **values}
    return services.send_feedback(actor=actor, new=services.NewFeedback(place=place, **new), now=NOW)


def test_anybody_sends_and_reads_the_answer_by_the_code(area: Any) -> None:
    sent = send(area, contact="138 0013 8000".replace(" ", ""))
    one = sent.feedback
    assert (one.words, one.page, one.sender_id, one.contact_masked) == ("门关了", "/a/x/", None, "138****8000")
    assert len(sent.code.replace("-", "")) == 16
    typed = sent.code.lower().replace("-", " ")
    assert selectors.feedback_by_code(code_index=services.index_of_code(typed)) == one
    for wrong in ("", "-", sent.code[:-1]):
        with pytest.raises(NotFound):
            selectors.feedback_by_code(code_index=services.index_of_code(wrong))


def test_contact_and_code_are_not_readable_in_the_database(area: Any) -> None:
    sent = send(area, contact="li@example.org")
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact, code_index FROM places_feedback WHERE id = %s", [sent.feedback.pk])
        contact, code_index = cursor.fetchone()
    assert "example" not in contact and sent.code.replace("-", "") not in code_index
    assert sent.feedback.contact_masked == "l***@example.org"
    assert not any(
        change.field in {"contact", "code_index"}
        for entry in changes_of(sent.feedback, labels={})
        for change in entry.fields
    )


@pytest.mark.parametrize(
    ("words", "refusal"), [("  ", services.FeedbackEmpty), ("长" * 2001, services.FeedbackTooLong)]
)
def test_refused_and_nothing_stored(area: Any, words: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        send(area, words=words)
    assert Feedback.objects.count() == 0


def test_the_staff_of_the_place_and_above_answer_once(region: Any, area: Any) -> None:
    user = make_user("sender")
    one = send(area, actor=own_actor(user=user)).feedback
    officer = replace(factories.officer(region), user_id=make_user("officer").pk)
    assert list(selectors.list_feedback(actor=officer)) == [one]
    services.answer_feedback(actor=officer, feedback=one, words=" 已改 ", now=NOW + timedelta(days=1))
    [own] = selectors.own_feedback(user_id=user.pk)
    assert (own.answer, own.answered_at) == ("已改", NOW + timedelta(days=1))
    with pytest.raises(services.FeedbackAnswered):
        services.answer_feedback(actor=officer, feedback=one, words="再答", now=NOW)
    assert Feedback.objects.get(pk=one.pk).answer == "已改"


def test_others_know_nothing_of_it(region: Any, area: Any) -> None:
    one = send(area, contact="13800138000").feedback
    elsewhere = factories.officer(factories.area(region, "保税片区"))
    reader = factories.officer(area, permissions=["places:feedback:read"])
    assert list(selectors.list_feedback(actor=elsewhere)) == []
    with pytest.raises(NotFound):
        selectors.get_feedback(actor=elsewhere, feedback_id=one.pk)
    with pytest.raises(NotFound):
        services.answer_feedback(actor=elsewhere, feedback=one, words="答", now=NOW)
    with pytest.raises(NotAllowed):
        services.answer_feedback(actor=reader, feedback=one, words="答", now=NOW)
    with pytest.raises(NotAllowed):
        services.reveal_feedback_contact(actor=reader, feedback=one, reason="回访", now=NOW)
    assert Feedback.objects.get(pk=one.pk).answered_at is None


def test_a_contact_is_revealed_with_a_reason_and_noted(area: Any) -> None:
    one = send(area, contact="13800138000").feedback
    officer = replace(factories.officer(area), user_id=make_user("officer").pk)
    with pytest.raises(services.ReasonMissing):
        services.reveal_feedback_contact(actor=officer, feedback=one, reason=" ", now=NOW)
    assert not audit_entries().filter(action="places.feedback_contact_revealed").exists()
    assert services.reveal_feedback_contact(actor=officer, feedback=one, reason="回访", now=NOW) == "13800138000"
    entry = audit_entries().get(action="places.feedback_contact_revealed")
    assert (entry.object_id, entry.reason) == (one.pk, "回访")
