"""Suggestions and complaints: anybody sends, the staff of the place answer."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.accounts.selectors import get_user
from liangxin.core import audit
from liangxin.core.crypto import blind_index
from liangxin.core.errors import RuleBroken
from liangxin.core.validators import phone
from liangxin.places.choices import FeedbackKind
from liangxin.places.models import Feedback
from liangxin.places.permissions import Permission
from liangxin.places.rules import MOST_FEEDBACK_CHARACTERS

if TYPE_CHECKING:
    from liangxin.places.models import Place

CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another
CODE_LENGTH = 16  # 80 bits


class FeedbackEmpty(RuleBroken):
    code, field, message = "places.feedback_empty", "words", _("请写下要说的事。")


class FeedbackTooLong(RuleBroken):
    code, field, message = "places.feedback_too_long", "words", _("最多 {most} 个字。")


class FeedbackAnswered(RuleBroken):
    code, field, message = "places.feedback_answered", "words", _("已经答复过了。")


class ReasonMissing(RuleBroken):
    code, field, message = "places.feedback_reason_missing", "reason", _("请写明查看联系方式的理由。")


@dataclass(frozen=True, kw_only=True)
class NewFeedback:
    """What somebody writes. page: the address it came from; contact: a number or address, empty for none."""

    place: "Place"
    kind: FeedbackKind
    words: str
    page: str = ""
    contact: str = ""


@dataclass(frozen=True)
class SentFeedback:
    """What was stored, and the code by which its sender reads the answer; it is said this once."""

    feedback: Feedback
    code: str


def index_of_code(code: str) -> str:
    """The keyed digest of a code as people type it: in any case, with blanks and dashes."""
    return blind_index("".join(part for part in code.upper() if part in CODE_LETTERS), field="places.feedback.code")


@transaction.atomic
def send_feedback(*, actor: Actor, new: NewFeedback, now: datetime) -> SentFeedback:
    """Anybody may, signed in or not. Raises FeedbackEmpty, FeedbackTooLong (R-PLA-20)."""
    words = _words(new.words)
    contact = " ".join(new.contact.split())
    code = "".join(secrets.choice(CODE_LETTERS) for _letter in range(CODE_LENGTH))
    feedback = Feedback.objects.create(
        place=new.place, kind=new.kind, words=words, page=new.page.split("?")[0][:300], sender_id=actor.user_id,
        contact=contact, contact_masked=_masked(contact), code_index=index_of_code(code), sent_at=now,
    )  # fmt: skip
    return SentFeedback(feedback, "-".join(code[at : at + 4] for at in range(0, CODE_LENGTH, 4)))


@transaction.atomic
def answer_feedback(*, actor: Actor, feedback: Feedback, words: str, now: datetime) -> Feedback:
    """The sender reads it under 我的 or by the code. Raises NotAllowed, NotFound, FeedbackEmpty, FeedbackTooLong,
    FeedbackAnswered."""
    require(actor, Permission.FEEDBACK_ANSWER, scope=feedback)
    answer = _words(words)
    row = Feedback.objects.select_for_update(of=("self",)).get(pk=feedback.pk)
    if row.answered_at is not None:
        raise FeedbackAnswered()
    row.answer, row.answered_by_id, row.answered_at = answer, actor.user_id, now
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    return row


@transaction.atomic
def reveal_feedback_contact(*, actor: Actor, feedback: Feedback, reason: str, now: datetime) -> str:
    """The contact in clear; who looked and why is written down. Raises NotAllowed, NotFound, ReasonMissing."""
    require(actor, Permission.FEEDBACK_REVEAL, scope=feedback)
    if not reason.strip():
        raise ReasonMissing()
    audit.record(
        action="places.feedback_contact_revealed", now=now, user=get_user(user_id=actor.user_id) if actor.user_id else None,
        acting_as=actor.acting_as, object_kind="feedback", object_id=feedback.pk, object_label=feedback.place.node.name,
        reason=reason.strip(),
    )  # fmt: skip
    return feedback.contact


def _words(words: str) -> str:
    words = words.strip()
    if not words:
        raise FeedbackEmpty()
    if len(words) > MOST_FEEDBACK_CHARACTERS:
        raise FeedbackTooLong(most=MOST_FEEDBACK_CHARACTERS)
    return words


def _masked(contact: str) -> str:
    """138****1234, l***@example.org, 风***: what the staff see without a reason."""
    if contact.replace("-", "").replace("+", "").isdigit():
        return phone.masked(contact)
    name, at, host = contact.partition("@")
    return f"{name[:1]}***{at}{host}"[:60] if contact else ""
