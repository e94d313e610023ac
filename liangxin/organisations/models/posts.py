import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from liangxin.core.constraints import SpanOf
from liangxin.core.models import Model
from liangxin.organisations.choices import Family, PostSource


@pghistory.track()
class PostKind(Model):
    """A kind of post, as data: secretary, organisation commissioner, chair of a women's federation …"""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    family = models.CharField(max_length=10, choices=Family, default=Family.PARTY)
    is_head = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=100)

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Post(Model):
    """One seat in an organisation's leadership, from the day it was set up; several alike are several posts."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="posts")
    kind = models.ForeignKey(PostKind, models.PROTECT, related_name="+")
    title = models.CharField(max_length=60, default="", blank=True)  # where it is called otherwise than its kind
    is_part_time = models.BooleanField(default=False)  # a part-time seat (#029)
    during = DateRangeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "kind"], name="organisations_post_of")]


@pghistory.track()
class PostHolding(Model):
    """Who holds a post in a span of days. home_unit: where a seconded or part-time holder comes from (#029, #078)."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    during = DateRangeField()
    source = models.CharField(max_length=10, choices=PostSource, default=PostSource.OTHER)
    source_note = models.CharField(max_length=200, default="", blank=True)  # “由园区管理公司选派” (#081)
    home_unit = models.ForeignKey("trees.Node", models.PROTECT, null=True, blank=True, related_name="+")
    home_unit_name = models.CharField(max_length=200, default="", blank=True)  # where it stands in no register
    home_unit_post = models.CharField(max_length=100, default="", blank=True)  # the post held there (#058)
    is_concurrent = models.BooleanField(default=False)  # 双向进入、联合任职
    secondment_ends_on = models.DateField(null=True, blank=True)  # the last day
    evaluation = models.CharField(max_length=500, default="", blank=True)  # how a secondment went (#078)
    end_reason = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="organisations_one_holder_a_day",
                expressions=[(SpanOf("post"), RangeOperators.OVERLAPS), ("during", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                condition=Q(secondment_ends_on=None) | Q(source=PostSource.SECONDED),
                name="organisations_secondment_end",
            ),
        ]
        indexes = [models.Index(fields=["person"], name="organisations_holding_person")]
