"""Classes on request (#157) and talks for a series (#159)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor, Part
from liangxin.access.reach import may
from liangxin.access.services.require import require, require_somewhere
from liangxin.activities.choices import ActivityStatus, InvitationState, InvitedBy, OfferState, RequestState, TalkState
from liangxin.activities.events import ClassOffered, ClassOfferTaken, ClassRequested, TalkDecided, TalkSubmitted
from liangxin.activities.models import (
    Activity,
    ActivityKind,
    ClassOffer,
    ClassRequest,
    Invitation,
    Lecturer,
    Series,
    TalkSubmission,
)
from liangxin.activities.permissions import Permission
from liangxin.activities.services.following import tell_asker, tell_offerers, tell_speaker
from liangxin.activities.services.planning import ActivityValues, EligibilityValues, EndsBeforeStart, write_activity
from liangxin.core.errors import NotAllowed, NotFound, RuleBroken
from liangxin.core.events import publish

if TYPE_CHECKING:
    from liangxin.enterprises.models import Enterprise
    from liangxin.organisations.models import Organisation
    from liangxin.places.models import Place
    from liangxin.venues.models import Station


class TopicMissing(RuleBroken):
    code, field, message = "activities.topic_missing", "topic", _("请写想听什么。")


class HeadcountMissing(RuleBroken):
    code, field, message = "activities.headcount_missing", "headcount", _("请写大约多少人。")


class DaysOutOfOrder(RuleBroken):
    code, field, message = "activities.days_out_of_order", "last_on", _("日期先后不对，或已经过去，请改日期。")


class RequestNotOpen(RuleBroken):
    code, field, message = "activities.request_not_open", "", _("这次点课已选定、撤回或关闭。")


class OfferNotWaiting(RuleBroken):
    code, field, message = "activities.offer_not_waiting", "", _("这份应约已选定、落选或撤回。")


class OfferInThePast(RuleBroken):
    code, field, message = "activities.offer_in_the_past", "starts_at", _("开课时间已过，请改时间。")


class TalkNotWaiting(RuleBroken):
    code, field, message = "activities.talk_not_waiting", "", _("这个题目已有结果或已撤回。")


class TalkEmpty(RuleBroken):
    code, field, message = "activities.talk_empty", "title", _("请写题目和几句内容。")


@dataclass(frozen=True, kw_only=True)
class ClassValues:
    """What is asked for, by an enterprise or by an organisation. first_on, last_on: both inclusive."""

    kind: ActivityKind
    topic: str
    headcount: int
    first_on: date
    last_on: date
    wishes: str = ""
    minutes: int = 60
    place: "Place | None" = None
    enterprise: "Enterprise | None" = None
    organisation: "Organisation | None" = None


@dataclass(frozen=True, kw_only=True)
class OfferValues:
    """organisation: that would hold it; station, lecturer: what it brings."""

    organisation: "Organisation"
    starts_at: datetime
    ends_at: datetime
    station: "Station | None" = None
    lecturer: Lecturer | None = None
    where: str = ""
    message: str = ""


@transaction.atomic
def ask_for_class(*, actor: Actor, values: ClassValues, today: date, now: datetime) -> ClassRequest:
    """Ask for a class. Raises NotAllowed, NotFound, TopicMissing, HeadcountMissing, DaysOutOfOrder. Publishes
    ClassRequested."""
    asker = values.enterprise or values.organisation
    if asker is None or (values.enterprise is not None and values.organisation is not None):
        raise NotFound()
    require(actor, Permission.CLASS_REQUEST, scope=asker)
    if not values.topic.strip():
        raise TopicMissing()
    if values.headcount <= 0:
        raise HeadcountMissing()
    if values.last_on < values.first_on or values.last_on < today:
        raise DaysOutOfOrder()
    made = ClassRequest.objects.create(
        enterprise=values.enterprise, organisation=values.organisation, kind=values.kind,
        topic=values.topic.strip()[:120], wishes=values.wishes.strip()[:500], headcount=values.headcount,
        first_on=values.first_on, last_on=values.last_on, minutes=values.minutes, place=values.place,
        asked_by_id=actor.user_id, asked_at=now,
    )  # fmt: skip
    publish(ClassRequested(request_id=made.pk))
    return made


@transaction.atomic
def offer_class(*, actor: Actor, request: ClassRequest, values: OfferValues, now: datetime) -> ClassOffer:
    """A station, or an organisation with a lecturer of its pool, offers to hold it.

    Raises NotAllowed, NotFound, RequestNotOpen, EndsBeforeStart, OfferInThePast. Publishes ClassOffered.
    """
    if actor.anchor == Anchor.STATION and values.station is not None:
        require(actor, Permission.CLASS_OFFER, scope=values.station)
        if values.station.owner_id != values.organisation.pk:
            raise NotAllowed()
    else:
        require(actor, Permission.CLASS_OFFER, scope=values.organisation)
    if not may(actor, Permission.ACTIVITY_READ, request, part=Part.BASIC):
        raise NotFound()
    request = _open(request)
    if values.ends_at <= values.starts_at:
        raise EndsBeforeStart()
    if values.starts_at <= now:
        raise OfferInThePast()
    made = ClassOffer.objects.create(
        request=request, organisation=values.organisation, station=values.station, lecturer=values.lecturer,
        starts_at=values.starts_at, ends_at=values.ends_at, where=values.where.strip()[:200],
        message=values.message.strip()[:300], offered_by_id=actor.user_id, offered_at=now,
    )  # fmt: skip
    tell_asker(made, now=now)
    publish(ClassOffered(offer_id=made.pk))
    return made


@transaction.atomic
def take_offer(*, actor: Actor, offer: ClassOffer, now: datetime) -> Activity:
    """The asker takes one: the activity exists and is published; the other offers are declined.

    Raises NotAllowed, NotFound, RequestNotOpen, OfferNotWaiting, OfferInThePast. Publishes ClassOfferTaken.
    """
    request = _open(offer.request)
    require(actor, Permission.CLASS_REQUEST, scope=request.enterprise or request.organisation)
    offer = ClassOffer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if offer.state != OfferState.WAITING:
        raise OfferNotWaiting()
    if offer.starts_at <= now:
        raise OfferInThePast()
    activity = write_activity(_values_of(request, offer), now=now, created_by_id=offer.offered_by_id)
    activity.status, activity.published_at = ActivityStatus.PUBLISHED, now
    activity.save(update_fields=["status", "published_at"])
    if offer.lecturer is not None:
        Invitation.objects.create(
            activity=activity, lecturer=offer.lecturer, topic=request.topic, state=InvitationState.ACCEPTED,
            invited_by=InvitedBy.LECTURER, asked_at=offer.offered_at, answered_at=now,
        )  # fmt: skip
    offer.state, offer.activity = OfferState.TAKEN, activity
    offer.save(update_fields=["state", "activity"])
    ClassOffer.objects.filter(request=request, state=OfferState.WAITING).update(state=OfferState.NOT_TAKEN)
    request.state, request.decided_at = RequestState.TAKEN, now
    request.save(update_fields=["state", "decided_at"])
    tell_offerers(request, now=now)
    publish(ClassOfferTaken(offer_id=offer.pk))
    return activity


@transaction.atomic
def withdraw_request(*, actor: Actor, request: ClassRequest, now: datetime) -> ClassRequest:
    """Ask no more; the offers fall. Raises NotAllowed, NotFound, RequestNotOpen."""
    require(actor, Permission.CLASS_REQUEST, scope=request.enterprise or request.organisation)
    request = _open(request)
    ClassOffer.objects.filter(request=request, state=OfferState.WAITING).update(state=OfferState.NOT_TAKEN)
    request.state, request.decided_at = RequestState.WITHDRAWN, now
    request.save(update_fields=["state", "decided_at"])
    return request


@transaction.atomic
def withdraw_offer(*, actor: Actor, offer: ClassOffer, now: datetime) -> ClassOffer:
    """Take an offer back before it is taken. Raises NotAllowed, NotFound, OfferNotWaiting."""
    own_station = actor.anchor == Anchor.STATION and offer.station is not None
    require(actor, Permission.CLASS_OFFER, scope=offer.station if own_station else offer.organisation)
    offer = ClassOffer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if offer.state != OfferState.WAITING:
        raise OfferNotWaiting()
    offer.state = OfferState.WITHDRAWN
    offer.save(update_fields=["state"])
    return offer


@transaction.atomic
def submit_talk(
    *, actor: Actor, series: Series, title: str, abstract: str, minutes: int = 15, now: datetime
) -> TalkSubmission:
    """Offer a talk for a series. Raises NotAllowed, NotFound, TalkEmpty. Publishes TalkSubmitted."""
    require_somewhere(actor, Permission.TALK_SUBMIT)
    if actor.user_id is None or series.ended_at is not None:
        raise NotFound()
    if not title.strip() or not abstract.strip():
        raise TalkEmpty()
    made = TalkSubmission.objects.create(
        series=series, user_id=actor.user_id, title=title.strip()[:120], abstract=abstract.strip()[:1000],
        minutes=minutes, submitted_at=now,
    )  # fmt: skip
    publish(TalkSubmitted(talk_id=made.pk))
    return made


@transaction.atomic
def decide_talk(
    *,
    actor: Actor,
    talk: TalkSubmission,
    accepts: bool,
    activity: Activity | None = None,
    answer: str = "",
    now: datetime,
) -> TalkSubmission:
    """Accept a talk, for a date of its series where one is named, or decline it.

    Raises NotAllowed, NotFound, TalkNotWaiting. Publishes TalkDecided.
    """
    require(actor, Permission.TALK_DECIDE, scope=talk.series)
    talk = TalkSubmission.objects.select_for_update(of=("self",)).get(pk=talk.pk)
    if talk.state != TalkState.WAITING:
        raise TalkNotWaiting()
    if activity is not None and activity.series_id != talk.series_id:
        raise NotFound()
    talk.state = TalkState.ACCEPTED if accepts else TalkState.DECLINED
    talk.activity, talk.answer, talk.decided_at = activity, answer.strip()[:300], now
    talk.save(update_fields=["state", "activity", "answer", "decided_at"])
    tell_speaker(talk, now=now)
    publish(TalkDecided(talk_id=talk.pk))
    return talk


@transaction.atomic
def withdraw_talk(*, actor: Actor, talk: TalkSubmission, now: datetime) -> TalkSubmission:
    """Take one's own talk back. Raises NotFound, TalkNotWaiting."""
    if actor.user_id is None or talk.user_id != actor.user_id:
        raise NotFound()
    talk = TalkSubmission.objects.select_for_update(of=("self",)).get(pk=talk.pk)
    if talk.state != TalkState.WAITING:
        raise TalkNotWaiting()
    talk.state, talk.decided_at = TalkState.WITHDRAWN, now
    talk.save(update_fields=["state", "decided_at"])
    return talk


def _open(request: ClassRequest) -> ClassRequest:
    request = ClassRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if request.state != RequestState.OPEN:
        raise RequestNotOpen()
    return request


def _values_of(request: ClassRequest, offer: ClassOffer) -> ActivityValues:
    asker = request.enterprise or request.organisation
    kind = "enterprise" if request.enterprise is not None else "organisation"
    return ActivityValues(
        kind=request.kind, title=request.topic, organiser=offer.organisation, starts_at=offer.starts_at,
        ends_at=offer.ends_at, summary=request.wishes, station=offer.station, place=request.place,
        host=request.enterprise, where=offer.where, capacity=request.headcount, is_public=False,
        eligibilities=[EligibilityValues(kind=kind, node=asker.node)] if asker is not None else [],
    )  # fmt: skip
