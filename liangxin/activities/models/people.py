import pghistory
from django.db import models
from django.db.models import Q

from liangxin.activities.choices import InvitationState, InvitedBy
from liangxin.activities.models.activities import Activity, Session
from liangxin.core.models import Model


@pghistory.track()
class CoOrganiser(Model):
    """An organisation asked to hold an activity together; it counts from its acceptance."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="co_organisers")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=InvitationState, default=InvitationState.WAITING)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "organisation"], name="activities_co_organiser_once")
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="activities_co_organiser_org")]


@pghistory.track()
class Lecturer(Model):
    """One of a pool of lecturers (#089, #156). person: where the registers know them; user: who answers invitations."""

    pool = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=120, default="", blank=True)  # public: “工程师，某公司”
    topics = models.CharField(max_length=300, default="", blank=True)
    introduction = models.TextField(default="", blank=True)  # public
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pool", "person"], name="activities_lecturer_once"),
        ]
        indexes = [models.Index(fields=["user"], name="activities_lecturer_user", condition=Q(user__isnull=False))]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Invitation(Model):
    """A lecturer is invited to an activity, or puts themself forward for it (#089)."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="invitations")
    session = models.ForeignKey(Session, models.CASCADE, null=True, blank=True, related_name="+")
    lecturer = models.ForeignKey(Lecturer, models.PROTECT, related_name="invitations")
    invited_by = models.CharField(max_length=10, choices=InvitedBy, default=InvitedBy.ORGANISER)
    topic = models.CharField(max_length=120, default="", blank=True)
    message = models.CharField(max_length=300, default="", blank=True)
    state = models.CharField(max_length=10, choices=InvitationState, default=InvitationState.WAITING)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "session", "lecturer"], nulls_distinct=False,
                condition=Q(state__in=["waiting", "accepted"]), name="activities_invitation_once",
            )
        ]  # fmt: skip
