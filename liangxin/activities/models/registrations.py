import pghistory
from django.db import models
from django.db.models import Q

from liangxin.activities.choices import (
    LIVE,
    AttendanceState,
    AttendanceWay,
    Origin,
    RegistrationStatus,
)
from liangxin.activities.models.activities import Activity, Contingent, Question, Session
from liangxin.core.fields import EncryptedTextField
from liangxin.core.models import Model

ALIVE = Q(status__in=[status.value for status in LIVE])
WAITS = Q(status=RegistrationStatus.WAITING.value)
OFFERED = Q(status=RegistrationStatus.OFFERED.value)


@pghistory.track(exclude=["guest_phone"])
class Registration(Model):
    """One person's registration. seq: the number of arrival at the activity, the order of the waiting list.

    user: the account whose registration it is; person: of the registers; guest_name: of a child or of a guest without
    an account. registered_by: who pressed the button. key: of the request, so that a repeated one changes nothing.
    """

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="registrations", db_index=False)
    contingent = models.ForeignKey(Contingent, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    guest_name = models.CharField(max_length=60, default="", blank=True)
    guest_phone = EncryptedTextField(default="", blank=True)
    guardian_consented_at = models.DateTimeField(null=True, blank=True)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )  # that registered a group
    registered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.SELF)
    status = models.CharField(max_length=10, choices=RegistrationStatus)
    seq = models.PositiveIntegerField()
    key = models.CharField(max_length=60)
    registered_at = models.DateTimeField()
    placed_at = models.DateTimeField(null=True, blank=True)  # since when a place is held
    offered_until = models.DateTimeField(null=True, blank=True)
    asked_again_at = models.DateTimeField(null=True, blank=True)  # time or place changed: still coming?
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    end_reason = models.CharField(max_length=200, default="", blank=True)
    was_late = models.BooleanField(default=False)  # cancelled after cancel_until: a fact for the organiser
    gave_feedback = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "user"], condition=ALIVE & Q(user__isnull=False, guest_name=""),
                name="activities_registered_once",
            ),
            models.UniqueConstraint(
                fields=["activity", "person"], condition=ALIVE & Q(person__isnull=False, guest_name=""),
                name="activities_person_registered_once",
            ),
            models.UniqueConstraint(
                fields=["activity", "user", "guest_name"], condition=ALIVE & Q(user__isnull=False) & ~Q(guest_name=""),
                name="activities_child_registered_once",
            ),
            models.UniqueConstraint(fields=["registered_by", "key"], name="activities_registration_key_once"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["activity", "seq"], name="activities_waiting_order", condition=WAITS),
            models.Index(fields=["activity", "offered_until"], name="activities_offers", condition=OFFERED),
            models.Index(fields=["user", "status"], name="activities_registration_user"),
            models.Index(fields=["person"], name="activities_registration_person", condition=Q(person__isnull=False)),
            models.Index(fields=["activity", "status", "seq"], name="activities_registration_list"),
        ]


class Answer(Model):
    """What was answered to a question."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    text = models.CharField(max_length=500, default="", blank=True)
    file = models.OneToOneField("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["registration", "question"], name="activities_answered_once")]


@pghistory.track()
class Attendance(Model):
    """Whether a registrant came, to a session or (without one) to the activity. key: of the entry, made offline."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="attendances")
    session = models.ForeignKey(Session, models.CASCADE, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=AttendanceState)
    way = models.CharField(max_length=10, choices=AttendanceWay, default=AttendanceWay.LIST)
    at = models.DateTimeField()  # when it was noted, by the clock at the door
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    key = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "session"], nulls_distinct=False, name="activities_attendance_once"
            )
        ]
