"""What comes back later: a mail that bounced."""

from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from django.db import transaction

from liangxin.notifications.choices import Channel, DeliveryState, Failure
from liangxin.notifications.models import Delivery


@transaction.atomic
def take_bounce(*, content: bytes, now: datetime) -> bool:
    """Note on its delivery that a mail came back for good (RFC 3464); whether it was one of ours.

    content: the report as the mail server handed it over. A report of a delay changes nothing.
    """
    report = message_from_bytes(content, policy=policy.default)
    status = _status(report)
    if not status.startswith("5"):
        return False
    delivery = (
        Delivery.objects.filter(channel=Channel.EMAIL, provider_id=_message_id(report), state=DeliveryState.SENT)
        .exclude(provider_id="")
        .select_for_update(of=("self",))
        .first()
    )
    if delivery is None:
        return False
    delivery.state, delivery.failure, delivery.changed_at = DeliveryState.FAILED, Failure.REFUSED_ADDRESS, now
    delivery.detail = f"DSN {status}"[:300]
    delivery.save(update_fields=["state", "failure", "changed_at", "detail"])
    return True


def _status(report: Message | EmailMessage) -> str:
    """The enhanced status of the first recipient, "5.1.1"."""
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status":
            for group in part.get_payload():  # type: ignore[union-attr]
                if isinstance(group, Message) and group.get("Action", "").strip().lower() == "failed":
                    return str(group.get("Status", "")).strip()
    return ""


def _message_id(report: Message | EmailMessage) -> str:
    """The Message-ID of the mail that came back, from the part that quotes it."""
    for part in report.walk():
        if part.get_content_type() == "text/rfc822-headers":
            quoted = message_from_bytes(part.get_payload(decode=True) or b"")  # type: ignore[arg-type]
            return str(quoted.get("Message-ID", "")).strip()
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            quoted_mail = inner[0] if isinstance(inner, list) else inner
            return str(quoted_mail.get("Message-ID", "")).strip() if isinstance(quoted_mail, Message) else ""
    return ""
