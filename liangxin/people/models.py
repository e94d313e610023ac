import pghistory
from django.db import models
from django.db.models import Q

from liangxin.core.fields import EncryptedTextField
from liangxin.core.models import Model
from liangxin.people.choices import (
    CaseState,
    CodeWay,
    CorrectableField,
    Education,
    LookKind,
    PositionLevel,
    Precision,
    Sex,
)

UNTRACKED = [
    "identity_number", "identity_index", "phone", "phone_index", "landline", "home_address", "sort_key",
    "identity_disputed",
]  # fmt: skip


@pghistory.track(exclude=UNTRACKED)
class Person(Model):
    """One person. `sealed_at` changes with each change of an encrypted field, so history shows “changed” and no more."""

    name = models.CharField(max_length=100)
    sort_key = models.CharField(max_length=200)
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.UNKNOWN)
    ethnicity = models.CharField(max_length=2, default="", blank=True)  # GB/T 3304
    birth_date = models.DateField(null=True, blank=True)
    birth_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    education = models.CharField(max_length=2, choices=Education, default="", blank=True)  # GB/T 4658
    identity_number = EncryptedTextField(default="", blank=True)
    identity_index = models.CharField(max_length=64, default="", blank=True)
    identity_last4 = models.CharField(max_length=4, default="", blank=True)
    identity_disputed = models.BooleanField(default=False)  # another record has the number; the node above decides
    phone = EncryptedTextField(default="", blank=True)
    phone_index = models.CharField(max_length=64, default="", blank=True)
    phone_masked = models.CharField(max_length=20, default="", blank=True)
    landline = EncryptedTextField(default="", blank=True)
    home_address = EncryptedTextField(default="", blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
    keeper = models.ForeignKey("trees.Node", models.PROTECT, related_name="+")  # the organisation keeping the record
    works_at = models.ForeignKey("trees.Node", models.PROTECT, null=True, blank=True, related_name="+")  # enterprise
    job_title = models.CharField(max_length=100, default="", blank=True)
    position_level = models.CharField(max_length=20, choices=PositionLevel, default="", blank=True)
    is_key_staff = models.BooleanField(default=False)
    user = models.OneToOneField("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["identity_index"], condition=~Q(identity_index="") & Q(merged_into=None, identity_disputed=False),
                name="people_identity_once",
            )
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["keeper", "sort_key", "id"], name="people_keeper_sorted"),
            models.Index(fields=["sort_key", "id"], name="people_sorted"),
            models.Index(fields=["sort_key", "id"], name="people_key_staff", condition=Q(is_key_staff=True)),
            models.Index(fields=["identity_last4"], name="people_last4", condition=~Q(identity_last4="")),
            models.Index(fields=["phone_index"], name="people_phone", condition=~Q(phone_index="")),
            models.Index(fields=["works_at"], name="people_works_at"),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"


class Reveal(Model):
    """Somebody saw masked data in clear, with a reason; the person sees it. field: "" for an export or a print."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="reveals")
    kind = models.CharField(max_length=10, choices=LookKind, default=LookKind.REVEAL)
    field = models.CharField(max_length=30, default="", blank=True)
    reason = models.CharField(max_length=300)
    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    acting_as = models.CharField(max_length=300)
    revealed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-revealed_at"], name="people_reveal_newest")]


@pghistory.track(exclude=["proposed"])
class Correction(Model):
    """A person asks the keeper of their record to correct a field."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=20, choices=CorrectableField)
    proposed = EncryptedTextField()
    note = models.CharField(max_length=300, default="", blank=True)
    state = models.CharField(max_length=10, choices=CaseState, default=CaseState.WAITING)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "proposed_at"], name="people_correction_waiting")]


@pghistory.track()
class PossibleDuplicate(Model):
    """Two records that may be one person, waiting for the organisation above both of them."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    node = models.ForeignKey("trees.Node", models.PROTECT, null=True, related_name="+")  # None: no node above both
    state = models.CharField(max_length=10, choices=CaseState, default=CaseState.WAITING)
    noticed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "other"], condition=Q(state="waiting"), name="people_duplicate_once"
            ),
            models.CheckConstraint(condition=~Q(person=models.F("other")), name="people_duplicate_of_another"),
        ]


class GuestCode(Model):
    """A code for a number, to be typed once. made_by, node: who handed it out and where; both empty for an SMS."""

    phone_index = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    way = models.CharField(max_length=10, choices=CodeWay)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    node = models.ForeignKey("trees.Node", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["phone_index", "-id"], name="people_code_of_number"),
            models.Index(fields=["expires_at"], name="people_code_ends"),
            models.Index(fields=["made_by", "-id"], name="people_code_made_by", condition=Q(made_by__isnull=False)),
        ]


@pghistory.track()
class LinkRequest(Model):
    """A guest asks that their account be linked to their record in the register, which an organisation keeps.

    note: what the secretary can check it by. answer: the secretary's own words, not shown to the guest.
    """

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    node = models.ForeignKey("trees.Node", models.PROTECT, related_name="+")  # the organisation that is asked
    name = models.CharField(max_length=100)
    note = models.CharField(max_length=200, default="", blank=True)
    state = models.CharField(max_length=10, choices=CaseState, default=CaseState.WAITING)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(state="waiting"), name="people_link_waits_once")
        ]
        indexes = [models.Index(fields=["node", "state", "asked_at"], name="people_link_waiting")]
