"""The desk's pages of activities. One activity of the bonded area's committee, published and public, stands for all."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from liangxin.access.actor import SYSTEM
from liangxin.activities.models import Activity, ActivityKind, Campaign, ClassRequest, Lecturer, Series
from liangxin.activities.services.planning import ActivityValues, plan_activity
from liangxin.activities.services.publishing import publish_activity
from liangxin.activities.services.requests import ClassValues, ask_for_class
from liangxin.activities.services.series import CampaignValues, SeriesValues, put_campaign, put_series
from liangxin.activities.services.together import LecturerValues, put_lecturer
from tests.doors.rows import Row

PLANNERS = "officer linjiang bonded park secretary keeper"
READERS = f"{PLANNERS} enterprise"
EVERYBODY = f"{READERS} contact.shen member"
OWN = "officer bonded"  # by the place, by the organiser
UNKNOWN = 10**9


def kind() -> ActivityKind:
    return ActivityKind.objects.get(code="lecture")


def activity(things: dict[str, Any]) -> Activity:
    """One of the bonded area's committee, in a week."""
    found = Activity.objects.filter(title="门口的一场").first()
    if found is not None:
        return found
    now = timezone.now()
    values = ActivityValues(
        kind=kind(), title="门口的一场", organiser=things["organisation:bonded"], starts_at=now + timedelta(days=7),
        ends_at=now + timedelta(days=7, hours=1), capacity=20, place=things["place:bonded"],
    )  # fmt: skip
    return publish_activity(actor=SYSTEM, activity=plan_activity(actor=SYSTEM, values=values, now=now), now=now)


def one(things: dict[str, Any]) -> dict[str, Any]:
    return {"activity_id": activity(things).pk}


def series(things: dict[str, Any]) -> dict[str, Any]:
    now, found = timezone.now(), Series.objects.filter(title="门口的系列").first()
    if found is None:
        values = SeriesValues(
            kind=kind(), title="门口的系列", organiser=things["organisation:bonded"], rule="FREQ=MONTHLY;BYDAY=-1SA",
            first_on=now.date(), place=things["place:bonded"], starts=now.time().replace(tzinfo=None), minutes=60,
        )  # fmt: skip
        found = put_series(actor=SYSTEM, values=values, now=now)
    return {"series_id": found.pk}


def campaign(things: dict[str, Any]) -> dict[str, Any]:
    now, found = timezone.now(), Campaign.objects.filter(title="门口的行动").first()
    if found is None:
        values = CampaignValues(
            title="门口的行动", organiser=things["organisation:bonded"], first_on=now.date(), last_on=now.date()
        )
        found = put_campaign(actor=SYSTEM, values=values, now=now)
    return {"campaign_id": found.pk}


def lecturer(things: dict[str, Any]) -> dict[str, Any]:
    found = Lecturer.objects.filter(name="门口的讲师").first()
    if found is None:
        found = put_lecturer(
            actor=SYSTEM,
            pool=things["organisation:bonded"],
            values=LecturerValues(name="门口的讲师"),
            now=timezone.now(),
        )
    return {"lecturer_id": found.pk}


def asked(things: dict[str, Any]) -> dict[str, Any]:
    now, found = timezone.now(), ClassRequest.objects.filter(topic="门口的课").first()
    if found is None:
        values = ClassValues(
            kind=kind(), topic="门口的课", headcount=5, first_on=now.date(), last_on=now.date() + timedelta(days=30),
            organisation=things["organisation:bonded"],
        )  # fmt: skip
        found = ask_for_class(actor=SYSTEM, values=values, today=now.date(), now=now)
    return {"request_id": found.pk}


def act(name: str) -> Any:
    return lambda things: {**one(things), "act": name}


ROWS = [
    Row("activity-list", ok=EVERYBODY, refused=403),
    Row("activity-calendar", ok=EVERYBODY, refused=403),
    Row("activity-statistics", ok=PLANNERS, refused=403),
    Row("activity-new", ok=PLANNERS, refused=403),
    Row("activity-new", ok=PLANNERS, ok_status=422, refused=403, method="post", query="?empty"),
    Row("activity", ok=EVERYBODY, kwargs=one),
    Row("activity-change", ok=OWN, kwargs=one),
    Row("activity-copy", ok=OWN, kwargs=one),
    Row("activity-registrations", ok=PLANNERS, but={"enterprise": 403, "contact.shen": 403, "member": 403}, kwargs=one),
    Row("activity-group", ok="officer linjiang bonded secretary", kwargs=one,
        but={"park": 403, "keeper": 403, "enterprise": 403, "contact.shen": 403, "member": 403}),
    *(Row(name, ok=OWN, kwargs=one) for name in ("activity-door", "activity-door-code", "activity-guest", "activity-poster", "activity-sheet")),
    Row("activity-visitors", kwargs=one),
    Row("activity-tick", method="post", kwargs=lambda things: {**one(things), "registration_id": UNKNOWN}),
    Row("activity-document", kwargs=lambda things: {**one(things), "document_id": UNKNOWN}),
    Row("activity-document-waive", kwargs=lambda things: {**one(things), "document_id": UNKNOWN}),
    Row("activity-photo", kwargs=lambda things: {**one(things), "photo_id": UNKNOWN}),
    Row("registration-remove", kwargs=lambda things: {"registration_id": UNKNOWN}),
    Row("registration-certificate", kwargs=lambda things: {"registration_id": UNKNOWN}),
    *(
        Row("activity-act", ok=OWN, kwargs=act(name))
        for name in ("submit", "approve", "return", "publish", "cancel", "finish", "time", "capacity", "co-organiser",
                     "lecturer", "campaign", "questions", "report", "photo", "attendance")
    ),
    Row("activity-act", kwargs=act("no-such-act")),
    Row("activity-act", ok=OWN, ok_status=422, kwargs=act("cancel"), method="post", query="?empty"),
    Row("series-list", ok=EVERYBODY, refused=403),
    Row("series-new", ok=PLANNERS, refused=403),
    Row("series", ok=EVERYBODY, kwargs=series),
    *(Row(name, ok=OWN, kwargs=series) for name in ("series-change", "series-dates", "series-end")),
    Row("campaign-list", ok=EVERYBODY, refused=403),
    Row("campaign-new", ok="officer linjiang bonded", refused=403),
    Row("campaign", ok=EVERYBODY, kwargs=campaign),
    Row("campaign-change", ok="bonded", kwargs=campaign),
    Row("lecturer-list", ok=EVERYBODY, refused=403),
    Row("lecturer-new", ok=PLANNERS, refused=403),
    Row("lecturer", ok=READERS, kwargs=lecturer),
    *(Row(name, ok="bonded", kwargs=lecturer) for name in ("lecturer-change", "lecturer-retire")),
    Row("activity-invitation", kwargs=lambda things: {"invitation_id": UNKNOWN}),
    Row("activity-together", kwargs=lambda things: {"asked_id": UNKNOWN}),
    Row("class-list", ok=EVERYBODY, refused=403),
    Row("class-new", ok="officer linjiang bonded secretary enterprise", refused=403),
    Row("class", ok="officer linjiang bonded park secretary keeper", kwargs=asked),
    Row("class-offer", ok="officer linjiang bonded park secretary keeper", kwargs=asked),
    Row("class-withdraw", ok="bonded", but={"officer": 403}, kwargs=asked),
    Row("class-take", kwargs=lambda things: {"offer_id": UNKNOWN}),
    Row("class-take-back", kwargs=lambda things: {"offer_id": UNKNOWN}),
    Row("talk", kwargs=lambda things: {"talk_id": UNKNOWN}),
]  # fmt: skip
