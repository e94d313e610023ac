"""Services that are asked for first and arranged then."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.events import publish
from liangxin.notifications.services.notices import queue_facts
from liangxin.venues.choices import RequestStatus, ServiceMode
from liangxin.venues.events import ServiceAsked
from liangxin.venues.models import ServiceItem, ServiceRequest
from liangxin.venues.notices_offers import REQUEST_ANSWERED
from liangxin.venues.permissions import OfferPermission
from liangxin.venues.services.appointments import OWN_PAGE, NeedsAccount


class NotOnRequest(RuleBroken):
    code, field, message = "venues.not_on_request", "", _("“{name}”不用先提出。")


class WishMissing(RuleBroken):
    code, field, message = "venues.wish_missing", "wanted", _("请写什么时候方便，例如“工作日午间”。")


class AskedAlready(RuleBroken):
    code, field, message = "venues.asked_already", "", _("您已提过这项服务，正在等答复。")


class AnswerMissing(RuleBroken):
    code, field, message = "venues.answer_missing", "answer", _("请写一句答复：约在何时，或为什么不能安排。")


class RequestSettled(RuleBroken):
    code, field, message = "venues.request_settled", "", _("这件事已是“{status}”，不能再改。")


@transaction.atomic
def ask_service(
    *, actor: Actor, item: ServiceItem, wanted: str, note: str = "", contact: str = "", now: datetime
) -> ServiceRequest:
    """Ask for a service in one's own name.

    wanted: when it would suit, in words. Raises NotAllowed, NotFound, NeedsAccount, NotOnRequest, WishMissing,
    AskedAlready. Publishes ServiceAsked.
    """
    if actor.user_id is None:
        raise NeedsAccount()
    require(actor, OfferPermission.APPOINTMENT_MAKE, scope=item)
    if item.mode != ServiceMode.ON_REQUEST or not item.is_active:
        raise NotOnRequest(name=item.name)
    if not wanted.strip():
        raise WishMissing()
    with constraint_as(AskedAlready(), name="venues_one_open_request"):
        row = ServiceRequest.objects.create(
            item=item, station_id=item.station_id, user_id=actor.user_id, wanted=wanted.strip()[:120],
            note=note.strip()[:500], contact=contact.strip()[:60], asked_at=now,
        )  # fmt: skip
    publish(ServiceAsked(request_id=row.pk))
    return row


def _locked(request_id: int) -> ServiceRequest:
    row = ServiceRequest.objects.select_for_update(of=("self",)).select_related("item", "station").filter(pk=request_id)
    found = row.first()
    if found is None:
        raise NotFound()
    return found


@transaction.atomic
def answer_request(*, actor: Actor, request_id: int, status: str, answer: str, now: datetime) -> ServiceRequest:
    """Agree on a time, decline, or note that it is done; who asked is told.

    Raises NotAllowed, NotFound, AnswerMissing, RequestSettled.
    """
    row = _locked(request_id)
    require(actor, OfferPermission.APPOINTMENT_KEEP, scope=row)
    open_to = (RequestStatus.ASKED, RequestStatus.AGREED)
    if row.status not in open_to or status not in (RequestStatus.AGREED, RequestStatus.DECLINED, RequestStatus.DONE):
        raise RequestSettled(status=RequestStatus(row.status).label)
    if status != RequestStatus.DONE and not answer.strip():
        raise AnswerMissing()
    row.status, row.answered_at = status, now
    row.answer = answer.strip()[:300] or row.answer
    row.save(update_fields=["status", "answer", "answered_at"])
    if status != RequestStatus.DONE:
        queue_facts(
            kind=REQUEST_ANSWERED, to=[row.user_id], url=OWN_PAGE, key=f"request-{row.pk}-{status}", now=now,
            facts={"service": row.item.name, "status": str(RequestStatus(status).label), "answer": row.answer},
        )  # fmt: skip
    return row


@transaction.atomic
def withdraw_request(*, actor: Actor, request_id: int, now: datetime) -> ServiceRequest:
    """Take one's own request back. Raises NotAllowed, NotFound, RequestSettled."""
    row = _locked(request_id)
    require(actor, OfferPermission.APPOINTMENT_MAKE, scope=row)
    if row.status not in (RequestStatus.ASKED, RequestStatus.AGREED):
        raise RequestSettled(status=RequestStatus(row.status).label)
    row.status, row.answered_at = RequestStatus.CANCELLED, now
    row.save(update_fields=["status", "answered_at"])
    return row
