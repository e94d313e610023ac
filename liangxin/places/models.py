import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from liangxin.core.fields import EncryptedTextField
from liangxin.core.models import Model
from liangxin.places.choices import CoordinateDoubt, CoordinateSystem, FeedbackKind, PlaceLevel


@pghistory.track()
class PlaceKind(Model):
    """A kind of place, as data: municipal industrial park, tower, … parent_levels: where it may stand, none for a root."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=10, choices=PlaceLevel)
    parent_levels = ArrayField(models.CharField(max_length=10, choices=PlaceLevel), default=list, blank=True)
    is_park = models.BooleanField(default=False)
    is_retired = models.BooleanField(default=False)  # no new places of this kind
    position = models.PositiveSmallIntegerField(default=100)

    def __str__(self) -> str:
        return self.name


@pghistory.track(exclude=["path"])
class Place(Model):
    """One place. Its name, parent and span of validity are its node's.

    `path` is the node's, kept equal by the database (a trigger on insert, a foreign key that cascades; ADR 0090): places
    are few among the nodes, and only a column of their own tells the planner how many stand below one of them.
    """

    node = models.OneToOneField("trees.Node", models.PROTECT, primary_key=True, related_name="+")
    path = models.CharField(max_length=200, default="", editable=False)
    kind = models.ForeignKey(PlaceKind, models.PROTECT, related_name="+")
    owner = models.ForeignKey("trees.Node", models.PROTECT, null=True, blank=True, related_name="+")  # an organisation
    division_code = models.CharField(max_length=12, default="", blank=True)
    address = models.CharField(max_length=300, default="", blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)  # WGS-84, degrees
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    source_system = models.CharField(max_length=10, choices=CoordinateSystem, default="", blank=True)
    source_latitude = models.DecimalField(max_digits=10, decimal_places=7, null=True, blank=True)
    source_longitude = models.DecimalField(max_digits=10, decimal_places=7, null=True, blank=True)
    coordinate_doubt = models.CharField(max_length=200, choices=CoordinateDoubt, default="", blank=True)
    boundary = models.JSONField(null=True, blank=True)  # GeoJSON geometry, WGS-84
    area_m2 = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    property_manager = models.CharField(max_length=200, default="", blank=True)
    description = models.TextField(default="", blank=True)
    is_public = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="places_coordinates_whole",
            )
        ]
        indexes = [
            models.Index(fields=["path"], name="places_path", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["division_code"], name="places_division"),
            models.Index(fields=["coordinate_doubt"], name="places_doubted", condition=~Q(coordinate_doubt="")),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="path_of_node", when=pgtrigger.Before, operation=pgtrigger.Insert,
                func="NEW.path := (SELECT path FROM trees_node WHERE id = NEW.node_id); RETURN NEW;",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.node.name


@pghistory.track(exclude=["contact", "code_index"])
class Feedback(Model):
    """A suggestion or complaint from a page, and what was answered. code_index: of the code by which one without an
    account reads the answer; the code itself is stored nowhere."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")  # whose staff answer
    kind = models.CharField(max_length=10, choices=FeedbackKind)
    words = models.TextField()
    page = models.CharField(max_length=300, default="", blank=True)  # the address it came from, without its query
    sender = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    contact = EncryptedTextField(default="", blank=True)
    contact_masked = models.CharField(max_length=60, default="", blank=True)
    code_index = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    answer = models.TextField(default="", blank=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="places_feedback_answered_with_words",
            )
        ]
        indexes = [
            models.Index(fields=["-sent_at", "-id"], name="places_feedback_newest"),
            models.Index(fields=["sender", "-sent_at"], name="places_feedback_own"),
            models.Index(fields=["place", "sent_at"], name="places_feedback_waiting", condition=Q(answered_at=None)),
        ]

    def __str__(self) -> str:
        return f"feedback {self.pk}"
