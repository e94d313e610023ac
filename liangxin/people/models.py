import pghistory
from django.db import models
from django.db.models import Q

from liangxin.core.fields import EncryptedTextField
from liangxin.core.models import Model
from liangxin.people.choices import Precision, Sex


@pghistory.track(exclude=["identity_number", "identity_index", "phone", "phone_index", "sort_key"])
class Person(Model):
    """One person. `sealed_at` changes with each change of an encrypted field, so history shows “changed” and no more."""

    name = models.CharField(max_length=100)
    sort_key = models.CharField(max_length=200)
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.UNKNOWN)
    ethnicity = models.CharField(max_length=2, default="", blank=True)  # GB/T 3304
    birth_date = models.DateField(null=True, blank=True)
    birth_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    education = models.CharField(max_length=2, default="", blank=True)  # GB/T 4658
    identity_number = EncryptedTextField(default="", blank=True)
    identity_index = models.CharField(max_length=64, default="", blank=True)
    identity_last4 = models.CharField(max_length=4, default="", blank=True)
    phone = EncryptedTextField(default="", blank=True)
    phone_index = models.CharField(max_length=64, default="", blank=True)
    phone_masked = models.CharField(max_length=20, default="", blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
    keeper = models.ForeignKey("trees.Node", models.PROTECT, related_name="+")  # the organisation keeping the record
    works_at = models.ForeignKey("trees.Node", models.PROTECT, null=True, blank=True, related_name="+")  # enterprise
    job_title = models.CharField(max_length=100, default="", blank=True)
    position_level = models.CharField(max_length=20, default="", blank=True)
    is_key_staff = models.BooleanField(default=False)
    user = models.OneToOneField("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["identity_index"], condition=~Q(identity_index="") & Q(merged_into=None),
                name="people_identity_once",
            )
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["keeper", "sort_key", "id"], name="people_keeper_sorted"),
            models.Index(fields=["phone_index"], name="people_phone", condition=~Q(phone_index="")),
            models.Index(fields=["works_at"], name="people_works_at"),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"


class Reveal(Model):
    """Somebody looked at a masked field, with a reason; the person sees it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="reveals")
    field = models.CharField(max_length=30)
    reason = models.CharField(max_length=300)
    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    acting_as = models.CharField(max_length=300)
    revealed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-revealed_at"], name="people_reveal_newest")]
