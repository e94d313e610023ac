import pghistory
from django.db import models

from liangxin.core.models import Model
from liangxin.organisations.choices import EstablishmentMode, Strand, UnitRelation


@pghistory.track()
class OrganisationType(Model):
    """A type of organisation, as data. `children`: the types that may stand directly below it."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    children = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="parents")
    may_be_root = models.BooleanField(default=False)
    holds_members = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=100)

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Organisation(Model):
    """One organisation. Its name, parent (the administrative lead) and span of validity are its node's."""

    node = models.OneToOneField("trees.Node", models.PROTECT, primary_key=True, related_name="+")
    type = models.ForeignKey(OrganisationType, models.PROTECT, related_name="+")
    strand = models.CharField(max_length=12, choices=Strand, default="", blank=True)
    establishment_mode = models.CharField(max_length=12, choices=EstablishmentMode, default="", blank=True)
    unit_relation = models.CharField(max_length=16, choices=UnitRelation, default="", blank=True)
    home_place = models.ForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")
    industry = models.ForeignKey("rulebook.Industry", models.PROTECT, null=True, blank=True, related_name="+")
    code = models.CharField(max_length=40, default="", blank=True)
    is_overseas = models.BooleanField(default=False)
    country = models.CharField(max_length=60, default="", blank=True)
    time_zone = models.CharField(max_length=60, default="", blank=True)
    telephone = models.CharField(max_length=60, default="", blank=True)  # an office's landline: public
    description = models.TextField(default="", blank=True)
    is_public = models.BooleanField(default=True)
    term_ends_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["type"], name="organisations_type")]
