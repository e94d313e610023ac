"""Reading series, campaigns, lecturers, requests, talks: scoped by the actor."""

from datetime import datetime
from typing import TypeVar

from django.db.models import Model, QuerySet

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.reach import visible
from liangxin.activities.choices import InvitationState, RequestState, TalkState
from liangxin.activities.models import (
    Activity,
    ActivityDocument,
    Campaign,
    ClassOffer,
    ClassRequest,
    CoOrganiser,
    Invitation,
    Lecturer,
    Series,
    SeriesSubscription,
    TalkSubmission,
)
from liangxin.activities.permissions import Permission
from liangxin.core.errors import NotFound

Row = TypeVar("Row", bound=Model)


def _one(rows: "QuerySet[Row]") -> Row:
    found = rows.first()
    if found is None:
        raise NotFound()
    return found


def _seen(actor: Actor, rows: "QuerySet[Row]", part: Part = Part.BASIC) -> "QuerySet[Row]":
    return visible(actor, rows, Permission.ACTIVITY_READ, part=part)


def list_series(*, actor: Actor, part: Part = Part.BASIC) -> "QuerySet[Series]":
    """Series, those still running first."""
    rows = _seen(actor, Series.objects.all(), part)
    return rows.select_related("kind", "organiser__node", "station__node", "place__node").order_by(
        "-ended_at", "title", "pk"
    )


def get_series(*, actor: Actor, series_id: int, part: Part = Part.BASIC) -> Series:
    """The series. Raises NotFound."""
    return _one(list_series(actor=actor, part=part).filter(pk=series_id))


def get_public_series(*, slug: str) -> Series:
    """A public series by its address, without signing in. Raises NotFound."""
    rows = Series.objects.filter(slug=slug, is_public=True)
    return _one(rows.select_related("kind", "organiser__node", "station__node", "place__node"))


def is_subscribed(*, actor: Actor, series: Series) -> bool:
    """Whether one is told of every date."""
    return SeriesSubscription.objects.filter(series=series, user_id=actor.user_id or 0).exists()


def list_campaigns(*, actor: Actor, part: Part = Part.BASIC) -> "QuerySet[Campaign]":
    """Campaigns, the newest first."""
    return _seen(actor, Campaign.objects.all(), part).select_related("organiser__node").order_by("-created_at", "pk")


def get_campaign(*, actor: Actor, campaign_id: int, part: Part = Part.BASIC) -> Campaign:
    """The campaign. Raises NotFound."""
    return _one(list_campaigns(actor=actor, part=part).filter(pk=campaign_id))


def get_public_campaign(*, slug: str) -> Campaign:
    """A public campaign by its address, without signing in. Raises NotFound."""
    return _one(Campaign.objects.filter(slug=slug, is_public=True).select_related("organiser__node"))


def list_lecturers(*, actor: Actor, text: str = "", part: Part = Part.BASIC) -> "QuerySet[Lecturer]":
    """Lecturers in use, by name."""
    rows = _seen(actor, Lecturer.objects.filter(is_active=True), part)
    if text.strip():
        rows = rows.filter(name__icontains=text.strip()) | rows.filter(topics__icontains=text.strip())
    return rows.select_related("pool__node").order_by("name", "pk")


def get_lecturer(*, actor: Actor, lecturer_id: int, part: Part = Part.BASIC) -> Lecturer:
    """The lecturer. Raises NotFound."""
    return _one(_seen(actor, Lecturer.objects.filter(pk=lecturer_id), part).select_related("pool__node"))


def get_invitation(*, actor: Actor, invitation_id: int) -> Invitation:
    """The invitation. Raises NotFound."""
    rows = _seen(actor, Invitation.objects.filter(pk=invitation_id))
    return _one(rows.select_related("activity__organiser__node", "lecturer"))


def my_invitations(*, actor: Actor, now: datetime) -> "QuerySet[Invitation]":
    """A lecturer's own invitations to what is still to come, the soonest first."""
    rows = Invitation.objects.filter(lecturer__user_id=actor.user_id or 0, activity__ends_at__gt=now)
    rows = rows.exclude(state=InvitationState.WITHDRAWN)
    return rows.select_related("activity__organiser__node", "lecturer").order_by("activity__starts_at", "pk")


def get_co_organiser(*, actor: Actor, asked_id: int) -> CoOrganiser:
    """A request to hold something together. Raises NotFound."""
    rows = _seen(actor, CoOrganiser.objects.filter(pk=asked_id))
    return _one(rows.select_related("activity__organiser__node", "organisation__node"))


def co_organising_asked(*, actor: Actor) -> "QuerySet[CoOrganiser]":
    """What waits for an answer of the actor's organisations."""
    rows = _seen(actor, CoOrganiser.objects.filter(state=InvitationState.WAITING), Part.FULL)
    if actor.path:
        rows = rows.filter(organisation__node__path__startswith=actor.path)
    return rows.select_related("activity__organiser__node", "organisation__node").order_by("asked_at", "pk")


def list_requests(*, actor: Actor, only_open: bool = True, part: Part = Part.BASIC) -> "QuerySet[ClassRequest]":
    """Classes asked for, the newest first."""
    rows = _seen(actor, ClassRequest.objects.all(), part)
    if only_open:
        rows = rows.filter(state=RequestState.OPEN)
    return rows.select_related("kind", "enterprise__node", "organisation__node", "place__node").order_by(
        "-asked_at", "pk"
    )


def get_request(*, actor: Actor, request_id: int, part: Part = Part.BASIC) -> ClassRequest:
    """The request. Raises NotFound."""
    return _one(list_requests(actor=actor, only_open=False, part=part).filter(pk=request_id))


def offers_of(*, actor: Actor, request: ClassRequest) -> "QuerySet[ClassOffer]":
    """The offers to a request that the actor may know of: all for the asker, one's own for the others."""
    rows = _seen(actor, ClassOffer.objects.filter(request=request), Part.FULL)
    return rows.select_related("organisation__node", "station__node", "lecturer").order_by("offered_at", "pk")


def get_offer(*, actor: Actor, offer_id: int) -> ClassOffer:
    """The offer. Raises NotFound."""
    rows = _seen(actor, ClassOffer.objects.filter(pk=offer_id), Part.FULL)
    return _one(rows.select_related("request__enterprise__node", "request__organisation__node", "organisation__node",
                                    "station__node", "lecturer"))  # fmt: skip


def list_talks(*, actor: Actor, series: Series | None = None, waiting: bool = False) -> "QuerySet[TalkSubmission]":
    """Talks submitted, the oldest first: of a series for its organiser, one's own for everybody."""
    rows = _seen(actor, TalkSubmission.objects.all(), Part.FULL)
    if series is not None:
        rows = rows.filter(series=series)
    if waiting:
        rows = rows.filter(state=TalkState.WAITING)
    return rows.select_related("series", "user", "activity").order_by("submitted_at", "pk")


def get_talk(*, actor: Actor, talk_id: int) -> TalkSubmission:
    """The talk. Raises NotFound."""
    return _one(list_talks(actor=actor).filter(pk=talk_id))


def get_document(*, actor: Actor, document_id: int) -> ActivityDocument:
    """A document of an activity that the actor writes reports for. Raises NotFound."""
    own = visible(actor, Activity.objects.all(), Permission.REPORT_WRITE)
    return _one(ActivityDocument.objects.filter(pk=document_id, activity__in=own).select_related("activity"))
